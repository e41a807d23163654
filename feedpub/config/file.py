"""Reads the text of feedpub.toml as TOML: whatever can be wrong with it is told with its place.

What the keys mean is for `schema` to know.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from feedpub.model.errors import UsageError
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.positions import Path, Spot

FILE_NAME: Final = "feedpub.toml"
_DEEPEST = 64
"""Tables and lists inside each other; no option needs a tenth of them, and a thousand are too many for the parser."""
_DEEP_KEY = patterns.lazy(rf"""(?:(?:(?<![\w-])[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_DEEPEST}}}""")
_LARGEST = 1 << 63
"""TOML promises whole numbers of 64 bits with a sign; an interpreter has trouble to write down much larger ones."""


def read(name: str, data: bytes) -> tuple[dict[str, Any], str]:
    """Return the table that the bytes of a file are, and its text; `name` is what messages call it.

    Raises UsageError with the place of the mistake where it is no TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from feedpub.text.probable_encoding import instead  # noqa: PLC0415 - nearly all files are UTF-8

        what, hint = instead(data, name)
        raise _syntax(name, _after(error), f"byte {error.start + 1} is not UTF-8{what}", hint) from error
    return _table(name, text), text


def _table(name: str, text: str) -> dict[str, Any]:
    from feedpub.text.positions import toml_mistake  # noqa: PLC0415 - only a message needs places

    if match := _DEEP_KEY.search(text):
        raise _syntax(name, _spot(text, match.start()), "lists or tables lie too deep in each other")
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        sentence, spot = toml_mistake(error, text)
        raise _syntax(name, spot, sentence) from error
    except RecursionError as error:
        raise _syntax(name, None, "lists or tables lie too deep in each other") from error
    for path in _too_large(table, ()):
        raise _syntax(name, _key(text, path), f"the number of {path[-1]} has more than 64 bits")
    return table


def _too_large(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _too_large(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _too_large(inner, (*path, number))
    elif isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        yield path


def _key(text: str, path: Path) -> Spot | None:
    from feedpub.text.positions import toml_keys  # noqa: PLC0415 - only a message needs places

    return toml_keys(text).get(path)


def _spot(text: str, offset: int) -> Spot:
    from feedpub.text.positions import Lines  # noqa: PLC0415 - only a message needs places

    return Lines(text).spot(offset)


def _after(error: UnicodeDecodeError) -> Spot:
    before = error.object[: error.start].decode("utf-8-sig")
    return _spot(before, len(before))


_SYNTAX: Final = "The file is TOML: text stands in double quotes, lists in [brackets], tables begin with [name]."


def _syntax(name: str, spot: Spot | None, sentence: str, hint: str = _SYNTAX) -> UsageError:
    diagnostic = Diagnostic(
        code="config/syntax",
        level=Level.ERROR,
        where=Where(path=name, line=spot.line if spot else 1, column=spot.column if spot else 1),
        text=sentence,
        hint=hint,
        why="Nothing in the file can be relied on before it can be read.",
    )
    return UsageError(f"{name} is not TOML", (diagnostic,))
