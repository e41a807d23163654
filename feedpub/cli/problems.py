"""Prints diagnostics in the format asked for: to standard error for people, to standard output for programs.

Paths are printed as seen from the current folder, so that an editor, a terminal or GitHub finds the file.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.cli.console import from_here, wants_colour
from feedpub.io import reading
from feedpub.model.errors import ContentError, FeedpubError, PluginError, SystemFault, UsageError
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.pipeline import causes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from feedpub.cli.console import Console
    from feedpub.cli.report import FileReport
    from feedpub.model.records import Document

_MOST = 200_000_000
"""Bytes of a file whose lines are shown."""
_FEW = 5
"""Errors of one code that people are shown at once, and one warning; `-v` shows all."""
_WITH_LINES, _WITH_REASONS, _WITH_FIXES = 3, 6, 9
"""Warnings that are shown with the line that each is of, with the reason, with what to do; `-v` shows all of each."""
_OF_TEXTS = frozenset(("address", "atom", "content", "front-matter", "jsonfeed", "post", "rss", "xml"))
"""Areas of warnings of which many have one cause; of others, such as those of keys, each has its own."""
_OF_KEYS = frozenset(("post/unknown-key",))
"""Codes of which each key that is found has a cause of its own."""
_COMMAND_LINE = "command line"
"""Stands for a file in what is said of the options of a command; the same words as in `config`."""


def show(reports: Sequence[FileReport], console: Console, form: str) -> None:
    """Print the reports; as text nothing is printed when there is nothing to say."""
    from feedpub.cli import report  # noqa: PLC0415 - most builds have nothing to print

    if form == "text":
        written = report.formatted(form, reports, colour=wants_colour(console.err))
        if written:
            console.report(written)
    else:
        console.report(report.formatted(form, reports, colour=False), is_result=True)


def show_of_site(
    diagnostics: Iterable[Diagnostic], site: Path, console: Console, form: str, made: Mapping[str, Document]
) -> None:
    """Print what is said of the files of a site; `made` are documents by the path that diagnostics give them."""
    from feedpub.cli import report  # noqa: PLC0415 - most builds have nothing to print

    is_verbose = console.verbosity > 0 or form != "text"
    # Annotations are for people, too: advice about each of forty feeds would hide what is wrong.
    said = worth_saying(diagnostics, verbose=is_verbose and (form != "github" or console.verbosity > 0))
    said = said if is_verbose else _few_of_each(said)
    are_warnings = all(one.level is not Level.ERROR for one in said)
    is_short = not is_verbose and are_warnings and len(said) > _WITH_LINES
    said = [_shortened(one, len(said)) for one in said] if is_short else said
    at_hand = placed(said, site)
    here = {_place(path, site): document for path, document in made.items()}
    lines = lines_of({path: document.data for path, document in here.items()})
    reports = report.by_file(at_hand) if is_short else report.by_file(at_hand, lines)
    show([replace(one, kind=here[one.path].kind) if one.path in here else one for one in reports], console, form)


def refuse(
    error: FeedpubError,
    console: Console,
    form: str = "text",
    site: Path = Path(),
    made: Mapping[str, Document] | None = None,
) -> int:
    """Print why a command cannot go on, every mistake with its place; give the exit status.

    Programs get one object in every case: an error that has no diagnostics is made one.
    """
    found = _carried(error) if form == "text" else found_in(error)
    show_of_site(found, site, console, form, made or {})
    count = f" ({counted(found)})" if isinstance(error, ContentError) and found else ""
    console.complain(f"feedpub: {error}{count}")
    return error.exit_code


def found_in(error: FeedpubError) -> Sequence[Diagnostic]:
    """Return what an error has found; an error that has no diagnostics is made one."""
    return _carried(error) or (_as_diagnostic(error),)


def _carried(error: FeedpubError) -> Sequence[Diagnostic]:
    return error.diagnostics if isinstance(error, (ContentError, UsageError)) else ()


def placed(diagnostics: Iterable[Diagnostic], site: Path) -> list[Diagnostic]:
    """Return what is said of the files of a site with their paths as they are seen from the current folder."""
    return [replace(one, where=replace(one.where, path=_place(one.where.path, site))) for one in diagnostics]


def _as_diagnostic(error: FeedpubError) -> Diagnostic:
    codes = ((SystemFault, "system/failed"), (PluginError, "plugin/failed"), (FeedpubError, "usage/refused"))
    return Diagnostic(
        code=next(code for kind, code in codes if isinstance(error, kind)),
        level=Level.ERROR,
        where=Where(path=error.path if isinstance(error, SystemFault) and error.path else _COMMAND_LINE),
        text=" ".join(str(error).split("\n")),
    )


def _place(path: str, site: Path) -> str:
    """Return the path of a file of the site as it is seen from the current folder; other names as they are."""
    return path if path == _COMMAND_LINE else from_here(path, str(site))


def worth_saying(diagnostics: Iterable[Diagnostic], *, verbose: bool) -> list[Diagnostic]:
    """Return the diagnostics that people want to see: advice only when they asked for it."""
    return [one for one in diagnostics if verbose or one.level is not Level.INFO]


def _shortened(one: Diagnostic, number: int) -> Diagnostic:
    """Return one of so many warnings with no more than fits on a screen together with the others."""
    return replace(one, why="" if number > _WITH_REASONS else one.why, hint="" if number > _WITH_FIXES else one.hint)


def _few_of_each(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the first of each cause and level, the last of them with the number of those that are not shown."""
    places: dict[tuple[str, Level], list[int]] = {}
    shown: list[Diagnostic] = []
    for one in diagnostics:
        is_error = one.level is Level.ERROR
        is_of_many = is_error or one.code.partition("/")[0] in _OF_TEXTS
        # Rules of several formats find the same in what was made from one text.
        cause = one.code if is_error else causes.kind(one.code)
        if one.code in _OF_KEYS:
            cause += one.found
        same = places.setdefault((cause, one.level), []) if is_of_many else []
        if len(same) < (_FEW if is_error else 1):
            same.append(len(shown))
            shown.append(one)
        else:
            last = shown[same[-1]]
            shown[same[-1]] = replace(last, count=last.count + one.count, is_counted=False)
    return shown


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """Say how many errors and warnings there are: `2 errors, 1 warning`."""
    levels = [one.level for one in diagnostics]
    parts = [
        f"{number} {level.value}{'s' if number > 1 else ''}"
        for level in (Level.ERROR, Level.WARNING)
        if (number := levels.count(level))
    ]
    return ", ".join(parts)


def lines_of(made: Mapping[str, bytes]) -> Callable[[str], Callable[[int], str]]:
    """Return what finds the lines of a file, or of a document in `made` that is not published (yet)."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            data = made[path] if path in made else reading.given(path, _MOST) or b""
        except FeedpubError:
            return []  # the message stands without the line
        # At line feeds only, as places are counted: U+2028 or a form feed in a post ends no line.
        encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
        return data.decode(encoding, "replace").split("\n")

    def line(path: str, number: int) -> str:
        found = lines(path)
        return found[number - 1] if 0 < number <= len(found) else ""

    return lambda path: lambda number: line(path, number)
