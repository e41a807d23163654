"""The readers and directories that rules name: who loses something by a fault, and where that is known from.

What each of them does is written down in docs/explanation/readers.md.
"""

from __future__ import annotations

from typing import Final

from feedpub.model.records import Level

READERS: Final = {
    ".NET": "System.ServiceModel.Syndication, Rss20FeedFormatter (github.com/dotnet/runtime)",
    "AntennaPod": "TypeGetter (github.com/AntennaPod/AntennaPod)",
    "Apple Podcasts": "Podcast RSS feed requirements and A Podcaster's Guide to RSS (podcasters.apple.com)",
    "Bing": "Sitemaps (bing.com/webmasters)",
    "FreshRSS": "SimplePie 1.8, which it reads feeds with (github.com/simplepie/simplepie)",
    "Google Search": "Sitemaps report, list of errors (support.google.com/webmasters)",
    "NetNewsWire": "RSParser (github.com/Ranchero-Software/RSParser)",
    "Planet Python": "Maintaining Planet Python (github.com/python/planet)",
    "ROME": "version 2.1 (github.com/rometools/rome)",
    "Ruby's rss": "version 0.2.9 (github.com/ruby/rss)",
    "SimplePie": "version 1.8 (github.com/simplepie/simplepie)",
    "Thunderbird": "FeedParser (searchfox.org/comm-central)",
    "WordPress": "SimplePie 1.8, which it reads feeds with (github.com/simplepie/simplepie)",
    "feedparser": "version 6.0 (github.com/kurtmckee/feedparser)",
    "gofeed": "version 1.3 and later (github.com/mmcdole/gofeed)",
    "miniflux": "version 2.2 (github.com/miniflux/v2)",
    "node-feedparser": "version 2.6 (github.com/danmactough/node-feedparser)",
    "rss-parser": "version 3.13 (github.com/rbren/rss-parser)",
}
"""Reader or directory -> what is known of it from."""

_BY_AREA: Final = {
    "itunes": ("Apple Podcasts",),
    "site": ("Google Search", "Bing"),
    "sitemap": ("Google Search", "Bing"),
}
_OF_W3C: Final = "Planet Python"
"""Takes feeds only in which the validator of the W3C finds no error."""
_NO_ERRORS: Final = frozenset({"ContainsSystemEntity"})
"""What that calls advice, and is an error here."""


def harmed(area: str, level: Level, refs: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    """Return who loses something by the faults that a rule finds, most certain first.

    `named` are those that the rule itself names; `refs` its counterparts in the W3C's validator. Raises ValueError for
    one that is not among READERS.
    """
    if level is not Level.ERROR and not named:
        return ()
    found = dict.fromkeys(
        (*named, *_BY_AREA.get(area, ()), *((_OF_W3C,) if level is Level.ERROR and set(refs) - _NO_ERRORS else ()))
    )
    if unknown := [name for name in found if name not in READERS]:
        raise ValueError(f"{unknown[0]} is none of feedpub.validator.readers")
    return tuple(found)
