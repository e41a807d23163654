"""Carries out a plan so that a kill at any moment leaves each file whole, old or new.

    journal "not ready" -> every new file under a temporary name beside its target, synced
    journal "ready"     -> rename each, sync folders, remove, manifest, no journal

A run killed before the journal is ready has touched nothing, and the next one throws its temporary files away; one
killed later is finished by the next. The run itself and the next go through the same `_finish`, which never
touches a file that something else has changed in the meantime.
"""

# ruff: noqa: PTH118 - names are text here, as the system calls take them

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from feedpub.io.signals import uninterrupted
from feedpub.io.writing import is_folder, make_folders, real, status
from feedpub.model.errors import SystemFault
from feedpub.publish import complaints
from feedpub.publish.plan import Action
from feedpub.publish.records import (
    Journal,
    Manifest,
    Move,
    Places,
    Removal,
    is_path,
    read_journal,
    read_manifest,
    temporary_of,
    write_journal,
    write_manifest,
)
from feedpub.publish.survey import digest_at

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from feedpub.io.writing import Place
    from feedpub.model.records import Diagnostic
    from feedpub.publish.disk import FileSystem
    from feedpub.publish.plan import Plan


Value = TypeVar("Value")


class Transaction(Struct, frozen=True, kw_only=True):
    """The way to change one output folder; whoever uses it holds the folder's lock."""

    root: Place
    """The output folder, without links."""
    places: Places
    disk: FileSystem

    def execute(self, decided: Plan, manifest: Manifest) -> None:
        """Carry out a plan, and leave the manifest. SystemFault when something else changed a file that it touches.

        Whoever ends the process meanwhile finds all files as they were, or, from the moment on at which every new one
        is whole, as they are to be: the few renames are not broken off.
        """
        journal = self._journal(decided, manifest)
        is_ready = False
        try:
            self._begin(journal, decided)
            with uninterrupted():
                self._make_ready(journal)
                is_ready = True
                disturbed = self._finish(journal)
        except BaseException:
            if not is_ready:
                with uninterrupted():
                    self._undo(journal)
            raise
        if disturbed:
            raise SystemFault(
                f"{disturbed[0]}: something else changed this file during the build; build again", disturbed[0]
            )

    def recover(self) -> list[Diagnostic]:
        """Finish or undo what a killed run left; return what is to be said about it."""
        try:
            found = read_journal(self.places)
        except ValueError:
            self.disk.remove(self.places.journal)
            return [complaints.damaged(os.fspath(self.places.journal), "journal")]
        if found is None:
            return []
        if not found.is_sealed:
            self._forget(found.content)
            return [complaints.not_sealed(os.fspath(self.places.journal))]
        with uninterrupted():
            if found.content.ready:
                self._finish(found.content, is_of_another_run=True)
            else:
                self._undo(found.content)
        return []

    def sweep(self, paths: Iterable[str]) -> None:
        """Remove the temporary files that killed runs have left, of whose records nothing is known, beside these."""
        for path in paths:
            self._drop(path)

    def _begin(self, journal: Journal, decided: Plan) -> None:
        make_folders(self.root.parent)
        write_journal(journal, self.places, self.disk, durable=False)
        self._prepare(journal, decided)

    def _make_ready(self, journal: Journal) -> None:
        try:
            write_journal(replace(journal, ready=True), self.places, self.disk, durable=True)
        except BaseException:
            self.disk.remove(self.places.journal)  # once ready, it must never outlive its temporary files
            raise

    def _forget(self, journal: Journal) -> None:
        """Clear away what a run has left that may have been anybody's: its temporary files go, and nothing else."""
        for move in journal.moves:
            self._drop(move.target)
        self.disk.remove(self.places.journal)

    def _drop(self, path: str) -> None:
        temporary = self._inside(temporary_of(path)) if is_path(path) else None
        found = status(temporary) if temporary else None
        if temporary and found and stat.S_ISREG(found.st_mode):
            self.disk.remove(temporary)

    def _journal(self, decided: Plan, manifest: Manifest) -> Journal:
        return Journal(
            ready=False,
            folders=tuple(self._missing_folders(change.path for change in decided.moves if change.document)),
            moves=tuple(
                Move(
                    temporary=temporary_of(change.path),
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
            manifest=manifest,
        )

    def _missing_folders(self, paths: Iterable[str]) -> list[str]:
        """Return the folders that are not there yet, each after the one that holds it."""
        seen: set[str] = set()
        missing: list[str] = []
        for path in paths:
            parent = path
            while parent:
                parent = parent.rpartition("/")[0]
                if parent in seen:
                    break
                seen.add(parent)
                if self._is_folder(parent):
                    break
                missing.append(parent)
        return sorted(missing)

    def _prepare(self, journal: Journal, decided: Plan) -> None:
        """Write every new file under its temporary name; only then wait for the disk, once for each."""
        for folder in journal.folders:
            self.disk.make_folder(self._at(folder))
        written: list[Place] = []
        for change in decided.moves:
            if change.document:
                mode = change.before.mode if change.before else None
                written.append(self._at(temporary_of(change.path)))
                self.disk.write(written[-1], change.document.data, mode)
                if change.time is not None:
                    self.disk.set_time(written[-1], change.time)
        self.disk.sync_all(written)
        self._sync_folders([*journal.folders, *(move.target for move in journal.moves)])

    def _undo(self, journal: Journal) -> None:
        for move in journal.moves:
            temporary = self._inside(move.temporary)
            if temporary:
                self.disk.remove(temporary)
        for folder in reversed(journal.folders):
            place = self._inside(folder)
            if place:
                self.disk.remove_folder(place)
        self.disk.remove(self.places.journal)

    def _finish(self, journal: Journal, *, is_of_another_run: bool = False) -> tuple[str, ...]:
        """Carry out a ready journal from wherever it stands; return the paths that something else changed."""
        disturbed = [move.target for move in journal.moves if not self._move(move, is_known=not is_of_another_run)]
        self._sync_folders(move.target for move in journal.moves)
        disturbed += [removal.target for removal in journal.removals if not self._remove(removal)]
        self._sync_folders(removal.target for removal in journal.removals)
        write_manifest(self.timed(self._settled(journal.manifest, disturbed)), self.places, self.disk)
        self.disk.remove(self.places.journal)
        return tuple(disturbed)

    def _move(self, move: Move, *, is_known: bool) -> bool:
        """Return a new file its name, if that is still to be done and the place is as it was.

        What the new file holds is looked at unless it `is_known`, as this run has just written it.
        """
        target = self._inside(move.target)
        if target is None:
            return False
        temporary = target.parent.at(move.temporary.rpartition("/")[2])  # beside it (`temporary_of`)
        standing = digest_at(target)
        if status(temporary) is not None:
            if standing == move.before and (is_known or digest_at(temporary) == move.after):
                self.disk.replace(temporary, target)
                return True
            self.disk.remove(temporary)
        return standing == move.after

    def _remove(self, removal: Removal) -> bool:
        target = self._inside(removal.target)
        if target is None:
            return False
        standing = digest_at(target)
        if standing == removal.before:
            self.disk.remove(target)
        parent = removal.target.rpartition("/")[0]
        while parent:
            self.disk.remove_folder(self._at(parent))
            parent = parent.rpartition("/")[0]
        return standing in {removal.before, None}

    def restore_times(self, decided: Plan) -> None:
        """Set the times of files that stand as they were published, and were touched since, as by a new checkout."""
        for change in decided.changes:
            if change.action is Action.KEEP and change.time is not None:
                self.disk.set_time(self._at(change.path), change.time)

    def timed(self, manifest: Manifest) -> Manifest:
        """Return the manifest with the times of the files of which it does not know them, as far as they stand."""
        times = dict(manifest.times)
        for path in manifest.files.keys() - times.keys():
            place = self._inside(path)
            if found := status(place) if place else None:
                times[path] = found.st_mtime_ns
        return replace(manifest, times=times)

    def _settled(self, manifest: Manifest, disturbed: list[str]) -> Manifest:
        """Leave what was known of disturbed files as it was: what stands there is not what we wrote."""
        if not disturbed:
            return manifest
        try:
            found = read_manifest(self.places)
        except ValueError:
            found = None
        known = found.content if found and found.is_sealed else Manifest()
        return replace(
            manifest,
            files=_with_others_of(manifest.files, known.files, disturbed),
            times=_with_others_of(manifest.times, known.times, disturbed),
        )

    def _sync_folders(self, paths: Iterable[str]) -> None:
        """Sync the folders that hold these paths, once each, as far as they are still there."""
        above = {path.rpartition("/")[0] for path in paths}
        folders = sorted({place for path in above if (place := self._folder(path))})
        self.disk.sync_folders([folder for folder in folders if is_folder(folder)])

    def _at(self, path: str) -> Place:
        """Return a path below the output folder. SystemFault where a link leads out of it."""
        place = self._inside(path)
        if place is None:
            raise SystemFault(f"{path}: a symbolic link leads out of the output folder; remove it", path)
        return place

    def _inside(self, path: str) -> Place | None:
        """Return a path below the output folder, without links before its last name; None where one leads out of it."""
        above, _, name = path.rpartition("/")
        folder = self._folder(above)
        return folder.at(name) if folder else None

    def _folder(self, path: str) -> Place | None:
        """Return a folder without links, in the output folder; None where it is elsewhere.

        Whatever is put there afterwards, the gate follows no link.
        """
        root = os.fspath(self.root)
        found = real(os.path.join(root, path)) if path else root
        if found != root and not found.startswith(root.rstrip(os.sep) + os.sep):
            return None
        return self.root.at(found[len(root) :].strip(os.sep).replace(os.sep, "/"))

    def _is_folder(self, path: str) -> bool:
        place = self._folder(path)
        if place is None:
            raise SystemFault(f"{path}: a symbolic link leads out of the output folder; remove it", path)
        return is_folder(place)


def _with_others_of(new: Mapping[str, Value], known: Mapping[str, Value], paths: Container[str]) -> Mapping[str, Value]:
    """Return what is said of paths, of some of them what was known before."""
    kept = {path: value for path, value in new.items() if path not in paths}
    return kept | {path: value for path, value in known.items() if path in paths}
