"""Rules of images, news and videos in sitemaps.

What the three share (required and single children, addresses, withdrawn elements), and those of images
(http://www.google.com/schemas/sitemap-image/1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import most, presence, repeated, slots, stripped, typed, unknown
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.address.places import with_fault
from feedpub.validator.schema.addresses import SITEMAP
from feedpub.validator.schema.shape import nearest
from feedpub.validator.schema.sitemap import KNOWN, SINGLE, VIDEO
from feedpub.validator.types import WEB_ADDRESS, Type, or_blank
from feedpub.validator.values import repair
from feedpub.validator.values.addresses import LOCAL_HOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


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
_ADDRESSES = ("image:loc", "video:thumbnail_loc", "video:content_loc", "video:player_loc")
TEXTS = ("news:name", "news:title", "video:title", "video:description", "video:tag", "video:uploader")
_WHERE = {
    **dict.fromkeys(
        ("image:loc", "image:caption", "image:geo_location", "image:title", "image:license"), "image:image"
    ),
    **dict.fromkeys(("news:publication", "news:publication_date", "news:title"), "news:news"),
    **dict.fromkeys(("news:genres", "news:keywords", "news:access", "news:stock_tickers"), "news:news"),
    **dict.fromkeys(("news:name", "news:language"), "news:publication"),
    **dict.fromkeys((*VIDEO.single["video:video"], "video:tag"), "video:video"),
}
"""Element -> the one it belongs in."""
_ESCAPED_TWICE = patterns.lazy(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9A-Fa-f]+);")


def _escaped_twice(value: str) -> str:
    twice = _ESCAPED_TWICE.search(value) if "&" in value else None
    return twice[0] if twice is not None else ""


_ESCAPED_ONCE = Type(_escaped_twice, "Escape & once only, as &amp;.")


def _family(name: str) -> str:
    return name.partition(":")[0] + ":"


def _is_none_of_ours(name: str, parent: str) -> bool:
    return name in _WITHDRAWN or not name.startswith((_family(parent), "sm:"))


def _child_meant(_name: str, child: Element) -> str:
    parent = child.parent.name if child.parent is not None else ""
    meant = nearest(f"{_family(parent)}{child.local}", KNOWN.get(parent, ()), cutoff=0.8)
    return f"Write <{meant}>." if meant else "Take it out."


def missing(element: Element, names: Iterable[str]) -> Iterator[Found]:
    """Return a finding for each child that is missing or empty."""
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


extension_bad_url = rule(
    "sitemap/extension-bad-url", Level.ERROR, spec="Google Search Central, image and video sitemaps"
)(
    typed(
        slots(or_blank(WEB_ADDRESS), *_ADDRESSES),
        'The address "{value}" {problem}.',
        lambda value, _: repair.advice(value),
    ),
    """The address of a picture or video is not a full URL.

    A search engine cannot fetch it and passes over the picture or video.

    ```xml bad in=image:image
    <image:loc>/pictures/1.png</image:loc>
    ```
    ```xml good in=image:image
    <image:loc>https://cdn.example.net/1.png</image:loc>
    ```
    """,
)

extension_local_host = rule("sitemap/extension-local-host", Level.WARNING, spec="RFC 6761; RFC 1918")(
    with_fault(LOCAL_HOST, SITEMAP),
    """The address of a picture or video is one of the machine or network the sitemap was made on.

    Nobody else can fetch it.

    ```xml bad in=image:image
    <image:loc>http://localhost:4000/1.png</image:loc>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/1.png</image:loc>
    ```
    """,
)

extension_duplicate_child = rule(
    "sitemap/extension-duplicate-child", Level.ERROR, spec="Google Search Central, sitemap extensions"
)(
    repeated(
        SINGLE,
        "<{element.qname}> has another <{child.qname}> already.",
        "Give each its own <{element.qname}>, or keep one.",
        found="{value}",
    ),
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
    """,
)


@rule("sitemap/withdrawn-element", Level.INFO, on=tuple(_WITHDRAWN), spec="Google Search Central blog, 2022-05-06")
def withdrawn_element(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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


extension_unknown_element = rule(
    "sitemap/extension-unknown-element", Level.WARNING, spec="Google Search Central, sitemap extensions"
)(
    unknown(KNOWN, "<{child.qname}> is not an element of <{element.qname}>.", _child_meant, foreign=_is_none_of_ours),
    """A picture, an article or a video has an element that the extension does not know.

    A search engine passes over it, mostly because its name is misspelt.

    ```xml bad in=image:image
    <image:loc>https://example.com/1.png</image:loc><image:location>Paris</image:location>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/1.png</image:loc>
    ```
    """,
)

extension_element_misplaced = rule(
    "sitemap/extension-element-misplaced", Level.WARNING, spec="Google Search Central, sitemap extensions"
)(
    presence(
        _WHERE,
        "<{element.qname}> stands in <{element.parent.qname}>.",
        lambda _, element: f"Put it into <{_WHERE[element.name]}>.",
        when=lambda element: element.parent is not None and element.parent.name in {"sm:url", "sm:urlset"},
    ),
    """What belongs to a picture, an article or a video stands outside of it.

    A search engine cannot tell what it is said of and passes over it.

    ```xml bad in=url
    <loc>https://example.com/1</loc><image:loc>https://example.com/1.png</image:loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    """,
)

extension_escaped_twice = rule("sitemap/extension-escaped-twice", Level.WARNING, spec="sitemaps.org, entity escaping")(
    typed(
        slots(_ESCAPED_ONCE, *_ADDRESSES, *TEXTS, "xhtml:link/@href"),
        '<{element.qname}> still holds "{problem}" when it has been read.',
        read=stripped,
    ),
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
    """,
)


MOST_IMAGES = 1000


@rule("sitemap/image-without-loc", Level.ERROR, on="image:image", spec="Google Search Central, image sitemaps")
def image_without_loc(element: Element, _document: ParsedDocument) -> Iterable[Found]:
    """A picture has no address.

    There is nothing to fetch; a search engine passes over it and reports the file.

    ```xml bad in=image:image
    <image:title>A tree</image:title>
    ```
    ```xml good in=image:image
    <image:loc>https://example.com/tree.png</image:loc>
    ```
    """
    return missing(element, ("image:loc",))


too_many_images = rule(
    "sitemap/too-many-images", Level.WARNING, spec="Google Search Central, image sitemaps", passes_plain=True
)(
    most(
        {"sm:url": ("image:image", MOST_IMAGES)},
        "The page has {count:,} pictures, more than the limit of {most:,}.",
        "List the pictures that matter.",
        found="{count}",
    ),
    """A page lists more than 1,000 pictures.

    Search engines pass over the others.

    ```repeated bad in=url
    1001 times, between <loc>https://example.com/</loc> and <!-- that is one too many -->
    <image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    """,
)
