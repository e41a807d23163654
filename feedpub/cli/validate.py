"""`feedpub validate`: what is wrong with feeds and sitemaps, anybody's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedpub.cli import clock, options, problems
from feedpub.cli.report import FileReport
from feedpub.errors import SystemFault, UsageError
from feedpub.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from feedpub.validate import Report, Ruleset
    from feedpub.validate.sources import Location

_STDIN = "-"
_OK = 0
_WRONG = 1


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--root", type=options.FOLDER, help="Folder whose files are published at --base-url.")
@click.option("--base-url", metavar="URL", help="Address at which --root is published.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Switch a rule off, by name or glob.")
@click.option("--error", "errors", multiple=True, metavar="RULE", help="Treat a rule as an error.")
@click.option("--strict", is_flag=True, help="End with status 1 for warnings, too.")
@options.format_option
@options.quiet_option
@options.verbose_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    root: Path | None,
    base_url: str | None,
    ignore: tuple[str, ...],
    errors: tuple[str, ...],
    strict: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Validate feeds and sitemaps: files, folders (with the checks across files), or - for standard input.

    Knows RSS 2.0, Atom 1.0, JSON Feed 1.1 and sitemaps; needs no network. Advice (level info) is printed
    with --verbose and in every format but text.
    """
    from feedpub.validate import RULES, Ruleset  # noqa: PLC0415 - start-up counts: `--help` needs no rules
    from feedpub.validate.sources import Location  # noqa: PLC0415 - as above

    console = options.console(quiet=quiet, verbose=verbose)
    location = Location(root=root or _only_folder(paths), base_url=base_url)
    rules = Ruleset(RULES, _levels(ignore, errors, {rule.name for rule in RULES}))
    reports = [one for path in paths for one in _checked(path, location, rules, clock.now())]
    shown = [_shown(one, verbose=verbose or form != "text") for one in reports]
    problems.show(shown, console, form)
    if form == "text":
        console.say(_summary(reports))
    worst = Level.WARNING if strict else Level.ERROR
    bad = any(one.level.rank >= worst.rank for report in reports for one in report.diagnostics)
    return _WRONG if bad else _OK


def _only_folder(paths: Sequence[str]) -> Path:
    """Without --root a folder to be checked is the root; of several, or of files, the current folder is."""
    folders = [Path(path) for path in paths if path != _STDIN and Path(path).is_dir()]
    return folders[0] if len(folders) == len(paths) == 1 else Path()


def _levels(ignore: Sequence[str], errors: Sequence[str], names: set[str]) -> Mapping[str, Level | None]:
    """Give the levels asked for. Raises UsageError for a name that is neither a rule nor a glob."""
    for name in (*ignore, *errors):
        if not any(sign in name for sign in "*?[") and name not in names:
            raise UsageError(f"there is no rule {name}; `feedpub explain` lists them all")
    return dict.fromkeys(errors, Level.ERROR) | dict.fromkeys(ignore)


def _checked(path: str, location: Location, rules: Ruleset, now: datetime) -> Iterator[Report]:
    """Check one PATH of the command line. Raises UsageError when there is none, SystemFault when unreadable."""
    from feedpub.validate import check, folder, sources  # noqa: PLC0415 - start-up counts

    file = Path(path)
    try:
        if path == _STDIN:
            yield check(sources.bytes_source(_STDIN, sys.stdin.buffer.read(), location.base_url), rules, now=now)
        elif file.is_dir():
            yield from folder.check_files(sources.files_in(file), location, rules, now=now)
        else:
            yield check(sources.file_source(file, location), rules, now=now)
    except FileNotFoundError as error:
        raise UsageError(f"there is no file or folder {path}") from error
    except OSError as error:
        raise SystemFault(f"{path} cannot be read: {error.strerror}", path) from error


def _shown(report: Report, *, verbose: bool) -> FileReport:
    document = report.document
    return FileReport(
        path=document.path,
        kind=document.kind,
        diagnostics=tuple(problems.worth_saying(report.diagnostics, verbose=verbose)),
        line=problems.lines_of(Path(), {_STDIN: document.data} if document.path == _STDIN else {})(document.path),
    )


def _summary(reports: Sequence[Report]) -> str:
    """Say how many documents were looked at, and what was found in all."""
    found = [one for report in reports for one in report.diagnostics]
    count = f"{len(reports)} document{'' if len(reports) == 1 else 's'}"
    wrong = problems.counted(found)
    advice = sum(one.level is Level.INFO for one in found)
    more = f" ({advice} with advice: --verbose)" if advice else ""
    if not reports:
        return "No feed and no sitemap was found."
    return f"{count}: {wrong or 'nothing wrong'}{more}."
