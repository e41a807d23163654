"""Feeds that a change would take away: what the guard says, applied to the letter, keeps every one where it was."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from feedpub import pipeline
from feedpub.model.errors import ContentError, UsageError
from tests.golden.sites import contents
from tests.owner import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.model.records import Diagnostic

_KINDS = {b"<rss": "rss", b"<feed": "atom", b'"version"': "json"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site with two categories, published."""
    one = Site(tmp_path, site__title="Woods")
    one.posts(4)
    one.post("kauri", title="Of kauris", date="2024-07-01", categories="[Trees]", tags="[old]", author="Ada")
    one.post("larch", title="Of larches", date="2024-07-02", categories="[Trees]", tags="[old]", author="Bo")
    return one


def feeds(site: Site) -> Mapping[str, str]:
    """Return the published feeds, each with its format."""
    return {
        path: next(kind for mark, kind in _KINDS.items() if mark in data)
        for path, data in contents(site.output).items()
        if path.endswith((".xml", ".json")) and path != "sitemap.xml"
    }


def lines(finding: Diagnostic) -> Mapping[str, object]:
    """Return the keys that the hint of a finding says to set."""
    keep = finding.hint.partition(" If it is meant, ")[0]
    assert keep.startswith("Set `"), finding.hint
    return dict(_key(line) for line in re.findall(r"`([^`]+ = [^`]+)`", keep))


def _key(line: str) -> tuple[str, object]:
    key, _, value = line.partition(" = ")
    return key, tomllib.loads(f"value = {value}")["value"]


def set_all(site: Site, keys: Mapping[str, object]) -> None:
    for key, value in keys.items():
        site.set(key, value)


def advised(site: Site) -> list[Diagnostic]:
    """Do what the guard says of the next build, and see that it goes through; return what it said."""
    found = site.findings()
    assert {one.code for one in found} == {"guard/feed-vanished"}
    for one in found:
        set_all(site, lines(one))
    assert site.findings() == []
    return found


CHANGES: Mapping[str, Mapping[str, object]] = {
    "a format": {"feeds.formats": ["rss"]},
    "all formats but one, at the path of another": {
        "feeds.formats": ["atom"],
        "feeds.atom": "rss.xml",
        "feeds.categories.atom": "category/{slug}/rss.xml",
    },
    "a path of the site": {"feeds.rss": "feed.xml"},
    "every path of the site": {"feeds.rss": "a.xml", "feeds.atom": "b.xml", "feeds.json": "c.json"},
    "paths that change places": {"feeds.rss": "atom.xml", "feeds.atom": "news.xml"},
    "a format without a path": {"feeds.json": ""},
    "the folder of terms": {"feeds.categories.rss": "topics/{slug}.xml", "feeds.categories.atom": "t/{term}/a.xml"},
    "terms by name": {"feeds.categories.rss": "category/{term}/rss.xml"},
    "no feeds of terms": {"feeds.categories.enabled": False},
    "some terms": {"feeds.categories.only": ["News"]},
    "a term left out": {"feeds.categories.without": ["Trees"]},
    "several at once": {
        "feeds.formats": ["json"],
        "feeds.json": "new.json",
        "feeds.categories.json": "c/{slug}.json",
        "feeds.categories.without": ["News"],
    },
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_lines_that_the_guard_names_keep_every_feed_where_it_was(site: Site, change: str) -> None:
    site.build()
    before = feeds(site)
    set_all(site, CHANGES[change])
    assert len(advised(site)) == 1
    assert feeds(site).keys() >= before.keys()


@pytest.mark.parametrize("table", ["tags", "authors"])
def test_a_taxonomy_that_is_switched_off_is_switched_on_again(site: Site, table: str) -> None:
    site.set(f"feeds.{table}.enabled", value=True)
    site.build()
    before = feeds(site)
    site.set(f"feeds.{table}.enabled", value=False)
    (one,) = advised(site)
    assert lines(one) == {f"feeds.{table}.enabled": True}
    assert feeds(site) == before


def rename(site: Site, old: str, new: str) -> None:
    for file in site.content.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace(f"[{old}]", f"[{new}]"), encoding="utf-8")


def test_a_renamed_term_keeps_its_feed_by_an_alias(site: Site) -> None:
    site.build()
    before = feeds(site)
    rename(site, "Trees", "Bäume")
    (one,) = advised(site)
    assert lines(one) == {"feeds.categories.aliases.Trees": "Bäume"}
    assert feeds(site).items() >= before.items()
    assert {"category/bäume/rss.xml", "category/trees/rss.xml"} <= feeds(site).keys()


def test_a_renamed_term_is_known_when_its_posts_have_other_addresses_and_ids_for_it(site: Site) -> None:
    set_all(site, {"feeds.formats": ["rss"], "ids.scheme": "permalink", "content.permalink": "/:categories/:slug/"})
    site.build()
    rename(site, "Trees", "Wood")
    (one,) = [one for one in site.findings() if one.code == "guard/feed-vanished"]
    assert lines(one) == {"feeds.categories.aliases.Trees": "Wood"}


def test_terms_renamed_at_once_have_a_line_each(site: Site) -> None:
    site.build()
    before = feeds(site)
    rename(site, "Trees", "Wood")
    rename(site, "News", "Letters")
    assert [lines(one) for one in advised(site)] == [
        {"feeds.categories.aliases.News": "Letters"},
        {"feeds.categories.aliases.Trees": "Wood"},
    ]
    assert feeds(site).items() >= before.items()


def test_a_renamed_term_beside_another_path_keeps_its_feed_at_both_paths(site: Site) -> None:
    site.build()
    before = feeds(site)
    rename(site, "Trees", "Wood")
    set_all(site, {"feeds.formats": ["rss"], "feeds.categories.rss": "topics/{slug}.xml"})
    for _ in range(2):
        for one in site.findings():
            set_all(site, lines(one))
    assert site.findings() == []
    assert feeds(site).items() >= before.items()


def test_a_feed_with_a_selection_of_its_own_comes_back_beside_its_successor(site: Site) -> None:
    site.set("feeds.more", [{"path": "ada.xml", "format": "rss", "title": "Ada", "authors": ["Ada"]}])
    site.build()
    before = feeds(site)
    site.set("feeds.more", [{"path": "by-ada.xml", "format": "rss", "title": "Ada", "authors": ["Ada"]}])
    advised(site)
    assert feeds(site).items() >= before.items()


def test_a_term_whose_posts_have_none_any_more_is_told_as_such(site: Site) -> None:
    site.build()
    rename(site, "Trees", "")
    (one,) = site.findings()
    assert one.hint == (
        "Its posts are there, but no longer of one term: give them back the one that they had. If it is meant, let it "
        "go with `--accept feed-vanished`."
    )


def test_a_term_whose_posts_are_gone_is_told_as_such(site: Site) -> None:
    site.build()
    (site.content / "kauri.md").unlink()
    (site.content / "larch.md").unlink()
    (one,) = site.findings()
    assert one.hint.startswith("None of its posts is there any more: look for them.")
    site.build("feed-vanished")
    assert "category/trees/rss.xml" not in feeds(site)


# Sitemaps


def test_a_packed_sitemap_beside_the_other_is_not_counted_and_the_home_page_is(tmp_path: Path) -> None:
    site = Site(tmp_path, sitemap__gzip=True)
    site.posts(6)
    site.build()
    (site.content / "cedar.md").unlink()
    assert site.findings() == []
    for name in ("amber", "birch", "dune", "ember"):
        (site.content / f"{name}.md").unlink()
    found = {one.code: one.text for one in site.findings()}
    assert found["guard/sitemap-shrunk"] == "The sitemap would hold 2 addresses instead of 6."


# Languages


def test_a_feed_that_held_all_languages_is_told_apart_and_has_lost_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path, site__language="ko", feeds__all_languages=True)
    for day, name in enumerate(("a", "b", "c"), start=1):
        for tag in ("ko", "en", "ja"):
            body = f"What {name} says in {tag} is said nowhere else: {f'{name}{tag} ' * 9}"
            site.post(
                f"{name}.{tag}", body, title=f"{name} {tag}", lang=tag, translation_key=name, date=f"2024-06-0{day}"
            )
    site.build()
    site.set("feeds.all_languages", value=False)
    (one,) = site.findings()
    assert (one.code, one.level.value, one.count) == ("guard/languages-apart", "info", 6)
    assert {"lang/en/rss.xml", "lang/ja/rss.xml", "lang/ko/rss.xml"} <= feeds(site).keys()
    assert site.findings() == []
    for tag in ("ko", "ja", "en"):
        (site.content / f"c.{tag}.md").unlink()
        (site.content / f"b.{tag}.md").unlink()
    assert "guard/feed-shrunk" in {one.code for one in site.findings()}


# Redirects


def test_a_feed_that_is_led_on_is_gone_without_a_word_and_the_file_of_the_host_leads_there(site: Site) -> None:
    site.build()
    rename(site, "Trees", "Wood")
    site.output.joinpath("_redirects").write_text("/x /y 302\n", encoding="utf-8")
    site.set("redirects.file", "_redirects")
    for name in ("rss.xml", "atom.xml", "feed.json"):
        site.set(f'redirects.paths."category/trees/{name}"', f"/category/wood/{name}")
    assert site.findings() == []
    assert "category/trees/rss.xml" not in feeds(site)
    assert contents(site.output)["_redirects"].decode() == (
        "/x /y 302\n\n# feedpub: begin\n"
        "/category/trees/atom.xml https://example.com/category/wood/atom.xml 301\n"
        "/category/trees/feed.json https://example.com/category/wood/feed.json 301\n"
        "/category/trees/rss.xml https://example.com/category/wood/rss.xml 301\n"
        "# feedpub: end\n"
    )
    assert site.findings() == []
    site.settings = {key: value for key, value in site.settings.items() if not key.startswith("redirects.paths")}
    site.build("feed-vanished")
    assert contents(site.output)["_redirects"].decode() == "/x /y 302\n\n"


def test_the_line_for_a_redirect_that_the_guard_names_ends_in_a_build(site: Site) -> None:
    site.set("feeds.formats", ["rss"])
    site.build()
    rename(site, "Trees", "Wood")
    (one,) = site.findings()
    (line,) = re.findall(r"`(redirects\.[^`]+)`", one.hint)
    set_all(site, dict([_key(line)]))
    assert site.findings() == []


def test_the_moves_of_many_feeds_are_found(site: Site) -> None:
    site.build()
    site.set("feeds.categories.rss", "topics/{slug}.xml")
    site.set("redirects.paths", {'"x.xml"': "rss.xml"})
    assert pipeline.moved(site.request()) == {
        "category/news/rss.xml": "topics/news.xml",
        "category/trees/rss.xml": "topics/trees.xml",
        "x.xml": "rss.xml",
    }


@pytest.mark.parametrize(
    ("former", "now", "code"),
    [
        ("atom.xml", "rss.xml", "redirect/unfit"),
        ("old.xml", "gone.xml", "redirect/unfit"),
        ("old.xml", "https://example.org/feed", ""),
        ("old.xml", "rss.xml", ""),
        ("old.xml", "page.html", ""),
        ("/old/", "rss.xml", ""),
        ("?feed=rss2", "rss.xml", ""),
        ("/index.php?feed=rss2&cat=3", "rss.xml", ""),
        ("blog?format=rss", "gone.xml", "redirect/unfit"),
    ],
)
def test_a_redirect_leads_from_nothing_to_something(site: Site, former: str, now: str, code: str) -> None:
    site.output.mkdir()
    site.output.joinpath("page.html").touch()
    site.set(f'redirects.paths."{former}"', now)
    try:
        found = site.build().diagnostics
    except ContentError as error:
        found = error.diagnostics
    assert [one.code for one in found if one.code.startswith("redirect/")] == ([code] if code else [])


@pytest.mark.parametrize("former", ["", "/", "//", "a//", "../x/", "?", "blog?", "blog?x", "?a=b c", "?a=b;", '?a="'])
def test_a_former_address_that_is_none_is_refused(site: Site, former: str) -> None:
    site.set(f"redirects.paths.'{former}'", "rss.xml")
    with pytest.raises(UsageError) as raised:
        site.build()
    assert [one.code for one in raised.value.diagnostics] == ["config/bad-value"]


def test_below_a_path_of_the_host_no_file_of_redirects_is_published(tmp_path: Path) -> None:
    site = Site(tmp_path, site__url="https://example.com/blog/", redirects__file="_redirects")
    site.posts(1)
    site.set('redirects.paths."old.xml"', "rss.xml")
    assert "redirect/not-at-root" in {one.code for one in site.build().diagnostics}
    assert "_redirects" not in contents(site.output)
