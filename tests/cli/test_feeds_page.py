"""`[feeds] page` and `opml`: what visitors of a site are given, from a folder of posts to the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.running import SITE, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path

WANTED = '[feeds]\npage = "feeds.html"\nopml = "lists/feeds.opml"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {"feedpub.toml": WANTED, "content/tea.md": post("Tea", categories="[Drinks]"), "content/b.md": post("Books")},
    )


def published(site: Path, path: str) -> str:
    return (site / "public" / path).read_text(encoding="utf-8")


def test_a_site_that_asks_for_none_gets_none(site: Path) -> None:
    (site / "feedpub.toml").unlink()
    assert feedpub("build", *SITE, cwd=site).status == 0
    assert not list((site / "public").glob("**/*.html"))
    assert not list((site / "public").glob("**/*.opml"))


def test_page_and_list_are_published_and_made_again_as_they_were(site: Path) -> None:
    ended = feedpub("build", *SITE, cwd=site)
    assert (ended.status, ended.err.count("warning")) == (0, 0)
    assert ">Tea</a>" in published(site, "feeds.html")
    assert 'href="https://example.com/lists/feeds.opml"' in published(site, "feeds.html")
    assert 'xmlUrl="https://example.com/category/drinks/rss.xml"' in published(site, "lists/feeds.opml")
    again = feedpub("build", *SITE, "--no-cache", "-v", cwd=site)
    assert "= feeds.html" in again.out
    assert "= lists/feeds.opml" in again.out


def test_a_new_title_is_in_the_page_at_the_next_build(site: Path) -> None:
    feedpub("build", *SITE, cwd=site)
    write(site, {"content/tea.md": post("Green tea", categories="[Drinks]")})
    feedpub("build", *SITE, cwd=site)
    assert ">Green tea</a>" in published(site, "feeds.html")


def test_they_go_when_they_are_no_longer_asked_for(site: Path) -> None:
    feedpub("build", *SITE, cwd=site)
    (site / "feedpub.toml").unlink()
    assert feedpub("build", *SITE, cwd=site).status == 0
    assert not (site / "public" / "feeds.html").exists()


def test_a_page_of_somebody_else_is_not_replaced_and_the_option_is_named(site: Path) -> None:
    write(site, {"public/feeds.html": "<!DOCTYPE html><title>Mine</title>", "public/lists/feeds.opml": "mine"})
    ended = feedpub("build", *SITE, cwd=site)
    assert ended.status == 1
    assert "feeds.page" in ended.err
    assert "feeds.opml" in ended.err
    assert "Mine" in published(site, "feeds.html")


def test_they_are_known_as_ours_without_a_manifest(site: Path) -> None:
    feedpub("build", *SITE, cwd=site)
    for file in (site / ".feedpub").iterdir():
        file.unlink()
    write(site, {"content/c.md": post("Coffee")})
    assert feedpub("build", *SITE, cwd=site).status == 0
    assert ">Coffee</a>" in published(site, "feeds.html")


def test_the_page_makes_no_site_of_pages_out_of_a_folder_of_feeds(site: Path) -> None:
    """Where a folder holds the pages, those that feeds link to must be there; a folder with this page holds none."""
    feedpub("build", *SITE, cwd=site)
    again = feedpub("build", *SITE, "--no-cache", "-v", cwd=site)
    assert "site/" not in again.err
    checked = feedpub("validate", "public", "--base-url", SITE[1], cwd=site)
    assert checked.status == 0
    assert "site/" not in checked.err


def test_in_a_built_site_the_page_is_no_page_of_the_site(tmp_path: Path) -> None:
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>Tea</title><meta property="article:published_time" '
        'content="2024-06-21T10:00:00Z"><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'
        "<body><article><h1>Tea</h1><p>Some words on tea.</p></article></body></html>"
    )
    site = write(tmp_path, {"feedpub.toml": WANTED, "_site/tea/index.html": html})
    arguments = ("build", *SITE, "--built", "_site", "--out", "_site", "--site-type", "html")
    for _ in range(2):
        assert feedpub(*arguments, cwd=site).status == 0
    assert (site / "_site" / "feeds.html").is_file()
    assert "feeds.html" not in (site / "_site" / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "value"), [("page", "rss.xml"), ("opml", "sitemap.xml"), ("page", "../x.html")])
def test_a_path_that_does_not_do_is_refused_at_its_place(tmp_path: Path, key: str, value: str) -> None:
    site = write(tmp_path, {"feedpub.toml": f'[feeds]\n{key} = "{value}"\n', "content/a.md": post()})
    ended = feedpub("build", *SITE, cwd=site)
    assert ended.status == 2
    assert value in ended.err
    assert "feedpub.toml" in ended.err


def test_a_site_whose_posts_all_have_no_date_has_no_feeds_to_show(tmp_path: Path) -> None:
    site = write(tmp_path, {"feedpub.toml": WANTED, "content/a.md": "---\ntitle: About\n---\nText.\n"})
    assert feedpub("build", *SITE, cwd=site).status == 0
    assert not (site / "public" / "feeds.html").exists()


def test_a_post_that_slides_back_is_not_in_the_page_either(tmp_path: Path) -> None:
    toml = f"{WANTED}limit = 2\n"
    days = {name: post(name, f"2024-06-0{day}") for day, name in enumerate(("Amber", "Birch", "Cedar"), 1)}
    site = write(tmp_path, {"feedpub.toml": toml, **{f"content/{name}.md": text for name, text in days.items()}})
    feedpub("build", *SITE, cwd=site)
    (site / "content" / "Cedar.md").unlink()
    ended = feedpub("build", *SITE, cwd=site)
    assert ended.status == 0, ended.err
    assert "Amber" not in published(site, "rss.xml")
    assert "Amber" not in published(site, "feeds.html")


def test_nobody_is_led_to_the_archives_of_a_feed(tmp_path: Path) -> None:
    toml = f'{WANTED}limit = 2\n[feeds.archives]\nby = "month"\n'
    days = {f"content/{day}.md": post(f"Post {day}", f"2024-0{day}-01") for day in range(1, 8)}
    site = write(tmp_path, {"feedpub.toml": toml, **days})
    ended = feedpub("build", *SITE, cwd=site)
    assert ended.status == 0, ended.err
    archives = [path for path in (site / "public").rglob("*") if "archive" in path.as_posix() and path.is_file()]
    assert archives
    for listed in ("feeds.html", "lists/feeds.opml"):
        assert not any(path.relative_to(site / "public").as_posix() in published(site, listed) for path in archives)
