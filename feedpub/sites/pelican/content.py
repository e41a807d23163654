"""What Pelican knows of one file before it makes a page of it: its keys, from wherever they come, and its address.

The order in which one goes before another is Pelican's: defaults, the file's path, its name, its folder, the file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.problem import Problem
from feedpub.model.records import Level
from feedpub.sites.pelican import address, head, rst
from feedpub.sites.pelican.rules import ARTICLE, HTML, RST, PelicanRules
from feedpub.sites.pelican.slugs import MissingLibraryError
from feedpub.text import dates
from feedpub.text.plain import without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, tzinfo

    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings
    from feedpub.sites.pelican.head import PelicanHead


_ONCE: Final = frozenset(
    {"tags", "date", "modified", "status", "category", "author", "save_as", "url", "authors", "slug"}
)
"""Keys of which Pelican takes the first text."""
_PUBLISHED: Final = "published"
STATUSES: Final = (_PUBLISHED, "hidden", "draft", "skip")


class PelicanContent(Struct, frozen=True, kw_only=True):
    """An article or page; texts are as they are written, `title` has no tags."""

    kind: str
    head: PelicanHead
    keys: Mapping[str, str]
    status: str
    title: str
    slug: str
    language: str
    """As Pelican has it: `en`, `zh_CN`."""
    date: datetime | None
    """By the clock that it was written by."""
    modified: datetime | None
    category: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    url: str
    """Below the site, or absolute; not encoded."""
    save_as: str
    problems: tuple[Problem, ...]


def read_head(text: str, path: str, language: str) -> PelicanHead:
    """Read what the file says of itself. Raises RstError, MissingLibraryError for reStructuredText."""
    ending = path.rpartition(".")[2]
    if ending in HTML:
        return head.html(text)
    return rst.head(text, language) if ending in RST else head.markdown(text)


def content(read: PelicanHead, named: Named, settings: Settings, rules: PelicanRules) -> PelicanContent:
    """Return what Pelican makes of a file; never raises."""
    return _PelicanReading(read, named, settings, rules).content()


class _PelicanReading:
    """The reading of one file's keys."""

    def __init__(self, read: PelicanHead, named: Named, settings: Settings, rules: PelicanRules) -> None:
        self._head, self._named, self._settings, self._rules = read, named, settings, rules
        self._kind = rules.kind(named.path)
        self._problems: list[Problem] = []
        self._keys = {**_around(named.path, rules), **{key: _text(key, found) for key, found in read.values.items()}}

    def content(self) -> PelicanContent:
        keys, rules = self._keys, self._rules
        title = without_tags(keys.get("title", ""))
        language = keys.get("lang", "").strip() or rules.default_language
        slug = keys.get("slug", "").strip() or self._slug(title)
        zone = self._zone()
        date, modified = self._moment("date", zone), self._moment("modified", zone)
        category = keys.get("category", "").strip()
        authors = _listed(keys.get("authors", "")) or _listed_one(keys.get("author", "")) or _listed_one(rules.author)
        facts = {
            **{key: value for key, value in keys.items() if key not in ("tags", "date", "modified", "authors")},
            "path": keys.get("path", self._named.path),
            "slug": slug,
            "lang": language,
            "author": self._slug_of(authors[0] if authors else "", rules.slugs.author),
            "category": self._slug_of(category, rules.slugs.category),
        }
        status = (keys.get("status", "").strip() or _PUBLISHED).lower()
        return PelicanContent(
            kind=self._kind,
            head=self._head,
            keys=keys,
            status=status,
            title=title,
            slug=slug,
            language=language,
            date=date,
            modified=modified,
            category=category,
            tags=_listed(keys.get("tags", "")),
            authors=authors,
            url=self._address("URL", facts, date, status, language),
            save_as=self._address("SAVE_AS", facts, date, status, language),
            problems=tuple(self._problems),
        )

    def _address(self, name: str, facts: Mapping[str, str], date: datetime | None, status: str, language: str) -> str:
        """Return `URL` or `SAVE_AS`; what cannot be filled in is said of the first alone."""
        if (own := self._keys.get(name.lower())) is not None:
            return own
        pattern = self._rules.pattern(
            self._kind,
            name,
            is_draft=status == "draft",
            in_default_language=language == self._rules.default_language,
        )
        try:
            return address.fill(pattern, facts, date)
        except ValueError as error:
            if name == "URL" and (date or self._kind != ARTICLE) and status in ("", "hidden", _PUBLISHED):
                self._note("post/bad-permalink", f"The address `{pattern}` cannot be filled in: {error}.", "url")
            return ""

    def _slug(self, title: str) -> str:
        rules = self._rules
        if rules.slug_source == "basename":
            name = self._named.path.rpartition("/")[2]
            return self._slug_of(name.rpartition(".")[0], rules.slugs.post)
        return self._slug_of(self._keys.get("title", "") if title else "", rules.slugs.post)

    def _slug_of(self, text: str, substitutions: tuple[tuple[str, str], ...]) -> str:
        try:
            return self._rules.slugs.of(text, substitutions) if text else ""
        except MissingLibraryError as error:
            self._problems.append(missing(error, f"The slug of `{without_tags(text)}`"))
            return ""

    def _zone(self) -> tzinfo:
        name = self._keys.get("timezone", "").strip()
        try:
            return dates.zone(name) if name else self._settings.zone
        except ValueError as error:
            self._note("post/bad-timezone", f"`timezone`: {error}.", "timezone")
            return self._settings.zone

    def _moment(self, key: str, zone: tzinfo) -> datetime | None:
        written = self._keys.get(key, "").strip()
        if not written:
            return None
        try:
            return read_date(written, zone)
        except ValueError as error:
            self._note(
                "post/bad-date",
                f"`{key}`: {error}.",
                key,
                hint="Write `2024-06-21`, or with the time `2024-06-21 10:00`.",
                why="Readers sort by date, and drop an entry whose date they cannot read.",
                level=Level.WARNING if isinstance(error, dates.PartialDateError) else Level.ERROR,
            )
            return None

    def _note(  # noqa: PLR0913 - the parts of a message, by name
        self, code: str, text: str, key: str, *, hint: str = "", why: str = "", level: Level = Level.ERROR
    ) -> None:
        spot = head.HeadHandler().places(self._head.text)((key,))
        self._problems.append(
            Problem(
                code=code,
                text=text,
                hint=hint or f"Correct `{key}`.",
                why=why,
                line=spot.line if spot else 1,
                column=1,
                level=level,
            )
        )


def missing(error: MissingLibraryError, what: str) -> Problem:
    """Say which extra installs a library that a file needs."""
    return Problem(
        code="post/needs-library",
        text=f"{what} is made by {error.library}, which is not installed.",
        hint=f"Install it: pip install 'feedpub[{error.extra}]'",
        why="Without it the post would be another than in Pelican's feeds.",
        line=1,
        column=1,
    )


def _text(key: str, found: list[str]) -> str:
    """Return the text of a key that was given once, or on several lines."""
    return found[0] if key in _ONCE else ("\n" if key == "summary" else " ").join(found)


def _around(path: str, rules: PelicanRules) -> dict[str, str]:
    """Return the keys that do not stand in the file."""
    keys = dict(rules.defaults)
    if rules.default_category:
        keys["category"] = rules.default_category
    if rules.default_date:
        keys["date"] = rules.default_date
    keys |= rules.of_path(path) if rules.extra else {}
    folder, _, name = path.rpartition("/")
    found: dict[str, str] = {}
    for expression, text in ((rules.filename, name.rpartition(".")[0]), (rules.path, path)):
        match = _compiled(expression).match(text) if expression and text else None
        for key, value in match.groupdict().items() if match else ():
            if value is not None:
                found.setdefault(key.lower(), value)
    if rules.use_folder and folder:
        found.setdefault("category", folder.rpartition("/")[2])
    return keys | {key: value for key, value in found.items() if value.strip() or key not in _ONCE}


@lru_cache(maxsize=16)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _listed(text: str) -> tuple[str, ...]:
    """Split at semicolons where there are any, else at commas."""
    return _unique(text.split(";" if ";" in text else ","))


def _listed_one(text: str) -> tuple[str, ...]:
    return _unique((text,))


def _unique(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def read_date(text: str, zone: tzinfo) -> datetime:
    """Return the moment on the clock that the author wrote it by; `zone` is that of a time without an offset.

    Raises ValueError, and PartialDateError for a date that Pelican would fill up from the day of the build.
    """
    return dates.by_dateutil(" ".join(text.replace("_", " ").split()), zone)
