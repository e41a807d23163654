"""What a relative reference is relative to: the bases of XML (xml:base), then the address of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.validator.values import uris

if TYPE_CHECKING:
    from feedpub.text.xml import Element


def base_of(element: Element, document_url: str | None) -> str:
    """Return the base of references in an element (XML Base section 4); empty where none is known."""
    stated: list[str] = []
    above: Element | None = element
    while above is not None:
        if "xml:base" in above.attributes:
            stated.append(above.attributes["xml:base"])
        above = above.parent
    base = document_url or ""
    for reference in reversed(stated):
        base = uris.resolve(base, reference)
    return base


def has_stated_host(element: Element) -> bool:
    """Whether some xml:base around an element (or on it) names a host, so that references need not."""
    above: Element | None = element
    while above is not None:
        if uris.split(above.attributes.get("xml:base", "")).authority:
            return True
        above = above.parent
    return False
