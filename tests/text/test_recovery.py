from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.xml import Element, Reader
from feedpub.text.xml.recovery import Recovered, recovered
from feedpub.text.xml.repairs import MOST_REPAIRS
from tests.drawn import examples

_USUAL = {"itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd"}
_ITEM = "<rss><channel><item>{}</item><end/></channel></rss>"


def read(text: str) -> tuple[Recovered, Reader, list[Element]]:
    """Return what is recovered of a document, and what a reader reads of that."""
    elements: list[Element] = []
    repaired = recovered(text, _USUAL)
    reader = Reader(elements.append, {})
    reader.read((repaired.data,), "utf-8", repaired.columns)
    return repaired, reader, elements


def said(text: str) -> list[str]:
    """Return line, column and sentence of each fault; the document must be readable to its end."""
    repaired, reader, _ = read(text)
    assert reader.fault is None, (reader.fault, repaired.data)
    return [f"{one.line}:{one.column} {one.text}" for one in repaired.faults]


def outline(text: str) -> str:
    """Return the elements that are read as nested names with their texts."""

    def written(element: Element) -> str:
        parts = [node if isinstance(node, str) else written(node) for node in element.nodes]
        return f"{element.qname}({''.join(parts)})"

    _, reader, _ = read(text)
    assert reader.root is not None
    return written(reader.root)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '\n<?xml version="1.0"?><a/>',
            "2:1 White space stands before the XML declaration, which begins in line 2, column 1.",
        ),
        (
            '\ufeff<?xml version="1.0"?><a/>',
            "1:2 A second byte order mark stands before the XML declaration, which begins in line 1, column 2.",
        ),
        (
            '<b>Notice</b>: x\n<?xml version="1.0"?><a></a>',
            '2:1 "<b>Notice</b>: x" stands before the XML declaration, which begins in line 2, column 1.',
        ),
        ("<?xml version=1.0?><a/>", "1:1 The XML declaration is not well-formed: <?xml version=1.0?>."),
        ('<a/><?xml version="1.0"?>', "1:5 A second XML declaration stands here."),
        ("<?XML version='1.0'?><a/>", "1:1 The XML declaration begins with <?XML."),
        ("hello <a/>", '1:1 Text stands before the first element: "hello".'),
        ("<a/>\n hello", '2:2 Text stands after the end of the root element: "hello".'),
        ("<a/><b/>", "1:5 The document goes on with <b> after the end of its root element."),
        ("<a/></a>", "1:5 The end tag </a> ends nothing: no element a is open here."),
        ("<a/><![CDATA[x]]>", "1:5 A CDATA section stands outside of the root element."),
        ("<a>&nbsp;</a>", "1:4 The entity &nbsp; of HTML is used; XML does not know it."),
        ("<a b='&eacute;'/>", "1:7 The entity &eacute; of HTML is used; XML does not know it."),
        ("<a>&ours;</a>", "1:4 The entity &ours; is used but not defined."),
        ("<a>R & D</a>", '1:6 An & stands here that is not escaped: "<a>R & D</a>".'),
        ("<a b='c&d=1'/>", "1:8 An & stands here that is not escaped: \"<a b='c&d=1'/>\"."),
        ("<a>1 < 2</a>", '1:6 A < stands here that begins no tag: "<a>1 < 2</a>".'),
        ("<a>]]></a>", "1:4 The text holds ]]>, which may end a CDATA section only."),
        ("<a>\x08</a>", "1:4 XML allows no such character here: U+0008."),
        ("<a>&#x1f;</a>", "1:4 XML allows no such character here: &#x1f;."),
        ("<a>&#xD800;</a>", "1:4 XML allows no such character here: &#xD800;."),
        (f"<a>&#{'9' * 5000};</a>", "1:4 XML allows no such character here: &#…;."),
        ("<a><![CDATA[\x00]]></a>", "1:13 XML allows no such character here: U+0000."),
        ("<a><!-- b -- c --></a>", "1:11 A comment holds two hyphens, which XML allows at its end only."),
        ("<a><!-- b ---></a>", "1:11 A comment holds two hyphens, which XML allows at its end only."),
        ("<a><!-- b</a>", "1:4 This comment does not end."),
        ("<a><![CDATA[ b</a>", "1:4 This CDATA section does not end."),
        ("<a><?b </a>", "1:4 This processing instruction does not end."),
        ("<a><?= b ?></a>", "1:4 This is no processing instruction: <?= b ?>."),
        ("<a><!b></a>", "1:4 This begins nothing that XML knows here: <!b>."),
        ("<a></></a>", "1:4 This is no end tag: </>."),
        ("<a><b>x</b</a>", "1:8 The end tag of b is not closed by >."),
        ("<a><b></a>", "1:7 The end tag </a> stands here, but <b> of line 1 is still open."),
        ("<a><title>x</titel></a>", "1:12 The element <title> ends with </titel>."),
        ("<a><pubDate>x</pubdate></a>", "1:14 The element <pubDate> ends with </pubdate>."),
        ("<a></other></a>", "1:4 The end tag </other> ends nothing: no element other is open here."),
        ("<a><b><c></b></c></a>", "1:10 The end tag </b> stands here, but <c> of line 1 is still open."),
        ("<a><b c='d'<e/></b></a>", "1:4 The tag <b is not closed by >."),
        ("<a b=c/>", "1:6 The value of the attribute b of <a> has no quotes."),
        ("<a b/>", "1:4 The attribute b of <a> has no value."),
        ("<a b='c'd='e'/>", "1:9 No space stands before the attribute d."),
        ("<a b='c' b='d'/>", "1:10 The tag <a> has the attribute b twice."),
        ("<a b='<'/>", "1:7 The attribute b of <a> holds a <."),
        ("<a b='c></a>", "1:6 The value of the attribute b of <a> has no second quote."),
        ('<a b="c"""/>', '1:9 The tag <a> holds a " that belongs to no attribute.'),
        ("<a><itunes:b/></a>", "1:4 The prefix itunes of the element itunes:b is declared nowhere."),
        ("<a b:c='d'/>", "1:1 The prefix b of the attribute b:c is declared nowhere."),
    ],
)  # fmt: skip
def test_a_fault_is_named_where_it_stands_and_reading_goes_on(text: str, fault: str) -> None:
    assert fault in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "<a/>",
        '<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\n<!-- a --><?b c?><a b="c>d" e=\'"\'/>\n',
        "<a><![CDATA[<?xml version='1.0'?> & < ]]>&amp;&#65;&#x41;</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'><!-- ' -->]><a>&b;</a>",
        "<a xmlns:b='c'><b:d b:e='f' xml:lang='en'/></a>",
        "<a\n b='1'\n/>",
    ],
)
def test_what_is_right_is_left_as_it_is(text: str) -> None:
    repaired, reader, _ = read(text)
    assert (repaired.data.decode(), repaired.faults, reader.fault) == (text, (), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a><title>x<link>y</link></a>", "a(title(x)link(y))"),
        ("<a><item><b>x</b><item><b>y</b></item></a>", "a(item(b(x))item(b(y)))"),
        ("<a><p>x<br>y<br>z</p></a>", "a(p(xbr(y)br(z)))"),
        ("<a><title>x</titel><b/></a>", "a(title(x)b())"),
        ("<a>&eacute;&nbsp;&ours;</a>", "a(é\xa0&ours;)"),
        ("<a><b><c>x</b></c><d/></a>", "a(b(c(x))    d())"),
    ],
)
def test_an_element_ends_where_its_author_meant_it_to(text: str, expected: str) -> None:
    assert outline(text) == expected


def test_places_behind_repairs_are_those_of_the_document() -> None:
    text = "<a>R & D &nbsp;&mdash; <b/> &eacute; <c d=e f/><g/>\n<h/></a>"
    _, _, elements = read(text)
    for element in elements:
        assert text.split("\n")[element.line - 1][element.column - 1 :].startswith(f"<{element.qname}"), element


def test_a_usual_prefix_is_read_as_what_it_means() -> None:
    repaired, _, elements = read("<rss><itunes:author/><our:b/></rss>")
    assert elements[0].namespace == _USUAL["itunes"]
    assert repaired.added == {_USUAL["itunes"], "undeclared-prefix:our"}
    assert _USUAL["itunes"] in repaired.faults[0].hint


def test_the_same_fault_is_counted_by_what_it_is_of_and_where() -> None:
    faults = recovered(_ITEM.format("<title>&nbsp;&nbsp;&mdash;</title><link>&nbsp;</link>"), {}).faults
    assert [(one.found, one.path, one.count) for one in faults] == [
        ("&nbsp;", "/rss/channel/item[1]/title", 2),
        ("&mdash;", "/rss/channel/item[1]/title", 1),
        ("&nbsp;", "/rss/channel/item[1]/link", 1),
    ]


def test_a_document_that_is_cut_off_stays_cut_off() -> None:
    _, reader, elements = read("<rss><channel><item><title>x</title><li")
    assert reader.fault is not None
    assert [one.qname for one in elements] == ["title"]


def test_a_document_with_more_faults_than_anybody_makes_is_given_up() -> None:
    repaired, reader, _ = read(f"<a>{'& ' * (MOST_REPAIRS + 10)}</a>")
    assert repaired.faults[0].count > MOST_REPAIRS
    assert reader.fault is not None


_PIECES = st.sampled_from(
    ["<a>", "</a>", "<b c='d'>", "</b>", "<a/>", "&", "&nbsp;", "&#1;", "<", ">", "x", '"', "'", "=", " ", "\n", "/",
     "<!--", "-->", "<![CDATA[", "]]>", "<?p ", "?>", "<?xml version='1.0'?>", "<!DOCTYPE a>", "\x01", "é", "p:q"]
)  # fmt: skip


@examples(400)
@given(st.lists(_PIECES, max_size=14))
def test_whatever_stands_in_a_document_it_is_readable_then_or_cut_off(pieces: list[str]) -> None:
    repaired, reader, _ = read(f"<r>{''.join(pieces)}</r>")
    if reader.fault is not None:
        assert "ends before" in reader.fault.text or "DOCTYPE" in "".join(pieces), (pieces, reader.fault, repaired.data)
