from __future__ import annotations

import re
from importlib.resources import files

import pytest

TABLES = ["itunes_categories.txt", "credit_roles.txt", "podcast_roles.txt"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_of_when_and_where_it_is(name: str) -> None:
    first = files("feedpub.validator").joinpath(f"data/{name}").read_text("utf-8").splitlines()[0]
    assert re.match(r"# \d{4}-\d{2}-\d{2}: \w", first)


@pytest.mark.parametrize("name", TABLES)
def test_no_section_of_a_table_has_a_line_twice(name: str) -> None:
    text = files("feedpub.validator").joinpath(f"data/{name}").read_text("utf-8")
    for section in re.split(r"^\[.*\]\n", text, flags=re.MULTILINE)[1:]:
        lines = section.splitlines()
        assert len(lines) == len(set(lines))
