"""Ids as other generators make them: the expected ones were taken from their feeds."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feedpub.guard import ids, schemes
from feedpub.model.options import IdOptions, IdScheme
from feedpub.text.dates import zone
from tests import builders

BLOG = "https://example.com/blog/"


def made(scheme: IdScheme, site_url: str = BLOG, authority: str = "", **fields: object) -> str:
    post = builders.post("x", **fields)
    (name,) = ids.assign(
        [post], IdOptions(scheme=scheme, authority=authority), site_url, zone=zone("Asia/Seoul")
    ).values()
    return name


@pytest.mark.parametrize(
    ("stem", "slug", "path", "expected"),
    [
        ("2024-06-21-hello", "", "2024/06/21/hello.html", "2024/06/21/hello"),
        (
            "2024-06-22-한글 제목",
            "",
            "2024/06/22/%ED%95%9C%EA%B8%80-%EC%A0%9C%EB%AA%A9.html",
            "2024/06/22/%ED%95%9C%EA%B8%80%20%EC%A0%9C%EB%AA%A9",
        ),
        ("2024-06-23-Some_Thing.v2", "", "2024/06/23/Some_Thing.v2.html", "2024/06/23/Some_Thing.v2"),
        ("2024-06-24-slugged", "My Slug", "2024/06/24/My-Slug.html", "2024/06/24/My%20Slug"),
        ("2024-06-25-perma", "", "x/y/other/", "x/y/perma"),
        (
            "2024-06-26-cat",
            "",
            "a%20b/%EB%89%B4%EC%8A%A4/2024/06/26/cat.html",
            "a%20b/%EB%89%B4%EC%8A%A4/2024/06/26/cat",
        ),
        ("undated", "", "undated/", "undated"),
        ("a", "c#-tips and #more", "x/c-tips/", "x/c#-tips%20and%20%23more"),
        ("a", "c#", "x/c/", "x/c"),
        ("a", "100%", "x/100/", "x/100%25"),
        ("a", "home", "", "home"),
    ],
)
def test_jekyll_ids_are_the_folder_of_the_address_and_the_slug_as_it_stands(
    stem: str, slug: str, path: str, expected: str
) -> None:
    assert made(IdScheme.JEKYLL, stem=stem, slug=slug, url=BLOG + path) == BLOG + expected


def test_hugo_ids_are_addresses() -> None:
    url = BLOG + "posts/%ED%95%9C%EA%B8%80-%EC%A0%9C%EB%AA%A9/"
    assert made(IdScheme.HUGO, url=url) == made(IdScheme.PERMALINK, url=url) == url


def test_pelican_ids_are_tags_with_the_day_in_the_zone_of_the_site() -> None:
    late = datetime(2024, 6, 21, 18, 0, tzinfo=UTC)
    assert made(IdScheme.PELICAN, url=BLOG + "hello.html", date=late) == "tag:example.com,2024-06-22:/blog/hello.html"


@pytest.mark.parametrize(
    ("authority", "expected"),
    [
        ("old.example", "https://old.example/blog/a/"),
        ("http://old.example", "http://old.example/blog/a/"),
        ("http://old.example/journal", "http://old.example/journal/a/"),
        ("http://old.example/", "http://old.example/a/"),
    ],
)
def test_an_authority_puts_addresses_where_they_were(authority: str, expected: str) -> None:
    assert made(IdScheme.PERMALINK, authority=authority, url=BLOG + "a/") == expected


def test_an_address_elsewhere_stays_what_it_is() -> None:
    assert (
        made(IdScheme.PERMALINK, authority="old.example", url="https://other.example/a/") == "https://other.example/a/"
    )


def test_an_authority_written_as_an_address_changes_no_id_made_of_its_host() -> None:
    for_host, for_address = (
        IdOptions(authority=authority) for authority in ("old.example", "http://old.example/blog/")
    )
    assert ids.feed_id(for_host, BLOG, None) == ids.feed_id(for_address, BLOG, None)
    posts = builders.posts(1)
    assert ids.assign(posts, for_host, BLOG) == ids.assign(posts, for_address, BLOG)


def test_a_pin_goes_before_the_scheme_and_after_the_front_matter() -> None:
    posts = [builders.post("a"), builders.post("b", id="urn:x:own")]
    pins = {"a.md": "urn:x:a", "b.md": "urn:x:b"}
    assert ids.assign(posts, IdOptions(), BLOG, pins=pins) == {"a.md": "urn:x:a", "b.md": "urn:x:own"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{url}", "https://example.com/blog/2024/06/hello%20you/"),
        ("{site}{path}", "https://example.com/2024/06/hello%20you/"),
        ("{site}{base}{id}", "https://example.com/blog/2024/06/hello you"),
        ("tag:old.example,{date}:{slug}", "tag:old.example,2024-06-22:hello you"),
        ("{year}/{month}/{day}/{stem}", "2024/06/22/2024-06-22-hello you"),
    ],
)
def test_a_pattern_of_ids_is_filled_in(pattern: str, expected: str) -> None:
    options = IdOptions(scheme=IdScheme.PATTERN, pattern=pattern)
    of = builders.post(
        "2024-06-22-hello you", url=BLOG + "2024/06/hello%20you/", date=datetime(2024, 6, 21, 16, tzinfo=UTC)
    )
    assert schemes.maker(options, BLOG, ZoneInfo("Asia/Seoul"))(of) == expected


def test_a_pattern_follows_the_authority_to_the_old_host() -> None:
    options = IdOptions(scheme=IdScheme.PATTERN, pattern="{site}{base}{path}", authority="http://old.example/")
    assert schemes.maker(options, BLOG, UTC)(builders.post("a", url=BLOG + "a/")) == "http://old.example/blog/a/"
