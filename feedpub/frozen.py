"""Frozen records made in a seventh of the time that their constructors take.

The constructor of a frozen dataclass sets each field by a call that looks its name up: for a post that is dearer than
to read its front matter. Here the fields are set on an object of a twin, a class with the same slots that is not
frozen, and then the object becomes one of the class that is. Nothing of a record differs by the way it was made.

For what is made by the thousand; anything else has the constructor.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Given = ParamSpec("Given")
    Kind = TypeVar("Kind")


def maker(kind: Callable[Given, Kind]) -> Callable[Given, Kind]:
    """Give a function that makes a record as the constructor of `kind` would.

    It takes the values also without names, in the order of the fields, whatever the type checker says of that.
    Raises TypeError for a class whose constructor does more than to set the fields of slots.
    """
    if not isinstance(kind, type) or not _is_plain(kind):
        raise TypeError(f"{kind!r} is no frozen dataclass with slots that only holds its fields")
    names = [each.name for each in fields(kind)]
    defaults = {f"_{each.name}": each.default for each in fields(kind) if each.default is not MISSING}
    taken = ", ".join(f"{name}=_{name}" if f"_{name}" in defaults else name for name in names)
    lines = [
        f"def make({taken}):",
        "    made = _new(_twin)",
        *(f"    made.{name} = {name}" for name in names),
        "    made.__class__ = _kind",
        "    return made",
    ]
    twin = type(kind.__name__, (), {"__slots__": tuple(names), "__module__": kind.__module__})
    space: dict[str, object] = {**defaults, "_new": object.__new__, "_twin": twin, "_kind": kind}
    exec("\n".join(lines), space)  # noqa: S102 - made of the names of fields alone, as dataclasses are themselves
    return space["make"]  # type: ignore[return-value]  # exec tells no type


def _is_plain(kind: type) -> bool:
    is_frozen = hasattr(kind, "__dataclass_params__") and kind.__dataclass_params__.frozen
    return (
        is_frozen
        and kind.__bases__ == (object,)
        and "__slots__" in kind.__dict__
        and not hasattr(kind, "__post_init__")
        and all(each.init and each.default_factory is MISSING for each in fields(kind))
    )
