from __future__ import annotations

from feedpub.text.xml import Element
from feedpub.validate.bases import base_of, has_stated_host


def _nested(*bases: str | None) -> Element:
    element: Element | None = None
    for base in bases:
        attributes = {} if base is None else {"xml:base": base}
        element = Element(("atom:a", "", "a", "a"), attributes, element, 1, 1)
    assert element is not None
    return element


def test_the_address_of_publication_is_the_base_where_none_is_stated() -> None:
    assert base_of(_nested(None, None), "https://example.com/feed.xml") == "https://example.com/feed.xml"
    assert base_of(_nested(None), None) == ""


def test_inner_bases_are_relative_to_outer_ones() -> None:
    assert base_of(_nested("/a/", None, "b/"), "https://example.com/feed.xml") == "https://example.com/a/b/"


def test_a_stated_host_counts_wherever_it_stands() -> None:
    assert has_stated_host(_nested("https://example.com/", "a/"))
    assert not has_stated_host(_nested("/a/", "b/"))
