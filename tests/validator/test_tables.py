"""The tables that age: each says when it was taken and from where, and holds what it says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from feedpub.validator.rules.link.attributes import is_registered

_TABLES = sorted(
    (one for one in files("feedpub.validator").joinpath("data").iterdir() if one.name.endswith((".txt", ".json"))),
    key=lambda one: one.name,
)
_CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
_YEAR = timedelta(days=365)


@pytest.mark.parametrize("name", [one.name for one in _TABLES])
def test_a_table_was_no_older_than_a_year_at_the_last_release(name: str) -> None:
    first = files("feedpub.validator").joinpath(f"data/{name}").read_text("utf-8").partition("\n")[0]
    taken = re.search(r"\d{4}-\d{2}-\d{2}", first)
    assert taken, "the first line of a table says when it was taken"
    released = re.findall(r"^## \[?\d[^\n]*?(\d{4}-\d{2}-\d{2})", _CHANGELOG.read_text("utf-8"), re.MULTILINE)
    if released:
        assert date.fromisoformat(max(released)) - date.fromisoformat(taken[0]) < _YEAR


@pytest.mark.parametrize("name", ["alternate", "self", "hub", "webmention", "canonical", "preview", "prev-archive"])
def test_the_relations_of_today_are_registered(name: str) -> None:
    assert is_registered(name)


@pytest.mark.parametrize("name", ["", "#", "comment", "IANA", "2026-08-16:"])
def test_nothing_else_is_a_relation(name: str) -> None:
    assert not is_registered(name)
