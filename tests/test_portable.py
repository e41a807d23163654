from __future__ import annotations

import pytest

from feedpub.text import portable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("News/rss.xml", "news/rss.xml"),
        ("caf\u00e9.xml", "cafe\u0301.xml"),
        ("stra\u00dfe.xml", "STRASSE.xml"),
        ("\u017fea.xml", "sea.xml"),
        ("\u03c3\u03c2.xml", "\u03a3\u03a3.xml"),
        ("a./b.xml", "a/b.xml"),
        ("a /b.xml", "a/b.xml"),
    ],
)
def test_paths_that_are_one_file_somewhere_have_one_key(one: str, other: str) -> None:
    assert portable.key(one) == portable.key(other)


@pytest.mark.parametrize(("one", "other"), [("a/b.xml", "a-b.xml"), ("ı.xml", "i.xml"), ("é.xml", "e.xml")])
def test_paths_that_are_two_files_everywhere_have_two_keys(one: str, other: str) -> None:
    assert portable.key(one) != portable.key(other)


@pytest.mark.parametrize(
    "path",
    [
        "con",
        "tag/CON/a",
        "aux.txt",
        "com1",
        "lpt9.x",
        "COM¹.xml",
        "a:b",
        "a?b.xml",
        'a"b',
        "a|b",
        "a*",
        "a./b",
        "tag/x.",
    ],
)
def test_a_path_that_windows_cannot_have_has_a_flaw(path: str) -> None:
    assert portable.flaw(path)


@pytest.mark.parametrize("path", ["console/rss.xml", "com.xml", "com10", "tag/가/rss.xml", "aux-x.xml", ".x/a"])
def test_a_path_that_every_system_can_have_has_none(path: str) -> None:
    assert not portable.flaw(path)


def test_the_length_of_a_name_is_counted_in_bytes() -> None:
    assert portable.excess("x/" + "가" * 90) == "has a name of 270 bytes; 255 are possible"
    assert not portable.excess("x/" + "가" * 85)


def test_a_path_of_short_names_can_be_too_long() -> None:
    assert portable.excess("a/" * 3000) == "has 6000 bytes; 4000 are possible"


def test_a_blank_at_the_end_of_a_name_is_a_flaw() -> None:
    assert portable.flaw("a /b")
    assert portable.flaw("Nul .xml")
