"""What is in force, key by key, and who said so. Decides nothing: `config.read` did."""

from __future__ import annotations

import enum
import tomllib
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from feedpub.config import COMMAND_LINE
from feedpub.config.schema import settable
from feedpub.config.tables import is_given
from feedpub.model.records import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.config import Loaded
    from feedpub.text.positions import Path, Spot


class SaidBy(enum.Enum):
    """Who gave an option its value."""

    DEFAULT = "default"
    FILE = "feedpub.toml"
    GENERATOR = "generator"
    COMMAND_LINE = "command line"
    DERIVED = "derived"


class InForce(Struct, frozen=True, kw_only=True):
    """One option as it is in force."""

    path: tuple[str, ...]
    value: Any
    said_by: SaidBy
    where: Where | None = None
    """The place in a file, where one says it; without line where it follows from the file as a whole."""
    key: str = ""
    """What the configuration of the generator calls it: `baseurl`."""
    because: str = ""
    """What a derived value follows from."""


_FOLLOWS: Final[Mapping[tuple[str, ...], str]] = {
    ("built", "search"): "the output folder of the generator, before all others",
    ("feeds", "all_languages"): "site.type: the feeds of the generator hold what its rules say",
    ("ids", "authority"): "site.url of the files: ids are those of the public site",
    ("output", "folder"): "built.folder: feeds stand beside the pages",
    ("site", "local"): "--url, an address of this machine or network",
}
"""Keys that `config.read` sets when nobody has, and why."""
_FOUND: Final = "the configuration that was found"
"""Whence the kind of site is known."""


def in_force(loaded: Loaded) -> tuple[InForce, ...]:
    """Return every option, in the order of the reference, with who gave it its value."""
    from feedpub.text.positions import toml_keys  # noqa: PLC0415 - start-up counts

    spots = dict(toml_keys(loaded.source.text or ""))
    if loaded.found is not None and loaded.options.site.type == loaded.found.name != _written_type(loaded):
        spots.pop(("site", "type"), None)  # `auto` stands there
    return tuple(_told(path, value, loaded, spots) for path, value in _leaves(loaded.options, ()))


def _written_type(loaded: Loaded) -> object:
    """Return the kind of site that feedpub.toml names; None where it names none."""
    table = tomllib.loads(loaded.source.text or "")
    return table.get("site", {}).get("type")


def _leaves(record: Struct, around: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for name in settable(type(record)):
        value = getattr(record, name)
        if isinstance(value, Struct):
            yield from _leaves(value, (*around, name))
        else:
            yield (*around, name), value


def _told(path: tuple[str, ...], value: object, loaded: Loaded, spots: Mapping[Path, Spot]) -> InForce:
    source = loaded.source
    if path in source.overridden and path != ("site", "local"):
        where = Where(path=COMMAND_LINE)
        return InForce(path=path, value=value, said_by=SaidBy.COMMAND_LINE, where=where)
    if path in source.origins:
        taken = loaded.found.taken if loaded.found else ()
        key = next((one.key for one in taken if one.path == path), "")
        return InForce(path=path, value=value, said_by=SaidBy.GENERATOR, where=source.origins[path], key=key)
    if not is_given(source.table, path):
        return InForce(path=path, value=value, said_by=SaidBy.DEFAULT)
    if spot := spots.get(path):
        where = Where(path=source.name, line=spot.line, column=spot.column)
        return InForce(path=path, value=value, said_by=SaidBy.FILE, where=where)
    return InForce(path=path, value=value, said_by=SaidBy.DERIVED, because=_FOLLOWS.get(path, _FOUND))
