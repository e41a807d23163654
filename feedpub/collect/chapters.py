"""Chapters of a recording as front matter has them: the address of a file in JSON, or a list of starts and titles.

Each of a list is a line as Podlove's simple chapters have it (`00:01:30.500 Title <https://…>`), or a table (`start`,
`title`, `url`, `img`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.collect import media
from feedpub.model.podcasts import Chapter
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import Value

_START: Final = patterns.lazy(r"([0-9:.]++)[ \t]++")
_TIME: Final = patterns.lazy(r"(?:(?:([0-9]{1,3}):)?([0-9]{1,4}):)?([0-9]{1,6})(?:[.,]([0-9]{1,3})[0-9]*)?")
_WANTED: Final = "the address of a file in JSON, or a list of `00:01:30 Title`"


def read(builder: RecordBuilder, path: Path, value: Value) -> tuple[str, tuple[Chapter, ...]]:
    """Return the address of the chapters where they are published, else the chapters themselves, in order."""
    if isinstance(value, list):
        found = (_chapter(builder, (*path, place), each) for place, each in enumerate(value))
        return "", tuple(sorted((each for each in found if each is not None), key=lambda each: each.start))
    if isinstance(value, dict):
        path, value = (*path, "url"), value.get("url", "")
    written = builder.as_text(path, value)
    if "\n" in written:
        return "", tuple(_of_lines(builder, path, written))
    if not written:
        builder.wrong_type(path, _WANTED, value)
        return "", ()
    return media.absolute(builder, path, written, builder.url), ()


def milliseconds(written: str) -> int | None:
    """Return what a time as `1:02:03.5`, `62:03` or `3723` stands for; None for what is no time."""
    match = _TIME.fullmatch(written.strip())
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))


def _of_lines(builder: RecordBuilder, path: Path, written: str) -> Iterator[Chapter]:
    found = (_chapter(builder, path, line) for line in written.splitlines() if line.strip())
    return iter(sorted((each for each in found if each is not None), key=lambda each: each.start))


def _parted(line: str) -> tuple[str, str, str]:
    """Return start, title and address of a chapter in a line, `00:01:30 Title <https://example.com/>`."""
    match = _START.match(line)
    if match is None:
        return "", "", ""
    title, mark, url = line[match.end() :].rstrip().rpartition("<")
    if mark and url.endswith(">") and len(url[:-1].split()) == 1:
        return match[1], title.rstrip(), url[:-1].strip()
    return match[1], line[match.end() :].rstrip(), ""


def _chapter(builder: RecordBuilder, path: Path, value: Value) -> Chapter | None:
    """Return one chapter; a note, and nothing, for what is none."""
    start, title, url, img = "", "", "", ""
    if isinstance(value, dict):
        start = builder.as_text(path, next((value[key] for key in ("start", "startTime", "time") if key in value), ""))
        title, url, img = (builder.as_text(path, value.get(key, "")) for key in ("title", "url", "img"))
    else:
        start, title, url = _parted(builder.as_text(path, value))
    moment = milliseconds(start)
    if moment is None or not title:
        builder.wrong_type(path, "a chapter as `00:01:30 Title`, or a table with `start` and `title`", value)
        return None
    return Chapter(
        start=moment,
        title=title,
        url=media.absolute(builder, path, url, builder.url) if url else "",
        img=media.absolute(builder, path, img, builder.url) if img else "",
    )
