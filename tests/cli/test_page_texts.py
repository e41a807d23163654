"""`feedpub build` after the generator has run: the texts are those of its pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.dialects.html.pages import page
from tests.running import KEY, feedpub, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.running import Ended

WORDS = "The kettle boils at dawn and nobody has asked."
JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "url: https://example.com\ntitle: Tea\npermalink: /:title/\nplugins: [jekyll-mine]\n",
    "_posts/2024-06-21-a.md": f"---\ntitle: A\n---\n{WORDS} {{% mine %}}\n",
    "_posts/2024-06-20-b.md": f"---\ntitle: B\n---\nSecond. {WORDS}\n",
}
HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Tea"\n[permalinks]\nposts = "/:slug/"\n',
    "content/posts/a.md": f"---\ntitle: A\nslug: a\ndate: 2024-06-21\n---\n{WORDS} {{{{< mine >}}}}\n",
    "content/posts/b.md": f"---\ntitle: B\nslug: b\ndate: 2024-06-20\n---\nSecond. {WORDS}\n",
    "layouts/shortcodes/mine.html": "Made by a shortcode.",
}
FEEDS = {"_site": "feed.xml", "public": "index.xml"}


def made(text: str, title: str = "A") -> str:
    return page(f"<title>{title}</title>", f"<main><h1>{title}</h1><div><p>{text}</p></div><footer>x</footer></main>")


def jekyll(folder: Path, **pages: str) -> Path:
    write(folder, JEKYLL)
    return write(folder / "_site", {f"{name}/index.html": html for name, html in pages.items()})


def build(folder: Path, *more: str) -> Ended:
    return feedpub("build", *more, cwd=folder, FEEDPUB_KEY=KEY)


@pytest.mark.parametrize(("site", "output"), [(JEKYLL, "_site"), (HUGO, "public")])
def test_the_texts_are_those_of_the_pages_and_one_line_says_so(
    tmp_path: Path, site: dict[str, str | bytes], output: str
) -> None:
    write(tmp_path, site)
    pages = {"a/index.html": made(f"{WORDS} Made by it."), "b/index.html": made(f"Second. {WORDS}", "B")}
    write(tmp_path / output, {**pages, FEEDS[output]: "<rss version='2.0'><channel/></rss>"})
    ended = build(tmp_path, "--take-over")
    assert ended.status == 0, ended.err
    assert f"The text of 2 posts is taken from the pages in {output}." in ended.err
    assert "left-out" not in ended.err
    feed = (tmp_path / output / FEEDS[output]).read_text(encoding="utf-8")
    assert f"&lt;p&gt;{WORDS} Made by it.&lt;/p&gt;" in feed


def test_a_post_without_a_page_has_the_text_of_its_source(tmp_path: Path) -> None:
    output = jekyll(tmp_path, b=made(f"Second. {WORDS}", "B"))
    ended = build(tmp_path)
    assert ended.status == 0, ended.err
    assert "The text of 1 of 2 posts is taken from the pages in _site." in ended.err
    assert "`{% mine %}` is left out" in ended.err
    assert f"&lt;p&gt;{WORDS}" in (output / "feed.xml").read_text(encoding="utf-8")


def test_what_is_wrong_with_the_templates_of_a_source_is_not_asked_where_the_page_gives_the_text(
    tmp_path: Path,
) -> None:
    write(
        tmp_path, {"_posts/2024-06-19-c.md": f"---\ntitle: C\n---\n{WORDS} {{% if %}} {{{{ f() }}}} {{% endfor %}}\n"}
    )
    jekyll(tmp_path, c=made(WORDS, "C"))
    ended = build(tmp_path)
    assert ended.status == 0, ended.err
    assert "post/liquid" not in ended.err


def test_a_page_of_another_text_is_told_and_the_source_gives_the_text(tmp_path: Path) -> None:
    output = jekyll(tmp_path, a=made("Nothing of this has ever stood in the source."), b=made(f"Second. {WORDS}", "B"))
    ended = build(tmp_path)
    assert ended.err.count("site/page-differs") == 1
    feed = (output / "feed.xml").read_text(encoding="utf-8")
    assert "Nothing of this" not in feed
    assert WORDS in feed


def test_a_page_that_has_changed_changes_its_item_and_only_that(tmp_path: Path) -> None:
    output = jekyll(tmp_path, a=made(f"{WORDS} First."), b=made(f"Second. {WORDS}", "B"))
    assert build(tmp_path).status == 0
    before = (output / "feed.xml").read_text(encoding="utf-8")
    assert "unchanged" in build(tmp_path).err
    status = (output / "a" / "index.html").stat()
    (output / "a" / "index.html").write_text(made(f"{WORDS} Later."), encoding="utf-8")
    os.utime(output / "a" / "index.html", ns=(status.st_atime_ns, status.st_mtime_ns))
    build(tmp_path)
    after = (output / "feed.xml").read_text(encoding="utf-8")
    assert after == before.replace("First.", "Later.")


def test_a_page_that_goes_gives_the_text_back_to_the_source(tmp_path: Path) -> None:
    output = jekyll(tmp_path, a=made(f"{WORDS} First."), b=made(f"Second. {WORDS}", "B"))
    build(tmp_path)
    (output / "a" / "index.html").unlink()
    build(tmp_path)
    assert "First." not in (output / "feed.xml").read_text(encoding="utf-8")


def test_pages_that_come_after_a_build_without_are_taken_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, JEKYLL)
    build(tmp_path)
    output = jekyll(tmp_path, a=made(f"{WORDS} First."))
    assert "The text of 1 of 2 posts is taken from the pages" in build(tmp_path).err
    assert "First." in (output / "feed.xml").read_text(encoding="utf-8")


def test_the_folder_of_a_site_that_no_generator_is_known_of_is_asked_in_every_build(tmp_path: Path) -> None:
    source = f"---\ntitle: A\ndate: 2024-06-21\n---\n{WORDS}\n"
    toml = '[site]\nurl = "https://example.com/"\n[built]\nfolder = "dist"\n'
    write(
        tmp_path, {"content/a.md": source, "feedpub.toml": f'{toml}bodies = "page"\n', "dist/a/index.html": made(WORDS)}
    )
    for text in (f"{WORDS} First.", f"{WORDS} Later."):
        write(tmp_path, {"dist/a/index.html": made(text)})
        assert build(tmp_path, "--site-type", "none").status == 0
        assert text in (tmp_path / "dist" / "rss.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--jobs", "1"), ("--jobs", "2")])
def test_the_texts_are_the_same_with_and_without_what_saves_time(tmp_path: Path, options: tuple[str, ...]) -> None:
    found = []
    for name in ("one", "two"):
        output = jekyll(tmp_path / name, a=made(f"{WORDS} First."), b=made(f"Second. {WORDS}", "B"))
        build(tmp_path / name, *(options if name == "two" else ()))
        found.append((output / "feed.xml").read_bytes())
    assert found[0] == found[1]


def test_a_post_without_a_page_is_an_error_where_texts_are_to_be_those_of_pages(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": '[built]\nbodies = "page"\n'})
    output = jekyll(tmp_path, a=made(f"{WORDS} First."))
    ended = build(tmp_path)
    assert (ended.status, (output / "feed.xml").exists()) == (1, False)
    assert "_posts/2024-06-20-b.md: error post/no-page: The page of this post in _site is not there." in ended.err
    assert build(tmp_path, "--keep-going").status == 0
    assert "Second" not in (output / "feed.xml").read_text(encoding="utf-8")


def test_what_feedpub_publishes_itself_is_no_page(tmp_path: Path) -> None:
    write(tmp_path, {**JEKYLL, "feedpub.toml": '[feeds]\natom = "a.html"\n'})
    build(tmp_path)
    ended = build(tmp_path)
    assert (tmp_path / "_site" / "a.html").exists()
    assert "taken from the pages" not in ended.err, ended.err


def test_summaries_are_those_of_front_matter_or_of_the_page(tmp_path: Path) -> None:
    write(tmp_path, {"_posts/2024-06-19-c.md": f"---\ntitle: C\ndescription: Said by hand.\n---\n{WORDS}\n"})
    output = jekyll(tmp_path, a=made(f"{WORDS} First."), c=made(WORDS, "C"))
    build(tmp_path)
    feed = (output / "feed.xml").read_text(encoding="utf-8")
    assert "<summary>Said by hand.</summary>" in feed
    assert f"<summary>{WORDS} First.</summary>" in feed


def test_addresses_in_a_text_are_those_that_its_page_leads_to(tmp_path: Path) -> None:
    output = jekyll(tmp_path, a=made(f'{WORDS} <a href="../x/">There</a> <img src="i.png" alt="">'))
    build(tmp_path)
    feed = (output / "feed.xml").read_text(encoding="utf-8")
    assert "https://example.com/x/" in feed
    assert "https://example.com/a/i.png" in feed
