"""Publishes documents into a folder, all or nothing.

    lock -> finish or undo what a killed run left -> survey -> plan -> carry out (`transaction`)

A run that changes nothing touches nothing; a dry run not even its own records.
"""

# ruff: noqa: PTH103, PTH110, PTH113, PTH118, PTH120, PTH123 - names are text here, as the system calls take them

from __future__ import annotations

import hashlib
import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.errors import ContentError
from feedpub.publish import complaints
from feedpub.publish.disk import Disk, explained
from feedpub.publish.lock import locked
from feedpub.publish.marks import HEAD, is_marked
from feedpub.publish.plan import plan
from feedpub.publish.records import Places, read_manifest, write_manifest
from feedpub.publish.survey import survey
from feedpub.publish.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from feedpub.model import Diagnostic, Document
    from feedpub.publish.disk import FileSystem
    from feedpub.publish.plan import Plan

_DISK = Disk()
_NOTHING: Mapping[str, str] = MappingProxyType({})


def publish(  # noqa: PLR0913 - the whole of what a build decides about publishing
    documents: Sequence[Document],
    output: Path,
    state: Path,
    *,
    kept: Mapping[str, str] = _NOTHING,
    shared: frozenset[str] = frozenset(),
    take_over: bool = False,
    dry_run: bool = False,
    name: str | None = None,
    disk: FileSystem = _DISK,
) -> Plan:
    """Make `output` hold `documents` beside the files that are not ours; give the plan that was carried out.

    `state` is the site's `.feedpub` folder; `kept`, `shared` and `take_over` are those of `plan`; `name` is what
    messages call the output folder. A dry run writes nothing and gives a forbidden plan (`Plan.blocked`), too;
    otherwise that raises ContentError with its diagnostics. SystemFault when the disk fails or another run is at work:
    the published files are then as they were, or the next run finishes this one.
    """
    root = os.path.realpath(output)
    called = output.name if name is None else name
    places = _places(root, state)
    with explained(str(output)):
        if dry_run:
            unfinished = os.path.exists(places.journal)
            notes = [complaints.unfinished(called)] if unfinished else []
            manifest = _manifest(places, notes)
            published = survey(documents, manifest, root, kept=kept.keys(), folder=called)
            return _with_notes(plan(documents, published, kept=kept, shared=shared, take_over=take_over), notes)
        os.makedirs(places.state, exist_ok=True)
        with locked(places.lock):
            transaction = Transaction(root=root, places=places, disk=disk)
            notes = transaction.recover()
            manifest = _manifest(places, notes)
            published = survey(documents, manifest, root, kept=kept.keys(), folder=called)
            decided = _with_notes(plan(documents, published, kept=kept, shared=shared, take_over=take_over), notes)
            _carry_out(decided, transaction, manifest)
            return decided


def ours(output: Path, state: Path) -> frozenset[str]:
    """Give the paths of the files in `output` that earlier builds made: by the manifest, else by their own word.

    Without a manifest, as in a fresh checkout, the XML and JSON files are looked into. SystemFault when the disk
    fails.
    """
    root = os.path.realpath(output)
    with explained(str(output)):
        try:
            manifest = read_manifest(_places(root, state))
        except ValueError:
            manifest = None
        return frozenset(_marked_files(root) if manifest is None else manifest)


def _marked_files(root: str) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith((".xml", ".json")):
                path = os.path.join(folder, name)
                if os.path.isfile(path) and _is_marked_file(path):
                    yield os.path.relpath(path, root).replace(os.sep, "/")


def _is_marked_file(path: str) -> bool:
    with open(path, "rb") as file:
        return is_marked(file.read(HEAD))


def _carry_out(decided: Plan, transaction: Transaction, manifest: Mapping[str, str]) -> None:
    if decided.blocked:
        raise ContentError("nothing was published: something in the output folder is in the way", decided.diagnostics)
    if decided.moves:
        transaction.execute(decided)
    elif decided.manifest != manifest:
        write_manifest(decided.manifest, transaction.places, transaction.disk)


def _with_notes(decided: Plan, notes: list[Diagnostic]) -> Plan:
    return replace(decided, diagnostics=(*notes, *decided.diagnostics))


def _places(root: str, state: Path) -> Places:
    """Name the records of an output folder by its way from the site, so that a moved checkout keeps them."""
    real = os.path.realpath(state)
    try:
        name = os.path.relpath(root, os.path.dirname(real))
    except ValueError:  # pragma: no cover - on Windows, another drive
        name = root
    key = hashlib.sha256(os.fsencode(name.replace(os.sep, "/"))).hexdigest()[:16]
    return Places(state=real, key=key)


def _manifest(places: Places, notes: list[Diagnostic]) -> Mapping[str, str]:
    try:
        return read_manifest(places) or {}
    except ValueError:
        notes.append(complaints.damaged(places.manifest, "manifest"))
        return {}
