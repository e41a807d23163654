"""The kinds of mistakes, by what they concern."""

from __future__ import annotations

from tests.planted.kinds import addresses, atom, extensions, json_feeds, rss, sitemaps, texts, wholes, xml

FAULTS = (
    *xml.FAULTS,
    *rss.FAULTS,
    *atom.FAULTS,
    *json_feeds.FAULTS,
    *extensions.FAULTS,
    *sitemaps.FAULTS,
    *addresses.FAULTS,
    *texts.FAULTS,
    *wholes.FAULTS,
)
