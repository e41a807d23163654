"""Documents that are built of elements: whatever is put into them stays text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from feedpub.text.markup import element, html_document, xml_document
from tests.drawn import examples

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


def test_content_stands_in_order_and_nothing_is_passed_over_but_none() -> None:
    made = element("p", "a ", element("b", "c"), None, " d", [element("i", "e"), " f"], class_="x", aria_label=None)
    assert ET.tostring(made, encoding="unicode").strip() == '<p class="x">a <b>c</b> d<i>e</i> f</p>'


def test_a_page_is_written_as_html() -> None:
    page = element("html", element("head", element("meta", charset="utf-8")), element("body", element("br")), lang="ko")
    assert html_document(page) == (
        b'<!DOCTYPE html>\n<html lang="ko"><head><meta charset="utf-8">\n</head>\n<body><br></body>\n</html>\n'
    )


@examples(100)
@given(TEXT, TEXT)
def test_no_text_becomes_markup(text: str, value: str) -> None:
    root = html.document_fromstring(
        html_document(element("html", element("body", element("p", text, title=value)))).decode()
    )
    (made,) = root.iter("p")
    assert (len(made), made.get("title")) == (0, value)
    parsed = ET.fromstring(xml_document(element("a", element("b", text, c=value)), "a comment"))
    assert (parsed[0].text or "", parsed[0].get("c")) == (text, value)
