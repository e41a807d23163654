"""Publishes documents to a place on the network: a bucket, or a folder of a server.

    survey -> plan -> lock -> finish or undo what a killed run left -> survey -> plan -> carry out (`transaction`)

The plan is that of a folder (`publish.plan`). A run that changes nothing writes nothing, not even a lock; a dry run
never does.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from feedpub.incremental.store import STATE, digest_of
from feedpub.io.writing import Place
from feedpub.model.errors import ContentError
from feedpub.publish import complaints
from feedpub.publish.directory import LastPublished
from feedpub.publish.marks import HEAD, is_marked
from feedpub.publish.plan import Action, plan
from feedpub.publish.records import Kept, is_path
from feedpub.publish.remote.headers import UNTOLD
from feedpub.publish.remote.lock import held
from feedpub.publish.remote.records import MANIFEST, RemoteManifest, RemoteRecords, damaged
from feedpub.publish.remote.store import RemoteStore
from feedpub.publish.remote.survey import Listings, headers_of, survey, tag_of
from feedpub.publish.remote.transaction import RemoteTransaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.model.records import Diagnostic, Document
    from feedpub.publish.plan import Plan
    from feedpub.publish.remote.address import RemoteAddress
    from feedpub.publish.remote.headers import Caching
    from feedpub.publish.remote.survey import RemoteSurvey

_NOTHING: Mapping[str, str] = MappingProxyType({})
_MAY_BE_OURS = (".xml", ".json")


class RemoteDestination:
    """A place on the network that documents are published to; see `publish.destination.Destination`.

    `site` is the folder of the site, in whose `.feedpub` lies what this machine alone has to know. `key` seals what is
    kept at the place.
    """

    def __init__(
        self,
        target: RemoteAddress,
        site: str,
        *,
        caching: Caching,
        key: bytes | None = None,
        file_system: Any = None,  # noqa: ANN401 - fsspec has no types
    ) -> None:
        self.target = target
        self._store = RemoteStore(target, file_system)
        self._caching = caching if self._store.traits.has_headers else UNTOLD
        self._records = RemoteRecords(store=self._store, key=key)
        self._beside = Place(site, f"{STATE}/{self._records.sealing.name}")

    def last_published(self) -> LastPublished:
        """Return what the last run has left word of there. SystemFault when it cannot be asked."""
        try:
            found = self._records.manifest()
        except ValueError:
            found = None  # publishing says so
        if found is None:
            return LastPublished()
        return LastPublished(
            manifest=found.content, snapshot=self._records.snapshot(found.content), is_sealed=found.is_sealed
        )

    def ours(self, last: LastPublished) -> frozenset[str]:
        """Return the paths of the files there that earlier builds made: by the manifest, else by their own word.

        Where there is no manifest, all XML and JSON files are looked into: that is so once.
        """
        if last.is_sealed:
            return frozenset(last.manifest.files)
        candidates = last.manifest.files or (
            path for path in self._store.paths() if path.endswith(_MAY_BE_OURS) and is_path(path)
        )
        return frozenset(self._marked(candidates))

    def documents(self, paths: Iterable[str], made: Sequence[Document] = ()) -> Mapping[str, bytes]:
        """Return the bytes of those of the files that are there. SystemFault when they cannot be asked for.

        Of a file that stands as it was published, and is among those that are `made`, the bytes are known.
        """
        known = self._standing(made) if made else {}
        wanted = [path for path in paths if is_path(path)]
        there = {path: known[path] for path in wanted if path in known}
        return {**there, **self._store.read_all(path for path in wanted if path not in known)}

    def _standing(self, made: Sequence[Document]) -> Mapping[str, bytes]:
        """Return those of the documents that stand there, as far as the manifest and the store say it."""
        try:
            found = self._records.manifest()
        except ValueError:
            return {}
        if found is None or not found.is_sealed:
            return {}
        manifest = found.content
        same = {one.path: one.data for one in made if manifest.files.get(one.path) == one.digest and is_path(one.path)}
        listings = Listings(self._store)
        listings.load(same)
        return {
            path: data
            for path, data in same.items()
            if (entry := listings.at(path)) is not None and entry.tag == tag_of(manifest, path)
        }

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
        """Make the place hold the documents beside the files that are not ours; return the plan that was carried out.

        Raises as `publish.directory.publish` does.
        """
        notes: list[Diagnostic] = []
        how = _How(kept, shared, take_over=take_over)
        manifest, seen, decided = self._planned(documents, how, notes)
        begun = self._records.begun()
        if dry_run:
            unfinished = (complaints.unfinished(str(self.target)),) if begun else ()
            return replace(decided, diagnostics=(*unfinished, *notes, *decided.diagnostics))
        if not begun:
            self._refuse_blocked(decided)
            if self._is_as_planned(decided, manifest, seen, how, snapshot):
                return replace(decided, diagnostics=(*notes, *decided.diagnostics))
        with held(self._store, self._beside) as lock:
            transaction = RemoteTransaction(records=self._records, lock=lock, caching=self._caching)
            notes = transaction.recover()
            manifest, seen, decided = self._planned(documents, how, notes)
            self._refuse_blocked(decided)
            digest = None if snapshot is None else self._records.put_snapshot(snapshot, manifest.content)
            after = self._after(decided, manifest.content, seen, how, digest)
            if decided.moves:
                transaction.execute(decided, after, seen.tags)
            elif after != manifest.content or not (manifest.is_sealed or self._records.key is None):
                self._records.put_manifest(after)
        return replace(decided, diagnostics=(*notes, *decided.diagnostics))

    def _planned(
        self, documents: Sequence[Document], how: _How, notes: list[Diagnostic]
    ) -> tuple[Kept[RemoteManifest], RemoteSurvey, Plan]:
        manifest = self._manifest(notes)
        seen = survey(documents, manifest.content, self._store, self._caching, str(self.target))
        decided = plan(
            documents,
            seen.published,
            kept=how.kept,
            shared=how.shared,
            take_over=how.take_over or manifest.content.takes_over,
        )
        return manifest, seen, decided

    def _manifest(self, notes: list[Diagnostic]) -> Kept[RemoteManifest]:
        """Return the manifest; of one that others may have made, what it names counts where the file says so."""
        try:
            found = self._records.manifest()
        except ValueError:
            notes.append(damaged(self._store, MANIFEST, "manifest"))
            found = None
        if found is None:
            return Kept(RemoteManifest(), is_sealed=False)
        if found.is_sealed:
            return found
        marked = self._marked(found.content.files)
        return Kept(
            RemoteManifest(files={path: found.content.files[path] for path in marked}, snapshot=found.content.snapshot),
            is_sealed=False,
        )

    def _marked(self, paths: Iterable[str]) -> list[str]:
        """Return those of the files that say themselves that feedpub made them."""
        found = self._store.read_all(path for path in paths if is_path(path))
        return [path for path, data in found.items() if is_marked(data[:HEAD])]

    def _is_as_planned(
        self, decided: Plan, manifest: Kept[RemoteManifest], seen: RemoteSurvey, how: _How, snapshot: bytes | None
    ) -> bool:
        """Whether there is nothing to do, not even with the records."""
        if decided.moves or not (manifest.is_sealed or self._records.key is None):
            return False
        digest = None if snapshot is None else digest_of(snapshot).hex()
        known, after = manifest.content, self._after(decided, manifest.content, seen, how, digest)
        # What the store says of files is believed under one's own seal alone: without one, all is read each time.
        return after == (known if manifest.is_sealed else replace(known, tags=after.tags))

    def _after(
        self, decided: Plan, known: RemoteManifest, seen: RemoteSurvey, how: _How, snapshot: str | None
    ) -> RemoteManifest:
        """Return the manifest that is to be left; of what is written now the store has not yet said anything."""
        tags = {path: tag for path, tag in known.tags.items() if path in decided.manifest}
        for change in decided.changes:
            if change.path not in decided.manifest or change.document is None:
                continue
            is_kept = change.action is Action.KEEP
            headers = headers_of(known, change.path) if is_kept else self._caching.headers(change.document).digest
            tags[change.path] = f"{seen.tags[change.path] if is_kept else ''} {headers}"
        return RemoteManifest(
            files=decided.manifest,
            takes_over=how.take_over or known.takes_over,
            snapshot=known.snapshot if snapshot is None else snapshot,
            tags=tags,
        )

    @staticmethod
    def _refuse_blocked(decided: Plan) -> None:
        if decided.blocked:
            raise ContentError("nothing was published: something at the target is in the way", decided.diagnostics)


class _How:
    """What a build decides about publishing."""

    def __init__(self, kept: Mapping[str, str], shared: frozenset[str], *, take_over: bool) -> None:
        self.kept = kept
        self.shared = shared
        self.take_over = take_over
