"""The line that decides why a post is not there: a key of its front matter, an option, a line of robots.txt.

Named is only what is known to decide it. Where a post has its fate from its folder or from defaults of the
configuration, the line is named if one alone can be meant.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import frontmatter
from feedpub.collect.fields import plain_key
from feedpub.collect.files import read_bytes
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.config import FILE_NAME
from feedpub.io import reading, tree
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.records import Absence, Post, Where
from feedpub.pipeline import listing
from feedpub.pipeline.why import ignoring
from feedpub.pipeline.why.keys import CONFIGURATION, DATES, FRONT_MATTER, GIVEN_TO_MANY, OF_PAGES
from feedpub.text import patterns, toml
from feedpub.text.dates import file_name_date, parse_date, zone
from feedpub.text.positions import toml_keys

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from feedpub.collect.frontmatter import FrontMatter, Value
    from feedpub.config import Loaded
    from feedpub.config.provenance import InForce
    from feedpub.incremental.request import Request
    from feedpub.model.records import FeedSpec, Skipped
    from feedpub.pipeline.surveying import Survey
    from feedpub.pipeline.why.keys import Keys


_DEPTH: Final = 3
"""Of tables in tables in which a key may stand: `extra.private`, `build.list`."""
_HEAD: Final = 60
"""Lines in which the head of a text is looked for that has no front matter of the usual kind."""
_LINE: Final = patterns.lazy(
    r"[\s:.-]{0,20}+[\"']?(?P<key>[\w.-]++)[\"']?\s*+[:=]\s*+(?P<value>(?:[^\s,]++|[\s,]++(?=[^\s,]))*+)[\s,]*+"
)
_USUAL: Final = patterns.lazy(r"(?<!\s)\s*+\([^()`]*+`[^()]*+\)$")
"""The key that usually is the reason, in parentheses at the end of what is said."""
DRAFTS: Final = "_drafts"
"""Posts in it are drafts, for Jekyll and Hexo."""
_ELEVENTY: Final = "eleventy"
_IGNORE_FILES: Final = (".eleventyignore", ".gitignore")


class Decision(Struct, frozen=True, kw_only=True):
    """What decides: a line of a file, or something that no line says."""

    where: Where | None = None
    line: str = ""
    """As it is written, without white space around it."""
    text: str = ""
    """Said instead of a line."""

    def __str__(self) -> str:
        """Say it as compilers do: place, then the line."""
        if self.where is None:
            return self.text
        return f"{self.where.path}:{self.where.line}: {self.line}"


class Decider:
    """Looks for what decides; each file is read once. `loaded` knows the places of options, where it is given."""

    def __init__(self, request: Request, found: Survey, loaded: Loaded | None = None) -> None:
        self._request, self._found, self._loaded = request, found, loaded
        self._text = cache(self._read)
        self._front = cache(self._front_of)

    def because(self, of: Post | Skipped, reason: Absence) -> tuple[str, Decision | None]:
        """Return the reason in words, and what decides it; None where that cannot be told for certain."""
        decision = self._of_address(of.url, reason) if isinstance(of, Post) else None
        decision = decision or self._of_source(of.source, reason)
        if decision is None or (decision.where is not None and _is_named(decision.line, reason.value)):
            return reason.value, decision
        return _USUAL.sub("", reason.value), decision

    def _of_address(self, url: str, reason: Absence) -> Decision | None:
        if reason is Absence.SITEMAP_EXCLUDE:
            return self._excluded(url)
        return self._forbidden(url) if reason is Absence.ROBOTS else None

    def _of_source(self, source: str, reason: Absence) -> Decision | None:
        if reason is Absence.FUTURE:
            return self._of_date(source)
        keys = FRONT_MATTER.get(reason, {})
        if decision := self._of_front(source, keys) or self._of_head(source, keys):
            return decision
        if reason is Absence.DRAFT and DRAFTS in source.split("/")[:-1]:
            return Decision(text=f"its folder is `{DRAFTS}`")
        if decision := self._of_page(source, reason):
            return decision
        return self._of_others(source, CONFIGURATION.get(reason, keys if reason in GIVEN_TO_MANY else {}))

    def option(self, path: str) -> Decision:
        """Return the line that gives an option its value (`feeds.limit`), or who else gives it."""
        keys: tuple[str | int, ...] = tuple(int(key) if key.isdigit() else key for key in path.split("."))
        spots = toml_keys(self._text(FILE_NAME))
        is_elsewhere = self._loaded is not None and keys[:2] in self._loaded.source.overridden | set(
            self._loaded.source.origins
        )
        if keys in spots and not is_elsewhere:
            return self._at(FILE_NAME, spots[keys].line)
        return self._given(keys) if self._loaded is not None else Decision(text=f"{path}: no line of feedpub.toml")

    def _given(self, keys: tuple[str | int, ...]) -> Decision:
        """Return what gives an option its value that no line of feedpub.toml gives; of an entry that of its list."""
        from feedpub.config.provenance import SaidBy, in_force  # noqa: PLC0415 - few answers hang on an option

        assert self._loaded is not None, "only asked where it is known"  # noqa: S101 - for the type checker
        found: dict[tuple[str | int, ...], InForce] = {one.path: one for one in in_force(self._loaded)}
        one = next(found[keys[:end]] for end in range(len(keys), 0, -1) if keys[:end] in found)
        line = toml.line(one.path, one.value) if len(one.path) == len(keys) else ".".join(one.path)
        if one.said_by is SaidBy.DEFAULT:
            return Decision(text=f"{line} is the default")
        if one.said_by is SaidBy.COMMAND_LINE:
            return Decision(text=f"{line} is what the command line says")
        if one.where is not None and one.where.line and one.key:
            written = self._at(one.where.path, one.where.line)
            return written if one.key.rpartition(".")[2] in written.line else replace(written, line=one.key)
        origin = f"is taken from {one.where.path}" if one.where is not None else "follows from the kind of site"
        return Decision(text=f"{line} {origin}")

    def limit_of(self, spec: FeedSpec) -> str:
        """Return the option that says how many posts a feed holds."""
        feeds = self._request.options.feeds
        if spec.term is None:
            return "feeds.limit"
        for number, one in enumerate(feeds.more):
            if one.path in spec.paths.values():
                return "feeds.limit" if one.limit is None else f"feeds.more.{number}.limit"
        table = spec.term.taxonomy.value
        return "feeds.limit" if getattr(feeds, table).limit is None else f"feeds.{table}.limit"

    def with_glob(self, option: str, path: str) -> Decision | None:
        """Return the line with the glob of an option that takes in a path or a folder above it."""
        table, name = option.split(".")
        globs: tuple[str, ...] = getattr(getattr(self._request.options, table), name)
        names = path.strip("/").split("/")
        for number, glob in enumerate(globs):
            pattern = tree.globs((glob,))
            if pattern and any(pattern.fullmatch("/".join(names[:end])) for end in range(1, len(names) + 1)):
                line = self._spot((table, name, number)) or self._spot((table, name))
                return self._at(FILE_NAME, line) if line else self.option(option)
        return None

    def ignored(self, source: str) -> Decision | None:
        """Return the line of the generator's configuration by which a file is passed over, where one says so."""
        site = self._request.options.site
        for path in (*site.config, *(_IGNORE_FILES if site.type == _ELEVENTY else ())):
            is_list = path in _IGNORE_FILES
            for number, line in enumerate(self._text(path).split("\n"), start=1):
                match = _LINE.fullmatch(line.rstrip("\r"))
                if path not in _IGNORE_FILES and not ignoring.is_continued(line):
                    key = plain_key(match["key"]) if match else ""
                    is_list = key in ignoring.IGNORING or "ignores.add" in line
                if is_list and ignoring.takes_in(line, source):
                    return self._at(path, number)
        return None

    def _spot(self, keys: tuple[str | int, ...]) -> int | None:
        spot = toml_keys(self._text(FILE_NAME)).get(keys)
        return spot.line if spot else None

    # Front matter

    def _of_front(self, source: str, keys: Keys) -> Decision | None:
        front = self._front(source)
        if front is None:
            return None
        leaves = list(_leaves(front.values, ()))
        for key, decides in keys.items():  # in the order of their weight, not in that of the file
            for path, value in leaves:
                if key in {path[-1], ".".join(path)} and decides(value):
                    return self._of_key(source, front, path)
        return None

    def _of_key(self, source: str, front: FrontMatter, path: tuple[str, ...]) -> Decision | None:
        written = _written(front.values, path)
        spot = front.places()(written)
        return self._at(source, spot.line + front.block.first_line - 1) if spot else None

    def _of_head(self, source: str, keys: Keys) -> Decision | None:
        """Look in a head that is no front matter of the usual kind, as those of Pelican and reStructuredText."""
        if self._front(source) is not None:
            return None
        for number, line in enumerate(self._text(source).split("\n")[:_HEAD], start=1):
            match = _LINE.fullmatch(line.rstrip("\r"))
            decides = keys.get(plain_key(match["key"])) if match else None
            if match and decides and decides(match["value"]):
                return self._at(source, number)
        return None

    def _of_date(self, source: str) -> Decision | None:
        decision = self._of_front(source, dict.fromkeys(DATES, self._is_to_come))
        decision = decision or self._of_head(source, dict.fromkeys(DATES, self._is_to_come))
        if decision is None and file_name_date(source.rpartition("/")[2])[0]:
            return Decision(text="the date at the front of its file name")
        return decision

    def _is_to_come(self, value: Value) -> bool:
        try:
            moment = parse_date(str(value).strip("\"' "), zone(self._request.options.site.timezone))
        except ValueError:
            return False
        return moment > self._request.now

    def _of_page(self, source: str, reason: Absence) -> Decision | None:
        """Look for what a page of HTML says of itself."""
        wanted = OF_PAGES.get(reason)
        if not wanted or not source.lower().endswith((".html", ".htm", ".xhtml")):
            return None
        for number, line in enumerate(self._text(source).split("\n"), start=1):
            if all(word in line.lower() for word in wanted):
                return self._at(source, number)
        return None

    def _of_others(self, source: str, keys: Keys) -> Decision | None:
        """Look in what may give a post values that its own front matter has not; nothing where several may."""
        found = [
            self._at(path, number)
            for path in self._defaults(source)
            for number, line in enumerate(self._text(path).split("\n"), start=1)
            if (match := _LINE.fullmatch(line.rstrip("\r"))) and _decides(match, keys)
        ]
        return found[0] if len(found) == 1 else None

    def _defaults(self, source: str) -> Iterator[str]:
        """Return the files that may give a post values: of its folders, then of the site."""
        folders = source.split("/")[:-1]
        for end in range(len(folders), 0, -1):
            folder = "/".join(folders[:end])
            for name in ("_index.md", "_index.html", f"{folders[end - 1]}.json", f"{folders[end - 1]}.11tydata.json"):
                if reading.is_file(self._request.folder, f"{folder}/{name}"):
                    yield f"{folder}/{name}"
        yield from self._request.options.site.config

    # Addresses

    def _excluded(self, url: str) -> Decision | None:
        below = unquote(url.removeprefix(self._found.site.url).partition("?")[0])
        return self.with_glob("sitemap.exclude", below)

    def _forbidden(self, url: str) -> Decision | None:
        path = url[len(self._found.site.url) - 1 :]
        rule = next((rule for each in self._found.unlisted.robots if (rule := each.forbidding(path))), None)
        if rule is None:
            return None
        name = self._request.published_as(listing.ROBOTS)
        return Decision(where=Where(path=name, line=rule.line), line=f"Disallow: {rule.written}")

    # Files

    def _at(self, path: str, line: int) -> Decision:
        lines = self._text(path).split("\n")
        text = lines[line - 1].strip() if line <= len(lines) else ""
        return Decision(where=Where(path=path, line=line), line=text)

    def _front_of(self, source: str) -> FrontMatter | None:
        try:
            return frontmatter.read(self._text(source), frontmatter.OF_ANY)
        except FrontMatterError:  # as generators allow what is an error otherwise; the head is looked at instead
            return None

    def _read(self, path: str) -> str:
        """Return the text of a file of the site; nothing for one that is not there, or that may not be read."""
        try:
            data = read_bytes(self._request.folder, path, self._request.options.content.max_bytes)
        except (SystemFault, UsageError):  # nothing but the line that is shown hangs on it
            return ""
        return "" if isinstance(data, Problem) else data.decode("utf-8-sig", "replace")


def _is_named(line: str, reason: str) -> bool:
    """Whether a line has the key that a reason names in parentheses; also where either names none."""
    usual, match = _USUAL.search(reason), _LINE.fullmatch(line)
    return usual is None or match is None or plain_key(match["key"]) in map(plain_key, _keys_in(usual[0]))


def _keys_in(text: str) -> list[str]:
    return [part.partition(":")[0].partition("=")[0].rpartition(".")[2].strip() for part in text.split("`")[1::2]]


def _leaves(values: Mapping[str, Value], around: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value]]:
    """Return each key and table with its value, plainly spelt, from the outermost inward."""
    for key, value in values.items():
        path = (*around, plain_key(key))
        yield path, value
        if isinstance(value, dict) and len(path) < _DEPTH:
            yield from _leaves(value, path)


def _written(values: Mapping[str, Value], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a path as they are spelt in the file."""
    written: list[str] = []
    for name in path:
        key = next(key for key in values if plain_key(key) == name)
        written.append(key)
        inner = values[key]
        values = inner if isinstance(inner, dict) else {}
    return tuple(written)


def _decides(match: re.Match[str], keys: Keys) -> bool:
    key = plain_key(match["key"])
    return any(test(match["value"].strip("\"' ")) for name, test in keys.items() if key == name.rpartition(".")[2])
