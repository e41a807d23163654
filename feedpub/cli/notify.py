"""`feedpub notify`: tell hubs and search engines what is new, after a deploy."""

from __future__ import annotations

from datetime import timedelta
from time import sleep
from typing import TYPE_CHECKING, Any, Final

import click

from feedpub.cli import asked, cleaning, environment, options, problems
from feedpub.cli.report import by_file
from feedpub.io import reading, tree
from feedpub.model.errors import FeedpubError, SystemFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.incremental.request import Request
    from feedpub.model.options import Options
    from feedpub.model.records import Diagnostic
    from feedpub.notify import NotifyOutcome
    from feedpub.notify.receivers import Receiver
    from feedpub.notify.telling import Telling

_OK: Final = 0
_REFUSED: Final = 1
_MOST_BYTES: Final = 128_000_000
"""Of a feed or sitemap."""
_FEW: Final = 5
"""Addresses that are named in one line."""


@click.command("notify")
@options.site_argument
@options.url_option
@options.out_option
@options.site_type_option
@options.built_option
@click.option("--dry-run", is_flag=True, help="Say who would be told of what; send nothing, and remember nothing.")
@click.option("--all", "everything", is_flag=True, help="Tell of every feed and page, whatever was told before.")
@click.option(
    "--remember",
    is_flag=True,
    help="Send nothing: before a deploy, remember what is live as what is known, unless something is remembered.",
)
@click.option(
    "--wait",
    type=click.IntRange(0, 3600),
    default=300,
    show_default=True,
    help="Seconds to wait for the live site to serve what was built; 0 does not look.",
)
@click.option(
    "--recent",
    type=click.IntRange(0, 8760),
    default=24,
    show_default=True,
    help="Hours within which something counts as new where nothing is remembered.",
)
@options.format_option
@options.report_option
@options.quiet_option
@options.verbose_option
@options.lang_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    site_type: str | None,
    built: Path | None,
    dry_run: bool,
    everything: bool,
    remember: bool,
    wait: int,
    recent: int,
    form: str,
    report: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Tell hubs, rssCloud servers and search engines what is new in SITE (the current folder), after its deploy.

    WebSub and rssCloud are told of the feeds whose bytes have changed, IndexNow of the pages that have come, changed or
    gone, each of them once: what was told is remembered in `.feedpub`, and what could not be told is told at the next
    call. Waits until the live site serves what was built. Status 1 when somebody refuses, 3 when the network fails or
    the live site still serves something else.
    """
    console = asked.console(quiet=quiet, verbose=verbose)
    try:
        if remember and (dry_run or everything):
            raise UsageError("--remember sends nothing: say it without --dry-run and --all")
        request = _request(site, (url, out, site_type, built), make=not dry_run)
        telling = _telling(request, wait, recent, everything=everything, dry_run=dry_run)
        from feedpub import notify  # noqa: PLC0415 - start-up counts

        if remember:
            return _remembered(notify.remember(telling, request.store), console)
        with console.progress() as progress:
            outcome = notify.tell(telling, request.store, sleep, progress)
    except FeedpubError as error:
        status = problems.refuse(error, console, form)
        _record(problems.found_in(error), report, console)
        return status
    found = notify.diagnostics(outcome)
    if form == "json":
        console.report(cleaning.as_json(_as_object(outcome, dry_run=dry_run)) + "\n", is_result=True)
    elif form == "text":
        _say(outcome, telling, console)
    else:
        problems.show(by_file(found), console, form)
    _record(found, report, console)
    return SystemFault.exit_code if outcome.is_failed else _REFUSED if outcome.is_refused else _OK


def _record(found: Sequence[Diagnostic], report: Path | None, console: Console) -> None:
    """Leave what went wrong in the file of `--report` and the summary of a build server, where there is either."""
    if report is not None or environment.step_summary():
        from feedpub.cli import recording  # noqa: PLC0415 - most calls leave nothing

        recording.record(by_file(found), report, console)


def _request(site: Path, given: tuple[str | None, Path | None, str | None, Path | None], *, make: bool) -> Request:
    """Return what is published where; `given` are the overrides of `config.overrides`."""
    from feedpub import config  # noqa: PLC0415 - start-up counts
    from feedpub.incremental.request import Request  # noqa: PLC0415 - start-up counts

    folder = asked.folder(site)
    return Request(
        folder=folder,
        options=config.load(folder, config.overrides(*given)),
        now=environment.now(),
        dry_run=not make,
        cache=True,
        key=environment.key(str(folder), make=make),
    )


def _telling(request: Request, wait: int, recent: int, *, everything: bool, dry_run: bool) -> Telling:
    """Return what is to be done. Raises UsageError where nobody is named, or nothing is published."""
    from feedpub.notify.telling import Telling  # noqa: PLC0415 - start-up counts

    receivers = tuple(_receivers(request.options))
    if not receivers:
        raise UsageError(
            "nobody is named who could be told: write the address of a hub into `feeds.hub`, or a key into "
            "`notify.indexnow.key`"
        )
    return Telling(
        site_url=request.options.site.url,
        receivers=receivers,
        now=request.now,
        documents=tuple(_documents(request)),
        wait=wait,
        age=timedelta(hours=recent),
        is_local=request.options.site.local,
        is_all=everything,
        is_dry=dry_run,
    )


def _receivers(options: Options) -> Iterator[Receiver]:
    """Return who is to be told, each once. Raises UsageError for a key in the environment that is none."""
    from urllib.parse import urljoin  # noqa: PLC0415 - start-up counts

    from feedpub.config.checks import indexnow_key  # noqa: PLC0415 - start-up counts
    from feedpub.notify.receivers import Receiver, Way  # noqa: PLC0415 - start-up counts

    notify = options.notify
    for hub in dict.fromkeys((options.feeds.hub, *notify.hubs)):
        if hub:
            yield Receiver(way=Way.WEBSUB, address=hub)
    own = urljoin(options.feeds.cloud, "/ping") if options.feeds.cloud else ""
    for cloud in dict.fromkeys((own, *notify.clouds)):
        if cloud:
            yield Receiver(way=Way.CLOUD, address=cloud)
    try:
        key = indexnow_key(environment.indexnow_key()) or notify.indexnow.key
    except ValueError as error:
        raise UsageError(f"FEEDPUB_INDEXNOW_KEY: {error}") from None
    if key:
        yield Receiver(way=Way.INDEXNOW, address=notify.indexnow.endpoint, key=key)


def _documents(request: Request) -> Iterator[tuple[str, bytes]]:
    """Return the feeds and sitemaps that are published, by their paths. Raises UsageError where there are none."""
    from feedpub.validator import sources  # noqa: PLC0415 - start-up counts

    shown = request.published_as("")
    if not reading.is_folder(request.output):
        raise UsageError(f"there is no folder {shown}: `feedpub build` comes first, then the deploy, then this")
    tree.require_folder(str(request.output))
    files = sources.files_in(request.output)
    if not files:
        raise UsageError(f"there is neither a feed nor a sitemap in {shown}; `feedpub build` publishes them")
    for file in files:
        path = file.relative_to(request.output).as_posix()
        data = reading.read(request.output, path, _MOST_BYTES)
        if data is not None:
            yield path, data


def _remembered(was_kept: bool | None, console: Console) -> int:  # noqa: FBT001 - an answer
    if was_kept is None:
        console.say("What was told before is remembered; nothing was done.")
    elif was_kept:
        console.say("What is live now is remembered as what is known. Nothing was sent.")
    else:
        raise SystemFault(f"nothing could be remembered: {_no_key()}")
    return _OK


def _no_key() -> str:
    return f"there is no key ({environment.KEY_VARIABLE}, or a file at home), or .feedpub cannot be written"


# What is said


_NAMES: Final = {"websub": "The hub", "rsscloud": "The rssCloud server", "indexnow": "IndexNow"}


def _say(outcome: NotifyOutcome, telling: Telling, console: Console) -> None:
    if outcome.basis == "recent":
        hours = int(telling.age.total_seconds() // 3600)
        console.say(
            "Nothing is remembered of an earlier call: only what says that it is younger than "
            f"{hours} hour{'' if hours == 1 else 's'} counts as new. See how to tell hubs in CI."
        )
    for one in outcome.told:
        who, way = f"{_NAMES[one.receiver.way.value]} {one.receiver.shown}", one.receiver.way.value
        what = "page" if way == "indexnow" else "feed"
        if one.sent:
            would = "would be told" if telling.is_dry else "was told"
            console.say(f"{who} {would} of {_listed(one.sent, what, telling.site_url, console)}.")
        for failure in one.failures:
            listed = _listed(failure.urls, what, telling.site_url, console)
            again = "It is sent again at the next call."
            console.complain(f"feedpub: {who} could not be told of {listed}: {failure.reason}. {again}")
    if outcome.late:
        listed = _listed(outcome.late, "document", telling.site_url, console)
        why = outcome.why_late or "the live site serves something else"
        console.complain(
            f"feedpub: after {telling.wait:g} seconds {listed} could not be seen as built: {why}. What depends on that "
            "is sent at the next call, after the deploy. Where the host changes files on the way: --wait 0."
        )
    if not outcome.told and not outcome.late:
        console.say("Nothing is new; nothing was sent.")
    if not outcome.is_kept:
        console.complain(f"feedpub: it could not be remembered: {_no_key()}. The same may be sent again.")


def _listed(urls: tuple[str, ...], what: str, site_url: str, console: Console) -> str:
    """Say how many, and which of them: all with `-v`."""
    names = [url.removeprefix(site_url) or "/" for url in urls]
    most = len(names) if console.verbosity > 0 else _FEW
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{len(names):,} {what}{'' if len(names) == 1 else 's'} ({', '.join(names[:most])}{more})"


def _as_object(outcome: NotifyOutcome, *, dry_run: bool) -> dict[str, Any]:
    return {
        "basis": outcome.basis,
        "dry_run": dry_run,
        "remembered": outcome.is_kept and not dry_run,
        "told": [
            {
                "way": one.receiver.way.value,
                "address": one.receiver.shown,
                "urls": list(one.sent),
                "failures": [
                    {"urls": list(failure.urls), "reason": failure.reason, "refused": failure.is_refused}
                    for failure in one.failures
                ],
            }
            for one in outcome.told
        ],
        "not_live": list(outcome.late),
    }
