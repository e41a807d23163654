"""Files that extensions name: what is said of one must agree with its name, and with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.values import media_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_TYPED = ("media:content", "podcast:transcript", "podcast:trailer")
_MEDIA = frozenset({"image", "audio", "video"})


@rule("extension/type-unlike-name", Level.WARNING, on=_TYPED, concerns=having("@type"), spec="practice of readers")
def type_unlike_name(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The media type of a file is not that of files with such a name.

    Some readers go by the type, others by the name: a film is shown as a picture, or a transcript not at all.

    ```xml bad in=item
    <media:content url="https://example.com/1.jpg" type="video/mp4"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.jpg" type="image/jpeg"/>
    ```
    """
    stated, url = element.get("type") or "", element.get("url") or ""
    if media_types.problem(stated) is None and media_types.contradicts_name(stated, url):
        usual = media_types.by_name(url)[0]
        yield Found(
            text=f'The type is "{stated}", the file is {url.rpartition("/")[2]}.',
            attribute="type",
            found=stated,
            hint=f'Write type="{usual}", if the file is what its name says.',
        )


@rule(
    "media/medium-unlike-type",
    Level.WARNING,
    on="media:content",
    concerns=having("@medium"),
    spec="Media RSS 1.5.1 section media:content",
)
def medium_unlike_type(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The medium of a file is not that of its type, or of its name where it has no type.

    Readers choose by the medium how to show it, and fail: a picture in a player, a film as a broken picture.

    ```xml bad in=item
    <media:content url="https://example.com/1.jpg" medium="video"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.jpg" medium="image"/>
    ```
    """
    medium, stated, url = (element.get(name) or "" for name in ("medium", "type", "url"))
    kinds = {one.partition("/")[0] for one in ((media_types.essence(stated),) if stated else media_types.by_name(url))}
    if medium in _MEDIA and kinds and kinds <= _MEDIA - {medium}:
        kind = min(kinds)
        yield Found(
            text=f'The medium is "{medium}", and the file is {kind} ("{stated or url.rpartition("/")[2]}").',
            attribute="medium",
            found=medium,
            hint=f'Write medium="{kind}".',
        )
