"""One file of a Hexo site to one record: what Hexo would make of its place and its front matter.

Pure, like `collect.post`, to which everything is left that is not Hexo's own.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect import post
from feedpub.collect.fields import as_flag
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Level, Listing, Markup, Taxonomy, Term
from feedpub.sites.hexo import address, bodies, front
from feedpub.sites.hexo.rules import DRAFTS, MARKDOWN, POSTS, HexoRules
from feedpub.sites.shared import jsyaml
from feedpub.sites.shared.reading import NOTHING, problem_at, rules_in, text_of
from feedpub.text import dates, urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.frontmatter import FrontMatter, Value
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings

_NOT_INFORMATION: Final = frozenset({"title", "year", "month", "day", "i_month", "i_day", "hash"})
"""Parts of the name of a file that say nothing else of its post."""
_TIMESTAMP: Final = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)?"
)
"""What YAML takes for a moment: Hexo then takes the hours in UTC for those of the site's clocks."""
_THIRDS: Final = re.compile(r"(\d:\d\d:\d\d):\d{1,3}(?!\S)")
"""Thirds of a second behind a colon, which V8 reads, too."""
_DAYS: Final = frozenset({"year", "month", "day", "hour", "minute", "second", "i_month", "i_day"})
_OF_THE_INSTANT: Final = frozenset({"timestamp", "hash"})
_OF_PLUGINS: Final = (
    "only a plug-in of the site can tell",
    "Write it into the front matter of the post, or its `permalink`.",
)
_WHY_AN_ADDRESS: Final = "A post at another address than the page would lead readers to nothing."
_WHY_A_DATE: Final = "A checkout gives files other times, and subscribers would get the post again."


def parse(data: bytes, named: Named, settings: Settings) -> Record:
    """Return the record of a file."""
    try:
        found = front.read(post.decode(data, named.source))
    except FrontMatterError as error:
        return post.broken(named.source, error.problem)
    return post.record(found, named, settings, data, HexoReading(found, named, settings).told())


class HexoReading:
    """The reading of one file by Hexo's rules; mistakes are noted on the way."""

    def __init__(self, found: FrontMatter, named: Named, settings: Settings) -> None:
        self._front, self._named, self._settings = found, named, settings
        self._values: Mapping[str, Value] = found.values
        self._rules = rules_in(settings, HexoRules)
        self._problems: list[Problem] = []
        self._is_draft = named.path.startswith(DRAFTS)
        self.is_post = self._is_draft or named.path.startswith(POSTS)
        path = named.path.partition("/")[2] if self.is_post else named.path
        self._name = address.named(self._rules.file_name, path) if self.is_post else {}
        self._categories = tuple(_hierarchies(self._given("categories", "category"))) if self.is_post else ()
        self._tags = tuple(_names(self._given("tags", "tag"))) if self.is_post else ()

    def _given(self, *keys: str) -> Value:
        """Return the first of these that says anything."""
        values = (self._values.get(key) for key in keys)
        return next((each for each in values if each and not (isinstance(each, str) and each in NOTHING)), "")

    def _text(self, key: str) -> str:
        return text_of(self._values, key)

    def told(self) -> Told:
        """Return what Hexo's rules say."""
        withheld = self._withheld()
        date = None if withheld else self._date()
        updated = self._moment("updated")
        path = "" if withheld else self._path(date)
        url = self._settings.site_url if path is None else address.absolute(self._settings.site_url, path)
        id_ = "" if path is None or "?" in path else address.of_feed(self._rules.base_url, path)
        if not self.is_post:
            updated = updated or date
        elif updated and date and updated < date:
            updated = None
        return Told(
            id="" if id_ == url else id_,
            url=url,
            title=self._title(),
            dates=(date, date) if self.is_post else (None, date),
            updated=(updated,),
            expires=(None,),
            categories=tuple(dict.fromkeys(name for names in self._categories for name in names)),
            tags=self._tags,
            body=bodies.plainly(self._front.block.body),
            markup=Markup.MARKDOWN if self._named.path.lower().endswith(MARKDOWN) else Markup.HTML,
            listings=tuple(self._listings()) if self.is_post else (),
            hidden=(withheld or (Absence.UNRENDERED if path is None else None),),
            not_in_feeds=self._not_in_feeds(),
            problems=tuple(self._problems),
        )

    def _title(self) -> str | None:
        if title := self._text("title"):
            return title
        return self._name["title"] if self.is_post and self._rules.names_title else None

    # Whether

    def _withheld(self) -> Absence | None:
        if not self.is_post or self._rules.shows_drafts:
            return None
        if self._is_draft:
            return Absence.DRAFT
        return Absence.UNPUBLISHED if as_flag(self._values.get("published")) is False else None

    def _not_in_feeds(self) -> Absence | None:
        if as_flag(self._values.get("draft")):
            return Absence.DRAFT
        locked = next((tag for tag in self._tags if tag in self._rules.locked_tags), None)
        if locked is None or self._values.get("password") == "" or as_flag(self._values.get("feed")):
            return None
        self._note(
            "tags",
            "post/held-back",
            f"The tag `{locked}` holds the post back: its page is encrypted. It stands in no feed.",
            "Write `feed: true` to publish it all the same.",
            "What a feed holds can be read by all, without a password.",
        )
        return Absence.HELD_BACK

    # When

    def _date(self) -> datetime | None:
        if self._text("date"):
            return self._moment("date")
        parts = self._name
        month, day = parts.get("month") or parts.get("i_month"), parts.get("day") or parts.get("i_day")
        try:
            if parts.get("year") and month and day:
                return datetime(int(parts["year"]), int(month), int(day), tzinfo=self._settings.zone).astimezone(UTC)
        except ValueError:
            return None  # a day that no month has is a name
        if self.is_post:
            self._note(
                "",
                "post/no-date",
                "This post has no date; Hexo takes the time at which its file was made.",
                "Write `date: YYYY-MM-DD HH:mm:ss`.",
                _WHY_A_DATE,
            )
        return None

    def _moment(self, key: str) -> datetime | None:
        """Return the moment that Hexo reads, as it does on a machine whose clock is that of the site."""
        written = _THIRDS.sub(r"\1", self._text(key))
        if not written:
            return None
        try:
            if not _TIMESTAMP.fullmatch(written) or self._front.handler is not None:
                return dates.parse_date(written, self._settings.zone)
            clock = jsyaml.moment(written)
            return clock.replace(tzinfo=self._settings.zone).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            hint = "Write `2024-06-21 10:00:00`."
            self._note(key, "post/bad-date", f"`{key}`: {error}.", hint, _WHY_A_DATE, written)
            return None

    # Where

    def _path(self, date: datetime | None) -> str | None:
        """Return the path of the page below the site; None where it is not known."""
        written = self._text("permalink")
        if not self.is_post:
            path = self._of_page(written)
        elif written:
            path = self._in_folder(written)
        else:
            try:
                path = self._in_folder(address.filled(self._rules.permalink, self._parts(date)))
            except address.UnknownPartError as error:
                self._unknown_address(str(error))
                return None
        path = address.pretty(re.sub("/{2,}", "/", path).lstrip("/"), self._rules)
        if path and not urls.is_safe_path(path.rstrip("/")):
            hint = "Write a path below the site, such as `notes/name/`."
            what = "it leads out of the site, or has characters that no path may have"
            text = f"The address `{path}` is refused: {what}."
            self._problems.append(problem_at(self._front, "permalink", "post/unsafe-path", text, hint, path))
            return ""
        return path

    def _of_page(self, written: str) -> str:
        if not written:
            return f"{self._named.path.rpartition('.')[0]}.html"
        path = f"{written}index" if written.endswith("/") else written
        return path if "." in path.rpartition("/")[2] else f"{path}.html"

    def _in_folder(self, path: str) -> str:
        """Return the path of a post, which ends in a slash where its pictures lie in a folder of its own."""
        is_open = self._rules.has_asset_folders and not path.endswith(("/", ".html"))
        return f"{path}/" if is_open else path

    def _parts(self, date: datetime | None) -> dict[str, str]:
        """Return what each part of a permalink stands for, as far as it is known."""
        slug = self._name["title"]
        texts = {key: value for key, value in self._values.items() if isinstance(value, str) and value not in NOTHING}
        names = {key: value for key, value in self._name.items() if key not in _NOT_INFORMATION and value}
        own = {
            "title": slug,
            "name": slug.rpartition("/")[2],
            "post_title": address.slugize(self._title() or "", "lower"),
            **self._moments(date, slug),
        }
        if (category := self._category()) is not None:
            own["category"] = category
        given = {key: value for key, value in (texts | names).items() if key not in _COMPUTED}
        return {**self._rules.defaults, **given, **own}

    def _category(self) -> str | None:
        """Return the address of the last category; None where only Hexo's database knows which that is."""
        if not self._categories:
            return self._rules.default_category
        return self._slug_of(self._categories[0]) if len(self._categories) == 1 else None

    def _slug_of(self, names: tuple[str, ...]) -> str:
        rules = self._rules
        return "/".join(address.slugize(rules.categories.get(name) or name, rules.letters) for name in names)

    def _moments(self, date: datetime | None, slug: str) -> dict[str, str]:
        if date is None:
            return {}
        local = date.astimezone(self._settings.zone)
        found = _clock(local)
        used = address.parts_in(self._rules.permalink)
        if any(found[name] != _clock(date.astimezone(UTC))[name] for name in used & _DAYS):
            self._note(
                "date",
                "post/address-by-clock",
                f"Hexo writes `{local.date()}` or `{date.date()}` into this address, by the clock of the machine that "
                "it runs on; the first is taken.",
                "Run Hexo with the time zone of the site (`TZ`), or write a `permalink`.",
                _WHY_AN_ADDRESS,
            )
        if self._rules.has_zone:
            seconds = str(int(date.timestamp()))
            found["timestamp"] = seconds
            found["hash"] = hashlib.sha1(f"{slug}{seconds}".encode(), usedforsecurity=False).hexdigest()[:12]
        return found

    def _unknown_address(self, part: str) -> None:
        what, hint = _OF_PLUGINS
        if part in _OF_THE_INSTANT and not self._rules.has_zone:
            what, hint = "depends on the clock of the machine", "Write `timezone` into the configuration."
        elif part in _DAYS | _OF_THE_INSTANT:
            what, hint = "is that of the date, which is not known", "Write `date: YYYY-MM-DD HH:mm:ss`."
        elif part == "category":
            what, hint = "is the last of several as Hexo's database has them", "Write the `permalink` of the post."
        self._note(
            "categories" if part == "category" else "",
            "post/unknown-address",
            f"`:{part}` of the permalink {what}: the post is left out, since its address is not known.",
            hint,
            _WHY_AN_ADDRESS,
            f":{part}",
        )

    # What lists it

    def _listings(self) -> Iterator[Listing]:
        rules, home = self._rules, self._settings.site_url
        if rules.lists_categories:
            for names in self._categories:
                for number in range(1, len(names) + 1):
                    page = rules.category_folder + self._slug_of(names[:number])
                    yield _listing(Taxonomy.CATEGORY, page, names[number - 1], home)
        if rules.lists_tags:
            for tag in self._tags:
                page = rules.tag_folder + address.slugize(rules.tags.get(tag) or tag, rules.letters)
                yield _listing(Taxonomy.TAG, page, tag, home)

    def _note(self, key: str, code: str, text: str, hint: str, why: str, found: str = "") -> None:  # noqa: PLR0913, PLR0917 - the parts of a problem
        problem = problem_at(self._front, key, code, text, hint, found)
        self._problems.append(replace(problem, why=why, level=Level.WARNING))


_COMPUTED: Final = (
    frozenset({"categories", "tags", "permalink", "date", "updated", "path", "category"}) | _DAYS | _OF_THE_INSTANT
)


def _clock(moment: datetime) -> dict[str, str]:
    """Return the parts of a permalink that a clock shows."""
    return {
        "year": f"{moment.year:04d}",
        "month": f"{moment.month:02d}",
        "day": f"{moment.day:02d}",
        "hour": f"{moment.hour:02d}",
        "minute": f"{moment.minute:02d}",
        "second": f"{moment.second:02d}",
        "i_month": str(moment.month),
        "i_day": str(moment.day),
    }


def _names(given: Value) -> Iterator[str]:
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, str) and each.strip() and each not in NOTHING:
            yield each.strip()


def _hierarchies(given: Value) -> Iterator[tuple[str, ...]]:
    """Return the categories of a post, each below the one before it; lists in a list are several of these."""
    if not isinstance(given, list) or not any(isinstance(each, list) for each in given):
        found = [tuple(_names(given))]
    else:
        found = [tuple(_names(each)) for each in given]
    yield from dict.fromkeys(filter(None, found))


@lru_cache(maxsize=4096)
def _listing(taxonomy: Taxonomy, page: str, label: str, home: str) -> Listing:
    term = Term(taxonomy=taxonomy, slug=page, label=label)
    return Listing(term=term, url=f"{home}{urls.quote_path(page)}/", has_feed=False)
