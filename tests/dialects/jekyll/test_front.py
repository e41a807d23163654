"""What of a file is front matter for Jekyll, and what it takes that other parsers refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.collect.dialects import find
from feedpub.model.records import Absence, Level
from feedpub.sites import jekyll

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dialects.site import Site

POST = "_posts/2024-01-02-the-first-flush.md"


def said(site: Site) -> list[tuple[str, Level, int | None]]:
    return [(each.code, each.level, each.where.line) for each in site.collect().diagnostics]


def test_a_key_that_stands_twice_is_a_warning_and_the_last_counts(site: Site) -> None:
    assert site.post("title: Green\ntags: [a]\ntitle: White\n", path=POST).title == "White"
    assert said(site) == [("front-matter/duplicate-key", Level.WARNING, 4)]


def test_a_key_that_stands_twice_in_the_configuration_is_a_warning(site: Site) -> None:
    site.configure("description: one", "description: two")
    site.post()
    (found,) = site.collect().diagnostics
    assert (found.code, found.where.path, found.where.line) == ("front-matter/duplicate-key", "_config.yml", 4)
    assert site.options().site.description == "two"


def test_a_tagged_title_is_its_text(site: Site) -> None:
    assert site.post("title: ! 'Green: a story'\ntags: ! [a]\n").title == "Green: a story"
    assert not said(site)


@pytest.mark.parametrize(
    "text",
    [
        "Just a text.\n",
        "# A heading\n\nA text.\n",
    ],
)
def test_a_post_needs_no_front_matter(site: Site, text: str) -> None:
    site.write(POST, text)
    post = site.posts()[POST]
    assert (post.title, post.date) == ("The First Flush", datetime(2024, 1, 2, tzinfo=UTC))
    assert not said(site)


@pytest.mark.parametrize(
    "text",
    [
        "\n---\ntitle: White\n---\nText.\n",
        " ---\ntitle: White\n---\nText.\n",
        "----\ntitle: White\n----\nText.\n",
        "---\ntitle: White\n----\nText.\n",
        "---\ntitle: White\n ---\nText.\n",
        "---\ntitle: White\n",
        "+++\ntitle = 'White'\n+++\nText.\n",
        '{"title": "White"}\nText.\n',
        ';;;\n"title": "White"\n;;;\nText.\n',
    ],
)
def test_what_jekyll_does_not_find_to_be_front_matter_is_text_with_a_warning(site: Site, text: str) -> None:
    site.write(POST, text)
    assert site.posts()[POST].title == "The First Flush"
    ((code, level, _),) = said(site)
    assert (code, level) == ("front-matter/taken-for-text", Level.WARNING)
    assert site.body(text).strip()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("date: 11-9-2017", datetime(2017, 9, 11, 4, tzinfo=UTC)),
        ("date: 2013-07-24 14:34:00 PST", datetime(2013, 7, 24, 22, 34, tzinfo=UTC)),
        ("date: 2023/4/12 14:3", datetime(2023, 4, 12, 18, 3, tzinfo=UTC)),
        ("date: January 2, 2017", datetime(2017, 1, 2, 5, tzinfo=UTC)),
        ("date: 2017-01-02 10:00:00", datetime(2017, 1, 2, 10, tzinfo=UTC)),
        ("date: '2017-01-02 10:00:00'", datetime(2017, 1, 2, 15, tzinfo=UTC)),
        ("date: 2017-01-02 10:00:00 +9", datetime(2017, 1, 2, 1, tzinfo=UTC)),
        ("date: '2017-01-02 10:00:00 +9'", datetime(2017, 1, 2, 15, tzinfo=UTC)),
        ("date: 2017-01-02 10:00:00 -03:30", datetime(2017, 1, 2, 13, 30, tzinfo=UTC)),
        ("date: 2017-02-31 10:00:00 -0330", datetime(2017, 3, 3, 13, 30, tzinfo=UTC)),
        ("date: 2017-02-30", datetime(2017, 3, 2, 5, tzinfo=UTC)),
        ("date: 20170102", datetime(2017, 1, 2, 5, tzinfo=UTC)),
        ("date: 2017-11-05 01:30", datetime(2017, 11, 5, 6, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_those_of_ruby(site: Site, written: str, expected: datetime) -> None:
    site.configure("timezone: America/New_York")
    assert site.post(f"title: A\n{written}\n").date == expected
    assert not said(site)


def test_a_date_that_jekyll_refuses_is_an_error_at_its_line(site: Site) -> None:
    site.write(POST, "---\ntitle: A\ntags: [a]\ndate: the day before\n---\n")
    assert said(site) == [("post/bad-date", Level.ERROR, 4)]


def test_a_date_of_the_day_of_the_build_is_a_warning_and_the_post_is_left_out(site: Site) -> None:
    site.write(POST, "---\ntitle: A\ndate: May 5\n---\n")
    assert said(site) == [("post/bad-date", Level.WARNING, 3)]
    assert [one.reason for one in site.collect().skipped] == [Absence.NO_DATE]


def test_a_moment_of_change_that_no_plugin_reads_is_passed_over(site: Site) -> None:
    assert site.post("updated: lately\n").updated is None
    assert said(site) == [("post/bad-date", Level.WARNING, 2)]


@pytest.mark.parametrize(("written", "is_out"), [("no", True), ("", True), ("'false'", False), ("0", False)])
def test_a_post_is_unpublished_by_what_is_false_in_ruby(site: Site, written: str, *, is_out: bool) -> None:
    site.write(POST, f"---\npublished: {written}\n---\n")
    assert [one.reason for one in site.collect().skipped] == ([Absence.UNPUBLISHED] if is_out else [])


def test_terms_in_lists_of_lists_are_terms(site: Site) -> None:
    post = site.post("tags: [[a, [b]], c, {d: e}]\ncategories: [[x], y]\n")
    assert (post.tags, post.categories) == (("a", "b", "c"), ("x", "y"))


@pytest.mark.parametrize(
    "front", ["lang: [a]", "image: [[a]]", "author: [[a]]", "title: [a]", "feed: [a]", "lang: Klingon"]
)
def test_values_that_mean_nothing_are_no_errors(site: Site, front: str) -> None:
    site.post(f"{front}\n")
    assert {level for _, level, _ in said(site)} <= {Level.WARNING}


def test_an_escaped_permalink_is_the_address_that_it_stands_for(site: Site) -> None:
    assert site.url("permalink: /tee-%e8%8c%b6/\n") == "tee-%E8%8C%B6/"
    assert site.url("permalink: /tee-\u8336/\n") == "tee-%E8%8C%B6/"
    assert site.url("permalink: /100%25/\n") == "100%25/"
    assert site.url("permalink: /100%/\n") == "100%25/"
    assert site.url("permalink: /%ff/\n") == "%25ff/"
    assert site.url("permalink: /:slug/%E8%8C%B6/\nslug: a%20b\n") == "a-20b/%E8%8C%B6/"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("tea", ""), ("4123", ""), ("tag:a.example,2024:tea", "tag:a.example,2024:tea"), ("/2024/tea", "/2024/tea")],
)
def test_an_id_that_is_a_bare_word_is_none_of_the_feeds(site: Site, written: str, kept: str) -> None:
    assert site.post(f"id: {written}\n").id == (kept or site.post().id)


def test_hidden_says_nothing_to_jekyll(site: Site) -> None:
    post = site.post("hidden: true\n")
    assert (post.not_in_feeds, post.not_in_sitemap) == (None, None)


def test_defaults_may_give_feeds_the_excerpt_alone(site: Site) -> None:
    assert not site.post().excerpt_only
    assert site.post("feed: {excerpt_only: true}\n").excerpt_only
    site.configure("defaults:", "  - values: {feed: {excerpt_only: true}}")
    assert site.post().excerpt_only
    assert not site.post("feed: {excerpt_only: false}\n").excerpt_only


def test_a_file_whose_name_cannot_be_written_down_is_left_out_with_a_warning(site: Site) -> None:
    site.write("_posts/2024-01-02-\b커피.md", "---\ntitle: A\n---\n")
    site.write("_posts/2024-01-02-tea.md", "---\ntitle: B\n---\n")
    collected = site.collect()
    assert [post.title for post in collected.posts] == ["B"]
    assert [(one.code, one.level) for one in collected.diagnostics] == [("files/bad-name", Level.WARNING)]


def test_a_package_json_beside_posts_and_layouts_is_of_no_generator(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_layouts").mkdir()
    (tmp_path / "package.json").write_text('{"scripts": {"css": "sass"}}')
    found = find(tmp_path)
    assert found is not None
    assert found.name == "jekyll"


def test_a_site_without_configuration_is_known_by_its_posts_and_layouts(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    assert jekyll.detect(tmp_path) == ()
    (tmp_path / "_layouts").mkdir()
    (tmp_path / "CNAME").write_text("tea.example\n")
    assert config.load(tmp_path).site.url == "https://tea.example/"
    (tmp_path / "eleventy.config.js").write_text("")
    assert jekyll.detect(tmp_path) == ()


def test_a_configuration_of_hexo_is_none_of_jekylls_whatever_folders_there_are(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_layouts").mkdir()
    (tmp_path / "_config.yml").write_text("source_dir: source\n")
    assert jekyll.detect(tmp_path) == ()


def test_front_matter_that_is_no_yaml_is_passed_over_as_jekyll_does(site: Site) -> None:
    site.write("_posts/2024-01-03-b.md", "---\ntitle: Tea: a note\n---\nText.\n")
    (said,) = site.collect().diagnostics
    assert (said.code, said.level, said.where.line) == ("front-matter/needs-quotes", Level.WARNING, 2)
    site.configure("strict_front_matter: true")
    (said,) = site.collect().diagnostics
    assert (said.code, said.level) == ("front-matter/needs-quotes", Level.ERROR)
