"""Publishes documents into a folder, all or nothing.

    lock -> finish or undo what a killed run left -> survey -> plan -> carry out (`transaction`)

A run that changes nothing touches nothing; a dry run not even its own records.
"""

# ruff: noqa: PTH100, PTH116, PTH118, PTH206 - names are text here, as the system calls take them

from __future__ import annotations

import hashlib
import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.incremental.store import STATE, sweep
from feedpub.io.writing import Place, beneath_what_is_there, make_folders, names_in, real, remove, status
from feedpub.model.errors import ContentError, UsageError
from feedpub.publish import complaints
from feedpub.publish.disk import Disk, explained
from feedpub.publish.lock import locked
from feedpub.publish.plan import plan
from feedpub.publish.records import (
    Kept,
    Manifest,
    Places,
    is_path,
    left_over,
    read_manifest,
    read_snapshot,
    write_manifest,
    write_snapshot,
)
from feedpub.publish.survey import is_inside, is_marked_at, survey
from feedpub.publish.transaction import Transaction
from feedpub.text import portable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from feedpub.model.records import Diagnostic, Document
    from feedpub.publish.disk import FileSystem
    from feedpub.publish.plan import Plan

_DISK = Disk()
_NOTHING: Mapping[str, str] = MappingProxyType({})


def publish(  # noqa: PLR0913 - the whole of what a build decides about publishing
    documents: Sequence[Document],
    output: Path,
    state: Path,
    *,
    key: bytes | None = None,
    kept: Mapping[str, str] = _NOTHING,
    shared: frozenset[str] = frozenset(),
    take_over: bool = False,
    dry_run: bool = False,
    name: str | None = None,
    may_be_elsewhere: bool = False,
    snapshot: bytes | None = None,
    disk: FileSystem = _DISK,
) -> Plan:
    """Make `output` hold `documents` beside the files that are not ours; return the plan that was carried out.

    `state` is the site's `.feedpub` folder, or one in it, and `key` seals what is kept there; `kept`, `shared` and
    `take_over` are those of `plan`, and to take over counts for all later runs, too, of who has the key. `name` is what
    messages call the output folder, which must be no link out of the site unless it `may_be_elsewhere`. `snapshot` is
    what the next build is to know of all that is published then (`last_published`); without one, it knows what it knew
    before. A dry run writes nothing and gives a forbidden plan (`Plan.blocked`), too; otherwise that raises
    ContentError with its diagnostics. SystemFault when the disk fails or another run is at work: the published files
    are then as they were, or the next run finishes this one. UsageError for an output folder in which nothing may be
    published.
    """
    with explained(str(output)):
        root, places = _places(output, state, key)
        if not may_be_elsewhere:
            _refuse_elsewhere(places.site[0], os.fspath(root), output, state)
        called = output.name if name is None else name
        whole = os.fspath(root)
        if dry_run:
            unfinished = status(places.journal) is not None
            notes = [complaints.unfinished(called)] if unfinished else []
            manifest = _manifest(places, whole, notes)
            published = survey(documents, manifest.content, whole, kept=kept.keys(), folder=called)
            take_over = take_over or manifest.content.takes_over
            return _with_notes(plan(documents, published, kept=kept, shared=shared, take_over=take_over), notes)
        make_folders(places.state)
        with locked(places.lock):
            _sweep(places)
            transaction = Transaction(root=root, places=places, disk=disk)
            notes = transaction.recover()
            manifest = _manifest(places, whole, notes)
            if not manifest.is_sealed:
                transaction.sweep({document.path for document in documents} | manifest.content.files.keys())
            published = survey(documents, manifest.content, whole, kept=kept.keys(), folder=called)
            take_over = take_over or manifest.content.takes_over
            decided = _with_notes(plan(documents, published, kept=kept, shared=shared, take_over=take_over), notes)
            _carry_out(decided, transaction, manifest, snapshot, takes_over=take_over)
            return decided


class LastPublished(Struct, frozen=True, kw_only=True):
    """What is known of the last run that published into a folder."""

    manifest: Manifest = Manifest()
    snapshot: bytes | None = None
    """What that run left for the next one to know; None where it left nothing, empty where that is damaged."""
    is_sealed: bool = False
    """Whether this user made it; else it may have come from anywhere, and gives no right to touch a file."""

    @property
    def takes_over(self) -> bool:
        """Whether somebody with this key has said that feeds and sitemaps of others are replaced there."""
        return self.is_sealed and self.manifest.takes_over


def last_published(output: Path, state: Path, key: bytes | None = None) -> LastPublished:
    """Return what the last run has left word of. SystemFault when the disk fails."""
    with explained(str(output)):
        _, places = _places(output, state, key)
        try:
            found = read_manifest(places)
        except ValueError:
            found = None  # publishing says so
        if found is None:
            return LastPublished()
        try:
            snapshot = read_snapshot(found.content, places)
        except ValueError:
            snapshot = b""
        return LastPublished(manifest=found.content, snapshot=snapshot, is_sealed=found.is_sealed)


def ours(output: Path, last: LastPublished) -> frozenset[str]:
    """Return the paths of the files in `output` that earlier builds made: by the manifest, else by their own word.

    Without a manifest of one's own, as in a fresh checkout, the XML and JSON files are looked into. SystemFault when
    the disk fails.
    """
    if last.is_sealed:
        return frozenset(last.manifest.files)
    with explained(str(output)):
        return frozenset(_marked_files(real(str(output))))


def _marked_files(root: str) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise error

    for folder, _, names in os.walk(root, onerror=refuse):
        for name in names:
            if name.endswith((".xml", ".json")):
                path = os.path.join(folder, name)
                if is_marked_at(path):
                    yield os.path.relpath(path, root).replace(os.sep, "/")


def _carry_out(
    decided: Plan, transaction: Transaction, before: Kept[Manifest], snapshot: bytes | None, *, takes_over: bool
) -> None:
    if decided.blocked:
        raise ContentError("nothing was published: something in the output folder is in the way", decided.diagnostics)
    places, disk, known = transaction.places, transaction.disk, before.content
    kept = known.snapshot if snapshot is None else write_snapshot(snapshot, places, disk)
    after = Manifest(
        files=decided.manifest,
        times={path: time for path, time in known.times.items() if decided.manifest.get(path) == known.files.get(path)},
        takes_over=takes_over,
        snapshot=kept,
    )
    transaction.restore_times(decided)
    if decided.moves:
        transaction.execute(decided, after)
        return
    after = transaction.timed(after)
    if after != known or not (before.is_sealed or places.key is None):
        write_manifest(after, places, disk)


def _sweep(places: Places) -> None:
    """Remove what killed builds have left among the records, of whatever they were about to write."""
    names = names_in(places.state)
    sweep(places.state, names)
    for left in left_over(places):
        if left.name in names:
            remove(left)


def _with_notes(decided: Plan, notes: list[Diagnostic]) -> Plan:
    return replace(decided, diagnostics=(*notes, *decided.diagnostics))


def _places(output: Path, state: Path, key: bytes | None) -> tuple[Place, Places]:
    """Return the output folder without links, and where its records are.

    They are named by its way from the site, so that a moved checkout keeps them.
    """
    folder, below = _site_of(os.path.abspath(state))
    site, root = real(folder), real(str(output))
    _refuse_taken(root, str(output))
    try:
        name = os.path.relpath(root, site)
    except ValueError:  # pragma: no cover - on Windows, another drive
        name = root
    digest = hashlib.sha256(os.fsencode(name.replace(os.sep, "/"))).hexdigest()[:16]
    number = os.stat(site).st_ino
    return _beneath(root, site), Places(state=Place(site, below), name=digest, site=(site, number), key=key)


def _site_of(state: str) -> tuple[str, str]:
    """Return the folder of the site, and the way to its records."""
    above, name = os.path.split(state)
    if name == STATE or STATE not in state.split(os.sep):
        return above, name
    folder, below = _site_of(above)
    return folder, f"{below}/{name}"


def _beneath(root: str, site: str) -> Place:
    """Return the output folder beneath the site, or beneath what there is of its way where it is elsewhere."""
    if root == site or root.startswith(site.rstrip(os.sep) + os.sep):
        return Place(site, root[len(site) :].strip(os.sep).replace(os.sep, "/"))
    return beneath_what_is_there(root)


def _refuse_elsewhere(site: str, root: str, output: Path, state: Path) -> None:
    """Refuse a folder that is in the site by its name, and elsewhere in truth: the configuration does not say where."""
    folder, _ = _site_of(os.path.abspath(state))
    is_named_inside = os.path.abspath(output).startswith(folder.rstrip(os.sep) + os.sep)
    if is_named_inside and not f"{root}{os.sep}".startswith(site.rstrip(os.sep) + os.sep):
        raise UsageError(f"{output} is a symbolic link out of the site; if you mean that, build with --out {output}")


def _refuse_taken(root: str, output: str) -> None:
    if portable.private(root):
        raise UsageError(f"{output} is no folder to publish into: what stands there is for other programs to write")


def _manifest(places: Places, root: str, notes: list[Diagnostic]) -> Kept[Manifest]:
    """Return the manifest; of one that others may have made, what it names counts where the file says it is ours."""
    try:
        found = read_manifest(places)
    except ValueError:
        notes.append(complaints.damaged(os.fspath(places.manifest), "manifest"))
        found = None
    if found is None:
        return Kept(Manifest(), is_sealed=False)
    if found.is_sealed:
        return found
    marked = {path: digest for path, digest in found.content.files.items() if _is_marked_in(root, path)}
    return Kept(Manifest(files=marked), is_sealed=False)


def _is_marked_in(root: str, path: str) -> bool:
    return is_path(path) and is_inside(root, path) and is_marked_at(os.path.join(root, path))
