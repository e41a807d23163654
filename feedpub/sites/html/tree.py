"""The tree of a page, and small questions to it. Of this package only `tree` and `content` import the libraries."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import XPath, _Element

HEADINGS = ("h1", "h2", "h3")


def parse(page: str) -> _Element | None:
    """Return the root of a page; None for one that holds nothing. Whatever the text is, nothing is raised or fetched.

    Elements lie at most 2048 deep: what lies deeper is not seen.
    """
    from lxml import etree  # noqa: PLC0415 - sites that need no tree do without it

    data = plain.clean(page)[0].encode()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, etree.ParserError):  # pragma: no cover - older libxml2, for an empty page
        return None


@lru_cache(maxsize=64)
def selector(css: str) -> XPath:
    """Return what finds the elements of a CSS selector.

    Raises ValueError for what is no selector, ImportError where the library for selectors is not there.
    """
    from cssselect import HTMLTranslator, SelectorError  # noqa: PLC0415 - an extra: few sites need it
    from lxml.etree import XPath, XPathError  # noqa: PLC0415 - an extra: few sites need it

    try:
        return XPath(HTMLTranslator().css_to_xpath(css))
    except (SelectorError, XPathError) as error:
        raise ValueError(f"{css!r} is no CSS selector: {error}") from error


def selected(root: _Element, css: str) -> list[_Element]:
    """Return the elements of a CSS selector; `selector` says what it raises."""
    return _elements(selector(css)(root))


def words(element: _Element) -> str:
    """Return the text of an element, white space collapsed."""
    return " ".join("".join(map(str, element.itertext())).split())


def classes(element: _Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def with_class(root: _Element, name: str) -> list[_Element]:
    """Return the elements below that have the class."""
    return [each for each in having(root, "class") if name in classes(each)]


def having(root: _Element, attribute: str) -> list[_Element]:
    """Return the elements below that have the attribute."""
    return _elements(_having(attribute)(root))


@lru_cache(maxsize=16)
def _having(attribute: str) -> XPath:
    from lxml.etree import XPath  # noqa: PLC0415 - an extra: few sites need it

    # Colours divide code into many elements with classes, none of which is of the page.
    return XPath(f".//*[@{attribute}][not(parent::code or ancestor::pre)]")


def _elements(found: object) -> list[_Element]:
    return [each for each in found if not isinstance(each, str | bytes | tuple)] if isinstance(found, list) else []


def outermost(elements: list[_Element]) -> list[_Element]:
    """Return those that lie in none of the others; they come in document order."""
    found: list[_Element] = []
    known: set[_Element] = set()
    for each in elements:
        if known.isdisjoint(each.iterancestors()):
            found.append(each)
            known.add(each)
    return found


def is_within(element: _Element, names: frozenset[str], end: _Element) -> bool:
    """Whether an element of one of these names lies around it, below `end`."""
    for each in element.iterancestors():
        if each is end:
            return False
        if each.tag in names:
            return True
    return False


def scripts(root: _Element) -> Iterator[str]:
    """Return the texts of the JSON-LD of a page."""
    for each in root.iter("script"):
        if (each.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json" and each.text:
            yield each.text
