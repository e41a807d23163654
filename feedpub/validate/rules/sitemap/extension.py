"""What the rules of images, news and videos share: required and single children, addresses, withdrawn elements."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import hosts, uris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_VIDEO_ONCE = """
video:thumbnail_loc video:title video:description video:content_loc video:player_loc video:duration video:rating
video:view_count video:publication_date video:expiration_date video:family_friendly video:requires_subscription
video:live video:uploader video:restriction video:platform
"""
_ONCE = {
    "image:image": frozenset({"image:loc"}),
    "news:news": frozenset({"news:publication", "news:publication_date", "news:title"}),
    "news:publication": frozenset({"news:name", "news:language"}),
    "video:video": frozenset(_VIDEO_ONCE.split()),
}
_ESCAPED_TWICE = patterns.lazy(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9A-Fa-f]+);")
_WITHDRAWN = {
    "image:caption": "2022",
    "image:geo_location": "2022",
    "image:title": "2022",
    "image:license": "2022",
    "video:category": "2022",
    "video:gallery_loc": "2022",
    "video:price": "2022",
    "video:tvshow": "2022",
    "news:access": "2021",
    "news:genres": "2021",
    "news:geo_locations": "2021",
    "news:keywords": "2021",
    "news:stock_tickers": "2021",
}
"""Element -> the year from which Google's documentation has it no more."""
_KNOWN = {
    "image:image": ("image:loc",),
    "news:news": ("news:publication", "news:publication_date", "news:title"),
    "news:publication": ("news:name", "news:language"),
    "video:video": (
        *sorted(_ONCE["video:video"]),
        "video:tag",
        "video:content_segment_loc",
        "video:id",
    ),
}


_ADDRESSES = ("image:loc", "video:thumbnail_loc", "video:content_loc", "video:player_loc")
_TEXTS = ("news:name", "news:title", "video:title", "video:description", "video:tag", "video:uploader")
_WHERE = {
    **dict.fromkeys(
        ("image:loc", "image:caption", "image:geo_location", "image:title", "image:license"), "image:image"
    ),
    **dict.fromkeys(("news:publication", "news:publication_date", "news:title"), "news:news"),
    **dict.fromkeys(("news:genres", "news:keywords", "news:access", "news:stock_tickers"), "news:news"),
    **dict.fromkeys(("news:name", "news:language"), "news:publication"),
    **dict.fromkeys((*_VIDEO_ONCE.split(), "video:tag"), "video:video"),
}
"""Element -> the one it belongs in."""


def missing(element: Element, names: Iterable[str]) -> Iterator[Found]:
    """Give a finding for each child that is missing or empty."""
    for name in names:
        child = element.child(name)
        if child is None:
            yield Found(
                text=f"<{element.qname}> has no <{name}>.",
                missing=name,
                hint=f"Add <{name}>.",
            )
        elif not child.whole_text.strip():
            yield Found(text=f"<{child.qname}> is empty.", at=child, hint=f"Write a value into <{child.qname}>.")


@rule(
    "sitemap/extension-bad-url",
    Level.ERROR,
    on=_ADDRESSES,
    spec="Google Search Central, image and video sitemaps",
)
def extension_bad_url(element: Element, _document: Document) -> Iterator[Found]:
    """The address of a picture or video is not a full URL.

    A search engine cannot fetch it and passes over the picture or video.

    ```xml bad in=image:image
    <image:loc>/pictures/1.png</image:loc>
    ```
    ```xml good in=image:image
    <image:loc>https://cdn.example.net/1.png</image:loc>
    ```
    """
    address = element.text.strip()
    problem = uris.absolute_problem(address) if address else None
    if problem is None and address and uris.split(address).scheme not in {"http", "https"}:
        problem = "does not begin with http: or https:"
    if problem:
        yield Found(
            text=f'The address "{address}" {problem}.',
            hint="Write the full, percent-encoded address with https://.",
            found=address,
        )


@rule(
    "sitemap/extension-local-host",
    Level.WARNING,
    on=_ADDRESSES,
    spec="RFC 6761; RFC 1918",
)
def extension_local_host(element: Element, _document: Document) -> Iterator[Found]:
    """The address of a picture or video is one of the machine or network the sitemap was made on.

    Nobody else can fetch it.

    ```xml bad in=image:image
    <image:loc>http://localhost:4000/1.png</image:loc>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/1.png</image:loc>
    ```
    """
    address = element.text.strip()
    host = hosts.local_host(address)
    if host:
        yield Found(
            text=f'The address "{address}" is on the host "{host}", which only your own machine or network can reach.',
            hint="Set the address of the site to the public one and build again.",
            found=address,
        )


@rule(
    "sitemap/extension-duplicate-child", Level.ERROR, on=tuple(_ONCE), spec="Google Search Central, sitemap extensions"
)
def extension_duplicate_child(element: Element, _document: Document) -> Iterator[Found]:
    """A picture, an article or a video has two elements of one name that may be there once.

    A search engine takes either, or passes over the whole.

    ```xml bad in=image:image
    <image:loc>https://example.com/1.png</image:loc><image:loc>https://example.com/2.png</image:loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    <image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    <image:image><image:loc>https://example.com/2.png</image:loc></image:image>
    ```
    """
    seen = set()
    for child in element.children:
        if child.name in seen and child.name in _ONCE[element.name]:
            yield Found(
                text=f"<{element.qname}> has another <{child.qname}> already.",
                at=child,
                hint=f"Give each its own <{element.qname}>, or keep one.",
                found=child.text.strip(),
            )
        seen.add(child.name)


@rule("sitemap/withdrawn-element", Level.INFO, on=tuple(_WITHDRAWN), spec="Google Search Central blog, 2022-05-06")
def withdrawn_element(element: Element, _document: Document) -> Iterator[Found]:
    """An element of an extension has been withdrawn: it is deprecated and no search engine reads it.

    It does no harm, but nobody uses it.

    ```xml bad in=image:image
    <image:loc>https://example.com/1.png</image:loc><image:caption>A tree</image:caption>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/1.png</image:loc>
    ```
    """
    yield Found(
        text=f"<{element.qname}> is deprecated: Google withdrew it in {_WITHDRAWN[element.name]}.",
        hint="Leave it out; search engines read the page itself.",
    )


@rule(
    "sitemap/extension-unknown-element",
    Level.WARNING,
    on=tuple(_KNOWN),
    spec="Google Search Central, sitemap extensions",
)
def extension_unknown_element(element: Element, _document: Document) -> Iterator[Found]:
    """A picture, an article or a video has an element that the extension does not know.

    A search engine passes over it, mostly because its name is misspelt.

    ```xml bad in=image:image
    <image:loc>https://example.com/1.png</image:loc><image:location>Paris</image:location>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/1.png</image:loc>
    ```
    """
    known = _KNOWN[element.name]
    family = element.name.partition(":")[0] + ":"
    for child in element.children:
        if child.name in known or child.name in _WITHDRAWN or not child.name.startswith((family, "sm:")):
            continue
        meant = next(iter(get_close_matches(f"{family}{child.local.lower()}", known, n=1, cutoff=0.8)), "")
        yield Found(
            text=f"<{child.qname}> is not an element of <{element.qname}>.",
            at=child,
            hint=f"Write <{meant}>." if meant else "Take it out.",
            found=child.qname,
        )


@rule(
    "sitemap/extension-element-misplaced",
    Level.WARNING,
    on=tuple(_WHERE),
    spec="Google Search Central, sitemap extensions",
)
def extension_element_misplaced(element: Element, _document: Document) -> Iterator[Found]:
    """What belongs to a picture, an article or a video stands outside of it.

    A search engine cannot tell what it is said of and passes over it.

    ```xml bad in=url
    <loc>https://example.com/1</loc><image:loc>https://example.com/1.png</image:loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    """
    above, home = element.parent, _WHERE[element.name]
    if above is not None and above.name in {"sm:url", "sm:urlset"}:
        yield Found(text=f"<{element.qname}> stands in <{above.qname}>.", hint=f"Put it into <{home}>.")


@rule(
    "sitemap/extension-escaped-twice",
    Level.WARNING,
    on=(*_ADDRESSES, *_TEXTS, "xhtml:link"),
    spec="sitemaps.org, entity escaping",
)
def extension_escaped_twice(element: Element, _document: Document) -> Iterator[Found]:
    """An address or a text of an extension was escaped twice.

    What remains after reading is not the address, or not the title that is shown on the page.

    ```xml bad in=image:image
    <image:loc>https://example.com/1.png?a=1&amp;amp;b=2</image:loc>
    ```
    ```xml bad in=news:news
    <news:title>Rock &amp;amp; Roll</news:title>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/1.png?a=1&amp;b=2</image:loc>
    ```
    """
    is_link = element.name == "xhtml:link"
    value = (element.get("href") or "") if is_link else element.text
    twice = _ESCAPED_TWICE.search(value) if "&" in value else None
    if twice:
        yield Found(
            text=f'<{element.qname}> still holds "{twice[0]}" when it has been read.',
            attribute="href" if is_link else "",
            hint="Escape & once only, as &amp;.",
            found=value.strip(),
        )
