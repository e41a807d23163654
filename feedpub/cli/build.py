"""`feedpub build`: everything, from the folder of posts to the published feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import clock, options, problems
from feedpub.errors import ContentError, FeedpubError, UsageError
from feedpub.identity.codes import CODES
from feedpub.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.model import Document
    from feedpub.pipeline import Outcome
    from feedpub.request import Request
    from feedpub.unchanged import Tally


@click.command("build")
@options.site_argument
@options.url_option
@options.out_option
@options.site_type_option
@options.built_option
@click.option(
    "--inject",
    is_flag=True,
    help="Add the links to the feeds to the pages of --built that lack them, and nothing else.",
)
@click.option("--dry-run", is_flag=True, help="Do everything but publish; print what would change.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--keep-going", is_flag=True, help="Leave out posts that have errors and publish the rest.")
@click.option("--take-over", is_flag=True, help="Replace files in the output folder that feedpub did not make.")
@options.against_option
@options.against_optional_option
@click.option(
    "--accept",
    type=click.Choice(CODES),
    multiple=True,
    metavar="CODE",
    help=f"Let through what the guard finds, for this build only: {', '.join(CODES)}. May be repeated.",
)
@options.jobs_option
@options.cache_option
@options.format_option
@options.quiet_option
@options.verbose_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    site_type: str | None,
    built: Path | None,
    inject: bool,
    dry_run: bool,
    strict: bool,
    keep_going: bool,
    take_over: bool,
    against: str,
    against_optional: bool,
    accept: tuple[str, ...],
    jobs: int | None,
    cache: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build the feeds and the sitemap of SITE (the current folder) and publish them.

    Nothing is published unless every document is valid and no subscriber gets an old post as new, and then
    everything at once.
    """
    from feedpub import config, processes, unchanged  # noqa: PLC0415 - start-up counts: `--help` needs none
    from feedpub.request import Request  # noqa: PLC0415 - as above

    console = options.console(quiet=quiet, verbose=verbose)
    request: Request | None = None
    try:
        folder = options.folder(site)
        loaded = config.read(site, options.overrides(url, out, site_type, built))
        if loaded.found is not None:
            console.say(f"{loaded.found}.")
        if inject and not loaded.options.built.folder:
            raise UsageError("--inject changes the pages of a built site: name its folder, --built _site")
        request = Request(
            folder=folder,
            options=loaded.options,
            now=clock.now(),
            keep_going=keep_going,
            strict=strict,
            dry_run=dry_run,
            take_over=take_over,
            against=against,
            against_optional=against_optional,
            accept=accept,
            inject=inject,
            jobs=jobs or processes.available(),
            cache=cache,
        )
        seen = unchanged.look(request) if cache else None
        in_brief = form == "text" and not verbose
        if seen and seen.known and in_brief:
            console.say(_summary(seen.known, f"{seen.known.files} unchanged", request))
            return 0
        from feedpub import pipeline  # noqa: PLC0415 - where nothing has changed, nothing is built

        with console.progress() as progress:
            if seen and in_brief:
                outcome = pipeline.build_in_brief(request, seen, progress)
            else:
                outcome = pipeline.build(request, progress, seen)
    except FeedpubError as error:
        documents = error.documents if isinstance(error, ContentError) else ()
        return problems.refuse(error, console, form, site, _made(documents, request))
    problems.show_of_site(outcome.diagnostics, site, console, form, _made(outcome.documents, request))
    _tell(outcome, request, console, form)
    return ContentError.exit_code if outcome.plan.blocked else 0


def _made(documents: Iterable[Document], request: Request | None) -> Mapping[str, Document]:
    """Give documents by the path that diagnostics give them; without a request there are none."""
    return {request.published_as(one.path): one for one in documents} if request else {}


def _tell(outcome: Outcome, request: Request, console: Console, form: str) -> None:
    """Say what was done, in a line; each file when asked for, or when that is all a dry run is for."""
    from feedpub.publish import describe  # noqa: PLC0415 - start-up counts

    plan = outcome.plan
    if form == "text" and (request.dry_run or console.verbosity > 0):
        for line in describe(plan.changes):
            console.result(line)
    if plan.blocked:
        console.complain("feedpub: nothing would be published: something in the output folder is in the way")
    else:
        console.say(_summary(outcome.tally, _files(outcome), request) + _left_out(outcome))


def _files(outcome: Outcome) -> str:
    from feedpub.publish import Action  # noqa: PLC0415 - start-up counts

    actions = [change.action for change in outcome.plan.changes]
    words = {Action.CREATE: "new", Action.REPLACE: "changed", Action.REMOVE: "removed", Action.KEEP: "unchanged"}
    return ", ".join(f"{actions.count(action)} {word}" for action, word in words.items() if action in actions)


def _summary(tally: Tally, files: str, request: Request) -> str:
    what = f"{_number(tally.feeds, 'feed')} of {_number(tally.posts, 'post')}"
    more = f" and {_number(tally.pages, 'page')}" if tally.pages else ""
    where = problems.from_here(request.options.output.folder, request.folder)
    return f"{'Would publish' if request.dry_run else 'Published'} {what}{more} in {where}: {files or 'no file'}."


def _left_out(outcome: Outcome) -> str:
    """Say how many files --keep-going has left out; without it an error would have ended the build."""
    broken = {one.where.path for one in outcome.diagnostics if one.level is Level.ERROR}
    return f" Left out because of errors: {_number(len(broken), 'file')}." if broken else ""


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
