"""Which key of the front matter means what."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.collect import builder
from feedpub.collect.fields import KEYS
from feedpub.collect.post import parse
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.model.details import Translation
from feedpub.model.errors import UsageError
from feedpub.model.options import ContentOptions
from feedpub.model.records import Absence, Author, Enclosure, Image, Level, Markup
from tests.collect.sites import SITE, Sites

if TYPE_CHECKING:
    from feedpub.collect.record import Record

DATED = "content/2024-06-22-name.md"


def fields(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "Body.", ""])


TITLES: dict[str, tuple[str, str, str]] = {
    "written": ("title: '  A  title\n\n  in two lines '", "", "A title in two lines"),
    "of a heading": ("x: y", "\n# The *best* [one](/x) &amp; more #\n\nText", "The best one & more"),
    "of a heading that ends in a sign": ("x: y", "# About C#\n", "About C#"),
    "of an underlined heading": ("x: y", "The best\n========\n", "The best"),
    "of a heading in HTML": ("x: y", "<h1 class=a>A <b>bold</b> one</h1>", "A bold one"),
    "not of a later heading": ("x: y", "Text first\n\n# Heading", "Moscow Visit"),
    "of the file's name": ("x: y", "", "Moscow Visit"),
}


@pytest.mark.parametrize(("line", "body", "title"), TITLES.values(), ids=TITLES)
def test_the_title_is(sites: Sites, line: str, body: str, title: str) -> None:
    text = f"---\n{line}\n---\n{body}"
    assert sites.post(text, "content/2024-06-22-moscow-visit.md").title == title


@pytest.mark.parametrize("name", ["000_bfeacd3845dcb815", "12345", "3e2f8a9c-1b2c-4d5e-8f90-a1b2c3d4e5f6"])
def test_a_number_or_hash_is_never_a_title(sites: Sites, name: str) -> None:
    assert sites.post(fields("date: 2024-06-21"), f"content/{name}.md").title == "2024-06-21"


def test_an_untitled_post_with_a_hash_for_a_name_is_called_by_its_summary(sites: Sites) -> None:
    text = fields("date: 2024-06-21", "excerpt: What it says.")
    assert sites.post(text, "content/000_bfeacd3845dcb815.md").title == "What it says."


DATES = {
    "front matter before file name": ("date: 2023-01-02", "2023-01-01T15:00:00"),
    "file name": ("x: y", "2024-06-21T15:00:00"),
    "empty date": ("date:", "2024-06-21T15:00:00"),
    "offset": ("date: 2023-01-02 10:00:00 +0100", "2023-01-02T09:00:00"),
    "no offset is local": ("date: 2023-01-02 10:00:00", "2023-01-02T01:00:00"),
    "publishDate": ("publishDate: 2023-01-02", "2023-01-01T15:00:00"),
    "date before publishDate": ("publishDate: 2023-01-03\ndate: 2023-01-02", "2023-01-01T15:00:00"),
    "pubdate": ("pubDate: 2023-01-02", "2023-01-01T15:00:00"),
    "published as a date": ("published: 2023-01-02", "2023-01-01T15:00:00"),
    "published as yes": ("published: true", "2024-06-21T15:00:00"),
    "any case and hyphens": ("Publish-Date: 2023-01-02", "2023-01-01T15:00:00"),
}


@pytest.mark.parametrize(("lines", "moment"), DATES.values(), ids=DATES)
def test_the_date_comes_from(sites: Sites, lines: str, moment: str) -> None:
    assert sites.post(fields(lines), DATED).date == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("day", ["9999-12-31 23:00:00Z", "0001-01-02"])
def test_a_date_at_the_end_of_the_calendar_is_read(sites: Sites, day: str) -> None:
    assert sites.post(fields(f"date: {day}", "future: true"), "content/a.md").date


def test_a_file_name_before_the_first_year_is_an_error(sites: Sites) -> None:
    assert sites.finding(fields("title: a"), "content/0001-01-01-a.md").code == "post/bad-date"


UPDATED = ["last_modified_at", "lastmod", "updated", "modified", "update_date", "modified_date", "lastModifiedAt"]


@pytest.mark.parametrize("key", UPDATED)
def test_the_date_of_change_is_read_from_each_key_in_use(sites: Sites, key: str) -> None:
    post = sites.post(fields(f"{key}: 2025-01-02T00:00:00Z"))
    assert post.updated == datetime(2025, 1, 2, tzinfo=UTC)


def test_a_change_before_the_date_is_reported_and_not_believed(sites: Sites) -> None:
    collected = sites.collect({DATED: fields("updated: 2020-01-01")})
    assert collected.posts[0].updated is None
    [finding] = collected.diagnostics
    assert (finding.code, finding.level, finding.where.line) == ("post/updated-before-date", Level.WARNING, 2)


SKIPPED = {
    "draft": ("draft: true", Absence.DRAFT),
    "drafts": ("drafts: yes", Absence.DRAFT),
    "not published": ("published: false", Absence.UNPUBLISHED),
    "no permalink": ("permalink: false", Absence.UNPUBLISHED),
    "future": ("date: 2026-01-02", Absence.FUTURE),
    "published in the future": ("date: 2025-01-01\npublishDate: 2027-01-01", Absence.FUTURE),
    "expired": ("expiryDate: 2025-12-31", Absence.EXPIRED),
    "expires": ("expires: 2025-12-31", Absence.EXPIRED),
}


@pytest.mark.parametrize(("lines", "reason"), SKIPPED.values(), ids=SKIPPED)
def test_a_post_is_left_out_with_its_reason(sites: Sites, lines: str, reason: Absence) -> None:
    collected = sites.collect({DATED: fields(lines)})
    assert [each.reason for each in collected.skipped] == [reason]
    assert (collected.posts, collected.diagnostics) == ((), ())


@pytest.mark.parametrize(
    ("lines", "options"),
    [
        ("draft: true", {"drafts": True}),
        ("date: 2026-01-02", {"future": True}),
        ("date: 2026-01-02\nfuture: true", {}),
        ("draft: false", {}),
        ("published: on", {}),
        ("expires: 2026-01-02", {}),
    ],
)
def test_a_post_is_published_when_asked_for(sites: Sites, lines: str, options: dict[str, object]) -> None:
    assert sites.post(fields(lines), DATED, **options)


FEEDS = {
    "usually": ("x: y", None, None),
    "feed": ("feed: false", Absence.FEED_FALSE, None),
    "feed options": ("feed: {excerpt_only: true}", None, None),
    "sitemap": ("sitemap: false", None, Absence.SITEMAP_FALSE),
    "sitemap exclude": ("sitemap: {exclude: yes}", None, Absence.SITEMAP_FALSE),
    "sitemap options": ("sitemap: {priority: 0.5}", None, None),
    "noindex": ("noindex: true", None, Absence.NOINDEX),
    "robots": ("robots: noindex, follow", None, Absence.NOINDEX),
    "hidden": ("hidden: true", Absence.HIDDEN, Absence.HIDDEN),
    "canonical elsewhere": ("canonical_url: https://other.example/a/", None, Absence.CANONICAL_ELSEWHERE),
    "canonical here": ("canonical: http://example.com/name", None, None),
}


@pytest.mark.parametrize(("lines", "feeds", "sitemap"), FEEDS.values(), ids=FEEDS)
def test_a_post_stands_in_feeds_and_sitemap(
    sites: Sites, lines: str, feeds: Absence | None, sitemap: Absence | None
) -> None:
    post = sites.post(fields(lines))
    assert (post.not_in_feeds, post.not_in_sitemap) == (feeds, sitemap)


def test_an_undated_file_is_a_page(sites: Sites) -> None:
    collected = sites.collect({"content/about.md": fields("title: About")})
    assert collected.posts[0].not_in_feeds is Absence.NO_DATE
    assert collected.posts[0].not_in_sitemap is None
    assert collected.diagnostics == ()


@pytest.mark.parametrize("line", ["description: a", "author: a"])
def test_a_page_may_have_what_posts_have_but_terms(sites: Sites, line: str) -> None:
    collected = sites.collect({"content/about.md": fields(line)})
    assert collected.diagnostics == ()


@pytest.mark.parametrize("line", ["tags: [a]", "categories: a"])
def test_an_undated_file_that_looks_like_a_post_is_told_how_to_get_a_date(sites: Sites, line: str) -> None:
    collected = sites.collect({"content/about.md": fields(line)})
    assert collected.posts[0].not_in_feeds is Absence.NO_DATE
    [finding] = collected.diagnostics
    assert (finding.code, finding.level) == ("post/no-date", Level.WARNING)
    assert "date: YYYY-MM-DD" in finding.hint
    assert "2024-06-21-about.md" in finding.hint
    assert finding.why


def test_a_file_with_an_ending_asked_for_is_meant_as_a_post(sites: Sites) -> None:
    collected = sites.collect({"content/a.text": fields("title: a")}, extensions=(".text",))
    assert [each.code for each in collected.diagnostics] == ["post/no-date"]


TERMS = {
    "categories: a b": ("a", "b"),
    "category: a b": ("a b",),
    "categories: a, b c": ("a", "b c"),
    "category: a, b": ("a", "b"),
    "categories: [a b, 'c, d']": ("a b", "c, d"),
    "categories: [a, a, ' b ', '']": ("a", "b"),
    "categories: [a]\ncategory: b": ("a", "b"),
    "taxonomies: {categories: [a, b], tags: [c]}": ("a", "b"),
    "categories: 국제": ("국제",),
    "categories: null": (),
    "categories: []": (),
}


@pytest.mark.parametrize(("lines", "categories"), TERMS.items())
def test_categories_are_read(sites: Sites, lines: str, categories: tuple[str, ...]) -> None:
    assert sites.post(fields(lines)).categories == categories


def test_tags_are_read_like_categories(sites: Sites) -> None:
    assert sites.post(fields("tags: [no, 1.10]", "tag: x y")).tags == ("no", "1.10", "x y")


AUTHORS = {
    "author: 김 기자": (Author(name="김 기자"),),
    "author: Kim, Jr.": (Author(name="Kim, Jr."),),
    "author: Kim <kim@example.com>": (Author(name="Kim", email="kim@example.com"),),
    "author: ann@example.com (Ann Lee)": (Author(name="Ann Lee", email="ann@example.com"),),
    "authors: [a, {name: b, url: /b/}]": (Author(name="a"), Author(name="b", url="https://example.com/b/")),
    "author: {name: a, email: b@c.d, uri: 'https://a.example'}": (
        Author(name="a", email="b@c.d", url="https://a.example/"),
    ),
    "author: a\nauthors: [a, b]": (Author(name="a"), Author(name="b")),
    "author:": (),
}


@pytest.mark.parametrize(("lines", "authors"), AUTHORS.items())
def test_authors_are_read(sites: Sites, lines: str, authors: tuple[Author, ...]) -> None:
    assert sites.post(fields(lines)).authors == authors


IMAGES = {
    "image: /a.png": Image(url="https://example.com/a.png", type="image/png"),
    "image: a.jpg": Image(url="https://example.com/name/a.jpg", type="image/jpeg"),
    "image: {src: /a, alt: b, width: 3, height: 4, type: image/webp}": Image(
        url="https://example.com/a", alt="b", width=3, height=4, type="image/webp"
    ),
    "cover: {image: /a.png}": Image(url="https://example.com/a.png", type="image/png"),
    "header: {teaser: /a.png}": Image(url="https://example.com/a.png", type="image/png"),
    "images: [/a.png, /b.png]": Image(url="https://example.com/a.png", type="image/png"),
    "images: [{url: /a.png}]": Image(url="https://example.com/a.png", type="image/png"),
    "thumbnail: /a.png": Image(url="https://example.com/a.png", type="image/png"),
    "cover: /b.png\nimage: /a.png": Image(url="https://example.com/a.png", type="image/png"),
    "image: {alt: b}\ncover: /a.png": Image(url="https://example.com/a.png", type="image/png"),
    "cover: true": None,
    "header: dark": None,
    "image: ''": None,
}


@pytest.mark.parametrize(("lines", "image"), IMAGES.items())
def test_the_image_is_read(sites: Sites, lines: str, image: Image | None) -> None:
    assert sites.post(fields(lines)).image == image


SUMMARIES = {
    "excerpt: >\n  folded\n  text": "folded text",
    "excerpt: ''\ndescription: b": "b",
    "feature_text: a": "a",
    "summary: <p>a <b>b</b> &amp; c</p>": "a b & c",
    "description: <br>\nsummary: a": "a",
}


@pytest.mark.parametrize(("lines", "summary"), SUMMARIES.items())
def test_the_summary_is_plain_text(sites: Sites, lines: str, summary: str) -> None:
    assert sites.post(fields(lines)).summary == summary


@pytest.mark.parametrize(
    ("line", "language"), [("lang: no", "no"), ("language: ko_KR", "ko-KR"), ("locale: zh-Hant-TW", "zh-Hant-TW")]
)
def test_the_language_is_a_tag(sites: Sites, line: str, language: str) -> None:
    assert sites.post(fields(line)).language == language


def test_id_and_aliases_are_read(sites: Sites) -> None:
    post = sites.post(fields("guid: 007", "aliases: [/old/, 'https://old.example/a']", "redirect_from: /older"))
    assert post.id == "007"
    assert post.aliases == ("https://example.com/old/", "https://old.example/a", "https://example.com/older")


URLS: dict[tuple[str, str], str] = {
    ("content/a/b/2024-06-22-Moscow Visit.md", "x: y"): "a/b/moscow-visit/",
    ("content/모스크바.md", "x: y"): "%EB%AA%A8%EC%8A%A4%ED%81%AC%EB%B0%94/",
    # The same name as a Mac hands it out, decomposed.
    ("content/\u1106\u1169.md", "x: y"): "%EB%AA%A8/",
    ("content/index.md", "x: y"): "",
    ("content/about/index.html", "x: y"): "about/",
    ("content/2024-06-22-bundle/index.md", "x: y"): "2024-06-22-bundle/",
    ("content/a.md", "slug: my_Slug.v1"): "my_Slug.v1/",
    ("content/a.md", "slug: two words"): "two-words/",
    ("content/s/a.md", "permalink: /x/y"): "x/y",
    ("content/s/a.md", "permalink: x//y/index.html"): "x/y/",
    ("content/s/a.md", "url: /:path/:name.html"): "s/a.html",
    ("content/a.md", "permalink: /:year/:month/:day/:title/\ndate: 2024-01-01 00:30\ntitle: 제 목"): (
        "2024/01/01/%EC%A0%9C-%EB%AA%A9/"
    ),
    ("content/a.md", "permalink: /:year_:i_month-:i_day/:short_year:y_day\ndate: 2024-03-01"): "2024_3-1/24061",
    ("content/a.md", "permalink: /:categories/:slug/\ncategories: [뉴스, A B]"): "%EB%89%B4%EC%8A%A4/a-b/a/",
    ("content/a.md", "permalink: /:language/:hour:minute:second\ndate: 2024-01-01 01:02:03"): "ko/010203",
    ("content/a.md", "permalink: /%ED%95%9C/"): "%ED%95%9C/",
    ("content/a.md", "permalink: https://example.com/x/"): "x/",
    ("content/a.md", "permalink: /"): "",
    ("content/C++.md", "x: y"): "c-plus-plus/",
}


@pytest.mark.parametrize(("given_", "path"), URLS.items(), ids=str)
def test_the_address_is(sites: Sites, given_: tuple[str, str], path: str) -> None:
    file, lines = given_
    assert sites.post(fields(lines), file).url == "https://example.com/" + path


def test_the_address_stands_below_the_sites() -> None:
    settings = settings_for(ContentOptions(), replace(SITE, url="https://example.com/blog"))
    record = parse(fields("x: y").encode(), Named(source="a.md", path="a.md"), settings)
    assert record is not None
    assert record.post is not None
    assert record.post.url == "https://example.com/blog/a/"


def test_a_name_without_letters_gets_a_stable_address_and_a_warning(sites: Sites) -> None:
    first, second = (sites.collect({"content/!!!.md": fields("title: a")}) for _ in range(2))
    assert first.posts[0].url == second.posts[0].url
    assert first.posts[0].url.removeprefix("https://example.com/").strip("/")
    assert [each.code for each in first.diagnostics] == ["post/no-slug"]


@pytest.mark.parametrize(
    "options",
    [{"permalink": "/:yaer/:slug/"}, {"page_permalink": "/:year/:slug/"}],
)
def test_a_pattern_that_cannot_be_filled_in_is_one_mistake_of_the_configuration(options: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        settings_for(ContentOptions(**options), SITE)  # type: ignore[arg-type]  # mypy takes them for any of the fields
    assert [each.code for each in caught.value.diagnostics] == ["config/bad-permalink"]


def test_every_bad_value_of_the_configuration_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        settings_for(ContentOptions(), replace(SITE, url="ftp://x", timezone="Mars/Olympus"))
    assert [each.code for each in caught.value.diagnostics] == ["config/bad-url", "config/bad-timezone"]


MARKUPS = [
    ("content/2024-01-01-a.md", "<p>a</p>", Markup.MARKDOWN),
    ("content/2024-01-01-a.html", "text", Markup.HTML),
    ("content/2024-01-01-a.txt", "\n<p>a</p>", Markup.HTML),
    ("content/2024-01-01-a.txt", "<!-- more --> a", Markup.HTML),
    ("content/2024-01-01-a.txt", "<https://example.com>", Markup.MARKDOWN),
    ("content/2024-01-01-a.txt", "# a", Markup.MARKDOWN),
]


@pytest.mark.parametrize(("path", "body", "markup"), MARKUPS)
def test_the_body_is(sites: Sites, path: str, body: str, markup: Markup) -> None:
    post = sites.post(f"---\ntitle: a\n---\n{body}", path, extensions=(".md", ".html", ".txt"))
    assert post.markup is markup


def test_the_stem_is_the_file_name_or_the_folders(sites: Sites) -> None:
    collected = sites.collect(
        {f"content/{name}": fields("x: y") for name in ("index.md", "a/index.md", "a/b.md", "a/c.en.md")}
    )
    assert sorted(post.stem for post in collected.posts) == ["a", "b", "c.en", "index"]


def test_a_dated_name_without_front_matter_is_reported_and_other_files_are_not(sites: Sites) -> None:
    collected = sites.collect({DATED: "# Hello", "content/README.md": "# Hello"})
    assert [(each.code, each.level) for each in collected.diagnostics] == [("post/no-front-matter", Level.WARNING)]
    assert [each.reason for each in collected.skipped] == [Absence.EXCLUDED]


def test_control_characters_are_removed_with_a_warning(sites: Sites) -> None:
    collected = sites.collect({DATED: fields('title: "a\\x01b"')})
    assert collected.posts[0].title == "ab"
    [finding] = collected.diagnostics
    assert (finding.code, finding.level) == ("post/control-characters", Level.WARNING)


WRONG = [
    "title: {a: b}",
    "categories: {a: b}",
    "categories: [[a]]",
    "author: {email: a}",
    "date: [2024]",
    "image: {url: /a.png, width: wide}",
    "enclosure: {length: 3}",
    "translations: ko",
    "translations: [ko]",
    "hidden: [a]",
]


@pytest.mark.parametrize("line", WRONG)
def test_a_value_of_the_wrong_kind_is_an_error_with_its_place(sites: Sites, line: str) -> None:
    finding = sites.finding(fields("x: y", line))
    assert (finding.code, finding.where.line) == ("post/wrong-type", 3)


def test_an_enclosure_says_its_length_or_has_it_from_the_disk(sites: Sites) -> None:
    collected = sites.collect(
        {
            "content/2024-01-01-a/index.md": fields(
                "enclosures:",
                "  - {url: 'https://cdn.example/a.mp3', length: 7}",
                "  - b.mp3",
                "  - /static-one.ogg",
                "  - /folder/c.m4a?x=1",
                "audio: /d.bin",
            ),
            "content/2024-01-01-a/b.mp3": b"12345",
            "static/static-one.ogg": b"123",
            "content/folder/c.m4a": b"12",
            "d.bin": b"1",
        }
    )
    assert collected.diagnostics == ()
    base = "https://example.com/"
    assert collected.posts[0].enclosures == (
        Enclosure(url="https://cdn.example/a.mp3", length=7, type="audio/mpeg"),
        Enclosure(url=base + "2024-01-01-a/b.mp3", length=5, type="audio/mpeg"),
        Enclosure(url=base + "static-one.ogg", length=3, type="audio/ogg"),
        Enclosure(url=base + "folder/c.m4a?x=1", length=2, type="audio/mp4"),
        Enclosure(url=base + "d.bin", length=1, type="application/octet-stream"),
    )


def test_an_enclosure_of_unknown_length_is_left_out_with_a_warning(sites: Sites) -> None:
    collected = sites.collect({DATED: fields("title: a", "enclosure: https://cdn.example/a.mp3")})
    assert collected.posts[0].enclosures == ()
    [finding] = collected.diagnostics
    assert (finding.code, finding.where.line) == ("post/enclosure-without-length", 3)


def test_an_enclosure_outside_the_site_is_not_measured(sites: Sites) -> None:
    (sites.folder.parent / "secret.mp3").write_bytes(b"123")
    (sites.folder / "link.mp3").symlink_to(sites.folder.parent / "secret.mp3")
    collected = sites.collect({DATED: fields("enclosures: [../../secret.mp3, /link.mp3]")})
    assert collected.posts[0].enclosures == ()


KO = Translation(language="ko", url="https://example.com/a/")
EN = Translation(language="en", url="https://example.com/en/a/")


def test_versions_by_file_name_are_linked_both_ways(sites: Sites) -> None:
    collected = sites.collect({f"content/{name}": fields("x: y") for name in ("a.md", "a.en.md", "b.min.md")})
    found = {post.source: (post.language, post.url, post.translations) for post in collected.posts}
    assert found["content/a.md"] == ("", KO.url, (EN, KO))
    assert found["content/a.en.md"] == ("en", EN.url, (EN, KO))
    assert found["content/b.min.md"][2] == ()


def test_a_suffix_without_a_neighbour_is_part_of_the_name(sites: Sites) -> None:
    post = sites.post(fields("x: y"), "content/notes.md.md")
    assert (post.language, post.url) == ("", "https://example.com/notes-md/")


@pytest.mark.parametrize("key", ["translation_key", "translationKey", "ref"])
def test_versions_by_key_are_linked_both_ways(sites: Sites, key: str) -> None:
    collected = sites.collect(
        {
            "content/a.md": fields(f"{key}: k"),
            "content/en/a.md": fields(f"{key}: k", "lang: en"),
            "content/c.md": fields(f"{key}: other"),
        }
    )
    found = {post.source: post.translations for post in collected.posts}
    assert found == {"content/a.md": (EN, KO), "content/en/a.md": (EN, KO), "content/c.md": ()}


def test_versions_listed_in_the_front_matter_are_taken_with_the_post_itself(sites: Sites) -> None:
    for lines in ("translations: {en: /en/a/}", "translations: [{lang: en, url: /en/a/}]"):
        assert sites.post(fields(lines), "content/a.md").translations == (EN, KO)


def test_two_versions_in_one_language_are_reported(sites: Sites) -> None:
    collected = sites.collect({f"content/{name}.md": fields("ref: k") for name in ("a", "b")})
    [finding] = collected.diagnostics
    assert (finding.code, finding.where.path) == ("post/translation-twice", "content/b.md")
    assert "content/a.md" in finding.text


def test_a_record_survives_the_way_to_another_process_and_names_no_folder_of_this_machine() -> None:
    text = fields("title: a", "date: 2024-01-01", "enclosure: {url: /a.mp3, length: 1}", "updated: 2020-01-01")
    record = record_of(text.encode())
    assert record is not None
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own bytes


SETTINGS = settings_for(ContentOptions(), SITE)


def record_of(data: bytes) -> Record | None:
    return parse(data, Named(source="content/a.md", path="a.md"), SETTINGS)


SOME_KEYS = ["title", "date", "draft", "tags", "author", "image", "slug", "permalink", "lang", "enclosure", "sitemap"]
VALUES = st.text(max_size=12) | st.sampled_from(["[", "{a: b}", "[a, [b]]", "&x", "*x", "|\n  a", "2024-01-01"])


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_without_raising(data: bytes) -> None:
    fenced = [mark + b"\n" + data + b"\n" + mark + b"\n" for mark in (b"---", b"+++", b";;;")]
    for file in (data, b"{" + data, *fenced):
        record = record_of(file)
        assert record is None or record.post is not None or record.diagnostics


@given(st.lists(st.tuples(st.sampled_from(SOME_KEYS), VALUES), max_size=5))
def test_any_values_of_known_keys_are_read_without_raising(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs)
    record = record_of(f"---\n{text}---\nBody".encode(errors="replace"))
    assert record is not None
    assert record.post is not None or record.diagnostics


@pytest.mark.parametrize("body", ["![a](b.png)", '<img src="b.png" alt="a">', '<IMG SRC="b.png" alt="a">'])
def test_pictures_of_the_body_are_found(sites: Sites, body: str) -> None:
    [found] = sites.post(f"---\ntitle: a\n---\n{body}\n").body_images
    assert found.url == "https://example.com/name/b.png"


SEED = Path(__file__).parents[3] / "shared" / "seed"


@pytest.mark.skipif(not SEED.is_dir(), reason="the sample post is not part of the project")
def test_the_sample_post_is_a_page_until_it_has_a_date(sites: Sites) -> None:
    [sample] = SEED.glob("*.txt")
    collected = sites.collect({f"content/{sample.name}": sample.read_bytes()}, extensions=(".txt",))
    [post] = collected.posts
    assert (post.title, post.categories) == ("외교부 러시아 대사 초치로 주한 군사 협력 중단", ("News",))
    assert (post.markup, post.not_in_feeds, post.not_in_sitemap) == (Markup.HTML, Absence.NO_DATE, None)
    assert post.image is not None
    assert [image.url for image in post.body_images] == [post.image.url]
    assert [each.code for each in collected.diagnostics] == ["post/no-date"]


ADDRESSES = [
    "image: {url: 'http://['}",
    "author: {name: a, url: 'mailto:a@b.c'}",
    "aliases: ['javascript:x']",
    "canonical_url: 'ftp://x/'",
    "enclosure: {url: 'data:x,y', length: 1}",
    "translations: {en: 'tel:1'}",
]


@pytest.mark.parametrize("line", ADDRESSES)
def test_an_address_that_readers_cannot_fetch_is_an_error(sites: Sites, line: str) -> None:
    finding = sites.finding(fields("x: y", line))
    assert (finding.code, finding.where.line) == ("post/bad-url", 3)


def test_an_enclosure_that_is_a_switch_is_none(sites: Sites) -> None:
    assert sites.post(fields("audio: false")).enclosures == ()


def test_a_language_of_a_translation_that_is_none_is_an_error(sites: Sites) -> None:
    assert sites.finding(fields("translations: {'not a tag': /x/}")).code == "post/bad-language"


def test_the_way_without_languages_is_an_x_default(sites: Sites) -> None:
    post = sites.post(fields("translations: {x-default: /, en: /en/}"), "content/a.md")
    assert [each.language for each in post.translations] == ["en", "ko", "x-default"]


def test_a_file_named_by_its_folder_only_has_the_folders_name_for_a_title(sites: Sites) -> None:
    assert sites.post(fields("x: y"), "content/12345/index.md").title == "12345"


def test_every_meaning_of_a_key_is_read_by_somebody() -> None:
    read = {meaning for row in (*builder._OF_POST, *builder._OF_RECORD) for meaning in row[2]}  # noqa: SLF001 - the tables
    by_others = {"title", "slug", "permalink", "date"}  # by readers that are always asked
    assert read | by_others == set(KEYS)


@pytest.mark.parametrize(
    "permalink", ["/404.html", "/404/", "/50x.html", "/ko/404.html", "/403/index.html", "/pages/404.html"]
)
def test_the_page_of_an_error_is_in_no_sitemap(sites: Sites, permalink: str) -> None:
    post = sites.post(fields(f"permalink: {permalink}", "title: Lost"), "content/lost.md")
    assert post.not_in_sitemap is Absence.ERROR_PAGE


@pytest.mark.parametrize(
    "name", ["google1234567890abcdef", "naver1234567890abcdef1234567890abcdef", "yandex_1234567890abcdef"]
)
def test_the_proof_of_who_owns_a_site_is_in_no_sitemap(sites: Sites, name: str) -> None:
    assert sites.post(fields(f"permalink: /{name}.html", "title: x"), "content/x.md").not_in_sitemap is Absence.PROOF


def test_a_page_with_a_name_like_a_proof_is_in_the_sitemap(sites: Sites) -> None:
    post = sites.post(fields("permalink: /google-maps.html", "title: x"), "content/x.md")
    assert post.not_in_sitemap is None


@pytest.mark.parametrize(
    "lines", [("permalink: /docs/404/",), ("permalink: /4040/",), ("permalink: /404/", "date: 2024-01-02")]
)
def test_a_page_or_post_that_tells_of_an_error_is_in_the_sitemap(sites: Sites, lines: tuple[str, ...]) -> None:
    assert sites.post(fields(*lines, "title: Lost"), "content/lost.md").not_in_sitemap is None
