"""Elements that need no parser any more, because their bytes are known well enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from feedpub.text.xml.element import Element


class Readymade(Protocol):
    """A part of a document that can be put into the tree in the place of its bytes.

    These must begin with the start tag of an element, and end outside of all elements that they begin.
    """

    @property
    def data(self) -> bytes:
        """The bytes, for the parser, should the part be somewhere else than was thought."""

    @property
    def lines(self) -> int:
        """How many line breaks the bytes hold."""

    @property
    def namespaces(self) -> frozenset[str]:
        """The namespaces that some element or attribute is in."""

    def belongs_in(self, parent: Element) -> bool:
        """Whether this is what the bytes mean where they stand directly inside of that element."""

    def add_to(self, parent: Element, line: int) -> None:
        """Add the elements, and the text between them, the first of which stands in that line."""
