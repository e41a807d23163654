"""TOML front matter, between lines of `+++`."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from feedpub.collect.frontmatter import block as blocks
from feedpub.collect.frontmatter.complaints import LEFT_OUT, too_deep
from feedpub.collect.frontmatter.handler import Handler
from feedpub.collect.frontmatter.json import as_text
from feedpub.collect.frontmatter.values import MAX_DEPTH, STRICT
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.text import patterns

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.values import Grammar, Places, Value


class TomlHandler(Handler):
    """`+++`, TOML, `+++`; read by the standard library."""

    FM_BOUNDARY = re.compile(r"\+\+\+")

    def detect(self, text: str) -> bool:
        """Whether the first line is `+++`."""
        return blocks.is_toml(text)

    def cut(self, text: str, grammar: Grammar = STRICT) -> Block:
        """Return the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_toml(text, grammar)

    def read(self, fm: str, _grammar: Grammar) -> tuple[dict[str, Value], list[Problem]]:
        """Return the mapping, all scalars as text; there are no warnings. Raises FrontMatterError."""
        if _DEEP_KEY.search(fm):
            raise FrontMatterError(too_deep())
        try:
            values = tomllib.loads(fm.replace("\r\n", "\n"), parse_float=str)
            return {
                key: as_text(value, 1) for key, value in values.items()
            }, []  # a ValueError for numbers beyond measure
        except RecursionError as error:
            raise FrontMatterError(too_deep()) from error
        except ValueError as error:
            raise FrontMatterError(_toml_problem(error, fm)) from error

    def places(self, fm: str) -> Places:
        """Return what knows the place of each key and element."""
        from feedpub.text.positions import toml_keys  # noqa: PLC0415 - only a message needs places

        return toml_keys(fm).get


# `a.a.a.…` makes a table in a table without end, and with enough of them the interpreter itself falls over.
_DEEP_KEY = patterns.lazy(rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}""")


_BARE_VALUE = patterns.lazy(r"\s*([\w-]+)\s*=\s*([^\W\d_][^\"'\[\]{}#=\\]{0,200}?)\s*")
"""A line whose value is a text without quotes."""


def _toml_problem(error: ValueError, text: str) -> Problem:
    from feedpub.text.positions import toml_mistake  # noqa: PLC0415 - only a message needs places

    what, spot = toml_mistake(error, text)
    line = text.splitlines()[spot.line - 1] if 0 < spot.line <= len(text.splitlines()) else ""
    bare = _BARE_VALUE.fullmatch(line)
    code = "front-matter/duplicate-key" if "overwrite" in what else "front-matter/not-toml"
    return Problem(
        code=code,
        text=f"The TOML of the front matter cannot be read: {what}.",
        hint=f'Put the value in quotes: {bare[1]} = "{bare[2]}"'
        if bare
        else 'Write `key = "value"`, one to a line, each key once, text always in quotes.',
        why=LEFT_OUT,
        line=spot.line,
        column=spot.column,
    )
