"""Whether anything can have changed since the last build: then there is nothing to do, and that is said at once.

A build that published without a word of warning leaves a note, `.feedpub/last`: a digest of all that it was made
from, and the size and time of all that it made. The next build of which both hold gives the same files. Where
that cannot be said for certain, no note is left, or it does not hold, and the build is made.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from feedpub import collect
from feedpub.edition import edition
from feedpub.options import UpdatedBy
from feedpub.request import STATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a site was seen to hold before it was read."""

    walked: Walked
    key: str
    """Digest of all that a build is made from; empty where that cannot be known without reading."""
    begun: int
    """The time of this moment by the clock of the file system; 0 where no note is to be left."""
    known: Tally | None
    """What the last build came to, if nothing has changed since."""


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
    if not _can_be_known(request, walked):
        return Look(walked=walked, key="", begun=0, known=None)
    lines, newest = _listing(request.folder, walked)
    key = _key(request, lines)
    # What changed in this very tick of the clock might change again without showing it: no note of such files.
    return Look(walked=walked, key=key, begun=begun if newest < begun else 0, known=_known(request, key))


def remember(request: Request, seen: Look, tally: Tally, made: Mapping[str, str], until: datetime | None) -> None:
    """Leave the note that nothing need be done while all is as it is now.

    `made` is path -> SHA-256 of every published file; `until` the moment at which posts change by themselves. A note
    that cannot be written costs the next build its time, so nothing is raised.
    """
    note = request.folder / STATE / _NAME
    standing = _standing(f"{request.output}/", made, seen.begun)
    if not seen.begun or standing is None:
        return
    temporary = note.with_name(f"{_NAME}.{os.getpid()}.new")
    content: dict[str, Any] = {
        "key": seen.key,
        "from": request.now.isoformat(),
        "until": until.isoformat() if until else "",
        "tally": {each.name: getattr(tally, each.name) for each in fields(tally)},
    }
    with suppress(OSError):
        with temporary.open("wb") as file:
            finished = os.fstat(file.fileno()).st_mtime_ns
            content["files"] = [(path, size, time if time < finished else _UNTRUSTED) for path, size, time in standing]
            file.write(json.dumps(content).encode())
        temporary.replace(note)
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _can_be_known(request: Request, walked: Walked) -> bool:
    """Whether a build is made from nothing but what `_key` looks at."""
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


def _key(request: Request, listing: str) -> str:
    asked = [(each.name, getattr(request, each.name)) for each in fields(request) if each.name not in _FREE]
    said = "\0".join((edition(), repr(request.options), repr(asked), _pins(request.folder), listing))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass")).hexdigest()


def _pins(folder: Path) -> str:
    try:
        return (folder / _PINS).read_bytes().hex()
    except OSError:
        return ""


def _listing(folder: Path, walked: Walked) -> tuple[str, int]:
    """Give a line for each file, and the newest of their times. That of its inode cannot be set back by hand."""
    prefix = f"{folder}/"
    lines: list[str] = []
    newest = 0
    for each in walked.named:
        try:
            status = os.stat(prefix + each.source)  # noqa: PTH116 - thousands of names: no objects for each
        except OSError:
            lines.append(f"{each.source}\0gone")
        else:
            newest = max(newest, _newest(status))
            lines.append(f"{each.source}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}")
    return "\n".join(lines), newest


def _newest(status: os.stat_result) -> int:
    return max(status.st_mtime_ns, status.st_ctime_ns)


def _known(request: Request, key: str) -> Tally | None:
    """Give what the last build came to, if its note speaks of just what there is now."""
    state = request.folder / STATE
    try:
        note = json.loads((state / _NAME).read_bytes())
        holds = (
            note["key"] == key
            and datetime.fromisoformat(note["from"]) <= request.now
            and (not note["until"] or request.now < datetime.fromisoformat(note["until"]))
            and all(_stands(f"{request.output}/{path}", size, time) for path, size, time in note["files"])
            and not any(name.endswith(".journal.json") for name in os.listdir(state))  # noqa: PTH208 - names are enough
        )
        return Tally(**note["tally"]) if holds else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stands(path: str, size: int, time: int) -> bool:
    status = os.lstat(path)
    return status.st_size == size and status.st_mtime_ns == time


def _standing(prefix: str, made: Mapping[str, str], begun: int) -> list[tuple[str, int, int]] | None:
    """Give path, size and time of the published files; None if one is not what was made."""
    found = []
    for path, digest in made.items():
        try:
            status = os.lstat(prefix + path)
            if status.st_mtime_ns >= begun and digest != _digest(prefix + path):
                return None
        except OSError:
            return None
        found.append((path, status.st_size, status.st_mtime_ns))
    return found


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        return hashlib.file_digest(file, "sha256").hexdigest()
