from __future__ import annotations

import pytest

from feedpub.validator.values import plain


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a <b>bold</b> word", "</b>"),
        ("one<br/>two", "<br/>"),
        ('a picture <img src="a.png"> here', '<img src="a.png">'),
        ("Bits &amp; bobs", "&amp;"),
        ("It&#8217;s", "&#8217;"),
        ("It&#x2019;s", "&#x2019;"),
    ],
)
def test_tags_and_character_references_are_signs_of_html(text: str, sign: str) -> None:
    assert plain.html_sign(text) == sign


@pytest.mark.parametrize(
    "text",
    ["a < b > c", "List<T> and Map<K, V>", "the <b> element", "Q&A; and AT&T", "</made-up>", "</nothing>", "1 & 2"],
)
def test_less_than_and_ampersand_alone_are_none(text: str) -> None:
    assert plain.html_sign(text) == ""


@pytest.mark.parametrize(
    ("text", "address"), [("Ann <ann@example.com>", "ann@example.com"), ("@ann", ""), ("Ann", ""), ("ann@home", "")]
)
def test_an_email_address_in_a_text_is_found(text: str, address: str) -> None:
    assert plain.email_in(text) == address


def test_elements_of_html_are_known_in_either_case() -> None:
    assert plain.is_html_element("DIV")
    assert not plain.is_html_element("bogus")


def test_text_turned_into_utf8_twice_is_decoded_once() -> None:
    assert plain.decoded_once_more("Fran\u00c3\u00a7ois") == "Fran\u00e7ois"
    assert plain.decoded_once_more("it\u00e2\u20ac\u2122s") == "it\u2019s"
    assert plain.decoded_once_more("\u00c3 la carte") == plain.decoded_once_more("\u00c3\u00a7 \u4e00") == ""
