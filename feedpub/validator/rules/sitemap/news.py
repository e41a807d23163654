"""Rules of news sitemaps (http://www.google.com/schemas/sitemap-news/0.9)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.sitemap.extension import missing
from feedpub.validator.rules.sitemap.value import DATE, WITH_ZONE
from feedpub.validator.types import or_blank, that
from feedpub.validator.values import dates, languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

MOST_ARTICLES = 1000
_FRESH = timedelta(days=2)
_AHEAD = timedelta(days=1)
"""A day without a time is that of the latest time zone."""
_CLOCKS = timedelta(hours=1)
"""How far clocks may be apart."""
_DATES = "news:publication_date video:publication_date video:expiration_date"
_IN_PARENTHESES = patterns.lazy(r"\S.*\([^()]*\)\s*")
_BARE_NAME = that(
    lambda value: not _IN_PARENTHESES.fullmatch(value),
    "ends in a note",
    lambda value, _: f'Write "{value.rpartition("(")[0].strip()}".',
)


def _language_meant(value: str, _element: Element) -> str:
    meant = languages.suggestion(value).partition("-")[0]
    return f'Write "{meant}".' if meant else 'Write a code of two or three letters, such as "en".'


_LANGUAGE = that(
    lambda value: value.lower() in {"zh-cn", "zh-tw"} or languages.is_iso_639(value),
    "is not a code of ISO 639",
    _language_meant,
)


@rule(
    "sitemap/news-incomplete",
    Level.ERROR,
    on=("news:news", "news:publication"),
    spec="Google Search Central, news sitemaps",
)
def news_incomplete(element: Element, _document: ParsedDocument) -> Iterable[Found]:
    """An article lacks its publication, the publication's name or language, its date or its title.

    All of them are required; Google passes over the article.

    ```xml bad in=news:news
    <news:publication_date>2026-11-20</news:publication_date><news:title>Merger talks</news:title>
    ```
    ```xml good in=news:news
    <news:publication><news:name>The Times</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2026-11-20</news:publication_date><news:title>Merger talks</news:title>
    ```
    """
    if element.name == "news:news":
        return missing(element, ("news:publication", "news:publication_date", "news:title"))
    return missing(element, ("news:name", "news:language")) if element.children else ()


extension_bad_date = rule(
    "sitemap/extension-bad-date",
    Level.ERROR,
    spec="Google Search Central, sitemap extensions; W3C note on date and time formats",
)(
    typed(slots(or_blank(DATE), _DATES), 'The date "{value}" {problem}.'),
    """The date of an article or a video is not of the form asked for.

    Google passes over the article or video.

    ```xml bad in=news:news
    <news:publication_date>20/11/2026</news:publication_date>
    ```
    ```xml good in=news:news
    <news:publication_date>2026-11-20T10:20:30+01:00</news:publication_date>
    ```
    """,
)

extension_date_without_zone = rule(
    "sitemap/extension-date-without-zone", Level.WARNING, spec="W3C note on date and time formats"
)(
    typed(slots(WITH_ZONE, _DATES), 'The date "{value}" {problem}.', 'Write "{value}Z" for UTC, or the offset.'),
    """The date of an article or a video has a time of day but no time zone.

    The form demands one; without it Google may be hours off.

    ```xml bad in=news:news
    <news:publication_date>2026-11-20T10:20:30</news:publication_date>
    ```
    ```xml good in=news:news
    <news:publication_date>2026-11-20T10:20:30Z</news:publication_date>
    ```
    """,
)


@rule(
    "sitemap/news-too-old",
    Level.WARNING,
    on="news:publication_date",
    spec="Google Search Central, news sitemaps",
    needs_now=True,
)
def news_too_old(element: Element, document: ParsedDocument) -> Iterator[Found]:
    """An article is more than two days old.

    A news sitemap lists the articles of the last two days; older ones belong in the ordinary sitemap only.

    ```xml bad in=news:news
    <news:publication_date>2026-11-01T10:00:00Z</news:publication_date>
    ```
    ```xml good in=news:news
    <news:publication_date>2026-11-19T10:00:00Z</news:publication_date>
    ```
    """
    text = element.text.strip()
    moment = dates.w3cdtf(text).moment
    grace = timedelta() if "T" in text else timedelta(days=1)
    if moment is not None and moment < document.now - _FRESH - grace:
        yield Found(
            text=f'The article of "{text}" is more than two days old.',
            hint="Take the article out of the news sitemap and leave it in the other one.",
            found=text,
        )


@rule(
    "sitemap/extension-date-in-future",
    Level.WARNING,
    on=("news:publication_date", "video:publication_date"),
    spec="Google Search Central, sitemap extensions",
)
def extension_date_in_future(element: Element, document: ParsedDocument) -> Iterator[Found]:
    """An article or a video was published in the future.

    Google holds the entry for wrong and passes over it until then.

    ```xml bad in=news:news
    <news:publication_date>2091-11-20</news:publication_date>
    ```
    ```xml good in=news:news
    <news:publication_date>2026-11-20</news:publication_date>
    ```
    """
    text = element.text.strip()
    moment = dates.w3cdtf(text).moment
    grace = _CLOCKS if "T" in text else _AHEAD
    if moment is not None and moment > document.now + grace:
        yield Found(
            text=f'The date "{text}" lies in the future.', hint="Write when it was first published.", found=text
        )


news_bad_language = rule("sitemap/news-bad-language", Level.WARNING, spec="Google Search Central, news sitemaps")(
    typed({"news:language": or_blank(_LANGUAGE)}, 'The language "{value}" {problem}.'),
    """The language of a publication is not a code of ISO 639.

    Google wants two or three letters, or zh-cn or zh-tw, and cannot place the articles otherwise.

    ```xml bad in=news:news
    <news:publication><news:name>The Times</news:name><news:language>English</news:language></news:publication>
    ```
    ```xml good in=news:news
    <news:publication><news:name>The Times</news:name><news:language>en</news:language></news:publication>
    ```
    """,
)

news_name_with_note = rule("sitemap/news-name-with-note", Level.WARNING, spec="Google Search Central, news sitemaps")(
    typed({"news:name": _BARE_NAME}, 'The name of the publication is "{value}".'),
    """The name of a publication ends in a note in parentheses.

    Google wants the name as it stands on its news pages, without anything in parentheses.

    ```xml bad in=news:news
    <news:publication><news:name>The Times (paid)</news:name><news:language>en</news:language></news:publication>
    ```
    ```xml good in=news:news
    <news:publication><news:name>The Times</news:name><news:language>en</news:language></news:publication>
    ```
    """,
)


@rule("sitemap/news-twice", Level.ERROR, on="sm:url", spec="Google Search Central, news sitemaps", passes_plain=True)
def news_twice(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A page has two articles.

    Each page is one article; Google takes either.

    ```xml bad in=url
    <loc>https://example.com/1</loc>
    <news:news><news:title>One</news:title></news:news><news:news><news:title>Two</news:title></news:news>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    <news:news><news:title>One</news:title></news:news>
    ```
    """
    articles = [name for name, number in element.counts.items() if number > 1 and name.endswith(":news")]
    for article in element.all("news:news")[1:] if articles else ():
        yield Found(text="The page has another <news:news> already.", at=article, hint="Keep one for each page.")


@rule(
    "sitemap/too-many-articles",
    Level.WARNING,
    on=("sm:urlset", "news:news"),
    spec="Google Search Central, news sitemaps",
)
def too_many_articles(element: Element, document: ParsedDocument) -> Iterator[Found]:
    """A news sitemap lists more than 1,000 articles.

    Google passes over the others.

    ```repeated bad in=urlset
    1001 times
    <url><loc>https://example.com/1</loc><news:news><news:title>One</news:title></news:news></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/1</loc><news:news><news:title>One</news:title></news:news></url>
    ```
    """
    if element.name == "news:news":
        document.facts.articles += 1
    elif document.facts.articles > MOST_ARTICLES:
        yield Found(
            text=f"The file lists {document.facts.articles:,} news articles, more than the limit of 1,000.",
            hint="Split it into several sitemaps and list them in a sitemap index.",
            found=str(document.facts.articles),
        )
