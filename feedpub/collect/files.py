"""Which files the content folder holds, by the options of the site, and their bytes. Nothing here looks into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.problem import Problem
from feedpub.io import reading, tree
from feedpub.io.reader import FolderReader
from feedpub.io.refusal import RefusedError, TooLargeError
from feedpub.io.tree import WalkScope, printable
from feedpub.model.errors import UsageError
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from feedpub.io.tree import Tree, Why
    from feedpub.model.options import ContentOptions

BAD_NAME: Final = "files/bad-name"


class File(Struct, frozen=True, kw_only=True):
    """A file that may be a post. Both paths are as they stand on the disk, with `/`."""

    source: str
    """Below the site's folder."""
    path: str
    """Below the content folder."""


class WalkedFolder(Struct, frozen=True, kw_only=True):
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
    """Return the folder of the posts: the one named, else `content` where there is one, else the site itself.

    Raises UsageError for one that lies outside the site, or that is named and not there.
    """
    name = options.folder or tree.USUAL
    try:
        is_there = reading.is_folder(site, name) if options.folder else reading.is_usual_folder(site, name)
    except RefusedError as error:
        raise _bad_folder(name, _said_of(error)) from error
    if options.folder and not is_there:
        raise _bad_folder(name, "does not exist")
    return site / name if is_there else site


def scope(options: ContentOptions, skip: Iterable[Path] = ()) -> WalkScope:
    """Return which files of the content folder are wanted; the folders to skip are not entered."""
    return WalkScope(endings=options.extensions, exclude=options.exclude, skip=tuple(map(str, skip)))


def walk(
    site: Path, options: ContentOptions, skip: Iterable[Path] = (), found: Tree | None = None, jobs: int = 1
) -> WalkedFolder:
    """Find the files of the content folder that have one of the endings and are neither hidden nor excluded.

    `found` is what was found of that scope just now, if it was; `jobs` is the greatest number of processes that walk.
    """
    folder = content_folder(site, options)
    return _walked(found or tree.walk(str(site), str(folder), scope(options, skip), jobs=jobs))


def walk_folder(  # noqa: PLR0913 - what a generator decides of a walk
    site: Path,
    folder: Path,
    endings: tuple[str, ...],
    exclude: tuple[str, ...],
    skip: Iterable[Path],
    *,
    is_hidden: Callable[[str, str], bool] | None = None,
    is_given: bool = False,
) -> WalkedFolder:
    """Find the files of any folder of the site; `is_hidden` is asked as `io.tree.walk` says.

    `is_given` says that the command line names the folder, or that whoever names it has checked that it is of the
    site; any other is checked here, and RefusedError is raised for one that is not.
    """
    if not is_given:
        reading.is_folder(site, folder.relative_to(site).as_posix())
    wanted = WalkScope(endings=endings, exclude=exclude, skip=tuple(map(str, skip)))
    return _walked(tree.walk(str(site), str(folder), wanted, is_hidden))


def read_bytes(site: Path, source: str, max_bytes: int, named: str = "") -> bytes | Problem:
    """Return the bytes of a file of the site, or the problem with it. Raises SystemFault when the system refuses.

    `named` is the way to a folder that the command line names, as `FolderReader` has it.
    """
    with FolderReader(site, named) as reader:
        return read(reader, source, max_bytes)[0]


def read(reader: FolderReader, source: str, max_bytes: int) -> tuple[bytes | Problem, bytes]:
    """Return what `read_bytes` does, and the mark that the file had before its bytes were read (`io.tree.marks`).

    Of what is no file the mark is none that a file will ever have.
    """
    try:
        found = reader.read(source, max_bytes)
    except TooLargeError as error:
        return _too_large(error.size, max_bytes), tree.mark_of(error.status)
    except RefusedError as error:
        return _problem(error), tree.UNTRUSTED
    return found.data, tree.mark_of(found.status)


def _problem(error: RefusedError) -> Problem:
    said = error.diagnostic
    return Problem(code=said.code, text=said.text, hint=said.hint, why=said.why)


def _said_of(error: RefusedError) -> str:
    is_outside = error.diagnostic.code in {"files/outside", "files/link-outside"}
    return "lies outside the site's folder" if is_outside else "is hidden, or no folder"


def _walked(found: Tree) -> WalkedFolder:
    refused = [_refusal(why).diagnostic(printable(found.prefix + path)) for path, why in found.refused]
    refused.sort(key=lambda diagnostic: diagnostic.where.path)
    return WalkedFolder(prefix=found.prefix, paths=found.paths, diagnostics=tuple(refused))


def _refusal(why: Why) -> Problem:
    if why == "bad-name":
        return Problem(
            code=BAD_NAME,
            text="The name of this file has control characters or is not UTF-8: it is left out.",
            hint="Rename it.",
            why="Its address could not be written down.",
        )
    if why == "link-outside":
        return Problem(
            code="files/link-outside",
            text="This symbolic link points out of the content folder.",
            hint="Put a copy in its place, exclude it ([content] exclude), or, if the site is yours alone, build with "
            "--follow-links.",
            why="A link out of the folder could publish a file that was never meant for readers.",
        )
    if why == "link-hidden":
        return Problem(
            code="files/link-hidden",
            text="This symbolic link points to a hidden file or folder.",
            hint="Put a copy in its place, or exclude it: [content] exclude.",
            why="What is hidden, as `.git` is, was never meant for readers.",
        )
    if why == "not-a-file":
        return Problem(code="files/not-a-file", text="This is not a regular file.", hint="Remove it.")
    return Problem(
        code="files/link-broken",
        text="This symbolic link points to nothing.",
        hint="Remove it, or fix its target.",
        level=Level.WARNING,
    )


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
        hint="Set [content] folder to a folder below the site's, or, where it is a link and the site yours alone, "
        "build with --follow-links.",
    )
    return UsageError(diagnostic.text, (diagnostic,))
