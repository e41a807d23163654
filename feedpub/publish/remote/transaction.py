"""Carries out a plan at a place on the network so that a kill at any moment leaves each document whole, old or new.

    journal "not ready" -> every new document beside the others, under a name that nobody reads
    journal "ready"     -> each to its place, in the order of the plan; removals; manifest; no journal

The steps are those for a folder (`publish.transaction`). What a folder does by renaming, SFTP does, too; in a bucket
an object is copied, which the store does by itself and in one step. No store changes several objects at once: while the
copies are made, readers get some documents of the new build beside others of the last. The order sees to it that none
of them names what is not there yet.
"""

from __future__ import annotations

import contextlib
import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.incremental.store import STATE
from feedpub.model.errors import SystemFault
from feedpub.publish import complaints
from feedpub.publish.plan import Action, order
from feedpub.publish.records import Move, Removal
from feedpub.publish.remote.lock import CLOCK
from feedpub.publish.remote.records import JOURNAL, STAGED, RemoteJournal, RemoteManifest, damaged, staged
from feedpub.publish.remote.store import EntryKind
from feedpub.publish.remote.survey import Listings, headers_of, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.model.records import Diagnostic, Document
    from feedpub.publish.plan import Plan
    from feedpub.publish.remote.headers import Caching
    from feedpub.publish.remote.lock import RemoteLock
    from feedpub.publish.remote.records import RemoteRecords


class RemoteTransaction(Struct, frozen=True, kw_only=True):
    """The way to change a place; whoever uses it holds the place's lock."""

    records: RemoteRecords
    lock: RemoteLock
    caching: Caching

    def recover(self) -> list[Diagnostic]:
        """Finish or undo what a killed run left; return what is to be said about it."""
        store = self.records.store
        said: list[Diagnostic] = []
        try:
            found = self.records.journal()
        except ValueError:
            said.append(damaged(store, JOURNAL, "journal"))
            found = None
        if found is not None and not found.is_sealed:
            said.append(complaints.not_sealed(f"{store.target}/{JOURNAL}"))
        elif found is not None and found.content.ready:
            self._finish(found.content, None)
        store.remove(JOURNAL)
        for left in (STAGED, CLOCK):
            self.records.sweep(left)
        return said

    def execute(self, decided: Plan, manifest: RemoteManifest, tags: Mapping[str, str]) -> None:
        """Carry out a plan, and leave the manifest. SystemFault when something else changed a file that it touches.

        `tags` are what the store said of the files when the plan was made.
        """
        journal = self._journal(decided, manifest)
        documents = [change.document for change in decided.moves if change.document]
        try:
            self.records.put_journal(journal)
            self._stage(documents)
            self.lock.look()
            ready = replace(journal, ready=True)
            self.records.put_journal(ready)
        except BaseException:
            # The next run does it where this one cannot: what ended it is what people have to know.
            with contextlib.suppress(SystemFault):
                self._undo()
            raise
        disturbed = self._finish(ready, tags)
        if disturbed:
            store = self.records.store
            raise SystemFault(
                f"{store.target}/{disturbed[0]}: something else changed this file during the build; build again",
                f"{store.target}/{disturbed[0]}",
            )

    def _journal(self, decided: Plan, manifest: RemoteManifest) -> RemoteJournal:
        return RemoteJournal(
            ready=False,
            moves=tuple(
                Move(
                    temporary=staged(change.path),
                    target=change.path,
                    before=change.before.digest if change.before else None,
                    after=change.digest,
                )
                for change in decided.moves
                if change.document
            ),
            steps=tuple(
                len(list(step))
                for _, step in groupby(order(change.document)[:2] for change in decided.moves if change.document)
            ),
            removals=tuple(
                Removal(target=change.path, before=change.before.digest)
                for change in decided.moves
                if change.action is Action.REMOVE and change.before
            ),
            manifest=manifest,
        )

    def _stage(self, documents: Iterable[Document]) -> None:
        """Write every new document where nobody reads it."""

        def put(document: Document) -> None:
            self.lock.renew()
            self.records.store.put_apart(staged(document.path), document.data, self.caching.headers(document))

        self.records.store.at_once(put, documents)

    def _undo(self) -> None:
        self.records.sweep(STAGED)
        self.records.store.remove(JOURNAL)

    def _finish(self, journal: RemoteJournal, tags: Mapping[str, str] | None) -> list[str]:
        """Carry out a ready journal from wherever it stands; return the paths that something else changed.

        `tags` are what the store said of the files when this run planned; None for the journal of another run.
        """
        store = self.records.store
        listings = Listings(store)
        listings.load([*(move.target for move in journal.moves), *(one.target for one in journal.removals)])
        new = store.entries(STATE).keys()
        disturbed: list[str] = []

        def is_made(move: Move) -> bool:
            self.lock.renew()
            return self._move(move, listings, tags, is_staged=move.temporary.rpartition("/")[2] in new)

        begin = 0
        for step in journal.steps:
            moves = journal.moves[begin : begin + step]
            begin += step
            made = store.at_once(is_made, moves)
            disturbed += [move.target for move, is_done in zip(moves, made, strict=True) if not is_done]
        for removal in journal.removals:
            self.lock.renew()
            standing = self._standing(removal.target, removal.before, listings, tags)
            if standing == removal.before:
                store.remove(removal.target)
                store.remove_empty_folders(removal.target)
            elif standing is not None:
                disturbed.append(removal.target)
        self.records.put_manifest(self._settled(journal.manifest, disturbed))
        store.remove(JOURNAL)
        return disturbed

    def _move(self, move: Move, listings: Listings, tags: Mapping[str, str] | None, *, is_staged: bool) -> bool:
        """Put a new file in its place, if that is still to be done and the place is as it was."""
        store = self.records.store
        standing = self._standing(move.target, move.before, listings, tags)
        if is_staged:
            if standing == move.before and (tags is not None or self._digest(move.temporary) == move.after):
                store.move(move.temporary, move.target)
                return True
            store.remove(move.temporary)
        return standing == move.after

    def _standing(
        self, path: str, before: str | None, listings: Listings, tags: Mapping[str, str] | None
    ) -> str | None:
        """Return the digest of what stands at a path now; None for nothing."""
        entry = listings.at(path)
        if entry is None or entry.kind is EntryKind.FOLDER:
            return None
        if tags is not None and before is not None and tags.get(path) == entry.tag:
            return before
        return self._digest(path)

    def _digest(self, path: str) -> str | None:
        data = self.records.store.read(path)
        return None if data is None else hashlib.sha256(data).hexdigest()

    def _settled(self, manifest: RemoteManifest, disturbed: list[str]) -> RemoteManifest:
        """Return the manifest with what the store says of the files that have just been written.

        What was known of disturbed files stays as it was, and of their tags nothing is known: what stands there is not
        what we wrote.
        """
        files = dict(manifest.files)
        if disturbed:
            try:
                found = self.records.manifest()
            except ValueError:
                found = None
            known = found.content.files if found and found.is_sealed else {}
            files = {path: digest for path, digest in files.items() if path not in disturbed}
            files |= {path: digest for path, digest in known.items() if path in disturbed}
        listings = Listings(self.records.store)
        fresh = [path for path in files if path not in disturbed and not tag_of(manifest, path)]
        listings.load(fresh)
        tags = {path: tag for path, tag in manifest.tags.items() if path in files and path not in disturbed}
        for path in fresh:
            entry = listings.at(path)
            tags[path] = f"{entry.tag if entry else ''} {headers_of(manifest, path)}"
        return replace(manifest, files=files, tags=tags)
