"""One file to one record, or to what is wrong with it. Nothing here reads the clock, the disk or another file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.collect import filename, frontmatter
from feedpub.collect.builder import RecordBuilder
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.record import Record
from feedpub.collect.told import NOTHING
from feedpub.model.records import Absence, Level

if TYPE_CHECKING:
    from feedpub.collect.frontmatter import FrontMatter
    from feedpub.collect.record import FileName, Named
    from feedpub.collect.settings import Settings
    from feedpub.collect.told import Told

_FEW_NULS: Final = 10
"""As many other bytes stand for each NUL in a text at least: UTF-16 has one for every letter."""


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a file, or None for one without front matter: such a file is neither post nor page.

    Never raises for anything a file can hold.
    """
    try:
        front = frontmatter.read(decode(data, named.source))
    except FrontMatterError as error:
        return broken(named.source, error.problem)
    if front is None:
        return _without_front_matter(named.source, filename.read(named))
    return record(front, named, settings, data)


def record(front: FrontMatter, named: Named, settings: Settings, data: bytes, told: Told = NOTHING) -> Record:
    """Return the record of a file whose front matter has been read; what is `told` of it takes precedence over that."""
    return RecordBuilder(front, named, settings, told).record(
        may_have_images=_may_have_images(data), may_have_videos=settings.with_films
    )


def _may_have_images(data: bytes) -> bool:
    """Whether there may be a picture in the body of a file.

    Looking in bytes is many times as fast as in text, and for one byte many times as fast as for two.
    """
    if b"<" in data and (b"<img" in data or (b"IMG" in data and b"<IMG" in data)):
        return True
    return b"!" in data and b"![" in data


def broken(source: str, problem: Problem) -> Record:
    """Return the record of a file that cannot be read."""
    return _broken(source, [problem])


def decode(data: bytes, source: str = "post.md") -> str:
    """Return the text of the file `source`. Raises FrontMatterError for one that is not UTF-8, or not text at all.

    Single NULs, which come along when text is pasted, stay in it: they are left out with all that XML forbids.
    """
    try:
        decoded = data.decode()
    except UnicodeDecodeError as error:
        raise FrontMatterError(_not_utf8(data, error.start, source)) from error
    if data.count(b"\0") * _FEW_NULS > len(data):
        raise FrontMatterError(_not_text(decoded, decoded.index("\0")))
    return decoded


def _broken(source: str, problems: list[Problem]) -> Record:
    return Record(source=source, post=None, diagnostics=tuple(problem.diagnostic(source) for problem in problems))


def _without_front_matter(source: str, name: FileName) -> Record | None:
    """Warn of a dated name without front matter, which was meant as a post; any other file is none of ours."""
    if name.day is None or name.is_index:
        return None
    problem = Problem(
        code="post/no-front-matter",
        text="The file is named like a post, but it has no front matter, so it is left out.",
        hint="Begin it with three lines: `---`, `title: …`, `---`.",
        why="Readers never see it.",
        line=1,
        column=1,
        level=Level.WARNING,
    )
    return Record(source=source, post=None, diagnostics=(problem.diagnostic(source),), hidden=Absence.EXCLUDED)


def _not_utf8(data: bytes, offset: int, source: str) -> Problem:
    line = 1 + data.count(b"\n", 0, offset)
    start = data.rfind(b"\n", 0, offset) + 1
    from feedpub.text.probable_encoding import instead  # noqa: PLC0415 - nearly all files are UTF-8

    what, hint = instead(data, source)
    return Problem(
        code="post/not-utf-8",
        text=f"The file is not UTF-8{what}: byte {data[offset]:#04x} at offset {offset}.",
        hint=hint,
        why="Its letters would come out wrong, and feeds are UTF-8.",
        line=line,
        column=1 + len(data[start:offset].decode(errors="replace")),
    )


def _not_text(decoded: str, offset: int) -> Problem:
    return Problem(
        code="post/not-text",
        text="The file has a NUL character: it is not a text.",
        hint="Save the file as UTF-8, or exclude it: [content] exclude.",
        line=1 + decoded.count("\n", 0, offset),
        column=offset - decoded.rfind("\n", 0, offset),
    )
