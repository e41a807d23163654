"""Which files the content folder holds, in an order that is the same on every machine, and their bytes.

Nothing here leaves the folder: a symbolic link that points out of it is refused. Nothing here looks into a file.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedpub import patterns
from feedpub.collect.problem import Problem
from feedpub.errors import SystemFault, UsageError
from feedpub.model import Diagnostic, Level, Where
from feedpub.options import ContentOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_SKIPPED_STARTS = frozenset("._#~")
_SKIPPED_FOLDERS = frozenset({"node_modules"})
_UNPRINTABLE = patterns.lazy("[\x00-\x1f\x7f\ud800-\udfff]")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LINK_WHY = "A link out of the folder could publish a file that was never meant for readers."


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that may be a post. Both paths are as they stand on the disk, with `/`."""

    source: str
    """Below the site's folder."""
    path: str
    """Below the content folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What the content folder holds."""

    prefix: str
    """Of the paths of its files below the site: the folder's own, with a slash, or nothing."""
    paths: tuple[str, ...]
    """Of its files, below the folder; sorted."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def files(self) -> tuple[File, ...]:
        """Its files, in the order of their paths."""
        return tuple(File(source=self.prefix + path, path=path) for path in self.paths)


def content_folder(site: Path, options: ContentOptions) -> Path:
    """Give the folder of the posts: the one named, else `content` where there is one, else the site itself.

    Raises UsageError for a named folder that is not there, or lies outside the site.
    """
    if not options.folder:
        usual = site / "content"
        return usual if usual.is_dir() else site
    folder = site / options.folder
    if not folder.resolve().is_relative_to(site.resolve()):
        raise _bad_folder(options.folder, "lies outside the site's folder")
    if not folder.is_dir():
        raise _bad_folder(options.folder, "does not exist")
    return folder


def walk(site: Path, options: ContentOptions, skip: Iterable[Path] = ()) -> Walked:
    """Find the files of the content folder that have one of the endings and are neither hidden nor excluded."""
    folder = content_folder(site, options)
    return _Walk(site, folder, options, skip).run()


def walk_folder(  # noqa: PLR0913 - what a generator decides of a walk
    site: Path,
    folder: Path,
    endings: tuple[str, ...],
    exclude: tuple[str, ...],
    skip: Iterable[Path],
    *,
    is_hidden: Callable[[str, str], bool] | None = None,
) -> Walked:
    """Find the files of any folder of the site; `is_hidden` is asked by path below the folder, and name.

    Without it names are hidden as everywhere: those with `.`, `_`, `#` or `~` in front.
    """
    options = ContentOptions(extensions=endings, exclude=exclude)
    return _Walk(site, folder, options, skip, is_hidden).run()


def read_bytes(path: str, max_bytes: int) -> bytes | Problem:
    """Give the bytes of a file, or the problem with it. Raises SystemFault when the system refuses."""
    try:
        handle = os.open(path, _FLAGS)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return Problem(code="files/not-a-file", text="This is not a regular file.", hint="Remove it.")
            if status.st_size > max_bytes:
                return _too_large(status.st_size, max_bytes)
            return _all_bytes(handle, status.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        raise SystemFault(f"{path} cannot be read: {error.strerror}.", path) from error


def _all_bytes(handle: int, size: int) -> bytes:
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    parts = [data]
    while parts[-1]:
        parts.append(os.read(handle, 1 << 20))
    return b"".join(parts)


class _Walk:
    """One walk over the content folder."""

    def __init__(
        self,
        site: Path,
        folder: Path,
        options: ContentOptions,
        skip: Iterable[Path],
        is_hidden: Callable[[str, str], bool] | None = None,
    ) -> None:
        self._is_hidden = is_hidden
        self._folder = os.fspath(folder)
        self._real = os.path.realpath(folder)
        below = os.path.relpath(folder, site).replace(os.sep, "/")
        self._prefix = "" if below == "." else below + "/"
        self._endings = tuple(ending.lower() for ending in options.extensions)
        self._excluded = _globs(options.exclude)
        self._skip = frozenset(os.path.realpath(path) for path in skip)
        self._paths: list[str] = []
        self._diagnostics: list[Diagnostic] = []

    def run(self) -> Walked:
        folders = [""]
        while folders:
            folders.extend(self._folder_at(folders.pop()))
        self._paths.sort()
        if not "".join(self._paths).isprintable():
            self._refuse_unprintable()
        self._diagnostics.sort(key=lambda diagnostic: diagnostic.where.path)
        return Walked(prefix=self._prefix, paths=tuple(self._paths), diagnostics=tuple(self._diagnostics))

    def _folder_at(self, below: str) -> Iterator[str]:
        """Note the files of one folder; give its folders. `below` is empty or ends in a slash."""
        names: list[str] = []
        try:
            with os.scandir(f"{self._folder}/{below}") as entries:
                for entry in entries:
                    name = entry.name
                    if entry.is_file(follow_symlinks=False):
                        if name.endswith(self._endings) or name.lower().endswith(self._endings):
                            names.append(name)
                    elif self._is_left_out(below + name, name):
                        continue
                    elif entry.is_symlink():
                        self._link(entry, below + name)
                    elif entry.is_dir(follow_symlinks=False) and self._is_wanted_folder(entry):
                        yield f"{below}{name}/"
        except OSError as error:
            raise SystemFault(f"{self._prefix + below} cannot be read: {error.strerror}.", below) from error
        if self._is_hidden is None and self._excluded is None:  # as nearly everywhere, where each call would be felt
            self._paths += [below + name for name in names if name[0] not in _SKIPPED_STARTS and name[-1] != "~"]
        else:
            self._paths += [below + name for name in names if not self._is_left_out(below + name, name)]

    def _is_left_out(self, path: str, name: str) -> bool:
        is_hidden = self._is_hidden(path, name) if self._is_hidden else _has_hidden_name(name)
        return is_hidden or self._is_excluded(path)

    def _is_wanted_folder(self, entry: os.DirEntry[str]) -> bool:
        if entry.name in _SKIPPED_FOLDERS:
            return False
        return not self._skip or os.path.realpath(entry.path) not in self._skip

    def _is_excluded(self, path: str) -> bool:
        return self._excluded is not None and bool(self._excluded.fullmatch(unicodedata.normalize("NFC", path)))

    def _refuse_unprintable(self) -> None:
        """Leave out the paths that cannot be written down."""
        bad = [path for path in self._paths if _UNPRINTABLE.search(path)]
        for path in bad:
            self._report(
                path,
                Problem(
                    code="files/bad-name",
                    text="The name of this file has control characters or is not UTF-8.",
                    hint="Rename it.",
                    why="Its address could not be written down.",
                ),
            )
        if bad:
            self._paths = [path for path in self._paths if not _UNPRINTABLE.search(path)]

    def _link(self, entry: os.DirEntry[str], path: str) -> None:
        """Take a link to a file inside as that file; a folder is walked where it stands, so loops do no harm."""
        # Unlike the methods of the entry, these say no to a link that points to itself.
        is_folder = os.path.isdir(entry.path)  # noqa: PTH112 - thousands of names: no objects for each
        if not is_folder and not entry.name.lower().endswith(self._endings):
            return
        target = os.path.realpath(entry.path)
        if target != self._real and not target.startswith(self._real.rstrip(os.sep) + os.sep):
            self._report(
                path,
                Problem(
                    code="files/link-outside",
                    text="This symbolic link points out of the content folder.",
                    hint="Put a copy in its place, or exclude it: [content] exclude.",
                    why=_LINK_WHY,
                ),
            )
        elif os.path.isfile(entry.path):  # noqa: PTH113 - as above
            self._paths.append(path)
        elif not is_folder:
            self._report(
                path,
                Problem(
                    code="files/link-broken",
                    text="This symbolic link points to nothing.",
                    hint="Remove it, or mend its target.",
                    level=Level.WARNING,
                ),
            )

    def _report(self, path: str, problem: Problem) -> None:
        printable = _UNPRINTABLE.sub("\ufffd", self._prefix + path)
        self._diagnostics.append(problem.diagnostic(printable))


def _has_hidden_name(name: str) -> bool:
    return name[0] in _SKIPPED_STARTS or name[-1] == "~"


_GLOB = patterns.lazy(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]")


def _globs(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Give what matches the path of every excluded file or folder; None when nothing is excluded."""
    if not patterns:
        return None
    return re.compile("|".join(_glob(unicodedata.normalize("NFC", pattern)) for pattern in patterns))


def _glob(pattern: str) -> str:
    """Give the expression for one glob: `*` within a name, `**` over folders; `name/` is the folder itself."""
    pattern = pattern.strip("/").removesuffix("/**")
    parts: list[str] = []
    end = 0
    for match in _GLOB.finditer(pattern):
        parts += [re.escape(pattern[end : match.start()]), _wildcard(match[0])]
        end = match.end()
    return "".join([*parts, re.escape(pattern[end:])])


def _wildcard(text: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if text in known:
        return known[text]
    inner = text[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("&&", r"&\&").replace("^", r"\^")
    return "[" + ("^/" + inner[1:] if inner.startswith("!") else inner) + "]"


def _too_large(size: int, max_bytes: int) -> Problem:
    return Problem(
        code="files/too-large",
        text=f"The file has {size} bytes; {max_bytes} are allowed.",
        hint="Move data out of the post, or raise [content] max_bytes.",
        why="Readers refuse feeds of such a size.",
    )


def _bad_folder(name: str, what: str) -> UsageError:
    diagnostic = Diagnostic(
        code="config/no-content-folder",
        level=Level.ERROR,
        where=Where(path=name),
        text=f"The folder of the posts, `{name}`, {what}.",
        hint="Set [content] folder to a folder below the site's.",
    )
    return UsageError(diagnostic.text, (diagnostic,))
