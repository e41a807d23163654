"""Publishes documents into a folder, all or nothing.

    lock -> finish or undo what a killed run left -> survey -> plan
         -> journal "not ready" -> every new file under a temporary name beside its target, synced
         -> journal "ready"     -> rename each, sync folders, remove, manifest, no journal

A run killed before the journal is ready leaves the published files as they were, and the next one throws its
temporary files away; one killed later is finished by the next. Both go through the same `_finish`.
"""

# ruff: noqa: PTH103, PTH110, PTH112, PTH118, PTH120 - names are text here, and Path objects cost a third of a build that changes nothing

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from feedpub.errors import ContentError, SystemFault
from feedpub.publish import complaints
from feedpub.publish.disk import Disk, explained
from feedpub.publish.lock import locked
from feedpub.publish.plan import Action, Plan, plan
from feedpub.publish.records import (
    Journal,
    Move,
    Places,
    Removal,
    read_journal,
    read_manifest,
    write_journal,
    write_manifest,
)
from feedpub.publish.survey import digest_at, is_inside, survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from feedpub.model import Diagnostic, Document
    from feedpub.publish.disk import FileSystem

_DISK = Disk()


def publish(  # noqa: PLR0913 - the whole of what a build decides about publishing
    documents: Sequence[Document],
    output: Path,
    state: Path,
    *,
    shared: frozenset[str] = frozenset(),
    take_over: bool = False,
    dry_run: bool = False,
    disk: FileSystem = _DISK,
) -> Plan:
    """Make `output` hold `documents` beside the files that are not ours; give the plan that was carried out.

    `state` is the site's `.feedpub` folder. A dry run writes nothing at all, and gives a plan that is forbidden
    (`Plan.blocked`) as well; otherwise that raises ContentError with its diagnostics. SystemFault when the disk
    fails or another run is at work: then the published files are as they were, or the next run finishes this one.
    """
    root = os.path.realpath(output)
    places = _places(root, state)
    run = _Run(root=root, places=places, disk=disk, folder=output.name)
    with explained(str(output)):
        if dry_run:
            return run.preview(documents, shared=shared, take_over=take_over)
        os.makedirs(state, exist_ok=True)
        with locked(places.lock):
            return run.carry_out(documents, shared=shared, take_over=take_over)


def _places(root: str, state: Path) -> Places:
    """Name the records of an output folder by its way from the site, so that a moved checkout keeps them."""
    real = os.path.realpath(state)
    try:
        name = os.path.relpath(root, os.path.dirname(real))
    except ValueError:  # on Windows, another drive
        name = root
    key = hashlib.sha256(os.fsencode(name.replace(os.sep, "/"))).hexdigest()[:16]
    return Places(state=real, key=key)


class _Run:
    """One run over one output folder."""

    def __init__(self, *, root: str, places: Places, disk: FileSystem, folder: str) -> None:
        self.root = root
        self.places = places
        self.disk = disk
        self.folder = folder

    def preview(self, documents: Sequence[Document], *, shared: frozenset[str], take_over: bool) -> Plan:
        """Give the plan, and a note when an earlier run is not finished."""
        notes = [complaints.unfinished(self.folder)] if os.path.exists(self.places.journal) else []
        return self._plan(documents, notes, shared=shared, take_over=take_over)

    def carry_out(self, documents: Sequence[Document], *, shared: frozenset[str], take_over: bool) -> Plan:
        """Recover, plan, and do it."""
        notes = self._recover()
        decided = self._plan(documents, notes, shared=shared, take_over=take_over)
        if decided.blocked:
            raise ContentError("the output folder holds something in the way", decided.diagnostics)
        if decided.moves:
            self._execute(decided)
        elif decided.manifest != self._manifest([]):
            write_manifest(decided.manifest, self.places, self.disk)
        return decided

    def _plan(
        self,
        documents: Sequence[Document],
        notes: list[Diagnostic],
        *,
        shared: frozenset[str],
        take_over: bool,
    ) -> Plan:
        published = survey(documents, self._manifest(notes), self.root, folder=self.folder)
        decided = plan(documents, published, shared=shared, take_over=take_over)
        return Plan(
            changes=decided.changes,
            diagnostics=(*notes, *decided.diagnostics),
            manifest=decided.manifest,
        )

    def _manifest(self, notes: list[Diagnostic]) -> Mapping[str, str]:
        try:
            return read_manifest(self.places) or {}
        except ValueError:
            notes.append(complaints.damaged(self.places.manifest, "manifest"))
            return {}

    def _recover(self) -> list[Diagnostic]:
        """Finish or undo what a killed run left."""
        try:
            journal = read_journal(self.places)
        except ValueError:
            self.disk.remove(self.places.journal)
            return [complaints.damaged(self.places.journal, "journal")]
        if journal is None:
            return []
        if journal.ready:
            self._finish(journal)
        else:
            self._undo(journal)
        return []

    def _execute(self, decided: Plan) -> None:
        journal = self._journal(decided)
        os.makedirs(os.path.dirname(self.root), exist_ok=True)
        try:
            write_journal(journal, self.places, self.disk, durable=False)
            self._prepare(journal, decided)
            ready = Journal(
                ready=True,
                folders=journal.folders,
                moves=journal.moves,
                removals=journal.removals,
                manifest=journal.manifest,
            )
            write_journal(ready, self.places, self.disk, durable=True)
        except BaseException:
            self._undo(journal)
            raise
        disturbed = self._finish(ready)
        if disturbed:
            raise SystemFault(
                f"{disturbed[0]} was changed by something else during the build; build again", disturbed[0]
            )

    def _journal(self, decided: Plan) -> Journal:
        writes = [change for change in decided.moves if change.document is not None]
        return Journal(
            ready=False,
            folders=tuple(self._missing_folders(change.path for change in writes)),
            moves=tuple(
                Move(
                    temporary=_temporary(change.path),
                    target=change.path,
                    before=change.before.digest if change.before else None,
                )
                for change in writes
            ),
            removals=tuple(
                Removal(target=change.path, before=change.before.digest)
                for change in decided.moves
                if change.action is Action.REMOVE and change.before is not None
            ),
            manifest=decided.manifest,
        )

    def _missing_folders(self, paths: Iterable[str]) -> list[str]:
        """Give the folders that are not there yet, each after the one that holds it."""
        missing: set[str] = set()
        for path in paths:
            parent = path
            while parent:
                parent = parent.rpartition("/")[0]
                if parent in missing or os.path.isdir(self._full(parent)):
                    break
                missing.add(parent)
        return sorted(missing)

    def _prepare(self, journal: Journal, decided: Plan) -> None:
        for folder in journal.folders:
            self.disk.make_folder(self._full(folder))
        changes = {change.path: change for change in decided.moves}
        for move in journal.moves:
            change = changes[move.target]
            if change.document is not None and self._may_write(move.target):
                mode = change.before.mode if change.before else None
                self.disk.write(self._full(move.temporary), change.document.data, mode)
        for move in journal.moves:
            self.disk.sync(self._full(move.temporary))
        self._sync_folders(move.target for move in journal.moves)

    def _may_write(self, path: str) -> bool:
        """Make sure, right before writing, that no link has come to lead out of the output folder."""
        if not is_inside(self.root, path):
            raise SystemFault(f"{path}: a symbolic link leads out of the output folder; remove it", path)
        return True

    def _undo(self, journal: Journal) -> None:
        for move in journal.moves:
            if is_inside(self.root, move.temporary):
                self.disk.remove(self._full(move.temporary))
        for folder in reversed(journal.folders):
            self.disk.remove_folder(self._full(folder))
        self.disk.remove(self.places.journal)

    def _finish(self, journal: Journal) -> tuple[str, ...]:
        """Carry out a ready journal from wherever it stands; give the paths that something else has changed."""
        disturbed = [move.target for move in journal.moves if not self._move(move)]
        self._sync_folders(move.target for move in journal.moves)
        disturbed += [removal.target for removal in journal.removals if not self._remove(removal)]
        self._sync_folders(removal.target for removal in journal.removals)
        write_manifest(journal.manifest, self.places, self.disk)
        self.disk.remove(self.places.journal)
        return tuple(disturbed)

    def _move(self, move: Move) -> bool:
        temporary, target = self._full(move.temporary), self._full(move.target)
        if not os.path.lexists(temporary):
            return True
        if is_inside(self.root, move.target) and digest_at(target) == move.before:
            self.disk.replace(temporary, target)
            return True
        self.disk.remove(temporary)
        return False

    def _remove(self, removal: Removal) -> bool:
        target = self._full(removal.target)
        digest = digest_at(target) if is_inside(self.root, removal.target) else None
        if digest == removal.before:
            self.disk.remove(target)
        parent = removal.target.rpartition("/")[0]
        while parent:
            self.disk.remove_folder(self._full(parent))
            parent = parent.rpartition("/")[0]
        return digest in {removal.before, None}

    def _sync_folders(self, paths: Iterable[str]) -> None:
        """Sync the folders of these paths, once each, as far as they are still there."""
        for folder in sorted({self._full(path.rpartition("/")[0]) for path in paths}):
            if os.path.isdir(folder):
                self.disk.sync_folder(folder)

    def _full(self, path: str) -> str:
        return os.path.join(self.root, path) if path else self.root


def _temporary(path: str) -> str:
    """Give the temporary name of a file, in the same folder: hidden, short, and the same in every run."""
    parent, slash, _ = path.rpartition("/")
    return f"{parent}{slash}.feedpub-{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}"
