from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.validator import RULES
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path


def test_a_rule_is_explained_with_its_reason_and_examples(tmp_path: Path) -> None:
    ended = feedpub("explain", "rss/language-missing", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("rss/language-missing (")
    for part in ("\nWhy: ", "\nSpecification: ", "\nBad", "\nGood"):
        assert part in ended.out


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_every_rule_is_explained(tmp_path: Path, name: str) -> None:
    ended = feedpub("explain", name, cwd=tmp_path)
    assert ended.status == 0
    assert ended.out.startswith(f"{name} (")


def test_without_a_name_all_rules_are_listed(tmp_path: Path) -> None:
    lines = feedpub("explain", cwd=tmp_path).out.splitlines()
    assert [line.split()[1] for line in lines] == [rule.name for rule in RULES]


def test_a_glob_lists_those_that_match(tmp_path: Path) -> None:
    lines = feedpub("explain", "sitemap/*", cwd=tmp_path).out.splitlines()
    assert lines
    assert all(line.split()[1].startswith("sitemap/") for line in lines)


def test_a_name_that_is_almost_right_gets_what_was_meant(tmp_path: Path) -> None:
    ended = feedpub("explain", "rss/gid", cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.startswith("feedpub: there is no rule rss/gid; did you mean rss/guid-")
    assert ended.err.endswith(f"`feedpub explain` lists all {len(RULES)} rules.\n")


def test_a_name_like_no_other_gets_the_way_to_the_list(tmp_path: Path) -> None:
    ended = feedpub("explain", "qqqqqqqqqqqqqq", cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.startswith("feedpub: there is no rule qqqqqqqqqqqqqq\n`feedpub explain` lists")
