"""Which feedpub this is, with all that its results depend on: what a cache of another one must not be mixed with."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Final

from feedpub import __version__
from feedpub.io import plugins

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = os.path.dirname(os.path.dirname(__file__))
_LIBRARIES: Final = (
    "comrak-",
    "docutils-",
    "feedgen-",
    "lxml-",
    "msgspec-",
    "nh3-",
    "python_dateutil-",
    "python_frontmatter-",
    "pyyaml-",
    "tzdata-",
    "unidecode-",
)


@functools.cache
def edition() -> str:
    """Return feedpub's version, Python's and those of the libraries and plug-ins that shape the result.

    In a checkout, where code changes and the version does not, the state of every file of code besides.
    """
    return "\n".join((__version__, sys.version, sys.platform, *_libraries(), *_code(), *plugins.state()))


def _libraries() -> Iterator[str]:
    """Return the names of what says which version is installed: to import the libraries, or to read it, takes long."""
    return (name for _, name in plugins.information() if name.lower().startswith(_LIBRARIES))


def _code() -> Iterator[str]:
    if not os.path.exists(os.path.join(_PACKAGE, os.pardir, "pyproject.toml")):
        return
    folders = [_PACKAGE]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.name == "__pycache__":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
