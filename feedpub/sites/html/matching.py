"""Finds the element of a page that holds the text of a post: the one whose words are the words of its source.

Runs of four words (shingles) are compared. Of all elements that can hold a text, that is taken which shares most with
the source (F1), the innermost of equal ones; so title, dates and buttons to share, which lie around it, stay outside.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from feedpub.content.attributes import names
from feedpub.sites.html import tree
from feedpub.sites.html.words import PICTURE, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from feedpub.sites.html.source_text import SourceText

_SIZE: Final = 4
_LEAST: Final = 0.5
"""Share of the source that the element must hold. A page of another post, or a list, holds next to nothing of it."""
_TEXT_ELEMENTS: Final = names(
    "a abbr b blockquote caption code dd del details dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 html i ins "
    "label li ol p pre s small span strong sub summary sup table tbody tfoot th thead tr u ul"
)
"""Elements that are part of a text, and never hold the whole of one."""
_MARKED: Final = re.compile(
    r"e-content|(?:post|entry|article|page|blog|markdown|single|note)(?:-|__|_)?(?:content|body|text|entry)|markdown|prose",
    re.IGNORECASE,
)
"""Classes that say that an element holds the text of a page."""
_NOTES: Final = re.compile(r"(?:foot|end)notes?\b|doc-endnotes", re.IGNORECASE)
_OF_TEXTS: Final = ("audio", "iframe", "math", "pre", "table", "video")
"""Elements that authors put into texts, whatever their words are."""
_KNOWN: Final = 0.8
"""Share of the words of an element which the source must have for it to be of the text, though in another order."""


class TextMatch:
    """The element of a page that holds the text of a post, and what in it is of the source."""

    def __init__(self, element: _Element, page: Words, counted: Sequence[int], source: SourceText) -> None:
        self.element = element
        self._page = page
        self._counted = counted
        """How many words of the source stand before each place of the page, as far as they stand in the element."""
        self._source = source
        self._vocabulary = frozenset(source.words)
        self.has_contents = source.has_contents

    def has_words(self, element: _Element) -> bool:
        """Return whether an element has words of the source."""
        span = self._page.span(element)
        return span is not None and self._has_words(*span)

    def around(self) -> list[_Element]:
        """Return what stands in the element before and behind the text, and is none of it: a title, a date, tags."""
        start, end = self._page.span(self.element) or (0, 0)
        found: list[_Element] = []
        for child in self.element:
            span = self._page.span(child)
            if span is None:
                continue
            is_before = not self._source.begins_made and not self._has_words(start, span[1])
            is_behind = not self._source.ends_made and not self._has_words(span[0], end)
            if (is_before or is_behind) and not self._may_be_of_text(child, span):
                found.append(child)
        return found

    def end_of_lead(self) -> _Element | None:
        """Return the part of the element with which the lead of the text ends; None where nothing marks its end."""
        lead = list(self._source.lead)
        start, end = self._page.span(self.element) or (0, 0)
        words = self._page.all[start:end]
        size = len(lead)
        place = next((place for place in range(len(words) - size + 1) if words[place : place + size] == lead), -1)
        if not lead or place < 0:
            return None
        last = start + place + size - 1
        spans = ((child, self._page.span(child) or (0, 0)) for child in self.element)
        return next((child for child, span in spans if span[0] <= last < span[1]), None)

    def _has_words(self, start: int, end: int) -> bool:
        return self._counted[end] > self._counted[start]

    def _may_be_of_text(self, element: _Element, span: tuple[int, int]) -> bool:
        said = " ".join((element.get("class") or "", element.get("id") or "", element.get("role") or ""))
        if _NOTES.search(said) or next(element.iter(*_OF_TEXTS), None) is not None:
            return True
        words = self._page.all[slice(*span)]
        known = sum(word in self._vocabulary for word in words)
        return not element.get("class") and bool(words) and known >= _KNOWN * len(words)


def find(root: _Element, source: SourceText) -> TextMatch | None:
    """Return the element that holds the text; None where no element of the page does."""
    named = {word for word in source.words if word.startswith(PICTURE)}
    page = Words(root, frozenset(named))
    named -= set(page.all)  # the generator has made other files of these
    words = [word for word in source.words if word not in named]
    if not words:
        return None
    size = min(_SIZE, len(words))
    wanted = Counter(_shingles(words, size))
    runs = _shingles(page.all, size)
    best = _best(page, runs, wanted, size)
    if best is None:
        return None
    if source.has_templates:
        best = _marked_around(best)
    start, end = page.span(best) or (0, 0)
    held = wanted.keys() & set(runs[start : max(end - size + 1, start)])
    if len(held) < _LEAST * len(wanted):
        return None
    return TextMatch(best, page, _counted(page, runs, wanted, (start, end), size), source)


def _shingles(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[place:] for place in range(size)), strict=False))


def _best(page: Words, runs: Sequence[tuple[str, ...]], wanted: Counter[tuple[str, ...]], size: int) -> _Element | None:
    """Return the element that shares most with the source."""
    shared = list(accumulate((run in wanted for run in runs), initial=0))
    number = wanted.total()
    best, most = None, 0.0
    for element, start, end in page.elements:
        total = end - start - size + 1
        if total < 1 or not _may_hold_text(element):
            continue
        score = 2 * min(shared[start + total] - shared[start], number) / (total + number)
        if score > most:  # inner elements come first
            best, most = element, score
    return best


def _may_hold_text(element: _Element) -> bool:
    """Return whether an element may hold a whole text: a cell of a table does where the table makes the layout."""
    if element.tag == "td":
        return next(element.iter("p", "div", "section"), None) is not None
    return element.tag not in _TEXT_ELEMENTS


def _marked_around(element: _Element) -> _Element:
    """Return the element around that is marked as the text, for templates have put more beside these words."""
    for each in (element, *element.iterancestors()):
        if "articleBody" in (each.get("itemprop") or "") or any(map(_MARKED.fullmatch, tree.classes(each))):
            return each
    return element


def _counted(
    page: Words, runs: Sequence[tuple[str, ...]], wanted: Counter[tuple[str, ...]], span: tuple[int, int], size: int
) -> list[int]:
    """Count the words that stand in runs of the source, from place to place.

    Of runs that stand there more often than in the source the last ones count: what is said above a text is said again.
    """
    start, end = span
    left = Counter(wanted)
    is_covered = [False] * len(page.all)
    for place in range(end - size, start - 1, -1):
        if left[runs[place]] > 0:
            left[runs[place]] -= 1
            is_covered[place : place + size] = [True] * size
    return list(accumulate(is_covered, initial=0))
