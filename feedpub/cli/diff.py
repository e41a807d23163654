"""`feedpub diff`: what subscribers and search engines would see of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, options, problems
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Unpack

    from feedpub.cli.asked import GivenToCompare
    from feedpub.cli.console import Console
    from feedpub.model.records import Diagnostic


@click.command("diff")
@options.to_compare
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="For people, for programs, or for a comment on a pull request.",
)
@options.report_option
@click.option("--exit-code", is_flag=True, help="End with status 1 when something changes.")
@options.lang_option
def command(*, form: str, report: Path | None, exit_code: bool, **given: Unpack[GivenToCompare]) -> int:
    """Show what a build of SITE (the current folder) would change; nothing is published.

    For each feed: posts that are new, changed, announced again, pushed out by newer ones, or gone; for the sitemap
    addresses added and removed, and lastmod changed.
    """
    from feedpub import pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.cli.changes import FORMATS  # noqa: PLC0415 - start-up counts

    console = asked.console()
    try:
        with console.progress() as progress:
            changes = pipeline.difference(asked.to_compare(given), progress)
    except FeedpubError as error:
        status = problems.refuse(error, console, site=given["site"])
        _record(problems.found_in(error), given["site"], report, console)
        return status
    console.document(FORMATS[form](changes))
    _record(changes.findings, given["site"], report, console)
    return 1 if exit_code and changes else 0


def _record(found: Iterable[Diagnostic], site: Path, report: Path | None, console: Console) -> None:
    """Leave what the guard finds, or what hinders the comparison, in the file of `--report`."""
    if report is not None:
        from feedpub.cli import recording  # noqa: PLC0415 - most calls leave nothing

        recording.record_of_site(found, site, report, console)
