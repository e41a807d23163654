from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.cli.messages import MESSAGES
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


def test_a_message_of_a_build_is_explained_with_its_reason_fix_and_example(tmp_path: Path) -> None:
    ended = feedpub("explain", "post/no-date", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("post/no-date (warning)\n  ")
    for part in ("\nWhy: ", "\nFix: ", "\n`feedpub build` says it of:\n  content/posts/tea.md\n    ---\n"):
        assert part in ended.out


def test_what_was_published_before_is_shown_where_it_matters(tmp_path: Path) -> None:
    out = feedpub("explain", "guard/reannounced", cwd=tmp_path).out
    assert "\nPublished before, from:\n  content/amber.md\n" in out


@pytest.mark.parametrize("name", [one.name for one in MESSAGES])
def test_every_message_is_explained(tmp_path: Path, name: str) -> None:
    ended = feedpub("explain", name, cwd=tmp_path)
    assert (ended.status, ended.out.startswith(f"{name} (")) == (0, True)


def test_without_a_name_all_codes_are_listed(tmp_path: Path) -> None:
    lines = feedpub("explain", cwd=tmp_path).out.splitlines()
    assert [line[18:].split()[0] for line in lines] == sorted(
        [*(rule.name for rule in RULES), *(one.name for one in MESSAGES)]
    )


def test_a_glob_lists_messages_too(tmp_path: Path) -> None:
    lines = feedpub("explain", "front-matter/*", cwd=tmp_path).out.splitlines()
    assert len(lines) == sum(one.area == "front-matter" for one in MESSAGES)


def test_a_message_that_is_almost_right_gets_what_was_meant(tmp_path: Path) -> None:
    ended = feedpub("explain", "post/nodate", cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.startswith("feedpub: there is no code post/nodate; did you mean post/no-date")


def test_a_glob_lists_those_that_match(tmp_path: Path) -> None:
    lines = feedpub("explain", "sitemap/*", cwd=tmp_path).out.splitlines()
    assert lines
    assert all(line.split()[1].startswith("sitemap/") for line in lines)


def test_a_name_that_is_almost_right_gets_what_was_meant(tmp_path: Path) -> None:
    ended = feedpub("explain", "rss/gid", cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.startswith("feedpub: there is no code rss/gid; did you mean rss/guid-")
    assert ended.err.endswith(f"`feedpub explain` lists all {len(RULES) + len(MESSAGES)} codes.\n")


def test_a_name_like_no_other_gets_the_way_to_the_list(tmp_path: Path) -> None:
    ended = feedpub("explain", "qqqqqqqqqqqqqq", cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.startswith("feedpub: there is no code qqqqqqqqqqqqqq\n`feedpub explain` lists")
