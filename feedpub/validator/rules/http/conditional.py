"""Rules about validators (ETag, Last-Modified): what lets a reader ask only for what has changed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.live import Role
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.rules.http.servers import advice
from feedpub.validator.values import dates
from feedpub.web.answers import NOT_MODIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

NEVER: Final = '"feedpub-has-never-seen-this"'
"""An ETag that no document has."""
_DOCUMENTS: Final = (Role.FEED, Role.SITEMAP)
_SPEC: Final = "RFC 9110 section 8.8"
_OK: Final = 200
_ETAG: Final = patterns.lazy(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_LATER: Final = timedelta(hours=1)
"""Clocks differ; a moment that lies further ahead is none that something was changed at."""


@rule("http/no-validators", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec=_SPEC)
def no_validators(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The answer has neither ETag nor Last-Modified.

    Readers ask every hour, each for the whole document, because there is no way to ask whether it has changed.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    ```
    """
    if visit.whole and not any(one.header("etag") or one.header("last-modified") for one in visit.whole):
        yield Found(
            text="There is neither an ETag nor a Last-Modified.",
            path="ETag",
            hint=advice(
                visit.whole[0],
                "Serve the feed as a file, or send an ETag made of its bytes.",
                nginx="`etag on;` (the default for files), and no `ssi` or `sub_filter` where the feed is",
                apache="`FileETag MTime Size`",
            ),
        )


@rule("http/not-modified-ignored", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 13.1")
def not_modified_ignored(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """The server sends the whole document though the reader has said that it has it.

    An answer of 304 has a hundred bytes; this one costs the server and every reader the whole feed each hour, and some
    hosts and readers' services then ask less often.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    > GET https://example.com/feed.xml
    > If-None-Match: "33a64df5"
    < 200
    < ETag: "33a64df5"
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    > GET https://example.com/feed.xml
    > If-None-Match: "33a64df5"
    < 304
    ```
    """
    for one in visit.conditional:
        name, asked = ("If-None-Match", one.asked_for("if-none-match"))
        if not asked:
            name, asked = ("If-Modified-Since", one.asked_for("if-modified-since"))
        if one.status == _OK and asked != NEVER and _still_has(visit, one, asked, site.now):
            yield Found(
                text=f"It answers 200 to `{name}: {asked}`, which is what it has.",
                path=name,
                found=asked,
                apart=name,
                hint="Let the server compare it, and answer 304; a proxy in front must hand the header on.",
            )


def _still_has(visit: Visit, one: Exchange, asked: str, now: datetime) -> bool:
    """Whether a server that sent everything had what it was asked about: it gave it before, and gives it again."""
    alike = [each for each in visit.whole if each.asked_for("accept-encoding") == one.asked_for("accept-encoding")]
    before = (alike or visit.whole)[-1]
    for name in ("etag", "last-modified"):
        if asked == before.header(name):
            moment = _moment(asked) if name == "last-modified" else None
            is_future = moment is not None and moment > now  # which servers need not believe (RFC 9110 section 13.1.3)
            return not is_future and _same(one.header(name) or asked, asked)
    return False


def _same(one: str, other: str) -> bool:
    """Whether two validators are the same by the weak comparison (RFC 9110 section 8.8.3.2)."""
    return one.removeprefix("W/") == other.removeprefix("W/")


@rule(
    "http/not-modified-always",
    Level.ERROR,
    on=LIVE,
    roles=_DOCUMENTS,
    spec="RFC 9110 section 13.1.2",
    harms=("miniflux",),
)
def not_modified_always(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The server answers that nothing has changed, whatever the reader has.

    Whoever has once got the feed never sees a new post.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    > GET https://example.com/feed.xml
    > If-None-Match: "feedpub-has-never-seen-this"
    < 304
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    > GET https://example.com/feed.xml
    > If-None-Match: "feedpub-has-never-seen-this"
    < 200
    ```
    """
    for one in visit.conditional:
        if one.status == NOT_MODIFIED and one.asked_for("if-none-match") == NEVER:
            yield Found(
                text=f"It answers 304 to an ETag that it never gave ({NEVER}).",
                path="If-None-Match",
                hint="Compare the ETag that is sent with that of the document; answer 304 where both are the same.",
            )


@rule("http/etag-unstable", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 8.8.3")
def etag_unstable(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The ETag differs from one request to the next, though the document is the same.

    No request of a reader ever gets 304: it is a new document each time. Servers behind one address that make ETags of
    inodes or of the time of the deploy do this, and so do programs that make the feed anew.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "1"
    > GET https://example.com/feed.xml
    < 200
    < ETag: "2"
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "1"
    > GET https://example.com/feed.xml
    < 200
    < ETag: "1"
    ```
    """
    for one, other in _pairs(visit):
        first, second = one.header("etag"), other.header("etag")
        if first and second and not _same(first, second) and one.data == other.data:
            yield Found(
                text=f"The same bytes had the ETag {first}, and a moment later {second}.",
                path="ETag",
                found=second,
                hint=advice(
                    one,
                    "Make the ETag of the bytes, or of time and size of the file on every server alike.",
                    apache="`FileETag MTime Size`, and the same times of files on every server",
                ),
            )
            return


def _pairs(visit: Visit) -> Iterator[tuple[Exchange, Exchange]]:
    """Return two whole answers that follow each other and came packed in the same way."""
    for encoding in dict.fromkeys(one.encoding for one in visit.whole):
        yield from pairwise(one for one in visit.whole if one.encoding == encoding)


@rule("http/last-modified-unstable", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 8.8.2")
def last_modified_unstable(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """Last-Modified is not when the document was changed: it moves from request to request, or lies in the future.

    A reader that asks whether the feed has changed since then gets all of it, or never anything.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Last-Modified: Fri, 20 Nov 2026 11:59:58 GMT
    > GET https://example.com/feed.xml
    < 200
    < Last-Modified: Fri, 20 Nov 2026 11:59:59 GMT
    ```
    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Last-Modified: Fri, 20 Nov 2027 11:59:58 GMT
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT
    ```
    """
    hint = "Send the time at which the file, or the newest post, was changed."
    for one, other in pairwise(visit.whole):
        first, second = one.header("last-modified"), other.header("last-modified")
        if first and second and first != second and one.data == other.data:
            text = f'It was changed at "{first}", and a moment later at "{second}", with the same bytes.'
            yield Found(text=text, path="Last-Modified", found=second, hint=hint)
            return
    for one in visit.whole:
        moment = _moment(one.header("last-modified"))
        if moment is not None and moment > site.now + _LATER:
            text = f'It was changed at "{one.header("last-modified")}", which lies in the future.'
            yield Found(text=text, path="Last-Modified", found=one.header("last-modified"), hint=hint)
            return


def _moment(text: str) -> datetime | None:
    """Return the moment of a date of HTTP; None where it is none."""
    return dates.rfc822(text).moment if text else None


@rule("http/validator-malformed", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec=_SPEC)
def validator_malformed(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """ETag or Last-Modified is not written as HTTP has it.

    Caches and readers drop it, or send back something else, and get the whole document each time.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: 33a64df5
    ```
    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Last-Modified: 2026-11-20T08:00:00Z
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: W/"33a64df5"
    < Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT
    ```
    """
    for one in visit.whole[:1]:
        etag, modified = one.header("etag"), one.header("last-modified")
        if etag and not _ETAG.fullmatch(etag):
            text = f"The ETag {etag} is not in quotation marks, or has what may not be in it."
            yield Found(text=text, path="ETag", found=etag, hint='Write it in quotation marks: `ETag: "33a64df5"`.')
        if modified and _moment(modified) is None:
            text = f'The Last-Modified "{modified}" is no date of HTTP.'
            hint = "Write it like `Fri, 20 Nov 2026 08:00:00 GMT`."
            yield Found(text=text, path="Last-Modified", found=modified, hint=hint)


@rule("http/etag-of-both", Level.INFO, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110 section 8.8.3.3")
def etag_of_both(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The packed and the plain document have the same strong ETag.

    A strong ETag says that the bytes are the same, and they are not: a cache may put together a document of parts of
    both, or hand out the one for the other.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    < ETag: "33a64df5"
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < ETag: "33a64df5"
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Encoding: gzip
    < ETag: W/"33a64df5"
    ```
    """
    plain = {one.header("etag") for one in visit.whole if not one.encoding}
    for one in visit.whole:
        etag = one.header("etag")
        if one.encoding and etag in plain and etag.startswith('"'):
            yield Found(
                text=f"The ETag {etag} is that of the plain document, and of the one packed by {one.encoding}.",
                path="ETag",
                found=etag,
                hint="Send a weak one (`W/` in front) with what is packed, as nginx does.",
            )
            return
