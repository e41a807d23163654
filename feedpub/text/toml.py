"""Values as they are written in TOML: for files that are written, for documentation, for lines that people copy."""

from __future__ import annotations

import enum
import json
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import asdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OFF: Final = "off"
"""How None is written where a name is expected, as TOML has no word for it."""
_BARE: Final = re.compile(r"[A-Za-z0-9_-]++")


def toml_value(value: Any) -> str:  # noqa: ANN401 - the value of any field
    """Return the value of a field as it is written in TOML."""
    if value is None:
        return quoted(OFF)
    if isinstance(value, enum.Enum):
        return toml_value(value.value)
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    if isinstance(value, Struct):
        return _inline({name: one for name, one in asdict(value).items() if one})
    return quoted(value)


def _inline(table: Mapping[str, object]) -> str:
    return f"{{ {', '.join(f'{name} = {toml_value(value)}' for name, value in table.items())} }}"


def quoted(text: str) -> str:
    """Return a basic string: what JSON escapes TOML escapes alike, and DEL besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def line(path: Iterable[str], value: object) -> str:
    """Return the line of a key, each part of its path in quotes where it must be: `feeds.limit = 20`."""
    key = ".".join(part if _BARE.fullmatch(part) else quoted(part) for part in path)
    return f"{key} = {toml_value(value)}"
