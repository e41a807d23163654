"""Where HTML stands in each format, and how it is written there: escaped, as elements, as a JSON string."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.model.records import Kind
from feedpub.text.xml import Element
from feedpub.validator.namespaces import XHTML
from feedpub.validator.values import html, media_types

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.validator.rule import Node, Outline

FEEDS = frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED})
_ALWAYS = frozenset({"description", "content:encoded"})
_TYPED = (
    "atom:content",
    "atom:summary",
    "atom:title",
    "atom:subtitle",
    "atom:rights",
    "media:description",
    "media:text",
    "media:title",
)
HOLDERS = ("item/description", "content:encoded", "xhtml:body", "$.items[].content_html", *_TYPED)
"""Everything that holds HTML, or may by its type, as selectors."""
_SIMPLE = frozenset({*_ALWAYS, "xhtml:body", "$.items[].content_html"})
_HTML_TYPES = frozenset({"html", "text/html"})
_XHTML_TYPES = frozenset({"xhtml", "application/xhtml+xml"})
_MARKUP = {XHTML: True, "http://www.w3.org/2000/svg": True, "http://www.w3.org/1998/Math/MathML": True, "": True}


def may_hold_html(outline: Outline) -> bool:
    """Whether a node that is one of the holders holds HTML if it is of the right type."""
    return outline.name in _SIMPLE or "type" in outline.attributes


@lru_cache(maxsize=4)  # each node is shown to a score of rules, one after the other
def text_of(node: Node) -> str:
    """Return the HTML of a node as text; "" when it holds none or holds it as elements."""
    if not isinstance(node, Element):
        return node.value if isinstance(node.value, str) else ""
    return node.text if node.name in _ALWAYS or _type(node) in _HTML_TYPES else ""


@lru_cache(maxsize=4)  # each node is shown to a score of rules, one after the other
def facts_of(node: Node) -> html.Html:
    """Return what was found in the HTML of a node."""
    if isinstance(node, Element) and _holds_elements(node):
        return _facts_of_elements(node)
    return html.facts(text_of(node))


def stands_out(node: Node) -> bool:
    """Whether there is anything in the HTML of a node that `html.Html` tells of."""
    return facts_of(node).is_telling


def is_page(node: Node) -> bool:
    """Whether a node says by its type that it holds a whole page: `text/html`, `application/xhtml+xml`."""
    return isinstance(node, Element) and "/" in _type(node)


def _type(element: Element) -> str:
    declared = (element.get("type") or "").strip()
    return declared if declared in _HTML_TYPES | _XHTML_TYPES else media_types.essence(declared) if declared else ""


def _holds_elements(element: Element) -> bool:
    return element.name == "xhtml:body" or _type(element) in _XHTML_TYPES


@lru_cache(maxsize=8)
def _facts_of_elements(element: Element) -> html.Html:
    found = html.gather(_tags(element))
    found.escaped_twice = html.escaped_twice(text_of(element))
    return found


def _tags(top: Element) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Return the start and end tags below an element, as `html.gather` wants them; a stack, for any depth."""
    nothing: dict[str, str] = {}
    stack: list[Element | str] = list(reversed(top.children))
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one, nothing
        elif one.namespace in _MARKUP:
            name = one.local.lower()
            yield name, one.attributes
            if name not in html.VOID:
                stack.append("/" + name)
            stack.extend(reversed(one.children))


def addresses_of(node: Node) -> Iterator[tuple[str, str, str]]:
    """Return element, attribute and address of what the HTML of a node shows and leads to."""
    is_held = isinstance(node, Element) and _holds_elements(node)
    return html.addresses(_tags(node) if is_held and isinstance(node, Element) else html.tags(text_of(node)))


def called(node: Node) -> str:
    """Say what a message calls the node: `<description>`, `content_html`."""
    return f"<{node.qname}>" if isinstance(node, Element) else node.qname
