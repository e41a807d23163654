"""Rules over what the addresses of a sitemap lead to: pages, of its own host, scheme and folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import hosts
from feedpub.validator.majority import usual
from feedpub.validator.rule import ANY_DOCUMENT, Found, rule
from feedpub.validator.rules.sitemap.loc import WEB, found_at
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument

_NO_PAGES = (
    *("/404.html", "/404/", "/404", "/50x.html", "/500.html", "/robots.txt", "/feed.xml", "/rss.xml", "/atom.xml"),
    *("/feed.json", "/index.xml", "/index.rss", "/sitemap.xml"),
)
"""Ends of addresses that are none of pages."""
_BEFORE_THE_HOST = 2
"""Slashes."""


@rule("sitemap/not-a-page", Level.INFO, on=ANY_DOCUMENT, spec="practice of search engines")
def not_a_page(document: ParsedDocument) -> Iterator[Found]:
    """An address is no page for a search engine: that of an error, a feed, a sitemap, robots.txt.

    Search engines fetch it and report it as one that is listed and not indexed.

    ```xml bad in=url
    <loc>https://example.com/404.html</loc>
    ```
    ```xml bad in=url
    <loc>https://example.com/feed.xml</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/feed/</loc>
    ```
    """
    if document.kind is not Kind.SITEMAP:
        return
    for one in document.facts.urls.ending_in(_NO_PAGES):
        text = f'The address "{one.loc}" is no page for a search engine.'
        yield found_at(document, one, text, "List pages that people are to find: no errors, feeds, robots.txt.")


@rule("sitemap/cross-host", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, sitemap file location")
def cross_host(document: ParsedDocument) -> Iterator[Found]:
    """An address is on another host than the sitemap, or than most that it lists.

    Search engines pass over pages of a host that has not itself named this sitemap in its robots.txt.

    ```xml bad in=urlset
    <url><loc>https://www.example.com/1</loc></url>
    <url><loc>https://example.com/2</loc></url>
    <url><loc>https://example.com/3</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/1</loc></url>
    <url><loc>https://EXAMPLE.com/2</loc></url>
    ```
    """
    own = _origin(document.url) if document.url else _usual_origin(document)
    home, start = _plain_host(own), f"{own}/"
    for one in document.facts.urls.beginning_otherwise(start):
        host = _plain_host(one.loc)
        if host and home and host != home and not uris.glued(one.loc):
            yield found_at(
                document,
                one,
                f'The address "{one.loc}" is on the host "{host}", not on "{home}".',
                f'Put it into a sitemap on that host, or name this sitemap in the robots.txt of "{host}".',
            )


def _plain_host(url: str) -> str:
    """Return the host in small letters and without the port that the scheme has anyway."""
    host = hosts.host_of(url).rpartition("@")[2].lower()
    return host.removesuffix(":443" if url[:6].lower() == "https:" else ":80")


def _origin(url: str) -> str:
    """Return an address up to its path, in small letters."""
    return "/".join(url.split("/", 3)[:3]).lower() if hosts.host_of(url) else ""


def _usual_origin(document: ParsedDocument) -> str:
    """Return scheme and host that most addresses of a sitemap have."""
    common = document.facts.urls.beginning if document.facts.urls else ""
    return _origin(common) if common.count("/") > _BEFORE_THE_HOST else usual(map(_origin, document.facts.urls.locs))


@rule("sitemap/mixed-scheme", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, sitemap file location")
def mixed_scheme(document: ParsedDocument) -> Iterator[Found]:
    """Some addresses begin with http: and others with https:, or all unlike the sitemap's own.

    They are different pages to a search engine; one of them is a redirect at best.

    ```xml bad in=urlset
    <url><loc>https://example.com/1</loc></url>
    <url><loc>http://example.com/2</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/1</loc></url>
    <url><loc>https://example.com/2</loc></url>
    ```
    """
    home = (document.url or _usual_origin(document)).partition(":")[0].lower()
    start = f"{home}:"
    for one in document.facts.urls.beginning_otherwise(start) if home else ():
        scheme, _, rest = one.loc.partition(":")
        if scheme.lower() in WEB and scheme.lower() != home:
            text = f'The address "{one.loc}" begins with {scheme}:, the sitemap\'s own or the others with {start}.'
            yield found_at(document, one, text, f'Write "{start}{rest}".')


@rule("sitemap/outside-path", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, sitemap file location")
def outside_path(document: ParsedDocument) -> Iterator[Found]:
    """An address lies outside of the folder that the sitemap is published in.

    A sitemap speaks for its own folder and what is below; search engines may pass over all else.

    ```site bad
    --- blog/sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/shop/</loc></url></urlset>
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/shop/</loc></url></urlset>
    ```
    """
    folder = (document.url or "").rpartition("/")[0] + "/"
    origin = "/".join(folder.split("/", 3)[:3]) + "/"
    if folder == origin or not document.url:
        return
    what = "sitemap index" if document.kind is Kind.SITEMAPINDEX else "sitemap"
    for one in document.facts.urls.beginning_otherwise(folder):
        if one.loc.startswith(origin):
            yield found_at(
                document,
                one,
                f'The address "{one.loc}" lies outside of "{folder}", the path that this {what} speaks for.',
                f"Publish the {what} in a folder above all it lists, best at the top, or name it in robots.txt.",
            )


def _nearly_same(document: ParsedDocument, *, in_case_only: bool) -> Iterator[Found]:
    urls = document.facts.urls
    for pair in urls.alike if document.kind is Kind.SITEMAP else ():
        if pair.in_case_only is in_case_only:
            one, first = urls[pair.place], urls[pair.first]
            text = f'The address "{one.loc}" and that of line {first.line}, "{first.loc}", differ {pair.difference}.'
            yield found_at(
                document, one, text, "Keep the one to which the other redirects, or that the page calls canonical."
            )


@rule("sitemap/near-duplicate-loc", Level.WARNING, on=ANY_DOCUMENT, spec="Google Search Central, canonical URLs")
def near_duplicate_loc(document: ParsedDocument) -> Iterator[Found]:
    """One page is listed under two addresses: with and without a slash, http: and https:, www., index.html.

    Search engines fetch both, report one as a duplicate, and choose which one they show.

    ```xml bad in=urlset
    <url><loc>https://example.com/low/</loc></url>
    <url><loc>https://example.com/low</loc></url>
    ```
    ```xml bad in=urlset
    <url><loc>https://example.com/low/</loc></url>
    <url><loc>https://example.com/low/index.html</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/low/</loc></url>
    <url><loc>https://example.com/high/</loc></url>
    ```
    """
    return _nearly_same(document, in_case_only=False)


@rule("sitemap/loc-unlike-in-case-only", Level.INFO, on=ANY_DOCUMENT, spec="RFC 3986 section 6.2.2.1")
def loc_unlike_in_case_only(document: ParsedDocument) -> Iterator[Found]:
    """Two addresses differ in capital letters alone.

    To a search engine these are two pages. Most servers have one, or none under the other address.

    ```xml bad in=urlset
    <url><loc>https://example.com/low</loc></url>
    <url><loc>https://example.com/Low</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/low</loc></url>
    <url><loc>https://example.com/high</loc></url>
    ```
    """
    return _nearly_same(document, in_case_only=True)
