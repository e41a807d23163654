"""What a site owner can set of sitemaps: the table `[sitemap]`, as `model.options` has the others."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct, field

from feedpub.model.doc import doc


class NewsOptions(Struct, frozen=True, kw_only=True):
    """Table `[sitemap.news]`: a sitemap for Google News, of the posts of the last two days."""

    path: Annotated[
        str,
        doc(
            "Path of the news sitemap below the output folder; empty for none. It lists the posts of the 48 hours "
            "before the build, 1,000 at the most, and is empty when there are none: `news-sitemap.xml`."
        ),
    ] = ""
    name: Annotated[
        str, doc("Name of the publication, just as it stands on news.google.com; `site.title` when empty.")
    ] = ""


class SitemapOptions(Struct, frozen=True, kw_only=True):
    """Table `[sitemap]`."""

    enabled: Annotated[bool, doc("Publish a sitemap.")] = True
    path: Annotated[
        str,
        doc(
            "Path of the sitemap below the output folder; over the protocol's limits it becomes an index "
            "with numbered parts beside it."
        ),
    ] = "sitemap.xml"
    images: Annotated[bool, doc("List the pictures of each page (`image:image`).")] = True
    videos: Annotated[
        bool,
        doc(
            "List the films of each page (`video:video`): those of its front matter (`video`), `<video>`, and players "
            "of known hosts, where picture, title and description are known; the build says what others lack."
        ),
    ] = False
    home: Annotated[bool, doc("List the home page, too.")] = True
    gzip: Annotated[bool, doc("Publish a `.gz` of every sitemap beside it.")] = False
    robots: Annotated[bool, doc("Name the sitemap in robots.txt, in a marked block; other lines there stay.")] = True
    exclude: Annotated[
        tuple[str, ...],
        doc(
            "Globs of addresses below `site.url` that are left out, as paths: `tags/**`. What robots.txt forbids is "
            "left out, too, with a warning.",
            example=("tags/**", "print/*"),
        ),
    ] = ()
    text: Annotated[
        str,
        doc(
            "Path of a text sitemap with the same addresses, one a line; over the limits it becomes numbered files. "
            "Empty for none.",
            example="sitemap.txt",
        ),
    ] = ""
    news: Annotated[NewsOptions, doc("A sitemap for Google News.")] = field(default_factory=NewsOptions)
