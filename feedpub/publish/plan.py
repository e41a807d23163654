"""Decides what publishing would do: which files it makes, replaces, keeps and removes, and in which order.

Pure: it is told what stands in the output folder (`Published`) and touches no disk.
"""

from __future__ import annotations

import enum
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.model.records import Diagnostic, Document, Kind, Level
from feedpub.publish import complaints
from feedpub.publish.marks import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Action(enum.Enum):
    """What becomes of a file; the value is the word for it."""

    CREATE = "create"
    REPLACE = "replace"
    KEEP = "keep"
    RESTORE = "restore"
    """The very bytes of the last run are written again, with their time: something else has removed them."""
    REMOVE = "remove"

    @property
    def sign(self) -> str:
        """One character for lists: `+`, `~`, `=`, `-`."""
        return _SIGNS[self]


_SIGNS = {Action.CREATE: "+", Action.REPLACE: "~", Action.KEEP: "=", Action.RESTORE: "=", Action.REMOVE: "-"}


class Obstacle(enum.Enum):
    """Why no file can be written at a path."""

    OUTSIDE = "outside"
    """A symbolic link on the way leads out of the output folder."""
    NOT_A_FILE = "not-a-file"
    """A folder, or something that is no ordinary file, stands there."""
    NOT_A_FOLDER = "not-a-folder"
    """A part of the path that has to be a folder is a file."""
    NOT_A_PATH = "not-a-path"
    """It has an empty part, `..` or `.`, or a character that no file name can have."""


class Standing(Struct, frozen=True, kw_only=True):
    """A file that stands in the output folder and differs from what would be published there."""

    size: int
    digest: str
    """SHA-256 of its bytes in hexadecimal; of a symbolic link `link:` and where it points."""
    marked: bool = False
    """Whether the file itself says that feedpub made it (`marks.is_marked`)."""
    kind: Kind = Kind.UNKNOWN
    """What it is by its bytes (`marks.kind_of`); of a symbolic link, what it points to."""
    mode: int | None = None
    """Its permission bits; None for those of any new file."""


class Published(Struct, frozen=True, kw_only=True):
    """What stands in the output folder, as far as a plan has to know it."""

    manifest: Mapping[str, str] = field(default_factory=dict)
    """Path -> SHA-256 of every file that the last run published."""
    times: Mapping[str, int] = field(default_factory=dict)
    """Path -> time of modification of these files, in nanoseconds since 1970; nothing where the record is not ours."""
    equal: Mapping[str, int] = field(default_factory=dict)
    """Paths of the documents whose bytes stand there already -> time of modification of these files."""
    files: Mapping[str, Standing] = field(default_factory=dict)
    """What stands at the other paths of documents and manifest; nothing stands at a path that is missing."""
    obstacles: Mapping[str, Obstacle] = field(default_factory=dict)
    folder: str = ""
    """The output folder as people know it, for messages."""


class Change(Struct, frozen=True, kw_only=True):
    """What becomes of one path."""

    path: str
    action: Action
    document: Document | None = None
    """None when the file is removed, or kept without having been made again."""
    digest: str = ""
    """SHA-256 of the file afterwards; empty when it is removed."""
    before: Standing | None = None
    """What is replaced or removed."""
    time: int | None = None
    """The time of modification that the file gets, in nanoseconds since 1970: None for that of its writing."""
    is_of_others: bool = False
    """Whether somebody else made what is replaced."""
    is_taken_over: bool = False
    """Whether it is replaced for the first time."""

    @property
    def size(self) -> int:
        """Bytes of the file afterwards."""
        return len(self.document.data) if self.document else 0


class Plan(Struct, frozen=True, kw_only=True):
    """What would change, in the order in which it is carried out."""

    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]
    manifest: Mapping[str, str]
    """Path -> SHA-256 of what is ours afterwards."""

    @property
    def blocked(self) -> bool:
        """Whether a finding forbids carrying it out."""
        return any(diagnostic.level is Level.ERROR for diagnostic in self.diagnostics)

    @property
    def moves(self) -> tuple[Change, ...]:
        """The changes that touch a file."""
        return tuple(change for change in self.changes if change.action is not Action.KEEP)


def plan(
    documents: Sequence[Document],
    published: Published,
    *,
    kept: Mapping[str, str] = _NOTHING,
    shared: frozenset[str] = frozenset(),
    take_over: bool = False,
) -> Plan:
    """Return the plan that makes the output folder hold `documents` beside the files that are not ours.

    `kept` is path -> SHA-256 of files of the last run that are known to stand as it left them, and stay.
    A file at a path in `shared` may be replaced whoever made it (robots.txt: its document carries the lines
    that were there); with `take_over` a feed may be replaced by a feed, and a sitemap by a sitemap. The order lets no
    file name another that is not there yet.
    """
    diagnostics = [*_clashes(documents, published.folder), *_obstacles(documents, published)]
    changes = [
        _change(document, published, shared)
        for document in sorted(documents, key=order)
        if document.path not in published.obstacles
    ]
    diagnostics += [
        _not_ours(change, published)
        for change in changes
        if change.is_of_others and not (take_over and _is_of_its_kind(change))
    ]
    removals, edited = _removals({document.path for document in documents} | kept.keys(), published)
    diagnostics += edited
    standing = (Change(path=path, action=Action.KEEP, digest=digest) for path, digest in kept.items())
    return Plan(
        changes=(*changes, *removals, *standing),
        diagnostics=tuple(diagnostics),
        manifest={
            change.path: change.digest
            for change in changes
            if change.path not in shared or _is_wholly_ours(change, published.manifest)
        }
        | {path: digest for path, digest in published.manifest.items() if path in kept},
    )


def describe(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return a line for each change, sorted by path: `+ rss.xml (1,204 bytes)`."""
    return tuple(_line(change) for change in sorted(changes, key=lambda change: change.path))


def _line(change: Change) -> str:
    after, before = f"{change.size:,}", f"{change.before.size:,}" if change.before else ""
    sizes = {Action.REPLACE: f"{before} -> {after}", Action.REMOVE: before}.get(change.action, after)
    return f"{change.action.sign} {change.path} ({sizes} bytes)"


def _change(document: Document, published: Published, shared: frozenset[str]) -> Change:
    path = document.path
    before = published.files.get(path)
    is_of_others = before is not None and path not in shared and not _is_ours(path, before, published.manifest)
    return Change(
        path=path,
        action=_action(document, published),
        document=document,
        digest=document.digest,
        before=before,
        time=_time(document, published),
        is_of_others=is_of_others,
        is_taken_over=is_of_others and path not in published.manifest,
    )


def _action(document: Document, published: Published) -> Action:
    if document.path in published.equal:
        return Action.KEEP
    if published.manifest.get(document.path) == document.digest:
        return Action.RESTORE
    return Action.REPLACE if document.path in published.files else Action.CREATE


def _time(document: Document, published: Published) -> int | None:
    """Return the time that a file had when it was last published, if it is to have it again."""
    path = document.path
    if published.manifest.get(path) != document.digest:
        return None
    known = published.times.get(path)
    return None if known == published.equal.get(path) else known


def _is_ours(path: str, before: Standing, manifest: Mapping[str, str]) -> bool:
    """Whether replacing the file loses nothing that somebody else made."""
    if before.marked:
        return True
    known = manifest.get(path)
    return known is not None and (before.size == 0 or before.digest == known)


def _is_of_its_kind(change: Change) -> bool:
    """Whether a feed replaces a feed, a sitemap a sitemap, or anything a file without a byte."""
    if change.document is None or change.before is None:
        return False
    old, new = change.before.kind, change.document.kind
    if new is Kind.UNKNOWN:
        new = kind_of(change.document.data)
    return change.before.size == 0 or any(old in kinds and new in kinds for kinds in (_FEEDS, _SITEMAPS))


def _not_ours(change: Change, published: Published) -> Diagnostic:
    """Return the error for a file that is not replaced, with the option that gives ours another path."""
    return complaints.not_ours(
        published.folder,
        change.path,
        known=change.path in published.manifest,
        option=_option(change.document),
        can_be_taken_over=_is_of_its_kind(change),
    )


_FEEDS: Final = frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED})
_SITEMAPS: Final = frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX})
_OPTIONS: Final = {Kind.RSS: "feeds.rss", Kind.ATOM: "feeds.atom", Kind.JSONFEED: "feeds.json"}


_BEGINNINGS: Final = ((b"<!DOCTYPE html>", "feeds.page"), (b"<opml ", "feeds.opml"))
_HEAD: Final = 200


def _option(document: Document | None) -> str:
    """Return the option for the path of a document."""
    if document is None or document.kind is not Kind.UNKNOWN:
        return _OPTIONS.get(document.kind if document else Kind.UNKNOWN, "sitemap.path")
    if document.path.endswith(".css"):
        return "feeds.stylesheet"
    head = document.data[:_HEAD]
    return next((option for beginning, option in _BEGINNINGS if beginning in head), "sitemap.path")


def _is_wholly_ours(change: Change, manifest: Mapping[str, str]) -> bool:
    """Whether a shared file holds nobody else's lines, so that it may be removed one day."""
    standing = change.before.digest if change.before else change.digest
    return change.action is Action.CREATE or manifest.get(change.path) == standing


def _removals(wanted: set[str], published: Published) -> tuple[list[Change], list[Diagnostic]]:
    changes: list[Change] = []
    edited: list[Diagnostic] = []
    for path in sorted(published.manifest.keys() - wanted):
        before = published.files.get(path)
        if before is None:
            continue
        if before.digest == published.manifest[path]:
            changes.append(Change(path=path, action=Action.REMOVE, before=before))
        else:
            edited.append(complaints.edited(published.folder, path))
    return changes, edited


_RANKS = {
    Kind.RSS: 1,
    Kind.ATOM: 1,
    Kind.JSONFEED: 1,
    Kind.SITEMAP: 3,
    Kind.SITEMAPINDEX: 4,
}
"""0 style sheets, 1 feeds, 2 what names feeds (OPML, pages), 3 and 4 sitemaps, 5 robots.txt."""


def order(document: Document) -> tuple[int, int, str]:
    """Return what documents are sorted by; those that differ in the path alone name no other of them.

    Put what is named before what names it; archives and terms lie deeper than what names them.
    """
    path = document.path
    if document.kind is not Kind.UNKNOWN:
        rank = _RANKS[document.kind]
    elif path.rpartition("/")[2] == "robots.txt":
        rank = 5
    else:
        rank = 0 if path.endswith(".css") else 2
    return rank, -path.count("/"), path


def _obstacles(documents: Iterable[Document], published: Published) -> Iterator[Diagnostic]:
    for document in documents:
        obstacle = published.obstacles.get(document.path)
        if obstacle is not None:
            yield complaints.obstacle(published.folder, document.path, obstacle.value)


def _clashes(documents: Iterable[Document], folder: str) -> Iterator[Diagnostic]:
    """Find documents that cannot stand beside each other in every file system."""
    first: dict[str, str] = {}
    for path in sorted(document.path for document in documents):
        key = folded(path)
        if key in first:
            yield complaints.clash(folder, path, first[key])
        first.setdefault(key, path)
    for key, path in first.items():
        for parent in _parents(key):
            if parent in first:
                yield complaints.file_and_folder(folder, first[parent], path)


def folded(path: str) -> str:
    """Return what macOS and Windows take for the name: case and Unicode composition do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
