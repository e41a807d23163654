"""What front matter is as data, and the limits that all its forms keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.text.positions import Spot

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = "Callable[[Path], Spot | None]"

MAX_LENGTH = 1_000_000
"""Characters of front matter; longer is an error."""
MAX_DEPTH = 64
"""Lists and mappings inside each other; deeper is an error."""
MAX_NODES = 100_000
"""Values after aliases are expanded; more is an error."""
