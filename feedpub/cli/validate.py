"""`feedpub validate`: what is wrong with feeds and sitemaps, anybody's."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, inputs, options, problems
from feedpub.cli.explain import explanations
from feedpub.cli.report import FileReport, by_file
from feedpub.io import reading
from feedpub.model.errors import FeedpubError, UsageError
from feedpub.model.records import Level
from feedpub.text.urls import has_host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from feedpub.cli.asked import Configured
    from feedpub.cli.console import Console
    from feedpub.validator import ParsedDocument, Report, Ruleset
    from feedpub.validator.sources import Location

_OK = 0
_WRONG = 1


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--root", type=options.FOLDER, help="Folder whose files are published at --base-url.")
@click.option("--base-url", metavar="URL", help="Address at which --root is published.")
@click.option("--select", multiple=True, metavar="RULE", help="Run these rules only, by name or glob.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Switch a rule off, by name or glob.")
@click.option("--error", "errors", multiple=True, metavar="RULE", help="Treat a rule as an error.")
@click.option("--strict", is_flag=True, help="End with status 1 for warnings, too.")
@click.option("--statistics", is_flag=True, help="Print a table of rules with their counts at the end.")
@click.option("--explain", is_flag=True, help="Print what `feedpub explain` says of each rule that found something.")
@click.option("--fix", is_flag=True, help="Write the fixes that are safe into the files first.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option("--baseline", type=options.FOLDER, metavar="FILE", help="Leave out what this file says is known.")
@click.option(
    "--write-baseline",
    type=options.FOLDER,
    metavar="FILE",
    help="Write what is wrong now to FILE, and end with status 0.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Configuration whose [validate.rules] apply; feedpub.toml of the current folder when there is one.",
)
@options.follow_links_option
@options.local_rules_option
@options.format_option
@options.report_option
@options.quiet_option
@options.verbose_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    root: Path | None,
    base_url: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    errors: tuple[str, ...],
    strict: bool,
    statistics: bool,
    explain: bool,
    fix: bool,
    diff: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    config: Path | None,
    local_rules: bool | None,
    form: str,
    report: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Validate feeds and sitemaps: files, folders (with the checks across files), addresses, or - for standard input.

    Knows RSS, Atom, JSON Feed 1.1 and sitemaps, in XML and as text; fetches nothing but addresses that are named.
    Advice (level info) is printed with --verbose and in every format but text.
    """
    console = asked.console(quiet=quiet, verbose=verbose)
    try:
        location = _location(paths, root, base_url)
        rules = _rules(asked.configured(config), select, ignore, errors, run=local_rules)
        if fix or diff:
            from feedpub.cli import fixing  # noqa: PLC0415 - start-up counts

            fixing.fix(paths, location, rules, environment.now(), console, writes=not diff)
        reports = inputs.reports(paths, location, rules, environment.now())
        if baseline is not None:
            reports = _baseline().without_known(baseline, reports)
        if write_baseline is not None:
            _baseline().write(write_baseline, reports)
    except FeedpubError as error:
        status = problems.refuse(error, console, form)
        _record(by_file(problems.found_in(error)), report, console)
        return status
    shown = [_shown(one, verbose=verbose or form != "text") for one in reports]
    _print(shown, console, form, is_whole=verbose, statistics=statistics, explain=explain)
    if form == "text":
        console.say(_summary(reports))
    _record([_shown(one, verbose=True) for one in reports], report, console)
    if write_baseline is not None:
        return _OK
    worst = Level.WARNING if strict else Level.ERROR
    bad = any(one.level.rank >= worst.rank for report in reports for one in report.diagnostics)
    return _WRONG if bad else _OK


def _record(reports: Sequence[FileReport], file: Path | None, console: Console) -> None:
    """Leave what was found in the file of `--report` and the summary of a build server, where there is either."""
    if file is not None or environment.step_summary():
        from feedpub.cli import recording  # noqa: PLC0415 - start-up counts

        recording.record(reports, file, console)


def _baseline() -> ModuleType:
    from feedpub.cli import baseline  # noqa: PLC0415 - start-up counts

    return baseline


def _print(  # noqa: PLR0913 - one parameter an option
    shown: Sequence[FileReport], console: Console, form: str, *, is_whole: bool, statistics: bool, explain: bool
) -> None:
    """Print what was found; for people few messages of each rule where there are too many to be read."""
    from feedpub.cli import folding  # noqa: PLC0415 - start-up counts

    is_long = form == "text" and not is_whole and folding.is_long(shown)
    problems.show(folding.folded(shown) if is_long else shown, console, form)
    if form != "text":
        return
    if explain:
        for text in explanations({one.code for report in shown for one in report.diagnostics}):
            console.complain(f"\n{text}\n")
    if statistics or is_long:
        for line in folding.statistics(shown):
            console.say(line)


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


def _rules(
    site: Configured | None, select: Sequence[str], ignore: Sequence[str], errors: Sequence[str], *, run: bool | None
) -> Ruleset:
    """Return the rules at the levels asked for, those of the command line last.

    Raises UsageError for a name that no rule has, PluginError for a plug-in that cannot be loaded.
    """
    from feedpub.validator import Ruleset, catalogue, unmatched  # noqa: PLC0415 - start-up counts: `--help` needs no rules

    rules = catalogue(*site.modules(run=run)) if site else catalogue()
    for name in unmatched((*select, *ignore, *errors), rules):
        raise asked.no_such_rule(name, {rule.name for rule in rules})
    # Taken out first, so that the command line's word comes after every glob of the file and is the last.
    wanted: dict[str, Level | None] = dict.fromkeys(errors, Level.ERROR) | dict.fromkeys(ignore)
    if select:
        wanted |= dict.fromkeys(one.name for one in rules if not any(fnmatchcase(one.name, each) for each in select))
    written = site.options.validate.rules if site else {}
    return Ruleset(rules, {name: level for name, level in written.items() if name not in wanted} | wanted)


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
