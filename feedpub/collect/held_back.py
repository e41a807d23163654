"""What an author holds back: a post with a password, one for a few, one that is not ready.

A theme or a plug-in encrypts its page, or asks for the password; its text in a feed would be there for all to read. No
generator does this itself, so the keys are those that themes, plug-ins and exporters of other systems agree on.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.fields import as_flag, plain_key
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import Value

_LOCKED: Final = frozenset({"password", "encrypted", "encrypt", "protected"})
"""Keys of a page that is on line, and shows its text to those who know a password."""
_FOR_MEMBERS: Final = frozenset({"membersonly", "subscribersonly", "paywall"})
"""Keys of a page that is on line, and shows its text to those who have paid or are known."""
_READY: Final[Mapping[str, bool]] = MappingProxyType({"isdraft": False, "publish": True, "ispublished": True})
"""Keys that say whether a post is ready, with what they say of one that is: of Obsidian and of themes."""
_STATES: Final = frozenset({"status", "visibility", "poststatus", "state", "audience"})
_SECRET: Final = frozenset({"private", "unlisted"})
"""Keys of a page that is not to be found."""
_DRAFTS: Final = frozenset({"draft", "pending", "trash", "autodraft", "scheduled", "future"})
_OTHERS: Final = frozenset({"private", "protected", "password", "unlisted", "members", "paid", "onlypaid"})
"""What they say of a post besides; WordPress, Ghost, Substack and their like write them."""
_NOTHING: Final = frozenset({"", "~", "null"})
_TABLES: Final = frozenset({"extra", "params"})
"""Tables of Zola and Hugo with the keys of a theme."""
_OF_THEMES: Final = frozenset({"hide_from_feed", "hiddenfromrss"})


class HeldBack(Struct, frozen=True, kw_only=True):
    """How a post is held back."""

    is_draft: bool = False
    """It is not ready: it is nowhere."""
    is_secret: bool = False
    """Its address is not to be found either."""


def read(builder: RecordBuilder) -> HeldBack | None:
    """Return how the author holds the post back, with a warning; None where nothing says so, or `feed: true` lets go.

    A draft of feedpub's own sites is told by the number of drafts, as any other is.
    """
    given = builder.first("feed")
    if given and as_flag(given[1]) is True:
        return None
    for path, name, value in _keys(builder):
        found = meaning(name, value)
        if found is None:
            continue
        if found.is_draft and not builder.tells_drafts:
            found = HeldBack()  # the generator makes a page of it
        is_page = builder.post["date"] is None and not found.is_secret
        if not (found.is_draft or is_page or builder.says_no("feed")):
            sitemap = ", and not in the sitemap" if found.is_secret else ""
            builder.note(
                path,
                code="post/held-back",
                text=f"`{name}` holds the post back: it stands in no feed{sitemap}.",
                hint="Write `feed: true` to publish it all the same, `feed: false` to leave it out without a word.",
                why="What a feed holds can be read by all, without a password.",
                level=Level.WARNING,
            )
        return found
    return None


def _keys(builder: RecordBuilder) -> Iterator[tuple[Path, str, Value]]:
    """Return path, name and value of each key that may hold back, those of the tables of themes last."""
    tables: list[tuple[Path, Mapping[str, Value]]] = []
    for path, value in builder.all("heldback"):
        key = str(path[0])
        if key.lower() not in _TABLES:
            yield path, key, value
        elif isinstance(value, dict):
            tables.append((path, value))
    for path, table in tables:
        for key, value in table.items():
            yield (*path, key), key, value


def meaning(name: str, value: Value) -> HeldBack | None:
    """Return how a key holds a post back with this value, None where it does not; which keys may, `fields.KEYS` has."""
    key = plain_key(name)
    if key in _READY:
        return HeldBack(is_draft=True) if as_flag(value) is not _READY[key] and as_flag(value) is not None else None
    return _other_meaning(name, key, value)


def _other_meaning(name: str, key: str, value: Value) -> HeldBack | None:
    if not value or as_flag(value) is False or (isinstance(value, str) and value.strip() in _NOTHING):
        return None
    if key in _STATES:
        word = plain_key(str(value).strip())
        if word in _DRAFTS:
            return HeldBack(is_draft=True)
        return HeldBack(is_secret=word in {"private", "unlisted"}) if word in _OTHERS else None
    if key in _LOCKED:
        return HeldBack()
    is_said = as_flag(value) is True
    if key in _SECRET and is_said:
        return HeldBack(is_secret=True)
    return HeldBack() if is_said and (key in _FOR_MEMBERS or name.lower() in _OF_THEMES) else None
