"""Rules over all documents that are published together: feeds, sitemaps, robots.txt and the home page."""

from __future__ import annotations

from feedpub.validator.rules.site import archives, children, feeds, files, formats, pages, sitemaps

MODULES = (archives, children, feeds, files, formats, pages, sitemaps)
