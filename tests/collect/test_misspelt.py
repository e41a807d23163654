from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.collect.fields import KEYS
from feedpub.collect.misspelt import is_one_slip, misspelt
from feedpub.model.records import Level
from tests.running import feedpub, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.collect.sites import Sites


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("titel", "title"),
        ("catagories", "categories"),
        ("Categores", "categories"),
        ("auther", "author"),
        ("langauge", "language"),
        ("descripton", "description"),
        ("last_modifed_at", "lastmodifiedat"),
        ("permalnk", "permalink"),
        ("darft", "draft"),
    ],
)
def test_a_key_of_one_slip_is_told_with_what_is_meant(key: str, meant: str) -> None:
    assert misspelt((key, "layout")) == ((key, meant),)


@pytest.mark.parametrize(
    "key",
    [
        *(
            "layout",
            "toc",
            "math",
            "tgas",
            "dat",
            "comments",
            "series",
            "weight",
            "subtitle",
            "craft",
            "tiles",
            "updates",
        ),
        *("titles", "제목", "headers", "status", "cover_alt", "image_caption", "x" * 200, ""),
    ],
)
def test_other_keys_are_nobody_s_slip(key: str) -> None:
    assert misspelt((key,)) == ()


def test_a_known_key_is_never_told() -> None:
    assert misspelt(tuple(name for names in KEYS.values() for name in names)) == ()


def test_a_key_whose_meaning_another_has_is_somebody_s_own() -> None:
    assert misspelt(("title", "titel")) == ()


@pytest.mark.parametrize(
    ("written", "meant", "is_slip"),
    [
        ("titel", "title", True),
        ("title", "title", False),
        ("titla", "title", False),
        ("titlee", "title", True),
        ("titl", "title", False),
        ("autor", "author", True),
        ("hautor", "author", False),
        ("uathro", "author", False),
    ],
)
def test_one_slip_is_one_letter_or_two_neighbours(written: str, meant: str, *, is_slip: bool) -> None:
    assert is_one_slip(written, meant) is is_slip


def test_it_is_a_warning_at_the_key(sites: Sites) -> None:
    found = sites.finding("---\ntitle: a\ncatagories: [x]\n---\nText.\n")
    assert (found.code, found.level, found.where.line) == ("post/unknown-key", Level.WARNING, 3)
    assert found.text == "`catagories` means nothing to feedpub; did you mean `categories`?"
    assert "`grep -rn '^catagories' content`" in found.hint


TOML = 'site.url = "https://example.com/"\nsite.language = "en"\n'


def test_each_key_is_told_once_with_its_number(tmp_path: Path) -> None:
    posts = {
        f"content/2024-06-0{day}-a{day}.md": f"---\ntitel: A\ncatagories: [x]\n---\nOf {day}.\n" for day in range(1, 6)
    }
    posts["content/2024-06-06-b.md"] = "---\ntitle: B\nauther: C\n---\nOf B.\n"
    ended = feedpub("build", cwd=write(tmp_path, {"feedpub.toml": TOML, **posts}))
    assert ended.status == 0
    told = [line for line in ended.err.splitlines() if "post/unknown-key" in line]
    assert [line.endswith("(and 4 more)") for line in told] == [True, True, False]
    assert {line.split("`")[1] for line in told} == {"titel", "catagories", "auther"}


def test_a_site_of_another_generator_is_told_nothing(tmp_path: Path) -> None:
    post = "---\ntitle: A\ncatagories: [x]\n---\nText.\n"
    site = write(tmp_path, {"_config.yml": "title: T\nurl: https://example.com\n", "_posts/2024-06-21-a.md": post})
    assert "post/unknown-key" not in feedpub("build", "-v", cwd=site).err


def test_an_error_is_told_without_what_follows_from_it(tmp_path: Path) -> None:
    site = write(tmp_path, {"feedpub.toml": TOML, "content/2024-06-21-a.md": "---\ntitle: A: B\n---\nText.\n"})
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "front-matter/needs-quotes" in ended.err
    assert "site/no-" not in ended.err
