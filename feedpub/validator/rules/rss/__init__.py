"""Rules of RSS 2.0 (rssboard.org/rss-specification and the RSS Advisory Board's profile), one module a subject."""

from __future__ import annotations

from feedpub.validator.rules.rss import channel, feed, item, links, structure, values

MODULES = (channel, feed, item, links, structure, values)
