"""Dataclasses at a tenth of the time: what `dataclasses.dataclass` makes of a class, with next to nothing compiled.

The library's decorator writes and compiles five functions for each class, a millisecond in all; for the hundred and
more classes of feedpub that was a third of the time before the first post is read. Here the library still finds the
fields, so that its `fields`, `replace` and `is_dataclass` know the class. What compares, hashes and prints is shared;
the constructor, which must be code of its own to be fast, is compiled when the first record is made.

For classes with slots, no base and no `__post_init__`. Type checkers see the library's own.
"""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from dataclasses import Field, dataclass
    from types import FunctionType
    from typing import Literal, NoReturn, TypeAlias

    Values: TypeAlias = Callable[[object], tuple[Any, ...]]

__all__ = ["dataclass"]


def record(
    *, slots: Literal[True], frozen: bool = False, kw_only: bool = False, order: bool = False
) -> Callable[[type], type]:
    """Give what makes a dataclass of a class; the words mean what they mean to the library."""

    def decorated(plain: type) -> type:
        if plain.__bases__ != (object,) or hasattr(plain, "__post_init__"):
            raise TypeError(f"{plain.__name__} has a base or __post_init__, which only the library can do")
        if plain.__doc__ is None:
            plain.__doc__ = plain.__name__  # else the library has `inspect` write one, in ten times the time
        fielded = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
        kind: type = fielded(plain)
        kind.__dataclass_params__.frozen = frozen  # type: ignore[attr-defined]  # for those who ask the library
        for name, method in _methods(kind, is_frozen=frozen, is_ordered=order).items():
            if name not in plain.__dict__:
                setattr(kind, name, method)
        return kind

    return decorated


if not TYPE_CHECKING:
    dataclass = record

_ORDER = (operator.lt, operator.le, operator.gt, operator.ge)


def _methods(kind: type, *, is_frozen: bool, is_ordered: bool) -> Mapping[str, object]:
    fields = dataclasses.fields(kind)
    compared = _values(each for each in fields if each.compare)
    methods: dict[str, object] = {
        "__init__": _Constructor(kind, is_frozen=is_frozen),
        "__repr__": _repr,
        "__eq__": _comparison(operator.eq, compared),
        "__hash__": None,
    }
    if is_frozen:
        methods |= {
            "__hash__": lambda self: hash(compared(self)),
            "__setattr__": _refuse_to_set,
            "__delattr__": _refuse_to_delete,
            "__getstate__": _state,
            "__setstate__": _set_state,
        }
    if is_ordered:
        methods |= {f"__{each.__name__}__": _comparison(each, compared) for each in _ORDER}
    return methods


def _values(fields: Iterable[Field[Any]]) -> Values:
    """Give what gives the values of the fields as a tuple."""
    names = [each.name for each in fields]
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _comparison(compare: Callable[[Any, Any], bool], values: Values) -> Callable[[object, object], bool]:
    def compared(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return compared


def _repr(self: Any) -> str:  # noqa: ANN401 - any record
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401 - any record
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: Any, state: Iterable[object]) -> None:  # noqa: ANN401 - any record
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


class _Constructor:
    """Holds the place of a class's constructor until someone asks for it."""

    __slots__ = ("_is_frozen", "_kind")

    def __init__(self, kind: type, *, is_frozen: bool) -> None:
        self._kind, self._is_frozen = kind, is_frozen

    def __get__(self, instance: object, owner: type) -> Any:  # noqa: ANN401 - a function, or a method
        constructor = _constructor(self._kind, is_frozen=self._is_frozen)
        setattr(self._kind, "__init__", constructor)  # noqa: B010 - to a type checker a constructor does not change
        return constructor.__get__(instance, owner)


def _constructor(kind: type, *, is_frozen: bool) -> FunctionType:
    """Compile the constructor.

    That of a frozen class fills the record while it is of a class just like it that is not frozen: the library's way
    around the refusal, `object.__setattr__` for each field, takes twice the time.
    """
    fields = dataclasses.fields(kind)
    names: dict[str, Any] = {"_absent": MISSING}
    for each in fields:
        names |= {f"_default_{each.name}": each.default, f"_make_{each.name}": each.default_factory}
    lines = [f"self.{each.name} = {_value(each)}" for each in fields]
    if is_frozen:
        names |= {"_kind": kind, "_open": _not_frozen(kind), "_set": object.__setattr__}
        lines = ["_set(self, '__class__', _open)", *lines, "self.__class__ = _kind"]
    exec(f"def __init__({_parameters(fields)}):\n " + "\n ".join(lines or ["pass"]), names)  # noqa: S102 - as the library does
    constructor: FunctionType = names["__init__"]
    constructor.__qualname__ = f"{kind.__qualname__}.__init__"
    return constructor


def _not_frozen(kind: type) -> type:
    return type(kind.__name__, (), {"__slots__": kind.__dict__["__slots__"]})


def _parameters(fields: Iterable[Field[Any]]) -> str:
    given = [each for each in fields if each.init]
    named = [_parameter(each) for each in given if each.kw_only]
    placed = [_parameter(each) for each in given if not each.kw_only]
    return ", ".join(["self", *placed, *(["*", *named] if named else [])])


def _parameter(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=_absent"
    return field.name if field.default is MISSING else f"{field.name}=_default_{field.name}"


def _value(field: Field[Any]) -> str:
    """Give the expression for what a field is set to."""
    if field.default_factory is MISSING:
        return field.name if field.init else f"_default_{field.name}"
    made = f"_make_{field.name}()"
    return f"{made} if {field.name} is _absent else {field.name}" if field.init else made
