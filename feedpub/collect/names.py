"""What the names of files tell about each other: versions of one post in several languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.collect.record import Named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.collect.files import File

# A language, with script or region: `ko`, `pt-BR`, `zh-Hant`. Longer tags are too much like words of a name.
_SUFFIX = re.compile(r"(.+)\.([a-z]{2}(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}))?)\.[^./]+")


def name_files(files: Iterable[File]) -> tuple[Named, ...]:
    """Give each file with its language: `post.ko.md` has one when `post.md` or `post.en.md` stands beside it."""
    listed = tuple(files)
    suffixed = {file.path: match for file in listed if (match := _SUFFIX.fullmatch(file.path))}
    if not suffixed:
        return tuple(Named(source=file.source, path=file.path) for file in listed)
    bases = [match[1] for match in suffixed.values()]
    plain = {file.path.rpartition(".")[0] for file in listed if file.path not in suffixed}
    shared = {base for base in bases if base in plain or bases.count(base) > 1}
    return tuple(_named(file, suffixed.get(file.path), shared) for file in listed)


def _named(file: File, match: re.Match[str] | None, shared: set[str]) -> Named:
    if match is not None and match[1] in shared:
        language = match[2].replace("_", "-")
        return Named(source=file.source, path=file.path, language=language, base=f"name:{match[1]}")
    base = file.path.rpartition(".")[0]
    return Named(source=file.source, path=file.path, base=f"name:{base}" if base in shared else "")
