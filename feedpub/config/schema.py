"""Turns tables into dataclasses: the dataclass is the schema.

The type of a field picks its converter, a default makes it optional. Every mistake is noted, none is raised,
and nothing is repaired in silence. Knows neither files nor feeds: what a value means is judged by `config`.
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from feedpub.config.mistakes import Mistake, missing, no_member, unknown_key, wrong_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

    from feedpub.locate import Path

Record = TypeVar("Record", bound="DataclassInstance")

OFF: Final = "off"
"""How None is written where a name is expected, as TOML has no word for it."""


class _Wrong(enum.Enum):
    """Stands for a value that could not be converted; the mistake has been noted."""

    WRONG = enum.auto()


_WRONG: Final = _Wrong.WRONG
_Note: TypeAlias = list[Mistake]


def read_table(
    kind: type[Record], table: object, mistakes: _Note, path: Path = (), default: Record | None = None
) -> Record | None:
    """Give the dataclass that the table describes; what it leaves out comes from `default` or the fields.

    None when something that must be there is missing or wrong: the mistakes say what.
    """
    if not isinstance(table, Mapping):
        mistakes.append(wrong_type(path, "a table", table))
        return None
    known = settable(kind)
    table = {**_needed_tables(kind), **table}
    mistakes.extend(unknown_key(path, key, tuple(known), _inside(kind, key)) for key in table if key not in known)
    given = {
        name: convert(hint, table[name], mistakes, (*path, name), _present(default, known[name]))
        for name, hint in types(kind).items()
        if name in table
    }
    needed = [name for name, field in known.items() if is_required(field) and default is None]
    mistakes.extend(missing((*path, name), doc_of(known[name])) for name in needed if name not in given)
    if any(given.get(name, _WRONG) is _WRONG for name in needed):
        return None
    right = {name: value for name, value in given.items() if value is not _WRONG}
    return replace(default, **right) if default is not None else kind(**right)


def _inside(kind: type, key: str) -> str:
    """Give `site.url` for a `url` that stands before any table."""
    inner = {name: inner for name, inner in types(kind).items() if isinstance(inner, type) and is_dataclass(inner)}
    return next((f"{name}.{key}" for name, table in inner.items() if key in types(table)), "")


def _needed_tables(kind: type) -> dict[str, object]:
    """Give an empty table for each that must be there, so that what lacks is named by its own key."""
    return {
        name: {} for name, field in settable(kind).items() if is_required(field) and is_dataclass(types(kind)[name])
    }


def settable(kind: type) -> Mapping[str, Field[Any]]:
    """Give the fields of an options dataclass by name."""
    return {field.name: field for field in fields(kind)}


def types(kind: type) -> Mapping[str, Any]:
    """Give the type of each field, with the names in it resolved."""
    return _type_hints(kind)


_type_hints: Final = cache(get_type_hints)


def is_required(field: Field[Any]) -> bool:
    """Say whether the field must be given."""
    return field.default is MISSING and field.default_factory is MISSING


def doc_of(field: Field[Any]) -> str:
    """Give the field's line of documentation."""
    return str(field.metadata.get("doc", ""))


def default_of(field: Field[Any]) -> Any:  # noqa: ANN401 - the default of any field
    """Give the field's default, None where it has none."""
    if field.default is not MISSING:
        return field.default
    return None if field.default_factory is MISSING else field.default_factory()


def _present(whole: object, field: Field[Any]) -> object:
    return default_of(field) if whole is None else getattr(whole, field.name)


def convert(kind: Any, value: object, mistakes: _Note, path: Path, default: object = None) -> Any:  # noqa: ANN401 - of type `kind`
    """Give the value as `kind`; note a mistake and give a mark that is no value where that cannot be."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, value, mistakes, path, default)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return _member(kind, value, mistakes, path)
    return _CONVERTERS[get_origin(kind) or kind](kind, value, mistakes, path)


def _scalar(kind: type, value: object, mistakes: _Note, path: Path) -> object:
    if type(value) is kind:  # exactly: True is an int, too
        return value
    mistakes.append(wrong_type(path, kind, value))
    return _WRONG


def _record(kind: type[Any], value: object, mistakes: _Note, path: Path, default: Any) -> object:  # noqa: ANN401 - a `kind`
    required = [name for name, field in settable(kind).items() if is_required(field)]
    if isinstance(value, str) and len(required) == 1 and types(kind)[required[0]] is str:
        value = {required[0]: value}  # a name alone says who is meant
    record = read_table(kind, value, mistakes, path, default)
    return _WRONG if record is None else record


def _member(kind: type[enum.Enum], value: object, mistakes: _Note, path: Path, also: tuple[str, ...] = ()) -> object:
    names = (*(member.value for member in kind), *also)
    if value in names:
        return None if value in also else kind(value)
    mistakes.append(no_member(path, names, value))
    return _WRONG


def _optional(kind: Any, value: object, mistakes: _Note, path: Path) -> object:  # noqa: ANN401 - a union
    (inner,) = (part for part in get_args(kind) if part is not NoneType)
    if issubclass(inner, enum.Enum):
        return _member(inner, value, mistakes, path, (OFF,))
    return convert(inner, value, mistakes, path)


def _several(kind: Any, value: object, mistakes: _Note, path: Path) -> object:  # noqa: ANN401 - a tuple
    inner, _ = get_args(kind)
    if not isinstance(value, list):
        alone = convert(inner, value, mistakes, path)
        return _WRONG if alone is _WRONG else (alone,)
    elements = tuple(convert(inner, element, mistakes, (*path, i)) for i, element in enumerate(value))
    return _WRONG if _WRONG in elements else elements


def _mapping(kind: Any, value: object, mistakes: _Note, path: Path) -> object:  # noqa: ANN401 - a mapping
    if not isinstance(value, Mapping):
        mistakes.append(wrong_type(path, "a table", value))
        return _WRONG
    inner = get_args(kind)[1]
    converted = {key: convert(inner, element, mistakes, (*path, key)) for key, element in value.items()}
    return {key: element for key, element in converted.items() if element is not _WRONG}


_CONVERTERS: Final[Mapping[Any, Callable[[Any, object, _Note, Path], object]]] = {
    str: _scalar,
    int: _scalar,
    bool: _scalar,
    tuple: _several,
    Mapping: _mapping,
    UnionType: _optional,
}


def read_text(kind: type, path: Path, text: str) -> object:
    """Give what an argument of the command line for the key at `path` means as a value of a table.

    Where the field is text it is the argument itself; else a value of TOML, or a list with commas.
    """
    wanted = _type_at(kind, path)
    if wanted is str:
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        several = get_origin(wanted) is tuple and not is_dataclass(get_args(wanted)[0])
        return [part.strip() for part in text.split(",")] if several else text


def _type_at(kind: Any, path: Path) -> Any:  # noqa: ANN401 - any type of a field, None for an unknown key
    for step in path:
        if get_origin(kind) is Mapping:
            kind = get_args(kind)[1]
        else:
            kind = types(kind).get(str(step)) if is_dataclass(kind) and isinstance(kind, type) else None
    return kind
