"""One file of a blog of Docusaurus to one record: what Docusaurus would make of its name and its front matter.

Pure, like `collect.post`, to which everything is left that is not Docusaurus' own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect import frontmatter, post
from feedpub.collect.fields import as_flag
from feedpub.collect.frontmatter import FrontMatter
from feedpub.collect.frontmatter.block import Block, without_bom
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.title import from_heading
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Author, Level, Markup
from feedpub.sites.docusaurus import bodies
from feedpub.sites.docusaurus.rules import GRAMMAR, DocusaurusRules
from feedpub.sites.shared import jsyaml
from feedpub.sites.shared.reading import NOTHING, problem_at, rules_in, text_of
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings

_DAY: Final = re.compile(r"(?=(\d{4}[-/]\d{1,2}[-/]\d{1,2}))")
_ENDING: Final = re.compile(r"(?:/index)?\.mdx?$")
_SLASHES: Final = re.compile(r"/{2,}")
_TOLD: Final = frozenset({"draft", "unlisted", "id", "slug", "tag", "url", "permalink", "path"})
"""Keys that Docusaurus understands in its own way, or not at all."""


def read(text: str) -> FrontMatter:
    """Return the front matter of a file; empty where it has none. Raises FrontMatterError for what is broken."""
    text = without_bom(text)
    found = frontmatter.read(text, GRAMMAR) if text.startswith(("---", ";;;")) else None
    return found or FrontMatter(values={}, block=Block(text="", first_line=1, body=text, body_line=1))


def parse(data: bytes, named: Named, settings: Settings) -> Record:
    """Return the record of a post."""
    try:
        found = read(post.decode(data, named.source))
    except FrontMatterError as error:
        return post.broken(named.source, error.problem)
    told = DocusaurusReading(found, named, settings).told()
    values = {key: value for key, value in found.values.items() if key not in _TOLD}
    if picture := _picture(values.get("image"), rules_in(settings, DocusaurusRules)):
        values["image"] = picture
    else:
        values.pop("image", None)
    return post.record(replace(found, values=values), named, settings, data, told)


def _picture(written: Value | None, rules: DocusaurusRules) -> str:
    """Return the address of the picture of a post; empty for one beside it, to which Docusaurus gives a name."""
    if not isinstance(written, str) or written in NOTHING or written.startswith("."):
        return ""
    return written if urls.is_web(written) else rules.base_url + written.lstrip("/")


class DocusaurusReading:
    """The reading of one file by Docusaurus' rules; mistakes are noted on the way."""

    def __init__(self, found: FrontMatter, named: Named, settings: Settings) -> None:
        self._front, self._named, self._settings = found, named, settings
        self._values: Mapping[str, Value] = found.values
        self._rules = rules_in(settings, DocusaurusRules)
        self._blog = self._rules.blog_of(named.source)
        self._problems: list[Problem] = []
        path = named.source[len(self._blog.path) + 1 :]
        bare = _ENDING.sub("", path)
        days = list(_DAY.finditer(path))
        self._day = days[-1][1] if days else ""
        self._text_of_name, self._slug = bare, f"/{bare}"
        if self._day:
            folder, text = path[: days[-1].start()], path[days[-1].start() + len(self._day) :]
            self._text_of_name = _ENDING.sub("", text.removeprefix(text[:1] if text[:1] in {"-", "/"} else ""))
            self._slug = f"/{self._day.replace('-', '/')}/{folder}{self._text_of_name}"

    def _text(self, key: str) -> str:
        return text_of(self._values, key)

    def told(self) -> Told:
        """Return what Docusaurus' rules say."""
        date = self._date()
        updated = self._updated()
        path = self._path()
        url = urls.to_uri(self._settings.site_url + urls.quote_path(path))
        id_ = self._rules.base_url + path
        unlisted = Absence.UNLISTED if as_flag(self._values.get("unlisted")) else None
        return Told(
            id="" if id_ == url else id_,
            url=url,
            title=self._title(),
            slug="",
            dates=(date, date),
            updated=(updated if updated and date and updated >= date else None,),
            expires=(None,),
            authors=tuple(dict.fromkeys(self._authors())),
            categories=(),
            tags=tuple(dict.fromkeys(self._tags())),
            body=bodies.plainly(self._front.block.body),
            markup=Markup.MARKDOWN,
            sections=(self._blog.section,),
            only_in_sections=not self._blog.is_main,
            hidden=(Absence.DRAFT if as_flag(self._values.get("draft")) else None,),
            not_in_feeds=unlisted,
            not_in_sitemap=unlisted,
            problems=tuple(self._problems),
        )

    def _title(self) -> str:
        body = bodies.without_imports(self._front.block.body)
        return self._text("title") or from_heading(body, Markup.MARKDOWN) or self._text_of_name or self._slug

    def _tags(self) -> Iterator[str]:
        given = self._values.get("tags")
        for each in given if isinstance(given, list) else []:
            if isinstance(each, dict):
                label = each.get("label")
                if isinstance(label, str) and label not in NOTHING:
                    yield label
            elif isinstance(each, str) and each not in NOTHING:
                yield self._blog.tags.get(each, each)

    def _authors(self) -> Iterator[Author]:
        given = self._values.get("authors")
        listed = given if isinstance(given, list) else [given]
        for each in listed:
            if isinstance(each, dict):
                yield from self._described(each)
            elif isinstance(each, str) and each not in NOTHING:
                yield self._blog.authors.get(each, Author(name=each))
        if given is None and (name := self._text("author")):
            yield Author(name=name, url=_web(self._text("author_url") or self._text("authorURL")))

    def _described(self, table: Mapping[str, Value]) -> Iterator[Author]:
        texts = {key: value for key, value in table.items() if isinstance(value, str) and value not in NOTHING}
        known = self._blog.authors.get(texts.get("key", ""))
        name = texts.get("name") or (known.name if known else texts.get("key", ""))
        if name:
            yield Author(
                name=name,
                email=texts.get("email") or (known.email if known else ""),
                url=_web(texts.get("url", "")) or (known.url if known else ""),
            )

    # When

    def _date(self) -> datetime | None:
        if written := self._text("date"):
            return self._moment("date", written)
        if not self._day:
            self._note(
                "",
                "post/no-date",
                "This post has no date; Docusaurus takes that of its file, or of its first commit.",
                "Write `date: YYYY-MM-DD`.",
                "",
                Level.WARNING,
            )
            return None
        try:
            return jsyaml.moment(_two_figures(self._day))
        except ValueError as error:
            self._note("", "post/bad-date", f"The name of the file: {error}.", "Correct the name.", self._day)
            return None

    def _updated(self) -> datetime | None:
        table = self._values.get("last_update")
        written = table.get("date") if isinstance(table, dict) else None
        return self._moment("last_update", written) if isinstance(written, str) and written not in NOTHING else None

    def _moment(self, key: str, written: str) -> datetime | None:
        try:
            return jsyaml.moment(written.strip())
        except ValueError as error:
            self._note(key, "post/bad-date", f"`{key}`: {error}.", "Write `2024-06-21`.", written)
            return None

    # Where

    def _path(self) -> str:
        """Return the path of the page below the site."""
        path = _SLASHES.sub("/", f"{self._blog.route}/{self._text('slug') or self._slug}").lstrip("/")
        if self._rules.has_slashes is not None and path:
            path = path.rstrip("/") + "/" * self._rules.has_slashes
        if path and not urls.is_safe_path(path.rstrip("/") or "."):
            what = "it leads out of the site, or has characters that no path may have"
            hint = "Write a path below the blog, such as `/notes/name`."
            self._note("slug", "post/unsafe-path", f"The address `{path}` is refused: {what}.", hint, path)
            return ""
        return path

    def _note(self, key: str, code: str, text: str, hint: str, found: str, level: Level = Level.ERROR) -> None:  # noqa: PLR0913, PLR0917 - the parts of a problem
        self._problems.append(replace(problem_at(self._front, key, code, text, hint, found), level=level))


def _two_figures(day: str) -> str:
    """Return a day of the name of a file as dates are written: `2024/3/5` as `2024-03-05`."""
    return "-".join(part.zfill(2) for part in re.split("[-/]", day))


def _web(address: str) -> str:
    return address if urls.is_web(address) else ""
