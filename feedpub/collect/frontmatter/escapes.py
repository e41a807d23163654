r"""Characters that no feed may hold, where an escape (`\u0000`) has brought them past the reader of the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect.problem import Problem
from feedpub.model.records import Level
from feedpub.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.frontmatter.values import Path, Places, Value


def cleaned(values: dict[str, Value]) -> tuple[dict[str, Value], tuple[tuple[Path, int], ...]]:
    """Return the values without such characters, and the path of each that had some, with their number."""
    found = tuple(_unclean((), values))
    return ({key: _clean(value) for key, value in values.items()} if found else values), found


def note(path: Path, number: int, places: Places, lines: int) -> Problem:
    """Return the warning for a value; `lines` is the number of those above the block."""
    spot = None
    for length in range(len(path), 0, -1):
        spot = spot or places(path[:length])
    return Problem(
        code="post/control-characters",
        text=f"`{plain.clean(str(path[0]))[0]}` has {number} control characters; they are left out.",
        hint="Delete them.",
        why="XML forbids them, and one would make the whole feed unreadable.",
        line=spot.line + lines if spot else 1,
        column=spot.column if spot else 1,
        level=Level.WARNING,
    )


def _unclean(path: Path, value: Value) -> Iterator[tuple[Path, int]]:
    if isinstance(value, str):
        if number := plain.clean(value)[1]:
            yield path, number
    elif isinstance(value, dict):
        for key, inner in value.items():
            if number := plain.clean(key)[1]:
                yield (*path, key), number
            yield from _unclean((*path, key), inner)
    else:
        for index, inner in enumerate(value):
            yield from _unclean((*path, index), inner)


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return plain.clean(value)[0]
    if isinstance(value, dict):
        return {plain.clean(key)[0]: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value]
