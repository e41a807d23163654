"""`feedpub check`: what is wrong with the site that is live, as readers and search engines get it over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, options, problems, ruling
from feedpub.cli.report import FileReport
from feedpub.model.errors import FeedpubError, UsageError
from feedpub.model.records import Level
from feedpub.text import hosts, urls
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from feedpub.cli.ruling import GivenToRules
    from feedpub.live import LiveReport
    from feedpub.live.survey import Sample

_MOST_BYTES = 64_000_000
"""Of a document, unpacked: the largest sitemap that search engines take has 52,428,800."""


@click.command("check")
@click.argument("url", metavar="URL")
@click.option("--feeds", type=click.IntRange(0, 100), default=10, show_default=True, help="Feeds that are visited.")
@click.option(
    "--sitemaps", type=click.IntRange(0, 100), default=5, show_default=True, help="Sitemaps that are visited."
)
@click.option(
    "--pages",
    type=click.IntRange(0, 1000),
    default=10,
    show_default=True,
    help="Pages of the sitemaps that are visited.",
)
@click.option(
    "--enclosures", type=click.IntRange(0, 1000), default=5, show_default=True, help="Enclosures that are visited."
)
@click.option(
    "--seconds", type=click.IntRange(1, 3600), default=120, show_default=True, help="Time for all visits together."
)
@ruling.rule_options
@options.lang_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    url: str,
    feeds: int,
    sitemaps: int,
    pages: int,
    enclosures: int,
    seconds: int,
    **given: Unpack[GivenToRules],
) -> int:
    """Check the site that is live at URL, which is its home page, a feed or a sitemap.

    Asks as readers and search engines do: status, redirects, certificate, types, ETag and Last-Modified with what comes
    of them (304), gzip, caching, robots.txt, the links by which a home page leads to its feeds, hubs, enclosures, and a
    sample of the pages that sitemaps list; then what `feedpub validate` says of each feed and sitemap. Visits no page
    that robots.txt forbids to feedpub. Status 3 when nothing answers at URL.
    """
    console = asked.console(quiet=given["quiet"], verbose=given["verbose"])
    try:
        if not urls.is_web(url) or not urls.has_host(url):
            raise UsageError(f"{without_credentials(url)} is no address of the web; write it like https://example.com/")
        rules = ruling.rules(given, _usual(url))
        from feedpub.live import Amounts, survey  # noqa: PLC0415 - start-up counts
        from feedpub.web import fetch  # noqa: PLC0415 - start-up counts

        limits = fetch.FetchLimits(size=_MOST_BYTES, seconds=min(60, seconds), silence=15, seconds_for_all=seconds)
        amounts = Amounts(feeds=feeds, sitemaps=sitemaps, pages=pages, enclosures=enclosures)
        with console.progress() as progress:
            session = fetch.session(urls.to_uri(url), limits)
            found = survey(urls.to_uri(url), session, rules, environment.now(), amounts, progress)
        reports = ruling.beside_baseline(found.reports, given)
    except FeedpubError as error:
        return ruling.refuse(error, console, given)
    shown = [_shown(one, verbose=given["verbose"] or given["form"] != "text") for one in reports]
    ruling.say(shown, _summary(reports, found.samples), console, given)
    ruling.record([_shown(one, verbose=True) for one in reports], console, given)
    return ruling.status(reports, given)


def _usual(url: str) -> Mapping[str, Level | None]:
    from feedpub.validator.ruleset import FOR_LOCAL  # noqa: PLC0415 - start-up counts

    return FOR_LOCAL if hosts.local_host(url) else {}


def _shown(report: LiveReport, *, verbose: bool) -> FileReport:
    said = tuple(problems.worth_saying(report.diagnostics, verbose=verbose))
    if report.document is None:
        return FileReport(path=report.path, kind=report.kind, diagnostics=said)
    return FileReport(path=report.path, kind=report.kind, diagnostics=said, line=report.document.line)


def _summary(reports: Sequence[LiveReport], samples: Sequence[Sample]) -> str:
    """Say how many addresses were visited, and what was found in all."""
    found = [one for report in reports for one in report.diagnostics]
    count = f"{len(reports)} address{'' if len(reports) == 1 else 'es'} visited"
    advice = sum(one.level is Level.INFO for one in found)
    more = f" ({advice} with advice: --verbose)" if advice else ""
    some = "".join(f" Of {one.named:,} {one.what} {one.visited:,} were visited (--{one.what})." for one in samples)
    return f"{count}: {problems.counted(found) or 'nothing wrong'}{more}.{some}"
