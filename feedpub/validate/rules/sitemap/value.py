"""Rules over lastmod, changefreq and priority."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import ANY_DOCUMENT, Found, rule
from feedpub.validate.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document
    from feedpub.validate.facts import ValueFact

FREQUENCIES = ("always", "hourly", "daily", "weekly", "monthly", "yearly", "never")
_DECIMAL = patterns.lazy(r"\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|-0+(?:\.0*)?")
_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)
"""A date without a time may be tomorrow's here and today's where it was written."""
_ENOUGH = 10
"""So many pages have not been changed at one and the same second."""
FORMS = "Write 2026-05-05, or 2026-05-05T10:20:30+00:00 (W3C date and time)."
_NO_ZONE = "no time zone"


def _at(one: ValueFact, text: str, hint: str) -> Found:
    return Found(text=text, hint=hint, found=one.text, line=one.line, column=one.column, path=one.path)


@rule(
    "sitemap/bad-lastmod", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, lastmod; W3C note on date and time formats"
)
def bad_lastmod(document: Document) -> Iterator[Found]:
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
    """
    for one in document.facts.odd_lastmods:
        problem = dates.w3cdtf(one.text).problem
        if problem and _NO_ZONE not in problem:
            yield _at(one, f'The date "{one.text}" {problem}.', FORMS)


@rule("sitemap/lastmod-without-zone", Level.WARNING, on=ANY_DOCUMENT, spec="W3C note on date and time formats")
def lastmod_without_zone(document: Document) -> Iterator[Found]:
    """A `<lastmod>` has a time of day but no time zone.

    The form demands one; search engines guess it, or pass over the date.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05T10:20:30</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05T10:20:30Z</lastmod>
    ```
    """
    for one in document.facts.odd_lastmods:
        problem = dates.w3cdtf(one.text).problem
        if _NO_ZONE in problem:
            yield _at(one, f'The date "{one.text}" {problem}.', f'Write "{one.text}Z" for UTC, or the offset: +02:00.')


@rule("sitemap/lastmod-in-future", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, lastmod")
def lastmod_in_future(document: Document) -> Iterator[Found]:
    """A `<lastmod>` lies in the future.

    Search engines stop believing the dates of a site whose dates are wrong.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>2091-05-05</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05</lastmod>
    ```
    """
    for one in document.facts.odd_lastmods:
        moment = dates.w3cdtf(one.text).moment
        if moment is not None and moment > document.now + _AHEAD:
            yield _at(one, f'The date "{one.text}" lies in the future.', "Write when the page was last changed.")


@rule("sitemap/implausible-lastmod", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, lastmod")
def implausible_lastmod(document: Document) -> Iterator[Found]:
    """A `<lastmod>` lies before the web.

    Mostly a date was missing when the sitemap was made; search engines stop believing the others too.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastmod>1970-01-01T00:00:00Z</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>1996-01-01T00:00:00Z</lastmod>
    ```
    """
    for one in document.facts.odd_lastmods:
        moment = dates.w3cdtf(one.text).moment
        if moment is not None and moment.year < _FIRST_YEAR:
            yield _at(
                one, f'The date "{one.text}" lies before there were web pages.', "Leave out a date you do not know."
            )


@rule(
    "sitemap/lastmod-all-alike", Level.INFO, on=ANY_DOCUMENT, spec="Google Search Central, build and submit a sitemap"
)
def lastmod_all_alike(document: Document) -> Iterator[Found]:
    """All pages were changed at the same second, if one believes the sitemap.

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
    lastmods = document.facts.urls.lastmods
    if len(lastmods) < _ENOUGH or "T" not in lastmods[0]:
        return
    if all(one == lastmods[0] for one in lastmods):
        yield Found(
            text=f'All {len(lastmods):,} entries have the lastmod "{lastmods[0]}".',
            at=document.root,
            hint="Write when each page was changed, or leave lastmod out.",
            found=lastmods[0],
        )


@rule("sitemap/ignored-hints", Level.INFO, on=ANY_DOCUMENT, spec="Google Search Central and Bing Webmaster Guidelines")
def ignored_hints(document: Document) -> Iterator[Found]:
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


@rule("sitemap/bad-changefreq", Level.ERROR, on="sm:changefreq", spec="sitemaps.org, changefreq")
def bad_changefreq(element: Element, _document: Document) -> Iterator[Found]:
    """A `<changefreq>` is none of the seven words.

    A search engine that looks at it reports the file as broken.

    ```xml bad in=url
    <loc>https://example.com/</loc><changefreq>fortnightly</changefreq>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><changefreq>weekly</changefreq>
    ```
    """
    word = element.text.strip()
    if word.lower() not in FREQUENCIES:
        text = f'"{word}" is not one of the words for changefreq.'
        yield Found(text=text, hint=f"Write one of {', '.join(FREQUENCIES)}, or leave it out.", found=word)


@rule("sitemap/changefreq-case", Level.WARNING, on="sm:changefreq", spec="sitemaps.org, changefreq")
def changefreq_case(element: Element, _document: Document) -> Iterator[Found]:
    """A `<changefreq>` is one of the seven words in capitals.

    The words are written small; a strict reader refuses others.

    ```xml bad in=url
    <loc>https://example.com/</loc><changefreq>Weekly</changefreq>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><changefreq>weekly</changefreq>
    ```
    """
    word = element.text.strip()
    if word not in FREQUENCIES and word.lower() in FREQUENCIES:
        yield Found(text=f'"{word}" has capitals.', hint=f'Write "{word.lower()}".', found=word)


@rule("sitemap/bad-priority", Level.ERROR, on="sm:priority", spec="sitemaps.org, priority")
def bad_priority(element: Element, _document: Document) -> Iterator[Found]:
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
    """
    number = element.text.strip()
    if not _DECIMAL.fullmatch(number) or not 0 <= float(number) <= 1:
        yield Found(
            text=f'"{number}" is not a number from 0.0 to 1.0.',
            hint="Write a number such as 0.5, or leave priority out.",
            found=number,
        )
