"""A built site beside its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub import config
from feedpub.model.records import Absence
from feedpub.sites import collect
from feedpub.sites.beside import look
from tests.dialects.html.pages import NOW, dated, page
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect import Collected

TOML = '[site]\nurl = "https://example.com/"\ntype = "none"\n[built]\nfolder = "_site"\n'


def collected(folder: Path, pages: dict[str, str | bytes], body: str = "*Own* text.", more: str = "") -> Collected:
    write(folder, {"feedpub.toml": TOML + more, "content/a.md": f"---\ntitle: Hello\ndate: 2024-06-21\n---\n{body}\n"})
    write(folder / "_site", pages)
    options = config.load(folder)
    return collect(folder, options.content, options.site, now=NOW, built=options.built)


def test_the_source_gives_the_posts(tmp_path: Path) -> None:
    found = collected(tmp_path, {"a/index.html": dated("<p>Made text.</p>", title="Made")})
    assert [(post.title, post.source) for post in found.posts] == [("Hello", "content/a.md")]
    assert found.diagnostics == ()


def test_a_post_without_a_page_is_told(tmp_path: Path) -> None:
    (one,) = collected(tmp_path, {"b/index.html": dated()}).diagnostics
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


def test_a_file_that_is_no_page_is_there_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"content/b.md": "---\ntitle: B\npermalink: /b.pdf\n---\n"})
    found = collected(tmp_path, {"a/index.html": page(), "b.pdf": "x"})
    assert found.diagnostics == ()


def test_addresses_of_another_site_or_too_long_for_a_file_have_none(tmp_path: Path) -> None:
    found = collected(tmp_path, {"a/index.html": page()})
    assert found.settings is not None
    options = config.load(tmp_path).built
    for url in ("https://other.example/a/", f"https://example.com/{'a' * 300}/"):
        elsewhere = [replace(post, url=url) for post in found.posts]
        (one,) = look(tmp_path, options, elsewhere, found.settings).diagnostics
        assert one.code == "site/page-not-built"
