"""feedpub.text.urls: what authors write becomes ASCII that RFC 3986 allows."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.urls import absolute, is_safe_path, quote_path, site_url, slug_or_hash, slugify, to_uri

BASE = "https://example.com/2024/글/"


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("https://example.com", "https://example.com/"),
        ("  https://example.com/a b\n", "https://example.com/a%20b"),
        ("https://example.com/a\nb", "https://example.com/ab"),
        ("HTTP://Example.COM:80/A", "http://example.com/A"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:0443/", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://example.com:/", "https://example.com/"),
        ("https://example.com/a/../b/./c/..", "https://example.com/b/"),
        ("https://example.com/../a", "https://example.com/a"),
        (
            "https://example.com/한글?이름=값#조각",
            "https://example.com/%ED%95%9C%EA%B8%80?%EC%9D%B4%EB%A6%84=%EA%B0%92#%EC%A1%B0%EA%B0%81",
        ),
        ("https://example.com/%ed%95%9c", "https://example.com/%ed%95%9c"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/[x]|^`{}", "https://example.com/%5Bx%5D%7C%5E%60%7B%7D"),
        ("https://example.com/a\\b?c\\d", "https://example.com/a/b?c%5Cd"),
        ("https://example.com/?a#b#c", "https://example.com/?a#b%23c"),
        ("https://한국.kr/", "https://xn--3e0b707e.kr/"),
        ("https://%ED%95%9C%EA%B5%AD.kr/", "https://xn--3e0b707e.kr/"),
        ("https://사용자:p w@example.com/", "https://%EC%82%AC%EC%9A%A9%EC%9E%90:p%20w@example.com/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("http://[2001:DB8::1]", "http://[2001:db8::1]/"),
        ("mailto:ann@example.com", "mailto:ann@example.com"),
        ("urn:uuid:1", "urn:uuid:1"),
        ("file:///tmp/x", "file:///tmp/x"),
        ("https://example.com/\ud800", "https://example.com/%EF%BF%BD"),
    ],
)
def test_a_sloppy_url_becomes_a_uri(written: str, uri: str) -> None:
    assert to_uri(written) == uri


def test_decomposed_hangul_is_composed_before_it_is_encoded() -> None:
    name = unicodedata.normalize("NFD", "한글")
    assert to_uri(f"https://example.com/{name}") == to_uri("https://example.com/한글")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("example.com/a", "no scheme"),
        ("//example.com/a", "no scheme"),
        ("", "no scheme"),
        ("https://", "no host"),
        ("https:///a", "no host"),
        ("https:a", "must follow"),
        ("https://a..b/", "not the name of a host"),
        ("https://a b/", "not the name of a host"),
        ("https://example／com/", "not the name of a host"),
        ("https://%FF/", "not the name of a host"),
        ("https://example.com:x/", "not a port"),
        ("https://example.com:70000/", "not a port"),
        (f"https://{'a' * 64}.com/", "not the name of a host"),
    ],
)
def test_what_cannot_be_a_uri_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        to_uri(written)


_PIECES = st.lists(
    st.sampled_from([*"/.:?#%&=@[]\\ab1+", "..", "%ED", "한", "e\u0301", "é", " ", "\t", "\ud800", "😀", "//", "xn--"])
)


@given(_PIECES, st.sampled_from(["https://example.com", "http://h.kr/", "https://", "", "mailto:", "x:", "file://"]))
def test_making_a_uri_of_a_uri_changes_nothing(pieces: list[str], start: str) -> None:
    try:
        uri = to_uri(start + "".join(pieces))
    except ValueError:
        return
    assert to_uri(uri) == uri
    assert re.fullmatch(r"(?:[!$&'()*+,;=:@/?#._~\w\[\]-]|%[0-9A-Fa-f]{2})+", uri, re.ASCII)


@given(st.text(max_size=30))
def test_any_path_at_all_can_be_made_a_uri(path: str) -> None:
    uri = to_uri("https://example.com/" + path)
    assert uri.isascii()
    assert to_uri(uri) == uri


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("https://cdn.example.com/a.png", "https://cdn.example.com/a.png"),
        ("HTTPS://CDN.example.com/a.png", "https://cdn.example.com/a.png"),
        ("../a.png", "https://example.com/2024/a.png"),
        ("a b.png", "https://example.com/2024/%EA%B8%80/a%20b.png"),
        ("/이미지.png", "https://example.com/%EC%9D%B4%EB%AF%B8%EC%A7%80.png"),
        ("//cdn.example.com/a", "https://cdn.example.com/a"),
        ("\\\\cdn.example.com\\a", "https://cdn.example.com/a"),
        ("a\\b?c\\d", "https://example.com/2024/%EA%B8%80/a/b?c%5Cd"),
        ("#각주", "https://example.com/2024/%EA%B8%80/#%EA%B0%81%EC%A3%BC"),
        ("?page=2", "https://example.com/2024/%EA%B8%80/?page=2"),
        ("", "https://example.com/2024/%EA%B8%80/"),
        (" mailto:ann@example.com ", "mailto:ann@example.com"),
        ("tel:+82-2-123", "tel:+82-2-123"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
        ("ftp://example.com/한", "ftp://example.com/%ED%95%9C"),
    ],
)
def test_a_reference_is_resolved_against_the_page(reference: str, url: str) -> None:
    assert absolute(BASE, reference) == url


def test_a_reference_of_a_home_page_without_path_starts_at_the_root() -> None:
    assert absolute("https://example.com", "a") == "https://example.com/a"


def test_the_query_of_the_page_stays_for_a_fragment_alone() -> None:
    assert absolute("https://example.com/?p=1", "#a") == "https://example.com/?p=1#a"


def test_a_reference_with_a_broken_host_is_refused() -> None:
    with pytest.raises(ValueError, match="not the name of a host"):
        absolute(BASE, "//a b/")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://example.com", "https://example.com/"),
        (" https://Example.com/blog ", "https://example.com/blog/"),
        ("http://한국.kr", "http://xn--3e0b707e.kr/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_the_address_of_a_site_is_normalised(written: str, url: str) -> None:
    assert site_url(written) == url


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is empty"),
        ("example.com", "did you mean `https://example.com/`"),
        ("//example.com/", "did you mean `https://example.com/`"),
        ("example.com:8080/x", "did you mean `https://example.com:8080/x/`"),
        ("/blog", "write it whole"),
        ("blog", "write it whole"),
        ("localhost:4000", "write it whole"),
        ("ftp://example.com/", "must begin with `https://`"),
        ("https://ann@example.com/", "user name"),
        ("https://example.com/?a", "query or a fragment"),
        ("https://example.com/#a", "query or a fragment"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused_with_a_hint(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        site_url(written)


def test_every_percent_sign_of_a_path_is_a_character_of_its_name() -> None:
    assert quote_path("tag/100%/한/rss.xml") == "tag/100%25/%ED%95%9C/rss.xml"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("R&D", "r-and-d"),
        ("연구 & 개발", "연구-and-개발"),
        ("& co", "co"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C♯", "c-sharp"),
        ("#C", "c"),
        (".NET", "net"),
        ("북러 군사 협력!", "북러-군사-협력"),
        ("日本語、テスト", "日本語-テスト"),
        ("हिन्दी", "हिन्दी"),
        ("Überraschung", "überraschung"),
        ("ＡＢＣ", "ａｂｃ"),
        ("a_b", "a-b"),
        ("❤️", ""),
        ("1️⃣ 하나", "1⃣-하나"),
        ("می\u200cخواهم", "میخواهم"),
        ("\u0301", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_letters_of_every_script(text: str, slug: str) -> None:
    assert slugify(text) == unicodedata.normalize("NFC", slug)


def test_the_two_forms_of_one_word_have_one_slug() -> None:
    assert slugify(unicodedata.normalize("NFD", "한글")) == slugify("한글")


@given(st.text(max_size=20))
def test_a_slug_of_a_slug_is_the_slug_and_a_safe_path(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not slug or is_safe_path(slug)
    assert not slug or "/" not in slug


def test_a_text_without_letters_gets_a_stable_hash() -> None:
    assert slug_or_hash("!!!") == slug_or_hash("!!!")
    assert slug_or_hash("!!!") != slug_or_hash("???")
    assert re.fullmatch("[0-9a-f]{10}", slug_or_hash("❤"))
    assert slug_or_hash("A") == "a"


@pytest.mark.parametrize("path", ["rss.xml", "category/한국/rss.xml", ".well-known/x", "a/b/", "a..b"])
def test_a_path_below_the_folder_is_safe(path: str) -> None:
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path", ["", "/a", "../a", "a/../b", "a/..", "a/./b", "a\\b", "a\0", "a\nb", "C:/a", "c:a", "a/.. /b", "\ud800"]
)
def test_a_path_that_may_leave_the_folder_is_not_safe(path: str) -> None:
    assert not is_safe_path(path)


def test_many_dots_before_a_wrong_character_take_no_time() -> None:
    url = "https://example.com/" + "a.b/" * 200
    assert to_uri(f'{url}"') == f"{url}%22"
