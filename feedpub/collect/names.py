"""What the names of files tell about each other: versions of one post in several languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from feedpub.collect.record import Named

if TYPE_CHECKING:
    from collections.abc import Sequence

# A language, with script or region: `ko`, `pt-BR`, `zh-Hant`. Longer tags are too much like words of a name.
_SUFFIX = re.compile(r"(.+)\.([a-z]{2}(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}))?)\.[^./]+")


def name_files(prefix: str, paths: Sequence[str]) -> tuple[Named, ...]:
    """Give each file with its language: `post.ko.md` has one when `post.md` or `post.en.md` stands beside it.

    `prefix` and a path together are the file's path below the site.
    """
    # A name with a language has two full stops; to count them is faster than to look for the language.
    suffixed = {path: match for path in paths if path.count(".") > 1 and (match := _SUFFIX.fullmatch(path))}
    if not suffixed:
        return tuple([Named(prefix + path, path) for path in paths])
    bases = Counter(match[1] for match in suffixed.values())
    plain = {path.rpartition(".")[0] for path in paths if path not in suffixed}
    shared = {base for base, number in bases.items() if number > 1 or base in plain}
    return tuple([_named(prefix + path, path, suffixed.get(path), shared) for path in paths])


def _named(source: str, path: str, match: re.Match[str] | None, shared: set[str]) -> Named:
    if match is not None and match[1] in shared:
        language = match[2].replace("_", "-")
        return Named(source=source, path=path, language=language, base=f"name:{match[1]}")
    base = path.rpartition(".")[0]
    return Named(source=source, path=path, base=f"name:{base}" if base in shared else "")
