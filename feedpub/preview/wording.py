"""The words of the pages: the language they are in, and what says in it what is written in English.

The pages are written in English, sentence by sentence. Whoever serves them hands in what translates a sentence, as for
the terminal, so nothing here knows of catalogues. What an author has written is never said: it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from feedpub.text.markup import Content, Node

Say: TypeAlias = Callable[[str], str]
"""Returns a sentence, or a label, that is given in English, in another language."""


class PageLanguage(Struct, frozen=True, kw_only=True):
    """A language, and the way to it from English."""

    tag: str = "en"
    """As BCP 47 writes it."""
    say: Say = str


ENGLISH: Final = PageLanguage()
PLACE: Final = "\uf8ff"
"""Stands in a sentence for an element, which may come elsewhere in another language."""
_MOMENT: Final = "{year}-{month:02}-{day:02} {time} {zone}"
"""How a moment is written, for `str.format`."""


def around(said: str, node: Node) -> tuple[Content, ...]:
    """Return a sentence with an element in the place that it was said with."""
    before, _, after = said.partition(PLACE)
    return before, node, after


def written(when: datetime, say: Say) -> str:
    """Return a moment to the minute, with its time zone."""
    return say(_MOMENT).format(
        year=when.year, month=when.month, day=when.day, time=f"{when:%H:%M}", zone=when.tzname() or ""
    )
