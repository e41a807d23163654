"""What a recording says of itself: how long it plays, its chapters and its cover.

The only home of mutagen, which the extra `feedpub[podcast]` brings. A file that it cannot make sense of says nothing.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from feedpub.collect.chapters import milliseconds
from feedpub.model.podcasts import Chapter
from feedpub.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.collect.media_files import MediaFile

_FRONT: Final = 3
"""Type of the picture that is a front cover (ID3v2.4, section 4.14; FLAC uses the same numbers)."""


class Recording(Struct, frozen=True, kw_only=True):
    """What a recording says of itself."""

    duration: int | None = None
    """In seconds, rounded; None where it cannot be told."""
    chapters: tuple[Chapter, ...] = ()
    cover: bytes = b""
    fault: str = ""
    """Why nothing could be read, in words of the library."""


def is_available() -> bool:
    """Return whether recordings can be looked into."""
    return find_spec("mutagen") is not None


def read(file: MediaFile) -> Recording:
    """Return what a recording says of itself; nothing without mutagen. Raises SystemFault where it cannot be read."""
    if file.is_pointer or not is_available():
        return Recording()
    import mutagen  # noqa: PLC0415 - few sites have recordings

    with file.stream() as opened:
        try:
            found = mutagen.File(opened)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - of files by strangers; what came of it is said
            return Recording(fault=str(error) or type(error).__name__)
    if found is None:
        return Recording(fault="it is of no format that could be recognised")
    length = getattr(found.info, "length", 0)
    return Recording(
        duration=max(1, round(length)) if length else None,
        chapters=tuple(sorted(_chapters(found), key=lambda each: each.start)),
        cover=_cover(found),
    )


def _chapters(found: Any) -> Iterator[Chapter]:  # noqa: ANN401 - a file of any of its formats
    """Return the chapters that have a title: of ID3 (CHAP), of MP4 (chpl), of Vorbis comments (CHAPTER001)."""
    tags = found.tags
    if hasattr(tags, "getall"):
        for frame in tags.getall("CHAP"):
            titles = frame.sub_frames.getall("TIT2")
            if titles and titles[0].text:
                links = frame.sub_frames.getall("WXXX")
                url = str(links[0].url) if links else ""
                yield _chapter(frame.start_time, str(titles[0].text[0]), url if url.startswith("https://") else "")
    elif getattr(found, "chapters", None):
        yield from (_chapter(round(each.start * 1000), str(each.title)) for each in found.chapters)
    elif tags is not None and hasattr(tags, "as_dict"):
        comments = {name.upper(): values[0] for name, values in tags.as_dict().items() if values}
        for name, title in comments.items():
            start = milliseconds(comments.get(name.removesuffix("NAME"), "")) if name.endswith("NAME") else None
            if name.startswith("CHAPTER") and start is not None:
                yield _chapter(start, title)


def _chapter(start: int, title: str, url: str = "") -> Chapter:
    return Chapter(start=start, title=plain.on_one_line(plain.clean(title)[0]), url=url)


def _cover(found: Any) -> bytes:  # noqa: ANN401 - a file of any of its formats
    tags = found.tags
    if hasattr(tags, "getall"):
        return _front(tags.getall("APIC"))
    if getattr(found, "pictures", None):
        return _front(found.pictures)
    pictures = tags.get("covr") if hasattr(found, "chapters") and tags is not None else None
    return bytes(pictures[0]) if pictures else b""


def _front(pictures: Iterable[Any]) -> bytes:
    """Return the front cover, else the first picture."""
    ordered = sorted(pictures, key=lambda each: each.type != _FRONT)
    return bytes(ordered[0].data) if ordered else b""
