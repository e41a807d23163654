"""Build documents of HTML and XML as trees, and write them: the one place where markup is escaped.

What is put into a tree is text, never markup, so that no title of a post can become an element. The standard library
writes the tree. For feeds see `generate._feedgen`; for sitemaps, which are too large for trees, `generate.sitemap`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

Node: TypeAlias = ET.Element
Content: TypeAlias = "Node | str | None"
"""What an element holds: an element, text, or nothing."""

_LINES: Final = frozenset(
    (
        *("html", "head", "body", "meta", "link", "title", "style", "script", "header", "main", "nav", "footer"),
        *("section", "article", "h1", "h2", "h3", "p", "ul", "ol", "dl", "li", "dt", "dd", "div", "pre", "iframe"),
        *("table", "caption", "thead", "tbody", "tr", "form", "details", "summary"),
    )
)
"""Elements behind which a line ends: white space there is not seen."""


def element(tag: str, /, *content: Content | Iterable[Content], **attributes: str | None) -> Node:
    """Return an element with what it holds, in order; None is passed over, in content and attributes.

    Names of attributes that Python reserves or cannot spell are written `class_` and `aria_label`; an attribute
    without a value, as `hidden`, has an empty one.
    """
    made = ET.Element(tag)
    for key, value in attributes.items():
        if value is not None:
            made.set(key.removesuffix("_").replace("_", "-"), value)
    for one in content:
        if one is None or isinstance(one, (str, ET.Element)):
            _put(made, one)
        else:
            for each in one:
                _put(made, each)
    if tag in _LINES:
        made.tail = "\n"
    return made


def _put(parent: Node, content: Content) -> None:
    if content is None:
        return
    if not isinstance(content, str):
        parent.append(content)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + content
    else:
        parent.text = (parent.text or "") + content


def html_document(root: Node) -> bytes:
    """Return a whole page in UTF-8, as HTML 5 is written (HTML Standard, section 13.1)."""
    return f"<!DOCTYPE html>\n{ET.tostring(root, encoding='unicode', method='html')}".encode()


def xml_document(root: Node, comment: str) -> bytes:
    """Return a whole document in UTF-8, an element a line, with a comment before its root."""
    ET.indent(root)
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment} -->\n{written}\n'.encode()
