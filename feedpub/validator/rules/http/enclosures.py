"""Rules about the files that items of feeds bring along, and about hubs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.validator.live import Role, number
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.rules.http.servers import advice, path_of
from feedpub.validator.values import media_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

_ENCLOSURES: Final = (Role.ENCLOSURE,)
_OK: Final = 200
_PART: Final = 206
_FAILED: Final = 400
_NO_METHOD: Final = frozenset({400, 403, 404, 405, 501})
_SERVER: Final = 500
_GONE: Final = frozenset({404, 410})
_APPLE: Final = "RSS 2.0, enclosure; Apple Podcasts, podcast RSS feed requirements"
_ANY: Final = frozenset({"application/octet-stream", "binary/octet-stream", ""})
_ALIKE: Final = (
    frozenset({"audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mpeg", "audio/x-mp3"}),
    frozenset({"audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac", "audio/x-aac", "video/mp4"}),
    frozenset({"video/mp4", "video/x-m4v", "video/m4v"}),
    frozenset({"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"}),
    frozenset({"audio/ogg", "application/ogg", "audio/opus"}),
    frozenset({"image/jpeg", "image/jpg"}),
)
"""Names that servers and publishers use for the same."""


def _head(visit: Visit) -> Exchange | None:
    """Return what was answered to HEAD in the end, where that is a file."""
    last = visit.last
    return last if last is not None and last.status == _OK else None


def _part(visit: Visit) -> Exchange | None:
    return next((one for one in visit.again if one.asked_for("range") and not one.failure), None)


@rule("http/enclosure-gone", Level.ERROR, on=LIVE, roles=_ENCLOSURES, spec=_APPLE, harms=("Apple Podcasts",))
def enclosure_gone(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The file of an enclosure is not there.

    Subscribers see the post and cannot play or load what it is about; directories refuse the episode.

    ```http bad
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 404
    > GET https://example.com/1.mp3
    > Range: bytes=0-1
    < 404
    ```
    ```http good
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    < Content-Type: audio/mpeg
    ```
    """
    last, part = visit.last, _part(visit)
    if last is None or last.is_certificate or (part is not None and part.status in {_OK, _PART}):
        return
    if last.failure:
        said = f"cannot be fetched: {last.failure}"
    elif last.status >= _FAILED:
        said = f"is answered with {last.status} {last.reason}".rstrip()
    else:
        return
    yield Found(
        text=f"The enclosure of {visit.named_by} {said}.",
        found=visit.url,
        hint="Publish the file, or correct the enclosure.",
    )


@rule(
    "http/enclosure-head",
    Level.WARNING,
    on=LIVE,
    roles=_ENCLOSURES,
    spec="Apple Podcasts, podcast RSS feed requirements",
)
def enclosure_head(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The server does not answer HEAD for the file of an enclosure, though it has it.

    Apple Podcasts asks so for size and type, and refuses episodes of hosts that do not answer.

    ```http bad
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 405
    > GET https://example.com/1.mp3
    > Range: bytes=0-1
    < 206
    ```
    ```http good
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    ```
    """
    last, part = visit.last, _part(visit)
    if last is not None and last.status in _NO_METHOD and part is not None and part.status in {_OK, _PART}:
        yield Found(text=f"HEAD is answered with {last.status}, and GET with {part.status}.", hint="Allow HEAD, too.")


@rule("http/enclosure-length", Level.WARNING, on=LIVE, roles=_ENCLOSURES, spec=_APPLE)
def enclosure_length(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The file of an enclosure has another size than the feed says.

    Players that go by it stop too early, show a wrong progress, or take the download for a broken one.

    ```http bad
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 999
    ```
    ```http good
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    ```
    """
    head = _head(visit)
    if head is None or head.encoding:
        return
    real, stated = number(head.header("content-length")), number(visit.length)
    if real is not None and stated is not None and real != stated:
        yield Found(
            text=f"It has {real:,} bytes, and {visit.named_by} says {stated:,}.",
            path="Content-Length",
            found=visit.length,
            hint=f'Write length="{real}", or publish the file that is meant.',
        )


@rule("http/enclosure-type", Level.WARNING, on=LIVE, roles=_ENCLOSURES, spec=_APPLE)
def enclosure_type(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The file of an enclosure is sent with another media type than the feed says.

    Players go by the one or the other: some do not play it.

    ```http bad
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    < Content-Type: text/html
    ```
    ```http good
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    < Content-Type: audio/mpeg
    ```
    """
    head = _head(visit)
    stated = media_types.essence(visit.media_type)
    if head is None or not stated or head.media_type in _ANY | {stated}:
        return
    if not any({head.media_type, stated} <= alike for alike in _ALIKE):
        yield Found(
            text=f'It is sent as "{head.media_type}", and {visit.named_by} says "{stated}".',
            path="Content-Type",
            found=head.media_type,
            hint=advice(
                head,
                f"Send it as {stated}, or correct the type in the feed.",
                nginx=f"`location = {path_of(head.url)} {{ types {{ }} default_type {stated}; }}`",
                apache=f"`AddType {stated} {_ending(head.url)}`",
            ),
        )


def _ending(url: str) -> str:
    return f".{path_of(url).rpartition('.')[2]}"


@rule(
    "http/enclosure-no-ranges",
    Level.WARNING,
    on=LIVE,
    roles=_ENCLOSURES,
    spec="RFC 9110 section 14; Apple Podcasts, podcast RSS feed requirements",
)
def enclosure_no_ranges(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The server sends no part of the file of an enclosure, but always all of it.

    Players cannot jump within an episode, nor go on with a download that broke off; Apple Podcasts requires
    byte ranges.

    ```http bad
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    > GET https://example.com/1.mp3
    > Range: bytes=0-1
    < 200
    ```
    ```http good
    * enclosure 1234 audio/mpeg
    > HEAD https://example.com/1.mp3
    < 200
    < Content-Length: 1234
    > GET https://example.com/1.mp3
    > Range: bytes=0-1
    < 206
    ```
    """
    part = _part(visit)
    if part is not None and part.status == _OK:
        yield Found(
            text=f"`Range: {part.asked_for('range')}` is answered with the whole file (200).",
            path="Accept-Ranges",
            found=part.header("accept-ranges"),
            hint="Serve it as a file, from a server that answers 206; programs in front of it often do not.",
        )


@rule("http/hub-unreachable", Level.WARNING, on=LIVE, roles=(Role.HUB,), spec="WebSub section 5")
def hub_unreachable(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The hub that a feed names does not answer, or is no hub any more.

    Readers subscribe there and wait for what never comes; some ask the feed itself less often meanwhile.

    ```http bad
    * hub
    > GET https://hub.example.com/
    < 404
    ```
    ```http good
    * hub
    > GET https://hub.example.com/
    < 400
    ```
    """
    last = visit.last
    if last is None or last.is_certificate:
        return
    if last.failure:
        said = f"it cannot be reached: {last.failure}"
    elif last.status in _GONE or last.status >= _SERVER:
        said = f"it answers {last.status} {last.reason}".rstrip()
    else:
        return
    yield Found(
        text=f"{visit.named_by} names this hub, and {said}.",
        found=visit.url,
        hint="Correct the address (`feeds.hub`), or leave the hub out.",
    )
