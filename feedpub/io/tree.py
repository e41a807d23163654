"""Which files a folder holds, in an order that is the same on every machine, and what the file system says of each.

Nothing here leaves the folder: a symbolic link that points out of it is refused. No file is opened. Paths are text
with `/`, for there are thousands; what is loaded is little, for where nothing has changed nothing else is needed.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from feedpub.io import reading, refusal, resolving, workers
from feedpub.model.errors import SystemFault, UsageError
from feedpub.text import patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    Why: TypeAlias = Literal["bad-name", "link-outside", "link-hidden", "link-broken", "not-a-file"]

_SKIPPED_STARTS = frozenset("._#~")
_SKIPPED_FOLDERS = frozenset({"node_modules", ".git", ".hg", ".svn", ".feedpub"})
"""Are entered nowhere, whatever a generator's configuration says."""
_UNPRINTABLE = patterns.lazy("[\x00-\x1f\x7f\ud800-\udfff]")

_WORTH_ASKING_IN_TWO: Final = 8_000
"""Files to be asked for from which on two processes are faster than one (benchmarks/README.md)."""
_WORTH_WALKING_IN_TWO: Final = 20_000
"""Files that are probably still to be found from which on two processes find them faster than one."""
_MARK: Final = struct.Struct("=qqq")
"""Size in bytes, times of the last change of the bytes and of the inode in nanoseconds."""
MARK_BYTES: Final = _MARK.size
_SAMPLE: Final = 500
GONE: Final = _MARK.pack(-1, 0, 0)
"""The mark of a file that is not there any more."""
USUAL: Final = "content"
"""The folder of the posts, where none is named."""
UNTRUSTED: Final = _MARK.pack(-2, 0, 0)
"""Stands for the mark of a file that may change again without its mark changing: no file will ever have this one."""


class WalkScope(NamedTuple):
    """Which files of a folder are wanted."""

    endings: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    """Globs of paths below the folder."""
    skip: tuple[str, ...] = ()
    """Folders that are not entered."""


class Tree(NamedTuple):
    """What a folder holds."""

    prefix: str
    """Of the paths of its files below the site: the folder's own, with a slash, or nothing."""
    paths: tuple[str, ...]
    """Of its files, below the folder; sorted."""
    refused: tuple[tuple[str, Why], ...]
    """What is left out although its name is one of those wanted: paths below the folder."""


def require_folder(path: str) -> None:
    """Raise UsageError when there is no folder at a path, or something else.

    SystemFault where names of files are not UTF-8: addresses are made of them, and must be the same everywhere.
    """
    if sys.getfilesystemencoding() != "utf-8":
        raise SystemFault(
            f"names of files are in {sys.getfilesystemencoding()} here, and feedpub needs UTF-8; "
            "set PYTHONUTF8=1 in the environment, or a locale like C.UTF-8"
        )
    if reading.is_folder(path):
        return
    if reading.exists(path):
        raise UsageError(f"{path} is a file; name the folder that holds it")
    raise UsageError(f"there is no folder {path}")


def content_folder(site: str, named: str) -> str:
    """Return the folder of the posts: the one named, else `content` where there is one, else the site itself.

    Raises RefusedError where `content` is a link that leads out of the site or to nothing, or a pipe, SystemFault where
    nobody can say whether there is one.
    """
    if named:
        return os.path.join(site, named)
    return os.path.join(site, USUAL) if reading.is_usual_folder(site, USUAL) else site


def is_inside(folder: str, site: str) -> bool:
    """Whether a folder, without links, lies in the site, or links may lead out of it."""
    return refusal.follows_links() or resolving.is_below(resolving.real(folder), resolving.real(site))


def walk(
    site: str, folder: str, scope: WalkScope, is_hidden: Callable[[str, str], bool] | None = None, jobs: int = 1
) -> Tree:
    """Find the files of a folder of the site that have one of the endings and are neither hidden nor excluded.

    `is_hidden` is asked by path below the folder, and name; without it names are hidden as everywhere: those with
    `.`, `_`, `#` or `~` in front, or `~` behind. `jobs` is the greatest number of processes that walk. Raises
    SystemFault when a folder cannot be read.
    """
    return _Walk(site, folder, scope, is_hidden).run(jobs)


class _Walk:
    """One walk over a folder."""

    def __init__(self, site: str, folder: str, scope: WalkScope, is_hidden: Callable[[str, str], bool] | None) -> None:
        self._is_hidden = is_hidden
        self._folder = folder
        self._real = resolving.real(folder)
        below = os.path.relpath(folder, site).replace(os.sep, "/")
        self._prefix = "" if below == "." else below + "/"
        self._endings = tuple(ending.lower() for ending in scope.endings)
        self._excluded = globs(scope.exclude)
        self._skip = frozenset(resolving.real(path) for path in scope.skip)
        self._paths: list[str] = []
        self._refused: list[tuple[str, Why]] = []

    def run(self, jobs: int) -> Tree:
        self._enter([""], jobs if workers.can_help() else 1)
        self._paths.sort()
        if not "".join(self._paths).isprintable():
            self._refuse_unprintable()
        return Tree(prefix=self._prefix, paths=tuple(self._paths), refused=tuple(sorted(self._refused)))

    def _enter(self, folders: list[str], jobs: int = 1) -> None:
        """Note the files of these folders, and of those in them."""
        walked = 0
        while folders:
            if jobs > 1 and walked and len(self._paths) / walked * len(folders) >= _WORTH_WALKING_IN_TWO:
                there = workers.beside(partial(self._files_in, folders[1::2]), partial(self._enter, folders[::2]))[1]
                paths, refused = marshal.loads(there)  # noqa: S302 - from a process of our own
                self._paths += paths
                self._refused += refused
                return
            folders.extend(self._folder_at(folders.pop()))
            walked += 1

    def _files_in(self, folders: list[str]) -> bytes:
        """Return the files that `_enter` would note, for another process."""
        paths, refused = len(self._paths), len(self._refused)
        self._enter(folders)
        found = marshal.dumps((self._paths[paths:], self._refused[refused:]))
        del self._paths[paths:], self._refused[refused:]
        return found

    def _folder_at(self, below: str) -> Iterator[str]:
        """Note the files of one folder; give its folders. `below` is empty or ends in a slash."""
        names: list[str] = []
        with reading.entries(f"{self._folder}/{below}", self._prefix + below) as entries:
            for entry in entries:
                name = entry.name
                if entry.is_file(follow_symlinks=False):
                    if name.endswith(self._endings) or name.lower().endswith(self._endings):
                        names.append(name)
                elif self._is_left_out(below + name, name):
                    continue
                elif self._is_to_be_walked(entry, below + name):
                    yield f"{below}{name}/"
        if self._is_hidden is None and self._excluded is None:  # as nearly everywhere, where each call would be felt
            self._paths += [below + name for name in names if name[0] not in _SKIPPED_STARTS and name[-1] != "~"]
        else:
            self._paths += [below + name for name in names if not self._is_left_out(below + name, name)]

    def _is_to_be_walked(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether what is no file is a folder that is wanted; a device or a pipe called like a file is refused."""
        if entry.is_symlink():
            return self._is_folder_behind(entry, path)
        if entry.is_dir(follow_symlinks=False):
            return self._is_wanted_folder(entry)
        if path.lower().endswith(self._endings):
            self._refused.append((path, "not-a-file"))
        return False

    def _is_left_out(self, path: str, name: str) -> bool:
        is_hidden = self._is_hidden(path, name) if self._is_hidden else _has_hidden_name(name)
        return is_hidden or self._is_excluded(path)

    def _is_wanted_folder(self, entry: os.DirEntry[str]) -> bool:
        if entry.name in _SKIPPED_FOLDERS:
            return False
        return not self._skip or resolving.real(entry.path) not in self._skip

    def _is_excluded(self, path: str) -> bool:
        return self._excluded is not None and bool(self._excluded.fullmatch(_composed(path)))

    def _refuse_unprintable(self) -> None:
        """Leave out the paths that cannot be written down."""
        bad = [path for path in self._paths if _UNPRINTABLE.search(path)]
        self._refused += [(path, "bad-name") for path in bad]
        if bad:
            self._paths = [path for path in self._paths if not _UNPRINTABLE.search(path)]

    def _is_folder_behind(self, entry: os.DirEntry[str], path: str) -> bool:
        """Take a link to a file inside as that file; tell whether a link leads to a folder that is to be walked.

        A folder inside is walked where it stands, so loops do no harm; one outside when links may lead there.
        """
        target = reading.target(entry.path)
        if not target.is_folder and not entry.name.lower().endswith(self._endings):
            return False
        if why := self._refusal(target, path):
            self._refused.append((path, why))
        elif not target.is_folder:
            self._paths.append(path)
        else:
            return not resolving.is_below(target.path, self._real) and self._is_new(target.path, path)
        return False

    def _refusal(self, target: reading.Target, path: str) -> Why | None:
        below = target.path.removeprefix(self._real).split(os.sep)
        if not resolving.is_below(target.path, self._real):
            if not refusal.follows_links():
                return "link-outside"
        elif refusal.has_hidden(below, path.split("/")) and not refusal.follows_links():
            return "link-hidden"
        if not target.is_there:
            return "link-broken"
        return None if target.is_folder or target.is_file else "not-a-file"

    def _is_new(self, target: str, path: str) -> bool:
        """Whether a link in that folder does not lead back to where the walk comes from, so that it comes to an end."""
        above = [path[:place] for place, char in enumerate(path) if char == "/"]
        return target not in self._skip and all(resolving.real(f"{self._folder}/{each}") != target for each in above)


def printable(path: str) -> str:
    """Return a path as it can be shown."""
    return _UNPRINTABLE.sub("\ufffd", path)


def _has_hidden_name(name: str) -> bool:
    return name[0] in _SKIPPED_STARTS or name[-1] == "~"


# Globs

_GLOB = patterns.lazy(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]{1,200}+\]")


def globs(written: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what matches the path of every excluded file or folder; None when nothing is excluded.

    Raises UsageError for a glob that could take for ever.
    """
    if not written:
        return None
    import re  # noqa: PLC0415 - most sites exclude nothing

    return re.compile("|".join(map(_glob, written)))


def _composed(text: str) -> str:
    import unicodedata  # noqa: PLC0415 - most sites exclude nothing

    return unicodedata.normalize("NFC", text)


def _glob(glob: str) -> str:
    """Return the expression for one glob: `*` within a name, `**` over folders; `name/` is the folder itself."""
    try:
        return patterns.of_glob(_composed(glob).strip("/").removesuffix("/**"), _GLOB, _wildcard)
    except ValueError as error:
        raise UsageError(f"the glob {glob!r} cannot be used: {error}") from error


def _wildcard(text: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if text in known:
        return known[text]
    inner = text[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("&&", r"&\&").replace("^", r"\^")
    return "[" + ("^/" + inner[1:] if inner.startswith("!") else inner) + "]"


# Marks


def marks(folder: str, paths: Sequence[str], jobs: int = 1) -> bytes:
    """Return the mark of each file, one behind the other: its size and times, by which a file that changed is known.

    `folder` is what the paths lie below, and ends in a slash; `jobs` is the greatest number of processes that ask.
    """
    if jobs == 1 or len(paths) < _WORTH_ASKING_IN_TWO or not workers.can_help():
        return _marks_of(folder, paths)
    half = len(paths) // 2
    there, here = (partial(_marks_of, folder, part) for part in (paths[half:], paths[:half]))
    return b"".join(workers.beside(there, here))


def newest(joined: bytes) -> int:
    """Return the moment at which a file of these marks was last touched, in nanoseconds; 0 where there is none.

    The time of the inode counts as well: it cannot be set back by hand.
    """
    figures = memoryview(joined).cast("q")
    return _touched(max(figures[1::3]), max(figures[2::3])) if joined else 0


def share_touched(joined: bytes, moment: int) -> float:
    """Return the share of files of these marks that were touched after a moment, estimated from some hundreds."""
    figures = memoryview(joined).cast("q")
    step = 3 * (len(figures) // 3 // _SAMPLE or 1)
    touched = [_touched(*times) > moment for times in zip(figures[1::step], figures[2::step], strict=True)]
    return sum(touched) / len(touched) if touched else 0.0


def trusted(joined: bytes, moment: int) -> bytes:
    """Return the marks, without those of files that were touched at this moment or later."""
    if newest(joined) < moment:
        return joined
    return b"".join(
        UNTRUSTED if _touched(changed, inode) >= moment else _MARK.pack(size, changed, inode)
        for size, changed, inode in _MARK.iter_unpack(joined)
    )


def _touched(changed: int, inode: int) -> int:
    """Return the later of the times of a mark: that of the inode cannot be set back by hand."""
    return max(changed, inode)


def _marks_of(folder: str, paths: Iterable[str]) -> bytes:
    """Return the marks of some files. Runs in any process."""
    marks = []
    asked = reading.found
    for path in paths:
        status = asked(folder + path)
        marks.append(GONE if status is None else mark_of(status))
    return b"".join(marks)


def mark_of(status: os.stat_result) -> bytes:
    """Return the mark of a file of which the file system says this."""
    return _MARK.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
