"""The keys that front matter has for podcasts, as podcasters and the themes of generators write them.

What a key says of an episode is read by `episodes`, what it says of the file by `media`. Some names are plain only
where it is said that they are of a podcast: `image` in a table `itunes:`, or as `itunes_image`. Taken from Apple's
guide, the podcast namespace, and from what these read: jekyll-octopod, jekyll-podcast, Jekyll-Podcast-Feed and
podcast-template (Jekyll), Castanet and Empire (Hugo), SimplePod (Zola).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.collect.media_types import media_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import Value

_SCOPES: Final = ("itunes", "podcast", "episode")
"""Tables whose keys are of a podcast."""
_PREFIXES: Final = ("itunes", "podcast")
"""What the names of keys begin with that are of a podcast: `itunes_image`, `podcast_duration`."""
_TABLES: Final = ("extra", "params")
"""Tables in which generators (Zola, Hugo) have the keys that they do not know."""
_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "duration": ("duration", "audioduration"),
    "season": ("season", "seasonnumber"),
    "season_name": ("seasonname", "seasontitle"),
    "number": ("episode", "episodenumber"),
    "type": ("episodetype",),
    "explicit": ("explicit",),
    "image": ("episodeimage", "episodecover", "episodeartwork"),
    "title": ("episodetitle",),
    "display": ("episodedisplay",),
    "transcripts": ("transcript", "transcripts"),
    "chapters": ("chapters",),
    "persons": ("person", "persons"),
    "recording": ("audiofile", "audiourl", "audiolink", "audiosrc", "mp3", "mp3url", "file"),
    "length": ("length", "filesize", "audiobytes", "audiosize", "enclosurelength"),
    "media_type": ("audiotype", "enclosuretype", "mimetype"),
}
"""Meanings, and names that have them wherever they stand, in small letters without `-`, `_` and `:`."""
_SCOPED: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("number",),
    "type": ("type",),
    "image": ("image", "cover", "artwork"),
    "title": ("title",),
    "display": ("display",),
    "author": ("author",),
    "block": ("block",),
    "license": ("license",),
    "txt": ("txt",),
    "value": ("value",),
    "recording": ("url", "link", "audio", "enclosure"),
    "length": ("bytes", "size"),
    "media_type": ("mime",),
}
"""The same, of names that have them only where they are said to be of a podcast."""
_WITHDRAWN: Final = frozenset({"subtitle", "summary", "keywords", "order", "isclosedcaptioned"})
"""Names of elements that Apple looks at no longer."""


def _by_name(*tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {name: meaning for table in tables for meaning, names in table.items() for name in names}


_MEANINGS: Final = _by_name(_PLAIN)
_MEANINGS_IN_SCOPE: Final = _by_name(_PLAIN, _SCOPED)
TOP_LEVEL: Final = (
    *_MEANINGS,
    *_SCOPES,
    *_TABLES,
    *(f"{prefix}{name}" for prefix in _PREFIXES for name in _MEANINGS_IN_SCOPE),
)
"""Names of keys of a front matter in which something may be said of a podcast."""
_OF_PAGES: Final = frozenset({"file", "url", "link", "podcast"})
"""Ends of names that may as well lead to a page or a picture: only what ends like a recording is one."""


class Key(NamedTuple):
    """A key with its place and its value."""

    path: Path
    value: Value


class PodcastKeys:
    """What one front matter says of a podcast, by meaning; what stands in a table for podcasts goes first."""

    __slots__ = ("_found", "scopes", "unknown", "withdrawn")

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._found: dict[str, Key] = {}
        self.scopes: list[Path] = []
        """The tables that say only that."""
        self.unknown: list[Path] = []
        """Keys in these that mean nothing here."""
        self.withdrawn: list[Path] = []
        """Keys that are of elements of Apple's earlier guides."""
        inner = [scope for table, path in _tables(values) for scope in _scopes(table, path)]
        for path, table in inner:
            self.scopes.append(path)
            self._read(table, path, is_scope=True)
        for table, path in _tables(values):
            self._read(table, path, is_scope=False)

    def get(self, meaning: str) -> Key | None:
        """Return the key that says something, if one does."""
        return self._found.get(meaning)

    def _read(self, table: Mapping[str, Value], path: Path, *, is_scope: bool) -> None:
        for key, value in table.items():
            name = _folded(key)
            meaning = _meaning(name, is_scope=is_scope)
            if meaning is None:
                if is_scope:
                    (self.withdrawn if name in _WITHDRAWN else self.unknown).append((*path, key))
            elif value and not (name in _SCOPES and isinstance(value, dict)) and _may_mean(meaning, name, value):
                self._found.setdefault(meaning, Key((*path, key), value))


def _tables(values: Mapping[str, Value]) -> Iterator[tuple[Mapping[str, Value], Path]]:
    """Return the front matter and the tables in it that hold further keys of it, each with its path."""
    own: tuple[tuple[Mapping[str, Value], Path], ...] = ((values, ()),)
    further = ((value, (key,)) for key, value in values.items() if _folded(key) in _TABLES and isinstance(value, dict))
    yield from chain(own, further)


def _scopes(table: Mapping[str, Value], path: Path) -> Iterator[tuple[Path, Mapping[str, Value]]]:
    """Return the tables in a table that are of podcasts alone, each before those in it."""
    for key, value in table.items():
        if _is_scope(key) and isinstance(value, dict):
            yield (*path, key), value
            yield from _scopes(value, (*path, key))


def _meaning(name: str, *, is_scope: bool) -> str | None:
    if is_scope and (meaning := _MEANINGS_IN_SCOPE.get(name)):
        return meaning
    if meaning := _MEANINGS.get(name):
        return meaning
    for prefix in _PREFIXES:
        if name.startswith(prefix) and (meaning := _MEANINGS_IN_SCOPE.get(name.removeprefix(prefix))):
            return meaning
    return "recording" if name == "podcast" else None


def _may_mean(meaning: str, name: str, value: Value) -> bool:
    """Whether a key can have a value like this: of addresses, and of files, not every one is of a recording."""
    if meaning != "recording" or not isinstance(value, str) or name == "podcastfile":
        return True
    is_sure = name.startswith(("audio", "mp3")) or not any(name.endswith(end) for end in _OF_PAGES)
    return is_sure or media_type(value).startswith(("audio/", "video/"))


def _is_scope(key: str) -> bool:
    return _folded(key) in _SCOPES


def _folded(key: str) -> str:
    return key.lower().replace("-", "").replace("_", "").replace(":", "")
