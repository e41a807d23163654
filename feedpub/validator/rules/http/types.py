"""Rules about what an answer says that it is: media type, charset, and who may read it."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.live import Role
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.rules.http.servers import advice, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit

_XML: Final = frozenset({"application/xml", "text/xml"})
_PACKED: Final = frozenset({"application/gzip", "application/x-gzip"})
_TYPES: Final = {
    Kind.RSS: ("application/rss+xml", _XML),
    Kind.RDF: ("application/rdf+xml", _XML | {"application/rss+xml"}),
    Kind.ATOM: ("application/atom+xml", _XML),
    Kind.ATOM03: ("application/atom+xml", _XML | {"application/x.atom+xml"}),
    Kind.JSONFEED: ("application/feed+json", frozenset({"application/json"})),
    Kind.SITEMAP: ("application/xml", _XML | _PACKED),
    Kind.SITEMAPINDEX: ("application/xml", _XML | _PACKED),
}
"""Of each kind of document the type that says most, and the others that are right as well."""
_CHARSET: Final = patterns.lazy(r";\s*charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
_OK: Final = 200


@rule(
    "http/content-type",
    Level.WARNING,
    on=LIVE,
    roles=(Role.FEED, Role.SITEMAP),
    spec="RFC 9110 section 8.3; RFC 4287 section 7; JSON Feed 1.1",
    refs=("UnexpectedContentType",),
)
def content_type(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The document is sent with the media type of something else, or with none.

    Browsers and readers that go by the type show its source, save it, or take it for a page and look for a feed in it;
    with `X-Content-Type-Options: nosniff` they have to.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Content-Type: text/html
    < Server: nginx
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Content-Type: text/xml; charset=utf-8
    ```
    """
    last = visit.last
    if last is None or last.status != _OK or visit.kind not in _TYPES:
        return
    best, others = _TYPES[visit.kind]
    is_text = visit.kind is Kind.SITEMAP and last.data.lstrip()[:1] != b"<" and last.media_type == "text/plain"
    if last.media_type == best or last.media_type in others or is_text:
        return
    path = path_of(last.url)
    name = path.rpartition("/")[2] or "feed.xml"
    yield Found(
        text=f'It is sent as "{last.media_type}".' if last.media_type else "It is sent without a type.",
        path="Content-Type",
        found=last.header("content-type"),
        hint=advice(
            last,
            f"Send it with `Content-Type: {best}`.",
            nginx=f"`location = {path} {{ types {{ }} default_type {best}; }}`",
            apache=f'`<Files "{name}">`, `ForceType {best}`, `</Files>`',
            netlify=f"the line `{path}`, and below it, indented, `Content-Type: {best}`",
        ),
    )


@rule(
    "http/charset",
    Level.ERROR,
    on=LIVE,
    roles=(Role.FEED, Role.SITEMAP),
    spec="RFC 7303 section 3",
    refs=("EncodingMismatch",),
    harms=("miniflux",),
)
def charset(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The server names another encoding than the one that the document is in.

    What the server says comes first (RFC 7303): letters beyond ASCII are then read as other ones, or not at all.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Content-Type: application/rss+xml; charset=iso-8859-1
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Content-Type: application/rss+xml; charset=UTF-8
    ```
    """
    last = visit.last
    if last is None or last.status != _OK or not visit.encoding:
        return
    named = _CHARSET.search(last.header("content-type"))
    if named is not None and _encoding(named[1]) != _encoding(visit.encoding):
        best = _TYPES[visit.kind][0] if visit.kind in _TYPES else last.media_type
        yield Found(
            text=f'The server says that it is in "{named[1]}", and it is in {visit.encoding}.',
            path="Content-Type",
            found=named[1],
            hint=advice(
                last,
                f"Send `Content-Type: {best}; charset={visit.encoding}`.",
                nginx=f"`charset {visit.encoding};`",
                apache=f"`AddDefaultCharset {visit.encoding}`",
            ),
        )


def _encoding(name: str) -> str:
    """Return Python's name of an encoding; ASCII is a part of UTF-8, and of all that contradicts it."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return name.lower()
    return "utf-8" if found == "utf-8-sig" else found


@rule("http/no-cors", Level.INFO, on=LIVE, roles=(Role.FEED,), spec="Fetch standard, CORS protocol")
def no_cors(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A JSON Feed may not be read by pages of other sites.

    JSON is what scripts in browsers read; without `Access-Control-Allow-Origin` browsers do not hand it to them, and a
    reader on the web needs a server of its own in between.

    ```http bad
    * feed jsonfeed
    > GET https://example.com/feed.json
    < 200
    < Content-Type: application/feed+json
    ```
    ```http good
    * feed jsonfeed
    > GET https://example.com/feed.json
    < 200
    < Access-Control-Allow-Origin: *
    ```
    """
    last = visit.last
    if last is None or last.status != _OK or visit.kind is not Kind.JSONFEED:
        return
    allowed = last.header("access-control-allow-origin")
    if allowed != "*":
        path = path_of(last.url)
        yield Found(
            text=f'Only "{allowed}" may read it in browsers.' if allowed else "No page of another site may read it.",
            path="Access-Control-Allow-Origin",
            found=allowed,
            hint=advice(
                last,
                "Send `Access-Control-Allow-Origin: *`.",
                nginx=f"`add_header Access-Control-Allow-Origin *;` in `location = {path}`",
                apache='`Header set Access-Control-Allow-Origin "*"` (mod_headers)',
                netlify=f"the line `{path}`, and below it, indented, `Access-Control-Allow-Origin: *`",
            ),
        )
