from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.values import uris

SOUND = (
    "https://example.com/",
    "https://example.com/a,b;c=1?q=a:b#part",
    "https://example.com:8080/~ann/%C3%87",
    "http://[2001:db8::1]:80/a",
    "https://example.com/글",
    "//example.com/a",
    "/a/b",
    "a/b:c",
    "?foo=1:2",
    "#part",
    "",
    "mailto:ann@example.com",
    "tag:example.com,2024:post-1",
    "urn:isbn:0451450523",
    "x-ours:anything",
)

UNSOUND = (
    ("https://example.com/a b", "has a space"),
    ("\nhttps://example.com/", "has a line break"),
    ("https://example.com/\ta", "has a tab"),
    ("https://example.com/{id}", 'holds "{id}", a placeholder'),
    ("https://example.com/{", 'has "{"'),
    ("https://example.com/{{ page.url }}", "the source of a template"),
    ("https://example.com/[object Object]", "a value that is no text"),
    ("https://example.com/\x07", "has the character U+0007"),
    ("https://example.com/100%", "hexadecimal digits"),
    ("http:/example.com", 'no "//" and host behind "http:"'),
    ("https:///a", "no host"),
    ("//", "no host"),
    ("https://example.com:99999/", "the port 99999"),
    ("https://a:b:c/", "no proper host"),
    ("1a:b", 'has "1a:"'),
    (":a", 'has ":"'),
    ("https://example.com/#a#b", 'second "#"'),
    ("https://example.com/a[1]", "square bracket"),
    ("tag:example.com:post", "tag:HOST,DATE:NAME"),
    ("urn:x", "urn:NAMESPACE:NAME"),
)


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_reference_has_no_problem(text: str) -> None:
    assert uris.reference_problem(text) is None


@pytest.mark.parametrize(("text", "words"), UNSOUND)
def test_what_is_wrong_with_a_reference_is_said(text: str, words: str) -> None:
    assert words in (uris.reference_problem(text) or "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/a", "is relative"),
        ("", "is empty"),
        ("post-1", "is relative"),
        ("https://a b", "a space"),
        ("x:", "nothing"),
    ],
)
def test_a_relative_reference_is_no_absolute_one(text: str, words: str) -> None:
    assert words in (uris.absolute_problem(text) or "")


def test_a_sound_absolute_uri_has_no_problem() -> None:
    assert uris.absolute_problem("https://example.com/") is None


@pytest.mark.parametrize(
    "text",
    [
        "tag:example.com,2024:a",
        "tag:ann@example.com,2024-02:a",
        "tag:my-site1.example,2024-02-29:/a/b?c#d",
        "tag:example.com,2024:",
    ],
)
def test_a_tag_of_host_date_and_name_is_sound(text: str) -> None:
    assert uris.tag_problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "tag:example.com:a",
        "tag:exa*mple.com,2024:a",
        "tag:-example.com,2024:a",
        "tag:example.com,24:a",
        "tag:example.com,2024-2:a",
        "tag:example.com,2024-02-30:a",
        "tag:example.com,20240201:a",
        "tag:example.com,2024:[a",
    ],
)
def test_a_tag_with_another_form_is_unsound(text: str) -> None:
    assert uris.tag_problem(text)


@pytest.mark.parametrize(
    "text", ["urn:isbn:1", "URN:ISBN:1", "urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6", "urn:example:a:b%20c/d"]
)
def test_a_urn_of_namespace_and_name_is_sound(text: str) -> None:
    assert uris.urn_problem(text) is None


@pytest.mark.parametrize("text", ["urn:a+b:1", "urn:-ab:1", "urn:ab", "urn:ab:", "urn:uuid:60a76c80", "urn:a:1"])
def test_a_urn_with_another_form_is_unsound(text: str) -> None:
    assert uris.urn_problem(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:/", "https://example.com/"),
        ("http://:@example.com./a", "http://example.com/a"),
        ("http://example.com/%7Eann/%c3%87", "http://example.com/~ann/%C3%87"),
        ("http://example.com/C%CC%A7", "http://example.com/%C3%87"),
        ("http://example.com/a/./b/../c/..", "http://example.com/a/"),
        ("http://example.com/../a", "http://example.com/a"),
        ("http://ann@example.com:8080/", "http://ann@example.com:8080/"),
        ("http://xn--%2d.example/?%2d#%2d", "http://xn---.example/?-#-"),
        ("URN:ISBN:X", "urn:isbn:X"),
        ("TAG:example.com,2024:A", "tag:example.com,2024:A"),
        ("MAILTO:ann@example.com", "mailto:ann@example.com"),
    ],
)
def test_the_canonical_form_is_the_normal_form_of_rfc_3986(text: str, canonical: str) -> None:
    assert uris.canonical(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "http://example.com/",
        "http://example.com/?",
        "http://example.com/?#",
        "http://example.com/?q=%C7",
        "not absolute",
        "/a/../b",
        "x://host",
    ],
)
def test_what_is_canonical_or_cannot_be_stays_as_it_is(text: str) -> None:
    assert uris.canonical(text) == text


@given(st.text(alphabet="abAB.:/?#%7eE@-_~[]\u0107", max_size=30).map(lambda rest: f"http://host{rest}"))
def test_the_canonical_form_of_a_canonical_form_is_the_same(text: str) -> None:
    canonical = uris.canonical(text)
    assert uris.canonical(canonical) == canonical


@given(st.text(max_size=40))
def test_every_text_can_be_looked_at(text: str) -> None:
    problem = uris.absolute_problem(text)
    assert problem != ""
    assert uris.reference_problem(text) in {None, problem}
    assert problem is None or uris.canonical(text) == text
    assert text.startswith(uris.unregistered_scheme(text))
    assert uris.reference_problem(text) or uris.is_absolute(uris.resolve("https://example.com/a/", text))


def test_fragments_and_spelling_do_not_make_another_resource() -> None:
    assert uris.same_resource("http://Example.com#a", "http://example.com/#b")
    assert not uris.same_resource("http://example.com/", "https://example.com/")


def test_references_are_resolved_against_their_base() -> None:
    assert uris.resolve("https://example.com/a/b", "../c") == "https://example.com/c"
    assert uris.resolve("https://example.com/", "http://[x") == "http://[x"


def test_a_scheme_is_what_stands_before_the_first_colon() -> None:
    assert uris.is_absolute("x-a:b")
    assert not uris.is_absolute("/a:b")
    assert not uris.is_absolute("1:b")


@pytest.mark.parametrize(
    ("text", "scheme"),
    [("htpp://a", "htpp"), ("gemini://a", "gemini"), ("FTP://a", ""), ("x-ours:a", ""), ("https://a", ""), ("/a", "")],
)
def test_a_scheme_that_iana_does_not_have_is_named(text: str, scheme: str) -> None:
    assert uris.unregistered_scheme(text) == scheme


@given(st.from_regex(uris._NORMAL, fullmatch=True))  # noqa: SLF001 - the very pattern is what is tested
def test_what_is_seen_to_be_normal_is_its_own_normal_form(url: str) -> None:
    assert uris.is_normal(url)
    assert uris.canonical(uris.without_fragment(url)) == url


@pytest.mark.parametrize(
    "url", ["https://e.com", "https://e.com/../a", "https://e.com/.", "https://E.com/", "https://e.com/#a"]
)
def test_what_is_not_normal_is_not_taken_for_it(url: str) -> None:
    assert not uris.is_normal(url)
