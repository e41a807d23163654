from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.values import robots


def _forbids(text: str, path: str, agent: str = "googlebot") -> bool:
    return robots.rules_for(agent, text.encode()).forbidding(path) is not None


@pytest.mark.parametrize(
    ("rule", "path", "forbidden"),
    [
        ("Disallow: /low", "/low", True),
        ("Disallow: /low", "/low.html", True),
        ("Disallow: /low", "/lower/a?b", True),
        ("Disallow: /low", "/a/low", False),
        ("Disallow: /low/", "/low", False),
        ("Disallow:", "/low", False),
        ("Disallow: /", "/", True),
        ("disallow : /low # not yet", "/low", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", True),
        ("Disallow: /*.pdf$", "/a/b.pdf?x", False),
        ("Disallow: /*?", "/a?b", True),
        ("Disallow: /a*b*c", "/a-b-c-d", True),
        ("Disallow: /a*b*c", "/a-c-b", False),
        ("Disallow: /a$", "/a", True),
        ("Disallow: /a$", "/ab", False),
        ("Disallow: /a*a$", "/a", False),
        ("Disallow: /ä", "/%C3%A4", True),
        ("Disallow: /%c3%a4", "/ä", True),
        ("Disallow: /\nAllow: /low", "/low", False),
        ("Disallow: /low\nAllow: /", "/low", True),
        ("Disallow: /low\nAllow: /low", "/low", False),
        ("Disallow: /", "/robots.txt", False),
        ("nonsense", "/", False),
    ],
)
def test_a_path_is_forbidden_by_the_longest_rule_that_fits(rule: str, path: str, *, forbidden: bool) -> None:
    assert _forbids(f"User-agent: *\n{rule}\n", path) is forbidden


def test_a_crawler_obeys_its_own_groups_alone() -> None:
    text = "User-agent: *\nDisallow: /a\n\nUser-agent: Bingbot\nUser-agent: Googlebot/2.1\nDisallow: /b\n"
    text += "User-agent: googlebot\nDisallow: /c\n"
    assert [_forbids(text, path) for path in ("/a", "/b", "/c")] == [False, True, True]
    assert [_forbids(text, path, "other") for path in ("/a", "/b", "/c")] == [True, False, False]


def test_a_group_that_forbids_nothing_takes_a_crawler_out_of_that_for_all() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nDisallow:\n"
    assert not _forbids(text, "/a")


def test_the_rule_knows_its_line() -> None:
    found = robots.rules_for("googlebot", b"User-agent: *\n\nDisallow: /a\n").forbidding("/a")
    assert found is not None
    assert (found.line, found.written) == (3, "/a")


@given(st.binary(), st.text())
def test_any_robots_txt_is_read(data: bytes, path: str) -> None:
    found = robots.rules_for("googlebot", data).forbidding(path)
    assert found is None or not found.allows
