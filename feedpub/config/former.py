"""Tables of what was called otherwise before: each former name leads to the last of a row of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def followed(table: Mapping[str, str], key: Callable[[str], str] = str) -> Mapping[str, str]:
    """Return the table with each name leading to the last; `key` returns what the spellings of a name have in common.

    Raises ValueError for a row of names without an end.
    """
    known = {key(former): now for former, now in table.items()}
    return {former: _last(former, known, key) for former in table}


def _last(former: str, known: Mapping[str, str], key: Callable[[str], str]) -> str:
    met = {key(former)}
    now = known[key(former)]
    while key(now) in known and key(now) not in met:
        met.add(key(now))
        now = known[key(now)]
    if key(now) in met:
        raise ValueError(f"{former!r} leads back to itself")
    return now
