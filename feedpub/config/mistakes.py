"""What can be wrong with a table, in words for people. Decides nothing: `schema` and `checks` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from feedpub.text.positions import Path

_LONGEST: Final = 80
"""Characters of a value that are repeated."""
_UNUSABLE: Final = "What is published with it would be wrong."
_GUESS: Final = "feedpub does not guess what a value is meant to be."


class Mistake(Struct, frozen=True, kw_only=True):
    """What is wrong at one path of the table."""

    path: Path
    kind: str
    """The part of the code behind `config/`."""
    text: str
    hint: str
    why: str
    found: str = ""


def named(path: Path) -> str:
    """Return the path as it is written in messages: `feeds.formats[1]`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def unknown_key(path: Path, key: str, known: Sequence[str], inside: str) -> Mistake:
    """Say that the table at `path` has no such key; `inside` is where that key exists, if anywhere."""
    table = f"[{named(path)}]" if path else "the file"
    meant = _close(key, known) or inside
    return Mistake(
        path=(*path, key),
        kind="unknown-key",
        text=f"{key!r}; did you mean {meant!r}?" if meant else f"{key!r} is no key of {table}",
        hint=f"Write `{meant}`." if meant else f"Remove it; {table} knows {', '.join(known)}.",
        why="A key that feedpub does not know does nothing.",
        found=key,
    )


def _close(word: str, known: Sequence[str]) -> str:
    import difflib  # noqa: PLC0415 - only a message needs it

    return next(iter(difflib.get_close_matches(word.lower(), known, n=1)), "")


def unknown_rule(path: Path, pattern: str, names: Sequence[str]) -> Mistake:
    """Say that no rule of the validator has this name."""
    meant = _close(pattern, names)
    return Mistake(
        path=path,
        kind="unknown-rule",
        text=f"there is no rule {pattern!r}" + (f"; did you mean {meant!r}?" if meant else ""),
        hint=f'Write `"{meant}"`.' if meant else "`feedpub explain` lists the rules.",
        why="A level for a rule that does not exist does nothing.",
        found=pattern,
    )


def missing(path: Path, doc: str) -> Mistake:
    """Say that the key at `path` must be given."""
    return Mistake(
        path=path,
        kind="missing",
        text=f"{named(path)} is missing",
        hint=f"Write `{path[-1]} = …`. {doc}".rstrip(),
        why="feedpub cannot do without it, and does not invent it.",
    )


def wrong_type(path: Path, kind: type | str, value: object) -> Mistake:
    """Say that the value is not of the type, or not what `kind` says in words."""
    expected = kind if isinstance(kind, str) else _EXPECTED[kind]
    number = kind is str and isinstance(value, int | float) and not isinstance(value, bool)
    return Mistake(
        path=path,
        kind="wrong-type",
        text=f"{named(path)} is {_kind_of(value)}, not {expected}",
        hint=f'Put it in quotes: "{value}".' if number else f"Write {expected}.",
        why=_GUESS,
        found=_written(value),
    )


def no_member(path: Path, names: Sequence[str], value: object) -> Mistake:
    """Say that the value is none of the names."""
    if not isinstance(value, str):
        return wrong_type(path, _one_of(names), value)
    meant = _close(value, names)
    return Mistake(
        path=path,
        kind="bad-value",
        text=f"{named(path)} is {value!r}" + (f"; did you mean {meant!r}?" if meant else ""),
        hint=f"Write {_one_of(names)}.",
        why=_GUESS,
        found=value,
    )


def bad_value(path: Path, sentence: str, found: str, *, hint: str, why: str = _UNUSABLE) -> Mistake:
    """Say what the sentence says of the value at `path`."""
    return Mistake(
        path=path, kind="bad-value", text=f"{named(path)}: {sentence}", hint=hint, why=why, found=found[:_LONGEST]
    )


_EXPECTED: Final[Mapping[type, str]] = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
}
_KINDS: Final = (
    (bool, "true or false"),
    (str, "text"),
    (int, "a number"),
    (float, "a number with a fraction"),
    (list, "a list"),
    (Mapping, "a table"),
)


def _kind_of(value: object) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "a date or time")


def _one_of(names: Sequence[str]) -> str:
    return " or ".join(f'"{name}"' for name in names)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if isinstance(value, list | Mapping) else str(value)[:_LONGEST]
