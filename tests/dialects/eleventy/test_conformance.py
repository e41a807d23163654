"""What feedpub makes of the sites in tests/sites, held against what Eleventy made of them."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import build, config
from feedpub.model.records import Format
from feedpub.text.dates import parse_date, rfc3339
from feedpub.text.urls import quote_path
from tests.running import feedpub

if TYPE_CHECKING:
    from feedpub.build.surveying import Survey

SITES = Path(__file__).parents[2] / "sites"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
OUTPUT = {"eleventy-blog": "public_html", "eleventy-plain": "dist"}
every_site = pytest.mark.parametrize("name", tuple(OUTPUT))


@cache
def expected(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SITES / name / "expected.json").read_text(encoding="utf-8"))
    return read


@cache
def survey(name: str) -> Survey:
    folder = SITES / name
    return build.survey(build.Request(folder=folder, options=config.load(folder), now=NOW))


@every_site
def test_every_page_in_a_collection_has_the_address_and_date_that_eleventy_gives_it(name: str) -> None:
    ours = {post.source: (post.url, post.date) for post in survey(name).collected.posts}
    theirs = {
        source: (survey(name).site.url + quote_path(row["url"][1:]), row["date"] and parse_date(row["date"], UTC))
        for source, row in expected(name)["posts"].items()
        if row["url"]
    }
    assert {source: ours.get(source) for source in theirs} == theirs


@every_site
def test_each_page_that_eleventy_writes_is_known_and_no_other(name: str) -> None:
    base = survey(name).site.url
    ours = {post.url for post in survey(name).collected.posts}
    paths = [path.removesuffix("index.html") for path in expected(name)["pages"]]
    assert ours == {base + quote_path(path) for path in paths}


@every_site
def test_the_feed_of_the_site_stands_at_its_path_with_its_entries(name: str) -> None:
    spec, posts = survey(name).selection.feeds[0]
    ids = survey(name).ids
    ours = [(ids[post.source], post.title, rfc3339(post.date)) for post in posts if post.date]
    theirs = [
        (row["id"], row["title"], rfc3339(parse_date(row["updated"], UTC)))
        for row in expected(name)["feeds"][spec.paths[Format.ATOM]]
    ]
    assert sorted(ours) == sorted(theirs)


@every_site
def test_nothing_is_complained_of(name: str) -> None:
    assert not survey(name).diagnostics


@every_site
def test_no_subscriber_of_eleventys_feed_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / OUTPUT[name])
    ended = feedpub("build", "--take-over", cwd=site)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err
