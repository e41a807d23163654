"""The tree of a body whose HTML nh3 wrote: every element closed, names in lower case, values in double quotes.

Not lxml's: what libxml2 reads into HTML is not what browsers do, and a site in Markdown does without it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from feedpub.content.attributes import VALUES, names, values_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(rf"<iframe{VALUES}>.{{0,2000}}?</iframe>|<(/?)([A-Za-z][^\s<>]*+){VALUES}>|[^<]+", re.DOTALL)
_VOID = names("area base br col embed hr img input link meta param source track wbr")
_LINES = names("div li p tr")
"""Elements that begin a line."""


class HtmlElement:
    """An element that can be changed; its text and the values of its attributes are escaped, as they are written."""

    __slots__ = ("children", "name", "parent", "values")

    def __init__(self, name: str, values: dict[str, str] | None = None, *children: HtmlElement | str) -> None:
        self.name = name
        self.values = {} if values is None else values
        self.children: list[HtmlElement | str] = list(children)
        self.parent: HtmlElement | None = None
        for child in children:
            if isinstance(child, HtmlElement):
                child.parent = self

    def append(self, child: HtmlElement | str) -> None:
        """Add a child at the end."""
        self.children.append(child)
        if isinstance(child, HtmlElement):
            child.parent = self

    def elements(self) -> Iterator[HtmlElement]:
        """Return the elements below, in document order; what is changed meanwhile is not seen."""
        waiting = [child for child in reversed(self.children) if isinstance(child, HtmlElement)]
        while waiting:
            each = waiting.pop()
            below = [child for child in reversed(each.children) if isinstance(child, HtmlElement)]
            yield each
            waiting += below

    def named(self, *wanted: str) -> list[HtmlElement]:
        """Return the elements below that have one of the names."""
        return [each for each in self.elements() if each.name in wanted]

    def ancestors(self) -> Iterator[HtmlElement]:
        """Return the elements around, the innermost first, the root of the tree last."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def around(self, *wanted: str) -> HtmlElement | None:
        """Return the outermost element around that has one of the names."""
        found = [each for each in self.ancestors() if each.name in wanted]
        return found[-1] if found else None

    def get(self, name: str) -> str:
        """Return the value of an attribute, not escaped; nothing where there is none."""
        return unescape(self.values.get(name, ""))

    def put(self, name: str, value: str) -> None:
        """Set the value of an attribute."""
        self.values[name] = escape(value)

    @property
    def classes(self) -> frozenset[str]:
        """Its classes in lower case."""
        return frozenset(self.values.get("class", "").lower().split())

    def text(self) -> str:
        """Return the text below, not escaped, a line for each element that begins one."""
        parts: list[str] = []
        waiting: list[HtmlElement | str] = self.children[::-1]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                parts.append(each)
            elif each.name == "br":
                parts.append("\n")
            else:
                waiting += [_END, *each.children[::-1]] if each.name in _LINES else each.children[::-1]
        return unescape(_END_OF_LINE.sub("", "".join(parts)).replace(_END, "\n"))

    def words(self) -> str:
        """Return the text below with white space collapsed."""
        return " ".join(self.text().split())

    def replace(self, *others: HtmlElement | str) -> None:
        """Put others in its place."""
        if self.parent is None:
            return
        place = self.place()
        self.parent.children[place : place + 1] = others
        for other in others:
            if isinstance(other, HtmlElement):
                other.parent = self.parent
        self.parent = None

    def remove(self) -> None:
        """Take it out, with all that it holds."""
        self.replace()

    def unwrap(self) -> None:
        """Put what it holds in its place."""
        self.replace(*self.children)

    def place(self) -> int:
        """Return its place among the children of the element around it."""
        return self.parent.children.index(self) if self.parent is not None else 0

    def beside(self, step: int) -> HtmlElement | None:
        """Return the element that stands next to it (`step` 1) or before it (-1), with nothing but space between."""
        siblings = self.parent.children if self.parent is not None else []
        place = self.place() + step if siblings else 0
        while 0 <= place < len(siblings):
            sibling = siblings[place]
            if isinstance(sibling, HtmlElement):
                return sibling
            if sibling.strip():
                return None
            place += step
        return None

    def inside(self) -> str:
        """Return the HTML of its children."""
        parts: list[str] = []
        waiting: list[HtmlElement | str] = self.children[::-1]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                parts.append(each)
                continue
            parts.append(f"<{each.name}{written(each.values)}>")
            if each.name in _VOID:
                continue
            first = each.children[0] if each.children else ""
            if each.name == "pre" and isinstance(first, str) and first.startswith("\n"):
                parts.append("\n")  # a parser drops one line break after `<pre>`
            waiting += [f"</{each.name}>", *each.children[::-1]]
        return "".join(parts)


_END = "\x00"
"""Where a line ends unless one ended there; the characters of a body are none of these."""
_END_OF_LINE = re.compile(rf"(?<=\n){_END}+|(?<={_END}){_END}+")


def parse(html: str) -> HtmlElement:
    """Return the root of HTML that nh3 wrote."""
    root = here = HtmlElement("")
    for token in _TOKEN.finditer(html):
        name = token[3]
        if token[1] is not None:
            here.append(HtmlElement("iframe", values_of(token[1])))
        elif name is None:
            here.append(token[0])
        elif not token[2]:
            child = HtmlElement(name, values_of(token[4]))
            here.append(child)
            if name not in _VOID:
                here = child
        elif here.parent is not None:
            here = here.parent
    return root


def escaped(text: str) -> str:
    """Return text as nh3 writes it."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
