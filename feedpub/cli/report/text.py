"""Diagnostics for people: the place, what was found, the line with what is meant underlined, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from feedpub.cli.cells import cells, width
from feedpub.cli.cleaning import inert, visible, without_passwords
from feedpub.cli.languages import translator
from feedpub.cli.report import counted, spans
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic

    Paint: TypeAlias = Callable[[str, str], str]

_COLOURS: Final[Mapping[str, str]] = {
    Level.ERROR.value: "31;1",
    Level.WARNING.value: "33;1",
    Level.INFO.value: "36",
    "caret": "32;1",
    "faint": "2",
}
"""Parameters of the escape sequence that selects a colour (ECMA-48, SGR)."""

_WIDTH: Final = 96
"""Greatest number of cells of a line that is shown."""
_BEFORE: Final = 48
"""Of these, the greatest number before the caret when the line is cut."""
_TAB: Final = "    "
_CUT: Final = "…"


def plain(reports: Sequence[FileReport]) -> str:
    """Return the diagnostics without colour; nothing when there is none."""
    return _written(reports, lambda _name, text: text)


def coloured(reports: Sequence[FileReport]) -> str:
    """Return the diagnostics with escape sequences for a terminal."""
    return _written(reports, lambda name, text: f"\x1b[{_COLOURS[name]}m{text}\x1b[0m")


def _written(reports: Sequence[FileReport], paint: Paint) -> str:
    say = translator()
    return "".join(
        f"{inert(line)}\n"
        for report in reports
        for diagnostic in report.diagnostics
        for line in _lines(report, diagnostic, paint, say)
    )


def _lines(report: FileReport, diagnostic: Diagnostic, paint: Paint, say: Callable[[str], str]) -> Iterator[str]:
    where, level = diagnostic.where, diagnostic.level.value
    place = ":".join(str(part) for part in (say(report.path), where.line, where.column) if part is not None)
    text = f"{visible(say(diagnostic.text))}{counted.more(diagnostic, say)}"
    yield f"{visible(place)}: {paint(level, say(level))} {diagnostic.code}: {text}"
    if where.line is not None:
        yield from _source(report.line(where.line), where.column, diagnostic.found, paint)
    if diagnostic.why:
        yield f"  {paint('faint', say('why:'))} {visible(say(diagnostic.why))}"
    if diagnostic.hint:
        yield f"  {paint('faint', say('fix:'))} {visible(say(diagnostic.hint))}"


def _source(line: str, column: int | None, found: str, paint: Paint) -> Iterator[str]:
    """Return the line, cut around the column when it is long, and carets under what stands there."""
    text = without_passwords(line.rstrip("\r\n"))
    if not text.strip():
        return
    at = min((column or 1) - 1, len(text))
    before, after = _shown(text[max(0, at - _WIDTH) : at]), _shown(text[at : at + _WIDTH])
    is_whole = at <= _WIDTH and at + _WIDTH >= len(text) and width(before + after) <= _WIDTH
    head = before if is_whole else _window_head(before, is_start=at <= _WIDTH)
    tail = after if is_whole else _head(after, _WIDTH - width(head))
    is_end = len(tail) == len(after) and at + _WIDTH >= len(text)
    yield f"  {head}{tail}{'' if is_end else _CUT}"
    if column is not None:
        meant = text[at : at + spans.length(text[at:], found)] if at < len(text) else ""
        yield f"  {' ' * width(head)}{paint('caret', '^' * max(1, min(width(_shown(meant)), width(tail))))}"


def _window_head(before: str, *, is_start: bool) -> str:
    """Return what is shown before the caret of a line that is too long."""
    kept = _head(before[::-1], _BEFORE)[::-1]
    return kept if is_start and len(kept) == len(before) else _CUT + kept


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _head(text: str, room: int) -> str:
    for index, character in enumerate(text):
        room -= cells(character)
        if room < 0:
            return text[:index]
    return text
