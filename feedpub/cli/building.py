"""A build and what is said of it, once it is known what is asked for; loads nothing that understands command lines."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from feedpub.cli import asked, atonce, environment, languages
from feedpub.cli.atonce import number, summary
from feedpub.cli.console import from_here
from feedpub.incremental import up_to_date
from feedpub.incremental.store import Store
from feedpub.io import hits, resolving, workers
from feedpub.model.errors import ContentError, FeedpubError, SystemFault, UsageError, faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedpub.cli.console import Console
    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Look
    from feedpub.model.options import Options
    from feedpub.model.records import Absence, Diagnostic, Document
    from feedpub.pipeline.run import Outcome, PageTally

_HERE: Final = Path()
_NAMED: Final = 20
"""Files that are named in one line."""
_SAID_ALWAYS: Final = ("ids/adopted", "guard/resurfaced", "site/video-incomplete")
"""Codes of information that is no advice: why the output is not what the posts and options alone would make."""
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


def build(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path = _HERE,
    url: str | None = None,
    out: Path | None = None,
    target: str | None = None,
    site_type: str | None = None,
    built: Path | None = None,
    inject: bool = False,
    dry_run: bool = False,
    strict: bool = False,
    keep_going: bool = False,
    take_over: bool = False,
    against: str = "",
    against_optional: bool = False,
    accept: tuple[str, ...] = (),
    local_rules: bool | None = None,
    jobs: int | None = None,
    cache: bool = True,
    form: str = "text",
    report: Path | None = None,
    quiet: bool = False,
    verbose: bool = False,
    given: Mapping[str, object] = _NOTHING,
    seen: Look | None = None,
) -> int:
    """Build as the options of `feedpub build` ask, whose defaults these are; give the exit status.

    `given` is what the command line has of them, as it has it; `seen` is what `atonce` saw of the site, where it has
    none.
    """
    console = asked.console(quiet=quiet, verbose=verbose)
    request: Request | None = None
    try:
        folder, jobs = asked.folder(site), jobs or workers.available()
        now = seen.now if seen else environment.now()
        in_brief = form == "text" and not verbose and report is None
        key = _key(folder, console, make=not dry_run)
        if seen is None and cache and not dry_run and key is not None:
            seen = up_to_date.look(Store(str(folder), key), given, now, jobs)
            if in_brief and atonce.is_said(seen, console, str(folder)):
                return 0
        from feedpub import config  # noqa: PLC0415 - where nothing has changed, nothing else is needed
        from feedpub.incremental.request import Request  # noqa: PLC0415 - where nothing has changed, nothing else is needed

        loaded = config.read(site, config.overrides(url, out, site_type, built, target))
        if loaded.found is not None:
            console.say(f"{loaded.found}.")
        _refuse_folders(folder, loaded.options, inject=inject)
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
            is_unattended=environment.is_unattended(),
            accept=accept,
            inject=inject,
            doubts=loaded.doubts,
            modules=config.local_rules(loaded.options, run=local_rules),
            jobs=jobs,
            cache=cache,
            key=key,
        )
        from feedpub import pipeline  # noqa: PLC0415 - where nothing has changed, nothing else is needed

        with console.progress() as progress, faults():
            outcome = pipeline.build(request, progress, seen, is_brief=in_brief)
    except FeedpubError as error:
        from feedpub.cli import problems  # noqa: PLC0415 - where nothing has changed, nothing else is needed

        documents = error.documents if isinstance(error, ContentError) else ()
        status = problems.refuse(error, console, form, site, _made(documents, request))
        _record(problems.found_in(error), site, report, console)
        return status
    if outcome.diagnostics or form != "text":
        from feedpub.cli import problems  # noqa: PLC0415 - where nothing has changed, nothing else is needed

        problems.show_of_site(outcome.diagnostics, site, console, form, _made(outcome.documents, request))
    _tell(outcome, request, console, form)
    _record(outcome.diagnostics, site, report, console)
    return ContentError.exit_code if outcome.plan.blocked else 0


def _record(diagnostics: Sequence[Diagnostic], site: Path, file: Path | None, console: Console) -> None:
    """Leave what was found in the file of `--report` and the summary of a build server, where there is either."""
    if file is not None or environment.step_summary():
        from feedpub.cli import recording  # noqa: PLC0415 - most builds leave nothing

        recording.record_of_site(diagnostics, site, file, console)


def _key(folder: Path, console: Console, *, make: bool) -> bytes | None:
    """Return the key of the seals of a site, and say it where there is none."""
    key = environment.key(str(folder), make=make)
    if key is None:
        console.detail(
            f"Nothing is kept for the next build: there is no key ({environment.KEY_VARIABLE}, or a file at home)."
        )
    return key


def _refuse_folders(folder: Path, options: Options, *, inject: bool) -> None:
    """Raise UsageError for an output folder that nobody means, and for pages to be changed that are not named."""
    if _is_home(folder / options.output.folder):
        raise UsageError("the output folder is your home folder: name a folder of its own, like `public`")
    if inject and not options.built.folder:
        raise UsageError("--inject changes the pages of a built site: name its folder, --built _site")


def _is_home(output: Path) -> bool:
    """Whether a folder is that of the person who runs this; where nobody is known to have one it is not."""
    try:
        return resolving.real(output) == resolving.real(Path.home())
    except (RuntimeError, SystemFault):  # no home is known, or nobody may look at it
        return False


def _made(documents: Iterable[Document], request: Request | None) -> Mapping[str, Document]:
    """Return documents by the path that diagnostics give them; without a request there are none."""
    return {request.published_as(one.path): one for one in documents} if request else {}


def _tell(outcome: Outcome, request: Request, console: Console, form: str) -> None:
    """Say what was done, in a line; each file when asked for, or when that is all a dry run is for."""
    from feedpub.publish import describe  # noqa: PLC0415 - start-up counts

    plan = outcome.plan
    if form == "text" and (request.dry_run or console.verbosity > 0):
        for line in describe(plan.changes):
            console.result(languages.say(line))
    for line in hits.lines(outcome.hits):
        console.detail(line)
    if plan.blocked:
        place = "at the target" if request.target else "in the output folder"
        console.complain(f"feedpub: nothing would be published: something {place} is in the way")
    else:
        where = from_here(request.target or request.options.output.folder, str(request.folder))
        said = summary(outcome.tally, _files(outcome), where, would=request.dry_run)
        console.say(said + _left_out(outcome))
        for line in _missing(outcome):
            console.say(line)
        if outcome.texts and outcome.texts.posts:
            console.say(_texts(outcome.texts, str(request.folder)))
        for one in outcome.diagnostics:
            if one.code in _SAID_ALWAYS and console.verbosity <= 0:
                console.say(one.text)
        for line in _taken_over(outcome, would=request.dry_run):
            console.say(line)


def _missing(outcome: Outcome) -> Iterator[str]:
    """Say how many posts stand in no feed, how many pages the sitemap lists, and why not all."""
    feeds, sitemap = outcome.feeds, outcome.sitemap
    if feeds:
        yield f"No feed holds {feeds.missing} of {number(feeds.posts, 'post')}. Left out: {_reasons(feeds.left_out)}."
    if sitemap:
        left_out = _reasons(sitemap.left_out)
        yield f"The sitemap lists {sitemap.listed} of {number(sitemap.pages, 'page')}. Left out: {left_out}."


def _reasons(left_out: Iterable[tuple[Absence, int]]) -> str:
    return "; ".join(f"{count} because {reason.value}" for reason, count in left_out)


def _texts(texts: PageTally, site: str) -> str:
    """Say how many texts are those of built pages."""
    of_posts = number(texts.posts, "post") if texts.taken == texts.posts else f"{texts.taken} of {texts.posts} posts"
    return f"The text of {of_posts} is taken from the pages in {from_here(texts.folder, site)}."


def _taken_over(outcome: Outcome, *, would: bool) -> Iterator[str]:
    """Name the files of others that were replaced."""
    from feedpub.cli.cleaning import visible  # noqa: PLC0415 - start-up counts

    paths = sorted(change.path for change in outcome.plan.changes if change.is_taken_over)
    if not paths:
        return
    more = f" and {len(paths) - _NAMED} more (-v names them)" if len(paths) > _NAMED else ""
    what = "would be taken over" if would else "taken over"
    yield f"{number(len(paths), 'file')} of others {what}: {', '.join(map(visible, paths[:_NAMED]))}{more}."


def _files(outcome: Outcome) -> str:
    from feedpub.publish import Action  # noqa: PLC0415 - start-up counts

    words = {Action.CREATE: "new", Action.REPLACE: "changed", Action.REMOVE: "removed"}
    said = [words.get(change.action, "unchanged") for change in outcome.plan.changes]
    return ", ".join(f"{said.count(word)} {word}" for word in (*words.values(), "unchanged") if word in said)


def _left_out(outcome: Outcome) -> str:
    """Say how many files --keep-going has left out; without it an error would have ended the build."""
    from feedpub.model.records import Level  # noqa: PLC0415 - start-up counts

    broken = {one.where.path for one in outcome.diagnostics if one.level is Level.ERROR}
    return f" Left out because of errors: {number(len(broken), 'file')}." if broken else ""
