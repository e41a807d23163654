"""The pages of jekyll-archives. Their addresses were seen in the output of jekyll-archives 2.2 with Jekyll 4.3."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.running import feedpub

if TYPE_CHECKING:
    from tests.dialects.site import Site

FRONT = "categories: [Dev Notes]\ntags: [C++, 한글]\n"
CHIRPY = (
    "theme: jekyll-theme-chirpy",
    "jekyll-archives: {enabled: [categories, tags], permalinks: {tag: '/tags/:name/', category: '/categories/:name/'}}",
)


def pages(site: Site, *lines: str) -> list[str]:
    site.configure("timezone: Asia/Seoul", *lines)
    return [each.url.removeprefix("https://example.com/") for each in site.post(FRONT).listings or ()]


def test_those_of_terms_are_where_the_theme_chirpy_has_them(site: Site) -> None:
    assert pages(site, *CHIRPY) == ["categories/dev-notes/", "tags/c/", "tags/%ED%95%9C%EA%B8%80/"]


@pytest.mark.parametrize("enabled", ["all", "[year, month, day, categories, tags]", "true"])
def test_those_of_days_are_where_they_are_without_a_word(site: Site, enabled: str) -> None:
    found = pages(site, "plugins: [jekyll-archives]", f"jekyll-archives: {{enabled: {enabled}}}")
    assert found[:2] == ["category/dev-notes/", "tag/c/"]
    assert found[3:] == ["2024/", "2024/01/", "2024/01/02/"]


def test_the_second_version_has_a_table_for_each_collection(site: Site) -> None:
    table = "{posts: {enabled: [year, tags], permalinks: {year: '/blog/:year/', tags: '/blog/:type/:name/'}}}"
    found = pages(site, "plugins: [jekyll-archives-v2]", f"jekyll-archives: {table}")
    assert found == ["blog/tags/c/", "blog/tags/%ED%95%9C%EA%B8%80/", "blog/2024/"]


def test_a_gemfile_may_name_the_plug_in(site: Site) -> None:
    site.write("Gemfile", 'group :jekyll_plugins do\n  gem "jekyll-archives"\nend\n')
    assert pages(site, "jekyll-archives: {enabled: [year]}") == ["2024/"]


def test_there_are_none_without_the_plug_in(site: Site) -> None:
    assert pages(site, "jekyll-archives: {enabled: all}") == []
    assert pages(site, "plugins: [jekyll-archives]") == []


def test_they_stand_in_the_sitemap_and_leave_feeds_as_they_are(site: Site) -> None:
    site.configure(*CHIRPY)
    site.post(FRONT)
    assert feedpub("build", cwd=site.folder).status == 0
    listed = (site.folder / "_site/sitemap.xml").read_text()
    assert "<loc>https://example.com/tags/c/</loc>" in listed
    feed = (site.folder / "_site/category/dev-notes/atom.xml").read_text()
    assert '<link href="https://example.com/categories/dev-notes/"' in feed
