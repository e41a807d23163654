"""The other way round: options as the text of a feedpub.toml that explains itself."""

from __future__ import annotations

import enum
import json
import textwrap
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from feedpub.config.schema import OFF, default_of, doc_of, is_required, types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field

    from feedpub.options import Options

_INTRODUCTION: Final = """\
# What feedpub publishes, and how. Every line that begins with # may be left out:
# a key behind # shows its default or an example; take the # away to set it.
"""
_WIDTH: Final = 100


def config_file(options: Options) -> str:
    """Give a feedpub.toml with every key: live where its value is not the default, else behind a `#`.

    Loading it gives the options again.
    """
    told: set[tuple[type, str]] = set()
    tables = [line for field in fields(options) for line in _table(field, getattr(options, field.name), (), told)]
    return _INTRODUCTION + "\n".join(tables).rstrip() + "\n"


def _table(field: Field[Any], record: Any, around: tuple[str, ...], told: set[tuple[type, str]]) -> Iterator[str]:  # noqa: ANN401 - any table
    path = (*around, field.name)
    kind = type(record)
    default = default_of(field)
    yield ""
    yield from _comment(doc_of(field))
    yield f"[{'.'.join(path)}]"
    for inner in fields(record):
        value = getattr(record, inner.name)
        if is_dataclass(value):
            continue
        if (kind, inner.name) not in told:  # tables of one kind follow each other: once is enough
            told.add((kind, inner.name))
            yield from _comment(doc_of(inner))
        yield from _key(inner, value, default_of(inner) if default is None else getattr(default, inner.name), path)
    for inner in fields(record):
        value = getattr(record, inner.name)
        if is_dataclass(value):
            yield from _table(inner, value, path, told)


def _key(field: Field[Any], value: object, default: object, path: tuple[str, ...]) -> Iterator[str]:
    """Give the line of one key, or the table of one that holds a mapping."""
    is_default = value == default and not is_required(field)
    shown = field.metadata.get("example", value) if is_default and not value else value
    sign = "#" if is_default else ""
    if isinstance(shown, Mapping):
        yield f"[{'.'.join((*path, field.name))}]"
        yield from (f"{sign}{_quoted(key)} = {toml_value(each)}" for key, each in shown.items())
    else:
        yield f"{sign}{field.name} = {toml_value(shown)}"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def toml_value(value: Any) -> str:  # noqa: ANN401 - the value of any field
    """Give the value of a field as it is written in TOML."""
    if value is None:
        return _quoted(OFF)
    if isinstance(value, enum.Enum):
        return toml_value(value.value)
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    if is_dataclass(value) and not isinstance(value, type):
        return _inline({name: getattr(value, name) for name in types(type(value)) if getattr(value, name)})
    return _quoted(value)


def _inline(table: Mapping[str, object]) -> str:
    return f"{{ {', '.join(f'{name} = {toml_value(value)}' for name, value in table.items())} }}"


def _quoted(text: str) -> str:
    """Give a basic string: what JSON escapes TOML escapes alike, and DEL besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
