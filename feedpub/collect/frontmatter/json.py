"""JSON front matter: an object at the very start, or between lines of `;;;`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from feedpub.collect.frontmatter import block as blocks
from feedpub.collect.frontmatter.complaints import LEFT_OUT, last_wins, not_a_mapping, too_deep, twice
from feedpub.collect.frontmatter.handler import Handler
from feedpub.collect.frontmatter.values import MAX_DEPTH, STRICT
from feedpub.collect.problem import FrontMatterError, Problem

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.values import Grammar, Places, Value


class JsonHandler(Handler):
    """A JSON object at the very start of the file; the body begins on the line after it."""

    FM_BOUNDARY = re.compile(r"\{")

    def detect(self, text: str) -> bool:
        """Whether the text begins with an object of JSON."""
        return blocks.is_json(text)

    def cut(self, text: str, grammar: Grammar = STRICT) -> Block:
        """Return the object and the body. Raises FrontMatterError when the object does not end or is not JSON."""
        _, end, _ = _json(text, grammar)
        return blocks.split_at(text, end)

    def read(self, fm: str, grammar: Grammar) -> tuple[dict[str, Value], list[Problem]]:
        """Return the mapping, all scalars as text, and warnings. Raises FrontMatterError."""
        values, _, notes = _json(fm, grammar)
        return {key: as_text(value, 1) for key, value in values.items()}, notes

    def places(self, fm: str) -> Places:
        """Return what knows the place of each key and element."""
        from feedpub.text.positions import JsonPlaces  # noqa: PLC0415 - only a message needs places

        found = JsonPlaces(fm)
        return lambda path: found.key(path) if path in found else None


class FencedJsonHandler(JsonHandler):
    """`;;;`, JSON with or without its outer braces, `;;;`."""

    FM_BOUNDARY = re.compile(r";;;")

    def detect(self, text: str) -> bool:
        """Whether the first line is `;;;`."""
        return blocks.is_fenced_json(text)

    def cut(self, text: str, _grammar: Grammar = STRICT) -> Block:
        """Return the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_fenced_json(text)

    def read(self, fm: str, grammar: Grammar) -> tuple[dict[str, Value], list[Problem]]:
        """Return the mapping, all scalars as text, and warnings. Raises FrontMatterError."""
        return super().read(_braced(fm), grammar)

    def places(self, fm: str) -> Places:
        """Return what knows the place of each key and element."""
        return super().places(_braced(fm))


def _braced(text: str) -> str:
    """Return the text with braces around it where it has none; places stay: they take the room of nothing."""
    return text if text.lstrip().startswith("{") else "{" + text.rstrip().rstrip(",") + "\n}"


def _json(text: str, grammar: Grammar) -> tuple[dict[str, Any], int, list[Problem]]:
    """Return the object at the start of the text, where it ends, and warnings. Raises FrontMatterError."""
    start = len(text) - len(text.lstrip())
    try:
        try:
            value, end = _DECODER.raw_decode(text, start)
            notes = []
        except _TwiceError as error:
            if "json" not in grammar.last_key_wins:
                raise FrontMatterError(_json_twice(text, str(error))) from error
            value, end = _LAST_WINS.raw_decode(text, start)
            notes = [last_wins(_json_twice(text, str(error)))]
    except RecursionError as error:
        raise FrontMatterError(too_deep()) from error
    except json.JSONDecodeError as error:
        raise FrontMatterError(_json_problem(error)) from error
    if not isinstance(value, dict):
        not_a_mapping(1, 1)
    return value, end, notes


def _json_problem(error: json.JSONDecodeError) -> Problem:
    return Problem(
        code="front-matter/not-json",
        text=f"The JSON of the front matter cannot be read: {error.msg}.",
        hint='Write `"key": "value"` with double quotes, a comma between two, none after the last, and `}` at the end.',
        why=LEFT_OUT,
        line=error.lineno,
        column=error.colno,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _TwiceError(key)
        seen.add(key)
    return values  # pragma: no cover - a shorter dict has a key twice


class _TwiceError(Exception):
    """A key of JSON stands twice in one object; the parser does not say where."""


def _json_twice(text: str, key: str) -> Problem:
    from feedpub.text.positions import JsonPlaces, Spot  # noqa: PLC0415 - only a message needs places

    spots = (spot for path, spot in JsonPlaces(text).duplicates() if path[-1] == key)
    spot = next(spots, Spot(1, 1))
    return twice(key, spot.line, spot.column)


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=str)
_LAST_WINS = json.JSONDecoder(strict=False, parse_float=str, parse_int=str, parse_constant=str)


def as_text(value: Any, depth: int) -> Value:  # noqa: ANN401 - what TOML and JSON give
    """Return a value of TOML or JSON as YAML would have said it."""
    if isinstance(value, str):
        return value
    if depth > MAX_DEPTH:
        raise FrontMatterError(too_deep())
    if isinstance(value, dict):
        return {key: as_text(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
