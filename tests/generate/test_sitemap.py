"""The sitemap: what stands in it, and that its text is what a tree would be."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.generate import sitemap
from feedpub.generate.listed import listed
from feedpub.generate.sitemap import FRAME, SitemapLimits, generate
from feedpub.model.details import Translation
from feedpub.model.options import SitemapOptions
from feedpub.model.records import Absence, Image, Kind, Listing, Taxonomy, Term
from feedpub.text import dates
from tests import builders, strategies
from tests.builders import at, page, post, posts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.model.records import Document, Post

CORE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HOMELESS = SitemapOptions(home=False)


def made(of: Iterable[Post], options: SitemapOptions = HOMELESS, **limits: int) -> tuple[Document, ...]:
    return generate(builders.site(), listed(builders.site(), of, options), options, SitemapLimits(**limits))


def locs(document: Document) -> list[str]:
    return [each.text or "" for each in ET.fromstring(document.data).iter(f"{CORE}loc")]


def test_every_post_and_page_is_listed_by_url_with_its_last_modification() -> None:
    (document,) = made([post("b", updated=at(1)), page("c"), post("a")])
    assert (document.path, document.kind) == ("sitemap.xml", Kind.SITEMAP)
    assert document.data.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<?xml-stylesheet type="text/css" href="/feed.css"?>\n'
        "<!-- feedpub -->\n"
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <url>\n"
        "    <loc>https://example.com/a/</loc>\n"
        "    <lastmod>2024-06-21T01:00:00Z</lastmod>\n"
        "  </url>\n"
        "  <url>\n"
        "    <loc>https://example.com/b/</loc>\n"
        "    <lastmod>2024-06-22T01:00:00Z</lastmod>\n"
        "  </url>\n"
        "  <url>\n"
        "    <loc>https://example.com/c/</loc>\n"
        "  </url>\n"
        "</urlset>\n"
    )


def test_of_posts_with_one_url_the_last_is_listed() -> None:
    (document,) = made([post("a", date=at(3)), post("b"), post("a", date=at(1)), post("a", date=at(2))])
    assert locs(document) == ["https://example.com/a/", "https://example.com/b/"]
    assert b"<lastmod>2024-06-23T01:00:00Z</lastmod>" in document.data


@pytest.mark.parametrize("number", [1, 2, 3, 7])
def test_how_many_are_written_together_changes_nothing(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    of = [*posts(7), page("p"), post("q", image=Image(url="https://example.com/q.png"))]
    expected = made(of, SitemapOptions(), urls=4)
    assert len(expected) == 5
    monkeypatch.setattr(sitemap, "_AT_ONCE", number)
    assert made(of, SitemapOptions(), urls=4) == expected


def test_the_home_page_comes_first_and_changed_with_the_newest_post() -> None:
    (document,) = made([post("a", date=at(3)), post("b")], SitemapOptions())
    (home, *_) = ET.fromstring(document.data)
    assert home.findtext(f"{CORE}loc") == "https://example.com/"
    assert home.findtext(f"{CORE}lastmod") == "2024-06-24T01:00:00Z"


def test_a_home_page_that_is_a_file_of_the_site_is_listed_once_with_its_pictures() -> None:
    home = page("index", url=builders.SITE_URL, body_images=(Image(url="https://example.com/a.png"),))
    (document,) = made([home, post("a")], SitemapOptions())
    assert locs(document) == ["https://example.com/", "https://example.com/a/"]
    assert b"<image:loc>https://example.com/a.png</image:loc>" in document.data


def test_a_home_page_that_wants_to_be_left_out_is_left_out() -> None:
    home = page("index", url=builders.SITE_URL, not_in_sitemap=Absence.NOINDEX)
    (document,) = made([home, post("a")], SitemapOptions())
    assert locs(document) == ["https://example.com/a/"]


def test_a_site_of_the_home_page_alone_lists_it() -> None:
    (document,) = made([], SitemapOptions())
    assert locs(document) == ["https://example.com/"]
    assert b"lastmod" not in document.data


def test_an_empty_sitemap_is_not_published() -> None:
    assert made([post(not_in_sitemap=Absence.NOINDEX)]) == ()


def test_the_picture_of_a_post_and_those_of_its_body_are_listed_once_each() -> None:
    lead, other = Image(url="https://example.com/a.png?x=1&y='"), Image(url="https://example.com/b.png")
    embedded = Image(url="data:image/png;base64,AAAA")
    of = [post(image=lead, body_images=(lead, embedded, other))]
    (document,) = made(of)
    images = [each.text for each in ET.fromstring(document.data).iter(f"{IMAGE}loc")]
    assert images == [lead.url, other.url]
    assert b"x=1&amp;y='" in document.data
    (without,) = made(of, replace(HOMELESS, images=False))
    assert b"image" not in without.data


def test_a_page_lists_a_thousand_pictures_at_most() -> None:
    images = tuple(Image(url=f"https://example.com/{number}.png") for number in range(1001))
    (document,) = made([post(body_images=images)])
    assert len(list(ET.fromstring(document.data).iter(f"{IMAGE}loc"))) == 1000


def alternates(of: Iterable[Post], options: SitemapOptions = HOMELESS) -> dict[str, dict[str, str]]:
    """Return the addresses of the versions of each page by language, below that of the site."""
    [document] = made(of, options)
    return {
        (url.findtext(f"{CORE}loc") or "").removeprefix(builders.SITE_URL): {
            link.attrib["hreflang"]: link.attrib["href"].removeprefix(builders.SITE_URL)
            for link in url.iter(f"{XHTML}link")
        }
        for url in ET.fromstring(document.data)
    }


def versions(**paths: str) -> tuple[Translation, ...]:
    return tuple(
        Translation(language=language, url=path if ":" in path else builders.SITE_URL + path)
        for language, path in paths.items()
    )


def test_translations_are_alternates_of_the_page_with_one_for_everybody_else() -> None:
    both = versions(en="a/", ko="ko/a/")
    links = {"en": "a/", "ko": "ko/a/", "x-default": "a/"}
    assert alternates([post("a", translations=both), post("ko/a", translations=both)]) == {"a/": links, "ko/a/": links}


def test_what_a_page_says_of_everybody_else_holds() -> None:
    said = (*versions(en="a/", ko="https://ko.example/a/"), *versions(**{"x-default": "https://example.org/"}))
    assert alternates([post("a", translations=said)])["a/"]["x-default"] == "https://example.org/"


def test_a_version_that_the_sitemap_does_not_list_is_no_alternate() -> None:
    said = versions(en="a/", ko="ko/a/", de="de/a/")
    listed = [post("a", translations=said), post("ko/a", translations=said)]
    hidden = post("de/a", translations=said, not_in_sitemap=Absence.NOINDEX)
    assert "de" not in alternates([*listed, hidden])["a/"]
    assert alternates([post("a", translations=versions(en="a/", ko="ko/a/"))]) == {"a/": {}}


def test_a_version_on_another_site_is_an_alternate() -> None:
    said = versions(en="a/", ko="https://ko.example/a/")
    assert alternates([post("a", translations=said)])["a/"]["ko"] == "https://ko.example/a/"


def listing(path: str, language: str, of: str = "section:posts") -> Listing:
    term = Term(taxonomy=Taxonomy.SECTION, slug=path, label=path)
    return Listing(term=term, url=builders.SITE_URL + path, language=language, versions=of)


def test_pages_that_list_posts_are_alternates_of_each_other() -> None:
    posts = [post("a", listings=(listing("posts/", ""),)), post("b", listings=(listing("ko/posts/", "ko"),))]
    links = {"en": "posts/", "ko": "ko/posts/", "x-default": "posts/"}
    found = alternates(posts)
    assert found["posts/"] == found["ko/posts/"] == links
    assert alternates([post("a", listings=(listing("posts/", ""),))])["posts/"] == {}


def test_home_pages_are_alternates_of_each_other() -> None:
    posts = [
        post("a", listings=(listing("", "", "home"),)),
        post("b", listings=(listing("ko/", "ko", "home"),)),
    ]
    found = alternates(posts, SitemapOptions())
    assert found[""] == found["ko/"] == {"en": "", "ko": "ko/", "x-default": ""}


def test_too_many_urls_make_an_index_of_pages_and_of_numbered_parts_the_oldest_first() -> None:
    of = [post(name, date=at(-index)) for index, name in enumerate("abc")] + [page("d"), page("e"), page("f")]
    documents = made(of, replace(HOMELESS, path="maps/site.xml"), urls=2)
    assert [(each.path, each.kind) for each in documents] == [
        ("maps/site-pages.xml", Kind.SITEMAP),
        ("maps/site-pages-2.xml", Kind.SITEMAP),
        ("maps/site-1.xml", Kind.SITEMAP),
        ("maps/site-2.xml", Kind.SITEMAP),
        ("maps/site.xml", Kind.SITEMAPINDEX),
    ]
    index = [[each.text for each in child] for child in ET.fromstring(documents[-1].data)]
    assert index == [
        ["https://example.com/maps/site-pages.xml"],
        ["https://example.com/maps/site-pages-2.xml"],
        ["https://example.com/maps/site-1.xml", "2024-06-20T01:00:00Z"],
        ["https://example.com/maps/site-2.xml", "2024-06-21T01:00:00Z"],
    ]
    assert [url for each in documents[:-1] for url in locs(each)] == [
        f"https://example.com/{name}/" for name in "defcba"
    ]


def test_a_new_post_changes_the_last_part_alone_with_the_home_page_in_it() -> None:
    of = [page("about"), *(post(f"{index % 7}-{index}", date=at(index)) for index in range(20))]
    before: dict[str, bytes] = {}
    for number in range(5, len(of)):
        documents = made(of[: number + 1], SitemapOptions(), urls=4)
        after = {each.path: each.data for each in documents if each.kind is Kind.SITEMAP}
        assert len(after) == 1 + -(-(number + 1) // 4), "one of pages, and of posts with the home page"
        changed = {path for path in before if before[path] != after[path]}
        assert changed <= {f"sitemap-{(number + 3) // 4}.xml"}, "the one that was the last"
        before = after


def test_a_text_sitemap_has_the_same_addresses_one_a_line() -> None:
    options = SitemapOptions(text="sitemap.txt")
    of = listed(builders.site(), [post("b"), page("a"), post("c", not_in_sitemap=Absence.NOINDEX)], options)
    (document,) = sitemap.text(of, options)
    assert document.path == "sitemap.txt"
    assert document.data == b"https://example.com/\nhttps://example.com/a/\nhttps://example.com/b/\n"
    (xml,) = generate(builders.site(), of, options)
    assert document.data.decode().split() == locs(xml)


def test_a_text_sitemap_over_the_limits_becomes_numbered_files() -> None:
    options = SitemapOptions(text="maps/all.txt", gzip=True)
    of = listed(builders.site(), posts(4), options)
    made_of = sitemap.text(of, options, SitemapLimits(urls=2))
    assert [each.path for each in made_of[1::2]] == ["maps/all-1.txt", "maps/all-2.txt", "maps/all-3.txt"]
    assert gzip.decompress(made_of[0].data) == made_of[1].data


def test_pages_that_are_no_files_are_left_out_by_their_address() -> None:
    tags = Listing(term=Term(taxonomy=Taxonomy.TAG, slug="tags/tea", label="tea"), url="https://example.com/tags/tea/")
    of = listed(builders.site(), [post("a", listings=(tags,))], SitemapOptions(), lambda url: "/tags/" in url)
    assert of.urls == ["https://example.com/", "https://example.com/a/"]
    assert listed(builders.site(), [post("a")], SitemapOptions(), lambda _: True).home is None


@given(st.integers(1, 12), st.integers(500, 1500))
def test_no_part_is_larger_than_the_limit(number: int, size: int) -> None:
    documents = made(posts(number), size=size)
    parts = [each for each in documents if each.kind is Kind.SITEMAP]
    assert all(len(each.data) <= size for each in parts)
    assert sum(len(locs(each)) for each in parts) == number


def test_a_path_without_ending_gets_numbers_too() -> None:
    documents = made(posts(2), replace(HOMELESS, path="v1.0/map"), urls=1)
    assert [each.path for each in documents] == ["v1.0/map-1", "v1.0/map-2", "v1.0/map"]


def test_the_gz_beside_a_sitemap_holds_that_very_file_and_no_date() -> None:
    compressed, plain = made(posts(2), replace(HOMELESS, gzip=True))
    assert (compressed.path, plain.path) == ("sitemap.xml.gz", "sitemap.xml")
    assert gzip.decompress(compressed.data) == plain.data
    assert compressed.data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def tree(of: Iterable[Post]) -> str:
    """Write the same sitemap as a tree, the slow and certain way, in canonical form."""
    urlset = ET.Element(f"{CORE}urlset")
    for each in sorted(of, key=lambda each: each.url):
        url = ET.SubElement(urlset, f"{CORE}url")
        ET.SubElement(url, f"{CORE}loc").text = each.url
        ET.SubElement(url, f"{CORE}lastmod").text = dates.rfc3339(each.updated or each.date or at(0))
        for version in each.translations:
            ET.SubElement(url, f"{XHTML}link", rel="alternate", hreflang=version.language, href=version.url)
        images = dict.fromkeys(image.url for image in (each.image, *each.body_images) if image)
        for address in images:
            ET.SubElement(ET.SubElement(url, f"{IMAGE}image"), f"{IMAGE}loc").text = address
    return ET.canonicalize(ET.tostring(urlset), strip_text=True, rewrite_prefixes=True)


@pytest.mark.slow
@given(st.lists(strategies.posts(), min_size=1, max_size=3), strategies.slugs)
def test_the_text_is_what_a_tree_would_be(of: list[Post], slug: str) -> None:
    elsewhere = {"de": f"https://de.example/{slug}?a=1&b='", "ko": "https://ko.example/"}
    numbered = [
        replace(
            each,
            url=f"https://example.com/{slug}/{index}?a=1&b='",
            translations=versions(**elsewhere) if each.translations else (),
        )
        for index, each in enumerate(of)
    ]
    (document,) = made(numbered)
    assert ET.canonicalize(document.data.replace(STYLED.encode(), b""), strip_text=True, rewrite_prefixes=True) == tree(
        numbered
    )


STYLED = '<?xml-stylesheet type="text/css" href="/feed.css"?>\n'


@given(st.lists(st.integers(1, 300), min_size=1, max_size=20), st.integers(1, 9), st.integers(400, 1500))
def test_each_part_takes_as_many_as_fit(lengths: list[int], most: int, size: int) -> None:
    of = [post(f"{number:02}{'a' * length}", date=at(number)) for number, length in enumerate(lengths)]
    parts = [each for each in made(of, urls=most, size=size) if each.kind is Kind.SITEMAP]
    whole = [post(name) for name in ("a", "b")]
    (two,), (one,) = made(whole), made(whole[:1])
    frame = FRAME + len(STYLED)
    entry = len(two.data) - len(one.data) - 1  # of a name without letters
    left = list(map(len, (each.source.removesuffix(".md") for each in of)))
    for part in parts:
        number = len(locs(part))
        held, left = left[:number], left[number:]
        assert number == 1 or frame + sum(entry + length for length in held) <= size
        assert number == most or not left or frame + sum(entry + length for length in [*held, left[0]]) > size
    assert not left
