"""The page about feedpub.toml, from the records of `feedpub.model.options`."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from feedpub.cli.reference.page import page, table
from feedpub.config.schema import OFF, is_table, settable
from feedpub.config.written import toml_value
from feedpub.model.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.config.schema import Setting

_INTRODUCTION: Final = """\
feedpub reads `feedpub.toml` in the folder of the site; `feedpub init` writes one with every key explained. The
file is [TOML](https://toml.io/). Only `site.url` must be given. A list of one may be written without brackets.
Mistakes in it are all named at once, each with its line and column, and nothing is published before they are fixed.
"""
_HEAD: Final = ("key", "value", "default", "meaning")
_WORDS: Final[Mapping[Any, str]] = {str: "text", int: "whole number", bool: "`true` or `false`"}


def configuration() -> str:
    """Return the page: one section a table, one row a key."""
    sections = [
        section
        for setting in settable(Options).values()
        for section in _sections(setting, setting.default, (setting.name,))
    ]
    return page("Configuration", _INTRODUCTION, sections)


def _sections(setting: Setting, default: object, path: tuple[str, ...]) -> Iterator[str]:
    keys = [(key, _default(key, default)) for key in settable(setting.type).values()]
    plain = ((key, value) for key, value in keys if not is_table(key.type))
    rows = ((f"`{key.name}`", in_words(key.type), _shown(key, value), key.doc) for key, value in plain)
    yield f"## `[{'.'.join(path)}]`\n\n{setting.doc}\n\n{table(_HEAD, rows)}"
    for key, value in keys:
        if is_table(key.type):
            yield from _sections(key, value, (*path, key.name))


def _default(key: Setting, around: object) -> object:
    return key.default if around is None else getattr(around, key.name)


def _shown(key: Setting, value: object) -> str:
    if key.is_required:
        return "must be given"
    return "none" if value is None or value in ("", (), {}) else f"`{toml_value(value)}`"


def in_words(kind: Any) -> str:  # noqa: ANN401 - the type of any field
    """Say what may be written for a field of this type."""
    if get_origin(kind) is tuple:
        return f"list of {in_words(get_args(kind)[0])}"
    if get_origin(kind) is Mapping:
        return f"table of {in_words(get_args(kind)[1])}"
    if isinstance(kind, UnionType):
        (inner,) = (part for part in get_args(kind) if part is not NoneType)
        return f"{in_words(inner)}, `{OFF}`" if issubclass(inner, enum.Enum) else in_words(inner)
    if issubclass(kind, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    return _WORDS.get(kind) or f"{kind.__name__.lower()}s"
