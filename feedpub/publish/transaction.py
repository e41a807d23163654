"""Carries out a plan so that a kill at any moment leaves each file whole, old or new.

    journal "not ready" -> every new file under a temporary name beside its target, synced
    journal "ready"     -> rename each, sync folders, remove, manifest, no journal

A run killed before the journal is ready has touched nothing, and the next one throws its temporary files away; one
killed later is finished by the next. The run itself and the next go through the same `_finish`, which never
touches a file that something else has changed in the meantime.
"""

# ruff: noqa: PTH103, PTH112, PTH118, PTH120 - names are text here, as the system calls take them

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.errors import SystemFault
from feedpub.publish import complaints
from feedpub.publish.plan import Action
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
from feedpub.publish.survey import digest_at, is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.model import Diagnostic
    from feedpub.publish.disk import FileSystem
    from feedpub.publish.plan import Plan


class Transaction(Struct, frozen=True, kw_only=True):
    """The way to change one output folder; whoever uses it holds the folder's lock."""

    root: str
    """Real path of the output folder."""
    places: Places
    disk: FileSystem

    def execute(self, decided: Plan) -> None:
        """Carry out a plan. SystemFault when something else changed a file that it was about to touch."""
        journal = self._journal(decided)
        try:
            os.makedirs(os.path.dirname(self.root), exist_ok=True)
            write_journal(journal, self.places, self.disk, durable=False)
            self._prepare(journal, decided)
        except BaseException:
            self._undo(journal)
            raise
        ready = replace(journal, ready=True)
        try:
            write_journal(ready, self.places, self.disk, durable=True)
        except BaseException:
            # First of all the journal: once ready, it must never outlive its temporary files.
            self.disk.remove(self.places.journal)
            self._undo(journal)
            raise
        disturbed = self._finish(ready)
        if disturbed:
            raise SystemFault(
                f"{disturbed[0]}: something else changed this file during the build; build again", disturbed[0]
            )

    def recover(self) -> list[Diagnostic]:
        """Finish or undo what a killed run left; give what is to be said about it."""
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

    def _journal(self, decided: Plan) -> Journal:
        return Journal(
            ready=False,
            folders=tuple(self._missing_folders(change.path for change in decided.moves if change.document)),
            moves=tuple(
                Move(
                    temporary=_temporary(change.path),
                    target=change.path,
                    before=change.before.digest if change.before else None,
                    after=change.digest,
                )
                for change in decided.moves
                if change.document
            ),
            removals=tuple(
                Removal(target=change.path, before=change.before.digest)
                for change in decided.moves
                if change.action is Action.REMOVE and change.before
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
        """Write every new file under its temporary name; only then wait for the disk, once for each."""
        for folder in journal.folders:
            self._refuse_outside(folder)
            self.disk.make_folder(self._full(folder))
        for change in decided.moves:
            if change.document:
                self._refuse_outside(change.path)
                mode = change.before.mode if change.before else None
                self.disk.write(self._full(_temporary(change.path)), change.document.data, mode)
        self.disk.sync_all([self._full(move.temporary) for move in journal.moves])
        self._sync_folders([*journal.folders, *(move.target for move in journal.moves)])

    def _refuse_outside(self, path: str) -> None:
        """Look again, right before writing: a link may have come since the plan was made."""
        if path and not is_inside(self.root, path):
            raise SystemFault(f"{path}: a symbolic link leads out of the output folder; remove it", path)

    def _undo(self, journal: Journal) -> None:
        for move in journal.moves:
            if is_inside(self.root, move.temporary):
                self.disk.remove(self._full(move.temporary))
        for folder in reversed(journal.folders):
            if not folder or is_inside(self.root, folder):
                self.disk.remove_folder(self._full(folder))
        self.disk.remove(self.places.journal)

    def _finish(self, journal: Journal) -> tuple[str, ...]:
        """Carry out a ready journal from wherever it stands; give the paths that something else changed."""
        disturbed = [move.target for move in journal.moves if not self._move(move)]
        self._sync_folders(move.target for move in journal.moves)
        disturbed += [removal.target for removal in journal.removals if not self._remove(removal)]
        self._sync_folders(removal.target for removal in journal.removals)
        write_manifest(self._settled(journal.manifest, disturbed), self.places, self.disk)
        self.disk.remove(self.places.journal)
        return tuple(disturbed)

    def _move(self, move: Move) -> bool:
        """Give a new file its name, if that is still to be done and the place is as it was."""
        temporary, target = self._full(move.temporary), self._full(move.target)
        if not is_inside(self.root, move.target):
            return False
        standing = digest_at(target)
        if os.path.lexists(temporary):
            if standing == move.before:
                self.disk.replace(temporary, target)
                return True
            self.disk.remove(temporary)
        return standing == move.after

    def _remove(self, removal: Removal) -> bool:
        if not is_inside(self.root, removal.target):
            return False
        standing = digest_at(self._full(removal.target))
        if standing == removal.before:
            self.disk.remove(self._full(removal.target))
        parent = removal.target.rpartition("/")[0]
        while parent:
            self.disk.remove_folder(self._full(parent))
            parent = parent.rpartition("/")[0]
        return standing in {removal.before, None}

    def _settled(self, manifest: Mapping[str, str], disturbed: list[str]) -> Mapping[str, str]:
        """Leave what was known of disturbed files as it was: what stands there is not what we wrote."""
        if not disturbed:
            return manifest
        try:
            known = read_manifest(self.places) or {}
        except ValueError:
            known = {}
        kept = {path: known[path] for path in disturbed if path in known}
        return {path: digest for path, digest in manifest.items() if path not in disturbed} | kept

    def _sync_folders(self, paths: Iterable[str]) -> None:
        """Sync the folders that hold these paths, once each, as far as they are still there."""
        folders = sorted({self._full(path.rpartition("/")[0]) for path in paths})
        self.disk.sync_folders([folder for folder in folders if os.path.isdir(folder)])

    def _full(self, path: str) -> str:
        return os.path.join(self.root, path) if path else self.root


def _temporary(path: str) -> str:
    """Give the temporary name of a file, in the same folder: hidden, short, and the same in every run."""
    parent, slash, _ = path.rpartition("/")
    return f"{parent}{slash}.feedpub-{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}"
