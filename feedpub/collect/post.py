"""One file to one record: which key of the front matter means what.

Order of precedence, where several keys say the same, is the order of `fields.KEYS`; the front matter goes
before the file's name. Nothing here reads the clock, the disk or another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect import filename, frontmatter, media, terms, title, usual
from feedpub.collect.address import Address
from feedpub.collect.fields import Fields, as_flag
from feedpub.collect.permalink import Placeholders
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.record import Record
from feedpub.collect.told import NOTHING
from feedpub.content import body_images
from feedpub.io import hits
from feedpub.model.records import Absence, Level, Markup, Post
from feedpub.text import dates, patterns, plain

if TYPE_CHECKING:
    from datetime import datetime

    from feedpub.collect.frontmatter import FrontMatter
    from feedpub.collect.record import FileName, Named
    from feedpub.collect.settings import Settings
    from feedpub.collect.told import Told
    from feedpub.model.records import Author, Diagnostic


_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})
_HTML = frozenset({".html", ".htm"})
_TAG = patterns.lazy(r"\s*<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|!--)")
_OF_SITEMAPS = frozenset({"sitemap", "robots", "noindex", "canonical"})
_LOOKS_LIKE_POST = ("categories", "category", "tags", "tag")  # pages have descriptions and authors, too
_NO_DATE_HINT = "Give it `date: YYYY-MM-DD`, or put the date at the front of the file's name: `2024-06-21-{name}`."
_NO_DATE_WHY = "Without a date it stands in no feed, and in the sitemap without lastmod: readers never see it."


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a file, or None for one without front matter: such a file is neither post nor page.

    Never raises for anything a file can hold.
    """
    try:
        front = frontmatter.read(decode(data))
    except FrontMatterError as error:
        return broken(named.source, error.problem)
    if front is None:
        return _without_front_matter(named.source, filename.read(named))
    found = usual.record(front, named, settings, data)
    hits.count("posts made as usual ones", fits=found is not None)
    return found or record(front, named, settings, data)


def record(front: FrontMatter, named: Named, settings: Settings, data: bytes, told: Told = NOTHING) -> Record:
    """Return the record of a file whose front matter has been read; what is `told` of it goes before that."""
    return _Reading(front, named, settings, told).record(has_images=usual.may_have_images(data))


def broken(source: str, problem: Problem) -> Record:
    """Return the record of a file that cannot be read."""
    return _broken(source, [problem])


def decode(data: bytes) -> str:
    """Return the text of a file. Raises FrontMatterError for one that is not UTF-8, or not text at all."""
    try:
        decoded = data.decode()
    except UnicodeDecodeError as error:
        raise FrontMatterError(_not_utf8(data, error.start)) from error
    if b"\0" in data:
        raise FrontMatterError(_not_text(decoded, decoded.index("\0")))
    return decoded


class _Reading:
    """The reading of one file's front matter."""

    def __init__(self, front: FrontMatter, named: Named, settings: Settings, told: Told) -> None:
        self._front = front
        self._body = front.block.body if told.body is None else told.body
        self._named = named
        self._name = filename.read(named)
        self._settings = settings
        self._told = told
        self._fields = Fields(front)
        self._fields.problems += told.problems
        self._is_unlisted = "hidden" in self._fields.given and self._fields.flag("hidden")

    def record(self, *, has_images: bool) -> Record:
        """Return the record; without a post when there are errors."""
        fields, source, told = self._fields, self._named.source, self._told
        given = fields.given
        published, shown_from = told.dates or self._dates()
        post = self._post(published, has_images=has_images)
        if terms.is_too_much(post, self._settings.max_terms):
            fields.problems.append(terms.refusal(post, self._settings.max_terms, terms.place_of(fields)))
        attachments = media.attachments(fields, post.url) if "enclosures" in given else ()
        hidden = told.hidden[0] if told.hidden else self._hidden()
        expires = told.expires[0] if told.expires else self._moment("expires")
        future = "future" in given and told.dates is None and fields.flag("future")
        key = fields.text("translationkey") if "translationkey" in given else ""
        if published is None and told.dates is None:
            self._note_missing_date()
        if not fields.problems:
            diagnostics: tuple[Diagnostic, ...] = ()
        elif fields.is_broken:
            return _broken(source, fields.problems)
        else:
            diagnostics = tuple(problem.diagnostic(source) for problem in fields.problems)
        return Record(
            source=source,
            post=post,
            diagnostics=diagnostics,
            hidden=hidden,
            not_before=None if future else shown_from,
            expires=expires,
            key=f"key:{key}" if key else self._named.base,
            attachments=attachments,
        )

    def _post(self, published: datetime | None, *, has_images: bool) -> Post:
        fields, name, settings, told = self._fields, self._name, self._settings, self._told
        given = fields.given
        language = self._language() if told.language is None else told.language
        categories = terms.categories(fields) if told.categories is None else told.categories
        summary = self._summary() if told.summary is None else told.summary
        markup = told.markup or _markup(name.ending, self._body)
        local = None if published is None else usual.local(published, settings)
        heading = told.title or self._title(markup, summary, local)
        url = self._url(heading, local, categories, language) if told.url is None else told.url
        return Post(
            source=self._named.source,
            stem=name.stem,
            url=url,
            title=heading,
            markup=markup,
            body_line=self._front.block.body_line,
            date=published,
            updated=told.updated[0] if told.updated else self._updated(published),
            id=(fields.text("id") if "id" in given else "") or told.id,
            slug=self._written_slug() if told.slug is None else told.slug,
            summary=summary,
            language=language,
            authors=self._authors() if told.authors is None else told.authors,
            categories=categories,
            tags=terms.tags(fields) if told.tags is None else told.tags,
            sections=told.sections,
            only_in_sections=told.only_in_sections,
            listings=told.listings,
            image=media.image(fields, url) if "image" in given else None,
            body_images=body_images(self._body, markup, url) if has_images else (),
            translations=terms.translations(fields, url) if "translations" in given else (),
            aliases=self._aliases() if "aliases" in given else (),
            not_in_feeds=self._not_in_feeds(published),
            not_in_sitemap=self._not_in_sitemap(url),
        )

    def _url(self, heading: str, local: datetime | None, categories: tuple[str, ...], language: str) -> str:
        address = Address(self._fields, self._named, self._name, self._settings)
        facts = Placeholders(
            folder=self._name.folder,
            name=self._name.stem,
            slug=address.slug(),
            title=heading,
            date=local,
            categories=categories,
            language=language or self._settings.language,
        )
        return address.url(facts)

    def _language(self) -> str:
        written = terms.language(self._fields) if "language" in self._fields.given else ""
        return written or self._named.language

    def _authors(self) -> tuple[Author, ...]:
        return terms.authors(self._fields, self._settings.site_url) if "authors" in self._fields.given else ()

    def _written_slug(self) -> str:
        given = self._fields.first("slug")
        return given[1] if given and isinstance(given[1], str) else ""

    def _dates(self) -> tuple[datetime | None, datetime | None]:
        """Return the date of the post, and the moment from which it is shown."""
        moments: list[datetime] = []
        for path, value in self._fields.all("date"):
            if str(path[0]).lower() != "published" or as_flag(value) is None:
                moment = self._fields.moment(path, value, self._settings.zone)
                if moment is not None:
                    moments.append(moment)
        if moments:
            return moments[0], max(moments)
        if self._name.day is None:
            return None, None
        midnight = self._fields.moment((), self._name.day.isoformat(), self._settings.zone)
        return midnight, midnight

    def _moment(self, group: str) -> datetime | None:
        given = self._fields.first(group)
        return self._fields.moment(*given, self._settings.zone) if given else None

    def _updated(self, published: datetime | None) -> datetime | None:
        updated = self._moment("updated")
        if updated is not None and published is not None and updated < published:
            path = self._fields.all("updated")[0][0]
            self._fields.note(
                path,
                code="post/updated-before-date",
                text=f"The post says it was changed {dates.rfc3339(updated)}, before its date, "
                f"{dates.rfc3339(published)}.",
                hint=f"Correct `{path[0]}` or the date. The date is used for both.",
                why="Search engines stop trusting dates that cannot be.",
                level=Level.WARNING,
            )
            return None
        return updated

    def _summary(self) -> str:
        for path, value in self._fields.all("summary"):
            written = self._fields.as_text(path, value)
            if "<" in written or "&" in written:
                written = plain.plain(written)
            if written:
                return " ".join(written.split())
        return ""

    def _title(self, body_markup: Markup, summary: str, local: datetime | None) -> str:
        written = self._fields.text("title")
        if written:
            return " ".join(written.split()) if "\n" in written or "  " in written else written
        found = title.from_heading(self._body, body_markup) or title.from_name(self._name.name)
        if found:
            return plain.clean(found)[0]
        if summary:
            return title.from_summary(summary)
        if local is not None:
            return local.date().isoformat()
        return self._name.folder.rpartition("/")[2] or "index"

    def _hidden(self) -> Absence | None:
        given = self._fields.given
        if "draft" in given and self._fields.flag("draft"):
            return Absence.DRAFT
        # Eleventy's `permalink: false` makes no page of the file.
        if any(group in given and as_flag(given[group][0][1]) is False for group in ("published", "permalink")):
            return Absence.UNPUBLISHED
        return None

    def _not_in_feeds(self, published: datetime | None) -> Absence | None:
        if published is None:
            return Absence.NO_DATE
        if self._is_unlisted:
            return Absence.HIDDEN
        given = self._fields.given
        is_barred = "feed" in given and as_flag(given["feed"][0][1]) is False
        return Absence.FEED_FALSE if is_barred else self._told.not_in_feeds

    def _not_in_sitemap(self, url: str) -> Absence | None:
        fields = self._fields
        if _OF_SITEMAPS.isdisjoint(fields.given):
            return Absence.HIDDEN if self._is_unlisted else self._told.not_in_sitemap
        if given := fields.first("sitemap"):
            value = given[1]
            excluded = isinstance(value, dict) and as_flag(value.get("exclude") or value.get("disable")) is True
            if excluded or as_flag(value) is False:
                return Absence.SITEMAP_FALSE
        robots = fields.first("robots")
        if fields.flag("noindex") or (robots and "noindex" in str(robots[1]).lower()):
            return Absence.NOINDEX
        if self._is_unlisted:
            return Absence.HIDDEN
        if given := fields.first("canonical"):
            written = fields.as_text(*given)
            canonical = media.absolute(fields, given[0], written, url) if written else ""
            if canonical and _comparable(canonical) != _comparable(url):
                return Absence.CANONICAL_ELSEWHERE
        return self._told.not_in_sitemap

    def _aliases(self) -> tuple[str, ...]:
        found = [
            media.absolute(self._fields, path, written, self._settings.site_url)
            for path, value in self._fields.all("aliases")
            for written in self._fields.words(path, value, split=False)
            if written
        ]
        return tuple(dict.fromkeys(alias for alias in found if alias))

    def _note_missing_date(self) -> None:
        """Leave a page alone; tell what looks like a post how to become one."""
        is_meant = self._name.ending not in self._settings.usual_extensions
        if is_meant or any(group in self._fields.given for group in _LOOKS_LIKE_POST):
            self._fields.note(
                (),
                code="post/no-date",
                text="This looks like a post and has no date.",
                hint=_NO_DATE_HINT.format(name=self._named.path.rpartition("/")[2]),
                why=_NO_DATE_WHY,
                level=Level.WARNING,
            )


def _markup(ending: str, body: str) -> Markup:
    """Let a name that says what the body is go before its looks."""
    if ending in _MARKDOWN:
        return Markup.MARKDOWN
    if ending in _HTML or _TAG.match(body):
        return Markup.HTML
    return Markup.MARKDOWN


def _comparable(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].removesuffix("index.html").rstrip("/")


def _broken(source: str, problems: list[Problem]) -> Record:
    return Record(source=source, post=None, diagnostics=tuple(problem.diagnostic(source) for problem in problems))


def _without_front_matter(source: str, name: FileName) -> Record | None:
    """Warn of a dated name without front matter, which was meant as a post; any other file is none of ours."""
    if name.day is None or name.is_index:
        return None
    problem = Problem(
        code="post/no-front-matter",
        text="The file is named like a post, but it has no front matter, so it is left out.",
        hint="Begin it with three lines: `---`, `title: …`, `---`.",
        why="Readers never see it.",
        line=1,
        column=1,
        level=Level.WARNING,
    )
    return Record(source=source, post=None, diagnostics=(problem.diagnostic(source),), hidden=Absence.EXCLUDED)


def _not_utf8(data: bytes, offset: int) -> Problem:
    line = 1 + data.count(b"\n", 0, offset)
    start = data.rfind(b"\n", 0, offset) + 1
    hint = "Save the file as UTF-8."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "The file is UTF-16: save it as UTF-8."
    return Problem(
        code="post/not-utf-8",
        text=f"The file is not UTF-8: byte {data[offset]:#04x} at offset {offset}.",
        hint=hint,
        why="Its letters would come out wrong, and feeds are UTF-8.",
        line=line,
        column=1 + len(data[start:offset].decode(errors="replace")),
    )


def _not_text(decoded: str, offset: int) -> Problem:
    return Problem(
        code="post/not-text",
        text="The file has a NUL character: it is not a text.",
        hint="Save the file as UTF-8, or exclude it: [content] exclude.",
        line=1 + decoded.count("\n", 0, offset),
        column=offset - decoded.rfind("\n", 0, offset),
    )
