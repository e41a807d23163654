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


@pytest.mark.parametrize(
    "text", ["François", "it’s", "Привет", "日本語", "Ärger — “größer”", "⚓🚢 at sea", "Łódź", "שלום"]
)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_text_turned_into_utf8_twice_is_decoded_once(text: str, wrong: str) -> None:
    spoilt = b"".join(one.encode() for one in text)
    assert plain.decoded_once_more(_read_as(spoilt, wrong)) == text


def _read_as(data: bytes, encoding: str) -> str:
    """Return bytes read in an encoding, as browsers do: bytes that it does not have are those of ISO-8859-1."""
    return "".join(bytes([one]).decode(encoding) if _has(one, encoding) else chr(one) for one in data)


def _has(byte: int, encoding: str) -> bool:
    return encoding == "latin-1" or byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def test_text_of_which_a_part_was_turned_into_utf8_twice_is_decoded_there() -> None:
    assert plain.decoded_once_more("L’été et l’Ã©tÃ© – 日") == "L’été et l’été – 日"


def test_the_first_word_that_was_turned_into_utf8_twice_is_found() -> None:
    assert plain.encoded_twice_in("<b>L’été</b> de FranÃ§ois, rÃ©sumÃ©") == "FranÃ§ois"
    assert plain.encoded_twice_in("L’été de François") == ""


@pytest.mark.parametrize(
    "text",
    [
        "à la carte",
        "Ã la carte",
        "AMANHÃ\xa0de manhã",
        "„Ä“ und „Ö“",
        "ESPAÑ”",
        "Señor «Ü»",
        "Âge",
        "naïve—où",
        "日本語",
        "€ 5–6",
    ],
)
def test_text_that_looks_a_little_like_it_is_left(text: str) -> None:
    assert plain.decoded_once_more(text) == ""
