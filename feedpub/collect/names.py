"""What the names of files tell, and tell about each other: versions of one post in several languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.record import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A language, with script or region: `ko`, `pt-BR`, `zh-Hant`. Longer tags are too much like words of a name.
_SUFFIX = re.compile(r"(.+)\.([a-z]{2}(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}))?)\.[^./]+")


class Names(Struct, frozen=True, kw_only=True):
    """The files that are read, in order, each as a line: the fields of its `Named` with NUL between them.

    A build in which one file of a hundred thousand has changed reads that one, and needs no record of the others.
    """

    lines: Sequence[bytes]

    @classmethod
    def of(cls, named: Iterable[Named]) -> Names:
        """Return the names of these files."""
        return cls(lines=["\0".join(each).encode("utf-8", "surrogateescape") for each in named])

    @property
    def first(self) -> str:
        """The path of the first file below the site."""
        return named_of(self.lines[0]).source

    @property
    def sources(self) -> Sequence[str]:
        """The path of each file below the site."""
        return self._fields()[::_FIELDS]

    @property
    def paths(self) -> Sequence[str]:
        """The path of each file below the folder of the posts."""
        return self._fields()[1::_FIELDS]

    def __len__(self) -> int:
        """Return the number of the files."""
        return len(self.lines)

    def named(self) -> list[Named]:
        """Return the record of each file."""
        return [named_of(line) for line in self.lines]

    def _fields(self) -> list[str]:
        return _text(b"\0".join(self.lines)).split("\0") if self.lines else []


_FIELDS: Final = len(Named._fields)


def named_of(line: bytes) -> Named:
    """Return the record of the file of one of the lines."""
    return Named(*_text(line).split("\0"))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def name_files(prefix: str, paths: Sequence[str]) -> Names:
    """Name each file with its language: `post.ko.md` has one when `post.md` or `post.en.md` stands beside it.

    `prefix` and a path together are the file's path below the site.
    """
    # A name with a language has two full stops; to count them is faster than to look for the language, and to count
    # them in all names at once faster still.
    may_be = [path for path in paths if path.count(".") > 1] if "".join(paths).count(".") > len(paths) else ()
    suffixed = {path: match for path in may_be if (match := _SUFFIX.fullmatch(path))}
    if not suffixed:
        lines = "\n".join([f"{prefix}{path}\0{path}\0\0" for path in paths])  # all encoded at once
        return Names(lines=lines.encode("utf-8", "surrogateescape").split(b"\n") if paths else ())
    bases = Counter(match[1] for match in suffixed.values())
    plain = {path.rpartition(".")[0] for path in paths if path not in suffixed}
    shared = {base for base, number in bases.items() if number > 1 or base in plain}
    return Names.of(_named(prefix + path, path, suffixed.get(path), shared) for path in paths)


def _named(source: str, path: str, match: re.Match[str] | None, shared: set[str]) -> Named:
    if match is not None and match[1] in shared:
        language = match[2].replace("_", "-")
        return Named(source=source, path=path, language=language, base=f"name:{match[1]}")
    base = path.rpartition(".")[0]
    return Named(source=source, path=path, base=f"name:{base}" if base in shared else "")
