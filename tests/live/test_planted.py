"""One fault after the other, planted on a server that is right otherwise: `feedpub check` finds each, and no other."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.live.host import Answer, Asked, Host, hosting
from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fault: TypeAlias = Callable[[Asked, Answer], Answer]

WORDS = "Words about tea, and about much more than that. " * 60
HOME = """<!DOCTYPE html><html lang="en"><head><title>Tea</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<link rel="alternate" type="application/atom+xml" href="/atom.xml">
<link rel="alternate" type="application/feed+json" href="/feed.json"></head><body>Tea</body></html>
"""
PAGE = '<!DOCTYPE html><title>A page</title><link rel="canonical" href="{}">'
_NUMBERS = count()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Return a host with a site on it, as feedpub has built it."""
    with hosting() as host:
        site = write(
            tmp_path_factory.mktemp("site"),
            {
                "feedpub.toml": f'[site]\nurl = "{host.url}"\nlocal = true\ntitle = "Tea"\nlanguage = "en"\n'
                f'[feeds]\nhub = "{host.url}hub"\n[podcast]\ncategory = "Leisure"\nexplicit = false\n'
                'image = "/cover.jpg"\nowner = { name = "Ann", email = "ann@example.com" }\nlocked = true\n',
                "content/one.md": post("One", "2026-01-01", WORDS, permalink="/one/"),
                "content/two.md": post(
                    "Two",
                    "2026-01-02",
                    WORDS,
                    permalink="/two/",
                    enclosure="/two.mp3",
                    duration="0:25",
                    description="Tea.",
                ),
                "public/two.mp3": b"ID3" + b"\0" * 997,
            },
        )
        ended = feedpub("build", cwd=site)
        assert ended.status == 0, ended.err
        public = site / "public"
        host.files = {f"/{path.relative_to(public)}": path.read_bytes() for path in public.rglob("*.*")}
        for path, text in {"/": HOME, "/one/": PAGE, "/two/": PAGE, "/hub": "A hub."}.items():
            host.files[path] = text.format(f"{host.url[:-1]}{path}").encode()
        yield host


@pytest.fixture
def host(whole: Host) -> Iterator[Host]:
    """Return the host, which has no fault before and after the test."""
    files = dict(whole.files)
    whole.asked.clear()
    yield whole
    whole.files = files
    whole.alter = lambda _asked, right: right


def found(url: str, cwd: Path, *options: str) -> tuple[int, dict[str, set[str]]]:
    """Return the exit status, and what was found: rule -> paths of the addresses."""
    ended = feedpub("check", url, "--format", "json", *options, cwd=cwd)
    rules: dict[str, set[str]] = {}
    for file in json.loads(ended.out)["files"]:
        for message in file["messages"]:
            rules.setdefault(message["rule"], set()).add("/" + file["path"].partition("://")[2].partition("/")[2])
    return ended.status, rules


@pytest.mark.parametrize("path", ["", "rss.xml", "atom.xml", "feed.json", "sitemap.xml"])
def test_nothing_is_found_where_nothing_is_wrong(host: Host, tmp_path: Path, path: str) -> None:
    assert found(host.url + path, tmp_path) == (0, {})


def on(path: str, alter: Fault) -> Fault:
    return lambda asked, right: alter(asked, right) if asked.path == path else right


def always(answer: Callable[[Answer], Answer]) -> Fault:
    return lambda _asked, right: answer(right)


def moved(status: int, target: str) -> Fault:
    return lambda _asked, _right: Answer(status=status, headers={"Location": target})


def packed(change: Callable[[bytes], bytes]) -> Fault:
    """Return the fault of bodies that come packed."""
    return lambda _asked, right: (
        replace(right, body=change(right.body)) if "Content-Encoding" in right.headers and right.body else right
    )


def plainly(_asked: Asked, right: Answer) -> Answer:
    """Answer what was not asked for packed, with a pack around it."""
    if "Content-Encoding" in right.headers or not right.body:
        return right
    return replace(right.having(content_encoding="gzip"), body=gzip.compress(right.body))


FAULTS: dict[str, tuple[str, str, Fault]] = {
    "a feed that is not there": ("http/status", "/rss.xml", always(lambda _: Answer(status=404))),
    "a feed behind a password": ("http/status", "/rss.xml", always(lambda _: Answer(status=403))),
    "a robots.txt that fails": ("http/status", "/robots.txt", always(lambda _: Answer(status=503))),
    "a page instead": (
        "http/page-instead",
        "/rss.xml",
        always(
            lambda right: replace(right.having(content_type="text/html", content_encoding=None), body=HOME.encode())
        ),
    ),
    "a temporary redirect": ("http/redirect-temporary", "/rss.xml", moved(302, "/moved.xml")),
    "a redirect to itself": ("http/redirect-endless", "/rss.xml", moved(301, "/rss.xml")),
    "a redirect to nowhere": ("http/redirect-endless", "/rss.xml", always(lambda _: Answer(status=301))),
    "a wrong type": ("http/content-type", "/rss.xml", always(lambda right: right.having(content_type="text/html"))),
    "no type": ("http/content-type", "/atom.xml", always(lambda right: right.having(content_type=None))),
    "another charset": (
        "http/charset",
        "/rss.xml",
        always(lambda right: right.having(content_type="application/rss+xml; charset=iso-8859-1")),
    ),
    "no CORS": ("http/no-cors", "/feed.json", always(lambda right: right.having(access_control_allow_origin=None))),
    "no validators": (
        "http/no-validators",
        "/rss.xml",
        lambda asked, right: (
            right.having(etag=None, last_modified=None) if not asked.is_conditional else Answer(status=500)
        ),
    ),
    "always not modified": (
        "http/not-modified-always",
        "/rss.xml",
        lambda asked, right: replace(right, status=304, body=b"") if asked.is_conditional else right,
    ),
    "an ETag that changes": (
        "http/etag-unstable",
        "/rss.xml",
        always(lambda right: right.having(etag=f'"{next(_NUMBERS)}"') if right.status == 200 else right),
    ),
    "a Last-Modified in the future": (
        "http/last-modified-unstable",
        "/rss.xml",
        always(lambda right: right.having(last_modified="Thu, 01 Jan 2037 00:00:00 GMT")),
    ),
    "an ETag without quotation marks": (
        "http/validator-malformed",
        "/rss.xml",
        lambda asked, right: (
            replace(right, status=304, body=b"")
            if asked.headers.get("if-none-match") == "bare"
            else right.having(etag="bare")
        ),
    ),
    "one strong ETag for both": (
        "http/etag-of-both",
        "/rss.xml",
        lambda asked, right: (
            replace(right.having(etag='"same"'), status=304, body=b"")
            if asked.headers.get("if-none-match") == '"same"'
            else right.having(etag='"same"')
        ),
    ),
    "304 without ETag": (
        "http/not-modified-bare",
        "/rss.xml",
        always(lambda right: right.having(etag=None) if right.status == 304 else right),
    ),
    "a broken pack": ("http/compression-broken", "/rss.xml", packed(lambda data: data[:40] + b"x" * 40 + data[80:])),
    "a pack that breaks off": ("http/compression-broken", "/rss.xml", packed(lambda data: data[:-20])),
    "packed twice": ("http/compression-broken", "/rss.xml", packed(lambda data: gzip.compress(data, mtime=0))),
    "packed for all": ("http/compressed-unasked", "/rss.xml", plainly),
    "no Vary": ("http/vary-missing", "/rss.xml", always(lambda right: right.having(vary=None))),
    "no Cache-Control": (
        "http/no-cache-control",
        "/rss.xml",
        always(lambda right: right.having(cache_control=None)),
    ),
    "no-store": ("http/no-store", "/rss.xml", always(lambda right: right.having(cache_control="no-store"))),
    "a year": (
        "http/max-age-too-long",
        "/rss.xml",
        always(lambda right: right.having(cache_control="max-age=31536000")),
    ),
    "a cookie": ("http/cookie", "/rss.xml", always(lambda right: right.having(set_cookie="a=1"))),
    "robots.txt is a page": (
        "http/robots-is-page",
        "/robots.txt",
        always(lambda right: replace(right.having(content_type="text/html", content_encoding=None), body=b"<html>")),
    ),
    "a file that is not there": ("http/enclosure-gone", "/two.mp3", always(lambda _: Answer(status=404))),
    "no HEAD": (
        "http/enclosure-head",
        "/two.mp3",
        lambda asked, right: Answer(status=405) if asked.method == "HEAD" else right,
    ),
    "another length": (
        "http/enclosure-length",
        "/two.mp3",
        lambda asked, right: replace(right, body=b"x" * 10) if asked.method == "HEAD" else right,
    ),
    "another type of file": (
        "http/enclosure-type",
        "/two.mp3",
        always(lambda right: right.having(content_type="text/html")),
    ),
    "no ranges": (
        "http/enclosure-no-ranges",
        "/two.mp3",
        always(lambda right: replace(right, status=200) if right.status == 206 else right),
    ),
    "a hub that is gone": ("http/hub-unreachable", "/hub", always(lambda _: Answer(status=410))),
    "a page that is gone": ("http/page-gone", "/one/", always(lambda _: Answer(status=404))),
    "a page that has moved": ("http/page-redirects", "/one/", moved(301, "/two/")),
    "a hidden page": (
        "http/page-noindex",
        "/one/",
        always(lambda right: right.having(x_robots_tag="noindex")),
    ),
}
"""Name -> the rule that finds it, the path of the fault, and the fault."""
OTHERS = {"a page that has moved": {"http/page-canonical-elsewhere"}}
"""What else is found, for it follows."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(host: Host, tmp_path: Path, name: str) -> None:
    rule, path, fault = FAULTS[name]
    host.files["/moved.xml"] = host.files["/rss.xml"]
    host.alter = on(path, fault)
    _, rules = found(host.url, tmp_path)
    assert rules.pop(rule, set()) == {path}, rules
    assert {one for one in rules if one.startswith("http/")} <= OTHERS.get(name, set()), rules


def test_a_server_that_ignores_what_readers_have_is_found(host: Host, tmp_path: Path) -> None:
    def ignore(asked: Asked, right: Answer) -> Answer:
        plain = replace(asked, headers={key: one for key, one in asked.headers.items() if not key.startswith("if-")})
        return host._right(plain) if right.status == 304 else right  # noqa: SLF001 - the same without the condition

    host.alter = on("/rss.xml", ignore)
    assert found(host.url, tmp_path)[1] == {"http/not-modified-ignored": {"/rss.xml"}}


def test_a_document_that_is_not_packed_is_found(host: Host, tmp_path: Path) -> None:
    def plain(asked: Asked, _right: Answer) -> Answer:
        headers = {key: one for key, one in asked.headers.items() if key != "accept-encoding"}
        return host._right(replace(asked, headers=headers))  # noqa: SLF001 - the same without the offer

    host.alter = on("/rss.xml", plain)
    assert found(host.url, tmp_path)[1] == {"http/not-compressed": {"/rss.xml"}}


def test_a_chain_of_redirects_is_found(host: Host, tmp_path: Path) -> None:
    def lead(asked: Asked, right: Answer) -> Answer:
        targets = {"/feed": "/feed/", "/feed/": "/rss.xml"}
        return Answer(status=301, headers={"Location": targets[asked.path]}) if asked.path in targets else right

    host.alter = lead
    status, rules = found(f"{host.url}feed", tmp_path, "--select", "http/*", "--strict")
    assert status == 1
    assert rules == {"http/redirect-chain": {"/feed"}}


def test_robots_txt_that_forbids_is_found_and_obeyed(host: Host, tmp_path: Path) -> None:
    host.files["/robots.txt"] = (
        f"User-agent: *\nDisallow: /rss.xml\nDisallow: /one/\nSitemap: {host.url}sitemap.xml\n".encode()
    )
    _, rules = found(host.url, tmp_path)
    assert rules == {"http/forbidden-by-robots": {"/rss.xml"}, "http/page-forbidden-by-robots": {"/one/"}}
    assert "/one/" not in {one.path for one in host.asked}


def test_a_sitemap_that_robots_txt_does_not_name_or_only_by_its_path_is_found(host: Host, tmp_path: Path) -> None:
    host.files["/robots.txt"] = b"User-agent: *\nAllow: /\n"
    assert found(host.url, tmp_path)[1] == {"http/robots-without-sitemap": {"/sitemap.xml"}}
    host.files["/robots.txt"] = b"Sitemap: /sitemap.xml\n"
    assert "http/robots-sitemap-relative" in found(host.url, tmp_path)[1]


def test_a_home_page_that_does_not_lead_to_the_feed_is_found(host: Host, tmp_path: Path) -> None:
    host.files["/"] = HOME.replace("/rss.xml", "/other.xml").encode()
    assert found(f"{host.url}rss.xml", tmp_path)[1] == {"http/others-announced": {"/rss.xml"}}
    assert found(host.url, tmp_path)[1] == {"http/status": {"/other.xml"}}
    host.files["/"] = b"<!DOCTYPE html><title>Tea</title>"
    assert found(f"{host.url}rss.xml", tmp_path)[1] == {"http/not-announced": {"/rss.xml"}}


def test_a_link_of_another_type_is_found(host: Host, tmp_path: Path) -> None:
    host.files["/"] = HOME.replace("/rss.xml", "/atom.xml", 1).replace("application/atom+xml", "text/x-atom").encode()
    assert found(host.url, tmp_path)[1] == {"http/announced-type": {"/atom.xml"}}


def test_relative_links_are_followed_from_where_the_page_is(host: Host, tmp_path: Path) -> None:
    host.files["/"] = HOME.replace('href="/', f'href="{host.url}').encode()
    assert found(host.url, tmp_path) == (0, {})


def test_a_page_that_names_another_address_is_found(host: Host, tmp_path: Path) -> None:
    host.files["/one/"] = PAGE.format("https://example.com/one/").encode()
    assert found(host.url, tmp_path)[1] == {"http/page-canonical-elsewhere": {"/one/"}}
    host.files["/one/"] = b'<!DOCTYPE html><title>One</title><meta name="robots" content="noindex">'
    assert found(host.url, tmp_path)[1] == {"http/page-noindex": {"/one/"}}


def test_a_self_link_to_elsewhere_is_found(host: Host, tmp_path: Path) -> None:
    host.files["/copy.xml"] = host.files["/rss.xml"]
    assert "link/self-unlike-location" in found(f"{host.url}copy.xml", tmp_path)[1]


def test_the_document_is_validated_too(host: Host, tmp_path: Path) -> None:
    host.files["/rss.xml"] = host.files["/rss.xml"].replace(b"<pubDate>", b"<pubDate>Some day, ", 1)
    status, rules = found(f"{host.url}rss.xml", tmp_path)
    assert status == 1
    assert "rss/date-invalid" in rules or any(one.startswith("rss/") for one in rules), rules


def test_a_home_page_without_feeds_and_a_site_without_sitemap_are_found(host: Host, tmp_path: Path) -> None:
    host.files = {"/": b"<!DOCTYPE html><title>Tea</title>"}
    assert found(host.url, tmp_path)[1] == {"http/no-feed-announced": {"/"}, "http/no-sitemap": {"/"}}


def test_links_to_the_programs_of_wordpress_are_no_feeds(host: Host, tmp_path: Path) -> None:
    link = '<link rel="alternate" title="JSON" type="application/json" href="/wp-json/wp/v2/posts/1">'
    host.files["/"] = HOME.replace("</head>", f"{link}</head>").encode()
    assert found(host.url, tmp_path) == (0, {})


def test_a_sitemap_index_leads_to_its_children(host: Host, tmp_path: Path) -> None:
    host.files["/pages.xml"] = host.files.pop("/sitemap.xml")
    child = f"<sitemap><loc>{host.url}pages.xml</loc></sitemap><sitemap><loc>{host.url}gone.xml</loc></sitemap>"
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    host.files["/sitemap.xml"] = f'<sitemapindex xmlns="{space}">{child}</sitemapindex>'.encode()
    _, rules = found(f"{host.url}sitemap.xml", tmp_path)
    assert rules.pop("http/status") == {"/gone.xml"}
    assert {one for one in rules if one.startswith("http/")} == set()
    assert "/one/" in {one.path for one in host.asked}
