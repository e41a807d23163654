"""The other way round: options as the text of a feedpub.toml that explains itself."""

from __future__ import annotations

import enum
import json
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from feedpub.config.schema import OFF, settable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.config.schema import Setting
    from feedpub.model.options import Options

_INTRODUCTION: Final = """\
# What feedpub publishes, and how. Every line that begins with # may be left out:
# a key behind # shows its default or an example; take the # away to set it.
"""
_WIDTH: Final = 100


def config_file(options: Options) -> str:
    """Return a feedpub.toml with every key: live where its value is not the default, else behind a `#`.

    Loading it gives the options again.
    """
    told: set[tuple[type, str]] = set()
    settings = settable(type(options)).values()
    tables = [line for each in settings for line in _table(each, getattr(options, each.name), (), told)]
    return _INTRODUCTION + "\n".join(tables).rstrip() + "\n"


def _table(setting: Setting, record: Any, around: tuple[str, ...], told: set[tuple[type, str]]) -> Iterator[str]:  # noqa: ANN401 - any table
    path = (*around, setting.name)
    kind = type(record)
    default = setting.default
    yield ""
    yield from _comment(setting.doc)
    yield f"[{'.'.join(path)}]"
    values = [(inner, getattr(record, inner.name)) for inner in settable(kind).values()]
    for inner, value in values:
        if isinstance(value, Struct):
            continue
        if (kind, inner.name) not in told:  # tables of one kind follow each other: once is enough
            told.add((kind, inner.name))
            yield from _comment(inner.doc)
        yield from _key(inner, value, inner.default if default is None else getattr(default, inner.name), path)
    for inner, value in values:
        if isinstance(value, Struct):
            yield from _table(inner, value, path, told)


def _key(setting: Setting, value: object, default: object, path: tuple[str, ...]) -> Iterator[str]:
    """Return the line of one key, or the table of one that holds a mapping."""
    is_default = value == default and not setting.is_required
    shown = setting.example if is_default and not value and setting.example is not None else value
    sign = "#" if is_default else ""
    if isinstance(shown, Mapping):
        yield f"[{'.'.join((*path, setting.name))}]"
        yield from (f"{sign}{_quoted(key)} = {toml_value(each)}" for key, each in shown.items())
    else:
        yield f"{sign}{setting.name} = {toml_value(shown)}"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def toml_value(value: Any) -> str:  # noqa: ANN401 - the value of any field
    """Return the value of a field as it is written in TOML."""
    if value is None:
        return _quoted(OFF)
    if isinstance(value, enum.Enum):
        return toml_value(value.value)
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    if isinstance(value, Struct):
        return _inline({name: one for name, one in asdict(value).items() if one})
    return _quoted(value)


def _inline(table: Mapping[str, object]) -> str:
    return f"{{ {', '.join(f'{name} = {toml_value(value)}' for name, value in table.items())} }}"


def _quoted(text: str) -> str:
    """Return a basic string: what JSON escapes TOML escapes alike, and DEL besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
