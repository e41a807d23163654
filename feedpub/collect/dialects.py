"""Sites of other generators: which one lies in a folder, and what its own configuration says.

One package of `feedpub.sites` for each generator (`dialect.Dialect` says what is in it); the table of `io.markers`
names them, and nothing else does; others are plug-ins. Nothing of a site is ever run: configurations are read as data.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from feedpub.io import markers, plugins

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.dialect import Dialect, FoundSite
    from feedpub.collect.plugged import PluggedDialect
    from feedpub.io.plugins import Plugin

AUTO: Final = "auto"
"""`[site] type` that looks for the configuration of a generator."""
NONE: Final = "none"
"""`[site] type` of a site that is feedpub's alone."""

BUILT: Final = "html"
"""The dialect of a site that was built already; it has no marker file, and is never found by itself."""

NAMES: Final[tuple[str, ...]] = tuple(markers.GENERATORS)
"""The packages of `feedpub.sites` that are a dialect, in the order in which they are asked for their marker files."""


def load(name: str) -> Dialect:
    """Return the dialect of this name, ours or a plug-in's. Its module, and the libraries it needs, are imported now.

    Raises ValueError for a name that none has, PluginError for a plug-in that cannot be loaded.
    """
    if name in NAMES:
        return cast("Dialect", import_module(f"feedpub.sites.{name}"))
    if plugin := _plugins().get(name):
        return _plugged(plugin)
    raise ValueError(f"there is no kind of site {name!r}; there are {', '.join((AUTO, NONE, *NAMES, *_plugins()))}")


def is_dialect(name: str) -> bool:
    """Whether a `[site] type` names another generator."""
    return name in NAMES or name in _plugins()


def find(folder: Path, wanted: str = AUTO, files: tuple[str, ...] = ()) -> FoundSite | None:
    """Return what the configuration of the generator says whose site lies in the folder; None for feedpub's own.

    `wanted` is the `[site] type`: a name asks for that generator, also where its marker file is missing; `files`
    are its configuration files where they have other names. Plug-ins are asked before our own: who installed one wants
    it, and several generators know their sites by one name. Raises UsageError for a configuration that cannot be read.
    """
    if wanted == NONE:
        return None
    if wanted != AUTO:
        chosen = load(wanted)
        return chosen.configuration(folder, files or chosen.detect(folder))
    names = NAMES if markers.of_another_generator(str(folder)) else ()
    for name in (*_plugins(), *names):
        candidate = load(name)
        if detected := candidate.detect(folder):
            return candidate.configuration(folder, files or detected)
    return None


@cache
def _plugins() -> dict[str, Plugin]:
    """Return the dialects of others by their names. Raises PluginError for a name that is taken."""
    found: dict[str, Plugin] = {}
    for one in plugins.installed(plugins.SITES):
        if one.name in {AUTO, NONE, *NAMES, *found}:
            raise one.failed_to_load(f"there is a kind of site {one.name!r} already")
        found[one.name] = one
    return found


@cache
def _plugged(plugin: Plugin) -> PluggedDialect:
    from feedpub.collect.plugged import PluggedDialect  # noqa: PLC0415 - few have a plug-in

    return PluggedDialect(plugin)
