"""Rules of sitemaps and sitemap indexes (sitemaps.org 0.9) with Google's extensions.

A sitemap may have 50,000 URLs and more, and nearly all are right. So the rules over values look only at those that
`feedpub.validator.gather` could not see at once to be plain (`odd_urls`, `odd_lastmods`).
"""

from __future__ import annotations

from feedpub.validator.rules.sitemap import (
    document,
    extension,
    faults,
    hreflang,
    loc,
    news,
    scope,
    structure,
    texts,
    value,
    video,
)

MODULES = (document, extension, faults, hreflang, loc, news, scope, structure, texts, value, video)
