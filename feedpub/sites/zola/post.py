"""One file of a Zola site to one record: what Zola would make of its place and its front matter.

Pure, like `collect.post`, to which everything is left that is not Zola's own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from feedpub.collect import frontmatter, post
from feedpub.collect.fields import as_flag
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Listing, Markup, Taxonomy, Term
from feedpub.sites.pelican.slugs import MissingLibraryError
from feedpub.sites.shared.reading import NOTHING, problem_at, rules_in, text_of
from feedpub.sites.zola import bodies
from feedpub.sites.zola.files import bare, is_section
from feedpub.sites.zola.rules import ZolaRules, slugify
from feedpub.text import dates, urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.collect.frontmatter import FrontMatter
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings

_IN_PATH = re.compile(r"(?<![^/])(\d{4})/(\d\d)/(\d\d)(?=/)")
_DATED = re.compile(
    r"(?P<date>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?P<time>T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)?)?)\s?[_-](?P<slug>.+)"
)
_TAXONOMIES = {"categories": Taxonomy.CATEGORY, "tags": Taxonomy.TAG}


def parse(data: bytes, named: Named, settings: Settings) -> Record:
    """Return the record of a file."""
    try:
        front = frontmatter.read(post.decode(data, named.source), settings.grammar)
    except FrontMatterError as error:
        return post.broken(named.source, error.problem)
    if front is None:
        return post.broken(named.source, _NO_FRONT_MATTER)
    return post.record(front, named, settings, data, ZolaReading(front, named, settings).told())


_NO_FRONT_MATTER = Problem(
    code="post/no-front-matter",
    text="The file has no front matter; Zola refuses such a file.",
    hint="Begin it with two lines of `+++`, the title between them.",
    line=1,
    column=1,
)


class ZolaReading:
    """The reading of one file by Zola's rules; mistakes are noted on the way."""

    def __init__(self, front: FrontMatter, named: Named, settings: Settings) -> None:
        self._front = front
        self._values = front.values
        self._settings = settings
        self._rules = rules_in(settings, ZolaRules)
        self._language = self._rules.language(named.language)
        self._problems: list[Problem] = []
        self._is_section = is_section(named)
        self._folder = unicodedata.normalize("NFC", named.path).rpartition("/")[0]
        self._name = unicodedata.normalize("NFC", bare(named))
        if self._name == "index" and self._folder:
            self._folder, _, self._name = self._folder.rpartition("/")
        self._dated = None if self._is_section else _DATED.fullmatch(self._name)

    def told(self) -> Told:
        """Return what Zola's rules say."""
        date = None if self._is_section else self._date()
        updated = self._moment("updated")
        path = self.path()
        url = self._settings.site_url + urls.quote_written(path)
        permalink = self._rules.base_url + path
        language = self._language
        return Told(
            id="" if permalink == url else permalink,
            url=url,
            title=self._text("title") or None,
            slug=self._text("slug"),
            dates=(date, date),
            updated=(updated if updated and date and updated >= date else None,),
            expires=(None,),
            language=language.key if language.prefix else "",
            categories=self._terms("categories"),
            tags=self._terms("tags"),
            summary="" if bodies.MORE.search(self._front.block.body) else " ".join(self._text("description").split()),
            body=bodies.plainly(self._front.block.body),
            markup=Markup.MARKDOWN,
            sections=(self._folder.partition("/")[0],) if self._folder else (),
            only_in_sections=bool(language.prefix),
            listings=() if self._is_section else tuple(self._listings()),
            hidden=(self._hidden(),),
            not_in_sitemap=Absence.CANONICAL_ELSEWHERE if self._text("redirect_to") else None,
            problems=tuple(self._problems),
        )

    def _text(self, key: str) -> str:
        return text_of(self._values, key)

    def _note(self, key: str, code: str, text: str, hint: str, found: str) -> None:
        self._problems.append(problem_at(self._front, key, code, text, hint, found))

    # When

    def _date(self) -> datetime | None:
        if self._text("date"):
            return self._moment("date")
        in_path = _IN_PATH.search(self._text("path")) if self._rules.has_dates_in_paths else None
        written = "-".join(in_path.groups()) if in_path else self._dated["date"] if self._dated else ""
        if not written:
            return None
        try:
            return dates.parse_date(written, self._settings.zone)
        except ValueError:
            return None  # a day that no month has is a name

    def _moment(self, key: str) -> datetime | None:
        written = self._text(key)
        try:
            return dates.parse_date(written, self._settings.zone) if written else None
        except ValueError as error:
            hint = "Write `date = 2024-06-21`, or with the time `2024-06-21T10:00:00+09:00`."
            self._note(key, "post/bad-date", f"`{key}`: {error}.", hint, written)
            return None

    # Where

    def path(self) -> str:
        """Return the path of the page below the site, ending in a slash unless it is the home page's."""
        written = unicodedata.normalize("NFC", self._text("path")).strip("/")
        if written and not self._is_section:
            path = f"{written}/"
        elif self._is_section:
            path = f"{self._language.prefix}{self._folder}/" if self._folder else self._language.prefix
        else:
            folder = f"{self._folder}/" if self._folder else ""
            path = f"{self._language.prefix}{folder}{self._slug()}/"
        if path and not urls.is_safe_path(unquote(path).rstrip("/")):
            hint = "Write a path below the site, such as `notes/name`."
            what = "it leads out of the site, or has characters that no path may have"
            self._note("path", "post/unsafe-path", f"The address `{path}` is refused: {what}.", hint, path)
            return ""
        return path

    def _slug(self) -> str:
        name = self._name
        if self._dated and not self._rules.keeps_dates:
            name = self._dated["slug"]
        text = unicodedata.normalize("NFC", self._text("slug")) or name
        try:
            return slugify(text, self._rules.paths)
        except MissingLibraryError as error:
            self._note(
                "slug",
                "post/missing-library",
                f"Zola writes `{text}` in ASCII in its address, and {error.library} is not installed.",
                f"Install it: `pip install 'feedpub[{error.extra}]'`.",
                text,
            )
            return urls.slug_or_hash(text)

    # What lists it

    def _listings(self) -> Iterator[Listing]:
        rules, language, home = self._rules, self._language, self._settings.site_url
        if self._hidden():
            return
        if len(rules.languages) > 1:
            page, key = language.prefix.rstrip("/"), language.key if language.prefix else ""
            has_feed = bool(language.prefix) and language.has_feed  # the site's own has the feeds of the site
            yield _listing(Taxonomy.LANGUAGE, page, language.key, language.title, key, home, "home", has_feed)
        shown = language.title, language.key if language.prefix else "", home
        for section in rules.around(self._folder, language.key):
            if section.is_page and section.path:
                page = language.prefix + section.path
                key = self._versions("section", section.path)
                yield _listing(Taxonomy.SECTION, page, section.title, *shown, key, section.has_feed)
        for taxonomy in language.taxonomies:
            terms = self._terms(taxonomy.name) if taxonomy.is_rendered else ()
            if terms:
                page = language.prefix + slugify(taxonomy.name, rules.terms)
                key = self._versions("taxonomy", taxonomy.name)
                yield _listing(Taxonomy.SECTION, page, taxonomy.name, *shown, key, has_feed=False)
            for label in terms:
                kind = _TAXONOMIES.get(taxonomy.name, Taxonomy.CATEGORY)
                if slug := self._slug_of_term(label):
                    key = self._versions(taxonomy.name, slug)
                    yield _listing(kind, f"{page}/{slug}", label, *shown, key, taxonomy.has_feed)

    def _versions(self, kind: str, path: str) -> str:
        """Return what the versions of a list page have in common; empty where there is one language."""
        return f"{kind}:{path}" if len(self._rules.languages) > 1 else ""

    def _slug_of_term(self, label: str) -> str:
        try:
            slug = slugify(label, self._rules.terms)
        except MissingLibraryError as error:
            self._note(
                "taxonomies",
                "post/missing-library",
                f"Zola writes `{label}` in ASCII in the address of its feed, and {error.library} is not installed.",
                f"Install it: `pip install 'feedpub[{error.extra}]'`.",
                label,
            )
            return ""
        return slug if urls.is_safe_path(slug) else ""

    def _terms(self, name: str) -> tuple[str, ...]:
        table = self._values.get("taxonomies")
        given = table.get(name) if isinstance(table, dict) else None
        listed = given if isinstance(given, list) else []
        return tuple(dict.fromkeys(each for each in listed if isinstance(each, str) and each not in NOTHING))

    # Whether

    def _hidden(self) -> Absence | None:
        if as_flag(self._values.get("draft")):
            return Absence.DRAFT
        return Absence.UNRENDERED if as_flag(self._values.get("render")) is False else None


@lru_cache(maxsize=4096)
def _listing(  # noqa: PLR0913, PLR0917 - the parts of a listing, by position for the cache
    taxonomy: Taxonomy,
    page: str,
    label: str,
    title: str,
    language: str,
    home: str,
    versions: str,
    has_feed: bool,  # noqa: FBT001 - by position for the cache
) -> Listing:
    return Listing(
        term=Term(taxonomy=taxonomy, slug=page, label=label),
        url=f"{home}{urls.quote_path(page)}/" if page else home,
        has_feed=has_feed,
        site_title=title,
        language=language,
        versions=versions,
    )
