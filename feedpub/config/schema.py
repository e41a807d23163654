"""Turns tables into options: their records are the schema.

The type of a field picks its converter, a default makes it optional. Every mistake is noted, none is raised,
and nothing is repaired in silence. Knows neither files nor feeds: what a value means is judged by `config`.
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeGuard, TypeVar, get_args, get_origin

from msgspec import NODEFAULT, Struct, structs

from feedpub.config.mistakes import Mistake, missing, no_member, unknown_key, wrong_type
from feedpub.text.toml import OFF

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.text.positions import Path

Record = TypeVar("Record", bound=Struct)


class Setting(Struct, frozen=True, kw_only=True):
    """What may be set in a table: a field of a record of options."""

    name: str
    type: Any
    """With the names in it resolved."""
    doc: str
    """Its line of documentation."""
    example: Any
    is_required: bool
    default: Any
    """None where it is required."""


class _Wrong(enum.Enum):
    """Stands for a value that could not be converted; the mistake has been noted."""

    WRONG = enum.auto()


_WRONG: Final = _Wrong.WRONG
_Note: TypeAlias = list[Mistake]


def read_table(
    kind: type[Record], table: object, mistakes: _Note, path: Path = (), default: Record | None = None
) -> Record | None:
    """Return the record that the table describes; what it leaves out comes from `default` or the fields.

    None when something that must be there is missing or wrong: the mistakes say what.
    """
    if not isinstance(table, Mapping):
        mistakes.append(wrong_type(path, "a table", table))
        return None
    known = settable(kind)
    table = {**_needed_tables(kind), **table}
    mistakes.extend(unknown_key(path, key, tuple(known), _inside(kind, key)) for key in table if key not in known)
    given = {
        name: convert(setting.type, table[name], mistakes, (*path, name), _present(default, setting))
        for name, setting in known.items()
        if name in table
    }
    needed = [name for name, setting in known.items() if setting.is_required and default is None]
    mistakes.extend(missing((*path, name), known[name].doc) for name in needed if name not in given)
    if any(given.get(name, _WRONG) is _WRONG for name in needed):
        return None
    right = {name: value for name, value in given.items() if value is not _WRONG}
    return structs.replace(default, **right) if default is not None else kind(**right)


def _inside(kind: type[Struct], key: str) -> str:
    """Return `site.url` for a `url` that stands before any table."""
    inner = {name: setting.type for name, setting in settable(kind).items() if is_table(setting.type)}
    return next((f"{name}.{key}" for name, table in inner.items() if key in settable(table)), "")


def _needed_tables(kind: type[Struct]) -> dict[str, object]:
    """Return an empty table for each that must be there, so that what lacks is named by its own key."""
    return {name: {} for name, setting in settable(kind).items() if setting.is_required and is_table(setting.type)}


def settable(kind: type[Struct]) -> Mapping[str, Setting]:
    """Return what may be set in a record of options, by name."""
    return _settings(kind)


@cache
def _settings(kind: type[Struct]) -> Mapping[str, Setting]:
    return {field.name: _setting(field) for field in structs.fields(kind)}


def _setting(field: structs.FieldInfo) -> Setting:
    kind, *said = get_args(field.type) if get_origin(field.type) is Annotated else (field.type,)
    default = field.default_factory() if field.default_factory is not NODEFAULT else field.default
    return Setting(
        name=field.name,
        type=kind,
        doc=next((one.description for one in said), ""),
        example=next((example for one in said for example in one.examples or ()), None),
        is_required=default is NODEFAULT,
        default=None if default is NODEFAULT else default,
    )


def is_table(kind: object) -> TypeGuard[type[Struct]]:
    """Whether a type is that of a table: a record of options."""
    return isinstance(kind, type) and issubclass(kind, Struct)


def _present(whole: object, setting: Setting) -> object:
    return setting.default if whole is None else getattr(whole, setting.name)


def convert(kind: Any, value: object, mistakes: _Note, path: Path, default: object = None) -> Any:  # noqa: ANN401 - of type `kind`
    """Return the value as `kind`; note a mistake and give a mark that is no value where that cannot be."""
    if is_table(kind):
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
    required = [setting for setting in settable(kind).values() if setting.is_required]
    if isinstance(value, str) and len(required) == 1 and required[0].type is str:
        value = {required[0].name: value}  # a name alone says who is meant
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
    """Return what an argument of the command line for the key at `path` means as a value of a table.

    Where the field is text it is the argument itself; else a value of TOML, or a list with commas.
    """
    wanted = _type_at(kind, path)
    if wanted is str:
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):  # also of a number with too many digits
        several = get_origin(wanted) is tuple and not is_table(get_args(wanted)[0])
        return [part.strip() for part in text.split(",")] if several else text


def _type_at(kind: Any, path: Path) -> Any:  # noqa: ANN401 - any type of a field, None for an unknown key
    for step in path:
        if get_origin(kind) is Mapping:
            kind = get_args(kind)[1]
        else:
            setting = settable(kind).get(str(step)) if is_table(kind) else None
            kind = setting and setting.type
    return kind
