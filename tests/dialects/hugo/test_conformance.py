"""What feedpub makes of the sites in tests/sites, held against what Hugo made of them."""

from __future__ import annotations

import html
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Format
from feedpub.text.dates import rfc3339
from tests.dialects.made_by_generators import EPOCH, SITES, expected, survey
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("hugo-blog", "hugo-languages", "hugo-folders")
every_site = pytest.mark.parametrize("name", NAMES)


def is_list_of_terms(path: str) -> bool:
    return path.split("/")[-2:-1] in (["tags"], ["categories"], ["series"], ["authors"])


@every_site
def test_every_page_has_the_address_and_the_date_that_hugo_gives_it(name: str) -> None:
    made, listed = expected(name), set(expected(name)["sitemap"])
    theirs = {source: (row["url"], row["date"]) for source, row in made["posts"].items() if row["url"] in listed}
    ours = {
        post.source: (post.url, rfc3339(post.date) if post.date else "")
        for post in survey(name).collected.posts
        if post.source in made["posts"]
    }
    assert ours == theirs


@every_site
def test_the_id_of_a_post_is_the_guid_of_hugos_feeds(name: str) -> None:
    guids = {row["url"]: row["url"] for row in expected(name)["posts"].values()}
    found = survey(name)
    posts = [post for post in found.collected.posts if post.source in expected(name)["posts"] and post.date]
    assert posts
    assert all(found.ids[post.source] == guids[post.url] for post in posts)


@every_site
def test_the_feeds_of_hugo_stand_at_their_paths_with_their_titles_and_posts(name: str) -> None:
    found = survey(name)
    ours = {
        spec.paths[Format.RSS]: (spec.title, {found.ids[post.source] for post in posts})
        for spec, posts in found.selection.feeds
    }
    theirs = {
        path: (feed["title"], {item["guid"] for item in feed["items"] if item["date"] and item["guid"]})
        for path, feed in expected(name)["feeds"].items()
        if not is_list_of_terms(path)
    }
    # A page of the home's own name would be the title of its feed; feedpub calls it as the site.
    theirs = {path: (title.replace("Home of the kettle on ", ""), items) for path, (title, items) in theirs.items()}
    assert ours == theirs


@every_site
def test_each_feed_leads_to_the_page_that_hugos_leads_to(name: str) -> None:
    published = SITES / "_published" / name
    theirs = {}
    for path in published.rglob("*.xml"):
        if link := re.search(r"<channel>.*?<link>([^<]*)</link>", path.read_text(encoding="utf-8"), re.DOTALL):
            theirs[path.relative_to(published).as_posix()] = html.unescape(link[1])
    ours = {spec.paths[Format.RSS]: spec.home_url for spec, _ in survey(name).selection.feeds if spec.term}
    assert ours == {path: link for path, link in theirs.items() if path in ours}


@every_site
def test_the_titles_are_those_of_hugo(name: str) -> None:
    titles = {row["url"]: row["title"] for row in expected(name)["posts"].values()}
    assert [
        post.source
        for post in survey(name).collected.posts
        if post.source in expected(name)["posts"] and titles[post.url] not in ("", post.title)
    ] == []


@every_site
def test_the_sitemap_lists_what_hugos_lists_but_for_empty_lists(name: str) -> None:
    posts = survey(name).collected.posts
    ours = {post.url for post in posts if post.not_in_sitemap is None}
    ours |= {listing.url for post in posts for listing in post.listings or ()}
    home = survey(name).site.url
    empty = {home, f"{home}en/authors/index.html"}
    assert ours ^ set(expected(name)["sitemap"]) <= empty


@every_site
def test_nothing_is_said_of_a_site_that_hugo_builds_without_complaint(name: str) -> None:
    assert survey(name).diagnostics == ()


@every_site
def test_no_subscriber_of_hugos_feeds_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / "public")
    ended = feedpub("build", "--take-over", cwd=site, SOURCE_DATE_EPOCH=EPOCH)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err


def test_with_other_ids_subscribers_would_and_the_guard_says_so(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / "hugo-blog", site)
    shutil.copytree(SITES / "_published" / "hugo-blog", site / "public")
    (site / "feedpub.toml").write_text('[ids]\nscheme = "uuid"\n', encoding="utf-8")
    ended = feedpub("build", cwd=site, SOURCE_DATE_EPOCH=EPOCH)
    assert ended.status == 1
    assert "guard/reannounced" in ended.err
