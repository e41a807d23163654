"""The variables of Liquid in a Jekyll post: `{{ site.title | escape }}`, a path and filters, nothing else.

What the configuration and the front matter say is known. What comes of the whole site, of data files and of other tags
is out of reach, and so is what would be new at every build.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.sites.jekyll import filters
from feedpub.sites.jekyll.rules import JekyllRules
from feedpub.sites.shared.reading import NOTHING, rules_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import TypeAlias

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post

    Known: TypeAlias = object
    """A text, a moment, a list or a mapping of the like, None for nothing."""

MOST: Final = 1_000_000
"""Characters that all variables of a post may come to, filters on their way counted."""

_LONGEST: Final = 2_000
"""Characters between the braces; longer than anybody writes."""
_PART: Final = re.compile(
    r"""\s*(?:(?P<text>"[^"]*+"|'[^']*+')|(?P<word>-?\d++\.\d++(?![\w.-])|-?\w[\w-]*+\??)|(?P<sign>[.\[\]|:,]))"""
)
_RANGE: Final = re.compile(r"\([^()]*\.\.[^()]*\)")
_FRAGMENT: Final = r"""(?:"[^"]*+"|'[^']*+'|(?:[^\s,|'"]|"[^"]*+"|'[^']*+')++)"""
_FIRST: Final = re.compile(_FRAGMENT)
_STEPS: Final = re.compile(r"\[[^\]]{1,500}+\]|[\w-]++\??")
_FILTERS: Final = re.compile(rf"(?:\s++|{_FRAGMENT}|,)++")
_ARGUMENTS: Final = re.compile(rf"[:,]\s*+({_FRAGMENT})")
"""What Liquid looks for in an expression that it cannot parse (`Variable#lax_parse`)."""
_NOTHING: Final = frozenset({"nil", "null", "blank", "empty"})
_OF_SITE: Final = frozenset(
    {"posts", "pages", "html_pages", "static_files", "html_files", "documents", "collections"}
) | {
    *("categories", "tags", "time", "related_posts", "data"),
}
_OF_PAGE: Final = frozenset(
    {"content", "excerpt", "next", "previous", "output", "id", "collection", "relative_path", "dir"}
)
_OF_OTHERS: Final = frozenset({"content", "layout", "theme", "jekyll", "paginator", "include", "forloop"})


class OutOfReachError(Exception):
    """A variable that only Jekyll knows."""

    def __init__(self, what: str, why: str = "", *, instead: str = "", is_worth_a_word: bool = True) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.instead = instead
        """What helps, where running Jekyll does not."""
        self.is_worth_a_word = is_worth_a_word


class MalformedError(Exception):
    """An expression that Liquid cannot parse. Jekyll warns of it, and reads what it can; or refuses it if told to."""


class Part(Struct, frozen=True):
    """A word, a text in quotes, or a sign of an expression."""

    kind: str
    value: str


class Variables:
    """What a body can ask for, and how much of it it has asked for."""

    def __init__(self, page: Mapping[str, Known], settings: Settings, *, is_whole: bool = True) -> None:
        """Take the values of `page`; where these are not all, what is not among them is out of reach."""
        self._page, self._is_whole = page, is_whole
        self._site, self._of_site = _site(settings)
        rules = rules_in(settings, JekyllRules)
        self.has_plugins, self._is_strict = rules.has_plugins, rules.is_strict
        self._filters = filters.made_for(settings)
        self._left = MOST

    def text(self, expression: str) -> str:
        """Return what a variable becomes. Raises OutOfReachError, MalformedError where Jekyll is told to refuse."""
        if self._left < 0 or len(expression) > _LONGEST:
            raise OutOfReachError("…", _TOO_MUCH)
        try:
            return self._text(expression)
        except MalformedError:
            if _RANGE.search(expression):
                raise OutOfReachError(expression.strip()) from None
            if self._is_strict:
                raise
        return self._lax_text(expression)

    def _lax_text(self, expression: str) -> str:
        """Return what Jekyll makes of an expression that Liquid cannot parse. Raises OutOfReachError for nothing."""
        nothing = OutOfReachError(expression.strip(), _MALFORMED, instead=_RAW)
        try:
            text = self._text(_laxly(expression))
        except MalformedError:
            raise nothing from None
        except OutOfReachError as error:
            if error.is_worth_a_word:
                raise
            raise nothing from None
        if not text:
            raise nothing
        return text

    def _text(self, expression: str) -> str:
        parts = _ExpressionParts(expression)
        if not parts.written:
            return ""
        value = self._value(parts)
        while parts.take("|"):
            value = self._filtered(parts, value)
        if parts.next is not None:
            raise MalformedError
        try:
            return filters.text_of(value)
        except ValueError as error:
            raise OutOfReachError(parts.written, str(error)) from error

    def _paid(self, value: Known) -> Known:
        """Return the value, its size counted. Raises OutOfReachError for one too many."""
        texts = value if isinstance(value, list) else [value]
        self._left -= sum(len(each) if isinstance(each, str) else 1 for each in texts)
        if self._left < 0:
            raise OutOfReachError("…", _TOO_MUCH)
        return value

    def _filtered(self, parts: _ExpressionParts, value: Known) -> Known:
        name = parts.word()
        arguments: list[str] = []
        if parts.take(":"):
            arguments.append(filters.text_of(self._value(parts)))
            while parts.take(","):
                arguments.append(filters.text_of(self._value(parts)))
        function = self._filters.get(name)
        if function is None and (self.has_plugins or name in filters.OTHERS):
            raise OutOfReachError(f"… | {name}")
        if function is None:
            return value  # as Liquid does with a filter that it does not know
        try:
            if name in filters.MULTIPLYING and filters.size_of_replaced(value, arguments) > self._left:
                raise OutOfReachError("…", _TOO_MUCH)
            return self._paid(function(value, *arguments))
        except (ValueError, TypeError, IndexError) as error:
            why = str(error) if isinstance(error, ValueError) else "it has not the arguments that it needs"
            raise OutOfReachError(f"… | {name}", why) from error

    def _value(self, parts: _ExpressionParts) -> Known:
        """Return a text, or the value at a path."""
        part = parts.pop()
        if part.kind == "text":
            return self._paid(part.value)
        if part.kind != "word":
            raise MalformedError
        if re.fullmatch(r"-?\d+(?:\.\d+)?|true|false", part.value):
            return part.value
        if part.value in _NOTHING:
            return None
        return self._paid(self._at(part.value, list(parts.steps()), parts.written))

    def _at(self, root: str, steps: list[str], written: str) -> Known:
        if root not in {"site", "page"}:
            # Nothing for Jekyll, unless a tag that is left out has given it a value.
            raise OutOfReachError(written, is_worth_a_word=root in _OF_OTHERS)
        if not steps:
            raise OutOfReachError(root)
        first = steps[0]
        known = self._site if root == "site" else self._page
        out_of_reach = self._of_site if root == "site" else _OF_PAGE
        if first not in known and (first in out_of_reach or (root == "page" and not self._is_whole)):
            raise OutOfReachError(f"{root}.{first}")
        value: Known = known
        for step in steps:
            value = _step(value, step)
        return value


_MALFORMED: Final = "Jekyll cannot read this, and makes nothing of it"
_RAW: Final = "If it is meant as text, put it between `{% raw %}` and `{% endraw %}`."
_TOO_MUCH: Final = f"its variables come to more than {MOST:,} characters"


class _ExpressionParts:
    """The parts of an expression, one after the other."""

    def __init__(self, written: str) -> None:
        self.written = written.strip()
        self._at = 0
        self.next = self._found()

    def _found(self) -> Part | None:
        match = _PART.match(self.written, self._at)
        if match is None:
            if self._at < len(self.written):
                raise MalformedError
            return None
        self._at = match.end()
        kind = match.lastgroup or ""
        return Part(kind, match[kind][1:-1] if kind == "text" else match[kind])

    def pop(self) -> Part:
        """Return the next part. Raises MalformedError where there is none."""
        part = self.next
        if part is None:
            raise MalformedError
        self.next = self._found()
        return part

    def take(self, sign: str) -> bool:
        """Return whether a sign comes next, and pass it."""
        is_next = self.next is not None and self.next.kind == "sign" and self.next.value == sign
        if is_next:
            self.pop()
        return is_next

    def word(self) -> str:
        """Return the word that comes next. Raises MalformedError for anything else."""
        part = self.pop()
        if part.kind != "word":
            raise MalformedError
        return part.value

    def steps(self) -> Iterator[str]:
        """Return the keys behind the first word of a path."""
        while self.next is not None and self.next.kind == "sign" and self.next.value in ".[":
            if self.pop().value == ".":
                yield self.word()
                continue
            part = self.pop()
            is_key = part.kind == "text" or (part.kind == "word" and re.fullmatch(r"-?\d+", part.value))
            if not is_key or not self.take("]"):
                raise OutOfReachError(self.written)
            yield part.value


def _laxly(expression: str) -> str:
    """Return as much of an expression as Liquid reads where it cannot parse it; empty where that is nothing."""
    first = _FIRST.search(expression)
    if first is None:
        return ""
    name = first[0] if first[0][0] in "\"'" else _path_in(first[0])
    _, bar, written = expression[first.end() :].partition("|")
    found = _FILTERS.findall(written) if bar else []
    return " | ".join(filter(None, (name, *map(_filter_in, found)))) if name else ""


def _path_in(written: str) -> str:
    steps = _STEPS.findall(written)
    return steps[0] + "".join(step if step[0] == "[" else f".{step}" for step in steps[1:]) if steps else ""


def _filter_in(written: str) -> str:
    name = re.search(r"\w+", written)
    arguments = ", ".join(_ARGUMENTS.findall(written))
    return f"{name[0]}: {arguments}" if name and arguments else name[0] if name else ""


def _step(value: Known, step: str) -> Known:
    if isinstance(value, dict):
        found = value.get(step)
        return None if isinstance(found, str) and found in NOTHING else found
    if isinstance(value, list):
        if step in {"first", "last"}:
            return value[0 if step == "first" else -1] if value else None
        if step == "size":
            return str(len(value))
        return value[int(step)] if re.fullmatch(r"-?\d{1,6}", step) and -len(value) <= int(step) < len(value) else None
    return str(len(value)) if isinstance(value, str) and step == "size" else None


def _site(settings: Settings) -> tuple[dict[str, Known], frozenset[str]]:
    """Return what `site` is known to be, and which of its names Jekyll gives other values."""
    rules = rules_in(settings, JekyllRules)
    base = f"/{rules.baseurl}" if rules.baseurl else ""
    out_of_reach = _OF_SITE | {collection.label for collection in rules.collections}
    said = {key: value for key, value in (rules.site or {}).items() if key not in out_of_reach}
    url = settings.site_url.rstrip("/").removesuffix(base)
    return {**said, "url": url, "baseurl": base}, out_of_reach | {"github"}


def of_post(values: Mapping[str, Value], post: Post, settings: Settings) -> dict[str, Known]:
    """Return what `page` is for a post."""
    path = post.source.removeprefix(rules_in(settings, JekyllRules).source)
    moment: datetime | None = post.date.astimezone(settings.zone) if post.date else None
    return {
        **values,
        "title": post.title,
        "url": "/" + post.url.removeprefix(settings.site_url),
        "date": moment,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "slug": post.slug,
        "path": path,
        "name": path.rpartition("/")[2],
    }
