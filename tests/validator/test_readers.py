"""Who loses something by an error: each rule of that level names a reader or directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedpub.model.records import Level
from feedpub.validator import RULES
from feedpub.validator.readers import READERS, harmed

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "readers.md"
ERRORS = [one for one in RULES if one.level is Level.ERROR]


@pytest.mark.parametrize("one", ERRORS, ids=lambda one: one.name)
def test_an_error_names_who_loses_something(one: object) -> None:
    assert getattr(one, "harms", ())


def test_the_page_about_readers_has_each_that_a_rule_names() -> None:
    page = PAGE.read_text("utf-8")
    assert [name for name in READERS if f"**{name}**" not in page] == []


def test_no_reader_is_listed_that_no_rule_names() -> None:
    assert READERS.keys() - {name for one in RULES for name in one.harms} == set()


def test_rules_name_those_of_their_area_and_who_goes_by_the_w3c_validator() -> None:
    assert harmed("sitemap", Level.ERROR, (), ()) == ("Google Search", "Bing")
    assert harmed("rss", Level.ERROR, ("InvalidHour",), ("ROME",)) == ("ROME", "Planet Python")
    assert harmed("rss", Level.WARNING, ("UseZeroForMidnight",), ()) == ()


def test_a_rule_names_no_reader_of_whom_nothing_is_known() -> None:
    with pytest.raises(ValueError, match="Netscape is none of"):
        harmed("rss", Level.ERROR, (), ("Netscape",))
