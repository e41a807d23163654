"""One file of an Eleventy site to one record: the data it is given, its address, its date, whether it is a post."""

from __future__ import annotations

import html
import posixpath
import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect import post
from feedpub.collect.fields import as_flag
from feedpub.collect.frontmatter import FrontMatter
from feedpub.collect.frontmatter.block import Block
from feedpub.collect.left_out import Body, Generator, Notes
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.templates import JINJA, LIQUID, without_templates
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Level, Markup
from feedpub.sites.eleventy import templates
from feedpub.sites.eleventy.rules import POSTS, EleventyRules
from feedpub.sites.shared import jsyaml
from feedpub.sites.shared.reading import NOTHING, problem_at, rules_in
from feedpub.text import dates, urls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post

ELEVENTY: Final = Generator(title="Eleventy", command="npx @11ty/eleventy", folder="_site")

_PATH = re.compile(r"[A-Za-z_][\w-]*(?:\.[\w-]+)*")
_URL: Final = re.compile(r"""["']/([^"']*)["']\s*\|\s*url""")
_COMPUTED: Final = frozenset({"content", "date", "permalink", "tags"})
"""Keys whose values Eleventy makes something else of."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(.*)", re.DOTALL)
_ISO_PART = re.compile(r"(\d{4})(?:-(\d\d)|-(\d{3}))?")
"""A year, with its month or the number of its day: what Luxon reads besides whole dates."""
_WHY_A_DATE: Final = "Readers sort by date, and drop an entry whose date they cannot read."
_OF_FILES: Final = frozenset({"last modified", "created", "git last modified", "git created"})
_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_SLUG = re.compile(r"\{\{-?\s*page\.(fileSlug|filePathStem)\s*(?:\|\s*(?:url_?encode\s*)?)?-?\}\}")
_INDEX = re.compile(r"(?<=/)index\.html?$")
_NO_TERMS: Final = frozenset({*POSTS, "all", "nav", "pages", "page"})
"""Tags that make collections of posts and menus, and say nothing of what a post is about."""


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a file; None for a template that makes no page of its own. Never raises."""
    rules = rules_in(settings, EleventyRules)
    try:
        written = post.decode(data, named.source).removeprefix("\ufeff")
        front = templates.read(written) or _without_front(written)
    except FrontMatterError as error:
        return post.broken(named.source, error.problem)
    values = rules.values(named.path, front.values)
    if values.get("pagination"):
        return None
    return _EleventyReading(replace(front, values=values), named, settings, rules).record()


def body(data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body of a post without the Liquid or Nunjucks in it, of which only variables are carried out.

    In code they stand for themselves no more than elsewhere: Eleventy runs them before it reads the Markdown.
    """
    rules = rules_in(settings, EleventyRules)
    written = post.decode(data).removeprefix("\ufeff")
    front = templates.read(written) or _without_front(written)
    made = front.block.body
    path = read.source.removeprefix(rules.content)
    values = rules.values(path, front.values)
    engine = rules.engine(path, values)
    if not engine or not _TEMPLATE.search(made):
        return Body(text=made)
    notes = Notes(read, ELEVENTY, made)
    is_liquid = engine == "liquid"

    def carried_out(mark: str, expression: str) -> str | None:
        if mark == "{{" and (path := _URL.fullmatch(expression)):
            return settings.site_url + path[1]
        found = _value_at(values, expression) if mark == "{{" else None
        return found if found is None or is_liquid else html.escape(found)

    done = without_templates(made, made, notes, LIQUID if is_liquid else JINJA, carried_out)
    return Body(text=done, left_out=notes.left_out)


def _value_at(values: Mapping[str, Value], expression: str) -> str | None:
    """Return the text at a path of the data of a file (`title`, `author.name`); None where there is none."""
    found: Value | None = values if isinstance(values, dict) and _PATH.fullmatch(expression) else None
    for step in expression.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, str) and expression not in _COMPUTED and found not in NOTHING else None


class _EleventyReading:
    """The reading of one file's data."""

    def __init__(self, front: FrontMatter, named: Named, settings: Settings, rules: EleventyRules) -> None:
        self._front, self._named, self._settings, self._rules = front, named, settings, rules
        self._values: Mapping[str, Value] = front.values
        self._tags = tuple(dict.fromkeys(_texts(self._values.get("tags"))))
        self._collections = rules.collections_of(named.source, self._tags)
        self._problems: list[Problem] = []

    def record(self) -> Record | None:
        """Return the record; None for a file that is no page, such as a feed."""
        path = self._path()
        if path is not None and not path.endswith(("/", ".html", ".htm")):
            return None
        date = self._date()
        is_broken = any(problem.level is Level.ERROR for problem in self._problems)
        url = self._settings.site_url
        if path is not None and not is_broken:
            url = urls.absolute(self._settings.site_url, self._settings.site_url + urls.quote_written(path.lstrip("/")))
        body = templates.without_pictures(self._front.block.body)
        told = Told(
            url=url,
            slug="",
            dates=(date, date),
            language=None,
            tags=tuple(tag for tag in self._tags if tag not in {*_NO_TERMS, *self._rules.collections}),
            body=body,
            markup=Markup.MARKDOWN if self._named.path.endswith(".md") else Markup.HTML,
            hidden=(self._hidden(path),),
            sections=self._collections,
            only_in_sections=bool(self._collections) and self._rules.collections[0] not in self._collections,
            not_in_feeds=self._not_in_feeds(),
            problems=tuple(self._problems),
        )
        front = replace(self._front, values={key: value for key, value in self._values.items() if key != "tags"})
        return post.record(front, self._named, self._settings, body.encode(errors="replace"), told)

    def _hidden(self, path: str | None) -> Absence | None:
        if as_flag(self._values.get("draft")):
            return Absence.DRAFT
        return Absence.UNRENDERED if path is None else None

    # Whether

    @property
    def _is_tagged(self) -> bool:
        """Whether the author has said that it is a post; of a collection that holds any page, a tag says so."""
        if not self._rules.collections:
            return any(tag in POSTS for tag in self._tags)
        return any(self._rules.tells_posts(name) for name in self._collections) or bool(
            self._collections and self._tags
        )

    def _not_in_feeds(self) -> Absence | None:
        excluded = self._values.get("eleventyExcludeFromCollections")
        wanted = self._rules.collections or POSTS
        if as_flag(excluded) or (isinstance(excluded, list) and any(each in wanted for each in excluded)):
            return Absence.UNLISTED
        return Absence.OTHER_COLLECTION if self._rules.collections and not self._collections else None

    # When

    def _date(self) -> datetime | None:
        """Return the date: of the data, else the first in the path; the time of a file is never one."""
        given = self._values.get("date")
        if isinstance(given, str) and given.strip().lower() in _OF_FILES:
            self._refuse(given)
            return None
        if isinstance(given, str) and given.strip():
            return self._moment(given, "date")
        for match in _DAY.finditer(self._named.source):
            return self._moment(match[0], "")
        if self._is_tagged:
            self._note_missing("This post has no date; Eleventy takes the time at which its file was made.")
        return None

    def _moment(self, text: str, key: str) -> datetime | None:
        try:
            return _moment(text)
        except ValueError as error:
            what = f"`{key}`: {error}." if key else f"The path has a date that is none: {error}."
            problem = problem_at(self._front, key, "post/bad-date", what, "Write `date: 2024-06-21`.", text)
            self._problems.append(replace(problem, why=_WHY_A_DATE))
            return None

    def _refuse(self, written: str) -> None:
        if self._is_tagged:
            self._note_missing(
                f"The date of this post is that of its file or of git (`{written}`), which is not taken."
            )

    def _note_missing(self, text: str) -> None:
        self._note(
            "post/no-date",
            text,
            "Write `date: YYYY-MM-DD`, or put the date in the name of the file.",
            "A checkout gives files other times, and subscribers would get the post again; it stands in no feed.",
            Level.WARNING,
        )

    # Where

    def _path(self) -> str | None:
        """Return the path of the page, with a slash in front; None when there is none."""
        permalink = self._values.get("permalink")
        if permalink is None or permalink == "":
            return self._usual()
        if isinstance(permalink, str) and as_flag(permalink) is False:
            return None
        if not isinstance(permalink, str):
            self._unknown_address("is a mapping")
            return None
        filled = _SLUG.sub(lambda match: self._slug() if match[1] == "fileSlug" else self._stem(), permalink)
        if _TEMPLATE.search(filled):
            self._unknown_address(f"is a template (`{permalink}`)")
            return None
        path = posixpath.normpath(f"/{filled.strip()}").replace("//", "/")
        path += "/" if filled.rstrip().endswith("/") and path != "/" else ""
        return _INDEX.sub("", path)

    def _usual(self) -> str:
        folder, _, name = self._named.path.rpartition("/")
        base = _base(name)
        if base == "index" or base == posixpath.basename(folder):
            return f"/{folder}/" if folder else "/"
        return f"/{folder}/{base}/" if folder else f"/{base}/"

    def _slug(self) -> str:
        folder, _, name = self._named.path.rpartition("/")
        slug = _undated(_base(name))
        return _undated(posixpath.basename(folder)) if slug == "index" else slug

    def _stem(self) -> str:
        folder, _, name = self._named.path.rpartition("/")
        return f"/{folder}/{_undated(_base(name))}".replace("//", "/")

    def _unknown_address(self, what: str) -> None:
        self._note(
            "post/unknown-address",
            f"The permalink {what}, which is not run: the page is left out, since its address is not known.",
            "Write the address itself, such as `/2024/name/`, or take the built pages with `--built`.",
            "A post at another address than the page would lead readers to nothing.",
            Level.WARNING,
        )

    def _note(self, code: str, text: str, hint: str, why: str, level: Level = Level.ERROR) -> None:
        self._problems.append(Problem(code=code, text=text, hint=hint, why=why, line=1, column=1, level=level))


def _moment(text: str) -> datetime:
    """Return the moment that js-yaml or Luxon read, as they do where `parse_date` reads none. Raises as that does."""
    written = text.strip()
    try:
        return jsyaml.moment(written)
    except ValueError:
        if match := _ISO_PART.fullmatch(written):
            year, month, day_of_year = match.groups()
            return dates.parse_date(f"{year}-{month or '01'}-01", UTC) + timedelta(days=int(day_of_year or 1) - 1)
        raise


def _base(name: str) -> str:
    """Return the name without the ending of its template; `a.11ty.md` is `a.11ty`."""
    return name.rpartition(".")[0]


def _undated(name: str) -> str:
    match = _DATED.fullmatch(name)
    return match[1] if match else name


def _texts(value: Value | None) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _without_front(text: str) -> FrontMatter:
    return FrontMatter(values={}, block=Block(text="", first_line=1, body=text, body_line=1))
