"""Tables as they are read, before they are options: what is in them, and more put into a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_value(table: Mapping[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    """Return the table with a value at a path, whatever stood there."""
    first, *rest = path
    if not rest:
        return {**table, first: value}
    inner = table.get(first, {})
    return {**table, first: with_value(inner if isinstance(inner, dict) else {}, tuple(rest), value)}


def is_given(table: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    """Whether the table has the key; also where what should be a table around it is none."""
    inner: Any = table
    for step in path:
        if not isinstance(inner, dict):
            return True
        if step not in inner:
            return False
        inner = inner[step]
    return True
