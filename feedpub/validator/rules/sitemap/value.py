"""Rules over lastmod, changefreq and priority."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import typed
from feedpub.validator.rule import ANY_DOCUMENT, Found, Row, rule
from feedpub.validator.types import Moment, Type, in_form, one_of, that
from feedpub.validator.values import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.facts import ValueFact

FREQUENCIES = ("always", "hourly", "daily", "weekly", "monthly", "yearly", "never")
_DECIMAL = patterns.lazy(r"\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|-0+(?:\.0*)?")
_ENOUGH = 10
"""So many pages have not been changed within the same minutes."""
_ENOUGH_FOR_A_DAY = 30
"""So many pages have not been changed on one day; MkDocs, for one, writes the day of the build."""
_MOST_OTHERS = 10
"""One in so many may have another date, and the others are alike all the same."""
_BUILD_MINUTES = 5
_BUILD = timedelta(minutes=_BUILD_MINUTES)
"""Generators that write the time at which they make each page are through with all of them by then."""
_DAY = len("2026-05-05")
_NO_ZONE = "no time zone"
_AHEAD = timedelta(days=1)
"""A date without a time may be tomorrow's here and today's where it was written."""


def _problem(value: str) -> str:
    return dates.w3cdtf(value).problem


def date_meant(value: str, _node: object = None) -> str:
    """Return the hint for a date of a sitemap that is none."""
    return in_form(dates.meant_w3cdtf(value), "Write 2026-05-05, or 2026-05-05T10:20:30+00:00 (W3C date and time).")


DATE = Type(lambda value: _problem(value) if _NO_ZONE not in _problem(value) else None, date_meant)
"""A date of the form that sitemaps want; whether it has a time zone is another matter."""
WITH_ZONE = Type(lambda value: _problem(value) if _NO_ZONE in _problem(value) else None)
_FIRST_YEAR = 1990
"""That of the first web page."""


def _ahead(reading: dates.DateReading, now: datetime) -> str:
    return "lies in the future" if reading.moment is not None and reading.moment > now + _AHEAD else ""


def _not_of_the_web(reading: dates.DateReading, _now: datetime) -> str:
    if reading.offset:
        return f'has the offset "{reading.offset}", which no place on earth has'
    is_older = reading.moment is not None and reading.moment.year < _FIRST_YEAR
    return "lies before there were web pages" if is_older else ""


_PAST = Moment(reading=dates.w3cdtf, judged=_ahead)
_OF_THE_WEB = Moment(reading=dates.w3cdtf, judged=_not_of_the_web)
_SMALL = that(
    lambda value: value in FREQUENCIES or value.lower() not in FREQUENCIES,
    "has capitals",
    lambda value, _: f'Write "{value.lower()}".',
)
_PRIORITY = that(
    lambda value: _DECIMAL.fullmatch(value) and 0 <= float(value) <= 1,
    "is not a number from 0.0 to 1.0",
    "Write a number such as 0.5, or leave priority out.",
)


def _lastmod(kind: Type, text: str, hint: str | Callable[[str], str]) -> Row:
    """Return the row that says that values of lastmod are of a type; only the odd ones need be looked at."""

    def check(document: ParsedDocument) -> Iterator[Found]:
        for one in document.facts.odd_lastmods:
            problem = kind.problem(one.text, document.now)
            if problem:
                fields = {"value": one.text, "problem": problem}
                advice = hint.format_map(fields) if isinstance(hint, str) else hint(one.text)
                yield _at(one, text.format_map(fields), advice)

    return Row((), check)


def _at(one: ValueFact, text: str, hint: str) -> Found:
    return Found(text=text, hint=hint, found=one.text, line=one.line, column=one.column, path=one.path)


bad_lastmod = rule(
    "sitemap/bad-lastmod", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, lastmod; W3C note on date and time formats"
)(
    _lastmod(DATE, 'The date "{value}" {problem}.', date_meant),
    """A `<lastmod>` is no date of the form the protocol asks for.

    Search engines pass over it and report the file.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>05.05.2026</lastmod>
    ```
    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>2026-02-30</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05T10:20:30+02:00</lastmod>
    ```
    """,
)

lastmod_without_zone = rule(
    "sitemap/lastmod-without-zone", Level.WARNING, on=ANY_DOCUMENT, spec="W3C note on date and time formats"
)(
    _lastmod(WITH_ZONE, 'The date "{value}" {problem}.', 'Write "{value}Z" for UTC, or the offset: +02:00.'),
    """A `<lastmod>` has a time of day but no time zone.

    The form demands one; search engines guess it, or pass over the date.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05T10:20:30</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05T10:20:30Z</lastmod>
    ```
    """,
)

lastmod_in_future = rule("sitemap/lastmod-in-future", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, lastmod")(
    _lastmod(_PAST, 'The date "{value}" {problem}.', "Write when the page was last changed."),
    """A `<lastmod>` lies in the future.

    Search engines stop believing the dates of a site whose dates are wrong.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>2091-05-05</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05</lastmod>
    ```
    """,
)

implausible_lastmod = rule("sitemap/implausible-lastmod", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, lastmod")(
    _lastmod(_OF_THE_WEB, 'The date "{value}" {problem}.', "Leave out a date you do not know."),
    """A `<lastmod>` lies before the web, or states an offset that no time zone has.

    Mostly a date was missing when the sitemap was made; search engines stop believing the others too.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>1970-01-01T00:00:00Z</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>1996-01-01T00:00:00Z</lastmod>
    ```
    """,
)


@rule(
    "sitemap/lastmod-all-alike", Level.INFO, on=ANY_DOCUMENT, spec="Google Search Central, build and submit a sitemap"
)
def lastmod_all_alike(document: ParsedDocument) -> Iterator[Found]:
    """All pages, or nearly all, were changed within the same minutes or on one day, if one believes the sitemap.

    That is when the site was built, not when pages changed; Google uses lastmod only where it agrees with the pages.

    ```repeated bad in=urlset
    10 times
    <url><loc>https://example.com/</loc><lastmod>2026-05-05T10:20:30Z</lastmod></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/1</loc><lastmod>2026-05-05T10:20:30Z</lastmod></url>
    <url><loc>https://example.com/2</loc><lastmod>2026-05-06T10:20:30Z</lastmod></url>
    ```
    """
    counts = Counter(document.facts.urls.lastmods)
    undated = counts.pop("", 0)
    dated = counts.total()
    if dated < _ENOUGH:
        return
    (same, number) = counts.most_common(1)[0]
    all_of_them, others = dated + undated, dated // _MOST_OTHERS
    hint = "Write when each page was changed, or leave lastmod out."
    if dated - number <= others and ("T" in same or dated >= _ENOUGH_FOR_A_DAY):
        which = f"All {number:,} entries" if number == all_of_them else f"{number:,} of {all_of_them:,} entries"
        yield Found(text=f'{which} have the lastmod "{same}".', at=document.root, hint=hint, found=same)
    elif number := _within_a_build(counts, others):
        text = f"{number:,} of {all_of_them:,} entries have a lastmod within {_BUILD_MINUTES} minutes of each other."
        yield Found(text=text, at=document.root, hint=hint)


def _within_a_build(counts: Counter[str], others: int) -> int:
    """Return how many of the dates lie so near to each other that a build made them; 0 where more are others."""
    days = Counter[str]()
    for text, number in counts.items():
        days[text[:_DAY]] += number
    if len(days) > others + 2:  # a build may go on over midnight
        return 0
    moments = sorted(
        (moment, number)
        for text, number in counts.items()
        if "T" in text and (moment := dates.w3cdtf(text).moment) is not None
    )
    total, most, first, within = counts.total(), 0, 0, 0
    for moment, number in moments:
        within += number
        while moments[first][0] < moment - _BUILD:
            within -= moments[first][1]
            first += 1
        most = max(most, within)
    return most if total - most <= others else 0


@rule("sitemap/ignored-hints", Level.INFO, on=ANY_DOCUMENT, spec="Google Search Central and Bing Webmaster Guidelines")
def ignored_hints(document: ParsedDocument) -> Iterator[Found]:
    """The sitemap has changefreq or priority.

    Google and Bing ignore both; they only make the file larger.

    ```xml bad in=url
    <loc>https://example.com/</loc><priority>0.8</priority>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05</lastmod>
    ```
    """
    for one in document.facts.hints[:1]:
        name = one.path.rpartition("/")[2]
        yield _at(one, f"<{name}> is ignored by Google and Bing.", "Leave changefreq and priority out.")


bad_changefreq = rule("sitemap/bad-changefreq", Level.ERROR, spec="sitemaps.org, changefreq")(
    typed(
        {"sm:changefreq": one_of(FREQUENCIES, any_case=True)},
        '"{value}" is not one of the words for changefreq.',
        f"Write one of {', '.join(FREQUENCIES)}, or leave it out.",
    ),
    """A `<changefreq>` is none of the seven words.

    A search engine that looks at it reports the file as broken.

    ```xml bad in=url
    <loc>https://example.com/</loc><changefreq>fortnightly</changefreq>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><changefreq>weekly</changefreq>
    ```
    """,
)

changefreq_case = rule("sitemap/changefreq-case", Level.WARNING, spec="sitemaps.org, changefreq")(
    typed({"sm:changefreq": _SMALL}, '"{value}" {problem}.'),
    """A `<changefreq>` is one of the seven words in capitals.

    The words are written small; a strict reader refuses others.

    ```xml bad in=url
    <loc>https://example.com/</loc><changefreq>Weekly</changefreq>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><changefreq>weekly</changefreq>
    ```
    """,
)

bad_priority = rule("sitemap/bad-priority", Level.ERROR, spec="sitemaps.org, priority")(
    typed({"sm:priority": _PRIORITY}, '"{value}" {problem}.'),
    """A `<priority>` is not a number from 0.0 to 1.0.

    A search engine that looks at it reports the file as broken.

    ```xml bad in=url
    <loc>https://example.com/</loc><priority>1.5</priority>
    ```
    ```xml bad in=url
    <loc>https://example.com/</loc><priority>0,5</priority>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><priority>0.5</priority>
    ```
    """,
)
