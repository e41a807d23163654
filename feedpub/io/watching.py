"""Waits for a file of some folders to change: told by the system where `watchfiles` is there, else by looking again.

What changed is not said: whoever waits reads the folder anew. Hidden folders and those that are passed over everywhere
are not watched, nor hidden files, but for configurations. Links are not followed.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from threading import Event
    from typing import TypeAlias

    State: TypeAlias = Mapping[str, tuple[int, int, int]]
    """Of each file its size and its times of change, in nanoseconds."""

_NOT_WATCHED: Final = frozenset({"node_modules", "__pycache__"})
_CONFIGURATIONS: Final = (".js", ".cjs", ".mjs", ".json", ".toml", ".yml", ".yaml")
"""Endings of hidden files that count, as `.eleventy.js` does; editors hide files of their own, too."""
_STEP: Final = 10
"""Milliseconds for which nothing more may happen before it is told."""
_LONGEST: Final = 100
"""Milliseconds after which it is told although more happens."""
_PAUSE: Final = 0.05
"""Seconds between two looks."""
_SHARE: Final = 10
"""A look takes at most one part in so many of the time: with many files the pauses are longer."""


def is_told_by_the_system() -> bool:
    """Whether changes are told by the system; else they are found by looking again and again."""
    try:
        import watchfiles  # noqa: F401, PLC0415 - an optional library
    except ImportError:
        return False
    return True


def changes(folders: Sequence[str], skip: Collection[str], stop: Event, *, by_looking: bool = False) -> Iterator[None]:
    """Wait for the next change of a file of the folders, again and again, until `stop` is set.

    `skip` are folders below them, as absolute paths, in which changes do not count. It is told once, too, as soon as
    they are watched: what changed before that is seen by whoever reads then. A change that happens while the caller is
    at work is told when it asks again. What cannot be looked at counts as not there: reading says why.
    """
    roots = [os.path.abspath(folder) for folder in folders]
    ways = _by_looking if by_looking or not is_told_by_the_system() else _by_the_system
    return ways(roots, frozenset(map(os.path.abspath, skip)), stop)


def _by_the_system(roots: Sequence[str], skip: Collection[str], stop: Event) -> Iterator[None]:
    from watchfiles import watch  # noqa: PLC0415 - an optional library

    def is_wanted(_change: object, path: str) -> bool:
        return any(_is_wanted(root, path, skip) for root in roots if path.startswith(root))

    told = watch(
        *filter(os.path.isdir, roots),
        watch_filter=is_wanted,
        debounce=_LONGEST,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_LONGEST,
        yield_on_timeout=True,
    )
    is_begun = False
    for found in told:  # nothing is found where nothing happened for long: by then the folders are watched
        if found or not is_begun:
            is_begun = True
            yield


def _is_wanted(root: str, path: str, skip: Collection[str]) -> bool:
    *above, name = os.path.relpath(path, root).split(os.sep)
    folder = root
    for part in above:
        folder = os.path.join(folder, part)
        if folder in skip or not _is_wanted_folder(part):
            return False
    return path not in skip and _is_wanted_file(name)


def _is_wanted_folder(name: str) -> bool:
    return not name.startswith(".") and name not in _NOT_WATCHED


def _is_wanted_file(name: str) -> bool:
    return not name.endswith("~") and (not name.startswith(".") or name.endswith(_CONFIGURATIONS))


def _by_looking(roots: Sequence[str], skip: Collection[str], stop: Event) -> Iterator[None]:
    state = [look(root, skip) for root in roots]
    took = 0.0
    if not stop.is_set():
        yield
    while not stop.wait(max(_PAUSE, took * _SHARE)):
        begun = time.perf_counter()
        now = [look(root, skip) for root in roots]
        took = time.perf_counter() - begun
        if now != state:
            state = now
            yield


def look(root: str, skip: Collection[str]) -> State:
    """Return what the file system says of each file that is watched."""
    found: dict[str, tuple[int, int, int]] = {}
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.path not in skip and _is_wanted_folder(entry.name):
                            folders.append(entry.path)
                    elif _is_wanted_file(entry.name):
                        status = entry.stat(follow_symlinks=False)
                        found[entry.path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        except OSError:
            continue  # it has gone, or nobody may look
    return found
