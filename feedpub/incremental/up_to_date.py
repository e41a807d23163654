"""Whether anything can have changed since the last build: then there is nothing to do, and that is said at once.

A build that published without a word of warning leaves a note in the store: digests of all that it was made from, and
the size, time and digest of all that it made. The next build of which these hold gives the same files.
Where that cannot be said for certain, no note is left, or it does not hold, and the build is made.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.incremental.fingerprint import edition
from feedpub.incremental.store import STATE, Namespace, key_of, sweep
from feedpub.io import markers, plugins, reading, tree, writing
from feedpub.io.tree import WalkScope
from feedpub.io.writing import Place
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.incremental.request import Request
    from feedpub.incremental.store import Store
    from feedpub.io.tree import Tree

_ASKED_BY: Final = ("feedpub.toml", "feedpub.ids")
"""Files of the site that decide what is made of the others."""
_UNTRUSTED: Final = -1
_MOST: Final = 100_000_000
"""Bytes of a file that is looked at."""


class Tally(NamedTuple):
    """What a build came to, for people."""

    feeds: int
    posts: int
    pages: int
    files: int
    archives: int = 0


class PublishedFile(NamedTuple):
    """A published file as the build that made it, or found it, left it."""

    path: str
    size: int
    changed: int
    """Time of change in nanoseconds; `-1` where a later change might not show in it."""
    digest: str
    """SHA-256 of its bytes in hexadecimal."""


class Word(NamedTuple):
    """What a build has to say to the next one."""

    listing: str
    """Digest of what the file system said of the site's files."""
    records: str
    """Digest of all that was read of them but the texts of posts."""
    until: datetime | None
    """The moment at which posts change by themselves."""
    tally: Tally
    held: str = ""
    """Key of what is kept of its feeds; empty where nothing is."""


class Note(NamedTuple):
    """What the last build left word of that was asked for the same, if all that it made still stands."""

    content: str
    """The folder of the posts, as the options name it."""
    output: str
    """The folder that is published, as the options name it."""
    endings: tuple[str, ...]
    """Of the files in the folder of the posts that were wanted."""
    exclude: tuple[str, ...]
    now: datetime
    """The moment for which it was built."""
    word: Word
    files: tuple[PublishedFile, ...]
    robots: str | None = None
    """Digest of a robots.txt that others write and the build looked at, empty where there was none; None where it did
    not look, or wrote it itself."""


class Look(NamedTuple):
    """What was seen of a site before it was read."""

    asked: str
    """Key of all but the files that a build is made from; empty where that cannot be known without reading."""
    given: Mapping[str, object]
    """What the command line says of what is to be made."""
    now: datetime
    """The moment for which posts were looked at."""
    note: Note | None = None
    """What the last build left word of."""
    tree: Tree | None = None
    """The files, where the note tells which are wanted."""
    marks: bytes = b""
    """What the file system says of them."""
    begun: int = 0
    """The time by the clock of the file system before it was asked."""
    listing: str = ""
    """Digest of their names, and of what it says (`listing_of`)."""

    @property
    def known(self) -> Tally | None:
        """What the last build came to, if nothing has changed since."""
        if self.note is None or self.tree is None or self.tree.refused:
            return None
        return self.note.word.tally if self.note.word.listing == self.listing else None


def look(store: Store, given: Mapping[str, object], now: datetime, jobs: int = 1) -> Look:
    """See what the site holds now, and whether that is what the last build has made its files from.

    `store` is where that has left its note; `given` is what the command line says of what is to be made: values with a
    stable `repr`. Neither it nor feedpub.toml has to be understood for that: the same gave the same.
    """
    folder = store.site
    asked = _asked(folder, given)
    note = _note(store, asked, now) if asked else None
    if note is None:
        return Look(asked, given, now)
    begun = store.clock()
    found = _found(folder, note, jobs)
    if found is None:
        return Look(asked, given, now, note)
    marks = tree.marks(f"{folder}/{found.prefix}", found.paths, jobs)
    return Look(asked, given, now, note, found, marks, begun, listing_of(found.prefix, found.paths, marks))


def listing_of(prefix: str, paths: Iterable[str], marks: bytes) -> str:
    """Return a digest of the names of files, as a `Tree` has them, and of what the file system says of each."""
    names = "\0".join((prefix, *paths)).encode("utf-8", "surrogateescape")
    return hashlib.sha256(b"\0\0".join((names, marks))).hexdigest()


def remember(request: Request, seen: Look, begun: int, word: Word, made: Mapping[str, str]) -> None:
    """Leave the note of what this build was made from, and what it came to.

    `begun` is the moment before its files were looked at, by the clock of the file system; `made` is path -> SHA-256
    of every published file.
    """
    store = request.store
    standing = _standing(f"{request.output}/", made, begun)
    if standing is None or _asked(str(request.folder), seen.given) != seen.asked:
        return  # somebody is at work on what it was made from
    finished = store.clock()
    options = request.options
    note = Note(
        content=options.content.folder,
        output=options.output.folder,
        endings=options.content.extensions,
        exclude=options.content.exclude,
        now=request.now,
        word=word,
        files=tuple(one if one.changed < finished else one._replace(changed=_UNTRUSTED) for one in standing),
        robots=_robots(str(request.output)) if options.sitemap.enabled and not options.sitemap.robots else None,
    )
    store.put(_NOTES, seen.asked, note)


def _found(site: str, note: Note, jobs: int) -> Tree | None:
    """Return the files that a build like the last one would read; None where it would have something to say."""
    try:
        folder = tree.content_folder(site, note.content)
        scope = WalkScope(
            endings=note.endings,
            exclude=note.exclude,
            skip=(os.path.join(site, note.output), os.path.join(site, STATE)),
        )
        return tree.walk(site, folder, scope, jobs=jobs) if tree.is_inside(folder, site) else None
    except FeedpubError:
        return None  # the build that is made then walks there again, and says it


def _asked(folder: str, given: Mapping[str, object]) -> str:
    if markers.of_another_generator(folder) or plugins.installed(plugins.SITES):
        return ""  # its configuration has its say; by what a plug-in knows one is not known
    try:
        files = [reading.read(folder, name, _MOST) for name in _ASKED_BY]
    except FeedpubError:
        return ""  # whoever reads it will say what is wrong
    return key_of(edition(), sorted(given.items()), *files)


def _note(store: Store, asked: str, now: datetime) -> Note | None:
    """Return the note of the last build that was asked for this, if all that it made stands where it put it."""
    note = store.get(_NOTES, asked)
    if note is None or note.now > now or (note.word.until and note.word.until <= now):
        return None
    output = os.path.join(store.site, note.output)
    touched: list[PublishedFile] = []
    try:
        if not all(_stands(f"{output}/{one.path}", one, touched) for one in note.files) or _is_unfinished(store.site):
            return None
        if note.robots is not None and _robots(output) != note.robots:
            return None
        if store.may_write:
            for one in touched:
                writing.set_time(Place(output, one.path), one.changed)
    except (OSError, MemoryError):
        return None
    return note


def _robots(output: str) -> str:
    """Return the digest of the robots.txt in the output folder; empty where there is none. Raises OSError."""
    try:
        return _digest(f"{output}/robots.txt")
    except FileNotFoundError:
        return ""


def _is_unfinished(site: str) -> bool:
    """Whether a build was killed while it published; what else killed ones have left goes."""
    state = Place(site, STATE)
    names = writing.names_in(state)
    sweep(state, names)
    return any(name.endswith(".journal.json") for name in names)


def _packed(note: Note) -> bytes:
    return json.dumps(note, default=datetime.isoformat).encode()


def _unpacked(data: bytes) -> Note:
    content, output, endings, exclude, now, word, files, robots = json.loads(data)
    listing, records, until, tally, held = word
    return Note(
        content=content,
        output=output,
        endings=tuple(endings),
        exclude=tuple(exclude),
        now=datetime.fromisoformat(now),
        word=Word(listing, records, until and datetime.fromisoformat(until), Tally(*tally), held),
        files=tuple(PublishedFile(*one) for one in files),
        robots=robots,
    )


_NOTES: Final = Namespace("note", _packed, _unpacked, is_single=True)
"""In JSON: to load what packs other values takes longer than to see that nothing has changed."""


def _stands(path: str, one: PublishedFile, touched: list[PublishedFile]) -> bool:
    """Whether a file is the one that was left.

    In a fresh checkout its time is another, and its bytes are looked at: it is one of those `touched`, which get their
    times back, for whoever has the file asks a server whether it is newer.
    """
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size != one.size:
        return False
    if status.st_mtime_ns == one.changed:
        return True
    if _digest(path) != one.digest:
        return False
    if one.changed != _UNTRUSTED:
        touched.append(one)
    return True


def _standing(prefix: str, made: Mapping[str, str], begun: int) -> list[PublishedFile] | None:
    """Return the published files as they stand; None if one is not what was made."""
    found = []
    for path, digest in made.items():
        try:
            status = os.lstat(prefix + path)
            if not stat.S_ISREG(status.st_mode):
                return None  # what a link leads to can change without the link
            if status.st_mtime_ns >= begun and digest != _digest(prefix + path):
                return None
        except OSError:
            return None
        found.append(PublishedFile(path, status.st_size, status.st_mtime_ns, digest))
    return found


def _digest(path: str) -> str:
    with os.fdopen(writing.open_published(path), "rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
