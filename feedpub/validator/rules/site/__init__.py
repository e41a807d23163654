"""Rules over all documents that are published together: feeds, sitemaps, robots.txt and the home page."""

from __future__ import annotations

from feedpub.validator.rules.site import children, feeds, files, formats, pages, sitemaps

MODULES = (children, feeds, files, formats, pages, sitemaps)
