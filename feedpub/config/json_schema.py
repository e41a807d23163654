"""The options as a JSON Schema (draft 2020-12), with which editors complete and check a feedpub.toml.

It says what types say. What a value must be beyond its type, `checks` knows, and `feedpub build` says.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args, get_origin

from msgspec import Struct

from feedpub.collect.json_schema import DRAFT
from feedpub.config.schema import is_table, settable
from feedpub.model.options import Options
from feedpub.text.toml import OFF

if TYPE_CHECKING:
    from feedpub.config.schema import Setting

    Schema: TypeAlias = dict[str, Any]

_NAMES: Final[Mapping[Any, str]] = {str: "string", int: "integer", bool: "boolean"}


def json_schema() -> Schema:
    """Return the schema of feedpub.toml: every key with its type, its default and its line of documentation.

    Nothing must be given there, for the command line or the configuration of a generator may say it.
    """
    return {
        "$schema": DRAFT,
        "title": "feedpub.toml",
        "description": "What feedpub publishes, and how.",
        **_table(Options, None, is_alone=False),
    }


def plain(value: object) -> Any:  # noqa: ANN401 - a value of JSON
    """Return the value of an option as JSON has it, with the names that it has in feedpub.toml."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: OFF if each is None else plain(each) for key, each in value.items()}
    if isinstance(value, Struct):
        return {name: plain(one) for name in settable(type(value)) if (one := getattr(value, name))}
    return value


def _table(kind: type[Struct], default: object, *, is_alone: bool) -> Schema:
    """Return the schema of a table; one that stands alone, as in a list, must have its required keys."""
    keys = settable(kind)
    required = [name for name, key in keys.items() if key.is_required]
    return {
        "type": "object",
        "properties": {name: _key(key, default) for name, key in keys.items()},
        "additionalProperties": False,
        **({"required": required} if is_alone and required else {}),
    }


def _key(key: Setting, around: object) -> Schema:
    default = key.default if around is None else getattr(around, key.name)
    if is_table(key.type):
        return {"description": key.doc, **_table(key.type, default, is_alone=False)}
    shown = {} if key.is_required or default is None else {"default": plain(default)}
    examples = {} if key.example is None else {"examples": [plain(key.example)]}
    return {"description": key.doc, **_of_type(key.type), **shown, **examples}


def _of_type(kind: Any) -> Schema:  # noqa: ANN401 - the type of any field
    """Return what `config.schema.convert` takes for a field of this type."""
    if get_origin(kind) is tuple:
        inner = _of_type(get_args(kind)[0])
        return {"anyOf": [{"type": "array", "items": inner}, inner]}  # a list of one needs no brackets
    if get_origin(kind) is Mapping:
        return {"type": "object", "additionalProperties": _of_type(get_args(kind)[1])}
    if isinstance(kind, UnionType):
        (inner_kind,) = (part for part in get_args(kind) if part is not NoneType)
        found = _of_type(inner_kind)
        return {"enum": [*found["enum"], OFF]} if "enum" in found else found
    if is_table(kind):
        return _record(kind)
    if issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": _NAMES[kind]}


def _record(kind: type[Struct]) -> Schema:
    required = [key for key in settable(kind).values() if key.is_required]
    table = _table(kind, None, is_alone=True)
    if len(required) == 1 and required[0].type is str:
        return {"anyOf": [{"type": "string"}, table]}  # a name alone says who is meant
    return table
