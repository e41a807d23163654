"""Code of others that extends feedpub: the entry points of installed distributions.

    feedpub.rules   rules of the validator: a Rule, an iterable of them, or a module that declares some
    feedpub.sites   a dialect, for the site of another generator, under the name that `[site] type` calls it by

They are looked for without `importlib.metadata`, which takes longer to load than a small build has: where no installed
distribution names a group of ours, it is not loaded. What one does wrong is a PluginError that names it.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.model.errors import PluginError

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES: Final = "feedpub.rules"
SITES: Final = "feedpub.sites"

_GROUPS: Final = b"[feedpub."
_LONGEST: Final = 300
"""Letters of the reason: an exception may hold a whole post."""
_ENTRY_POINTS: Final = "entry_points.txt"


class Plugin(NamedTuple):
    """One entry point, or a module that feedpub.toml names."""

    group: str
    name: str
    value: str
    """`package.module:attribute`."""
    distribution: str
    """Name and version: `feedpub-house 1.2`."""

    def __str__(self) -> str:
        """Name it for people."""
        return f"the plug-in {self.name!r} of {self.distribution} ({self.group})"

    def failed_to_load(self, why: object) -> PluginError:
        """Return the error that says so."""
        return PluginError(f"{self} cannot be loaded: {_said(why)}", self.distribution, self.name, "load")

    def failed_to_run(self, why: object) -> PluginError:
        """Return the error that says so."""
        return PluginError(f"{self} failed: {_said(why)}", self.distribution, self.name, "run")


def installed(group: str) -> tuple[Plugin, ...]:
    """Return the entry points of a group, by distribution and name."""
    return tuple(one for one in _installed() if one.group == group)


@cache
def load(plugin: Plugin) -> object:
    """Return what an entry point names. Raises PluginError when it cannot be imported."""
    from importlib.metadata import EntryPoint  # noqa: PLC0415 - see the module

    try:
        return EntryPoint(name=plugin.name, value=plugin.value, group=plugin.group).load()
    except (Exception, SystemExit) as error:
        raise plugin.failed_to_load(error) from error


def state() -> Iterator[str]:
    """Return all that says which plug-ins there are and what they do: what is kept of their work agrees with it.

    Versions of all distributions, for the plug-ins may use any, and the state of every file of their packages, for code
    changes while a version does not. Nothing where there is no plug-in.
    """
    found = _distributions()
    if not found:
        return
    yield from (name for _, name in information())
    for _, name, text in found:
        yield f"{name} {text}"
    for package in sorted({top for _, _, text in found for top in _packages(text)}):
        yield from _files(package)


@cache
def information() -> tuple[tuple[str, str], ...]:
    """Return the folder and the name of everything that says which distribution is installed.

    Not of the current folder, from which Python imports as well when it is run with `-m`: a site lies there, and what
    lies in a site is not believed.
    """
    found = []
    here = _identity(".")
    for folder in dict.fromkeys(sys.path):
        if _identity(folder or ".") in {here, None}:
            continue
        try:
            names = os.listdir(folder)
        except OSError:
            continue  # an archive, which holds nobody's entry points
        found += [(folder, name) for name in sorted(names) if name.endswith("-info")]
    return tuple(found)


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino


@cache
def _distributions() -> tuple[tuple[str, str, str], ...]:
    """Return folder, name and entry points of the distributions that have some of ours; of two the first."""
    found: dict[str, tuple[str, str, str]] = {}
    for folder, name in information():
        try:
            with open(os.path.join(folder, name, _ENTRY_POINTS), "rb") as file:
                text = file.read()
        except OSError:
            continue
        if _GROUPS in text:
            distribution = name.partition("-")[0].lower()
            found.setdefault(distribution, (folder, name, text.decode("utf-8", "replace")))
    return tuple(found[name] for name in sorted(found))


@cache
def _installed() -> tuple[Plugin, ...]:
    found = _distributions()
    if not found:
        return ()
    from importlib.metadata import Distribution  # noqa: PLC0415 - see the module
    from pathlib import Path  # noqa: PLC0415 - see the module

    plugins = []
    for folder, name, _ in found:
        one = Distribution.at(Path(folder) / name)
        known = f"{one.metadata['Name']} {one.version}"
        plugins += [
            Plugin(each.group, each.name, each.value, known)
            for each in one.entry_points
            if each.group in {RULES, SITES}
        ]
    return tuple(sorted(plugins, key=lambda each: (each.distribution, each.group, each.name)))


def _packages(text: str) -> Iterator[str]:
    """Return the top packages that the lines of a file of entry points name."""
    for line in text.splitlines():
        _, is_entry, value = line.partition("=")
        if is_entry:
            yield value.strip().partition(":")[0].partition(".")[0].strip()


def _files(package: str) -> Iterator[str]:
    """Return the state of every file of a package; something new each time where its files cannot be found."""
    known = [os.path.join(folder, name) for folder in sys.path for name in (package, f"{package}.py")]
    places = [place for place in known if os.path.exists(place)]
    if not places:
        yield f"{package} {os.urandom(16).hex()}"
    while places:
        place = places.pop()
        if os.path.isdir(place):
            inside = [os.path.join(place, name) for name in sorted(os.listdir(place)) if name != "__pycache__"]
            places += [
                one for one in inside if not (os.path.islink(one) and os.path.isdir(one))
            ]  # it may lead in circles
        else:
            status = os.stat(place) if os.path.exists(place) else os.lstat(place)
            yield f"{place} {status.st_size} {status.st_mtime_ns}"


def _said(why: object) -> str:
    """Return why in one line: of an exception its kind, too."""
    text = f"{type(why).__name__}: {why}" if isinstance(why, BaseException) else str(why)
    return " ".join(text.split())[:_LONGEST]
