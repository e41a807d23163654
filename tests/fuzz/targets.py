"""What is given broken input, and what its answers must be like."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedpub.guard import old_feeds, snapshot
from feedpub.model.errors import UsageError
from tests.harness.sites import CONFIGURATION
from tests.publishers import PUBLISHERS
from tests.running import feedpub, post, write
from tests.validator import mutations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    Case: TypeAlias = tuple[str, str, "Site"]

SITES = Path(__file__).parents[1] / "sites"
SECONDS = 1.0
SECONDS_PER_BYTE = 1.0 / 100_000
"""What a build may take: a second, and another for each 100 KB."""
_SEED_BYTES = 8_000
_SYSTEM_FAULT = 3
_MADE = frozenset({"rss.xml", "atom.xml", "feed.json", "sitemap.xml"})
"""Names of files that feedpub makes."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something that reads what others have written."""

    name: str
    seeds: Callable[[], list[bytes]]
    check: Callable[[bytes], str]
    """Says what is wrong with the answer to an input; "" for nothing. What it raises is wrong, too."""


class Site:
    """A small site of which one file is the input."""

    def __init__(self, files: Mapping[str, str | bytes], path: str, arguments: tuple[str, ...] = ()) -> None:
        self._files = files
        self._path = path
        self._arguments = ("build", "--dry-run", "--no-cache", "--jobs", "1", "--format", "json", *arguments)
        self._folder: Path | None = None

    def check(self, data: bytes) -> str:
        """Build the site with this input."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="feedpub-fuzz-"))
            write(self._folder, self._files)
        (self._folder / self._path).write_bytes(data)
        ended = feedpub(*self._arguments, cwd=self._folder)
        return _complaint(ended.status, ended.out, ended.err)

    def remove(self) -> None:
        """Remove the site, if it was made."""
        if self._folder is not None:
            shutil.rmtree(self._folder)
            self._folder = None


def checked(target: Target, data: bytes) -> str:
    """Say what is wrong with the answer to an input, or that it took too long; "" for nothing."""
    begun = time.process_time()
    problem = target.check(data)
    spent = time.process_time() - begun
    allowed = SECONDS + len(data) * SECONDS_PER_BYTE
    return problem or (f"takes {spent:.1f} s for {len(data)} bytes" if spent > allowed else "")


def _complaint(status: int, out: str, err: str) -> str:
    if status >= _SYSTEM_FAULT:
        return f"exit status {status}: {err.strip()[-200:]}"
    for path, message in _messages(json.loads(out)):
        if message["rule"] == "internal/crash":
            return f"a rule crashes: {message['text']}"
        if message["level"] == "error" and path.rpartition("/")[2] in _MADE:
            return f"{message['rule']} names {path}, not the author's file"
    return ""


def _messages(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in report["files"]:
        yield from ((file["path"], message) for message in file["messages"])


_JEKYLL = "title: Tea\nurl: https://example.com\ndescription: News\nlang: en\n"
_HUGO = 'baseURL = "https://example.com/"\ntitle = "Tea"\n'
_PELICAN = "SITENAME = 'Tea'\nSITEURL = 'https://example.com'\nPATH = 'content'\nTIMEZONE = 'UTC'\n"
_ELEVENTY = 'module.exports = function (config) { return { dir: { input: "src" } }; };\n'
_PAGE = '<html><head><title>Tea</title><link rel="canonical" href="https://example.com/"></head><body></body></html>'
_ZOLA = 'base_url = "https://example.com"\n'
_HEXO = "title: Tea\nurl: https://example.com\nsource_dir: source\ntimezone: Asia/Seoul\n"
_DOCUSAURUS = "export default {title: 'Tea', url: 'https://example.com', baseUrl: '/', presets: ['classic']};\n"
_URL = ("--url", "https://example.com/")
_OTHER = post("Other", "2024-01-01", "Text.")

_POST = "_posts/2024-01-01-a.md"


def _post(name: str, pattern: str, path: str, files: Mapping[str, str | bytes], *arguments: str) -> Case:
    """A site that holds one more file, the input."""
    return name, pattern, Site({**files, path: ""}, path, arguments)


_CASES: tuple[Case, ...] = (
    _post("post", "*-blog/**/*.md", "content/a.md", {"feedpub.toml": CONFIGURATION}),
    _post("post-html", "*-blog/**/*.html", "content/a.html", {"feedpub.toml": CONFIGURATION}),
    _post("jekyll", "jekyll-*/_posts/**/*.*", _POST, {"_config.yml": _JEKYLL}),
    _post("hugo", "hugo-*/content/**/*.md", "content/posts/a.md", {"hugo.toml": _HUGO}),
    _post("zola", "zola-*/content/**/*.md", "content/a.md", {"config.toml": _ZOLA, "content/_index.md": "+++\n+++\n"}),
    _post("hexo", "hexo-*/source/**/*.*", "source/_posts/a.md", {"_config.yml": _HEXO}),
    _post("docusaurus", "docusaurus-*/blog/**/*.md*", "blog/2024-01-02-a.md", {"docusaurus.config.js": _DOCUSAURUS}),
    _post("pelican", "pelican-*/content/**/*.md", "content/a.md", {"pelicanconf.py": _PELICAN}),
    _post("pelican-rst", "pelican-*/content/**/*.rst", "content/a.rst", {"pelicanconf.py": _PELICAN}),
    _post("eleventy", "eleventy-*/src/**/*.*", "src/a.md", {"eleventy.config.js": _ELEVENTY}, *_URL),
    _post("html", "built-*/**/*.html", "_site/a/index.html", {"_site/index.html": _PAGE}, *_URL, "--built", "_site"),
    _post("config", "../golden/*/feedpub.toml", "feedpub.toml", {"content/a.md": _OTHER}),
    _post("config-jekyll", "jekyll-*/_config*.yml", "_config.yml", {_POST: _OTHER}),
    _post("config-hugo", "hugo-*/*.toml", "hugo.toml", {"content/posts/a.md": _OTHER}),
    _post("config-hugo-yaml", "jekyll-*/_config*.yml", "hugo.yaml", {"content/posts/a.md": _OTHER}, *_URL),
    _post("config-zola", "zola-*/config.toml", "config.toml", {"content/a.md": _OTHER}, *_URL),
    _post("config-hexo", "hexo-*/_config.yml", "_config.yml", {"source/_posts/a.md": _OTHER}, *_URL),
    _post(
        "config-docusaurus", "docusaurus-*/docusaurus.config.*", "docusaurus.config.js", {"blog/a.md": _OTHER}, *_URL
    ),
    _post("config-pelican", "pelican-*/*conf.py", "pelicanconf.py", {"content/a.md": _OTHER}, *_URL),
    _post("config-eleventy", "eleventy-*/*config*", "eleventy.config.js", {"a.md": _OTHER}, *_URL),
)
"""Each with the files of the sites of the tests that are broken for it."""


def _seeds(pattern: str) -> Callable[[], list[bytes]]:
    def found() -> list[bytes]:
        data = [file.read_bytes() for file in sorted(SITES.glob(pattern)) if file.is_file()]
        small = [one for one in data if len(one) <= _SEED_BYTES]
        return small or [_OTHER.encode(), b"title: Tea\n", b"# no seed\n"]

    return found


def _check_published(data: bytes) -> str:
    """What is published is read by the guard: whatever stands there, it must say what is wrong, or read it."""
    for name in ("rss.xml", "sitemap.xml", "feed.json", "atom.xml.gz"):
        snapshot.read([(name, data)])
        snapshot.read([(name, data)], shallow=True)
    return ""


def _exports() -> list[bytes]:
    """Return the files of exports of every publisher."""
    with tempfile.TemporaryDirectory() as folder:
        for number, export in enumerate(export for one in PUBLISHERS.values() for export in one.exports.values()):
            (Path(folder) / str(number)).mkdir()
            export(Path(folder) / str(number))
        return [file.read_bytes() for file in sorted(Path(folder).rglob("*")) if file.is_file()]


def _check_export(data: bytes) -> str:
    """Read an export under every name that matters: it is refused with a message, or there are posts in it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("old", "posts.csv", "a.html"):
            file = Path(folder) / name
            file.write_bytes(data)
            try:
                old_feeds.feeds_at(str(file), dict.fromkeys, "https://old.example/")
            except UsageError as error:
                if not str(error).startswith(str(file)):
                    return f"the message does not name the file: {error}"
    return ""


def _check_validated(data: bytes) -> str:
    return mutations.complaint(mutations.check_bytes(data))


TARGETS = (
    *(Target(name=name, seeds=_seeds(pattern), check=site.check) for name, pattern, site in _CASES),
    Target(name="published", seeds=mutations.seeds, check=_check_published),
    Target(name="exports", seeds=_exports, check=_check_export),
    Target(name="validate", seeds=mutations.seeds, check=_check_validated),
)


def remove_sites() -> None:
    """Remove the sites that were made."""
    for _, _, site in _CASES:
        site.remove()
