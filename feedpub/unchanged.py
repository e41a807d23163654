"""Whether anything can have changed since the last build: then there is nothing to do, and that is said at once.

A build that published without a word of warning leaves a note, `.feedpub/last`: digests of all that it was made
from, and the size, time and digest of all that it made. The next build of which these hold gives the same files.
Where that cannot be said for certain, no note is left, or it does not hold, and the build is made.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from feedpub import collect
from feedpub.collect import groups
from feedpub.edition import edition
from feedpub.keeping import keep
from feedpub.options import UpdatedBy
from feedpub.request import STATE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from feedpub.collect.groups import Group
    from feedpub.collect.sites.dialect import Walked
    from feedpub.request import Request

_NAME: Final = "last"
_PINS: Final = "feedpub.ids"
_UNTRUSTED: Final = -1
_FREE: Final = frozenset({"folder", "options", "now", "jobs", "cache"})
"""Parts of a request that say nothing of what it makes; options are looked at by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a build came to, for people."""

    feeds: int
    posts: int
    pages: int
    files: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A published file as the build that made it, or found it, left it."""

    path: str
    size: int
    changed: int
    """Time of change in nanoseconds; `-1` where a later change might not show in it."""
    digest: str
    """SHA-256 of its bytes in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a build has to say to the next one."""

    records: str
    """Digest of all that was read of the site's files but the texts of posts."""
    until: datetime | None
    """The moment at which posts change by themselves."""
    tally: Tally
    held: str = ""
    """Digest of what is kept of its feeds; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the last build left word of, if it was asked for the same, and all that it made still stands."""

    listing: str
    """Digest of what the file system said of the site's files."""
    word: Word
    files: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a site was seen to hold before it was read."""

    walked: Walked
    groups: Sequence[Group]
    """The files of the walk with what the file system says of them."""
    asked: str
    """Digest of all but the files that a build is made from; empty where that cannot be known without reading."""
    listing: str
    """Digest of what the file system says of the files."""
    begun: int
    """The time of this moment by the clock of the file system; 0 where no note is to be left."""
    note: Note | None
    """What the last build left word of."""

    @property
    def known(self) -> Tally | None:
        """What the last build came to, if nothing has changed since."""
        return self.note.word.tally if self.note and self.note.listing == self.listing else None


def look(request: Request) -> Look:
    """See what the site holds now, and whether that is what the last build has made its files from.

    Raises what `collect.walk` raises.
    """
    begun = 0 if request.dry_run else _clock(request)
    walked = collect.walk(
        request.folder,
        request.options.content,
        request.options.site,
        (request.output, request.folder / STATE),
        request.options.built,
    )
    seen = groups.seen(walked.named, request.folder, request.jobs)
    listing = hashlib.blake2b(b"".join(group.listing for group in seen)).hexdigest()
    if not _can_be_known(request, walked):
        return Look(walked=walked, groups=seen, asked="", listing=listing, begun=0, note=None)
    asked = _asked(request)
    note = _note(request, asked)
    if note is None or note.listing != listing:
        newest = max((group.newest for group in seen), default=0)
        # What changed in this very tick of the clock might change again without showing it: no note of such files.
        begun = begun if newest < begun else 0
    return Look(walked=walked, groups=seen, asked=asked, listing=listing, begun=begun, note=note)


def remember(request: Request, seen: Look, word: Word, made: Mapping[str, str]) -> None:
    """Leave the note of what this build was made from, and what it came to.

    `made` is path -> SHA-256 of every published file.
    """
    note = request.folder / STATE / _NAME
    standing = _standing(f"{request.output}/", made, seen.begun)
    if not seen.begun or standing is None:
        return
    finished = _clock(request)
    content: dict[str, Any] = {
        "asked": seen.asked,
        "listing": seen.listing,
        "records": word.records,
        "held": word.held,
        "from": request.now.isoformat(),
        "until": word.until.isoformat() if word.until else "",
        "tally": {each.name: getattr(word.tally, each.name) for each in fields(word.tally)},
        "files": [
            (one.path, one.size, one.changed if one.changed < finished else _UNTRUSTED, one.digest) for one in standing
        ],
    }
    keep(note, json.dumps(content).encode())


def _can_be_known(request: Request, walked: Walked) -> bool:
    """Whether a build is made from nothing but what is looked at here."""
    return (
        not (request.dry_run or request.against or walked.diagnostics or walked.records or walked.settings.dialect)
        and not request.options.built.folder
        and request.options.feeds.updated is not UpdatedBy.CONTENT
    )


def _clock(request: Request) -> int:
    """Give the time by the clock of the file system; 0 where nothing can be written."""
    probe = request.folder / STATE / f"{_NAME}.{os.getpid()}.clock"
    try:
        probe.parent.mkdir(exist_ok=True)
        with probe.open("wb") as file:
            time = os.fstat(file.fileno()).st_mtime_ns
        probe.unlink()
    except OSError:
        return 0
    return time


def _asked(request: Request) -> str:
    asked = [(each.name, getattr(request, each.name)) for each in fields(request) if each.name not in _FREE]
    said = "\0".join((edition(), repr(request.options), repr(asked), _pins(request.folder)))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass")).hexdigest()


def _pins(folder: Path) -> str:
    try:
        return (folder / _PINS).read_bytes().hex()
    except OSError:
        return ""


def _note(request: Request, asked: str) -> Note | None:
    """Give the note of the last build, if it was asked for the same, and all that it made stands where it put it."""
    state = request.folder / STATE
    try:
        said = json.loads((state / _NAME).read_bytes())
        if said["asked"] != asked or datetime.fromisoformat(said["from"]) > request.now:
            return None
        word = Word(
            records=said["records"],
            held=said["held"],
            until=datetime.fromisoformat(said["until"]) if said["until"] else None,
            tally=Tally(**said["tally"]),
        )
        note = Note(listing=said["listing"], word=word, files=tuple(Standing(*one) for one in said["files"]))
        holds = (
            (word.until is None or request.now < word.until)
            and all(_stands(f"{request.output}/{one.path}", one) for one in note.files)
            and not any(name.endswith(".journal.json") for name in os.listdir(state))  # noqa: PTH208 - names are enough
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return note if holds else None


def _stands(path: str, one: Standing) -> bool:
    """Whether a file is the one that was left; in a fresh checkout its time is another, and its bytes are looked at."""
    status = os.lstat(path)
    return status.st_size == one.size and (status.st_mtime_ns == one.changed or _digest(path) == one.digest)


def _standing(prefix: str, made: Mapping[str, str], begun: int) -> list[Standing] | None:
    """Give the published files as they stand; None if one is not what was made."""
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
        found.append(Standing(path, status.st_size, status.st_mtime_ns, digest))
    return found


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - names are text here
        return hashlib.file_digest(file, "sha256").hexdigest()
