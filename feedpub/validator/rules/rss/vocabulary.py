"""The elements of RSS 2.0: which stand where, which only once, which must be there, and which attributes they have."""

from __future__ import annotations

CHILDREN: dict[str, frozenset[str]] = {
    "rss": frozenset({"channel"}),
    "channel": frozenset(
        {
            "title",
            "link",
            "description",
            "language",
            "copyright",
            "managingEditor",
            "webMaster",
            "pubDate",
            "lastBuildDate",
            "category",
            "generator",
            "docs",
            "cloud",
            "ttl",
            "image",
            "rating",
            "textInput",
            "skipHours",
            "skipDays",
            "item",
        }
    ),
    "item": frozenset(
        {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}
    ),
    "image": frozenset({"url", "title", "link", "width", "height", "description"}),
    "textInput": frozenset({"title", "description", "name", "link"}),
    "skipHours": frozenset({"hour"}),
    "skipDays": frozenset({"day"}),
}
REPEATABLE = frozenset({"item", "category", "enclosure", "hour", "day"})
REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    "rss": (("channel", "MissingElement"),),
    "channel": (("title", "MissingTitle"), ("link", "MissingLink"), ("description", "MissingDescription")),
    "image": (("url", "MissingElement"), ("title", "MissingTitle"), ("link", "MissingLink")),
    "textInput": tuple((name, "MissingElement") for name in ("title", "description", "name", "link")),
    "skipHours": (("hour", "MissingElement"),),
    "skipDays": (("day", "MissingElement"),),
}
"""Container -> the elements it must have, each with the W3C validator's name for its absence."""
ATTRIBUTES: dict[str, frozenset[str]] = {
    "rss": frozenset({"version"}),
    "cloud": frozenset({"domain", "port", "path", "registerProcedure", "protocol"}),
    "category": frozenset({"domain"}),
    "enclosure": frozenset({"url", "length", "type"}),
    "guid": frozenset({"isPermaLink"}),
    "source": frozenset({"url"}),
}
REQUIRED_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "cloud": ("domain", "port", "path", "registerProcedure", "protocol"),
    "enclosure": ("url", "length", "type"),
    "source": ("url",),
}
EMPTY = frozenset({"cloud", "enclosure"})
"""Elements that hold nothing; all is in their attributes."""
CONTAINERS = tuple(CHILDREN)
LEAVES: dict[str, tuple[str, ...]] = {
    container: tuple(sorted(names - CHILDREN.keys() - EMPTY)) for container, names in CHILDREN.items()
}
"""Container -> the elements in it that hold text."""
LEAF_SELECTORS = tuple(f"{container}/{name}" for container, names in LEAVES.items() for name in names)
"""All elements that hold text, as selectors."""
ALL_SELECTORS = ("rss", *(f"{container}/{name}" for container, names in CHILDREN.items() for name in sorted(names)))
