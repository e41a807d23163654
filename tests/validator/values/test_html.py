from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.values import css, html, schemes


def test_text_without_tags_has_no_facts() -> None:
    assert html.facts("5 > 4 & so on") == html.Html()


def test_every_relative_address_is_found_with_its_element_and_attribute() -> None:
    found = html.facts(
        '<a href="/a">a</a><img src=b.jpg srcset="c.jpg 1x, d.jpg 2x"><video poster=\'e.jpg\'></video>'
        '<blockquote cite="f">g</blockquote><div data="no"></div>'
    )
    assert [url for _, _, url in found.relative] == ["/a", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f"]


def test_entities_in_attributes_are_decoded() -> None:
    assert html.facts('<a href="?a=1&amp;b=2">x</a>').relative == [("a", "href", "?a=1&b=2")]


def test_comments_and_scripts_are_not_read_as_html() -> None:
    found = html.facts('<!-- <form> --><script>"<form>"</script><textarea><form></textarea>')
    assert found.unsafe == ["script"]


@pytest.mark.parametrize(
    "text", ["<p>a<p>b", "<ul><li>a<li>b</ul>", "<br></br>", "a</p>", "<img src=a /><p/>", "<svg/>", "<B>a</b>"]
)
def test_what_html_lets_open_is_not_unclosed(text: str) -> None:
    found = html.facts(text)
    assert (found.unclosed, found.stray) == ([], [])


@pytest.mark.parametrize(
    ("text", "unclosed", "stray"),
    [
        ("<b>a", ["b"], []),
        ("<b/>a", ["b"], []),
        ("a</b>", [], ["b"]),
        ("<b><i>a</b></i>", ["i"], ["i"]),
        ("<i><i><i>", ["i"], []),
    ],
)
def test_unclosed_and_stray_elements_are_named_once(text: str, unclosed: list[str], stray: list[str]) -> None:
    found = html.facts(text)
    assert (found.unclosed, found.stray) == (unclosed, stray)


def test_names_of_svg_are_known_in_svg_only() -> None:
    assert html.facts("<svg><circle/></svg>").unknown == []
    assert html.facts("<circle></circle>").unknown == ["circle"]


def test_code_in_attributes_and_urls_is_found() -> None:
    found = html.facts('<a href="JavaScript:x()" onclick="y()">a</a><iframe srcdoc="z"></iframe>')
    assert found.scripts == [("a", "href", "JavaScript:x()")]
    assert found.handlers == [("a", "onclick"), ("iframe", "srcdoc")]


def test_images_without_an_address_and_pixels_are_found() -> None:
    found = html.facts('<img alt="x"><img><img data-src=a.jpg><img src=p width=1 height=0>')
    assert found.lazy == ["img", "img", "img"]
    assert found.pixels == ["p"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("<b>a</b>", "</b>"),
        ("a &amp; b", "&amp"),
        ("a &omega b", "&omega"),
        ("&#239;", "&#239"),
        ("&apos;", "&apos"),
        ("AT&T, R&D and Q&A", ""),
        ("List<T> and </lake>", ""),
        ("a < b", ""),
    ],
)
def test_traces_of_html_in_plain_text_are_told(text: str, sign: str) -> None:
    assert html.trace(text) == sign


@pytest.mark.parametrize(
    ("text", "sign"), [("a<b", "<b"), ("&</", "</"), ("&#x", "&#x"), ("a < b & c", ""), ("abc", "")]
)
def test_what_looks_like_markup_is_told(text: str, sign: str) -> None:
    assert html.looks_like_markup(text) == sign


@given(st.text(alphabet="<>/=\"'ab! -&;#", max_size=80))
def test_any_text_is_scanned(text: str) -> None:
    found = html.facts(text)
    assert {name[:1] for name in (*found.unknown, *found.unclosed, *found.stray)} <= {"a", "b"}
    assert [found.unsafe, found.frame, found.handlers, found.styles] == [[], [], [], []]
    assert html.trace(text) in text
    assert html.looks_like_markup(text) in text


@pytest.mark.parametrize("part", ['<a "', "<a ''", "<b>", "</b>", "<!--", "<script>", '<a "x" ', "<a b=", "&#", "</b "])
def test_no_text_takes_long(part: str) -> None:
    text = part * 50_000
    began = time.process_time()
    html.facts(text)
    html.trace(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "style",
    [
        "position: absolute",
        "position:fixed!important",
        "position: relative; left: -10px",
        "margin: 99999em",
        "margin-left:-500px",
        "text-indent: -9999px",
        "background: url(https://example.com/a.gif)",
        "width: expression(alert(1))",
        "behavior: url(x.htc)",
        "/* x */ position: /* y */ sticky",
    ],
)
def test_css_that_breaks_a_page_is_told(style: str) -> None:
    assert css.dangers(style)


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color: red",
        "margin: 0 auto",
        "margin: -2px",
        "position: relative",
        "padding:12px",
        "left-over: 9999px",
        "x",
    ],
)
def test_other_css_is_nobodys_business(style: str) -> None:
    assert css.dangers(style) == []


@given(st.text(alphabet="a:;(){}\"'/*-0123 ", max_size=80))
def test_any_style_is_looked_at(style: str) -> None:
    assert css.dangers(style) == []  # no property that breaks a page is called `aaa`


@pytest.mark.parametrize("part", ["a:(", 'a:"', "9", "a", "/*", "a:url ", "margin:9."])
def test_no_style_takes_long(part: str) -> None:
    began = time.process_time()
    css.dangers(part * 20_000)
    assert time.process_time() - began < 2


def test_registered_schemes_are_known_in_any_case() -> None:
    assert schemes.is_registered("HTTPS")
    assert schemes.is_registered("mailto")
    assert not schemes.is_registered("htps")


def test_names_in_foreign_elements_end_with_them() -> None:
    assert html.facts("<svg><g></g></svg><g></g>").unknown == ["g"]


def test_an_object_names_its_data() -> None:
    assert html.facts('<object data="a.pdf"></object>').relative == [("object", "data", "a.pdf")]


def test_addresses_of_places_in_the_text_are_kept_by_themselves() -> None:
    found = html.facts('<a href=" #note-1">1</a><a href="https://example.com/#note-1">1</a>')
    assert (found.fragments, found.relative) == ([" #note-1"], [])


def test_an_address_with_a_character_that_no_address_may_hold_is_found_with_it() -> None:
    found = html.facts('<img src=" https://example.com/a lake.jpg "><img src="data:image/svg+xml,<svg/>">')
    assert found.forbidden == [("img", "src", " https://example.com/a lake.jpg ", " ")]


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ('See <a href="https://x.example/">here</a', "</a"),
        ('See <a href="https://x.example/>here</a> now', '<a href="https://x.example/'),
        ("See <img src='a.png' alt='x'", "<img src='a.png' alt='x'"),
        ("<b<i>x</i></b>", "<b"),
        ("One <!-- two", "<!--"),
        ("One <!-->", "<!--"),
        ("I <3 you, 5 < 6, a <foo, <ann@example.com", ""),
        ("<p>x</p><!-- <a --><script>if (a<b) x()</script>", ""),
        ('<a title="a > b < c" href=x>x</a>', ""),
        ("plain", ""),
    ],
)
def test_tags_and_comments_that_do_not_end_are_told(text: str, begun: str) -> None:
    assert html.unended(text) == begun
