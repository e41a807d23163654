"""The elements of sitemaps and their indexes, and those of Google's extensions."""

from __future__ import annotations

from typing import Final

from feedpub.validator.schema.shape import Schema, Shape

SITEMAP: Final = Schema(
    {
        "urlset": Shape(children="url*"),
        "sitemapindex": Shape(children="sitemap*"),
        "url": Shape(children="loc lastmod? changefreq? priority?"),
        "sitemap": Shape(children="loc lastmod?"),
    },
    prefix="sm:",
)
IMAGE: Final = Schema({"image": Shape(children="loc")}, prefix="image:")
NEWS: Final = Schema(
    {
        "news": Shape(children="publication publication_date title"),
        "publication": Shape(children="name language"),
    },
    prefix="news:",
)
VIDEO: Final = Schema(
    {
        "video": Shape(
            children="thumbnail_loc title description content_loc? player_loc? duration? rating? view_count?"
            " publication_date? expiration_date? family_friendly? requires_subscription? live? uploader? restriction?"
            " platform? tag* content_segment_loc* id*"
        ),
    },
    prefix="video:",
)
KNOWN: Final = IMAGE.children | NEWS.children | VIDEO.children
"""Container of an extension -> the elements it may hold."""
SINGLE: Final = IMAGE.single | NEWS.single | VIDEO.single
"""Container of an extension -> the elements of which it may hold one."""
