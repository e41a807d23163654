"""Rules of image sitemaps (http://www.google.com/schemas/sitemap-image/1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.sitemap.extension import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

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


@rule(
    "sitemap/too-many-images",
    Level.WARNING,
    on="sm:url",
    spec="Google Search Central, image sitemaps",
    passes_plain=True,
)
def too_many_images(element: Element, _document: Document) -> Iterator[Found]:
    """A page lists more than 1,000 pictures.

    Search engines pass over the others.

    ```repeated bad in=url
    1001 times, between <loc>https://example.com/</loc> and <!-- that is one too many -->
    <image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    """
    if len(element.nodes) <= MOST_IMAGES:
        return
    images = element.all("image:image")
    if len(images) > MOST_IMAGES:
        yield Found(
            text=f"The page has {len(images):,} pictures, more than the limit of {MOST_IMAGES:,}.",
            at=images[MOST_IMAGES],
            hint="List the pictures that matter.",
            found=str(len(images)),
        )
