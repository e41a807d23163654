"""A whole built site: what is found of it, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.collect import dialects
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.options import BuiltOptions, ContentOptions, IdScheme, SiteOptions
from feedpub.model.records import Absence
from feedpub.sites import html
from tests.dialects.html.pages import URL, dated, page, site
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


def told(folder: Path, files: dict[str, str | bytes]) -> dict[str, tuple[object, str]]:
    write(folder / "_site", files)
    return {one.path[-1]: (one.value, one.key) for one in html.configuration(folder, ("_site",)).taken}


def test_the_pages_tell_address_name_and_language(tmp_path: Path) -> None:
    head = f'{canonical("https://example.org/")}<meta property="og:site_name" content="Blog">'
    head += '<meta name="description" content="Of tea">'
    found = told(
        tmp_path, {"index.html": page(head, lang="ko"), "a/index.html": page(canonical("https://example.org/a/"))}
    )
    assert found["url"] == ("https://example.org/", "canonical links")
    assert found["title"] == ("Blog", "og:site_name")
    assert found["language"] == ("ko", "lang of the home page")
    assert found["description"] == ("Of tea", "description of the home page")
    assert found["scheme"] == ("permalink", "")


@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        ("a/index.html", "https://example.org/blog/a/", "https://example.org/blog/"),
        ("a/index.html", "https://example.org/blog/a", "https://example.org/blog/"),
        ("a.html", "https://example.org/a", "https://example.org/"),
        ("a.html", "https://example.org/a.html", "https://example.org/"),
        ("index.html", "https://example.org", "https://example.org/"),
        ("a.html", "https://example.org/b", None),
        ("index.html", "http://localhost:1313/", None),
        ("a.html", "/a.html", None),
    ],
)
def test_the_address_is_what_stands_before_the_path(tmp_path: Path, path: str, url: str, expected: str | None) -> None:
    assert told(tmp_path, {path: page(canonical(url))}).get("url", (None,))[0] == expected


def test_without_canonical_links_open_graph_tells_the_address(tmp_path: Path) -> None:
    found = told(tmp_path, {"index.html": page('<meta property="og:url" content="https://example.org/">')})
    assert found["url"] == ("https://example.org/", "og:url")


def test_a_file_cname_may_tell_the_address(tmp_path: Path) -> None:
    assert told(tmp_path, {"index.html": page(), "CNAME": "example.org\n"})["url"] == ("https://example.org/", "CNAME")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/feeds/all.xml", "https://example.org/"),
        ("https://example.org/blog/feeds/all.xml?a=b", "https://example.org/blog/"),
        ("https://feeds.example.net/mine", None),
        ("http://localhost:8000/feeds/all.xml", None),
        ("/feeds/all.xml", None),
        ("https://not a host/feeds/all.xml", None),
        ("https://no[t/feeds/all.xml", None),
        ("https://example.org/feeds/all.xml#top", "https://example.org/"),
    ],
)
def test_the_link_to_a_feed_that_is_here_may_tell_the_address(tmp_path: Path, href: str, expected: str | None) -> None:
    link = f'<link rel="alternate" type="application/atom+xml" href="{href}">'
    found = told(tmp_path, {"index.html": page(link), "feeds/all.xml": "<feed/>"})
    assert found.get("url") == (expected and (expected, "the link to a feed"))


def test_the_name_may_be_what_titles_end_in(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {f"{name}.html": page(f"<title>{name} | Blog</title>") for name in "abc"}
    assert told(tmp_path, pages)["title"] == ("Blog", "title of most pages")


def test_the_name_may_be_the_title_of_the_home_page(tmp_path: Path) -> None:
    assert told(tmp_path, {"index.html": page("<title>Blog</title>")})["title"] == ("Blog", "title of the home page")


def test_pages_without_a_title_tell_no_name(tmp_path: Path) -> None:
    assert "title" not in told(tmp_path, {"a.html": page(), "big.html": b"x" * 20_000_001})


def test_a_built_site_is_found_only_when_its_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": page(canonical("https://example.org/"))})
    assert dialects.find(tmp_path) is None
    loaded = config.read(tmp_path, {"built.folder": ".", "output.folder": "out"})
    assert (
        str(loaded.found)
        == "Built HTML site found in this folder: canonical links, lang of the home page taken from it"
    )
    assert loaded.options.ids.scheme is IdScheme.PERMALINK


def test_feedpub_toml_goes_before_the_pages(tmp_path: Path) -> None:
    write(tmp_path / "_site", {"index.html": page(canonical("https://example.org/"))})
    write(
        tmp_path,
        {"feedpub.toml": '[site]\nurl = "https://example.com/"\n[built]\nfolder = "_site"\n[output]\nfolder = "out"\n'},
    )
    options = config.load(tmp_path)
    assert (options.site.url, options.output.folder) == ("https://example.com/", "out")


def test_it_is_published_into_the_built_folder(tmp_path: Path) -> None:
    write(tmp_path / "_site", {"index.html": page(canonical("https://example.org/"))})
    assert config.load(tmp_path, {"built.folder": "_site"}).output.folder == "_site"


def test_a_site_may_be_its_own_built_folder(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": page(canonical("https://example.org/"))})
    assert config.load(tmp_path, {"built.folder": "."}).built.folder == "."


def test_a_site_of_a_generator_stays_that_with_its_pages_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "_site", {"index.html": page()})
    write(tmp_path, {"_config.yml": "url: https://example.org\n"})
    assert config.load(tmp_path, {"built.folder": "_site"}).site.type == "jekyll"


@pytest.mark.parametrize(
    "overrides", [{"site.type": "html"}, {"site.type": "html", "site.url": "https://example.org/"}]
)
def test_the_folder_has_to_be_named(tmp_path: Path, overrides: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="--built _site"):
        config.load(tmp_path, overrides)
    with pytest.raises(UsageError, match="--built _site"):
        html.walk(tmp_path, ContentOptions(), SiteOptions(url="https://example.org/"), ())


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder `_site`"):
        config.load(tmp_path, {"built.folder": "_site"})


def test_a_built_folder_that_is_no_text_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": '[site]\nurl = "https://example.com/"\n[built]\nfolder = 7\n'})
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    assert [one.code for one in caught.value.diagnostics] == ["config/wrong-type"]


def test_pages_posts_and_what_is_neither_are_told_apart(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "index.html": page("<title>Home</title>"),
        "a/index.html": dated(),
        "old.html": page('<meta http-equiv="refresh" content="0; url=/a/">'),
        "404.html": page(),
        "feed.xml": "<rss/>",
        "part.html": "<p>x</p>",
        ".net/index.html": page("<title>.NET</title>"),
        ".git/x.html": page(),
        "print/a.html": page(),
        "later/index.html": dated(date="2099-01-01"),
    }
    write(tmp_path, {"feedpub.toml": '[site]\nurl = "https://example.com/"\n[built]\nexclude = ["print/**"]\n'})
    found = site(tmp_path, files)
    assert [post.source for post in found.posts if post.date] == ["_site/a/index.html"]
    assert [post.url.removeprefix("https://example.com/") for post in found.posts if not post.date] == [".net/", ""]
    assert {one.source: one.reason for one in found.skipped} == {
        "_site/old.html": Absence.REDIRECT,
        "_site/404.html": Absence.ERROR_PAGE,
        "_site/later/index.html": Absence.FUTURE,
    }


def test_versions_in_other_languages_are_linked_both_ways(tmp_path: Path) -> None:
    link = '<link rel="alternate" hreflang="{}" href="/{}/">'
    found = site(
        tmp_path,
        {"en/index.html": page(link.format("ko", "ko")), "ko/index.html": page(link.format("en", "en"), lang="ko")},
        site__url="https://example.com/",
    )
    assert [[one.language for one in post.translations] for post in found.posts] == [["en", "ko"], ["en", "ko"]] or [
        [one.language for one in post.translations] for post in found.posts
    ] == [["ko"], ["en", "ko"]]


VERSION = '<link rel="alternate" hreflang="{}" href="{}">'


def test_a_version_that_is_not_there_is_told_and_not_linked(tmp_path: Path) -> None:
    links = VERSION.format("en", f"{URL}a/") + VERSION.format("de", f"{URL}de/a/")
    found = site(tmp_path, {"a/index.html": dated(head=links), "b/index.html": dated(head=links)}, site__url=URL)
    assert [post.translations for post in found.posts if post.url == f"{URL}a/"] == [()]
    (said,) = found.diagnostics
    assert (said.code, said.where.path, said.count) == ("page/version-missing", "_site/a/index.html", 2)
    assert f'"de", {URL}de/a/' in said.text


def test_versions_that_are_there_or_on_other_sites_stay(tmp_path: Path) -> None:
    links = VERSION.format("en", "/a/") + VERSION.format("ko", "/ko/a") + VERSION.format("de", "https://de.example/a/")
    found = site(
        tmp_path,
        {"a/index.html": dated(head=links), "ko/a.html": dated(title="Ko"), "ko/b.html": dated(title="B")},
        site__url=URL,
    )
    assert [[one.language for one in post.translations] for post in found.posts if post.url == f"{URL}a/"] == [
        ["de", "en", "ko"]
    ]
    assert found.diagnostics == ()


def test_a_version_that_is_not_to_be_listed_is_none(tmp_path: Path) -> None:
    noindex = '<meta name="robots" content="noindex">'
    found = site(
        tmp_path,
        {"a.html": dated(head=VERSION.format("ko", "/ko.html")), "ko.html": dated(head=noindex)},
        site__url=URL,
    )
    assert [post.translations for post in found.posts] == [(), ()]
    assert [one.code for one in found.diagnostics] == ["page/version-missing"]


def test_the_versions_of_a_page_that_is_not_listed_are_nobody_s_concern(tmp_path: Path) -> None:
    noindex = '<meta name="robots" content="noindex">'
    found = site(tmp_path, {"a.html": dated(head=noindex + VERSION.format("en", "/a.html"))}, site__url=URL)
    assert found.diagnostics == ()


def test_a_site_without_any_date_is_told(tmp_path: Path) -> None:
    found = site(tmp_path, {"index.html": page(), "2016/11/30/one/index.html": page()}, site__url=URL)
    (said,) = found.diagnostics
    assert (said.code, said.where.path) == ("site/no-dates", "_site")
    assert "article:published_time" in said.hint


def test_one_page_without_a_date_is_no_mistake(tmp_path: Path) -> None:
    assert site(tmp_path, {"index.html": page()}, site__url=URL).diagnostics == ()


def test_a_built_folder_beside_the_site_is_read(tmp_path: Path) -> None:
    write(tmp_path / "out", {"a/index.html": dated()})
    (tmp_path / "site").mkdir()
    overrides = {"built.folder": str(tmp_path / "out"), "site.url": "https://example.com/"}
    options = config.load(tmp_path / "site", overrides)
    walked = html.walk(tmp_path / "site", options.content, options.site, (tmp_path / "out",), options.built)
    assert [(named.source, named.path) for named in walked.names.named()] == [("../out/a/index.html", "a/index.html")]


def test_any_pattern_of_addresses_is_taken_and_not_used(tmp_path: Path) -> None:
    found = site(tmp_path, {"a/index.html": dated()}, site__url=URL, content__permalink="/:anything/")
    assert [post.url for post in found.posts] == [f"{URL}a/"]


def test_a_page_that_cannot_be_read_ends_the_build(tmp_path: Path) -> None:
    from feedpub.io.reader import FolderReader  # noqa: PLC0415 - as above
    from feedpub.sites.html import files  # noqa: PLC0415 - beside the test of it

    write(tmp_path, {"x/a.html": page()})
    (tmp_path / "x" / "b.html").mkdir()
    with pytest.raises(SystemFault, match=r"b\.html"):
        files.read(FolderReader(tmp_path), "x/b.html")
    assert [one.path for one in files.pages(tmp_path, BuiltOptions(folder="x"), "https://example.com/", ())] == [
        "a.html"
    ]


def test_a_home_page_that_is_not_there_is_not_in_the_sitemap(tmp_path: Path) -> None:
    assert told(tmp_path, {"a.html": page()})["home"] == (False, "")
    files: dict[str, str | bytes] = {f"{number}.html": page() for number in range(200)}
    assert "home" not in told(tmp_path, {**files, "index.html": page()})
