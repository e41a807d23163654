"""What feedpub makes of the sites in tests/sites, held against what Hexo 8.1 made of them."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Format
from feedpub.text.dates import rfc3339
from tests.dialects.made_by_generators import EPOCH, SITES, expected, survey
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path

HELD_BACK = {"https://example.org/blog/2024/07/09/locked/", "https://example.org/blog/2024/07/10/members/"}
"""Stand in Hexo's feeds, encrypted; feedpub leaves them out."""
every_site = pytest.mark.parametrize("name", ["hexo-blog", "hexo-plain"])


@every_site
def test_posts_and_pages_have_the_addresses_that_hexo_gives_them(name: str) -> None:
    ours = {post.source: post.url for post in survey(name).collected.posts}
    told = expected(name)
    assert ours == {source: post["url"] for source, post in told["posts"].items()} | told["pages"]


@every_site
def test_posts_have_the_ids_dates_and_lists_that_hexo_gives_them(name: str) -> None:
    found = survey(name)
    ours = {
        post.source: (
            found.ids[post.source],
            rfc3339(post.date),
            rfc3339(post.updated or post.date),
            {each.url for each in post.listings or ()},
        )
        for post in found.collected.posts
        if post.date
    }
    has_lists = name == "hexo-blog"

    def moment(text: str) -> str:
        return rfc3339(datetime.fromisoformat(text))

    assert ours == {
        source: (
            post["url"],
            moment(post["date"]),
            moment(post["updated"] or post["date"]),
            {*post["categories"], *post["tags"]} if has_lists else set(),
        )
        for source, post in expected(name)["posts"].items()
    }


@every_site
def test_the_feeds_of_hexo_stand_at_their_paths_with_their_posts(name: str) -> None:
    found = survey(name)
    ours = {
        path: [found.ids[post.source] for post in posts]
        for spec, posts in found.selection.feeds
        for form, path in spec.paths.items()
        if form is not Format.JSON
    }
    for path, feed in expected(name)["feeds"].items():
        theirs = [item["id"] for item in feed["items"] if item["id"] not in HELD_BACK]
        assert ours[path][: len(theirs)] == theirs


@every_site
def test_the_sitemap_lists_what_hexos_lists(name: str) -> None:
    posts = survey(name).collected.posts
    ours = {post.url for post in posts if post.not_in_sitemap is None}
    ours |= {listing.url for post in posts for listing in post.listings or ()}
    home = {"https://example.org/", "https://example.org/blog"}
    assert ours == set(expected(name)["sitemap"]) - home


@every_site
def test_nothing_is_said_of_a_site_but_what_is_held_back_and_what_a_clock_decides(name: str) -> None:
    said = {diagnostic.code for diagnostic in survey(name).diagnostics}
    assert said == ({"post/held-back", "post/address-by-clock"} if name == "hexo-blog" else set())


@pytest.mark.slow
@every_site
def test_no_subscriber_of_hexos_feeds_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / "public")
    ended = feedpub("build", "--take-over", cwd=site, SOURCE_DATE_EPOCH=EPOCH)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err
