"""`feedpub build`: everything, from the folder of posts to the published feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import clock, options, problems
from feedpub.cli.report import by_file
from feedpub.errors import ContentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.model import Diagnostic
    from feedpub.pipeline import Outcome, Request


@click.command("build")
@options.site_argument
@options.url_option
@options.out_option
@click.option("--dry-run", is_flag=True, help="Do everything but publish; print what would change.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--keep-going", is_flag=True, help="Leave out posts that have errors and publish the rest.")
@click.option("--take-over", is_flag=True, help="Replace files in the output folder that feedpub did not make.")
@options.format_option
@options.quiet_option
@options.verbose_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    dry_run: bool,
    strict: bool,
    keep_going: bool,
    take_over: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build the feeds and the sitemap of SITE (the current folder) and publish them.

    Nothing is published unless every document is valid, and then everything at once.
    """
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts: `--help` needs neither

    console = options.console(quiet=quiet, verbose=verbose)
    try:
        request = pipeline.Request(
            folder=site,
            options=config.load(site, options.overrides(url, out)),
            now=clock.now(),
            keep_going=keep_going,
            strict=strict,
            dry_run=dry_run,
            take_over=take_over,
        )
        with console.progress() as progress:
            outcome = pipeline.build(request, progress)
    except (ContentError, UsageError) as error:
        _show(error.diagnostics, site, console, form, made={})
        count = problems.counted(error.diagnostics)
        console.complain(f"feedpub: {error}" + (f" ({count})" if count and "\n" not in str(error) else ""))
        return error.exit_code
    made = {f"{request.output.name}/{one.path}": one.data for one in outcome.documents}
    _show(outcome.diagnostics, site, console, form, made=made)
    _tell(outcome, request, console, form)
    return 0


def _show(
    diagnostics: Iterable[Diagnostic], site: Path, console: Console, form: str, *, made: dict[str, bytes]
) -> None:
    said = problems.worth_saying(diagnostics, verbose=console.verbosity > 0 or form != "text")
    problems.show(by_file(said, problems.lines_of(site, made)), console, form)


def _tell(outcome: Outcome, request: Request, console: Console, form: str) -> None:
    """Say what was done, in a line; each file when asked for, or when that is all a dry run is for."""
    from feedpub.publish import Action, describe  # noqa: PLC0415 - start-up counts

    plan = outcome.plan
    done = [change.action for change in plan.changes]
    if form == "text" and (request.dry_run or console.verbosity > 0):
        for line in describe(plan.changes):
            console.result(line)
    posts = [post for post in outcome.survey.collected.posts if post.date is not None]
    pages = len(outcome.survey.collected.posts) - len(posts)
    verb = "Would publish" if request.dry_run else "Published"
    console.say(
        f"{verb} {_number(len(outcome.survey.selection.feeds), 'feed')} of {_number(len(posts), 'post')}"
        + (f" and {_number(pages, 'page')}" if pages else "")
        + f" in {request.options.output.folder}: "
        + ", ".join(
            f"{done.count(action)} {word}"
            for action, word in (
                (Action.CREATE, "new"),
                (Action.REPLACE, "changed"),
                (Action.REMOVE, "removed"),
                (Action.KEEP, "unchanged"),
            )
            if done.count(action)
        )
        + "."
    )


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
