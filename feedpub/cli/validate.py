"""`feedpub validate`: what is wrong with feeds and sitemaps, anybody's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, inputs, options, problems, ruling
from feedpub.cli.report import FileReport
from feedpub.io import reading
from feedpub.model.errors import FeedpubError, UsageError
from feedpub.model.records import Level
from feedpub.text.urls import has_host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Unpack

    from feedpub.cli.ruling import GivenToRules
    from feedpub.validator import ParsedDocument, Report
    from feedpub.validator.sources import Location


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--root", type=options.FOLDER, help="Folder whose files are published at --base-url.")
@click.option("--base-url", metavar="URL", help="Address at which --root is published.")
@click.option("--fix", is_flag=True, help="Write the fixes that are safe into the files first.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@options.follow_links_option
@ruling.rule_options
@options.lang_option
def command(
    *,
    paths: tuple[str, ...],
    root: Path | None,
    base_url: str | None,
    fix: bool,
    diff: bool,
    **given: Unpack[GivenToRules],
) -> int:
    """Validate feeds and sitemaps: files, folders (with the checks across files), addresses, or - for standard input.

    Knows RSS, Atom, JSON Feed 1.1 and sitemaps, in XML and as text; fetches nothing but addresses that are named.
    Advice (level info) is printed with --verbose and in every format but text.
    """
    console = asked.console(quiet=given["quiet"], verbose=given["verbose"])
    try:
        location = _location(paths, root, base_url)
        rules = ruling.rules(given)
        if fix or diff:
            from feedpub.cli import fixing  # noqa: PLC0415 - start-up counts

            fixing.fix(paths, location, rules, environment.now(), console, writes=not diff)
        reports = ruling.beside_baseline(inputs.reports(paths, location, rules, environment.now()), given)
    except FeedpubError as error:
        return ruling.refuse(error, console, given)
    shown = [_shown(one, verbose=given["verbose"] or given["form"] != "text") for one in reports]
    ruling.say(shown, _summary(reports), console, given)
    ruling.record([_shown(one, verbose=True) for one in reports], console, given)
    return ruling.status(reports, given)


def _location(paths: Sequence[str], root: Path | None, base_url: str | None) -> Location:
    """Say where files are published. Raises UsageError for an address or a folder that is none."""
    from feedpub.validator.sources import Location  # noqa: PLC0415 - start-up counts

    if base_url is not None and not has_host(base_url):
        raise UsageError(f"--base-url {base_url} is no address of the web; write it like https://example.com/")
    return Location(root=asked.folder(root) if root else _only_folder(paths), base_url=base_url)


def _only_folder(paths: Sequence[str]) -> Path:
    """Without --root a folder to be checked is the root; of several, or of files, the current folder is."""
    folders = [Path(path) for path in paths if path != inputs.STDIN and reading.is_folder(path)]
    return folders[0] if len(folders) == len(paths) == 1 else Path()


def _shown(report: Report, *, verbose: bool) -> FileReport:
    document = report.document
    return FileReport(
        path=document.path,
        kind=document.kind,
        diagnostics=tuple(problems.worth_saying(report.diagnostics, verbose=verbose)),
        line=_lines(document),
    )


def _lines(document: ParsedDocument) -> Callable[[int], str]:
    """Return what finds a line: as it was decoded, else in the file; large sitemaps are not kept in memory."""
    if document.data or document.packed or document.path == inputs.STDIN or inputs.is_url(document.path):
        return document.line
    return problems.lines_of({})(document.path)


def _summary(reports: Sequence[Report]) -> str:
    """Say how many documents were looked at, and what was found in all."""
    found = [one for report in reports for one in report.diagnostics]
    count = f"{len(reports)} document{'' if len(reports) == 1 else 's'}"
    wrong = problems.counted(found)
    advice = sum(one.level is Level.INFO for one in found)
    more = f" ({advice} with advice: --verbose)" if advice else ""
    return f"{count}: {wrong or 'nothing wrong'}{more}."
