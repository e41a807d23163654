"""Rules of news sitemaps (http://www.google.com/schemas/sitemap-news/0.9)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.sitemap.extension import missing
from feedpub.validate.rules.sitemap.value import FORMS
from feedpub.validate.values import dates, languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

MOST_ARTICLES = 1000
_FRESH = timedelta(days=2)
_AHEAD = timedelta(days=1)
"""A day without a time is that of the latest time zone."""
_CLOCKS = timedelta(hours=1)
"""How far clocks may be apart."""
_IN_PARENTHESES = patterns.lazy(r"\S.*\([^()]*\)\s*")
_CHINESE = frozenset({"zh-cn", "zh-tw"})


@rule(
    "sitemap/news-incomplete",
    Level.ERROR,
    on=("news:news", "news:publication"),
    spec="Google Search Central, news sitemaps",
)
def news_incomplete(element: Element, _document: Document) -> Iterable[Found]:
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


@rule(
    "sitemap/extension-bad-date",
    Level.ERROR,
    on=("news:publication_date", "video:publication_date", "video:expiration_date"),
    spec="Google Search Central, sitemap extensions; W3C note on date and time formats",
)
def extension_bad_date(element: Element, _document: Document) -> Iterator[Found]:
    """The date of an article or a video is not of the form asked for.

    Google passes over the article or video.

    ```xml bad in=news:news
    <news:publication_date>20/11/2026</news:publication_date>
    ```
    ```xml good in=news:news
    <news:publication_date>2026-11-20T10:20:30+01:00</news:publication_date>
    ```
    """
    text = element.text.strip()
    problem = dates.w3cdtf(text).problem
    if text and problem and "no time zone" not in problem:
        yield Found(text=f'The date "{text}" {problem}.', hint=FORMS, found=text)


@rule(
    "sitemap/extension-date-without-zone",
    Level.WARNING,
    on=("news:publication_date", "video:publication_date", "video:expiration_date"),
    spec="W3C note on date and time formats",
)
def extension_date_without_zone(element: Element, _document: Document) -> Iterator[Found]:
    """The date of an article or a video has a time of day but no time zone.

    The form demands one; without it Google may be hours off.

    ```xml bad in=news:news
    <news:publication_date>2026-11-20T10:20:30</news:publication_date>
    ```
    ```xml good in=news:news
    <news:publication_date>2026-11-20T10:20:30Z</news:publication_date>
    ```
    """
    text = element.text.strip()
    problem = dates.w3cdtf(text).problem
    if "no time zone" in problem:
        yield Found(text=f'The date "{text}" {problem}.', hint=f'Write "{text}Z" for UTC, or the offset.', found=text)


@rule("sitemap/news-too-old", Level.WARNING, on="news:publication_date", spec="Google Search Central, news sitemaps")
def news_too_old(element: Element, document: Document) -> Iterator[Found]:
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
def extension_date_in_future(element: Element, document: Document) -> Iterator[Found]:
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


@rule("sitemap/news-bad-language", Level.WARNING, on="news:language", spec="Google Search Central, news sitemaps")
def news_bad_language(element: Element, _document: Document) -> Iterator[Found]:
    """The language of a publication is not a code of ISO 639.

    Google wants two or three letters, or zh-cn or zh-tw, and cannot place the articles otherwise.

    ```xml bad in=news:news
    <news:publication><news:name>The Times</news:name><news:language>English</news:language></news:publication>
    ```
    ```xml good in=news:news
    <news:publication><news:name>The Times</news:name><news:language>en</news:language></news:publication>
    ```
    """
    code = element.text.strip()
    if code and code.lower() not in _CHINESE and not languages.is_iso_639(code):
        meant = languages.suggestion(code).partition("-")[0]
        yield Found(
            text=f'The language "{code}" is not a code of ISO 639.',
            hint=f'Write "{meant}".' if meant else 'Write a code of two or three letters, such as "en".',
            found=code,
        )


@rule("sitemap/news-name-with-note", Level.WARNING, on="news:name", spec="Google Search Central, news sitemaps")
def news_name_with_note(element: Element, _document: Document) -> Iterator[Found]:
    """The name of a publication ends in a note in parentheses.

    Google wants the name as it stands on its news pages, without anything in parentheses.

    ```xml bad in=news:news
    <news:publication><news:name>The Times (paid)</news:name><news:language>en</news:language></news:publication>
    ```
    ```xml good in=news:news
    <news:publication><news:name>The Times</news:name><news:language>en</news:language></news:publication>
    ```
    """
    name = element.text.strip()
    if _IN_PARENTHESES.fullmatch(name):
        yield Found(
            text=f'The name of the publication is "{name}".',
            hint=f'Write "{name.rpartition("(")[0].strip()}".',
            found=name,
        )


@rule("sitemap/news-twice", Level.ERROR, on="sm:url", spec="Google Search Central, news sitemaps", passes_plain=True)
def news_twice(element: Element, _document: Document) -> Iterator[Found]:
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
def too_many_articles(element: Element, document: Document) -> Iterator[Found]:
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
