"""`feedpub validate`: what is wrong with feeds and sitemaps, anybody's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, options, problems
from feedpub.cli.report import FileReport
from feedpub.io import reading
from feedpub.model.errors import FeedpubError, SystemFault, UsageError
from feedpub.model.records import Level
from feedpub.text.urls import has_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from feedpub.cli.asked import Configured
    from feedpub.validator import ParsedDocument, Report, Ruleset
    from feedpub.validator.sources import Location

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
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Configuration whose [validate.rules] apply; feedpub.toml of the current folder when there is one.",
)
@options.follow_links_option
@options.local_rules_option
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
    config: Path | None,
    local_rules: bool | None,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Validate feeds and sitemaps: files, folders (with the checks across files), or - for standard input.

    Knows RSS, Atom, JSON Feed 1.1 and sitemaps, in XML and as text; needs no network. Advice (level info) is printed
    with --verbose and in every format but text.
    """
    console = asked.console(quiet=quiet, verbose=verbose)
    try:
        location = _location(paths, root, base_url)
        rules = _rules(asked.configured(config), ignore, errors, run=local_rules)
        reports = _reports(paths, location, rules, environment.now())
    except FeedpubError as error:
        return problems.refuse(error, console, form)
    problems.show([_shown(one, verbose=verbose or form != "text") for one in reports], console, form)
    if form == "text":
        console.say(_summary(reports))
    worst = Level.WARNING if strict else Level.ERROR
    bad = any(one.level.rank >= worst.rank for report in reports for one in report.diagnostics)
    return _WRONG if bad else _OK


def _location(paths: Sequence[str], root: Path | None, base_url: str | None) -> Location:
    """Say where files are published. Raises UsageError for an address or a folder that is none."""
    from feedpub.validator.sources import Location  # noqa: PLC0415 - start-up counts

    if base_url is not None and not has_host(base_url):
        raise UsageError(f"--base-url {base_url} is no address of the web; write it like https://example.com/")
    return Location(root=asked.folder(root) if root else _only_folder(paths), base_url=base_url)


def _only_folder(paths: Sequence[str]) -> Path:
    """Without --root a folder to be checked is the root; of several, or of files, the current folder is."""
    folders = [Path(path) for path in paths if path != _STDIN and reading.is_folder(path)]
    return folders[0] if len(folders) == len(paths) == 1 else Path()


def _rules(site: Configured | None, ignore: Sequence[str], errors: Sequence[str], *, run: bool | None) -> Ruleset:
    """Return the rules at the levels asked for, those of the command line last.

    Raises UsageError for a name that no rule has, PluginError for a plug-in that cannot be loaded.
    """
    from feedpub.validator import Ruleset, catalogue, unmatched  # noqa: PLC0415 - start-up counts: `--help` needs no rules

    rules = catalogue(*site.modules(run=run)) if site else catalogue()
    for name in unmatched((*ignore, *errors), rules):
        raise asked.no_such_rule(name, {rule.name for rule in rules})
    # Taken out first, so that the command line's word comes after every glob of the file and is the last.
    wanted: dict[str, Level | None] = dict.fromkeys(errors, Level.ERROR) | dict.fromkeys(ignore)
    written = site.options.validate.rules if site else {}
    return Ruleset(rules, {name: level for name, level in written.items() if name not in wanted} | wanted)


def _reports(paths: Sequence[str], location: Location, rules: Ruleset, now: datetime) -> list[Report]:
    """Check everything. Raises UsageError when there is nothing to be checked."""
    missing = [path for path in paths if path != _STDIN and not reading.exists(path)]
    if missing:
        raise UsageError(f"there is no file or folder {' and no '.join(missing)}")
    reports = [one for path in paths for one in _checked(path, location, rules, now)]
    if not reports:
        raise UsageError(
            f"no feed and no sitemap was found in {' and '.join(paths)}: in a folder they are the files that end "
            "in .xml, .rss, .atom, .rdf, .json or .txt (or these with .gz) and begin like one"
        )
    return reports


def _checked(path: str, location: Location, rules: Ruleset, now: datetime) -> Iterator[Report]:
    """Check one PATH of the command line. Raises SystemFault when it cannot be read."""
    from feedpub.validator import check, check_files, sources  # noqa: PLC0415 - start-up counts

    file = Path(path)
    try:
        if path == _STDIN:
            yield check(sources.bytes_source(_STDIN, sys.stdin.buffer.read(), location.base_url), rules, now=now)
        elif reading.is_folder(file):
            yield from check_files(sources.files_in(file), location, rules, now=now)
        else:
            yield check(sources.file_source(file, location), rules, now=now)
    except OSError as error:
        raise SystemFault(f"{error.filename or path} cannot be read: {error.strerror or error}", path) from error


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
    if document.data or document.packed or document.path == _STDIN:
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
