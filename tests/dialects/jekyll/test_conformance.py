"""What feedpub makes of the sites in tests/sites, held against what Jekyll and its plug-ins made of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import config, pipeline
from feedpub.model.records import Format, Level
from feedpub.text.dates import rfc3339
from tests.running import feedpub

if TYPE_CHECKING:
    from feedpub.model.records import Post
    from feedpub.pipeline.surveying import Survey

SITES = Path(__file__).parents[2] / "sites"
NOW = datetime(2026, 2, 1, tzinfo=UTC)
NAMES = ("jekyll-blog", "jekyll-collections", "jekyll-dated", "jekyll-styles")
WARNED_OF = {"_config.yml", "_posts/2018-01-02-twice.md", "_posts/2018-01-05-late.md"}
"""Keys that stand twice, and what Jekyll does not find to be front matter."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A site with one of its configurations."""

    folder: Path
    expected: dict[str, Any]

    def survey(self) -> Survey:
        chosen = {"site.config": json.dumps(self.expected["config"])}
        options = config.load(self.folder, chosen)
        return pipeline.survey(pipeline.Request(folder=self.folder, options=options, now=NOW))

    @property
    def posts(self) -> dict[str, dict[str, Any]]:
        return dict(self.expected["posts"])

    def __str__(self) -> str:
        return f"{self.folder.name} {self.expected['config'][-1]}"


def cases() -> list[Case]:
    return [
        Case(folder=SITES / name, expected=each)
        for name in NAMES
        for each in json.loads((SITES / name / "expected.json").read_text(encoding="utf-8"))
    ]


CASES = cases()
every_case = pytest.mark.parametrize("case", CASES, ids=str)


def once(url: str) -> str:
    """Return the address without the two slashes that Jekyll makes of a `url` that ends in one."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.replace('//', '/')}"


def said(post: Post, ids: dict[str, str]) -> dict[str, Any]:
    return {
        "url": post.url,
        "id": ids.get(post.source),
        "date": post.date and rfc3339(post.date),
        "updated": post.updated and rfc3339(post.updated),
        "title": post.title,
        "categories": list(post.categories),
        "tags": list(post.tags),
    }


@every_case
def test_every_document_has_the_address_date_and_id_that_jekyll_gives_it(case: Case) -> None:
    survey = case.survey()
    ours = {
        post.source: said(post, dict(survey.ids))
        for post in survey.collected.posts
        if post.source in case.posts or post.date
    }
    theirs = {
        source: {key: once(row[key]) if key == "url" else row[key] for key in said_keys()}
        for source, row in case.posts.items()
    }
    assert ours == theirs


def said_keys() -> tuple[str, ...]:
    return ("url", "id", "date", "updated", "title", "categories", "tags")


@every_case
def test_the_feeds_of_jekyll_feed_stand_at_their_paths_with_their_entries_in_order(case: Case) -> None:
    survey = case.survey()
    ours = {
        spec.paths[Format.ATOM]: [survey.ids[post.source] for post in posts] for spec, posts in survey.selection.feeds
    }
    theirs = {path: ids for path, ids in case.expected["feeds"].items() if ids}
    assert {path: ours.get(path) for path in theirs} == theirs


@every_case
def test_the_sitemap_lists_what_that_of_jekyll_sitemap_lists(case: Case) -> None:
    listed = {post.url for post in case.survey().collected.posts if post.not_in_sitemap is None}
    assert sorted(listed) == sorted(once(url) for url in case.expected["sitemap"])


@every_case
def test_nothing_is_said_of_a_site_that_jekyll_builds_without_complaint(case: Case) -> None:
    said_of = {one.where.path for one in case.survey().diagnostics}
    undated = {source for source, row in case.posts.items() if not row["date"] and row["collection"] == "recipes"}
    assert said_of == undated | (WARNED_OF if case.folder.name == "jekyll-dated" else set())
    assert {one.level for one in case.survey().diagnostics} <= {Level.WARNING}


@pytest.mark.parametrize("name", NAMES)
def test_no_subscriber_of_jekylls_feeds_gets_a_post_again(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    shutil.copytree(SITES / "_published" / name, site / "_site")
    ended = feedpub("build", "--take-over", cwd=site)
    assert (ended.status, ended.out) == (0, "")
    assert "guard/" not in ended.err


def test_with_other_ids_subscribers_would_and_the_guard_says_so(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITES / "jekyll-blog", site)
    shutil.copytree(SITES / "_published" / "jekyll-blog", site / "_site")
    (site / "feedpub.toml").write_text('[ids]\nscheme = "uuid"\n', encoding="utf-8")
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "guard/reannounced" in ended.err
