"""feedpub.ids: the ids that are fixed for ever, one line a post: its source path, a tab, its id.

Further tabs part what else its subscribers know it by (`guard.known_as`).

A text file to be committed, sorted by path, so that it merges well. Lines that begin with `#` are comments; one
belongs to the pin below it.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from feedpub.guard import known_as
from feedpub.io import reading
from feedpub.model.details import KnownAs  # noqa: TC001 - records are made by the types of their fields
from feedpub.model.errors import UsageError
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

FILE_NAME: Final = "feedpub.ids"
"""Beside feedpub.toml."""

_MOST: Final = 100_000_000
"""Bytes of the file."""
HEAD: Final = (
    "# The ids of posts, by which subscribers know them: path, tab, id. Commit this file; never change an id in it.\n"
)


class Pin(Struct, frozen=True, kw_only=True):
    """One line of the file."""

    source: str
    id: str
    known_as: KnownAs | None = None
    """What formats say otherwise than by the id."""
    line: int = 0
    """From 1; 0 for a pin that stands in no file yet."""
    comments: tuple[str, ...] = ()
    """The lines above it that belong to it."""


class Pins(Struct, frozen=True, kw_only=True):
    """What the file says, and what is wrong with it."""

    pins: tuple[Pin, ...] = ()
    head: str = HEAD
    """The comment at the top of the file, which belongs to no pin."""
    tail: tuple[str, ...] = ()
    """Comments behind the last pin."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ids(self) -> Mapping[str, str]:
        """The id by the source path of its post."""
        return {pin.source: pin.id for pin in self.pins}

    def unknown(self, sources: Iterable[str]) -> tuple[Diagnostic, ...]:
        """Return a warning for each pin whose path is none of these."""
        if not self.pins:
            return ()
        known = set(sources)
        free = known - {pin.source for pin in self.pins}
        return tuple(_unknown_path(pin, free) for pin in self.pins if pin.source not in known)


class _Parsed(Struct):
    """What has been read so far."""

    pins: dict[str, Pin] = field(default_factory=dict)
    by_id: dict[str, Pin] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    head: str = ""


def read(site: Path) -> Pins:
    """Read the file of the site in this folder; a site without one has no pins. Raises SystemFault when unreadable."""
    data = reading.read(site, FILE_NAME, _MOST)
    try:
        return Pins() if data is None else parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{site / FILE_NAME} is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error


def parse(text: str) -> Pins:
    """Read the text of the file; what is wrong with a line is a diagnostic that names it."""
    parsed = _Parsed()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("#"):
            parsed.comments.append(stripped)
        elif stripped:
            _read_pin(stripped, number, parsed)
        elif parsed.comments and not parsed.pins and not parsed.head:
            parsed.head, parsed.comments = _lines(parsed.comments), []
    if parsed.comments and parsed.comments[0] == HEAD.strip():
        parsed.comments.pop(0)  # a file of nothing but our own head
    return Pins(
        pins=tuple(parsed.pins.values()),
        head=parsed.head or HEAD,
        tail=tuple(parsed.comments),
        diagnostics=tuple(parsed.diagnostics),
    )


def written(pins: Pins, more: Iterable[Pin], *, without: Iterable[str] = ()) -> str:
    """Return the text of the file with more pins, sorted by path; a pin of that path is replaced.

    `without` are the paths of pins that go.
    """
    gone = frozenset(without)
    by_source = {pin.source: pin for pin in pins.pins if pin.source not in gone}
    for pin in more:
        before = by_source.get(pin.source)
        by_source[pin.source] = replace(pin, comments=before.comments) if before else pin
    body = "".join(
        f"{_lines(pin.comments)}{line_of(pin)}\n" for pin in sorted(by_source.values(), key=lambda pin: pin.source)
    )
    return f"{pins.head}\n{body}{_lines(pins.tail)}"


def is_writable(pin: Pin) -> bool:
    """Whether a line can say it: no part of it is empty, or has tabs or ends of lines in it."""
    parts = (pin.source, pin.id, *known_as.columns(pin.known_as))
    return all(part.splitlines() == [part] and "\t" not in part for part in parts)


def line_of(pin: Pin) -> str:
    """Return the line of a pin, without its end."""
    return "\t".join((pin.source, pin.id, *known_as.columns(pin.known_as)))


def _read_pin(line: str, number: int, parsed: _Parsed) -> None:
    source, name, columns = _parts(line)
    comments = tuple(parsed.comments)
    if comments and not parsed.pins and not parsed.head and comments[0] == HEAD.strip():
        parsed.head, comments = HEAD, comments[1:]
    parsed.comments = []
    if not (source and name):
        parsed.diagnostics.append(_no_pin(line, number))
        return
    try:
        known = known_as.of_columns(columns)
    except ValueError as error:
        parsed.diagnostics.append(_unknown_column(str(error), source, number))
        return
    pin = Pin(source=source, id=name, known_as=known, line=number, comments=comments)
    first = parsed.pins.setdefault(source, pin)
    if first is not pin:
        parsed.diagnostics.append(_twice(pin, first, f"`{source}` is pinned", "path"))
        return
    other = parsed.by_id.setdefault(name, pin)
    if other is not pin:
        parsed.diagnostics.append(_twice(pin, other, f"The id `{name}` is given", "id"))


def _parts(line: str) -> tuple[str, str, Sequence[str]]:
    """Take a line apart at its tabs, or at its last space where an editor has made spaces of tabs."""
    if "\t" in line:
        source, name, *columns = map(str.strip, line.split("\t"))
        return source, name, columns
    line, *columns = known_as.COLUMN_AFTER_SPACE.split(line)
    source, _, name = line.rpartition(" ")
    return source.strip(), name.strip(), columns


def _lines(comments: Iterable[str]) -> str:
    return "".join(f"{comment}\n" for comment in comments)


def _no_pin(line: str, number: int) -> Diagnostic:
    return _finding(
        "no-pin",
        Level.ERROR,
        number,
        "The line is no pin: it must have the path of a post, a tab, and an id.",
        hint="Write it as `content/post.md<TAB>urn:uuid:…`, or begin it with `#` if it is a comment.",
        why="A pin that is not understood keeps no id, and its post would be shown to all subscribers again.",
        found=line,
    )


def _unknown_column(column: str, source: str, number: int) -> Diagnostic:
    return _finding(
        "unknown-column",
        Level.ERROR,
        number,
        f"What stands behind the id of `{source}` is not understood: {column!r}.",
        hint="Behind an id stand `rss=…`, `isPermaLink=true`, `pubDate=…`, `atom=…` or `json=…`, each behind a tab; "
        "`feedpub ids adopt` writes them.",
        why="A pin that is not understood keeps no id, and its post would be shown to all subscribers again.",
        found=column,
    )


def _twice(pin: Pin, first: Pin, what: str, kind: str) -> Diagnostic:
    return _finding(
        f"duplicate-{kind}",
        Level.ERROR,
        pin.line,
        f"{what} twice: for `{first.source}` in line {first.line}, for `{pin.source}` in line {pin.line}.",
        hint="Remove one of the two lines; keep the id that the published feed has.",
        why="A post has one id, and an id is one post's.",
        found=pin.source,
    )


def _unknown_path(pin: Pin, free: set[str]) -> Diagnostic:
    meant = next(_close(pin.source, free), "")
    hint = f"If it was renamed to `{meant}`, write that path in this line." if meant else "Remove the line."
    return _finding(
        "unknown-path",
        Level.WARNING,
        pin.line,
        f"There is no post `{pin.source}`.",
        hint=hint,
        why="The pin keeps the id of no post; if the file was renamed, its post gets another id.",
        found=pin.source,
    )


def _close(source: str, known: set[str]) -> Iterator[str]:
    """Find the path that was meant: by the same name in another folder, else by a similar one."""
    name = source.rpartition("/")[2]
    yield from sorted(other for other in known if other.rpartition("/")[2] == name)
    yield from difflib.get_close_matches(source, sorted(known)[:_MOST_COMPARED], n=1, cutoff=0.8)


_MOST_COMPARED: Final = 2000


def _finding(  # noqa: PLR0913 - the fields of a diagnostic, named by every caller
    code: str, level: Level, line: int, text: str, *, hint: str, why: str, found: str
) -> Diagnostic:
    return Diagnostic(
        code=f"ids/{code}",
        level=level,
        where=Where(path=FILE_NAME, line=line, column=1),
        text=text,
        hint=hint,
        why=why,
        found=found,
    )
