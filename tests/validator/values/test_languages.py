from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.values import languages


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "en-GB",
        "EN-gb",
        "zh-Hans",
        "zh-TW",
        "zh-Hant-HK",
        "sr-Latn-RS",
        "es-419",
        "de-1996",
        "sl-rozaj-biske-1994",
        "zh-yue",
        "qaa",
        "qtx-Qaaa-XK",
        "i-klingon",
        "zh-min-nan",
        "x-klingon",
        "en-x-private",
        "en-a-bb-x-cc",
        "en-US-u-ca-gregory",
        "iw",
        "hrx",
        "cmn",
        "en-QM",
    ],
)
def test_a_tag_of_registered_subtags_is_valid(tag: str) -> None:
    assert languages.problem(tag) is None


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("", "empty"),
        ("en_US", '"_"'),
        ("english", '"english"'),
        ("eng", '"eng"'),
        ("en-UK", '"UK"'),
        ("en-999", '"999"'),
        ("en-Latx", '"latx"'),
        ("zh-abc", '"abc"'),
        ("de-bavaria", '"bavaria"'),
        ("de-1996-1996", "twice"),
        ("en-a-bb-a-cc", "twice"),
        ("한국어", "not a language tag"),
        ("en-", "form"),
        ("e", "form"),
        ("en us", "form"),
        ("x-", "form"),
    ],
)
def test_a_wrong_tag_is_said_to_be_so(tag: str, word: str) -> None:
    assert word in (languages.problem(tag) or "")


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("en_US", "en-US"),
        ("en-uk", "en-GB"),
        ("English", "en"),
        ("ger", "de"),
        ("jp", "ja"),
        ("ko_KR.UTF-8", "ko-KR"),
        ("zh_hant_tw", "zh-Hant-TW"),
        ("iw", "he"),
        ("klingonisch", ""),
        ("", ""),
    ],
)
def test_what_was_meant_is_suggested(tag: str, meant: str) -> None:
    assert languages.suggestion(tag) == meant


def test_private_parts_keep_their_case() -> None:
    assert languages.canonical("EN-us-X-AB-ABCD") == "en-US-x-ab-abcd"


@pytest.mark.parametrize(
    ("code", "known"), [("de", True), ("ger", True), ("deu", True), ("English", False), ("xx", False)]
)
def test_codes_of_iso_639_are_known(code: str, *, known: bool) -> None:
    assert languages.is_iso_639(code) is known


@pytest.mark.parametrize(("code", "known"), [("DE", True), ("gb", True), ("UK", False), ("419", False)])
def test_codes_of_countries_are_known(code: str, *, known: bool) -> None:
    assert languages.is_region(code) is known


@given(st.text(alphabet="abcdexz019-_ü", max_size=20))
def test_a_suggestion_is_valid_and_no_tag_crashes(tag: str) -> None:
    languages.problem(tag)
    meant = languages.suggestion(tag)
    assert not meant or languages.problem(meant) is None


def test_the_table_says_how_old_it_is() -> None:
    text = files("feedpub.validator").joinpath("data/languages.txt").read_text("utf-8")
    assert re.match(r"# \d{4}-\d\d-\d\d: ", text)


def test_regions_that_are_reserved_or_private_are_no_countries() -> None:
    assert languages.is_region("gb")
    assert not [code for code in ("eu", "un", "uk", "xx", "zz", "419") if languages.is_region(code)]


def test_the_region_of_a_tag_is_given_as_written() -> None:
    assert languages.region_of("zh-Hant-tw") == "tw"
    assert languages.region_of("es-419") == "419"
    assert languages.region_of("en") == languages.region_of("not a tag") == ""
