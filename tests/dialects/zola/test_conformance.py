"""What feedpub makes of the sites in tests/sites, held against what Zola 0.22 made of them."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Format
from feedpub.text.dates import rfc3339
from feedpub.text.urls import to_uri
from tests.dialects.made_by_generators import EPOCH, SITES, expected, survey
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("zola-blog", "zola-languages")
UNRENDERED = "https://example.org/posts/unrendered/"
"""Stands in Zola's feeds, and has no page: feedpub leaves it out."""
every_site = pytest.mark.parametrize("name", NAMES)


@every_site
def test_every_page_has_the_address_that_zola_gives_it(name: str) -> None:
    ours = {post.source: post.url for post in survey(name).collected.posts}
    theirs = {source: to_uri(url) for source, url in expected(name)["posts"].items()}
    assert {source: ours.get(source) for source in theirs} == theirs
    others = {source for source in ours if source not in theirs and not source.rpartition("/")[2].startswith("_index")}
    assert others <= {"content/about.md", "content/posts/undated.md"}  # Zola makes no page of these in a sorted section


@every_site
def test_every_post_has_the_id_that_zolas_feeds_give_it(name: str) -> None:
    found = survey(name)
    ours = {post.source: found.ids[post.source] for post in found.collected.posts if post.date}
    assert ours == {source: url for source, url in expected(name)["posts"].items() if source in ours}
    assert ours


@every_site
def test_the_feeds_of_zola_stand_at_their_paths_with_their_titles_and_posts(name: str) -> None:
    found = survey(name)
    ours = {
        path: (spec.title, {found.ids[post.source] for post in posts})
        for spec, posts in found.selection.feeds
        for form, path in spec.paths.items()
        if form is not Format.JSON
    }
    theirs = {
        path: (feed["title"], {item["id"] for item in feed["items"]} - {UNRENDERED})
        for path, feed in expected(name)["feeds"].items()
    }
    assert {path: ours.get(path) for path in theirs} == theirs


@every_site
def test_the_dates_are_those_of_zolas_atom_feeds(name: str) -> None:
    found = survey(name)
    ours = {
        found.ids[post.source]: (rfc3339(post.date), rfc3339(post.updated or post.date))
        for post in found.collected.posts
        if post.date
    }
    theirs = {
        item["id"]: tuple(rfc3339(datetime.fromisoformat(item[key])) for key in ("date", "updated"))
        for feed in expected(name)["feeds"].values()
        for item in feed["items"]
        if "date" in item and item["id"] != UNRENDERED
    }
    assert {one: ours[one] for one in theirs} == theirs


@every_site
def test_the_sitemap_lists_what_zolas_lists_but_for_empty_lists(name: str) -> None:
    posts = survey(name).collected.posts
    ours = {post.url for post in posts if post.not_in_sitemap is None}
    ours |= {listing.url for post in posts for listing in post.listings or ()}
    assert ours ^ {to_uri(url) for url in expected(name)["sitemap"]} <= {"https://example.org/series/"}


@every_site
def test_nothing_is_said_of_a_site_that_zola_builds_without_complaint(name: str) -> None:
    assert survey(name).diagnostics == ()


@every_site
def test_no_subscriber_of_zolas_feeds_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / "public")
    ended = feedpub("build", "--take-over", cwd=site, SOURCE_DATE_EPOCH=EPOCH)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err
