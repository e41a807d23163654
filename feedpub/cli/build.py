"""`feedpub build`: everything, from the folder of posts to the published feeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from feedpub.cli import atonce, clock, options
from feedpub.cli.atonce import number, summary
from feedpub.cli.console import from_here
from feedpub.errors import ContentError, FeedpubError, UsageError
from feedpub.identity.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.cli.console import Console
    from feedpub.model import Document
    from feedpub.pipeline.outcome import Outcome
    from feedpub.request import Request
    from feedpub.unchanged import Look


_SAYS_NOTHING: Final = frozenset({"site", "jobs", "cache", "form", "quiet", "verbose"})
"""Parameters that decide nothing of what is made."""


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
    from feedpub import processes, unchanged  # noqa: PLC0415 - start-up counts: `--help` needs none

    console = options.console(quiet=quiet, verbose=verbose)
    request: Request | None = None
    try:
        folder, jobs = options.folder(site), jobs or processes.available()
        seen: Look | None = click.get_current_context().obj
        now = seen.now if seen else clock.now()
        if seen is None and cache and not dry_run:
            seen = unchanged.look(str(folder), _given(), now, jobs)
        in_brief = form == "text" and not verbose
        if in_brief and atonce.is_said(seen, console, str(folder)):
            return 0
        from feedpub import config  # noqa: PLC0415 - where nothing has changed, nothing needs to be understood
        from feedpub.request import Request  # noqa: PLC0415 - as above

        loaded = config.read(site, options.overrides(url, out, site_type, built))
        if loaded.found is not None:
            console.say(f"{loaded.found}.")
        if inject and not loaded.options.built.folder:
            raise UsageError("--inject changes the pages of a built site: name its folder, --built _site")
        request = Request(
            folder=folder,
            options=loaded.options,
            now=now,
            keep_going=keep_going,
            strict=strict,
            dry_run=dry_run,
            take_over=take_over,
            against=against,
            against_optional=against_optional,
            accept=accept,
            inject=inject,
            jobs=jobs,
            cache=cache,
        )
        from feedpub import pipeline  # noqa: PLC0415 - where nothing has changed, nothing is built

        with console.progress() as progress:
            if seen and in_brief:
                outcome = pipeline.build_in_brief(request, seen, progress)
            else:
                outcome = pipeline.build(request, progress, seen)
    except FeedpubError as error:
        from feedpub.cli import problems  # noqa: PLC0415 - as above

        documents = error.documents if isinstance(error, ContentError) else ()
        return problems.refuse(error, console, form, site, _made(documents, request))
    from feedpub.cli import problems  # noqa: PLC0415 - as above

    problems.show_of_site(outcome.diagnostics, site, console, form, _made(outcome.documents, request))
    _tell(outcome, request, console, form)
    return ContentError.exit_code if outcome.plan.blocked else 0


def _given() -> dict[str, object]:
    """Give what the command line says of what is made, without its being understood; folders from anywhere."""
    context = click.get_current_context()
    return {
        name: str(value.absolute()) if isinstance(value, Path) else value
        for name, value in context.params.items()
        if name not in _SAYS_NOTHING and context.get_parameter_source(name) is not ParameterSource.DEFAULT
    }


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
        where = from_here(request.options.output.folder, str(request.folder))
        said = summary(outcome.tally, _files(outcome), where, would=request.dry_run)
        console.say(said + _left_out(outcome))


def _files(outcome: Outcome) -> str:
    from feedpub.publish import Action  # noqa: PLC0415 - start-up counts

    actions = [change.action for change in outcome.plan.changes]
    words = {Action.CREATE: "new", Action.REPLACE: "changed", Action.REMOVE: "removed", Action.KEEP: "unchanged"}
    return ", ".join(f"{actions.count(action)} {word}" for action, word in words.items() if action in actions)


def _left_out(outcome: Outcome) -> str:
    """Say how many files --keep-going has left out; without it an error would have ended the build."""
    from feedpub.model import Level  # noqa: PLC0415 - as above

    broken = {one.where.path for one in outcome.diagnostics if one.level is Level.ERROR}
    return f" Left out because of errors: {number(len(broken), 'file')}." if broken else ""
