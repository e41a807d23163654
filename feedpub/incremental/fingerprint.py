"""Which feedpub this is, with all that its results depend on: what a cache of another one must not be mixed with."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Final

from feedpub import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    """Give feedpub's version, Python's and those of the libraries that shape the result.

    In a checkout, where code changes and the version does not, the state of every file of code besides.
    """
    return "\n".join((__version__, sys.version, sys.platform, *_libraries(sys.path), *_code()))


def _libraries(folders: Iterable[str]) -> Iterator[str]:
    """Give the names of what says which version is installed: to import the libraries, or to read it, takes long."""
    for folder in folders:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        yield from sorted(name for name in names if name.lower().startswith(_LIBRARIES) and name.endswith("-info"))


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
