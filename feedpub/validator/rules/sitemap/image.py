"""Rules of image sitemaps (http://www.google.com/schemas/sitemap-image/1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import most
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.sitemap.extension import missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document

MOST_IMAGES = 1000


@rule("sitemap/image-without-loc", Level.ERROR, on="image:image", spec="Google Search Central, image sitemaps")
def image_without_loc(element: Element, _document: Document) -> Iterable[Found]:
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
