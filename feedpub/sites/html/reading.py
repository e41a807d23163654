"""One page of a built site to one record, and its text. Pure; never raises for anything a file can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import terms, title, videos
from feedpub.collect.address import not_for_readers
from feedpub.collect.media_types import media_type
from feedpub.collect.problem import Problem
from feedpub.collect.record import Record
from feedpub.content import body_images, charset
from feedpub.content.flavour import COMMON
from feedpub.model.records import Absence, Author, Image, Level, Markup, Post
from feedpub.sites.html import address, content, matching, tree
from feedpub.sites.html.page import HtmlPage
from feedpub.text import patterns, plain, written_dates

if TYPE_CHECKING:
    from datetime import datetime

    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings
    from feedpub.sites.html.facts import PageFacts
    from feedpub.sites.html.source_text import SourceText

_FEW_WORDS = 4
_HEAD = 2048
"""Bytes within which a page says that feedpub made it."""


class BuiltSiteRules(Struct, frozen=True, kw_only=True):
    """How the pages of a built site are read."""

    content: str = ""
    """CSS selector of the text of a page; empty for the usual elements."""
    names: tuple[str, ...] = ()
    """What titles may have after their own words: the name of the site."""
    description: str = ""
    """The description of the site, which says nothing of a page."""
    folder: str = ""
    """What the paths of sources begin with."""
    visible_dates: bool = False
    """Whether a page that tells machines no date has the one that it shows to people."""
    layout: str = ""
    """Of the element that holds the text in most pages of posts (`matching.layout_of`)."""


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a page; None for a file that is no whole page (a fragment, an empty file), or is ours."""
    if patterns.OWN_PAGE.search(data, 0, _HEAD):
        return None
    page = page_of(data, named.path, settings.site_url)
    if not page.head.is_page:
        return None
    if absence := _absence(page, settings.site_url):
        return Record(source=named.source, post=None, hidden=absence)
    return _PageReading(page, named, settings).record()


def body(data: bytes, path: str, post: Post, site_url: str, rules: BuiltSiteRules) -> str:
    """Return the text of the page of a post as HTML; `path` is that below the built folder."""
    return _text(page_of(data, path, site_url), rules, post.title, post.url)


def matched_body(page: HtmlPage, post: Post, rules: BuiltSiteRules, source: SourceText) -> str | None:
    """Return the text of a post from its page as HTML, found by the words of its source; None where it is not there.

    A text of few words may stand in any page: that of the post has its title, too.
    """
    root = page.root
    if root is None or (len(source.words) < _FEW_WORDS and not page.is_titled(post.title)):
        return None
    base = _base(page, post.url)
    if rules.content and (chosen := tree.selected(root, rules.content)):
        is_there = source.is_made or matching.find(chosen[0], source) is not None
        return content.html_of(chosen[0], post.title, base, is_exact=True) if is_there else None
    if (match := matching.find(root, source, rules.layout)) is not None:
        return content.matched_html(match, post.title, base)
    return content.usual_html(root, rules.layout, post.title, base) if source.is_made else None


def layout(page: HtmlPage, source: SourceText) -> str:
    """Return the layout of the element that surely holds the text of a post; empty where none does."""
    match = matching.find(page.root, source) if page.root is not None else None
    return matching.layout_of(match.element) if match is not None and match.is_sure else ""


def page_of(data: bytes, path: str, site_url: str) -> HtmlPage:
    """Return the page that a file holds, by its path below the built folder."""
    url = address.of_path(path, site_url)
    return HtmlPage(text=charset.decode(data), url=url, is_home=url == site_url)


def rules_of(settings: Settings) -> BuiltSiteRules:
    """Return the rules that the settings carry; those of the generator of the source have none."""
    return settings.extra if isinstance(settings.extra, BuiltSiteRules) else BuiltSiteRules()


def _absence(page: HtmlPage, site_url: str) -> Absence | None:
    """Why a file stands for no page of the site."""
    if page.refresh and address.key(page.refresh) != address.key(page.url):
        return Absence.REDIRECT
    return not_for_readers(page.url, site_url)


def _text(page: HtmlPage, rules: BuiltSiteRules, heading: str, url: str) -> str:
    if page.root is None:
        return ""
    return content.html(page.root, rules.content, heading, _base(page, url))


def _base(page: HtmlPage, url: str) -> str:
    """Return what addresses in the page are resolved against; empty where that of the page is as good."""
    return "" if page.base.rpartition("/")[0] == url.rpartition("/")[0] else page.base


class _PageReading:
    """The reading of one page; mistakes are noted on the way."""

    def __init__(self, page: HtmlPage, named: Named, settings: Settings) -> None:
        self._page = page
        self._named = named
        self._settings = settings
        self._rules = rules_of(settings)
        facts = page.facts()
        is_asked = self._rules.visible_dates and not facts.published
        self._facts: PageFacts = replace(facts, published=page.visible_date()) if is_asked else facts
        self._problems: list[Problem] = []

    def record(self) -> Record:
        """Return the record."""
        page, facts = self._page, self._facts
        url, elsewhere = self._url()
        date = self._moment("published", facts.published)
        updated = self._moment("updated", facts.updated)
        heading = _clean(page.title(facts, self._rules.names)) or self._name()
        is_copy = elsewhere and address.is_of_site(page.canonical, self._settings.site_url)
        post = Post(
            source=self._named.source,
            stem=self._stem(),
            url=url,
            title=heading,
            markup=Markup.HTML,
            body_line=1,
            date=date,
            updated=updated if updated and (date is None or updated > date) else None,
            summary=self._summary(),
            language=self._language(),
            authors=tuple(filter(None, map(self._author, facts.authors))),
            categories=_cleaned(facts.sections),
            tags=_cleaned(facts.tags),
            image=self._image(),
            translations=page.translations,
            not_in_feeds=self._not_in_feeds(date, is_copy=is_copy),
            not_in_sitemap=self._not_in_sitemap(elsewhere=elsewhere),
            body_images=self._body_images(heading, url),
        )
        if self._settings.with_films:
            post = videos.with_videos(post, _text(self._page, self._rules, heading, url), COMMON)
        is_broken = terms.is_too_much(post, self._settings.max_terms)
        if is_broken:
            self._problems.append(terms.refusal(post, self._settings.max_terms))
        said = tuple(problem.diagnostic(self._named.source) for problem in self._problems)
        return Record(source=self._named.source, post=None if is_broken else post, not_before=date, diagnostics=said)

    def _url(self) -> tuple[str, bool]:
        """Return the address of the page, and whether its canonical one is that of another page."""
        page, site_url = self._page, self._settings.site_url
        if not page.canonical:
            return page.url, False
        if not address.is_of_site(page.canonical, site_url):
            return page.url, True
        if address.key(page.canonical) != address.key(page.url):
            return page.url, True
        return address.on_site(page.canonical, site_url), False

    def _stem(self) -> str:
        folder, _, name = self._named.path.rpartition("/")
        stem = name.rpartition(".")[0]
        return folder.rpartition("/")[2] if stem.lower() == "index" and folder else stem

    def _name(self) -> str:
        return title.from_name(self._stem()) or self._stem()

    def _moment(self, what: str, written: str) -> datetime | None:
        if not written:
            return None
        try:
            return written_dates.parse_written(written, self._settings.zone)
        except ValueError as error:
            self._problems.append(
                Problem(
                    code="page/bad-date",
                    text=f"The date on which the page says it was {what} cannot be read: {error}.",
                    hint="Have the template write it as `2024-06-21T10:00:00+09:00`.",
                    why="Without a date a page stands in no feed.",
                    found=written,
                    line=1,
                    column=1,
                    level=Level.WARNING,
                )
            )
            return None

    def _summary(self) -> str:
        written = _clean(self._facts.description)
        return "" if written == self._rules.description else written

    def _language(self) -> str:
        told = self._page.language
        return "" if told.lower() == self._settings.language.lower() else told

    def _author(self, author: Author) -> Author | None:
        name = _clean(author.name)
        email = author.email if author.email.count("@") == 1 else ""
        return Author(name=name, email=email, url=address.absolute(self._page.base, author.url)) if name else None

    def _image(self) -> Image | None:
        url = address.absolute(self._page.base, self._facts.image)
        return Image(url=url, alt=_clean(self._facts.image_alt), type=media_type(url)) if url else None

    def _body_images(self, heading: str, url: str) -> tuple[Image, ...]:
        if "<img" not in self._page.text and "<IMG" not in self._page.text:
            return ()
        return body_images(_text(self._page, self._rules, heading, url), Markup.HTML, url)

    @staticmethod
    def _not_in_feeds(date: datetime | None, *, is_copy: bool) -> Absence | None:
        if date is None:
            return Absence.NO_DATE
        return Absence.CANONICAL_ELSEWHERE if is_copy else None

    def _not_in_sitemap(self, *, elsewhere: bool) -> Absence | None:
        if self._page.is_noindex:
            return Absence.NOINDEX
        return Absence.CANONICAL_ELSEWHERE if elsewhere else None


def _clean(written: str) -> str:
    return " ".join(plain.clean(written)[0].split())


def _cleaned(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in names if (name := _clean(each))))
