"""Where values of one kind stand: in which elements, in which attributes. Tells nothing about the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element

Slots: TypeAlias = dict[str, tuple[str, ...]]
"""Usual name of an element -> attributes with such a value; "" stands for its text."""
TEXT = ("",)


def values(element: Element, slots: Slots) -> Iterator[tuple[str, str]]:
    """Give attribute ("" for the text) and value, without white space around it, of each slot that is there."""
    for attribute in slots[element.name]:
        value = element.get(attribute) if attribute else element.text
        if value is not None:
            yield attribute, value.strip()


def called(element: Element, attribute: str) -> str:
    """Give the words for a slot: `itunes:season`, `height of media:content`."""
    return f"{attribute} of {element.qname}" if attribute else element.qname
