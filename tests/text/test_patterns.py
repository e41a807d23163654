"""Patterns that are compiled when first used."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import pytest

import feedpub
from feedpub.text import patterns


@pytest.mark.parametrize("name", ["findall", "fullmatch", "match", "search", "split"])
def test_a_lazy_pattern_answers_as_the_compiled_one(name: str) -> None:
    for text in ("", "ab", "aAb", "b\na"):
        lazy, compiled = patterns.lazy("(a)|^b", re.IGNORECASE), re.compile("(a)|^b", re.IGNORECASE)
        assert repr(getattr(lazy, name)(text)) == repr(getattr(compiled, name)(text))


def test_a_lazy_pattern_replaces_and_finds_as_the_compiled_one() -> None:
    assert patterns.lazy(rb"\d").sub(b"#", b"a1b2") == b"a#b#"
    assert patterns.lazy(r"\d").subn("#", "a1b2") == ("a#b#", 2)
    assert [match[0] for match in patterns.lazy(r"\d").finditer("a1b2")] == ["1", "2"]


def test_a_mistake_in_a_pattern_is_found_when_it_is_used() -> None:
    broken = patterns.lazy("(")
    with pytest.raises(re.error):
        broken.search("")


@pytest.mark.slow
def test_every_lazy_pattern_of_feedpub_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(feedpub.__path__, "feedpub."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.unfreeze()  # frozen objects are not listed
    found = [each for each in gc.get_objects() if type(each) is type(patterns.lazy(""))]
    gc.freeze()
    for each in found:
        assert callable(each.search)
    assert len(found) > 100


@pytest.mark.parametrize(
    ("parts", "found", "not_found"),
    [
        (["a"], "a", "b"),
        (["[^/]*", "a", "[^/]*", "b"], "xaxab", "x/ab"),
        (["[^/]*", "a", ".*", "b"], "xa/b", "x/a/b"),
        ([".*", "a", ".*", "b"], "x/a/b", "x/b"),
        ([".*", "a", "[^/]*", "b"], "a/ab", "a/b"),
        (["(?:.*/)?", "[^/]*", "a"], "x/y/ba", "x/y/b"),
        (["[^/]*", "[^/]*", "a"], "ba", "b/a"),
        (["[^/]*", "(?:b|bc)", "[^/]*", "d"], "abcd", "abc"),
        (["(?:", "[^/]*", "a|", "[^/]*", "b)", "[^/]*", "c"], "xbc", "xdc"),
    ],
)
def test_a_glob_finds_what_its_parts_find_one_after_the_other(parts: list[str], found: str, not_found: str) -> None:
    made = re.compile(patterns.globbed(parts))
    assert [bool(made.fullmatch(text)) for text in (found, not_found)] == [True, False]
    assert [bool(re.fullmatch("".join(parts), text)) for text in (found, not_found)] == [True, False]


def test_a_glob_of_many_stars_takes_no_longer_than_one_of_few() -> None:
    made = re.compile(patterns.globbed(["[^/]*", "a"] * 40 + ["[^/]*", "b"]))
    assert made.fullmatch("a" * 10_000) is None


def test_a_glob_whose_stars_may_be_tried_at_every_place_together_is_refused() -> None:
    with pytest.raises(ValueError, match="too many wildcards"):
        patterns.globbed([".*", "a", "[^/]*", "b"] * 5)
