"""The words of a tree in their order, and which of them lie in each element."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from feedpub.content.attributes import names
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import XPath, _Element

PICTURE: Final = "\x1a"
"""Begins what stands for a picture among words."""

_RANGES: Final = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Scripts that are written without spaces: each of their characters is a word."""
_WORD: Final = re.compile(r"[^\W_]+")
_UNSPACED: Final = re.compile(f"[{_RANGES}]")
_PARTS: Final = re.compile(f"[{_RANGES}]|[^{_RANGES}]+")
_NO_TEXT: Final = names(
    "base button form head input link math meta nav noscript script select style svg template textarea title"
)
_OF_TEXT: Final = names("dd dt figcaption h1 h2 h3 h4 h5 h6 li p pre td th")
_INLINE: Final = names("a abbr b br code del em i ins kbd mark q s small span strong sub u")
_NUMBERS: Final = names("gutter line-numbers-rows lineno linenodiv linenos ln lnt rouge-gutter")
"""Classes of the numbers of lines."""
_FORMULA: Final = re.compile(r"katex(?:-display)?|mathjax\w*|math|arithmatex", re.IGNORECASE)
"""Classes of formulas, which the source writes otherwise."""
_NOTE: Final = re.compile(r"(?:reverse)?footnote(?:-?(?:ref|backref|reference|back))?|footref")
"""Of links to notes and back."""
_MATH: Final = patterns.lazy(
    r"\$\$.{1,4000}?\$\$|\\\\?\(.{1,2000}?\\\\?\)|\\\\?\[.{1,4000}?\\\\?\]|\$(?=\S)[^$\n]{1,800}\$",
    re.DOTALL,
)
_TEX: Final = frozenset("\\^_{")
_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "src")
_RESIZED: Final = re.compile(r"_hu_?\w{6,}|[-_.]\d+x\d+|@\dx|[-_.][0-9a-f]{8,}")


def without_math(text: str) -> str:
    """Return a text without its formulas in TeX."""
    return _MATH.sub(_without_formula, text) if "$" in text or "\\" in text else text


def _without_formula(match: re.Match[str]) -> str:
    """Return nothing in place of a formula; what stands between two dollars may be prices."""
    is_price = match[0][0] == "$" != match[0][1] and _TEX.isdisjoint(match[0])
    return match[0] if is_price else " "


def in_text(text: str) -> list[str]:
    """Return the words of a text."""
    if text.isascii():
        return _WORD.findall(without_math(text).lower())
    found: list[str] = []
    for word in _WORD.findall(without_math(unicodedata.normalize("NFC", text)).casefold()):
        if word.isascii() or not _UNSPACED.search(word):
            found.append(word)
        else:
            found += _PARTS.findall(word)
    return found


class Words:
    """The words of a tree, pictures among them; not those of menus, buttons, formulas, numbers of lines."""

    def __init__(self, root: _Element, pictures: frozenset[str] | None = None) -> None:
        self.all: list[str] = []
        self._pictures = pictures
        """Those that count; all where none are named."""
        self._spans: dict[_Element, tuple[int, int]] = {}
        self._read(root)

    def span(self, element: _Element) -> tuple[int, int] | None:
        """Return where the words of an element begin and end; None for one whose words do not count."""
        return self._spans.get(element)

    @property
    def elements(self) -> Iterator[tuple[_Element, int, int]]:
        """Each element whose words count, inner ones before those around them."""
        return ((element, start, end) for element, (start, end) in self._spans.items())

    def _read(self, root: _Element) -> None:
        from lxml.etree import iterwalk  # noqa: PLC0415 - sites that need no tree do without it

        walk = iterwalk(root, events=("start", "end"))
        starts: list[int] = []
        is_passed_over = False  # the elements in the last one
        for event, element in walk:
            if event == "start":
                is_no_text = _is_no_text(element)
                is_passed_over = is_no_text or _is_whole(element)
                if is_passed_over:
                    walk.skip_subtree()
                if is_no_text:
                    starts.append(-1)
                    continue
                starts.append(len(self.all))
                if element.tag == "img":
                    self._add_picture(picture(element))
                self._add("".join(map(str, element.itertext())) if is_passed_over else element.text)
            else:
                if (start := starts.pop()) >= 0:
                    self._spans[element] = (start, len(self.all))
                self._add(element.tail)

    def _add_picture(self, name: str) -> None:
        if name and (self._pictures is None or name in self._pictures):
            self.all.append(name)

    def _add(self, text: str | None) -> None:
        if text and not text.isspace():
            self.all += in_text(text)


def shingles(words: list[str], size: int) -> list[tuple[str, ...]]:
    """Return each run of so many words."""
    return list(zip(*(words[place:] for place in range(size)), strict=False))


def _is_whole(element: _Element) -> bool:
    """Return whether the words of an element are read at once: of text, code, whose elements tell nothing of it."""
    if element.tag not in _OF_TEXT:
        return False
    if element.tag == "pre":
        has_parts = len(element) > 1 or any(map(len, element))
        return not (has_parts and _numbers()(element))
    return all(each.tag in _INLINE and not each.get("class") for each in element.iterdescendants())


@cache
def _numbers() -> XPath:
    """Return what finds numbers of lines."""
    from lxml.etree import XPath  # noqa: PLC0415 - sites that need no tree do without it

    named = (f"contains(concat(' ', @class, ' '), ' {name} ')" for name in sorted(_NUMBERS))
    return XPath(f"boolean(.//*[{' or '.join(named)}])")


def picture(element: _Element) -> str:
    """Return what stands for a picture: the name of its file, which other sizes of it share; empty without one."""
    written = next((value for name in _SOURCES if (value := element.get(name)) and not value.startswith("data:")), "")
    name = unquote(written.partition("?")[0].partition("#")[0].rpartition("/")[2])
    stem = _RESIZED.sub("", " ".join(name.split()).rpartition(".")[0] or name).casefold()
    return f"{PICTURE}{stem}" if stem else ""


def _is_no_text(element: _Element) -> bool:
    if element.tag in _NO_TEXT:
        return True
    written = element.get("class")
    if not written:
        return False
    classes = written.split()
    if element.tag in {"a", "sup"} and any(map(_NOTE.fullmatch, classes)):
        return True
    return not _NUMBERS.isdisjoint(classes) or any(map(_FORMULA.fullmatch, classes))
