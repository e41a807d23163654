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


def test_every_lazy_pattern_of_feedpub_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(feedpub.__path__, "feedpub."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found = [each for each in gc.get_objects() if type(each) is type(patterns.lazy(""))]
    for each in found:
        assert callable(each.search)
    assert len(found) > 100
