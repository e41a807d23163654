"""What feedpub makes of the sites in tests/sites, held against what Pelican made of them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import config, pipeline
from feedpub.collect import read_body
from feedpub.content import render
from feedpub.model.records import Absence, Level
from feedpub.text.dates import parse_date
from feedpub.text.urls import to_uri
from tests.running import feedpub

if TYPE_CHECKING:
    from feedpub.pipeline.surveying import Survey

SITES = Path(__file__).parents[2] / "sites"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = ("pelican-blog", "pelican-dated")
every_site = pytest.mark.parametrize("name", NAMES)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What Pelican made of a site."""

    posts: dict[str, dict[str, Any]]
    feeds: dict[str, list[str]]


@cache
def expected(name: str) -> Expected:
    read = json.loads((SITES / name / "expected.json").read_text(encoding="utf-8"))
    return Expected(posts=read["posts"], feeds=read["feeds"])


@cache
def survey(name: str) -> Survey:
    folder = SITES / name
    return pipeline.survey(pipeline.Request(folder=folder, options=config.load(folder), now=NOW))


def below(name: str, source: str) -> str:
    """Return the path below the content of a site."""
    return source.removeprefix(f"{config.load(SITES / name).content.folder}/")


@every_site
def test_every_article_has_the_address_date_and_id_that_pelican_gives_it(name: str) -> None:
    ours = {
        below(name, post.source): (post.url, survey(name).ids[post.source], post.date, post.updated)
        for post in survey(name).collected.posts
        if post.date
    }
    theirs = {
        source: (
            to_uri(row["url"]),
            row["id"],
            parse_date(row["date"], UTC),
            row["updated"] and parse_date(row["updated"], UTC),
        )
        for source, row in expected(name).posts.items()
        if row["status"] in {"article", "hidden"}
    }
    late = {source for source, (_, _, date, updated) in theirs.items() if updated and updated < date}
    assert ours == {source: (*row[:3], None if source in late else row[3]) for source, row in theirs.items()}


@every_site
def test_every_article_has_pelicans_title_terms_and_language(name: str) -> None:
    site = survey(name).site
    ours = {
        below(name, post.source): (
            post.title,
            [*post.categories],
            [*post.tags],
            [author.name for author in post.authors or site.authors],
            post.language or site.language,
        )
        for post in survey(name).collected.posts
        if post.date
    }
    theirs = {
        source: (plain(row["title"]), [row["category"]], row["tags"], row["authors"], row["language"])
        for source, row in expected(name).posts.items()
        if row["status"] in {"article", "hidden"}
    }
    assert ours == theirs


def plain(title: str) -> str:
    return title.replace("<em>", "").replace("</em>", "").replace("&amp;", "&").replace("&lt;", "<")


@every_site
def test_pages_have_pelicans_addresses_and_drafts_are_drafts(name: str) -> None:
    pages = {below(name, post.source): post.url for post in survey(name).collected.posts if post.date is None}
    of_status = {source: row["status"] for source, row in expected(name).posts.items()}
    wanted = {source: to_uri(row["url"]) for source, row in expected(name).posts.items() if "page" in row["status"]}
    assert pages == wanted
    drafts = {
        below(name, one.source)
        for one in survey(name).collected.skipped
        if one.reason in {Absence.DRAFT, Absence.FUTURE}
    }
    assert drafts == {source for source, status in of_status.items() if status == "draft"}


@every_site
def test_what_pelican_hides_stands_in_no_feed_and_not_in_the_sitemap(name: str) -> None:
    hidden = {
        below(name, post.source) for post in survey(name).collected.posts if post.not_in_sitemap is Absence.HIDDEN
    }
    assert hidden == {source for source, row in expected(name).posts.items() if "hidden" in row["status"]}


@every_site
def test_the_feeds_of_pelican_stand_at_their_paths_with_their_entries(name: str) -> None:
    ours = {
        path: sorted(survey(name).ids[post.source] for post in posts)
        for spec, posts in survey(name).selection.feeds
        for path in spec.paths.values()
    }
    theirs = {path: sorted(ids) for path, ids in expected(name).feeds.items()}
    assert {path: ours.get(path) for path in theirs} == theirs


@every_site
def test_nothing_else_is_published_than_the_feeds_of_pelican_and_those_of_the_site(name: str) -> None:
    ours = {path for spec, _ in survey(name).selection.feeds for path in spec.paths.values()}
    assert ours - set(expected(name).feeds) <= {"feed.json", "rss.xml", "atom.xml"}


def test_only_files_that_pelican_leaves_out_are_complained_of() -> None:
    said_of = {below("pelican-blog", one.where.path) for one in survey("pelican-blog").diagnostics}
    assert said_of == {"no-date.md", "한글.rst"}
    assert not survey("pelican-dated").diagnostics


@every_site
def test_no_subscriber_of_pelicans_feeds_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / "output")
    ended = feedpub("build", "--take-over", cwd=site)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err


def test_with_other_ids_subscribers_would_and_the_guard_says_so(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / "pelican-blog", site)
    shutil.copytree(SITES / "_published" / "pelican-blog", site / "output")
    (site / "feedpub.toml").write_text('[ids]\nscheme = "uuid"\n', encoding="utf-8")
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "guard/reannounced" in ended.err


def test_with_other_ids_those_of_the_feeds_that_are_taken_over_are_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / "pelican-blog", site)
    shutil.copytree(SITES / "_published" / "pelican-blog", site / "output")
    (site / "feedpub.toml").write_text('[ids]\nscheme = "uuid"\n', encoding="utf-8")
    ended = feedpub("build", "--take-over", cwd=site)
    assert (ended.status, "guard/" in ended.err) == (0, False)
    assert "feedpub.ids says so" in ended.err


def test_no_error_is_found_in_either_site() -> None:
    for name in NAMES:
        assert not [one for one in survey(name).diagnostics if one.level is Level.ERROR]


@every_site
def test_links_in_texts_lead_where_those_of_pelican_do(name: str) -> None:
    ours: dict[str, list[str]] = {}
    found = survey(name).collected
    for post in found.posts:
        if post.date:
            body = render(read_body(SITES / name, post, found.settings).text, post.markup, post.url)
            ours[below(name, post.source)] = addresses(body)
    theirs = {source: addresses(row["body"]) for source, row in expected(name).posts.items() if source in ours}
    assert ours == theirs


def addresses(body: str) -> list[str]:
    return [to_uri(each) for each in re.findall(r'(?:href|src)="([^"#]+[^"]*)"', body) if not each.startswith("#")]
