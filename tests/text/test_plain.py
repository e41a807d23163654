"""feedpub.text.plain: plain text, free of what XML bars, shortened where a reader would."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.plain import clean, on_one_line, plain, truncate


@given(st.text(st.sampled_from("ab \t\n\u00a0\u3000\u2028\u200b\u1680\x1c다"), max_size=6) | st.text(max_size=10))
def test_text_on_one_line_has_single_spaces_between_words(text: str) -> None:
    assert on_one_line(text) == " ".join(text.split())


def test_text_that_xml_allows_is_left_alone() -> None:
    text = "한글\t\r\n😀\x7f\x85\ufffd"
    assert clean(text) == (text, 0)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_bars_is_left_out(bad: str) -> None:
    assert clean(f"가{bad}나{bad}") == ("가나", 2)


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert clean("a\ud800b\udfff") == ("a\ufffdb\ufffd", 2)


@given(st.text(alphabet=st.characters(codec=None), max_size=50))
def test_clean_text_is_read_by_an_xml_parser(text: str) -> None:
    cleaned, _ = clean(text)
    assert ET.fromstring(f"<a>{escape(cleaned)}</a>") is not None
    assert clean(cleaned) == (cleaned, 0)


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("no markup  here\n", "no markup here"),
        ("<p>하나</p><p>둘</p>", "하나 둘"),
        ("a<br>b<br/>c", "a b c"),
        ("<b>bo</b>ld <i>i</i>", "bold i"),
        ("a &amp;lt;b&amp;gt; &amp; &#54620;", "a &lt;b&gt; & 한"),
        ("1 < 2 &lt;b&gt;", "1 < 2 <b>"),
        ("a<script>alert('<p>')</script>b<style>p{}</style>c", "a b c"),
        ("a<script>never closed", "a"),
        ("a<!-- <p>x</p> -->b<!doctype html><?php x ?>c</ >d", "a b c d"),
        ("a<!-- open", "a"),
        ("a<!-->b", "a b"),
        ("<a title='x>y' href=\"<b>\">g</a>", "g"),
        ("<img alt='<p>'>x<custom-tag>y", "x y"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("<p>x&nbsp;&#11;</p>", "x"),
        ("x<p class='open", "x"),
        ("<td>1</td><td>2</td>", "1 2"),
    ],
)
def test_the_text_of_a_fragment_has_no_markup(fragment: str, text: str) -> None:
    assert plain(fragment) == text


_TAGS = ["p", "b", "br", "td", "a href='x>y'", 'img alt="<i>"', "한글", "script-x"]


@given(st.lists(st.tuples(st.sampled_from(_TAGS), st.text(alphabet="가a<&>\"' ;#", max_size=8)), max_size=8))
def test_text_holds_nothing_of_any_tag(pieces: list[tuple[str, str]]) -> None:
    fragment = "".join(f"<t-{tag}>{escape(words)}</t-{tag.split()[0]}>" for tag, words in pieces)
    assert plain(fragment).split() == " ".join(words for _, words in pieces).split()


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<a b='", "<", "<script>", "<rt>", "<![CDATA[", "</ ", "&"])
def test_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    assert len(plain(piece * 50_000)) <= 50_000 * len(piece)


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 5, "short"),
        ("", 0, ""),
        ("text", 0, ""),
        ("text", 1, "…"),
        ("hello wonderful world of things", 20, "hello wonderful…"),
        ("hello, wonderful", 8, "hello…"),
        ("one two three. Four five six seven", 20, "one two three. …"),
        ("Pi is 3.14159265 or so they say", 12, "Pi is…"),
        ("한국 외교부가 21일 북러 간 군사 협력을 중단하고", 20, "한국 외교부가 21일 북러 간 군사…"),
        ("외교부가 밝혔다. 김홍균 차관은 대사를 불렀다.", 12, "외교부가 밝혔다. …"),
        ("日本語の文章はスペースがない。次の文も長い文章です。", 20, "日本語の文章はスペースがない。…"),
        ("日本語の文章はスペースがないので文字で切る", 10, "日本語の文章はスペ…"),
        ("「彼は言った。」と続いた長い文章", 10, "「彼は言った。」…"),
        ("abcdefghijklmnopqrstuvwxyz", 10, "abcdefghi…"),
        ("日本 language-of-the-islands", 12, "日本 language…"),
        ("한국어 supercalifragilistic", 20, "한국어 supercalifragil…"),
        ("漢字漢字漢字abcdefgh", 10, "漢字漢字漢字…"),
    ],
)
def test_a_text_is_cut_where_a_reader_would(text: str, limit: int, short: str) -> None:
    assert truncate(text, limit) == short


@pytest.mark.parametrize(
    ("cluster", "name"),
    [
        ("e\u0301", "combining mark"),
        ("👨\u200d👩\u200d👧", "family"),
        ("👍🏽", "skin tone"),
        ("❤️", "variation selector"),
        ("🇰🇷", "flag"),
        ("1️⃣", "keycap"),
        ("🏴\U000e0067\U000e0062\U000e007f", "tags"),
        ("ᄒ\u1161\u11ab", "conjoining jamo"),
        ("하\u11ab", "syllable and final"),
        ("क्ष", "conjunct"),
        ("नि", "spacing mark"),
        ("\r\n", "line break"),
        ("\u0600١", "prepended sign"),
    ],
)
def test_what_is_seen_as_one_character_is_never_cut(cluster: str, name: str) -> None:
    text = cluster * 6
    for limit in range(1, len(text)):
        kept = truncate(text, limit).removesuffix("…")
        assert kept.count(cluster) * len(cluster) == len(kept) or not kept.strip(), name


def test_pictures_without_a_joiner_may_be_cut_apart() -> None:
    assert truncate("😀😀😀", 2) == "😀…"
    assert truncate("가\u200d나다라", 4) == "가\u200d나…"


_WORDS = st.sampled_from(
    ["가나다", "한국 ", "日本", "語。", "word ", "end. ", "👨\u200d👩", "🇰🇷", "e\u0301", "\n", "\u200b", "!"]
)


@given(st.one_of(st.lists(_WORDS).map("".join), st.text(max_size=60)), st.integers(0, 60))
def test_a_cut_text_is_within_the_limit_and_begins_the_text(text: str, limit: int) -> None:
    short = truncate(text, limit)
    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
    elif limit:
        assert short.endswith("…")
        kept = short[:-1]
        assert text.startswith(kept)
        assert not re.match("[\u0300-\u036f\ufe0f\u200d]", text[len(kept) :]) or not kept or kept[-1] in "\n\u200b"
