"""Rules about how documents come packed (gzip)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.validator.live import Role, number
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.rules.http.servers import advice, path_of
from feedpub.web.answers import NOT_MODIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

_DOCUMENTS: Final = (Role.FEED, Role.SITEMAP)
_SPEC: Final = "RFC 9110 section 8.4"
_WORTH_IT: Final = 1400
"""Bytes: what fits into one packet is not sent faster for being packed."""
_GZIP: Final = b"\x1f\x8b"
_TYPES: Final = "application/rss+xml application/atom+xml application/feed+json application/json application/xml"


@rule("http/not-compressed", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec=_SPEC)
def not_compressed(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The document is not packed, though readers offer to take it so.

    A feed packs to a quarter of its size or less: it costs the host and every reader that many times more.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Length: 48000
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    < Content-Length: 9000
    < Vary: Accept-Encoding
    ```
    """
    for one in visit.packed:
        size = _size(one)
        if not one.encoding and size > _WORTH_IT and not one.data.startswith(_GZIP):
            yield Found(
                text=f"Its {size:,} bytes come as they are, though gzip was offered.",
                path="Content-Encoding",
                hint=advice(
                    one,
                    "Switch on gzip for feeds and sitemaps.",
                    nginx=f"`gzip on; gzip_vary on; gzip_types {_TYPES};` (text/html alone is packed without these)",
                    apache=f"`AddOutputFilterByType DEFLATE {_TYPES} text/xml` (mod_deflate)",
                ),
            )
            return


def _size(one: Exchange) -> int:
    stated = None if one.encoding else number(one.header("content-length"))
    return max(len(one.data), stated or 0)


@rule(
    "http/compression-broken", Level.ERROR, on=LIVE, roles=_DOCUMENTS, spec=_SPEC, harms=("miniflux", "Google Search")
)
def compression_broken(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """What comes packed cannot be unpacked, is packed twice, or is another document than the plain one.

    Every reader offers gzip: none of them can read the feed, while a look with the browser or curl shows nothing wrong.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    < (fault): its packing is broken
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    < Vary: Accept-Encoding
    ```
    """
    hint = "Pack it once, in one place: either the program, the server or the proxy, and say so in Content-Encoding."
    plain = next((one for one in visit.whole if not one.encoding and not one.fault), None)
    for one in visit.whole:
        if not one.encoding:
            continue
        text = ""
        if one.fault:
            text = f"It says that it is packed by {one.encoding}, and {one.fault}."
        elif one.data.startswith(_GZIP) and not (plain and plain.data.startswith(_GZIP)):
            text = "It is packed twice: what is unpacked is a packed file again."
        if text:
            yield Found(text=text, path="Content-Encoding", found=one.encoding, hint=hint)
            return


@rule("http/compressed-unasked", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 12.5.3")
def compressed_unasked(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The document comes packed to readers that have not offered to take it so.

    Simple programs get bytes that they cannot read.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Content-Encoding: gzip
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    last = visit.last
    is_file = last is not None and path_of(last.url).endswith(".gz")  # packed as it lies there
    if last is not None and last.encoding and not last.asked_for("accept-encoding") and not is_file:
        yield Found(
            text=f'It comes packed by {last.encoding} where only "identity" was offered.',
            path="Content-Encoding",
            found=last.encoding,
            hint="Pack only where Accept-Encoding names it, and send `Vary: Accept-Encoding`.",
        )


@rule("http/vary-missing", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 12.5.5")
def vary_missing(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """What is packed or not by what the reader offers does not say so (Vary).

    A cache on the way hands out the packed document to those that cannot unpack it.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    < Vary: Accept-Encoding
    ```
    """
    if len({bool(one.encoding) for one in visit.whole}) == 1:
        return
    for one in visit.packed:
        named = {name.strip().lower() for name in one.header("vary").split(",")}
        if one.encoding and not named & {"accept-encoding", "*"}:
            yield Found(
                text="It is packed for those who offer gzip, and has no `Vary: Accept-Encoding`.",
                path="Vary",
                found=one.header("vary"),
                hint=advice(
                    one,
                    "Send `Vary: Accept-Encoding`.",
                    nginx="`gzip_vary on;`",
                    apache="`Header append Vary Accept-Encoding`",
                ),
            )
            return


@rule("http/not-modified-bare", Level.INFO, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 15.4.5")
def not_modified_bare(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """An answer of 304 lacks the ETag that the whole document had.

    Caches on the way may not know which of their documents it is about, and fetch it anew.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "1"
    > GET https://example.com/feed.xml
    > If-None-Match: "1"
    < 304
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "1"
    > GET https://example.com/feed.xml
    > If-None-Match: "1"
    < 304
    < ETag: "1"
    ```
    """
    has_etag = any(one.header("etag") for one in visit.whole)
    for one in visit.conditional:
        if one.status == NOT_MODIFIED and has_etag and not one.header("etag"):
            yield Found(
                text="The answer 304 has no ETag, and the whole document has one.",
                path="ETag",
                hint="Send with 304 the ETag, Cache-Control and Vary that 200 would have.",
            )
            return
