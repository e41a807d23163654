"""The HTML that Jekyll and Hugo made of tests/sites gives the posts, dates and titles that they say themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import config
from feedpub.sites import collect
from feedpub.text.dates import rfc3339

if TYPE_CHECKING:
    from feedpub.collect import Collected

SITES = Path(__file__).parents[2] / "sites"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BUILT = sorted(folder.name.removeprefix("built-") for folder in SITES.glob("built-*"))
NOT_IN_HTML = {
    "hugo-blog": {"never-listed/", "list-local/"},  # `build.list` of the front matter: their pages say nothing of it
    "jekyll-blog": {"no-sitemap.html", "hidden-page.html"},  # `sitemap: false`
    "jekyll-collections": {"%EB%90%9C%EC%9E%A5%20%EC%B0%8C%EA%B0%9C/"},  # `sitemap: false` in the defaults
}


@cache
def built(name: str) -> Collected:
    options = config.load(SITES, {"built.folder": f"built-{name}", "site.type": "html"})
    return collect(SITES, options.content, options.site, now=NOW, built=options.built)


@cache
def expected(name: str) -> Any:  # noqa: ANN401 - as JSON has it
    found = json.loads((SITES / f"built-{name}" / "expected.json").read_text(encoding="utf-8"))
    return found[0] if isinstance(found, list) else found


def posts(name: str) -> dict[str, tuple[str, str]]:
    return {post.url: (rfc3339(post.date), post.title) for post in built(name).posts if post.date}


def test_there_are_sites_of_both_generators() -> None:
    assert {name.partition("-")[0] for name in BUILT} == {"hugo", "jekyll"}


@pytest.mark.parametrize("name", BUILT)
def test_every_post_of_the_generator_is_found_with_its_date_and_title(name: str) -> None:
    said = {post["url"]: (post["date"], post["title"]) for post in expected(name)["posts"].values() if post["date"]}
    pages = {post.url for post in built(name).posts}
    found = posts(name)
    for url, (date, title) in said.items():
        if url in pages:  # a draft has none, nor what lies in the future
            assert found.get(url) == (date, title or "No Title"), url
    assert len(said.keys() & pages) > 4


@pytest.mark.parametrize("name", BUILT)
def test_nothing_is_a_post_that_the_generator_does_not_date(name: str) -> None:
    dated = {post["url"] for post in expected(name)["posts"].values() if post["date"]}
    extra = posts(name).keys() - dated
    assert {url for url in extra if not url.endswith(("never-listed/", "list-local/"))} == set()


@pytest.mark.parametrize("name", BUILT)
def test_the_sitemap_is_that_of_the_generator(name: str) -> None:
    theirs = {url for url in expected(name)["sitemap"] if not url.endswith((".pdf", "/page.htm"))}
    ours = {post.url for post in built(name).posts if not post.not_in_sitemap}
    only_ours = {url for url in ours - theirs if not any(map(url.endswith, NOT_IN_HTML.get(name, ())))}
    assert (theirs - ours, only_ours) == (set(), set())


@pytest.mark.parametrize("name", BUILT)
def test_nothing_has_to_be_said_of_these_sites(name: str) -> None:
    assert built(name).diagnostics == ()


@pytest.mark.parametrize("name", ["jekyll-blog", "jekyll-collections"])
def test_the_tags_that_the_page_names_are_those_of_the_generator(name: str) -> None:
    tags = {post["url"]: set(post["tags"]) for post in expected(name)["posts"].values()}
    for post in built(name).posts:
        assert set(post.tags) <= tags.get(post.url, set())
