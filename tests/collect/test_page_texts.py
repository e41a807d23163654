"""The texts of posts from the pages that their generator made."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.collect.outcome import PageUse
from feedpub.sites import collect
from tests.dialects.html.pages import NOW, page
from tests.running import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.collect import Collected

JEKYLL = "url: https://example.com\ntitle: Tea\npermalink: /:title/\nplugins: [jekyll-mine]\n"
WORDS = "The kettle boils at dawn and nobody has asked."
POST = f"---\ntitle: A\n---\n{WORDS} {{% mine %}}\n"
MADE = page("<title>A</title>", f"<main><h1>A</h1><div><p>{WORDS} Made by a tag.</p></div></main>")
TEXT = f"<p>{WORDS} Made by a tag.</p>"


def collected(folder: Path, files: Mapping[str, str | bytes], toml: str = "", **overrides: str) -> Collected:
    """Return what is collected of a Jekyll site of one post, with other files, and options in feedpub.toml."""
    source: dict[str, str | bytes] = {"_config.yml": JEKYLL, "_posts/2024-06-21-a.md": POST}
    write(folder, {**source, "feedpub.toml": toml, **files})
    options = config.load(folder, {key.replace("__", "."): value for key, value in overrides.items()})
    output = options.output.folder
    return collect(folder, options.content, options.site, now=NOW, built=options.built, output=output)


def text(found: Collected, source: str = "_posts/2024-06-21-a.md") -> tuple[PageUse, str]:
    assert found.pages is not None
    read = found.pages.text(next(post for post in found.posts if post.source == source))
    return read.use, read.html


@pytest.mark.parametrize("folder", ["_site", "public", "output", "dist", "build", "site"])
def test_the_folder_with_the_pages_is_found_by_itself(tmp_path: Path, folder: str) -> None:
    found = collected(tmp_path, {f"{folder}/a/index.html": MADE})
    assert found.pages is not None
    assert found.pages.folder == folder
    assert text(found) == (PageUse.TAKEN, TEXT)


def test_the_folder_that_the_generator_is_told_goes_before_the_usual_ones(tmp_path: Path) -> None:
    files = {"_config.yml": f"{JEKYLL}destination: ./made/\n", "made/a/index.html": MADE, "_site/a/index.html": page()}
    found = collected(tmp_path, files, '[output]\nfolder = "feeds"\n')
    assert found.pages is not None
    assert found.pages.folder == "made"


def test_folders_to_search_can_be_named(tmp_path: Path) -> None:
    files = {"www/html/a/index.html": MADE, "_site/a/index.html": page()}
    found = collected(tmp_path, files, '[built]\nsearch = ["www/html"]\n[output]\nfolder = "feeds"\n')
    assert found.pages is not None
    assert found.pages.folder == "www/html"


def test_the_folder_that_is_published_goes_first_also_where_the_command_line_names_it(tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", {"a/index.html": MADE})
    found = collected(tmp_path / "site", {"_site/a/index.html": page()}, output__folder=str(elsewhere))
    assert found.pages is not None
    assert found.pages.folder == str(elsewhere)
    assert text(found) == (PageUse.TAKEN, TEXT)


@pytest.mark.parametrize("path", ["a.html", "a/index.html", "a/index.htm"])
def test_a_page_is_found_by_the_address_of_its_post(tmp_path: Path, path: str) -> None:
    assert text(collected(tmp_path, {f"_site/{path}": MADE})) == (PageUse.TAKEN, TEXT)


def test_a_page_below_the_path_of_the_site_is_found(tmp_path: Path) -> None:
    files = {"_config.yml": f"{JEKYLL}baseurl: /blog\n", "_site/a/index.html": MADE}
    assert text(collected(tmp_path, files)) == (PageUse.TAKEN, TEXT)


@pytest.mark.parametrize("files", [{}, {"_site/b/index.html": MADE}, {"_site/feed.xml": "<rss/>"}, {"_site": "a file"}])
def test_a_folder_without_pages_of_posts_is_no_output_of_the_generator(tmp_path: Path, files: dict[str, str]) -> None:
    assert collected(tmp_path, files).pages is None


def test_a_folder_of_sources_is_no_output_though_they_have_the_paths_of_pages(tmp_path: Path) -> None:
    files = {"_config.yml": f"{JEKYLL}source: site\n", "site/_posts/2024-06-21-a.md": POST, "site/a/index.html": MADE}
    assert collected(tmp_path, files).pages is None


def test_a_site_of_no_known_generator_has_its_pages_where_it_says(tmp_path: Path) -> None:
    files = {"content/a.md": f"---\ntitle: A\ndate: 2024-06-21\n---\n{WORDS}\n", "dist/a/index.html": MADE}
    toml = '[site]\nurl = "https://example.com/"\ntype = "none"\n'
    assert collected(tmp_path, files, toml).pages is None
    found = collected(tmp_path, files, f'{toml}[built]\nfolder = "dist"\n')
    assert text(found, "content/a.md") == (PageUse.TAKEN, TEXT)


def test_no_page_is_asked_where_texts_are_to_be_those_of_the_sources(tmp_path: Path) -> None:
    assert collected(tmp_path, {"_site/a/index.html": MADE}, '[built]\nbodies = "source"\n').pages is None


def test_a_page_that_does_not_hold_the_text_is_told_once_with_the_number_of_posts(tmp_path: Path) -> None:
    files = {
        "_posts/2024-06-20-b.md": POST,
        "_posts/2024-06-19-c.md": POST,
        "_site/a/index.html": MADE,
        "_site/b/index.html": page("", "<p>Another text that says nothing of kettles or dawns.</p>"),
        "_site/c/index.html": page(),
    }
    found = collected(tmp_path, files)
    assert found.pages is not None
    uses = {post.source: found.pages.text(post).use for post in found.posts}
    (one,) = found.pages.diagnostics(uses)
    assert (one.code, one.level.value, one.count) == ("site/page-differs", "warning", 2)
    assert one.where.path == "_posts/2024-06-20-b.md"
    assert one.text == "The pages of 2 posts in _site do not hold their texts, which are taken from the sources."


def test_where_texts_are_to_be_those_of_pages_any_page_gives_one_and_a_post_without_is_an_error(tmp_path: Path) -> None:
    files = {"_posts/2024-06-20-b.md": POST, "_site/a/index.html": page("", "<article><p>Another.</p></article>")}
    found = collected(tmp_path, files, '[built]\nbodies = "page"\n')
    assert found.pages is not None
    assert text(found) == (PageUse.TAKEN, "<p>Another.</p>")
    uses = {post.source: found.pages.text(post).use for post in found.posts}
    (one,) = found.pages.diagnostics(uses)
    assert (one.code, one.level.value, one.where.path) == ("post/no-page", "error", "_posts/2024-06-20-b.md")
    assert one.text == "The page of this post in _site is not there."


def test_without_any_pages_that_is_said_of_no_folder(tmp_path: Path) -> None:
    found = collected(tmp_path, {}, '[built]\nbodies = "page"\n')
    assert found.pages is not None
    (one,) = found.pages.diagnostics({"_posts/2024-06-21-a.md": text(found)[0]})
    assert one.text == "The page of this post is not there."


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_page_behind_a_link_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"page.html": MADE})
    folder = tmp_path / "site"
    write(folder, {"_site/b/index.html": page(), "_posts/2024-06-20-b.md": POST})
    (folder / "_site" / "a").mkdir()
    (folder / "_site" / "a" / "index.html").symlink_to(secret / "page.html")
    found = collected(folder, {})
    assert found.pages is not None
    assert text(found) == (PageUse.REFUSED, "")
    (one,) = found.pages.diagnostics({"_posts/2024-06-21-a.md": PageUse.REFUSED})
    assert (one.code, one.level.value) == ("site/page-refused", "warning")


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_folder_that_is_a_link_out_of_the_site_holds_no_pages(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"a/index.html": MADE})
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "_site").symlink_to(secret)
    assert collected(tmp_path / "site", {}).pages is None


@pytest.mark.parametrize("name", ["../secret", "/", "..", "."])
def test_folders_to_search_lie_in_the_site(tmp_path: Path, name: str) -> None:
    write(tmp_path / "secret", {"a/index.html": MADE})
    assert collected(tmp_path / "site", {"a/index.html": MADE}, f'[built]\nsearch = ["{name}"]\n').pages is None


@pytest.mark.parametrize("place", ["a/index.html/x", "a.pdf"])
def test_what_is_no_page_gives_no_text(tmp_path: Path, place: str) -> None:
    files = {f"_site/{place}": "x", "_site/b/index.html": page(), "_posts/2024-06-20-b.md": POST}
    assert text(collected(tmp_path, files))[0] is PageUse.ABSENT


def test_the_leads_of_texts_end_where_their_sources_say(tmp_path: Path) -> None:
    source = f"---\ntitle: A\n---\n{WORDS}\n\nA second one comes before it.\n\nCUT\n\nThe rest of it all follows.\n"
    made = f"<div><p>{WORDS}</p><p>A second one comes before it.</p><p>CUT</p><p>The rest of it all follows.</p></div>"
    files = {"_posts/2024-06-21-a.md": source, "_site/a/index.html": page("<title>A</title>", made)}
    found = collected(tmp_path, files, '[content]\nexcerpt_separator = "CUT"\n')
    assert "before it.</p><!-- more -->" in text(found)[1]


def test_a_source_that_cannot_be_read_has_no_words_in_its_page(tmp_path: Path) -> None:
    found = collected(tmp_path, {"_site/a/index.html": MADE})
    (tmp_path / "_posts" / "2024-06-21-a.md").write_bytes(b"---\ntitle: A\n---\n\xff")
    assert text(found) == (PageUse.DIFFERS, "")


def test_the_layout_of_a_site_is_that_of_most_of_its_newest_pages(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(60))
    files: dict[str, str | bytes] = {}
    for name, element in (("b", "story"), ("c", "story"), ("d", "other")):
        files[f"_posts/2024-06-2{ord(name) - 97}-{name}.md"] = f"---\ntitle: {name}\n---\n{long} {name}\n"
        files[f"_site/{name}/index.html"] = page("", f"<main><div class='{element}'><p>{long} {name}</p></div></main>")
    found = collected(tmp_path, {**files, "_site/a/index.html": MADE})
    assert found.pages is not None
    assert getattr(found.pages, "layout", None) == "main > div.story"


def test_a_post_without_a_text_needs_no_page(tmp_path: Path) -> None:
    files = {"_posts/2024-06-20-b.md": "---\ntitle: B\n---\n", "_site/b/index.html": page("", "<p>x</p>")}
    assert text(collected(tmp_path, files), "_posts/2024-06-20-b.md")[0] is PageUse.ABSENT
