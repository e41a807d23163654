"""The names of the files that are read, and what they tell of languages."""

from __future__ import annotations

import pytest

from feedpub.collect.names import Names, name_files
from feedpub.collect.record import Named


@pytest.mark.parametrize("paths", [[], ["a.md"], ["a.md", "b/c d.md", "\u0085.md", "\udcff.md"]])
def test_files_without_a_language_are_named_by_their_paths(paths: list[str]) -> None:
    names = name_files("content/", paths)
    assert names.named() == [Named(source=f"content/{path}", path=path) for path in paths]
    assert len(names) == len(paths)


def test_a_file_beside_its_translation_has_a_language_and_a_base() -> None:
    names = name_files("", ["a.ko.md", "a.md", "b.ko.md"])
    assert names.named() == [
        Named(source="a.ko.md", path="a.ko.md", language="ko", base="name:a"),
        Named(source="a.md", path="a.md", base="name:a"),
        Named(source="b.ko.md", path="b.ko.md"),
    ]


def test_names_give_what_they_were_made_of() -> None:
    named = [Named("x/\udcff.md", "\udcff.md", "ko", "k"), Named("x/b.md", "b.md")]
    names = Names.of(named)
    assert names.named() == named
    assert list(names.sources) == ["x/\udcff.md", "x/b.md"]
    assert list(names.paths) == ["\udcff.md", "b.md"]
    assert names.first == "x/\udcff.md"


def test_no_files_have_no_names() -> None:
    names = Names.of([])
    assert (list(names.sources), list(names.paths), names.named()) == ([], [], [])
