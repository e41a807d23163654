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
_WORTH: Final = 3
"""Words of the page that are taken with each word of the source that an element around holds besides."""
_SURE_WORDS: Final = 30
_SURE_SHARE: Final = 0.9
"""From which on an element is surely the one that the layout of the site has for texts."""
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

    def __init__(self, element: _Element, comparison: _Comparison, source: SourceText) -> None:
        self.element = element
        self._page = comparison.page
        self._counted = comparison.counted(element)
        """How many words of the source stand before each place of the page, as far as they stand in the element."""
        self._source = source
        self._vocabulary = frozenset(source.words)
        self.has_contents = source.has_contents
        self.is_sure = len(source.words) >= _SURE_WORDS and comparison.share(element) >= _SURE_SHARE
        """Whether other posts of the site have their texts in such an element, too."""

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


def find(root: _Element, source: SourceText, layout: str = "") -> TextMatch | None:
    """Return the element that holds the text; None where no element of the page does.

    `layout` is that of the element which holds other texts of the site (`layout_of`).
    """
    compared = _Comparison(root, source)
    usual = with_layout(root, layout)
    if usual is not None and compared.share(usual) >= _SURE_SHARE:
        return TextMatch(usual, compared, source)
    best = compared.best()
    if best is None or compared.share(best) < _LEAST:
        return None
    if usual is not None and compared.share(usual) >= _SURE_SHARE * compared.share(best):
        return TextMatch(usual, compared, source)
    grown = compared.grown(best)
    return TextMatch(_marked_around(grown) if source.has_templates and not layout else grown, compared, source)


def layout_of(element: _Element) -> str:
    """Return by what an element is known in other pages of its site: its name and classes, and those around it."""
    parent = element.getparent()
    around = [element] if parent is None else [parent, element]
    return " > ".join(".".join((str(each.tag), *tree.classes(each))) for each in around)


def with_layout(root: _Element, layout: str) -> _Element | None:
    """Return the one element of a page with this layout; None where there is none, or where there are several."""
    if not layout:
        return None
    tag, *classes = layout.rpartition(" > ")[2].split(".")
    found = [each for each in root.iter(tag) if tree.classes(each) == classes and layout_of(each) == layout]
    outer = tree.outermost(found)
    return outer[0] if len(outer) == 1 else None


class _Comparison:
    """The words of a page beside those of a source."""

    def __init__(self, root: _Element, source: SourceText) -> None:
        named = {word for word in source.words if word.startswith(PICTURE)}
        self.page = Words(root, frozenset(named))
        named -= set(self.page.all)  # the generator has made other files of these
        words = [word for word in source.words if word not in named]
        self._size = min(_SIZE, len(words)) or 1
        self._wanted = Counter(_shingles(words, self._size))
        self._runs = _shingles(self.page.all, self._size)
        self._known: dict[tuple[int, int], int] = {}

    def best(self) -> _Element | None:
        """Return the element that shares most with the source."""
        shared = list(accumulate((run in self._wanted for run in self._runs), initial=0))
        number = self._wanted.total()
        best, most = None, 0.0
        for element, start, end in self.page.elements:
            total = end - start - self._size + 1
            if total < 1 or not _may_hold_text(element):
                continue
            score = min(shared[start + total] - shared[start], number) / (total + number)
            if score > most:  # inner elements come first
                best, most = element, score
        return best

    def grown(self, element: _Element) -> _Element:
        """Return the element, or one around it that holds so much more of the source that the rest may come along."""
        best, held = element, self._held(element)
        for around in element.iterancestors():
            longer = self._length(around) - self._length(best)
            missing = len(self._wanted) - held
            if not missing or longer > (_WORTH + 1) * missing:
                break
            more = self._held(around) - held
            if more and longer - more <= _WORTH * more and _may_hold_text(around):
                best, held = around, held + more
        return best

    def share(self, element: _Element) -> float:
        """Return how much of the source an element holds, from 0 to 1."""
        return self._held(element) / len(self._wanted) if self._wanted else 0.0

    def counted(self, element: _Element) -> list[int]:
        """Count the words that stand in runs of the source, from place to place.

        Of runs that stand there more often than in the source the last ones count: what is said above a text is said
        again.
        """
        start, end = self.page.span(element) or (0, 0)
        left, runs, size = dict(self._wanted), self._runs, self._size
        is_covered = bytearray(len(self.page.all))
        for place in range(end - size, start - 1, -1):
            run = runs[place]
            if left.get(run):
                left[run] -= 1
                is_covered[place : place + size] = b"\1" * size
        return list(accumulate(is_covered, initial=0))

    def _held(self, element: _Element) -> int:
        """Return how many of the runs of the source an element holds."""
        start, end = self.page.span(element) or (0, 0)
        if (start, end) not in self._known:
            self._known[start, end] = len(self._wanted.keys() & self._runs[start : max(end - self._size + 1, start)])
        return self._known[start, end]

    def _length(self, element: _Element) -> int:
        start, end = self.page.span(element) or (0, 0)
        return end - start


def _marked_around(element: _Element) -> _Element:
    """Return the element around that is marked as the text: templates may have put more beside these words."""
    around = (element, *element.iterancestors())
    return next((each for each in around if any(map(_MARKED.fullmatch, tree.classes(each)))), element)


def _shingles(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[place:] for place in range(size)), strict=False))


def _may_hold_text(element: _Element) -> bool:
    """Return whether an element may hold a whole text: a cell of a table does where the table makes the layout."""
    if element.tag == "td":
        return next(element.iter("p", "div", "section"), None) is not None
    return element.tag not in _TEXT_ELEMENTS
