"""Rules for web servers and hosts, so that feeds are sent with their media types and kept for a while.

A media type is what links to a feed say it is (RFC 4287, section 7; JSON Feed 1.1). `max-age` (RFC 9111, section
5.2.2.1) is for how long a reader or a cache between need not ask again. ETag and Last-Modified every one of these
servers sends by itself; nothing here takes them away. Pure.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from feedpub.model.records import FeedSpec

MOST_OF_CLOUDFLARE: Final = 100
"""Rules in a `_headers` file (https://developers.cloudflare.com/pages/configuration/headers/)."""


class ServedFeed(Struct, frozen=True, kw_only=True):
    """A published feed as a server knows it."""

    path: str
    """Below the root of the host, with `/`, not percent-encoded."""
    type: str
    """Its media type."""


_XML: Final = "application/xml"


def served(specs: Iterable[FeedSpec], site_url: str, *, as_xml: bool = False) -> tuple[ServedFeed, ...]:
    """Return every published feed of a site, that of the whole site first.

    `as_xml` has feeds in XML be that and no more: Chromium shows them with their style sheet then, and those with a
    type of their own as text (`tests/browser/test_look.py`).
    """
    root = unquote(urlsplit(site_url).path)
    ordered = sorted(specs, key=lambda spec: spec.term is not None)
    return tuple(
        ServedFeed(path=root + path, type=_XML if as_xml and form.media_type.endswith("+xml") else form.media_type)
        for spec in ordered
        for form, path in spec.paths.items()
    )


def rules(host: str, feeds: Sequence[ServedFeed], max_age: int) -> str:
    """Return what is written into the configuration of a web server or host, one of `HOSTS`; `max_age` in seconds."""
    return "".join(f"{line}\n" for line in _RULES[host](feeds, max_age))


def left_out(host: str, feeds: Sequence[ServedFeed]) -> int:
    """Return how many feeds the host takes no rule for."""
    return max(0, len(feeds) - MOST_OF_CLOUDFLARE) if host == "cloudflare" else 0


def _of_nginx(feeds: Sequence[ServedFeed], max_age: int) -> Iterator[str]:
    """Return locations for a `server` block. `expires` leaves the `add_header` lines of the server in force."""
    for feed in feeds:
        yield (
            f'location = {_quoted(feed.path)} {{ types {{ }} default_type "{feed.type}"; '
            f"expires {f'{max_age}s' if max_age else '0'}; }}"
        )


_PATHS_OF_A_LINE: Final = 20
"""Of Apache's configuration, which people read, too."""


def _of_apache(feeds: Sequence[ServedFeed], max_age: int) -> Iterator[str]:
    """Return sections for a virtual host or a `.htaccess`; mod_headers must be loaded."""
    for kind, paths in _by_type(feeds):
        for first in range(0, len(paths), _PATHS_OF_A_LINE):
            words = ", ".join(f"'{_in_expression(path)}'" for path in paths[first : first + _PATHS_OF_A_LINE])
            yield f'<If "%{{REQUEST_URI}} in {{ {words} }}">'
            yield f"    ForceType {kind}"
            yield f'    Header set Cache-Control "max-age={max_age}"'
            yield "</If>"


def _of_caddy(feeds: Sequence[ServedFeed], max_age: int) -> Iterator[str]:
    """Return directives: Caddy compares with the decoded path, and `*` stands for any text there."""
    for kind, paths in _by_type(feeds):
        name = f"@{kind.partition('/')[2].replace('+', '-')}"
        yield f"{name} path {' '.join(_quoted(path.replace('*', '%2A')) for path in paths)}"
        yield f"header {name} {{"
        yield f"\tContent-Type {kind}"
        yield f'\tCache-Control "max-age={max_age}"'
        yield "}"


def _of_file(feeds: Sequence[ServedFeed], max_age: int) -> Iterator[str]:
    """Return a `_headers` file, as Netlify reads it: `*` and `:name` stand for any text there.

    https://docs.netlify.com/manage/routing/headers/
    """
    for feed in feeds:
        yield urls.quote_path(feed.path).replace("*", "%2A").replace(":", "%3A")
        yield f"  Content-Type: {feed.type}"
        yield f"  Cache-Control: max-age={max_age}"


def _of_cloudflare(feeds: Sequence[ServedFeed], max_age: int) -> Iterator[str]:
    return _of_file(feeds[:MOST_OF_CLOUDFLARE], max_age)


def _of_github(feeds: Sequence[ServedFeed], max_age: int) -> Iterator[str]:  # noqa: ARG001 - nothing can be set there
    """Return what cannot be set (https://github.com/orgs/community/discussions/54257, 22863)."""
    yield "# GitHub Pages sends every file with headers of its own, and takes no others: ETag and Last-Modified,"
    yield "# max-age=600, and the media type that mime-db has for the ending. Readers take these, too:"
    for feed in feeds:
        yield f"# {feed.path}: {_MIME_DB.get(feed.path.rpartition('.')[2], 'application/octet-stream')}"


_MIME_DB: Final[Mapping[str, str]] = {
    "xml": "application/xml",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/json",
}
"""https://github.com/jshttp/mime-db, of the endings that feeds have."""


def _by_type(feeds: Iterable[ServedFeed]) -> Iterator[tuple[str, list[str]]]:
    ordered = sorted(feeds, key=lambda feed: feed.type)
    for kind, group in groupby(ordered, key=lambda feed: feed.type):
        yield kind, [feed.path for feed in group]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_SPECIAL_IN_EXPRESSIONS: Final = re.compile(r"""[\\'"%$]""")


def _in_expression(path: str) -> str:
    """Return a path within `'…'` of an expression within `"…"`, where `%` and `$` begin variables.

    https://httpd.apache.org/docs/2.4/expr.html
    """
    return _SPECIAL_IN_EXPRESSIONS.sub(r"\\\g<0>", path)


_RULES: Final[Mapping[str, Callable[[Sequence[ServedFeed], int], Iterator[str]]]] = {
    "nginx": _of_nginx,
    "apache": _of_apache,
    "caddy": _of_caddy,
    "netlify": _of_file,
    "cloudflare": _of_cloudflare,
    "github": _of_github,
}
HOSTS: Final = tuple(_RULES)
"""For whom rules are written."""
