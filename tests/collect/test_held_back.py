"""What the author of a post holds back is in no feed, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub.collect import frontmatter
from feedpub.collect.post import parse
from feedpub.collect.post import record as record_of
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.collect.told import Told
from feedpub.model.options import ContentOptions
from feedpub.model.records import Absence, Level
from tests.collect.sites import SITE

if TYPE_CHECKING:
    from feedpub.collect.record import Record
    from feedpub.model.records import Post

SETTINGS = settings_for(ContentOptions(), SITE)


def record(front: str, name: str = "2024-01-01-a.md") -> Record:
    found = parse(f"---\ntitle: A\n{front}\n---\nText.\n".encode(), Named(source=name, path=name), SETTINGS)
    assert found is not None
    return found


def post(front: str, name: str = "2024-01-01-a.md") -> Post:
    found = record(front, name).post
    assert found is not None
    return found


LOCKED = [
    "password: tea",
    "password: 1234",
    "encrypted: true",
    "encrypt: yes",
    "encrypted: aes",
    "protected: [a]",
    "Password: tea",
    "members_only: true",
    "membersOnly: true",
    "paywall: true",
    "audience: only_paid",
]
SECRET = ["private: true", "unlisted: true", "status: private", "visibility: private", "visibility: unlisted"]
OF_THEMES = [
    "extra: {password: tea}",
    "params: {password: tea}",
    "extra: {hide_from_feed: true}",
    "status: protected",
    "protected: [a]",
]


@pytest.mark.parametrize("front", [*LOCKED, *SECRET, *OF_THEMES, "visibility: paid"])
def test_a_post_that_is_held_back_is_in_no_feed_and_named(front: str) -> None:
    assert post(front).not_in_feeds is Absence.HELD_BACK
    assert post(front).not_in_sitemap is (Absence.HELD_BACK if front in SECRET else None)
    (said,) = record(front).diagnostics
    assert (said.code, said.level, said.where.line) == ("post/held-back", Level.WARNING, 3)


@pytest.mark.parametrize(
    "front",
    [
        *("password: ''", "password: false", "password: ~", "encrypted: false", "private: no", "private: for us"),
        *("status: published", "status: evergreen", "status: [a]", "visibility: public", "extra: [password]"),
        *(
            "publish: true",
            "publish: 2024-01-01",
            "is_draft: false",
            "isPublished: true",
            "state: Ohio",
            "audience: all",
        ),
        *("protected: []", "extra: {}", "extra: {password: false}"),
    ],
)
def test_what_holds_nothing_back_holds_nothing_back(front: str) -> None:
    assert post(front).not_in_feeds is None
    assert not record(front).diagnostics


@pytest.mark.parametrize("front", [*LOCKED, *SECRET, *OF_THEMES])
def test_the_author_may_say_otherwise(front: str) -> None:
    assert post(f"{front}\nfeed: true").not_in_feeds is None
    assert post(f"{front}\nfeed: false").not_in_feeds is Absence.FEED_FALSE
    assert not record(f"{front}\nfeed: true").diagnostics
    assert not record(f"{front}\nfeed: false").diagnostics


@pytest.mark.parametrize("status", ["draft", "Draft", "pending", "auto-draft", "trash", "scheduled"])
def test_a_status_of_another_system_makes_a_draft(status: str) -> None:
    assert record(f"status: {status}").hidden is Absence.DRAFT
    assert not record(f"status: {status}").diagnostics


@pytest.mark.parametrize(
    "front",
    ["isDraft: true", "is_draft: yes", "publish: false", "is_published: false", "post_status: draft", "state: draft"],
)
def test_what_themes_and_exporters_say_of_a_post_that_is_not_ready_makes_a_draft(front: str) -> None:
    assert record(front).hidden is Absence.DRAFT
    assert not record(front).diagnostics


def test_a_page_that_is_in_no_feed_anyway_is_held_back_without_a_word() -> None:
    assert not record("password: tea", "about.md").diagnostics
    assert record("private: true", "about.md").diagnostics


def test_where_the_generator_makes_a_page_of_a_draft_it_is_kept_from_feeds_alone() -> None:
    data = b"---\ntitle: A\nstatus: draft\n---\n"
    front = frontmatter.read(data.decode())
    assert front is not None
    named = Named(source="2024-01-01-a.md", path="2024-01-01-a.md")
    found = record_of(front, named, SETTINGS, data, Told(hidden=(None,)))
    assert found.post is not None
    assert (found.post.not_in_feeds, found.post.not_in_sitemap) == (Absence.HELD_BACK, None)
    assert [said.code for said in found.diagnostics] == ["post/held-back"]


def test_hidden_keeps_out_where_it_has_that_meaning() -> None:
    assert post("hidden: true").not_in_feeds is Absence.HIDDEN
    found = parse(
        b"---\ntitle: A\nhidden: true\n---\n", Named(source="a.md", path="a.md"), replace(SETTINGS, has_hidden=False)
    )
    assert found is not None
    assert found.post is not None
    assert found.post.not_in_sitemap is None


def test_a_post_may_give_feeds_its_summary_alone() -> None:
    assert post("feed: {excerpt_only: true}").excerpt_only
    assert post("feed: {excerpt_only: true}").not_in_feeds is None
    assert not post("feed: {excerpt_only: false}").excerpt_only
    assert not post("feed: true").excerpt_only
