"""The keys and tags by which posts keep themselves out of feeds and sitemap, by reason. Data alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.collect import held_back
from feedpub.collect.fields import KEYS, as_flag, plain_key
from feedpub.model.records import Absence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from feedpub.collect.frontmatter import Value

    Keys: TypeAlias = Mapping[str, Callable[[Value], bool]]
    """Keys, as `plain_key` has them, each with whether a value of it decides."""

_NEVER_WORDS: Final = frozenset({"never", "false", "local", "link"})


def _yes(value: Value) -> bool:
    return as_flag(value) is True


def _no(value: Value) -> bool:
    return as_flag(value) is False


def _given(value: Value) -> bool:
    return bool(value) and not _no(value)


def _holds_back(key: str, *, as_draft: bool) -> Callable[[Value], bool]:
    def decides(value: Value) -> bool:
        found = held_back.meaning(key, value.strip("\"' ") if isinstance(value, str) else value)
        return found is not None and (found.is_draft or not as_draft)

    return decides


def _word(words: frozenset[str]) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, str) and plain_key(value.strip("\"' ")) in words


FRONT_MATTER: Final[Mapping[Absence, Keys]] = {
    Absence.DRAFT: {
        "draft": _yes,
        "drafts": _yes,
        **{key: _holds_back(key, as_draft=True) for key in KEYS["heldback"]},
    },
    Absence.UNPUBLISHED: {"published": lambda value: not _yes(value), "permalink": _no, "status": _given},
    Absence.EXPIRED: dict.fromkeys(("expirydate", "expires", "unpublishdate"), _given),
    Absence.FEED_FALSE: {"feed": _no},
    Absence.HIDDEN: {"hidden": _given, "status": _word(frozenset({"hidden"})), "hide": _given},
    Absence.HELD_BACK: {
        # Where a generator makes a page of a draft, a draft is held back, too.
        **{key: _holds_back(key, as_draft=False) for key in KEYS["heldback"]},
        **dict.fromkeys(("hidefromfeed", "hiddenfromrss"), _yes),
    },
    Absence.SITEMAP_FALSE: {"sitemap": _no, "sitemap.disable": _yes, "sitemap.exclude": _yes},
    Absence.NOINDEX: {"noindex": _yes, "robots": lambda value: "noindex" in str(value).lower()},
    Absence.CANONICAL_ELSEWHERE: dict.fromkeys(("canonicalurl", "canonical", "redirectto"), _given),
    Absence.UNLISTED: {
        "build.list": _word(_NEVER_WORDS),
        "unlisted": _yes,
        "eleventyexcludefromcollections": _given,
    },
    Absence.UNRENDERED: {
        "build.render": _word(_NEVER_WORDS),
        "render": _no,
        "headless": _yes,
        "permalink": _no,
    },
}
CONFIGURATION: Final[Mapping[Absence, Keys]] = {Absence.EXCLUDED: {"disablelanguages": _given, "disabled": _yes}}
"""Keys of configurations alone."""
GIVEN_TO_MANY: Final = frozenset(
    {Absence.DRAFT, Absence.UNPUBLISHED, Absence.HIDDEN, Absence.FEED_FALSE, Absence.SITEMAP_FALSE}
    | {Absence.UNLISTED, Absence.UNRENDERED, Absence.NOINDEX}
)
"""What folders and configurations say of many posts at once."""
DATES: Final = ("publishdate", "date", "pubdate", "published")
OF_PAGES: Final[Mapping[Absence, tuple[str, ...]]] = {
    Absence.NOINDEX: ("<meta", "noindex"),
    Absence.REDIRECT: ("<meta", "refresh"),
    Absence.CANONICAL_ELSEWHERE: ("<link", "canonical"),
}
"""What stands together in a line of a page that says so of itself."""
