"""Expressions of templates, told without running them: `{{ post.url | prepend: site.url }}`.

What differs from post to post is a placeholder (`{path}`, those of `ids.pattern`), all else a text; what is neither is
refused. Liquid, Nunjucks and Tera write a value and filters alike, but for the marks around the arguments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    ValueFilter: TypeAlias = Callable[..., str]
    """Takes the value and its arguments, as texts; raises ValueError for what it cannot tell."""

_PART: Final = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<name>[A-Za-z_$][\w$-]*(?:\s?\.\s?[\w$-]+|\[[^\]]*\])*)|(?P<mark>[|:,()=~+]))"""
)
_DEEPEST: Final = 8
_UNKNOWN: Final = "{unknown}"
_LONGEST: Final = 500


class UnreadError(Exception):
    """An expression that only the generator can tell."""


class Filter(NamedTuple):
    """A filter with its arguments as they are written; those with names without these."""

    name: str
    arguments: tuple[str, ...]


class Expression(NamedTuple):
    """Values that are joined, and the filters that all go through."""

    values: tuple[str, ...]
    filters: tuple[Filter, ...]


def parsed(written: str) -> Expression:
    """Return the parts of an expression. Raises UnreadError for anything but values and filters."""
    values: list[str] = []
    filters: list[Filter] = []
    inside = False
    for kind, part in _parts(written):
        if kind == "mark":
            inside = part == "|" or (inside and part != "~")
            if part == "|":
                filters.append(Filter("", ()))
        elif not inside:
            values.append(part)
        elif not filters[-1].name:
            filters[-1] = Filter(part, ())
        else:
            filters[-1] = Filter(filters[-1].name, (*filters[-1].arguments, part))
    if not values:
        raise UnreadError(written)
    return Expression(tuple(values), tuple(Filter(one.name, _without_names(one, written)) for one in filters))


def _parts(written: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, text = 0, written.strip()
    while at < len(text):
        match = _PART.match(text, at)
        if match is None or len(text) > _LONGEST:
            raise UnreadError(written)
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        at = match.end()
    return found


def _without_names(one: Filter, written: str) -> tuple[str, ...]:
    """Return the arguments of `f(sep="x", end=20)` without `sep` and `end`."""
    return tuple(part for part in one.arguments if not re.search(rf"\b{re.escape(part)}\s*=(?!=)", written))


class Values:
    """What the names in a template stand for."""

    def __init__(self, known: Callable[[str], str | None], filters: Mapping[str, ValueFilter]) -> None:
        """Take what tells the value of a name, None for one that is not known, and the filters."""
        self._known, self._filters = known, filters
        self._set: dict[str, str] = {}
        self._depth = 0

    def let(self, name: str, written: str) -> None:
        """Have a name stand for a template, as `assign`, `set` and `capture` do; it is read when it is asked for."""
        self._set[name] = written

    def expression_of(self, name: str) -> str | None:
        """Return the expression that a name was set to; None where it was not."""
        written = self._set.get(name, "")
        match = _ALONE.fullmatch(written)
        return match[1] if match else None

    def text(self, template: str) -> str:
        """Return what a template with `{{ … }}` in it comes to. Raises UnreadError."""
        found = {made for one in _variants(template) if (made := self._made(one)) is not None}
        if len(found) != 1:
            raise UnreadError(template.strip())
        return found.pop()

    def _made(self, template: str) -> str | None:
        """Return what a template without branches comes to; None for one that is not known, or says nothing."""
        parts: list[str] = []
        end = 0
        for match in _SHOWN.finditer(template):
            parts.append(_literal(template[end : match.start()]))
            try:
                parts.append(self.value(match[1]))
            except UnreadError:
                return None
            end = match.end()
        parts.append(_literal(template[end:]))
        return "".join(parts) or None

    def value(self, written: str) -> str:
        """Return what an expression comes to. Raises UnreadError."""
        expression = parsed(written)
        value = "".join(map(self._value, expression.values))
        for name, arguments in expression.filters:
            if name not in self._filters:
                raise UnreadError(written)
            try:
                value = self._filters[name](value, *map(self._argument, arguments))
            except (ValueError, TypeError) as error:
                raise UnreadError(written) from error
        if _UNKNOWN in value:
            raise UnreadError(written)
        return value

    def _argument(self, part: str) -> str:
        """Return an argument; one that is not known may be of no account."""
        try:
            return self._value(part)
        except UnreadError:
            return _UNKNOWN

    def _value(self, part: str) -> str:
        if part[0] in "\"'":
            return _without_braces(part[1:-1])
        if part[0].isdigit() or part[0] == "-":
            return part
        if part in self._set:
            return self._nested(self._set[part])
        value = self._known(part)
        if value is None:
            raise UnreadError(part)
        return value

    def _nested(self, written: str) -> str:
        if self._depth > _DEEPEST:
            raise UnreadError(written)
        self._depth += 1
        try:
            return self.text(written)
        finally:
            self._depth -= 1


_SHOWN: Final = re.compile(r"\{\{-?(.{0,1000}?)-?\}\}", re.DOTALL)
_ALONE: Final = re.compile(r"\s*\{\{-?(.*?)-?\}\}\s*", re.DOTALL)
_BRANCHED: Final = re.compile(
    r"\{%-?\s*(?:if|unless)\b(?P<inner>(?:(?!\{%-?\s*(?:if|unless)\b).)*?)\{%-?\s*end(?:if|unless)\s*-?%\}", re.DOTALL
)
_BRANCH: Final = re.compile(r"\{%-?\s*+(?:else|elsif|elif|elseif)\b.{0,500}?%\}", re.DOTALL)
_MOST: Final = 16


def _variants(template: str) -> list[str]:
    """Return the template once for each branch of its conditions, which nobody can tell here."""
    done: list[str] = []
    found = [template]
    while found and len(found) + len(done) < _MOST:
        one = found.pop()
        match = _BRANCHED.search(one)
        if match is None:
            done.append(one)
            continue
        inner = match["inner"].partition("%}")[2]
        found += [one[: match.start()] + branch + one[match.end() :] for branch in _BRANCH.split(inner)]
    return done


def _literal(text: str) -> str:
    """Return the text around expressions, in which blanks stand for nothing. Raises UnreadError for braces."""
    return "".join(_without_braces(text).split())


def _without_braces(text: str) -> str:
    if "{" in text or "}" in text:
        raise UnreadError(text)
    return text
