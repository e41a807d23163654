"""What a reader has before the commands of a page, and what stands for the programs of others that it calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.ci.workflow import ROOT
from tests.running import post

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BLOCK: Final = re.compile(r"^```(console|bash|sh|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NAMES: Final = ("amber", "birch", "cedar", "dune", "ember", "fjord")
WOODS: Final[Mapping[str, str]] = {
    "feedpub.toml": '[site]\nurl = "https://example.com/"\ntitle = "Woods"\nlanguage = "en"\n',
    **{
        f"content/{name}.md": post(f"Of {name}", date=f"2024-06-0{day}", categories="[trees]")
        for day, name in enumerate(_NAMES, start=1)
    },
}
"""A site of six posts of one category."""
BUILT: Final = "feedpub build --quiet"
_DEPLOYED: Final = f"""\
rm -rf public && {BUILT} --url SERVER
for post in content/*.md; do
  page=public/$(basename "$post" .md)
  mkdir "$page" && echo '<!doctype html><title>A page</title>' > "$page/index.html"
done"""
"""The site is live, with its pages."""


class Command(NamedTuple):
    """A command of a page, with what the page shows below it."""

    page: str
    block: int
    """Number of the block on the page, from 0."""
    line: str
    shown: str


class Scene(NamedTuple):
    """What a reader has; `WOODS` where nothing is said."""

    files: Mapping[str, str] = WOODS
    before: Mapping[int, str] = {}
    """What is done before the commands of a block, by its number: what the page tells the reader to do."""
    statuses: Mapping[str, int] = {}
    """Exit statuses that are not 0, by command."""
    replaced: Mapping[str, str] = {}
    """What stands in commands for what is the reader's own; `SERVER` is where `public` is served."""


class Generator(NamedTuple):
    """A program that makes a site: which of tests/sites it is run on, and where it writes."""

    site: str
    output: str


GENERATORS: Final[Mapping[str, Generator]] = {
    "hexo": Generator("hexo-blog", "public"),
    "hugo": Generator("hugo-blog", "public"),
    "jekyll": Generator("jekyll-blog", "_site"),
    "npx": Generator("eleventy-blog", "public_html"),
    "pelican": Generator("pelican-blog", "output"),
    "zola": Generator("zola-blog", "public"),
}
DOCUSAURUS: Final = Generator("docusaurus-blog", "build")
PAGE: Final = (
    "<!doctype html><html lang=en><head><title>Tea</title>"
    '<meta property="article:published_time" content="2024-06-21T10:00:00Z">'
    "</head><body><article><h1>Tea</h1><p>Water of 70 degrees.</p></article></body></html>\n"
)
_BUILT_PAGES: Final = {
    "feedpub.toml": WOODS["feedpub.toml"],
    "made/tea/index.html": PAGE,
    "made/index.html": "<!doctype html><html lang=en><head><title>Woods</title></head><body>"
    "<h1>Woods</h1></body></html>\n",
}
MADE: Final = Scene(files=_BUILT_PAGES)
"""A site of which there is nothing but what `npm run build` makes."""
_TEA: Final = {
    "feedpub.toml": WOODS["feedpub.toml"].replace("Woods", "Tea Notes") + "[feeds]\nlimit = 1\n",
    "content/brewing.md": "---\ntitle: Brewing\ndate: 2026-01-20\ndraft: true\n---\nSoon.\n",
    "content/first-flush.md": post("First flush", date="2026-01-10", categories="[Tea]", tags="[green]"),
    "content/cups.md": post("Cups", date="2026-01-15"),
}
_FEED: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Woods</title><link>https://example.com/</link><description>Trees</description>
<item><title>Of amber</title><link>https://example.com/amber/</link><guid isPermaLink="false">https://example.com/?p=1</guid>
<pubDate>Sat, 01 Jun 2024 00:00:00 +0000</pubDate></item></channel></rss>
"""
_HELLO, _OOPS = re.findall(
    r"^```markdown\n(.*?)^```", (ROOT / "docs/tutorial.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
SCENES: Final[Mapping[str, Scene]] = {
    "README.md": Scene(replaced={"path/to/your/site": "."}),
    "docs/tutorial.md": Scene(
        files={"content/2026-01-04-hello.md": _HELLO, "oops.md": _OOPS},
        before={3: "mv oops.md content/2026-01-05-oops.md", 4: "rm content/2026-01-05-oops.md"},
        statuses={"feedpub build --dry-run": 1},
        replaced={"2026-05-04": "2026-01-04"},
    ),
    "docs/how-to/ask-why.md": Scene(files=_TEA),
    "docs/how-to/change-your-domain.md": Scene(before={0: BUILT}, replaced={"https://old.example/": "SERVER"}),
    "docs/how-to/check-the-live-site.md": Scene(
        before=dict.fromkeys(range(3), _DEPLOYED),
        replaced={
            "https://example.com/": "SERVER",
            "http://localhost:8000/": "SERVER",
            "https://user:password@staging.example.com/": "SERVER",
        },
    ),
    "docs/how-to/clean-up-an-old-site.md": Scene(
        before={0: BUILT}, replaced={"https://example.com/feed.xml": "SERVERrss.xml"}
    ),
    "docs/how-to/correct-a-post.md": Scene(before={0: f"{BUILT} && rm content/fjord.md"}),
    "docs/how-to/keep-a-feed.md": Scene(
        before={
            0: f"{BUILT} && sed -i 's/trees/Bäume/' content/*.md",
            1: 'printf \'[redirects.paths]\\n"category/trees/rss.xml" = "category/bäume/rss.xml"\\n\' >> feedpub.toml',
        },
        statuses={"feedpub build": 1},
    ),
    "docs/how-to/move-to-feedpub.md": Scene(
        files={**WOODS, "wordpress-export.xml": _FEED, "substack-export.zip": _FEED, "old-feed.xml": _FEED},
        replaced={
            "https://example.com/feed substack-export.zip --old-url https://example.com/": "old-feed.xml",
        },
    ),
    "docs/how-to/rename-a-post.md": Scene(
        before={0: f"{BUILT} && git init --quiet && git add content && feedpub ids list | grep cedar > published"},
        statuses={"feedpub build": 1},
        replaced={"urn:uuid:1dd3…": '"$(cut -f 2 published)"'},
    ),
    "docs/how-to/report-what-is-wrong.md": Scene(before={0: f"{BUILT} && mkdir -p ~/.config/fish/completions"}),
    "docs/how-to/serve-feeds.md": Scene(),
}
AGAIN: Final[Mapping[tuple[str, int], Mapping[str, int]]] = {("docs/how-to/rename-a-post.md", 1): {}}
"""Exit statuses of a block where they are other than those of the same commands before."""
BESIDE: Final[Mapping[tuple[str, int], Generator]] = {
    ("README.md", 8): DOCUSAURUS,
    ("docs/sites/docusaurus.md", 0): DOCUSAURUS,
}
"""Blocks in which `npm run build` stands for Docusaurus; elsewhere it makes a folder of HTML."""
NOT_RUN: Final[Mapping[str, str]] = {
    "pip install": "fetches from a registry; CI installs feedpub so in each run",
    "pipx install": "fetches from a registry",
    "uv tool install": "fetches from a registry",
    "podman ": "fetches an image; the lines of the Containerfile are run by tests/ci/test_elsewhere.py",
    "cd path/to/your/site": "goes to the site of the reader, for the line after it, of podman",
    "pre-commit ": "fetches hooks; tests/ci/test_elsewhere.py runs those of .pre-commit-hooks.yaml",
    "make ": "is how this test was called",
    "python3 -m http.server": "serves until it is ended",
    "feedpub serve": "serves until it is ended; tests/cli/test_serve.py runs it",
    "feedpub notify": "tells servers of others; tests/cli/test_notify.py runs it",
    "rsync ": "asks a server of the reader",
    "curl ": "asks the site of the reader; the file that it writes is laid out",
    "aws ": "asks a store of the reader",
    "feedpub build --target s3": "asks a store of the reader; tests/publish/remote runs it",
    "feedpub explain 'house/*'": "needs the package of the page; tests/plugins/test_rules.py installs and runs it",
    "feedpub build --local-rules": "needs the module of the page; tests/plugins/test_rules.py runs it",
}
"""Beginnings of commands that are not run, each with the reason."""
NOT_RUN_PAGES: Final[Mapping[str, str]] = {
    "docs/how-to/publish-a-podcast.md": "tests/podcast runs its build and its check, with recordings",
    "docs/how-to/write-a-dialect.md": "tests/plugins/test_sites.py installs the package of the page and builds",
    "docs/how-to/tell-hubs-and-search-engines.md": "needs a hub; tests/cli/test_notify.py runs it with one",
}


def commands() -> Iterator[Command]:
    """Return the commands of the README, the tutorial, the how-to guides and the pages of generators."""
    pages = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    for file in pages:
        page = file.relative_to(ROOT).as_posix()
        if page.startswith(("docs/reference/", "docs/explanation/")):
            continue
        for block, match in enumerate(_BLOCK.finditer(file.read_text(encoding="utf-8"))):
            yield from _of_block(page, block, match[1], match[2])


def _of_block(page: str, block: int, language: str, text: str) -> Iterator[Command]:
    text = text.replace("\\\n", " ")
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:] if language == "console" else text.splitlines()
    for part in filter(str.strip, parts):
        line, _, shown = part.partition("\n")
        yield Command(page=page, block=block, line=re.sub(r"\s+# .*", "", line).strip(), shown=shown)


def reason_not_to_run(command: Command) -> str:
    """Return why a command is not run; empty for one that is."""
    known = next((why for start, why in NOT_RUN.items() if command.line.startswith(start)), "")
    return known or NOT_RUN_PAGES.get(command.page, "")
