"""The words of Pelican's addresses: how a title or the name of a term becomes a part of a path.

The home of Unidecode, by which Pelican writes every script in ASCII: only its own tables give the same addresses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from feedpub.text.plain import without_tags

if TYPE_CHECKING:
    from collections.abc import Callable

Substitutions: TypeAlias = "tuple[tuple[str, str], ...]"
"""Expressions and what they are replaced by, in order."""

DEFAULTS: Substitutions = ((r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s]+", "-"))
"""`SLUG_REGEX_SUBSTITUTIONS` where a site has none."""


class MissingLibraryError(Exception):
    """A library is wanted that only some sites need; `extra` is what installs it."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library)
        self.library, self.extra = library, extra


@lru_cache(maxsize=8192)
def slugify(text: str, substitutions: Substitutions, *, use_unicode: bool, preserve_case: bool) -> str:
    """Return the slug. Raises MissingLibraryError for letters beyond ASCII where Unidecode is not installed."""
    value = unicodedata.normalize("NFKC", without_tags(text))
    if not use_unicode and not value.isascii():
        value = _unidecode()(value)
    for pattern, replacement in substitutions:
        value = _compiled(pattern).sub(unicodedata.normalize("NFKC", replacement), value)
    return (value if preserve_case else value.lower()).strip()


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFKC", pattern), re.IGNORECASE)


def check(substitutions: Substitutions) -> None:
    """Raise ValueError, with a sentence for people, for an expression that is none."""
    for pattern, replacement in substitutions:
        try:
            _compiled(pattern).sub(unicodedata.normalize("NFKC", replacement), "")
        except re.error as error:
            raise ValueError(f"{pattern!r} and {replacement!r} cannot be used: {error}") from error


def in_ascii(text: str, extra: str) -> str:
    """Return the text in ASCII. Raises MissingLibraryError naming the extra where Unidecode is not installed."""
    try:
        return _unidecode()(text)
    except MissingLibraryError as error:
        raise MissingLibraryError(error.library, extra) from error


def _unidecode() -> Callable[[str], str]:
    try:
        from unidecode import unidecode  # noqa: PLC0415 - most titles do without it
    except ImportError as error:
        raise MissingLibraryError("Unidecode", "pelican") from error
    return unidecode
