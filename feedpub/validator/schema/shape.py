"""How elements may be used: where they may stand, how often, with which attributes, and what they hold.

Names are listed as a DTD lists them: `title` must be there, `docs?` may, `category*` may several times, and of `hour+`
there must be one or more.
"""

from __future__ import annotations

import enum
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_LONGEST_NAME: Final = 60
"""A longer name is near to none."""


class Holds(enum.Enum):
    """What stands inside of an element."""

    ANYTHING = "anything"
    TEXT = "text"
    ELEMENTS = "elements"
    NOTHING = "nothing"


class SchemaNames:
    """Names with their cardinality, read from the notation of a DTD."""

    __slots__ = ("known", "many", "required")

    def __init__(self, listed: str, prefix: str = "") -> None:
        words = listed.split()
        self.known = tuple(prefix + word.rstrip("?*+") for word in words)
        self.required = tuple(prefix + word.rstrip("+") for word in words if word[-1] not in "?*")
        self.many = frozenset(prefix + word[:-1] for word in words if word[-1] in "*+")


class Shape(Struct, frozen=True, kw_only=True):
    """How an element may be used, in the notation of this module."""

    children: str = ""
    attributes: str = ""
    parents: frozenset[str] = frozenset()
    """Where it may stand; empty where any place is right, or the shape of the parent says it."""
    many: bool = False
    """Whether one parent may have several, where `parents` are given."""
    holds: Holds = Holds.ANYTHING


class Schema:
    """The elements of a format or an extension, by their usual names."""

    def __init__(self, shapes: Mapping[str, Shape], prefix: str = "") -> None:
        self._prefix = prefix
        self.shapes = {prefix + name: shape for name, shape in shapes.items()}

    @cached_property
    def _children(self) -> dict[str, SchemaNames]:
        return {name: SchemaNames(one.children, self._prefix) for name, one in self.shapes.items() if one.children}

    @cached_property
    def _attributes(self) -> dict[str, SchemaNames]:
        none = SchemaNames("")
        return {name: SchemaNames(one.attributes) if one.attributes else none for name, one in self.shapes.items()}

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """Container -> the elements it may hold."""
        return {name: names.known for name, names in self._children.items()}

    def has(self, container: str, name: str) -> bool:
        """Whether an element may stand in a container."""
        return name in self.children.get(container, ())

    @cached_property
    def single(self) -> dict[str, frozenset[str]]:
        """Container -> the elements of which it may hold one."""
        return {name: frozenset(names.known) - names.many for name, names in self._children.items()}

    @cached_property
    def required(self) -> dict[str, tuple[str, ...]]:
        """Container -> the elements it must hold, where it must hold some."""
        return {name: names.required for name, names in self._children.items() if names.required}

    @cached_property
    def attributes(self) -> dict[str, tuple[str, ...]]:
        """Element -> its attributes."""
        return {name: names.known for name, names in self._attributes.items()}

    @cached_property
    def required_attributes(self) -> dict[str, tuple[str, ...]]:
        """Element -> the attributes it must have, as `@href`, where it must have some."""
        required = ((name, names.required) for name, names in self._attributes.items())
        return {name: tuple(f"@{one}" for one in names) for name, names in required if names}

    def holding(self, *holds: Holds) -> tuple[str, ...]:
        """Return the elements that hold such things."""
        return tuple(name for name, shape in self.shapes.items() if shape.holds in holds)


def nearest(name: str, known: Iterable[str], *, fold: Callable[[str], str] = str.lower, cutoff: float = 0.75) -> str:
    """Return the known name that a mistyped one probably means; empty when none is near."""
    return _nearest(name, tuple(known), fold, cutoff) if len(name) <= _LONGEST_NAME else ""


@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...], fold: Callable[[str], str], cutoff: float) -> str:
    folded = {fold(one): one for one in known}
    close = get_close_matches(fold(name), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else ""
