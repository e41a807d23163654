"""Sites of other generators: which one lies in a folder, and what its own configuration says.

One package of `feedpub.sites` for each generator (`dialect.Dialect` says what is in it); the table below names them,
and nothing else does. Nothing of a site is ever run: configurations are read as data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from feedpub.io import markers

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.dialect import Dialect, Found

AUTO: Final = "auto"
"""`[site] type` that looks for the configuration of a generator."""
NONE: Final = "none"
"""`[site] type` of a site that is feedpub's alone."""

BUILT: Final = "html"
"""The dialect of a site that was built already; it has no marker file, and is never found by itself."""

NAMES: Final[tuple[str, ...]] = ("jekyll", "hugo", "zola", "pelican", "eleventy", "html")
"""The packages of `feedpub.sites` that are a dialect, in the order in which they are asked for their marker files."""


def load(name: str) -> Dialect:
    """Give the dialect of this name. Its module, and the libraries it needs, are imported only now."""
    if name not in NAMES:
        raise ValueError(f"there is no kind of site {name!r}; there are {', '.join((AUTO, NONE, *NAMES))}")
    return cast("Dialect", import_module(f"feedpub.sites.{name}"))


def is_dialect(name: str) -> bool:
    """Whether a `[site] type` names another generator."""
    return name in NAMES


def find(folder: Path, wanted: str = AUTO, files: tuple[str, ...] = ()) -> Found | None:
    """Give what the configuration of the generator says whose site lies in the folder; None for feedpub's own.

    `wanted` is the `[site] type`: a name asks for that generator, also where its marker file is missing; `files`
    are its configuration files where they have other names. Raises UsageError for a configuration that cannot be
    read.
    """
    if wanted == NONE:
        return None
    if wanted != AUTO:
        chosen = load(wanted)
        return chosen.configuration(folder, files or chosen.detect(folder))
    if not markers.of_another_generator(str(folder)):
        return None
    for name in NAMES:
        candidate = load(name)
        if detected := candidate.detect(folder):
            return candidate.configuration(folder, files or detected)
    return None
