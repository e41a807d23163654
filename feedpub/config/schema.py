"""Turns tables into dataclasses: the dataclass is the schema.

The type of a field picks its converter, a default makes it optional. Every mistake is noted, none is raised,
and nothing is repaired in silence. Knows neither files nor feeds: what a value means is judged by `config`.
"""

from __future__ import annotations

import difflib
import enum
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

    from feedpub.locate import Path

Record = TypeVar("Record", bound="DataclassInstance")

OFF: Final = "off"
"""How None is written where a name is expected, as TOML has no word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong at one path of the table."""

    path: Path
    kind: str
    """The part of the code behind `config/`."""
    text: str
    hint: str = ""
    why: str = ""
    found: str = ""


class _Wrong(enum.Enum):
    """Stands for a value that could not be converted; the mistake has been noted."""

    WRONG = enum.auto()


_WRONG: Final = _Wrong.WRONG
_Note = list[Mistake]


def read_table(
    kind: type[Record], table: object, mistakes: _Note, path: Path = (), default: Record | None = None
) -> Record | None:
    """Give the dataclass that the table describes; what it leaves out comes from `default` or the fields.

    None when something that must be there is missing or wrong: the mistakes say what.
    """
    if not isinstance(table, Mapping):
        mistakes.append(_wrong_type(path, "a table", table))
        return None
    known = settable(kind)
    table = {**_needed_tables(kind), **table}
    mistakes.extend(_unknown(path, key, kind) for key in table if key not in known)
    given = {
        name: convert(hint, table[name], mistakes, (*path, name), _present(default, known[name]))
        for name, hint in types(kind).items()
        if name in table
    }
    missing = [name for name in known if name not in given and default is None and is_required(known[name])]
    mistakes.extend(_missing(path, name, known[name]) for name in missing)
    if missing or any(given[name] is _WRONG and is_required(known[name]) for name in given):
        return None
    right = {name: value for name, value in given.items() if value is not _WRONG}
    return replace(default, **right) if default is not None else kind(**right)


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
    return get_type_hints(kind)


def is_required(field: Field[Any]) -> bool:
    """Say whether the field must be given."""
    return field.default is MISSING and field.default_factory is MISSING


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
    mistakes.append(_wrong_type(path, _expected(kind), value))
    return _WRONG


def _record(kind: type[Any], value: object, mistakes: _Note, path: Path, default: Any) -> object:  # noqa: ANN401 - a `kind`
    required = [name for name, field in settable(kind).items() if is_required(field)]
    if isinstance(value, str) and len(required) == 1 and types(kind)[required[0]] is str:
        value = {required[0]: value}  # a name alone says who is meant
    record = read_table(kind, value, mistakes, path, default)
    return _WRONG if record is None else record


def _member(kind: type[enum.Enum], value: object, mistakes: _Note, path: Path, also: tuple[str, ...] = ()) -> object:
    names = (*(member.value for member in kind), *also)
    if not isinstance(value, str):
        mistakes.append(_wrong_type(path, _one_of(names), value))
        return _WRONG
    if value in names:
        return None if value in also else kind(value)
    meant = _close(value, names)
    mistakes.append(
        Mistake(
            path=path,
            kind="bad-value",
            text=f"{named(path)} is {value!r}; did you mean {meant!r}?" if meant else f"{named(path)} is {value!r}",
            hint=f"Write {_one_of(names)}.",
            found=value,
        )
    )
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
        mistakes.append(_wrong_type(path, "a table", value))
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


# What the mistakes say


def named(path: Path) -> str:
    """Give the path as it is written in messages: `feeds.formats[1]`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _unknown(path: Path, key: str, kind: type[Any]) -> Mistake:
    known = settable(kind)
    table = f"[{named(path)}]" if path else "the file"
    meant = _close(key, known) or _inside(kind, key)
    return Mistake(
        path=(*path, key),
        kind="unknown-key",
        text=f"{key!r}; did you mean {meant!r}?" if meant else f"{key!r} is no key of {table}",
        hint=f"Write `{meant}`." if meant else f"Remove it; {table} knows {', '.join(known)}.",
        why="A key that feedpub does not know does nothing.",
        found=key,
    )


def _inside(kind: type[Any], key: str) -> str:
    """Give `site.url` for a `url` that stands before any table."""
    inner = {name: types(kind)[name] for name in settable(kind) if is_dataclass(types(kind)[name])}
    return next((f"{name}.{key}" for name, table in inner.items() if key in settable(table)), "")


def _close(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word.lower(), list(known), n=1)), "")


def _missing(path: Path, name: str, field: Field[Any]) -> Mistake:
    return Mistake(
        path=(*path, name),
        kind="missing",
        text=f"{named((*path, name))} is missing",
        hint=f"Write `{name} = …`. {field.metadata.get('doc', '')}".rstrip(),
    )


def _wrong_type(path: Path, expected: str, value: object) -> Mistake:
    written = _written(value)
    number = expected == _EXPECTED[str] and isinstance(value, int | float) and not isinstance(value, bool)
    return Mistake(
        path=path,
        kind="wrong-type",
        text=f"{named(path)} is {_kind_of(value)}, not {expected}",
        hint=f'Put it in quotes: "{written}".' if number else f"Write {expected}.",
        found=written,
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


def _expected(kind: type) -> str:
    return _EXPECTED[kind]


def _kind_of(value: object) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "a date or time")


def _one_of(names: Iterable[str]) -> str:
    return " or ".join(f'"{name}"' for name in names)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if isinstance(value, list | Mapping) else str(value)[:80]
