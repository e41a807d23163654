"""What stands in a folder, as bytes, so that it can be compared."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

STATE = ".feedpub"
_TEMPORARY = re.compile(r"(?:^|/)\.feedpub-[^/]*$")
_NUMBERED = re.compile(r"^(note|group|record|feed|document|http)\.[0-9a-f]+$")


def files(folder: Path, without: Iterable[str] = ()) -> dict[str, bytes]:
    """Return what the files of a folder hold, by path below it; of links, where they lead."""
    skipped = {str(folder / name) for name in without}
    return dict(_files(str(folder), len(str(folder)) + 1, skipped)) if folder.is_dir() else {}


def _files(folder: str, cut: int, skipped: set[str]) -> Iterator[tuple[str, bytes]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.path in skipped:
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                yield from _files(entry.path, cut, skipped)
            else:
                yield entry.path[cut:], _content(entry.path, mode)


def _content(path: str, mode: int) -> bytes:
    if stat.S_ISLNK(mode):
        return b"link to " + os.fsencode(os.readlink(path))
    if not stat.S_ISREG(mode):
        return b"no file"
    with open(path, "rb") as file:
        return file.read()


def folders(folder: Path) -> set[str]:
    """Return the paths of the folders in a folder."""
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()
    }


def temporary(paths: Iterable[str]) -> list[str]:
    """Return those that are temporary names of published files."""
    return [path for path in paths if _TEMPORARY.search(path)]


def state_names(site: Path) -> set[str]:
    """Return the names of what is kept of a site; one name for those that differ from build to build."""
    folder = site / STATE
    return {_NUMBERED.sub(r"\1.*", name) for name in os.listdir(folder)} if folder.is_dir() else set()


def has_journal(site: Path) -> bool:
    """Whether a build is to be finished."""
    return any(".journal" in name for name in state_names(site))


def difference(standing: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> str:
    """Say by which files two snapshots differ; "" for none."""
    parts = [f"missing {path}" for path in sorted(wanted.keys() - standing.keys())]
    parts += [f"left over {path}" for path in sorted(standing.keys() - wanted.keys())]
    parts += [f"different {path}" for path in sorted(wanted.keys() & standing.keys()) if standing[path] != wanted[path]]
    return ", ".join(parts)


def strangers(standing: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes]) -> str:
    """Say which files are of neither set, or missing though both have them; "" for none."""
    parts = [
        f"neither old nor new: {path}"
        for path, data in sorted(standing.items())
        if data not in {old.get(path), new.get(path)} and not temporary([path])
    ]
    parts += [f"missing {path}" for path in sorted((old.keys() & new.keys()) - standing.keys())]
    return ", ".join(parts)
