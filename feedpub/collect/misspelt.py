"""Keys of front matter that are one slip of the fingers away from one that is known: `titel`, `catagories`.

Only of sites of one's own: themes of generators have keys of every kind. A key counts that differs in one letter (more,
less, another, or two changed about), if what it is like has one meaning, which no other key of the post has. Short
words are like many others, so of five letters two have to be changed about, and of fewer none is told.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from feedpub.collect.fields import KEYS, plain_key
from feedpub.model.records import Level

if TYPE_CHECKING:
    from feedpub.collect.builder import RecordBuilder

_MEANINGS: Final = (
    *("title", "permalink", "date", "updated", "published", "draft", "hidden", "expires", "sitemap", "noindex"),
    *("category", "categories", "taxonomies", "authors", "language", "image", "canonical", "translationkey"),
    *("translations", "summary", "aliases", "enclosures"),
)
"""What may be meant: what a post lacks where it is misspelt."""
_SHORTEST: Final = 5
_WORDS: Final = frozenset({"updates", "titles", "summaries", "covers", "headers", "excerpts", "locales", "modifies"})
"""Words of their own, whatever they are like."""
_MEANT: Final = {name: meaning for meaning in _MEANINGS for name in KEYS[meaning] if len(name) >= _SHORTEST}
_KNOWN: Final = frozenset(name for names in KEYS.values() for name in names)


def note(builder: RecordBuilder) -> None:
    """Tell of keys that were probably meant to be others; the messages of one key are told as one."""
    for key, meant in misspelt(tuple(builder.values)):
        folder = builder.named.source.removesuffix(builder.named.path).rstrip("/") or "."
        builder.note(
            (key,),
            code="post/unknown-key",
            text=f"`{key}` means nothing to feedpub; did you mean `{meant}`?",
            hint=f"Write `{meant}` wherever it stands: `grep -rn '^{key}' {folder}` finds it.",
            why=f"What `{key}` says, no feed says.",
            found=key,
            level=Level.WARNING,
        )


@lru_cache(maxsize=1024)
def misspelt(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return which of the keys of a post were probably meant to be others, each with that; posts have the same few."""
    plain = {key: plain_key(key) for key in keys}
    unknown = {key: name for key, name in plain.items() if name not in _KNOWN and name not in _WORDS}
    said = {_MEANT[name] for name in plain.values() if name in _MEANT}
    found = ((key, _meant(name)) for key, name in unknown.items() if len(name) >= _SHORTEST and name.isascii())
    return tuple((key, meant) for key, meant in found if meant and _MEANT[meant] not in said)


def _meant(name: str) -> str:
    """Return the one key that a name is like; empty where there is none, or several of different meanings."""
    like = [known for known in _MEANT if is_one_slip(name, known)]
    return like[0] if len({_MEANT[known] for known in like}) == 1 else ""


def is_one_slip(written: str, meant: str) -> bool:
    """Whether two words differ by one letter, or by two neighbours that have changed places."""
    if len(written) == len(meant):
        at = [place for place in range(len(meant)) if written[place] != meant[place]]
        if len(at) == 2:  # noqa: PLR2004 - two neighbours
            one, other = at
            return other == one + 1 and (written[one], written[other]) == (meant[other], meant[one])
        return len(at) == 1 and len(meant) > _SHORTEST
    short, long = sorted((written, meant), key=len)
    if len(long) != len(short) + 1 or len(short) <= _SHORTEST - 1:
        return False
    at_first = next((place for place in range(len(short)) if short[place] != long[place]), len(short))
    return short[at_first:] == long[at_first + 1 :]
