"""What a dialect is: how the site of another generator is read.

A dialect is a module with the names of `Dialect`. Each is a function, so that `parse` can run in another process:
what it has to know comes in the `Settings`, which are data, and name the dialect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from feedpub.collect.left_out import Body
    from feedpub.collect.names import Names
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import ContentOptions, SiteOptions
    from feedpub.model.records import Diagnostic, Post, Where

    Setting: TypeAlias = str | int | bool | Sequence[object] | Mapping[str, object]
    """A value as it would stand in feedpub.toml."""


_NAMED: Final = 3
"""Files of a configuration that are named in one line; of more, it says how many."""


class Taken(Struct, frozen=True, kw_only=True):
    """One option of feedpub that the configuration of the site gives."""

    path: tuple[str, ...]
    """The key of feedpub.toml: `("site", "url")`."""
    value: Setting
    key: str
    """The key as the site's configuration has it: `baseurl`; empty for what follows from the kind of site."""
    where: Where


class Doubt(Struct, frozen=True, kw_only=True):
    """What could not be known of a site, and is to be said until an option says it."""

    path: tuple[str, ...]
    """The key of feedpub.toml."""
    said: Diagnostic


class FoundSite(Struct, frozen=True, kw_only=True):
    """What was found of a site: its kind, its configuration files (none when it was only asked for), its options."""

    name: str
    title: str
    files: tuple[str, ...]
    taken: tuple[Taken, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unread_url: str = ""
    """The setting that has the address of the site, and its place, where its value cannot be known."""

    def __str__(self) -> str:
        """Say it in one line: `Jekyll site found in _config.yml: url, baseurl taken from it`."""
        keys = ", ".join(dict.fromkeys(one.key for one in self.taken if one.key))
        if not self.files:
            return f"Read as a {self.title} site, without a configuration of its own"
        few, more = self.files[:_NAMED], len(self.files) - _NAMED
        place = " and ".join(self.files) if more < 1 else f"{', '.join(few)} and {more} more files"
        them = "it" if len(self.files) == 1 else "them"
        what = f"{keys} taken from {them}" if keys else "feedpub.toml says all that it does"
        return f"{self.title} site found in {place}: {what}"


class Walked(Struct, frozen=True, kw_only=True):
    """The files of a site that are to be read, and the settings with which each is parsed."""

    names: Names
    settings: Settings
    """`dialect` is the name of the dialect, `extra` what it needs besides: frozen data with a stable `repr`."""
    records: tuple[Record, ...] = ()
    """What is known without being read: files that a sitemap lists and that are no text."""
    diagnostics: tuple[Diagnostic, ...] = ()


class Dialect(Protocol):
    """The site of another generator. Nothing in it reads the clock, the environment or the network."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of a module
        """What `[site] type` calls it: the name of the module."""
        ...

    @property
    def TITLE(self) -> str:  # noqa: N802 - a constant of a module
        """What people call it."""
        ...

    def detect(self, folder: Path) -> tuple[str, ...]:
        """Return the names of the configuration files by which a site of this kind is known; () when it is none."""
        ...

    def configuration(self, folder: Path, files: tuple[str, ...]) -> FoundSite:
        """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
        ...

    def check_permalink(self, pattern: str) -> None:
        """Raise ValueError for a `content.permalink` that posts of this kind of site cannot be given."""
        ...

    def walk(self, folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
        """Return the files to be read; options go before what the site's configuration says. As `collect` raises."""
        ...

    def parse(self, data: bytes, named: Named, settings: Settings) -> Record | None:
        """Return the record of a file, None for one that is neither post nor page. Pure; never raises."""
        ...

    def body(self, folder: Path, data: bytes, post: Post, settings: Settings) -> Body:
        """Return the body in `post.markup`, without what only the generator can make, and what that was.

        Raises ContentError with what the generator refuses, too.
        """
        ...
