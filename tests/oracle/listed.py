"""The differences that are meant: one a line, `name: reason`; the name as it is printed, or a glob over names."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.oracle.compare import Difference

FILE: Final = Path(__file__).with_name("deliberate.txt")


class BadListError(Exception):
    """A line is not `name: reason`."""


@dataclass(kw_only=True)
class Listed:
    """The list, and which of its lines have met a difference."""

    names: Sequence[str]
    met: set[str] = field(default_factory=set)

    def not_meant(self, differences: Sequence[Difference]) -> list[Difference]:
        """Return the differences that no line names, and remember the lines that name others."""
        return [one for one in differences if not self._names(one.name)]

    def _names(self, difference: str) -> bool:
        found = {name for name in self.names if name == difference or fnmatchcase(difference, name)}
        self.met |= found
        return bool(found)

    @property
    def stale(self) -> list[str]:
        """The lines that met nothing: what they once allowed would go unseen when it came back."""
        return [name for name in self.names if name not in self.met]


def read(file: Path = FILE) -> Listed:
    """Return the list of a file; raise BadListError where a line lacks its reason."""
    return Listed(names=list(_names(file.read_text(encoding="utf-8"))))


def _names(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            name, _, reason = line.partition(": ")
            if not name.strip() or not reason.strip():
                raise BadListError(f"line {number} is not `name: reason`: {line}")
            yield name.strip()
