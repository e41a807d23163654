"""Which line of a generator's configuration, or of a list of files to be ignored, takes in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.io import tree
from feedpub.model.errors import UsageError
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

IGNORING: Final = frozenset({"exclude", "ignore", "ignorefiles", "ignoredcontent", "articleexcludes", "pageexcludes"})
"""Keys of generators that name files which are not read, as `plain_key` has them."""
_GLOB: Final = patterns.lazy(
    r"""["']([^"']+)["']|(?:^|\s)-\s+([^\s#"'][^#]*)|^([^\s\[\]{}=:#"'][^\s=:"']*)$|[\[,]\s*([^\s,"'\]]+)"""
)
"""A glob in a list, however it is written: in quotes, behind a hyphen, alone on its line, between brackets."""


def is_continued(line: str) -> bool:
    """Whether a line goes on with the value of the key above it."""
    return not line.strip() or line[0] in " \t-]#\"'"


def takes_in(line: str, source: str) -> bool:
    """Whether one of the globs in a line takes in a file."""
    return any(_takes_in(glob, source) for glob in _globs(line))


def _globs(line: str) -> Iterator[str]:
    for match in _GLOB.finditer(line.strip()):
        yield next(filter(None, match.groups())).strip().strip("/")


def _takes_in(glob: str, source: str) -> bool:
    """Whether a glob takes in a file, or a folder above it, seen from the site or from any folder of it."""
    try:
        pattern = tree.globs((glob,))
    except UsageError:
        return False
    names = source.split("/")
    if pattern is None:
        return False
    ends = range(1, len(names) + 1)
    return any(pattern.fullmatch("/".join(names[start:end])) for end in ends for start in range(end))
