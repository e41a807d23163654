"""Where documents are published: what a build asks of a place, whatever it is; and the folder of this machine.

What is decided is decided by one plan for all (`publish.plan`); places differ in how they are looked at and changed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.publish import directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from feedpub.model.records import Document
    from feedpub.publish.directory import LastPublished
    from feedpub.publish.plan import Plan

_NOTHING: Mapping[str, str] = MappingProxyType({})
MAX_BYTES: Final = 128_000_000
"""Of a document that is read back; larger ones are no feeds."""


class Destination(Protocol):
    """A place that documents are published to. Each of its methods raises SystemFault when the place fails."""

    def last_published(self) -> LastPublished:
        """Return what the last run has left word of."""
        ...

    def ours(self, last: LastPublished) -> frozenset[str]:
        """Return the paths of the files there that earlier builds made: by the manifest, else by their own word."""
        ...

    def documents(self, paths: Iterable[str], made: Sequence[Document] = ()) -> Mapping[str, bytes]:
        """Return the bytes of those of the files that are there; of those that are `made` they need not be read."""
        ...

    def publish(  # noqa: PLR0913 - the whole of what a build decides about publishing
        self,
        documents: Sequence[Document],
        *,
        kept: Mapping[str, str] = _NOTHING,
        shared: frozenset[str] = frozenset(),
        take_over: bool = False,
        dry_run: bool = False,
        snapshot: bytes | None = None,
    ) -> Plan:
        """Make the place hold the documents beside the files that are not ours; see `directory.publish`."""
        ...


class LocalFolder(Struct, frozen=True, kw_only=True):
    """A folder of this machine; what it does is `publish.directory`'s."""

    output: Path
    state: Path
    """The site's `.feedpub` folder."""
    key: bytes | None = None
    name: str | None = None
    """What messages call it."""
    may_be_elsewhere: bool = False
    """Whether it may be a link out of the site."""

    def last_published(self) -> LastPublished:
        """Return what the last run has left word of."""
        return directory.last_published(self.output, self.state, self.key)

    def ours(self, last: LastPublished) -> frozenset[str]:
        """Return the paths of the files that earlier builds made."""
        return directory.ours(self.output, last)

    def documents(self, paths: Iterable[str], made: Sequence[Document] = ()) -> Mapping[str, bytes]:  # noqa: ARG002 - they are read at once
        """Return the bytes of those of the files that are there; a link that leads out is for publishing to name."""
        found = ((path, self._bytes(path)) for path in paths)
        return {path: data for path, data in found if data is not None}

    def _bytes(self, path: str) -> bytes | None:
        try:
            status = reading.file_status(self.output, path)
            return reading.read(self.output, path, MAX_BYTES) if status and status.st_size <= MAX_BYTES else None
        except RefusedError:
            return None

    def publish(  # noqa: PLR0913 - as `Destination`
        self,
        documents: Sequence[Document],
        *,
        kept: Mapping[str, str] = _NOTHING,
        shared: frozenset[str] = frozenset(),
        take_over: bool = False,
        dry_run: bool = False,
        snapshot: bytes | None = None,
    ) -> Plan:
        """Publish into the folder, all or nothing."""
        return directory.publish(
            documents,
            self.output,
            self.state,
            key=self.key,
            kept=kept,
            shared=shared,
            take_over=take_over,
            dry_run=dry_run,
            name=self.name,
            may_be_elsewhere=self.may_be_elsewhere,
            snapshot=snapshot,
        )
