"""What feedpub makes of the sites in tests/sites, held against what Docusaurus 3.10 made of them."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Absence, Format
from feedpub.text.dates import rfc3339
from tests.dialects.made_by_generators import EPOCH, SITES, expected, survey
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path

every_site = pytest.mark.parametrize("name", ["docusaurus-blog", "docusaurus-root"])


@every_site
def test_posts_have_the_ids_dates_titles_tags_and_authors_that_docusaurus_gives_them(name: str) -> None:
    found = survey(name)
    ours = {
        post.source: {
            "path": found.ids[post.source].removeprefix("https://example.org").rstrip("/"),
            "title": post.title,
            "date": rfc3339(post.date) if post.date else None,
            "tags": list(post.tags),
            "authors": [(author.name, author.url, author.email) for author in post.authors],
            "unlisted": post.not_in_feeds is Absence.UNLISTED,
        }
        for post in found.collected.posts
    }
    theirs = {
        source: {
            **post,
            "path": post["path"].rstrip("/"),
            "date": rfc3339(datetime.fromisoformat(post["date"])),
            "authors": [(one["name"], one.get("url", ""), one.get("email", "")) for one in post["authors"]],
        }
        for source, post in expected(name)["posts"].items()
    }
    assert ours == theirs


@every_site
def test_the_pages_of_posts_are_those_of_the_sitemap_of_docusaurus(name: str) -> None:
    ours = {post.url for post in survey(name).collected.posts if post.not_in_sitemap is None}
    assert ours <= set(expected(name)["sitemap"])


@every_site
def test_the_feeds_of_docusaurus_stand_at_their_paths_with_their_titles_and_posts(name: str) -> None:
    found = survey(name)
    ours = {
        path: (spec.title, [found.ids[post.source] for post in posts])
        for spec, posts in found.selection.feeds
        for form, path in spec.paths.items()
        if form is not Format.JSON
    }
    theirs = {
        path: (feed["title"], [item["id"] for item in feed["items"]]) for path, feed in expected(name)["feeds"].items()
    }
    assert {path: ours.get(path) for path in theirs} == theirs


@every_site
def test_nothing_is_said_of_a_site_that_docusaurus_builds_without_complaint(name: str) -> None:
    assert survey(name).diagnostics == ()


@pytest.mark.slow
@every_site
def test_no_subscriber_of_the_feeds_of_docusaurus_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / "build")
    before = (site / "build" / "sitemap.xml").read_bytes()
    ended = feedpub("build", "--take-over", cwd=site, SOURCE_DATE_EPOCH=EPOCH)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err
    assert (site / "build" / "sitemap.xml").read_bytes() == before
