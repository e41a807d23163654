"""The namespaces of the field and the prefix that rules call each by, whatever a document calls it."""

from __future__ import annotations

import re

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ATOM_03 = "http://purl.org/atom/ns#"
RSS_1 = "http://purl.org/rss/1.0/"
RSS_090 = "http://my.netscape.com/rdf/simple/0.9/"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

PREFIXES: dict[str, str] = {
    ATOM: "atom",
    SITEMAP: "sm",
    XHTML: "xhtml",
    DC: "dc",
    "http://purl.org/dc/terms/": "dcterms",
    CONTENT: "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    MEDIA: "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://purl.org/syndication/history/1.0": "fh",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://podlove.org/simple-chapters/": "psc",
    "http://podlove.org/simple-chapters": "psc",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.georss.org/georss/10": "georss",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://a9.com/-/spec/opensearchrss/1.0/": "opensearch",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://geourl.org/rss/module/": "geourl",
    "http://postneo.com/icbm": "icbm",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://backend.userland.com/blogChannelModule": "blogChannel",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://web.resource.org/cc/": "cc",
    "http://webns.net/mvcb/": "admin",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-video/1.1": "video",
}
"""Namespace -> usual prefix; `rss`, `channel`, `item` and the other RSS 2.0 names have no namespace and no prefix.

Some namespaces have had two names that mean the same; the one to be written comes last.
"""
OF_PREFIXES = {prefix: uri for uri, prefix in PREFIXES.items()}
"""Usual prefix -> the namespace to be written."""
OBSOLETE = frozenset({ATOM_03, RSS_1, RSS_090, "http://channel.netscape.com/rdf/simple/0.9/"})
"""Those of older formats, which have their usual prefixes (`rss1`, `atom03`) in documents of that format alone."""
_REST = re.compile(r"^[a-z]+://|[^a-z0-9]+$")


def _near(uri: str) -> str:
    """Reduce a namespace to what misspellings have in common: no scheme, no end, lower case."""
    return _REST.sub("", uri.strip().lower())


_KNOWN_NEAR = {_near(uri): uri for uri in PREFIXES}


def meant(uri: str) -> str | None:
    """Return the known namespace that a misspelt one means; None for one that is right, or that nobody knows."""
    return None if uri in PREFIXES or uri in OBSOLETE else _KNOWN_NEAR.get(_near(uri))
