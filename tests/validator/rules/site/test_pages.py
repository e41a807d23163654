"""What pages and robots.txt say to search engines is compared with the sitemap that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.validator.rules.site.sites import put, said, said_of_one, sitemap

if TYPE_CHECKING:
    from pathlib import Path

_ONE = sitemap("<loc>https://example.com/a/</loc>", "<loc>https://example.com/b</loc>")
_HEAD = "<!DOCTYPE html><html><head><title>A</title>{}</head><body>A</body></html>"


def _page(root: Path, element: str) -> None:
    put(root, {"sitemap.xml": _ONE, "a/index.html": "", "b.html": _HEAD.format(element)})


@pytest.mark.parametrize(
    "element",
    [
        '<meta name="robots" content="noindex">',
        '<META NAME=Robots CONTENT="NoIndex, follow">',
        '<meta content="none" name="googlebot">',
        "<meta name='bingbot' content='max-snippet:-1,noindex'/>",
    ],
)
def test_a_page_that_is_not_to_be_listed_is_told(tmp_path: Path, element: str) -> None:
    _page(tmp_path, element)
    assert [line.partition(" is")[0] for line in said(tmp_path, "site/loc-noindex")] == [
        '3: The page "https://example.com/b"'
    ]
    assert len(said_of_one(tmp_path, "sitemap.xml", "site/loc-noindex")) == 1


@pytest.mark.parametrize(
    "element",
    [
        '<meta name="robots" content="index, nofollow">',
        '<!-- <meta name="robots" content="noindex"> -->',
        '<meta name="description" content="noindex">',
        '<script>"<meta name=robots content=noindex>"</script>',
    ],
)
def test_a_page_that_may_be_listed_is_not(tmp_path: Path, element: str) -> None:
    _page(tmp_path, element)
    assert said(tmp_path, "site/loc-noindex") == []


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=https://example.com/a/", "https://example.com/a/"),
        ("0;URL='/a/'", "https://example.com/a/"),
        ("5, https://elsewhere.example/", "https://elsewhere.example/"),
        ("0; url=b?x", "https://example.com/b?x"),
        ("0; url=/b", ""),
        ("300", ""),
        ("", ""),
    ],
)
def test_a_page_that_leads_on_is_told(tmp_path: Path, content: str, target: str) -> None:
    _page(tmp_path, f'<meta http-equiv="refresh" content="{content}">')
    expected = [f'3: The page "https://example.com/b" leads on to "{target}".'] if target else []
    assert said(tmp_path, "site/loc-redirects") == expected


@pytest.mark.parametrize(
    ("href", "base", "target"),
    [
        ("https://example.com/a/", "", "https://example.com/a/"),
        ("https://www.example.com/b", "", "https://www.example.com/b"),
        ("/b", "", ""),
        ("b", "", ""),
        ("b", '<base href="/c/">', "https://example.com/c/b"),
        ("https://EXAMPLE.com:443/b#top", "", ""),
        ("", "", ""),
    ],
)
def test_a_page_that_names_another_address_as_its_own_is_told(
    tmp_path: Path, href: str, base: str, target: str
) -> None:
    _page(tmp_path, f'{base}<link rel="canonical" href="{href}">')
    expected = [f'3: The page "https://example.com/b" says that its address is "{target}".'] if target else []
    assert said(tmp_path, "site/loc-canonical-elsewhere") == expected


def test_what_robots_txt_forbids_is_told_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, {"sitemap.xml": _ONE, "robots.txt": "User-agent: *\nDisallow: /b\n"})
    why = 'robots.txt forbids Google and Bing to fetch it: "Disallow: /b", line 2'
    assert said(tmp_path, "site/loc-forbidden-by-robots") == [f'3: "https://example.com/b" is listed, but {why}.']
    assert len(said_of_one(tmp_path, "sitemap.xml", "site/loc-forbidden-by-robots")) == 1


def test_a_sitemap_that_robots_txt_forbids_is_told(tmp_path: Path) -> None:
    put(tmp_path, {"sitemap.xml": _ONE, "robots.txt": "User-agent: bingbot\nDisallow: /*.xml$\n"})
    why = 'robots.txt forbids Bing to fetch it: "Disallow: /*.xml$", line 2'
    assert said(tmp_path, "site/loc-forbidden-by-robots") == [f"1: The sitemap cannot be read: {why}."]


def test_robots_txt_below_the_root_of_a_host_counts_for_nothing(tmp_path: Path) -> None:
    entry = "<loc>https://example.com/blog/b</loc>"
    put(tmp_path, {"sitemap.xml": sitemap(entry), "robots.txt": "User-agent: *\nDisallow: /\n"})
    assert said(tmp_path, "site/loc-forbidden-by-robots", "https://example.com/blog/") == []


def test_a_page_that_is_a_link_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "site"
    _page(root, "")
    (tmp_path / "secret.html").write_text(_HEAD.format('<meta name="robots" content="noindex">'))
    (root / "b.html").unlink()
    (root / "b.html").symlink_to(tmp_path / "secret.html")
    assert said(root, "site/loc-noindex") == []
