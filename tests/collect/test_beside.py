"""A built site beside its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub import config
from feedpub.collect import Collected, read_body
from feedpub.model.errors import ContentError
from feedpub.model.records import Absence, Markup
from feedpub.sites import collect
from feedpub.sites.beside import Beside, look
from tests.dialects.html.pages import NOW, dated, page
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.left_out import Body
    from feedpub.model.records import Post

TOML = '[site]\nurl = "https://example.com/"\ntype = "none"\n[built]\nfolder = "_site"\n'


def collected(folder: Path, pages: dict[str, str | bytes], body: str = "*Own* text.", more: str = "") -> Collected:
    write(folder, {"feedpub.toml": TOML + more, "content/a.md": f"---\ntitle: Hello\ndate: 2024-06-21\n---\n{body}\n"})
    write(folder / "_site", pages)
    options = config.load(folder)
    return collect(folder, options.content, options.site, now=NOW, built=options.built)


def text(folder: Path, found: Collected) -> tuple[Markup, str]:
    (post,) = found.posts
    assert found.beside is not None
    told, body = found.beside.text(post, lambda each: read_body(folder, each, found.settings))
    return told.markup, body.text.strip()


def test_the_source_gives_the_posts_and_their_texts(tmp_path: Path) -> None:
    found = collected(tmp_path, {"a/index.html": dated("<p>Made text.</p>", title="Made")})
    assert [(post.title, post.source) for post in found.posts] == [("Hello", "content/a.md")]
    assert text(tmp_path, found) == (Markup.MARKDOWN, "*Own* text.")
    assert found.diagnostics == ()


@pytest.mark.parametrize("body", ["{{ page.title }}", "{% include a.html %}"])
def test_the_page_gives_the_text_of_a_template(tmp_path: Path, body: str) -> None:
    found = collected(tmp_path, {"a/index.html": dated("<p>Made text.</p>")}, body)
    assert text(tmp_path, found) == (Markup.HTML, "<p>Made text.</p>")


def test_the_page_gives_every_text_when_it_is_to(tmp_path: Path) -> None:
    found = collected(tmp_path, {"a.html": dated("<p>Made text.</p>")}, more='bodies = "always"\n')
    assert text(tmp_path, found) == (Markup.HTML, "<p>Made text.</p>")


def test_the_page_gives_the_text_that_a_generator_would_have_to_make(tmp_path: Path) -> None:
    found = collected(tmp_path, {"a/index.html": dated("<p>Made text.</p>")})
    assert found.beside is not None

    def failing(_: Post) -> Body:
        raise ContentError("unknown tag")

    assert found.beside.text(found.posts[0], failing)[1].text == "<p>Made text.</p>"


def test_without_a_page_the_source_gives_the_text_and_that_is_told(tmp_path: Path) -> None:
    found = collected(tmp_path, {"b/index.html": dated()}, "{{ x }} a")
    assert text(tmp_path, found) == (Markup.MARKDOWN, "a")
    (one,) = found.diagnostics
    assert (one.code, one.count) == ("site/page-not-built", 1)
    assert one.text == "There is no page for https://example.com/a/ in _site."


@pytest.mark.parametrize(
    ("head", "absence"),
    [
        ('<meta name="robots" content="noindex">', Absence.NOINDEX),
        ('<link rel="canonical" href="https://other.example/">', Absence.CANONICAL_ELSEWHERE),
        ('<link rel="canonical" href="https://example.com/a/">', None),
        ('<meta http-equiv="refresh" content="0; url=/b/">', Absence.REDIRECT),
    ],
)
def test_the_page_says_whether_it_is_to_be_listed(tmp_path: Path, head: str, absence: Absence | None) -> None:
    (post,) = collected(tmp_path, {"a/index.html": page(head)}).posts
    assert post.not_in_sitemap is absence


def test_a_post_of_another_address_has_no_page(tmp_path: Path) -> None:
    found = collected(tmp_path, {})
    assert isinstance(found.beside, Beside)
    assert found.beside.pages == {}


def test_a_file_that_is_no_page_is_there_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"content/b.md": "---\ntitle: B\npermalink: /b.pdf\n---\n"})
    found = collected(tmp_path, {"a/index.html": page(), "b.pdf": "x"})
    assert found.diagnostics == ()
    assert isinstance(found.beside, Beside)
    assert found.beside.pages == {"content/a.md": "a/index.html"}


def test_addresses_of_another_site_or_too_long_for_a_file_have_none(tmp_path: Path) -> None:
    found = collected(tmp_path, {"a/index.html": page()})
    assert found.settings is not None
    options = config.load(tmp_path).built
    for url in ("https://other.example/a/", f"https://example.com/{'a' * 300}/"):
        elsewhere = [replace(post, url=url) for post in found.posts]
        assert look(tmp_path, options, elsewhere, found.settings).pages.pages == {}
