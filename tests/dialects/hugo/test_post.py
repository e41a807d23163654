from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from feedpub.model.records import Absence, Level
from feedpub.text.dates import rfc3339
from tests.dialects.site import fed

if TYPE_CHECKING:
    from tests.dialects.site import Site


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/v1.2", "v1.2"),
        ("/a/b", "a/b/"),
        ("/a/index.html", "a/"),
        ("/index.html", ""),
        ("/Foo Bar/:year/:slug/", "Foo%20Bar/2024/sl-6/"),
        ("/foo/:title.html", "foo/a-title.html"),
        ("//dd//e/", "dd/e/"),
        ("/%ED%95%9C/", "%ED%95%9C/"),
        ("/%ed%95%9c/100% tea/", "%ed%95%9c/100%25%20tea/"),
    ],
)
def test_an_address_in_the_front_matter_goes_before_all_others(site: Site, url: str, address: str) -> None:
    front = f'title: A title\ndate: 2024-05-06\nslug: SL 6\nurl: "{url}"\n'
    assert site.url(front) == address


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://other.example/", "post/bad-permalink"),
        ("/:nothing/", "post/bad-permalink"),
        ("/:sections[x]/", "post/bad-permalink"),
        ('"/a\\\\b/"', "post/unsafe-path"),
    ],
)
def test_an_address_that_cannot_be_is_refused_with_its_place(site: Site, url: str, code: str) -> None:
    site.write("content/a.md", f"---\ntitle: A\nurl: {url}\n---\n")
    (finding,) = site.collect().diagnostics
    assert (finding.code, finding.level, finding.where.line) == (code, Level.ERROR, 3)


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:sections[1:]/:title/", "deep/c/"),
        ("/:sections[last]/:sections[0]/:filename", "deep/posts/a-b/"),
        ("/:sections[:last]/:slug", "posts/c/"),
        ("/:sectionslug/:sectionslugs/:contentbasename", "deep-things/posts/deep-things/a-b/"),
        ("/:year-:month-:monthname-:day-:weekday-:weekdayname-:yearday/", "2024-02-february-03-6-saturday-34/"),
        ("/:2006/:01/:02/:06", "2024/02/03/24/"),
        ("/x/:slugorcontentbasename.html", "x/a-b.html/"),
    ],
)
def test_permalinks_are_filled_in_as_hugo_does(site: Site, pattern: str, address: str) -> None:
    site.configure("[permalinks]", f'posts = "{pattern}"')
    site.write("content/posts/deep/_index.md", "---\ntitle: Deep things\n---\n")
    assert site.url("title: C++\ndate: 2024-02-03\n", "content/posts/deep/A b.md") == address


def test_a_permalink_of_a_folder_goes_before_that_of_its_section(site: Site) -> None:
    site.configure("[permalinks.page]", 'nested = "/ne/:slug/"', '"nested/deep" = "/deep/:slug/"')
    assert site.url("title: B\n", "content/nested/deep/s.md") == "deep/b/"


def test_a_permalink_of_feedpub_is_for_posts_that_have_no_other(site: Site) -> None:
    site.write("content/a.md", "---\ntitle: A\ndate: 2024-02-03\n---\n")
    site.write("content/page.md", "---\ntitle: P\n---\n")
    posts = site.posts(content__permalink="/:year/:slug/")
    assert posts["content/a.md"].url == "https://example.com/2024/a/"
    assert posts["content/page.md"].url == "https://example.com/page/"


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("-a-", "posts/a/"),
        ("a &", "posts/a/"),
        ("a -- b", "posts/a--b/"),
        ("C#", "posts/c%23/"),
        ("İstanbul", "posts/istanbul/"),
        ("日本・語", "posts/日本語/"),
        ("100%", "posts/100/"),
        ("½", "posts/a/"),
    ],
)
def test_slugs_become_paths_as_in_hugo(site: Site, slug: str, address: str) -> None:
    assert unquote(site.url(f'slug: "{slug}"\n')).replace("#", "%23") == address


def test_accents_go_where_the_site_says_so(site: Site) -> None:
    site.configure("removePathAccents = true")
    assert site.url(path="content/posts/Café.md") == "posts/cafe/"


def test_addresses_end_in_html_in_the_sections_that_are_ugly(site: Site) -> None:
    site.configure("[uglyURLs]", "posts = true")
    assert site.url() == "posts/a.html"
    assert site.url(path="content/other/b.md") == "other/b/"


def test_a_file_without_front_matter_is_a_page(site: Site) -> None:
    site.write("content/bare.md", "Text.\n")
    assert site.posts()["content/bare.md"].url == "https://example.com/bare/"


def test_html_without_front_matter_is_copied_as_it_is(site: Site) -> None:
    site.write("content/bare.html", "<p>Text.</p>\n")
    assert site.posts() == {}


def test_broken_front_matter_is_told(site: Site) -> None:
    site.write("content/a.md", "---\ntitle: [\n---\n")
    site.write("content/posts/_index.md", "---\ntitle: [\n---\n")
    assert {one.where.path for one in site.collect().diagnostics} == {"content/a.md", "content/posts/_index.md"}


def test_a_date_that_is_none_is_told_with_its_place(site: Site) -> None:
    site.write("content/a.md", "---\ntitle: A\nDate: soon\n---\n")
    (finding,) = site.collect().diagnostics
    assert (finding.code, finding.where.line) == ("post/bad-date", 3)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 02 Jan 2017 15:04:05 GMT", "2017-01-02T20:04:05Z"),
        ("Monday, 02-Jan-17 15:04:05 MST", "2017-01-02T20:04:05Z"),
        ("02 Jan 69 15:04 MST", "1969-01-02T20:04:00Z"),
        ("02 Jan 17 15:04 -0700", "2017-01-02T22:04:00Z"),
        ("Mon Jan  2 15:04:05 UTC 2017", "2017-01-02T20:04:05Z"),
        ("2017-01-02 10:00:00 +0900 KST", "2017-01-02T01:00:00Z"),
        ("1483351200", "2017-01-02T10:00:00Z"),
        ("20170102", "1970-08-22T10:48:22Z"),
    ],
)
def test_dates_are_those_of_go(site: Site, written: str, expected: str) -> None:
    site.configure("timeZone = 'America/New_York'")
    date = site.post(f"title: A\ndate: {written}\n").date
    assert date is not None
    assert rfc3339(date) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[a, b], c]", ()),
        ("[c, {d: e}]", ()),
        ("{x: y}", ()),
        ("[c, ~, 1.5]", ("c", "1.5")),
        ("a, b", ("a, b",)),
        ("7", ("7",)),
        ("[]", ()),
    ],
)
def test_terms_of_any_shape_are_those_of_hugo(site: Site, written: str, expected: tuple[str, ...]) -> None:
    assert site.post(f"title: A\ntags: {written}\n").tags == expected


def test_published_false_is_no_date(site: Site) -> None:
    assert site.post("date: 2024-01-01\npublished: false\n").date


def test_the_year_1_is_no_date(site: Site) -> None:
    assert site.post('date: 0001-01-01T00:00:00Z\npublishDate: "0001-01-01"\n').date is None


def test_feeds_carry_the_date_of_publication_and_addresses_the_date(site: Site) -> None:
    site.configure("[permalinks]", 'posts = "/:year/:slug/"')
    post = site.post("title: A\ndate: 2023-12-31T23:30:00-05:00\npublishDate: 2024-02-01\nlastmod: 2024-03-01\n")
    assert post.url == "https://example.com/2023/a/"
    assert post.date is not None
    assert rfc3339(post.date) == "2024-02-01T00:00:00Z"
    assert post.updated is not None
    assert rfc3339(post.updated) == "2024-03-01T00:00:00Z"


def test_a_name_may_have_a_time_and_figures_that_are_no_day(site: Site) -> None:
    site.configure("[frontmatter]", 'date = [":filename", ":default"]')
    post = site.post(path="content/posts/2024-03-04-05-06-07-a.md")
    assert post.date is not None
    assert (rfc3339(post.date), post.url) == ("2024-03-04T05:06:07Z", "https://example.com/posts/a/")
    assert site.post(path="content/posts/2024-13-04-a.md").date is None


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("draft: true\n", Absence.DRAFT),
        ("build:\n  render: never\n", Absence.UNRENDERED),
        ("_build:\n  render: false\n", Absence.UNRENDERED),
        ("headless: true\n", Absence.UNRENDERED),
        ("publishDate: 2030-01-01\n", Absence.FUTURE),
        ("unpublishdate: 2025-01-01\n", Absence.EXPIRED),
    ],
)
def test_a_page_is_left_out_with_its_reason(site: Site, front: str, reason: Absence) -> None:
    site.write("content/a.md", f"---\ntitle: A\ndate: 2024-01-01\n{front}---\n")
    assert [one.reason for one in site.collect().skipped] == [reason] or reason is Absence.UNRENDERED
    assert site.posts() == {} or reason is Absence.UNRENDERED


def test_what_is_listed_nowhere_is_in_no_feed_and_not_in_the_sitemap(site: Site) -> None:
    post = site.post("date: 2024-01-01\nbuild:\n  list: never\n")
    assert (post.not_in_feeds, post.not_in_sitemap, post.listings) == (Absence.UNLISTED, Absence.UNLISTED, ())


def test_summaries_go_by_the_mark_then_by_the_key(site: Site) -> None:
    assert site.post("summary: Short\ndescription: Other\n").summary == "Short"
    assert site.post("summary: Short\n", "One.\n\n<!--more-->\n\nTwo.\n").summary == ""
    assert site.post("description: Other\n").summary == ""


def test_the_nearest_cascade_wins_and_the_page_before_all(site: Site) -> None:
    site.configure("[[cascade]]", 'title = "Of the site"', 'tags = ["site"]', "[cascade.target]", 'kind = "page"')
    site.write("content/posts/_index.md", "---\ncascade:\n  title: Of posts\n  tags: [posts]\n---\n")
    site.write("content/posts/deep/_index.md", "---\ncascade:\n  Title: Of deep\n---\n")
    assert site.post(path="content/a.md").title == "Of the site"
    assert site.post().title == "Of posts"
    post = site.post(path="content/posts/deep/a.md")
    assert (post.title, post.tags) == ("Of deep", ("posts",))
    assert site.post("title: Own\n", path="content/posts/deep/b.md").title == "Own"


def test_cascades_are_for_the_language_of_their_file_and_for_what_they_target(site: Site) -> None:
    site.configure("[languages.en]", "[languages.ko]", "[[cascade]]", "draft = true", "[cascade.target]", 'lang = "en"')
    site.write("content/posts/_index.ko.md", "---\ncascade:\n  - title: K\n    target: {path: '/posts/{a,b}*'}\n---\n")
    assert site.post(path="content/posts/a.ko.md").title == "K"
    assert site.post(path="content/posts/c.ko.md").title == "C"
    site.write("content/posts/a.md", "---\ntitle: A\n---\n")
    assert "content/posts/a.md" not in site.posts()


def test_cascades_of_other_environments_are_none(site: Site) -> None:
    site.configure("[[cascade]]", "draft = true", "[cascade.target]", 'environment = "development"')
    assert site.post("title: A\n")


def test_sections_and_terms_list_a_post(site: Site) -> None:
    post = site.post("title: A\ntags: [Tea Time]\ncategories: R&D\n")
    assert [(each.term.slug, each.term.label) for each in fed(post)] == [
        ("posts", "Posts"),
        ("categories/rd", "R&D"),
        ("tags/tea-time", "Tea Time"),
    ]


def test_terms_without_a_letter_have_no_page(site: Site) -> None:
    assert len(fed(site.post("title: A\ntags: ['½']\n"))) == 1


def test_a_term_may_have_a_title_and_an_address_of_its_own(site: Site) -> None:
    site.configure("[permalinks.term]", 'tags = "/t/:slug/"')
    site.write("content/tags/tea/_index.md", "---\ntitle: Time for tea\n---\n")
    post = site.post("title: A\ntags: [tea]\n")
    assert (fed(post)[1].term.slug, fed(post)[1].term.label) == ("t/time-for-tea", "Time for tea")


def test_a_section_may_have_an_address_of_its_own(site: Site) -> None:
    site.configure("[permalinks.section]", 'notes = "/n/:section/"')
    site.write("content/posts/_index.md", "---\ntitle: P\nurl: /blog/\n---\n")
    site.write("content/essays/_index.md", "---\ntitle: P\nslug: Long Reads\n---\n")
    site.write("content/notes/_index.md", "---\ntitle: P\n---\n")
    found = {
        path: fed(site.post(path=path))[0].term.slug
        for path in ("content/posts/a.md", "content/essays/a.md", "content/notes/a.md")
    }
    assert list(found.values()) == ["blog", "long-reads", "n/notes"]
    assert site.posts()["content/posts/_index.md"].url == "https://example.com/blog/"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("post", "Posts"),
        ("diary", "Diaries"),
        ("box", "Boxes"),
        ("news", "News"),
        ("글", "글"),
        ("tips-of-day", "Tips of Days"),
    ],
)
def test_a_section_without_a_title_is_called_as_its_folder(site: Site, name: str, title: str) -> None:
    post = site.post(path=f"content/{name}/a.md")
    assert fed(post)[0].term.label == title


def test_titles_are_left_as_they_are_where_the_site_says_so(site: Site) -> None:
    site.configure("capitalizeListTitles = false", "pluralizeListTitles = false")
    assert fed(site.post())[0].term.label == "posts"


def test_versions_in_other_languages_know_each_other(site: Site) -> None:
    site.configure('defaultContentLanguage = "ko"', "[languages.ko]", "[languages.en]", 'locale = "en-GB"')
    site.write("content/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\n")
    site.write("content/a.en.md", "---\ntitle: A\ndate: 2024-01-01\n---\n")
    post = site.posts()["content/a.en.md"]
    assert (post.url, post.language) == ("https://example.com/en/a/", "en-GB")
    assert [each.language for each in post.translations] == ["en-GB", "ko"]


def test_pages_of_a_language_that_is_disabled_are_left_out(site: Site) -> None:
    site.configure('disableLanguages = ["ko"]', "[languages.en]", "[languages.ko]")
    site.write("content/a.ko.md", "---\ntitle: A\n---\n")
    assert [one.reason for one in site.collect().skipped] == [Absence.EXCLUDED]


def test_what_lies_in_a_bundle_is_no_page(site: Site) -> None:
    site.write("content/posts/b/index.md", "---\ntitle: B\n---\n")
    site.write("content/posts/b/deep/c.md", "---\ntitle: C\n---\n")
    site.write("content/posts/b/deep/index.md", "---\ntitle: C\n---\n")
    assert list(site.posts()) == ["content/posts/b/index.md"]


def test_a_picture_lies_beside_the_text_of_a_bundle_and_below_the_site_otherwise(site: Site) -> None:
    site.write("hugo.toml", 'baseURL = "https://example.com/sub/"\n')
    lines = "date: 2024-01-02\nimages: [img/one.png]\n"
    site.write("content/posts/b/index.md", f"---\ntitle: B\n{lines}---\nText.\n")
    page = site.post(f"title: A\n{lines}")
    bundle = site.posts()["content/posts/b/index.md"]
    assert page.image is not None
    assert bundle.image is not None
    assert page.image.url == "https://example.com/sub/img/one.png"
    assert bundle.image.url == "https://example.com/sub/posts/b/img/one.png"
