"""The known keys of one front matter, each read as the kind of value it must be.

A mistake is noted with its place, and reading goes on, so that one run names all of them. What a key means is
for `post` to know.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.collect import podcast_keys
from feedpub.collect.problem import Problem
from feedpub.model.records import Level
from feedpub.text import patterns, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.frontmatter import FrontMatter, Places, Value

KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "slug": ("slug",),
    "permalink": ("permalink", "url", "path"),
    "date": ("date", "publishdate", "pubdate", "published"),
    "updated": ("lastmodifiedat", "lastmod", "updated", "modified", "updatedate", "modifieddate"),
    "published": ("published",),
    "draft": ("draft", "drafts"),
    "hidden": ("hidden",),
    "heldback": (
        "password",
        "encrypted",
        "encrypt",
        "protected",
        "private",
        "unlisted",
        "status",
        "visibility",
        "poststatus",
        "state",
        "audience",
        "isdraft",
        "publish",
        "ispublished",
        "membersonly",
        "subscribersonly",
        "paywall",
        "extra",
        "params",
    ),
    "future": ("future",),
    "expires": ("expirydate", "expires", "unpublishdate"),
    "sitemap": ("sitemap",),
    "robots": ("robots",),
    "noindex": ("noindex",),
    "feed": ("feed",),
    "category": ("category",),
    "categories": ("categories",),
    "tag": ("tag",),
    "tags": ("tags",),
    "taxonomies": ("taxonomies",),
    "authors": ("author", "authors"),
    "language": ("language", "lang", "locale"),
    "image": (
        "image",
        "cover",
        "thumbnail",
        "featureimage",
        "ogimage",
        "featuredimage",
        "images",
        "header",
    ),
    "enclosures": ("enclosure", "enclosures", "audio"),
    "podcast": podcast_keys.TOP_LEVEL,
    "link": ("externalurl", "linkpost", "link", "linkedurl", "externallink"),
    "via": ("via", "viaurl"),
    "license": ("license", "licence", "licenseurl", "contentlicense"),
    "place": ("geo", "location", "coordinates", "geopoint"),
    "discussion": (
        *("commentsurl", "commenturl", "discussionurl", "comments", "commentscount", "commentcount"),
        *("commentsfeed", "commentsrss", "commentrss"),
    ),
    "source": ("source", "repostof"),
    "videos": ("video", "videos"),
    "canonical": ("canonicalurl", "canonical"),
    "translations": ("translations",),
    "translationkey": ("translationkey", "ref"),
    "summary": ("excerpt", "description", "summary", "featuretext"),
    "id": ("id", "guid"),
    "aliases": ("aliases", "redirectfrom"),
}
"""Each meaning and the keys that carry it, in small letters without `-` and `_`; what stands first wins."""

_MEANINGS: dict[str, list[str]] = {}
for _meaning, _names in KEYS.items():
    for _name in _names:
        _MEANINGS.setdefault(_name, []).append(_meaning)

_NOTHING = ("~", "null", "Null", "NULL")
"""Values that say no more than a key that is not there, as empty ones do."""
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_UNCLEAN = patterns.lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Path = tuple[str | int, ...]


def as_flag(value: object) -> bool | None:
    """Return what `yes`, `true`, `on`, `1` and their opposites say; None for anything else."""
    if isinstance(value, str):
        word = value.lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
    return None


class Fields:
    """The known keys of one file, by meaning."""

    __slots__ = ("_front", "_mistakes", "_places", "may_be_unclean", "paths", "problems", "values")

    def __init__(self, front: FrontMatter, mistakes: Level = Level.ERROR) -> None:
        self._front = front
        self._mistakes = mistakes
        """How grave a value is that cannot be used."""
        self.values = front.values
        self.paths = paths_of(tuple([key for key, value in front.values.items() if value and value not in _NOTHING]))
        """The meanings that have a value, each with the paths of its keys, the preferred first."""
        self._places: Places | None = None
        self.may_be_unclean = "\\" in front.block.text
        """Whether a text may have a forbidden character: an escape is the only way past the reader of the block."""
        self.problems: list[Problem] = list(front.notes)

    def all(self, group: str) -> list[tuple[Path, Value]]:
        """Return every key of this meaning that has a value, the preferred first."""
        values = self.values
        return [(path, values[path[0]]) for path in self.paths.get(group, ())]

    def first(self, group: str) -> tuple[Path, Value] | None:
        """Return the preferred key of this meaning, with its value."""
        paths = self.paths.get(group)
        return (paths[0], self.values[paths[0][0]]) if paths else None

    def text(self, group: str) -> str:
        """Return the text of a key without white space around it; empty when there is none."""
        paths = self.paths.get(group)
        return self.as_text(paths[0], self.values[paths[0][0]]) if paths else ""

    def as_text(self, path: Path, value: Value) -> str:
        """Return a value that must be text; white space around it is cut, forbidden characters are removed."""
        if not isinstance(value, str):
            self.wrong_type(path, "text", value)
            return ""
        return (self.cleaned(path, value) if self.may_be_unclean else value).strip()

    def cleaned(self, path: Path, value: str) -> str:
        """Return the text without characters that XML forbids, with a warning when there were any."""
        if not _UNCLEAN.search(value):
            return value
        clean, number = plain.clean(value)
        self.note(
            path,
            code="post/control-characters",
            text=f"`{path[0]}` has {number} control characters; they are left out.",
            hint="Delete them.",
            why="XML forbids them, and one would make the whole feed unreadable.",
            level=Level.WARNING,
        )
        return clean

    def flag(self, group: str) -> bool | None:
        """Return a yes or no; None when the key is not there."""
        given = self.first(group)
        if not given:
            return None
        path, value = given
        answer = as_flag(value)
        if answer is None:
            self.wrong_type(path, "`true` or `false`", value)
        return answer

    def says_no(self, group: str) -> bool:
        """Whether a key is there and says no."""
        given = self.first(group)
        return given is not None and as_flag(given[1]) is False

    def words(self, path: Path, value: Value, *, split: bool) -> Iterator[str]:
        """Return the texts of a list, or of a text with several in it where `split` says so."""
        if isinstance(value, dict):
            self.wrong_type(path, "a text or a list of texts", value)
        elif isinstance(value, str):
            yield from parts(self.as_text(path, value)) if split else (self.as_text(path, value),)
        else:
            for number, item in enumerate(value):
                yield self.as_text((*path, number), item)

    def wrong_type(self, path: Path, wanted: str, value: Value) -> None:
        """Note that a value is of the wrong kind."""
        found = "a list" if isinstance(value, list) else "a mapping"
        if isinstance(value, str):
            found = f"`{value.strip()}`" if len(value) < 40 else "text"  # noqa: PLR2004 - as much as a line takes
        self.note(
            path,
            code="post/wrong-type",
            text=f"`{_dotted(path)}` must be {wanted}, not {found}.",
            hint=f"Write {wanted} after `{path[0]}:`.",
            found=value if isinstance(value, str) else "",
            level=self._mistakes,
        )

    def unusable(self, path: Path, code: str, text: str, hint: str, found: str, why: str = "") -> None:  # noqa: PLR0913, PLR0917 - the parts of a message
        """Note a value that has no meaning for readers; a post of a generator is published without it."""
        self.note(path, code=code, text=text, hint=hint, why=why, found=found, level=self._mistakes)

    def note(  # noqa: PLR0913 - the parts of a message, by name
        self,
        path: Path,
        *,
        code: str,
        text: str,
        hint: str,
        why: str = "",
        found: str = "",
        level: Level = Level.ERROR,
    ) -> None:
        """Note what is wrong with the value at `path`; the empty path is the file itself."""
        line, column = self.place(path)
        self.problems.append(
            Problem(code=code, text=text, hint=hint, why=why, line=line, column=column, found=found, level=level)
        )

    def place(self, path: Path) -> tuple[int, int]:
        """Return line and column of a key in the file; of the key around it where it is not known."""
        if path and self._places is None:
            self._places = self._front.places()
        while path and self._places:
            if spot := self._places(path):
                return spot.line + self._front.block.first_line - 1, spot.column
            path = path[:-1]
        return 1, 1

    @property
    def is_broken(self) -> bool:
        """Whether some mistake is an error."""
        return any(problem.level is Level.ERROR for problem in self.problems)


def plain_key(key: str) -> str:
    """Return a key as `KEYS` has it: in small letters, without `-` and `_`."""
    return key.lower().replace("-", "").replace("_", "")


@lru_cache(maxsize=1024)
def paths_of(keys: tuple[str, ...]) -> Mapping[str, tuple[tuple[str], ...]]:
    """Return the meanings that these keys have, each with the paths of its keys, the preferred first."""
    spelled: dict[str, list[str]] = {}
    for key in keys:
        spelled.setdefault(plain_key(key), []).append(key)
    meant = {meaning for name in spelled for meaning in _MEANINGS.get(name, ())}
    return {
        meaning: tuple([(key,) for name in names for key in spelled.get(name, ())])
        for meaning, names in KEYS.items()
        if meaning in meant
    }


def parts(value: str) -> list[str]:
    """Split at commas where there are any (`a, b c` is two), else at white space (`a b` is two)."""
    return [part.strip() for part in value.split(",")] if "," in value else value.split()


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)
