"""The other way round: options as the text of a feedpub.toml that explains itself."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from feedpub.config.schema import settable
from feedpub.text.toml import quoted, toml_value

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
        yield from (f"{sign}{quoted(key)} = {toml_value(each)}" for key, each in shown.items())
    else:
        yield f"{sign}{setting.name} = {toml_value(shown)}"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]
