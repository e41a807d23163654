"""One file of a Jekyll site to one record: what Jekyll would make of its name, its front matter and the defaults.

Pure, like `collect.post`, to which everything is left that is not Jekyll's own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub import content
from feedpub.collect import post
from feedpub.collect.fields import as_flag
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.record import Record
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Author, Level, Markup, Post
from feedpub.sites.jekyll import address, archives, front, moments
from feedpub.sites.jekyll.address import titleized
from feedpub.sites.jekyll.config import HTML, author_values
from feedpub.sites.jekyll.feeds import sections
from feedpub.sites.jekyll.liquid import has_liquid, plainly
from feedpub.sites.jekyll.rubytime import NoYearError
from feedpub.sites.jekyll.rules import PAGES, POSTS, JekyllPlace, JekyllRules
from feedpub.sites.shared.reading import NOTHING, problem_at, rules_in
from feedpub.text import urls
from feedpub.text.plain import without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from feedpub.collect.frontmatter import FrontMatter, Value
    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Listing

_UPDATED = ("last_modified_at", "last-modified-at", "lastmod", "updated", "modified")
_COMMON = re.compile("[^\U00010000-\U0010ffff]+")
"""The characters whose forms Jekyll's ids have as one: `absolute_url` knows the first plane of Unicode only."""
_READ_BY_JEKYLL = ("", "date", "last_modified_at")
"""Where Jekyll or jekyll-feed stop at what is no date: the name of the file, and these keys."""
_WHY_A_DATE = "Readers sort by date, and drop an entry whose date they cannot read."
_NOT_FOUND = "/404.html"


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a file; None for one that Jekyll copies as it is, and no sitemap lists."""
    rules = rules_in(settings, JekyllRules)
    place = rules.place(named.path)
    if not front.is_read(data, place):
        return static(named.source, named.path, settings) if _is_static_page(named.path, place) else None
    try:
        found = front.merged(front.read(data, named.source), place, rules, settings)
    except FrontMatterError as error:
        return post.broken(named.source, front.unread(error.problem, rules))
    return post.record(found, named, settings, data, _JekyllReading(found, place, named, settings).told())


def static(source: str, path: str, settings: Settings) -> Record:
    """Return the record of a file that is copied as it is, and that jekyll-sitemap lists."""
    values = rules_in(settings, JekyllRules).values_for(path, None)
    is_out = as_flag(values.get("sitemap")) is False or path.rpartition("/")[2] == "404.html"
    name = path.rpartition("/")[2]
    page = Post(
        source=source,
        stem=name.rpartition(".")[0],
        url=absolute(f"/{path}", settings),
        title=name,
        markup=Markup.HTML,
        body_line=1,
        not_in_feeds=Absence.NO_DATE,
        not_in_sitemap=Absence.SITEMAP_FALSE if is_out else None,
    )
    return Record(source=source, post=page)


def absolute(path: str, settings: Settings) -> str:
    """Return the address of a path of the site that begins with a slash; `index.html` is its folder."""
    path = unicodedata.normalize("NFC", path.lstrip("/"))
    if path.endswith("/index.html") or path == "index.html":
        path = path.removesuffix("index.html")
    return settings.site_url + urls.quote_path(path)


def _is_static_page(path: str, place: JekyllPlace) -> bool:
    return place.kind == PAGES and path.lower().endswith(HTML)


class _FileName(Struct, frozen=True, kw_only=True):
    """What the name of the file says."""

    base: str
    ending: str
    slug: str
    date: str


class _JekyllReading:
    """The reading of one file by Jekyll's rules; mistakes are noted on the way."""

    def __init__(self, given: FrontMatter, place: JekyllPlace, named: Named, settings: Settings) -> None:
        self._front = given
        self._values: Mapping[str, Value] = given.values
        self._place = place
        self._settings = settings
        self._rules = rules_in(settings, JekyllRules)
        self._name = _name(unicodedata.normalize("NFC", named.path))
        self._problems: list[Problem] = []

    def told(self) -> Told:
        """Return what Jekyll's rules say."""
        is_page = self._place.kind == PAGES
        date = None if is_page else self._date()
        if date is None and not self._problems:
            self._note_missing_date()
        categories, slug = self._categories(), self._text("slug") or self._name.slug
        path = self._page_path() if is_page else self._document_path(date, categories, slug)
        body, body_markup = self._front.block.body, self._markup()
        return Told(
            url=absolute(path, self._settings),
            title=self._title(is_page=is_page),
            slug=_COMMON.sub(lambda run: unicodedata.normalize("NFKC", run[0]), slug),
            dates=(date, date),
            updated=(self._updated(date),),
            expires=(None,),
            authors=self._authors(),
            categories=categories,
            tags=self._tags(),
            summary=self._summary(body, body_markup),
            body=self._plain(body) if has_liquid(body) else None,
            markup=body_markup,
            sections=self._sections(categories),
            listings=self._listings(date, categories),
            only_in_sections=self._is_only_in_sections,
            hidden=(self._hidden(date),),
            not_in_feeds=self._not_in_feeds(),
            not_in_sitemap=self._not_in_sitemap(path),
            problems=tuple(self._problems),
        )

    def _title(self, *, is_page: bool) -> str | None:
        """Return the title as jekyll-feed strips it: on pages it is HTML; None where feedpub's own rules apply."""
        if title := self._text("title"):
            return without_tags(title) or None if "<" in title or "&" in title else None
        return None if is_page else titleized(self._name.slug) or None

    def _plain(self, body: str) -> str:
        """Return the body with its Liquid carried out as far as the post alone tells: enough to find its pictures."""
        return plainly(body, self._values, self._settings)

    def _text(self, key: str) -> str:
        value = self._values.get(key)
        return value.strip() if isinstance(value, str) and value not in NOTHING else ""

    # When

    def _date(self) -> datetime | None:
        """Return the date of the front matter, else that of the name; what is said of it is said at its place."""
        if written := self._text("date"):
            return self._moment("date", written)
        try:
            return moments.named_date(self._name.date, self._settings.zone) if self._name.date else None
        except ValueError as error:
            self._bad_date("", self._name.date, error)
            return None

    def _note_missing_date(self) -> None:
        """Say of a document of a collection with a feed that it stands in none; Jekyll dates it with each build."""
        collection = self._rules.collection(self._place.kind)
        if collection is not None and collection.in_feed:
            self._problems.append(
                Problem(
                    code="post/no-date",
                    text="This document has no date, so the feed of its collection leaves it out.",
                    hint="Give it `date: YYYY-MM-DD`, or put the date at the front of the file's name.",
                    why="Jekyll takes the time of the build for its date, so readers get it as new with each.",
                    line=1,
                    column=1,
                    level=Level.WARNING,
                )
            )

    def _updated(self, date: datetime | None) -> datetime | None:
        key = next((key for key in _UPDATED if self._text(key)), "")
        found = self._moment(key, self._text(key)) if key else None
        return None if found and date and found < date else found

    def _moment(self, key: str, written: str) -> datetime | None:
        try:
            return moments.moment(
                written, self._settings.zone, is_quoted=moments.is_quoted(self._front.block.text, key)
            )
        except ValueError as error:
            self._bad_date(key, written, error)
            return None

    def _bad_date(self, key: str, written: str, error: ValueError) -> None:
        hint = "Write `2024-06-21`, or with the time `2024-06-21 10:00:00 +0900`."
        what = f"`{key}`" if key else "The name of the file"
        problem = problem_at(self._front, key, "post/bad-date", f"{what}: {error}.", hint, written)
        is_refused = key in _READ_BY_JEKYLL and not isinstance(error, NoYearError)
        level = Level.ERROR if is_refused else Level.WARNING
        self._problems.append(replace(problem, why=_WHY_A_DATE, level=level))

    # Where

    def _document_path(self, date: datetime | None, categories: tuple[str, ...], slug: str) -> str:
        collection = self._rules.collection(self._place.kind)
        default = f"/:collection/:path{self._rules.suffix}" if collection else self._rules.permalink
        template = self._text("permalink") or (collection.permalink if collection else "") or default
        facts = address.JekyllPermalinkFacts(
            collection=self._place.kind,
            path=self._cleaned_path(),
            name=self._name.base,
            slug=slug,
            categories=categories,
            date=date.astimezone(self._settings.zone) if date else None,
            output_ext=self._output_ext(),
        )
        try:
            return self._safe(address.document(address.decoded(template), facts))
        except ValueError as error:
            if date is None and (self._place.is_draft or self._problems):
                return "/"  # it is left out: as a draft, or because of its date
            self._bad_permalink(template, error)
            return "/"

    def _page_path(self) -> str:
        folder = self._place.path.rpartition("/")[0]
        template = self._text("permalink")
        if not template:
            template = "/:path/" if self._name.base == "index" else f"/:path/:basename{self._rules.suffix}"
        return self._safe(address.page(address.decoded(template), folder, self._name.base, ".html"))

    def _safe(self, path: str) -> str:
        if path.strip("/") and not urls.is_safe_path(path.strip("/")):
            self._bad_permalink(path, ValueError("it has characters that no path may have"))
            return "/"
        return path

    def _bad_permalink(self, template: str, error: ValueError) -> None:
        self._problems.append(
            Problem(
                code="post/bad-permalink",
                text=f"The permalink `{template}` cannot be filled in: {error}.",
                hint="Correct the placeholder, or write the address itself: `/about/`.",
                found=template,
                line=1,
                column=1,
            )
        )

    def _cleaned_path(self) -> str:
        below = self._place.path.removesuffix(self._name.ending)
        folder = "_posts" if self._place.kind == POSTS else self._place.folder
        return below.replace(folder, "", 1).rstrip(".")

    def _output_ext(self) -> str:
        ending = self._name.ending.lower()
        return ending if ending not in self._rules.markdown and ending else ".html"

    def _markup(self) -> Markup | None:
        if self._name.ending.lower() in self._rules.markdown:
            return Markup.MARKDOWN
        return Markup.HTML if self._name.ending.lower() in HTML else None

    # What about

    def _categories(self) -> tuple[str, ...]:
        """Return the folders above `_posts`, those of the defaults, those of the file, and its one `category`."""
        folders = self._place.folder.split("/") if self._place.kind == POSTS and self._place.folder else []
        given = self._rules.values_for(self._place.path, self._place.kind) if self._rules.defaults else {}
        found = [unicodedata.normalize("NFC", folder) for folder in folders]
        for values in (given, self._values):
            found += _split(values.get("categories"))
        one = self._values.get("category")
        found += [one] if isinstance(one, str) else _split(one)
        return tuple(dict.fromkeys(name.strip() for name in found if name.strip() and name not in NOTHING))

    def _tags(self) -> tuple[str, ...]:
        one = self._values.get("tag")
        if one is None or (isinstance(one, str) and one in NOTHING):
            found = _split(self._values.get("tags"))
        else:
            found = [one] if isinstance(one, str) else _split(one)
        return tuple(dict.fromkeys(name.strip() for name in found if name.strip() and name not in NOTHING))

    def _sections(self, categories: tuple[str, ...]) -> tuple[str, ...]:
        collection = self._rules.collection(self._place.kind)
        return sections(collection, categories) if collection and collection.in_feed else ()

    def _listings(self, date: datetime | None, categories: tuple[str, ...]) -> tuple[Listing, ...] | None:
        templates = self._rules.archives
        if not templates or date is None or self._place.kind != POSTS:
            return None
        local, home = date.astimezone(self._settings.zone), self._settings.site_url
        found = archives.paths(templates, categories, self._tags(), local)
        return tuple(filter(None, (archives.listing(kind, label, path, home) for kind, label, path in found))) or None

    def _authors(self) -> tuple[Author, ...] | None:
        """Look the authors up in the data of the site; None leaves them to feedpub's own reading."""
        data = self._rules.authors
        given = self._values.get("author") or self._values.get("authors")
        listed = given if isinstance(given, list) else [given] if isinstance(given, str) else []
        if not data or not any(isinstance(each, str) and each.strip() in data for each in listed):
            return None
        return tuple(dict.fromkeys(_looked_up(listed, data)))

    def _summary(self, body: str, body_markup: Markup | None) -> str | None:
        """Return the excerpt of a post that has a separator of its own; None leaves it to feedpub's own reading."""
        separator = self._text("excerpt_separator")
        written = any(self._text(key) for key in ("description", "excerpt"))
        if not separator or written or separator not in body:
            return None
        start = (self._plain(body) if has_liquid(body) else body).partition(separator)[0]
        if (comment := start.rfind("{::comment")) > start.rfind("{:/"):
            start = start[:comment]  # its end stands behind the separator
        kind = body_markup or Markup.MARKDOWN
        return content.excerpt(
            f"{start}\n\n{separator}", kind, separator, self._rules.summary_length, self._settings.flavour
        )

    # Whether

    def _hidden(self, date: datetime | None) -> Absence | None:
        if self._is_unpublished and not self._rules.has_unpublished:
            return Absence.UNPUBLISHED
        if self._place.is_draft:
            return Absence.DRAFT if date else Absence.NO_DATE
        return Absence.NO_DATE if date is None and self._text("date") and self._place.kind != PAGES else None

    @property
    def _is_unpublished(self) -> bool:
        """Whether `published` is false or nothing; `'false'` in quotes is a text, which is true."""
        written = self._values.get("published")
        is_no = isinstance(written, str) and (written in NOTHING or (as_flag(written) is False and written != "0"))
        return is_no and not moments.is_quoted(self._front.block.text, "published")

    @property
    def _is_only_in_sections(self) -> bool:
        collection = self._rules.collection(self._place.kind)
        return self._place.kind not in (POSTS, PAGES) and not (collection and collection.is_of_site)

    def _not_in_feeds(self) -> Absence | None:
        collection = self._rules.collection(self._place.kind)
        if collection and not (collection.in_feed or collection.is_of_site):
            return Absence.NO_FEED
        is_draft = as_flag(self._values.get("draft")) and not self._rules.has_drafts
        return Absence.DRAFT if is_draft else None

    def _not_in_sitemap(self, path: str) -> Absence | None:
        if path == _NOT_FOUND and self._place.kind == PAGES:
            return Absence.ERROR_PAGE
        return Absence.CANONICAL_ELSEWHERE if self._values.get("redirect_to") else None


def _name(path: str) -> _FileName:
    full = path.rpartition("/")[2]
    base, dot, ending = full.rpartition(".")
    base, ending = (base, dot + ending) if base else (full, "")
    base = base.rstrip(".") or base
    dated = moments.file_name(full)
    date, slug = dated or ("", base)
    return _FileName(base=base, ending=ending, slug=slug.rstrip("."), date=date)


def _split(value: Value | None) -> list[str]:
    """Return the words of a text, or the texts of a list and of the lists in it."""
    if isinstance(value, str):
        return [] if value in NOTHING else value.split()
    listed = value if isinstance(value, list) else []
    return [text for each in listed for text in ([each] if isinstance(each, str) else _texts(each))]


def _texts(value: Value) -> list[str]:
    """Return the texts of a list in a list; of a mapping Jekyll makes no term that anybody could mean."""
    listed = value if isinstance(value, list) else []
    return [text for each in listed for text in ([each] if isinstance(each, str) else _texts(each))]


def _looked_up(listed: Iterable[Value], data: Mapping[str, Value]) -> Iterable[Author]:
    for each in listed:
        found = data.get(each.strip(), each) if isinstance(each, str) else each
        values = author_values(found) if isinstance(found, dict) else {"name": found}
        name, email, url = (str(values.get(key, "")).strip() for key in ("name", "email", "url"))
        if name:
            yield Author(name=name, email=email, url=url)
