from __future__ import annotations

import pytest

from feedpub.validator.values import likeness


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("https://example.com/a", "https://example.com/a/", "only by the slash at the end"),
        ("https://example.com/a?b=c", "https://example.com/a/?b=c", "only by the slash at the end"),
        ("https://example.com/a", "http://example.com/a", "only by http: and https:"),
        ("https://example.com/a", "https://www.example.com/a", 'only by "www."'),
        ("https://example.com/a/", "https://example.com/a/index.html", "only by the name of the index"),
        ("https://example.com/a/", "https://example.com/a/index.php", "only by the name of the index"),
        ("https://example.com/a", "https://example.com/A", "only in capital letters"),
        ("https://example.com", "https://example.com/", "only by the slash at the end"),
        ("https://example.com/a", "https://example.com/a.html", 'only by ".html" at the end'),
        ("https://example.com/a", "https://example.com:443/a", "only by the port"),
        ("http://example.com:80/a", "http://example.com/a", "only by the port"),
        ("https://example.com/a", "https://example.com/a?", "only by an empty query"),
        ("https://example.com/tea", "https://example.com/te%61", "only by percent-encoding"),
        ("https://example.com/%E3%81%8C", "https://example.com/%E3%81%8B%E3%82%99", "only in how its letters"),
        ("https://example.com/caf%C3%A9", "https://example.com/cafe%CC%81", "only in how its letters"),
        ("https://example.com/caf%C3%A9", "https://example.com/caf\u00e9", "only by percent-encoding"),
        ("https://example.com/a/b", "https://example.com/a/./b", "only in its form"),
        ("https://example.com/b", "https://example.com/a/../b", "only in its form"),
        (
            "https://example.com/a",
            "http://www.example.com/a/",
            'only by http: and https: and by "www." and by the slash',
        ),
    ],
)
def test_what_differs_in_form_only_is_nearly_the_same(one: str, other: str, difference: str) -> None:
    (pair,) = likeness.nearly_same(["https://example.com/else", one, other])
    assert (pair.first, pair.place) == (1, 2)
    assert pair.difference.startswith(difference)
    assert pair.in_case_only == (difference == "only in capital letters")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/a"),
        ("https://example.com/a", "https://example.com/b/"),
        ("https://example.com/a", "https://example.org/a/"),
        ("https://example.com/a/?b", "https://example.com/a/?c"),
        ("https://example.com/index-of-words/", "https://example.com/"),
        ("https://example.com/a.html", "https://example.com/a/"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/a%3Fb", "https://example.com/a?b"),
        ("https://example.com:8443/a", "https://example.com/a"),
        ("", ""),
    ],
)
def test_other_pages_and_equal_addresses_are_not(one: str, other: str) -> None:
    assert not list(likeness.nearly_same([one, other]))


def test_the_origin_of_most_is_that_of_all() -> None:
    most = ["https://example.com/1", "https://EXAMPLE.com/2", "https://example.org/3"]
    assert likeness.commonest_origin([*most, "http://www.example.com/4"]) == {
        "http://www.example.com": "https://example.com"
    }
    assert likeness.commonest_origin(["https://example.com/1", "http://example.com/2"]) == {}
    assert likeness.commonest_origin([*most, "", "/a"]) == {}
