"""Whether the documents of a site can stand beside each other in one folder, on every file system.

Of feeds, and of what else has a path of its own; what can be said of a path in feedpub.toml alone, `config` has said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.model.records import Diagnostic, Level, Where
from feedpub.text import portable, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIGURATION = "feedpub.toml"


class Claim(Struct, frozen=True, kw_only=True):
    """A path that a document is to have, and who wants it."""

    path: str
    name: str
    """What people call the document: `the feed of the site`."""
    option: str
    """The option that gives the path: `feeds.tags.rss`."""
    source: str = ""
    """The post whose term it is; empty where the configuration alone decides."""
    is_given: bool = False
    """Whether another generator makes a page of the same name, so that feedpub is not to be asked for another."""
    label: str = ""
    """The term as that post writes it."""

    @property
    def where(self) -> Where:
        """The file of the author that it comes from."""
        if self.source:
            return Where(path=self.source, element=self.label)
        return Where(path=CONFIGURATION, element=self.option)

    @property
    def fix(self) -> str:
        """What can be done about the path."""
        rename = f"Rename `{self.label}`, or set" if self.source else "Set"
        return f"{rename} `{self.option}` to another path"


class Paths:
    """The paths that are taken, as every file system sees them."""

    def __init__(self) -> None:
        self._files: dict[str, Claim] = {}
        self._folders: dict[str, Claim] = {}

    def problems(self, claim: Claim) -> Iterator[Diagnostic]:
        """Say what is wrong with a path, and take it."""
        if not urls.is_safe_file(claim.path):
            yield _unsafe(claim)
            return
        if excess := portable.excess(claim.path):
            yield _too_long(claim, excess)
            return
        key = portable.key(claim.path)
        if other := self._taken(key):
            yield _same_path(claim, other)
        elif not claim.is_given and (flaw := portable.flaw(claim.path)):
            yield _not_portable(claim, flaw)
        self._take(key, claim)

    def _taken(self, key: str) -> Claim | None:
        """Return who has the path already, or needs a file of it where this needs a folder, or the other way round."""
        if other := self._files.get(key) or self._folders.get(key):
            return other
        return next((self._files[folder] for folder in _folders(key) if folder in self._files), None)

    def _take(self, key: str, claim: Claim) -> None:
        self._files.setdefault(key, claim)
        for folder in _folders(key):
            self._folders.setdefault(folder, claim)


def _folders(key: str) -> Iterator[str]:
    while "/" in key:
        key = key.rpartition("/")[0]
        yield key


def _unsafe(claim: Claim) -> Diagnostic:
    name = f"{claim.name[0].upper()}{claim.name[1:]}"  # `capitalize` would lower the rest, and with it the term
    return Diagnostic(
        code="feed/unsafe-path",
        level=Level.ERROR,
        where=claim.where,
        text=f"{name} would be written to `{claim.path}`, outside of the output folder",
        why="feedpub writes nothing outside of the output folder",
        hint=f"Set `{claim.option}` to a relative path without `..`; prefer `{{slug}}` to `{{term}}`",
        found=claim.path,
    )


def _same_path(claim: Claim, other: Claim) -> Diagnostic:
    is_same = other.name == claim.name
    whose = "in another format" if is_same else f"and that of {other.name}"
    text = f"`{claim.path}` is the path of {claim.name} {whose}"
    if other.path != claim.path:
        text = (
            f"`{claim.path}`, the path of {claim.name}, and `{other.path}`, that of {other.name}, cannot stand together"
        )
    return Diagnostic(
        code="feed/duplicate-path",
        level=Level.ERROR,
        where=claim.where,
        text=text,
        why="One would replace the other, and subscribers would get the wrong one",
        hint=f"Set `{claim.option}` to another path; that of terms must hold `{{slug}}`",
        found=claim.path,
    )


def _too_long(claim: Claim, excess: str) -> Diagnostic:
    return Diagnostic(
        code="feed/path-too-long",
        level=Level.ERROR,
        where=claim.where,
        text=f"The path of {claim.name} {excess}",
        why="No file can be written there",
        hint=f"Shorten it: {claim.fix[0].lower()}{claim.fix[1:]}",
        found=claim.path,
    )


def _not_portable(claim: Claim, flaw: str) -> Diagnostic:
    return Diagnostic(
        code="feed/not-portable-path",
        level=Level.WARNING,
        where=claim.where,
        text=f"`{claim.path}`, the path of {claim.name}, {flaw}",
        why="The site cannot be built, copied or checked out there",
        hint=claim.fix,
        found=claim.path,
    )
