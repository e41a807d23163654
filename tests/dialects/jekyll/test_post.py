from __future__ import annotations

import pickle
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedpub.collect.settings import settings_for
from feedpub.model.records import Absence, Author, Image, Level, Markup
from feedpub.sites import jekyll
from feedpub.sites.jekyll.rules import JekyllRules
from feedpub.sites.shared.reading import rules_in
from feedpub.text.dates import zone

if TYPE_CHECKING:
    from tests.dialects.site import Site

SEOUL = zone("Asia/Seoul")


def told(site: Site) -> list[str]:
    return [f"{one.where.path} {one.code}" for one in site.collect().diagnostics]


def skipped(site: Site, **overrides: str) -> dict[str, Absence]:
    return {one.source: one.reason for one in site.collect(**overrides).skipped}


def test_the_more_precise_scope_of_defaults_wins_and_the_file_over_all(site: Site) -> None:
    site.configure(
        "defaults:",
        "  - values: {lang: en, image: {path: /a.png, alt: A}}",
        "  - scope: {path: _posts/deep, type: post}",
        "    values: {lang: ko, image: {alt: B}}",
        "  - scope: {path: _posts}",
        "    values: {lang: ja, author: Kim}",
        "  - scope: {path: /_posts/, type: posts}",
        "    values: {author: Lee}",
        "  - scope: {path: '', type: pages}",
        "    values: {lang: de}",
        "  - scope: {path: 1}",
        "  - nothing",
    )
    deep = site.post(path="_posts/deep/2024-01-02-a.md")
    assert (deep.language, deep.authors) == ("ko", (Author(name="Kim"),))
    assert deep.image == Image(url="https://example.com/a.png", alt="B", type="image/png")
    assert site.post("lang: fr\nauthor: ~\n").language == "fr"
    assert site.post().authors == (Author(name="Lee"),)


@pytest.mark.parametrize(
    ("scope", "path", "applies"),
    [
        ("docs/*/in", "docs/a/in/b.md", True),
        ("docs/*/in", "docs/a/inner.md", False),
        ("docs/**/in", "docs/a/b/in/c.md", True),
        ("docs/?.m[de]", "docs/a.md", False),
        ("docs/*.m[de]", "docs/a.md", True),
        ("docs/*.m[xy]", "docs/a.md", False),
        ("docs/*.[m]d", "docs/a.md", True),
        ("docs/{a,b}*", "docs/bc.md", True),
        ("docs/{a,b}*", "docs/cc.md", False),
    ],
)
def test_scopes_may_be_globs(site: Site, scope: str, path: str, *, applies: bool) -> None:
    site.configure("defaults:", f"  - scope: {{path: '{scope}'}}", "    values: {lang: ko}")
    site.write(path, "---\ntitle: A\n---\n")
    assert (site.posts()[path].language == "ko") is applies


def test_authors_are_looked_up_in_the_data(site: Site) -> None:
    site.write("_data/authors.yml", "kim: {name: Kim Minji, email: k@example.com}\nlee: {email: x}\n")
    assert site.post("author: kim\n").authors == (Author(name="Kim Minji", email="k@example.com"),)
    assert site.post("authors: [kim, Somebody]\n").authors[1] == Author(name="Somebody")
    assert site.post("author: Somebody\n").authors == (Author(name="Somebody"),)
    assert site.post("authors: [lee, {name: Park}]\n").authors == (Author(name="Park"),)


def test_a_picture_stands_below_the_site_as_jekyll_feed_has_it(site: Site) -> None:
    site.configure("baseurl: /blog")
    for front in ("image: /a.png\n", "image: a.png\n", "image: {path: /a.png}\n"):
        image = site.post(front).image
        assert image is not None
        assert image.url == "https://example.com/blog/a.png"
    elsewhere = site.post("image: https://cdn.example/a.png\n").image
    assert elsewhere is not None
    assert elsewhere.url == "https://cdn.example/a.png"
    assert site.post("image: false\n").image is None


def test_an_excerpt_may_end_where_the_post_says(site: Site) -> None:
    post = site.post("excerpt_separator: <!--cut-->\n", "One *two*.\n\nThree.\n<!--cut-->\nFour.\n")
    assert post.summary == "One two. Three."
    assert site.post("excerpt_separator: <!--cut-->\nexcerpt: Own\n", "One\n<!--cut-->\n").summary == "Own"
    assert site.post("excerpt_separator: <!--cut-->\n", "One\n").summary == ""


@pytest.mark.parametrize(
    ("front", "name", "expected"),
    [
        ("date: 2024-13-30\n", "2024-01-02-a", "post/bad-date"),
        ("date: soon\n", "2024-01-02-a", "post/bad-date"),
        ("last_modified_at: later\n", "2024-01-02-a", "post/bad-date"),
        ("", "2024-13-30-a", "post/bad-date"),
        ("permalink: /:nothing/\n", "2024-01-02-a", "post/bad-permalink"),
        ("permalink: '/a\\x00/'\n", "2024-01-02-a", "post/bad-permalink"),
    ],
)
def test_mistakes_are_said_and_the_post_is_left_out(site: Site, front: str, name: str, expected: str) -> None:
    if "x00" in front:
        front = 'permalink: "/a\\\\b/"\n'
    path = f"_posts/{name}.md"
    site.write(path, f"---\n{front}---\n")
    (said,) = site.collect().diagnostics
    assert said.code.startswith(expected)
    assert said.where.path == path
    assert said.level is Level.ERROR
    assert skipped(site) == {path: Absence.BROKEN}


def test_a_date_of_modification_before_the_post_is_passed_over_as_readers_would(site: Site) -> None:
    assert site.post("last_modified_at: 2023-01-01\n").updated is None
    assert site.post("lastmod: 2024-05-05\n").updated == datetime(2024, 5, 5, tzinfo=UTC)


def test_drafts_and_unpublished_posts_are_named_with_the_reason(site: Site) -> None:
    site.write("_posts/2024-01-02-off.md", "---\npublished: false\n---\n")
    site.write("_posts/2024-01-03-draft.md", "---\ndraft: true\n---\n")
    site.write("_drafts/idea.md", "---\ntitle: A\n---\n")
    site.write("_drafts/later.md", "---\ndate: 2024-01-05\n---\n")
    assert skipped(site) == {"_posts/2024-01-02-off.md": Absence.UNPUBLISHED}
    assert site.posts()["_posts/2024-01-03-draft.md"].not_in_feeds is Absence.DRAFT
    site.configure("show_drafts: true", "unpublished: true")
    posts = site.posts()
    assert posts["_posts/2024-01-03-draft.md"].not_in_feeds is None
    assert posts["_drafts/later.md"].url == "https://example.com/2024/01/05/later.html"
    assert "_posts/2024-01-02-off.md" in posts
    assert skipped(site) == {"_drafts/idea.md": Absence.NO_DATE}


def test_documents_of_a_collection_stand_in_its_feeds_alone(site: Site) -> None:
    site.configure("collections: {r: {output: true}, f: {output: true}}", "feed: {collections: {r: {categories: [A]}}}")
    site.write("_r/one.md", "---\ndate: 2024-01-02\ncategories: [A, B]\n---\n")
    site.write("_r/two.md", "---\ntitle: Two\n---\n")
    site.write("_f/three.md", "---\ndate: 2024-01-02\n---\n")
    site.write("_r/style.css", "a {}")
    posts = site.posts()
    assert (posts["_r/one.md"].sections, posts["_r/one.md"].only_in_sections) == (("r", "r/A"), True)
    assert posts["_f/three.md"].not_in_feeds is Absence.NO_FEED
    assert told(site) == ["_r/two.md post/no-date"]


def test_static_pages_documents_and_posts_of_any_text_are_listed_and_nothing_else(site: Site) -> None:
    site.configure("include: [.well-known, _pages]", "exclude: [node, '*.bak.html', /top.html]")
    for path in ("plain.html", "a.pdf", "b.txt", "node/x.html", "x.bak.html", "top.html", "404.html", "_x/y.html"):
        site.write(path, "no front matter")
    for path in ("_pages/p.md", ".well-known/w.html", "~tilde.md", "#hash.md", "back.md~", "vendor/bundle/v.md"):
        site.write(path, "---\ntitle: A\n---\n")
    site.write("_posts/2024-01-02-plain.md", "no front matter")
    site.write("half.md", "no front matter")
    posts = site.posts()
    files = [".well-known/w.html", "404.html", "_pages/p.md", "_posts/2024-01-02-plain.md", "a.pdf", "plain.html"]
    assert sorted(posts) == files
    assert posts["a.pdf"].url == "https://example.com/a.pdf"
    assert posts["404.html"].not_in_sitemap is Absence.SITEMAP_FALSE


def test_pages_that_lead_elsewhere_or_are_not_found_are_not_in_the_sitemap(site: Site) -> None:
    site.write("404.md", "---\ntitle: A\n---\n")
    site.write("gone.md", "---\nredirect_to: https://example.org/\n---\n")
    posts = site.posts()
    assert posts["404.md"].not_in_sitemap is Absence.ERROR_PAGE
    assert posts["gone.md"].not_in_sitemap is Absence.CANONICAL_ELSEWHERE


def test_redirect_from_names_old_addresses(site: Site) -> None:
    assert site.post("redirect_from: [/old/, /older/]\n").aliases == (
        "https://example.com/old/",
        "https://example.com/older/",
    )


def test_a_page_has_no_date_whatever_it_says_and_its_own_title(site: Site) -> None:
    site.write("index.html", "---\ndate: 2024-01-02\nlast_modified_at: 2024-02-03\n---\n<h1>Home page</h1>")
    page = site.posts()["index.html"]
    assert (page.date, page.updated) == (None, datetime(2024, 2, 3, tzinfo=UTC))
    assert (page.url, page.title, page.markup) == ("https://example.com/", "Home page", Markup.HTML)


def test_a_post_without_a_title_has_the_words_of_its_slug(site: Site) -> None:
    assert site.post(path="_posts/2024-01-02-HELLO-big--world.md").title == "Hello Big World"


def test_settings_can_be_sent_to_another_process_and_name_the_dialect(site: Site) -> None:
    site.configure("collections: {r: {output: true}}", "defaults: [{values: {lang: ko}}]")
    options = site.options()
    walked = jekyll.walk(site.folder, options.content, options.site, [])
    assert walked.settings.dialect == "jekyll"
    again = pickle.loads(pickle.dumps(walked.settings))  # noqa: S301 - our own
    assert again == walked.settings
    assert repr(again.extra) == repr(walked.settings.extra)
    assert str(site.folder) not in repr(again)


def test_settings_of_another_site_are_refused(site: Site) -> None:
    options = site.options()
    with pytest.raises(TypeError, match="Jekyll"):
        rules_in(settings_for(options.content, options.site, dialect="other"), JekyllRules)


def test_a_file_of_plain_text_keeps_its_ending(site: Site) -> None:
    assert site.post(path="_posts/2024-01-02-a.txt").url == "https://example.com/2024/01/02/a.txt"
