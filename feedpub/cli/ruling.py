"""What commands that run rules have in common: which rules, how bad each is, what is printed, and the exit status."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar

import click

from feedpub.cli import asked, environment, options, problems
from feedpub.cli.explain import explanations
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from feedpub.cli.console import Console
    from feedpub.cli.report import FileReport
    from feedpub.live import LiveReport
    from feedpub.model.errors import FeedpubError
    from feedpub.validator import Report, Ruleset

    AnyReport = TypeVar("AnyReport", Report, LiveReport)

_OK: Final = 0
_WRONG: Final = 1


class GivenToRules(TypedDict):
    """The options of `rule_options`, as click gives them."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    errors: tuple[str, ...]
    strict: bool
    statistics: bool
    explain: bool
    baseline: Path | None
    write_baseline: Path | None
    config: Path | None
    local_rules: bool | None
    form: str
    report: Path | None
    quiet: bool
    verbose: bool


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options that say which rules are run, and how it is said what they find."""
    for option in (
        options.verbose_option,
        options.quiet_option,
        options.report_option,
        options.format_option,
        options.local_rules_option,
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Configuration whose [validate.rules] apply; feedpub.toml of the current folder when there is one.",
        ),
        click.option(
            "--write-baseline",
            type=options.FOLDER,
            metavar="FILE",
            help="Write what is wrong now to FILE, and end with status 0.",
        ),
        click.option("--baseline", type=options.FOLDER, metavar="FILE", help="Leave out what this file says is known."),
        click.option(
            "--explain", is_flag=True, help="Print what `feedpub explain` says of each rule that found something."
        ),
        click.option("--statistics", is_flag=True, help="Print a table of rules with their counts at the end."),
        click.option("--strict", is_flag=True, help="End with status 1 for warnings, too."),
        click.option("--error", "errors", multiple=True, metavar="RULE", help="Treat a rule as an error."),
        click.option("--ignore", multiple=True, metavar="RULE", help="Switch a rule off, by name or glob."),
        click.option("--select", multiple=True, metavar="RULE", help="Run these rules only, by name or glob."),
    ):
        command = option(command)
    return command


def rules(given: GivenToRules, usual: Mapping[str, Level | None] = MappingProxyType({})) -> Ruleset:
    """Return the rules at the levels asked for, those of the command line last.

    `usual` are levels that hold where nobody says otherwise. Raises UsageError for a name that no rule has, PluginError
    for a plug-in that cannot be loaded.
    """
    from feedpub.validator import Ruleset, catalogue, unmatched  # noqa: PLC0415 - start-up counts: `--help` needs no rules

    site = asked.configured(given["config"])
    select, ignore, errors = given["select"], given["ignore"], given["errors"]
    found = catalogue(*site.modules(run=given["local_rules"])) if site else catalogue()
    for name in unmatched((*select, *ignore, *errors), found):
        raise asked.no_such_rule(name, {rule.name for rule in found})
    # Taken out first, so that the command line's word comes after every glob of the file and is the last.
    wanted: dict[str, Level | None] = dict.fromkeys(errors, Level.ERROR) | dict.fromkeys(ignore)
    if select:
        wanted |= dict.fromkeys(one.name for one in found if not any(fnmatchcase(one.name, each) for each in select))
    written = site.options.validate.rules if site else {}
    return Ruleset(found, {**usual} | {name: level for name, level in written.items() if name not in wanted} | wanted)


def beside_baseline(reports: Sequence[AnyReport], given: GivenToRules) -> Sequence[AnyReport]:
    """Return the reports without what the baseline knows, and write a new one where that is asked for.

    Raises UsageError for a file that is no baseline, SystemFault for one that cannot be written.
    """
    from feedpub.cli import baseline  # noqa: PLC0415 - start-up counts

    if given["baseline"] is not None:
        reports = baseline.without_known(given["baseline"], reports)
    if given["write_baseline"] is not None:
        baseline.write(given["write_baseline"], reports)
    return reports


def say(shown: Sequence[FileReport], summary: str, console: Console, given: GivenToRules) -> None:
    """Print what was found; for people few messages of each rule where there are too many to be read."""
    from feedpub.cli import folding  # noqa: PLC0415 - start-up counts

    is_text = given["form"] == "text"
    is_long = is_text and not given["verbose"] and folding.is_long(shown)
    problems.show(folding.folded(shown) if is_long else shown, console, given["form"])
    if not is_text:
        return
    if given["explain"]:
        for text in explanations({one.code for report in shown for one in report.diagnostics}):
            console.complain(f"\n{text}\n")
    if given["statistics"] or is_long:
        for line in folding.statistics(shown):
            console.say(line)
    console.say(summary)


def refuse(error: FeedpubError, console: Console, given: GivenToRules) -> int:
    """Print and record why a command cannot go on; return the exit status."""
    from feedpub.cli.report import by_file  # noqa: PLC0415 - start-up counts

    found = problems.refuse(error, console, given["form"])
    record(by_file(problems.found_in(error)), console, given)
    return found


def record(reports: Sequence[FileReport], console: Console, given: GivenToRules) -> None:
    """Leave what was found in the file of `--report` and the summary of a build server, where there is either."""
    if given["report"] is not None or environment.step_summary():
        from feedpub.cli import recording  # noqa: PLC0415 - start-up counts

        recording.record(reports, given["report"], console)


def status(reports: Iterable[Report | LiveReport], given: GivenToRules) -> int:
    """Return the exit status: 1 where something is as bad as the options say."""
    if given["write_baseline"] is not None:
        return _OK
    worst = Level.WARNING if given["strict"] else Level.ERROR
    bad = any(one.level.rank >= worst.rank for report in reports for one in report.diagnostics)
    return _WRONG if bad else _OK
