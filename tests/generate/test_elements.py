"""Elements are written as lxml writes the same tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedpub.generate._elements import PlainElement, written
from tests import strategies

if TYPE_CHECKING:
    from lxml.etree import _Element

URI = "http://purl.org/dc/elements/1.1/"

names = st.sampled_from(("item", "link", "dc:creator", "content"))
attributes = st.dictionaries(st.sampled_from(("href", "rel", "type")), strategies.texts, max_size=3)
contents = st.one_of(st.none(), strategies.texts, strategies.texts.map(lambda text: text * 99))
leaves = st.builds(PlainElement, names, contents, attributes)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(PlainElement, names, st.lists(inner, min_size=1, max_size=4), attributes),
    max_leaves=12,
)


def by_lxml(element: PlainElement, parent: _Element) -> None:
    _, colon, local = element.name.rpartition(":")
    name = f"{{{URI}}}{local}" if colon else local
    made = etree.SubElement(parent, name, {key: value for key, value in element.attributes.items() if value})
    if element.content is None or isinstance(element.content, str):
        made.text = element.content
        return
    for each in element.content:
        by_lxml(each, made)


@given(trees)
def test_a_tree_is_written_as_lxml_writes_it(tree: PlainElement) -> None:
    root = etree.Element("root", nsmap={"dc": URI})
    by_lxml(tree, root)
    lines = etree.tostring(root, pretty_print=True, encoding="UTF-8").decode().split("\n", 1)[1]
    assert written(tree, "  ") + "</root>\n" == lines


def test_every_character_is_written_as_lxml_writes_it() -> None:
    kept = [*range(0x20, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000), 0x9, 0xA, 0xD]
    every = "".join(map(chr, kept))
    root = etree.Element("a", {"b": every})
    root.text = every
    assert written(PlainElement("a", every, {"b": every}), "").encode() == etree.tostring(
        root, pretty_print=True, encoding="UTF-8"
    )


def test_markup_in_a_title_is_written_as_numbers() -> None:
    assert written(PlainElement("title", "<b> & \r"), "") == "<title>&#x3C;b&#x3E; &#x26; &#13;</title>\n"
