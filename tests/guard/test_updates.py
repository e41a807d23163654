"""`feeds.updated = "content"`: dates of changes that the text itself shows."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 2, tzinfo=UTC)
STAMP = "2026-02-02T00:00:00Z"


@pytest.fixture(params=["full", "summary"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    one = Site(tmp_path, feeds__updated="content", feeds__content=request.param)
    one.posts(3)
    one.build(now=FIRST)
    return one


def stamps(site: Site) -> set[str]:
    """Return the dates of change that any feed or the sitemap has and no post has declared."""
    text = "".join(file.read_text("utf-8") for file in site.output.rglob("*") if file.is_file())
    return set(re.findall(r"2026-[0-9T:-]+Z", text))


def rewrite(site: Site, old: str, new: str) -> None:
    for file in site.content.rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_what_does_not_change_has_the_date_of_its_publication(site: Site) -> None:
    site.build(now=LATER)
    assert stamps(site) == set()


@pytest.mark.parametrize(("old", "new"), [("What cedar says", "What cedar told"), ("Of cedars", "Of pines")])
def test_a_change_has_the_date_of_the_build_that_found_it_for_ever(site: Site, old: str, new: str) -> None:
    rewrite(site, old, new)
    site.build(now=LATER)
    assert stamps(site) == {STAMP}
    before = {file: file.read_bytes() for file in site.output.rglob("*.xml")}
    site.build(now=datetime(2026, 3, 3, tzinfo=UTC))
    assert {file: file.read_bytes() for file in site.output.rglob("*.xml")} == before
    assert "<pubDate>Mon, 03 Jun 2024 23:30:00 GMT</pubDate>" in (site.output / "rss.xml").read_text("utf-8")


def test_a_tag_or_another_domain_is_no_change(site: Site) -> None:
    rewrite(site, "categories: [News]", "categories: [News, More]")
    rewrite(site, "That", "[That](/x)")
    site.set("ids.authority", "example.com")
    site.set("site.url", "https://new.example/")
    site.build(now=LATER)
    assert stamps(site) == set()


def test_what_the_author_declares_goes_before(site: Site) -> None:
    rewrite(site, "slug: on-cedar", "slug: on-cedar\nupdated: 2024-08-01")
    rewrite(site, "What cedar says", "What cedar told")
    site.build(now=LATER)
    assert stamps(site) == set()


def test_a_post_that_newer_ones_push_out_keeps_its_date_in_the_sitemap(site: Site) -> None:
    rewrite(site, "Of ambers", "Of resin")
    site.build(now=LATER)
    site.set("feeds.limit", 1)
    site.build("feed-shrunk", now=LATER)
    assert f"<lastmod>{STAMP}</lastmod>" in (site.output / "sitemap.xml").read_text("utf-8")


def test_by_default_only_the_author_says_that_a_post_was_changed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.posts(2)
    site.build(now=FIRST)
    rewrite(site, "says", "told")
    site.build(now=LATER)
    assert stamps(site) == set()
