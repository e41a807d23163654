r"""The examples of rules as whole documents, so that each rule is proven by its own documentation.

An example is a whole document, or what stands inside a container that is named by `in=`. A container holds exactly
what the example says; what encloses the container is complete. Besides `xml` and `json` an example's language may be

- `bytes`: the document with backslash escapes as in Python's bytes (`\xef\xbb\xbf<rss …`), for encodings;
- `repeated`: what follows the first line, so often as that line says (`50001 times, between BEFORE and AFTER`);
- `http`: what a live site answers, as `transcripts` has it, for rules over that;
- `site`: several files for rules over folders, each behind a line `--- path`; a file without lines is an HTML page.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.validator import live, transcripts
from feedpub.validator.check import check, check_folder
from feedpub.validator.document import Folder
from feedpub.validator.sources import bytes_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.model.records import Diagnostic
    from feedpub.validator.document import Source
    from feedpub.validator.rule import Example
    from feedpub.validator.ruleset import Ruleset

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""The moment at which examples are checked."""
BASE_URL = "https://example.com/"
"""Where the files of an example are published."""

_USED_IN_FEEDS = """\
xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" \
xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:media="http://search.yahoo.com/mrss/" \
xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:thr="http://purl.org/syndication/thread/1.0" \
xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" \
xmlns:xhtml="http://www.w3.org/1999/xhtml\""""
_USED_IN_SITEMAPS = """\
xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" \
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" \
xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml\""""
_SELF = '<atom:link rel="self" type="application/rss+xml" href="https://example.com/feed.xml"/>'
_CHANNEL = f"<title>News</title><link>https://example.com/</link><description>All the news</description>{_SELF}"
_FEED = (
    "<id>https://example.com/</id><title>News</title><updated>2026-11-01T00:00:00Z</updated>"
    '<author><name>Ann</name></author><link href="https://example.com/"/>'
    '<link rel="self" href="https://example.com/feed.xml"/>'
)
_ENTRY = (
    "<id>https://example.com/1</id><title>One</title><updated>2026-11-01T00:00:00Z</updated>"
    '<link href="https://example.com/1"/>'
)
_JSON = (
    '"version": "https://jsonfeed.org/version/1.1", "title": "News", '
    '"home_page_url": "https://example.com/", "feed_url": "https://example.com/feed.json"'
)
_RSS = f'<rss version="2.0" {_USED_IN_FEEDS}>%s</rss>'
_ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom" {_USED_IN_FEEDS}>%s</feed>'
_URLSET = f"<urlset {_USED_IN_SITEMAPS}>%s</urlset>"
_LOC = "<loc>https://example.com/1</loc>"

CONTAINERS: dict[str, str] = {
    "rss": _RSS,
    "channel": _RSS % "<channel>%s</channel>",
    "item": _RSS % f"<channel>{_CHANNEL}<item>%s</item></channel>",
    "feed": _ATOM,
    "entry": _ATOM % f"{_FEED}<entry>%s</entry>",
    "source": _ATOM % f"{_FEED}<entry>{_ENTRY}<source>%s</source></entry>",
    "urlset": _URLSET,
    "url": _URLSET % "<url>%s</url>",
    "image:image": _URLSET % f"<url>{_LOC}<image:image>%s</image:image></url>",
    "news:news": _URLSET % f"<url>{_LOC}<news:news>%s</news:news></url>",
    "video:video": _URLSET % f"<url>{_LOC}<video:video>%s</video:video></url>",
    "sitemapindex": f"<sitemapindex {_USED_IN_SITEMAPS}>%s</sitemapindex>",
    "sitemap": f"<sitemapindex {_USED_IN_SITEMAPS}><sitemap>%s</sitemap></sitemapindex>",
}
"""Container -> the document around it; `%s` is where the example goes."""

JSON_CONTAINERS: dict[str, str] = {
    "feed": "{%s}",
    "item": "{" + _JSON + ', "items": [{%s}]}',
}
"""As CONTAINERS, for examples in JSON: the members of the object."""

_FILE = re.compile(r"^--- (\S+)\n", re.MULTILINE)
_PAGE = "<!DOCTYPE html><title>A page</title>\n"


def files(example: Example) -> dict[str, bytes]:
    """Return the files an example consists of, by path below BASE_URL.

    Raises KeyError for a container that is not known.
    """
    if example.language == "site":
        parts = _FILE.split(example.text)[1:]
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return {path: _file(path, text) for path, text in pairs}
    return {_path(example): _whole(example)}


def _file(path: str, text: str) -> bytes:
    """Return a file of a site; a packed one is written with escapes, an empty one is a page."""
    if path.endswith(".gz") and text.startswith("\\x"):
        return _unescaped(text)
    return (text if text.strip() else _PAGE).encode()


def _unescaped(text: str) -> bytes:
    return text.rstrip("\n").encode("ascii").decode("unicode_escape").encode("latin-1")


def _path(example: Example) -> str:
    if example.language == "json":
        return "feed.json"
    in_sitemap = "sitemap" in CONTAINERS.get(example.inside, example.text)[:60]
    return "sitemap.xml" if in_sitemap else "feed.xml"


def _whole(example: Example) -> bytes:
    if example.language == "bytes":
        return _unescaped(example.text)
    text = _repeated(example.text) if example.language == "repeated" else example.text
    if not example.inside:
        return text.encode()
    is_json = example.language == "json" or '"version":' in text
    containers = JSON_CONTAINERS if is_json else CONTAINERS
    return containers[example.inside].replace("%s", text).encode()


def _repeated(text: str) -> str:
    """Write out `50001 times, between BEFORE and AFTER` and a line that repeats."""
    first, _, rest = text.partition("\n")
    number, _, around = first.partition(" times")
    before, _, after = around.removeprefix(", between ").partition(" and ")
    return before + rest.rstrip("\n") * int(number) + after


def sources(example: Example) -> tuple[Source, ...]:
    """Return the feeds and sitemaps of an example as something to be checked."""
    contents = files(example)
    beside = _Beside(contents) if example.language == "site" else None
    return tuple(
        replace(bytes_source(path, data, BASE_URL + path), files=beside)
        for path, data in contents.items()
        if not path.endswith(_NO_DOCUMENTS)
    )


_NO_DOCUMENTS = (".html", ".jpg", ".mp3", "robots.txt")


class _Beside:
    """The files of an example, published at BASE_URL."""

    base_url = BASE_URL

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def has_file(self, path: str) -> bool:
        return path in self._contents

    def size(self, path: str) -> int | None:
        return len(self._contents[path]) if path in self._contents else None

    def read(self, path: str) -> bytes:
        return self._contents.get(path, b"")

    def has_pages(self) -> bool:
        return any(path.endswith(".html") for path in self._contents)


def diagnose(example: Example, ruleset: Ruleset) -> tuple[Diagnostic, ...]:
    """Return all that rules say about an example."""
    if example.language == "http":
        return tuple(
            one for said in live.diagnostics(transcripts.read(example.text, NOW), ruleset).values() for one in said
        )
    beside = _Beside(files(example))
    reports = [check(source, ruleset, now=NOW) for source in sources(example)]
    if example.language == "site":
        folder = Folder(
            documents=tuple(report.document for report in reports),
            base_url=BASE_URL,
            has_file=beside.has_file,
            read=beside.read,
            has_pages=beside.has_pages(),
        )
        reports = list(check_folder(reports, folder, ruleset))
    return tuple(one for report in reports for one in report.diagnostics)
