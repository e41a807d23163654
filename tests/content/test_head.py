"""The head of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.content import head


@pytest.mark.parametrize(
    ("page", "rest"),
    [
        ("<html><head><title>x</title></head><body>", "</head><body>"),
        ("<head><!-- </head> --><script>'</head>'</script>\n</HEAD >", "</HEAD >"),
        ("<head><title>x</title><link rel=a href=b><body>", "<body>"),
        ("<head><title>x</title><p>text", "<p>text"),
        ("<head>", ""),
        ("<head x='>'></head>", "</head>"),
    ],
)
def test_the_place_for_a_line_is_the_end_of_the_head(page: str, rest: str) -> None:
    end = head.read(page).end
    assert end is not None
    assert page[end:] == rest


@pytest.mark.parametrize("page", ["", "<p>x", "<title>x</title>", "<html><body></body></html>", "<!-- <head> -->"])
def test_without_a_head_there_is_none(page: str) -> None:
    assert head.read(page).end is None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<!DOCTYPE html>x", True),
        ("<html>", True),
        ("<body>", True),
        ("<title>x", True),
        ("text", False),
        ("<?xml?><a>", False),
        ("<meta name=a content=b>", False),
    ],
)
def test_a_page_is_told_from_a_fragment(page: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    assert head.read(page).is_page is expected


def test_names_and_values_are_read_as_browsers_read_them() -> None:
    found = head.read(
        "<meta NAME='Robots' content=\"a &amp;  b\"><meta property=og:x content=y><meta name=robots content>"
    )
    assert list(found.metas("og:x", "robots")) == ["y", "a & b"]
    assert found.meta("nothing") == ""


def test_links_without_an_address_are_passed_over() -> None:
    found = head.read("<link rel='alternate Canonical' href=/a><link rel=canonical><link rel=canonical href=' '>")
    assert [link["href"] for link in found.links("canonical")] == ["/a"]


def test_what_is_for_browsers_without_scripts_is_not_read() -> None:
    found = head.read("<head><noscript><meta name=a content=b></noscript><template><meta name=a content=c></template>")
    assert found.meta("a") == ""


def test_only_the_beginning_of_a_huge_page_is_looked_at() -> None:
    assert head.read("<head>" + " " * 2_000_000 + "<meta name=a content=b>").meta("a") == ""


@given(st.text(alphabet="<>/!-=\"' head title script metalink\n", max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    end = head.read(f"<head>{text}").end
    assert end is not None
    assert 6 <= end <= len(text) + 6
