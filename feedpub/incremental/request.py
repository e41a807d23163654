"""What a command asks for. Reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.incremental.store import Store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from feedpub.model.options import Options
    from feedpub.model.records import Diagnostic


class Request(Struct, frozen=True, kw_only=True):
    """What is to be built. `folder` is the site; `now` decides what lies in the future."""

    folder: Path
    options: Options
    now: datetime
    keep_going: bool = False
    """Leave out posts with errors and publish the rest."""
    strict: bool = False
    """Treat warnings as errors."""
    dry_run: bool = False
    take_over: bool = False
    """Replace feeds and sitemaps in the output folder that feedpub did not make."""
    against: str = ""
    """A folder or a URL where that is published which the guard compares with; when empty as the options say."""
    against_optional: bool = False
    """Go on when it cannot be reached."""
    is_unattended: bool = False
    """Whether a machine builds that may know nothing of earlier builds, as in CI."""
    accept: tuple[str, ...] = ()
    """What the guard lets through: names of `guard.codes`."""
    inject: bool = False
    """Add the links to the feeds to the pages of the built site that lack them."""
    doubts: tuple[Diagnostic, ...] = ()
    """What could not be known of the site of another generator."""
    modules: tuple[str, ...] = ()
    """Files of rules, below the folder, that are to be run."""
    jobs: int = 1
    """The greatest number of processes."""
    cache: bool = False
    """Keep what was read of files for the next build, and use what the last one kept; not without a key."""
    key: bytes | None = None
    """By which what is kept of this site is known to be this user's own."""
    memory: Store | None = None
    """Where is kept what only saves time, instead of beside the site."""

    @property
    def store(self) -> Store:
        """Where is kept what only saves time."""
        if self.memory is not None:
            return self.memory
        return Store(str(self.folder), self.key if self.cache else None, may_write=not self.dry_run)

    @property
    def compared_with(self) -> str:
        """The folder or the URL that the guard compares with; empty for the output folder.

        What is built for this machine alone is not compared with what the options name.
        """
        named = self.options.guard.against
        if self.against or not named or self.options.site.local:
            return self.against
        return named if "://" in named else str(self.folder / named)

    @property
    def output(self) -> Path:
        """The folder that is published."""
        return self.folder / self.options.output.folder

    @property
    def target(self) -> str:
        """The place on the network that is published to instead; empty for none."""
        return self.options.publish.target

    def published_as(self, path: str) -> str:
        """Return the path that messages give a published file: from the site where it lies inside, else absolute.

        Of a place on the network it is the address.
        """
        if self.target:
            return f"{self.target}/{path}".rstrip("/")
        file = (self.output / path).absolute()
        folder = self.folder.absolute()
        return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()
