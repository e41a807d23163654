"""Mistakes that make no item wrong by itself: a template writes the same into all, or the feed leads to itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from tests.planted.fault import Fault, swap

if TYPE_CHECKING:
    from tests.planted.fault import Plant


def _every(pattern: str, new: str) -> Plant:
    """Return what changes all matches of a pattern, where there are three at least."""
    compiled = re.compile(pattern, re.DOTALL)
    change = swap(r"\A.*\Z", lambda match: compiled.sub(new, match[0]), "*")
    return lambda text, number: change(text, number) if len(compiled.findall(text)) > 2 else None


_RSS_LINK = r"(<item>(?:(?!</item>).)*?<link>)[^<]*"
_ATOM_LINK = r'(<entry>(?:(?!</entry>).)*?<link (?:rel="alternate" )?(?:type="text/html" )?href=")[^"]*'
_JSON_LINK = r'(\n      "url": ")[^"]*'
_FEEDS = ("rss", "atom", "json")
_HOME = "https://harbour.example.org/"


def _fault(kind: str, formats: tuple[str, ...], plant: Plant, *rules: str, level: Level = Level.WARNING) -> Fault:
    return Fault(kind=f"whole-{kind}", formats=formats, rules=rules, plant=plant, level=level)


def _titled(match: re.Match[str]) -> str:
    """Return a feed in which each title is that of the feed."""
    title = r'(?P<begin><title[^>]*>|\n *"title": )(?P<title>(?:<!\[CDATA\[)?[^<\n]*)'
    first = re.search(title, match[0])
    return re.sub(title, lambda one: one["begin"] + (first["title"] if first else ""), match[0])


FAULTS = (
    _fault("links-alike", ("rss",), _every(_RSS_LINK, rf"\g<1>{_HOME}"), "content/links-all-alike"),
    _fault("links-alike", ("atom",), _every(_ATOM_LINK, rf"\g<1>{_HOME}"), "content/links-all-alike"),
    _fault("links-alike", ("json",), _every(_JSON_LINK, rf"\g<1>{_HOME}"), "content/links-all-alike"),
    _fault("titles-of-feed", _FEEDS, swap(r"\A.*\Z", _titled, "*"), "content/titles-of-feed"),
    _fault("dates-alike", ("rss",), _every(r"(<item>(?:(?!</item>).)*?<pubDate>)[^<]*", r"\g<1>Wed, 18 Nov 2026 07:42:10 +0000"), "content/dates-all-alike", level=Level.INFO),
    _fault("dates-alike", ("atom",), _every(r"(<(?:updated|published)>)[^<]*", r"\g<1>2026-11-18T07:42:10Z"), "content/dates-all-alike", "atom/updated-shared", level=Level.INFO),
    _fault("dates-alike", ("json",), _every(r'("date_(?:published|modified)": ")[^"]*', r"\g<1>2026-11-18T07:42:10Z"), "content/dates-all-alike", level=Level.INFO),
    _fault("file-of-two-items", ("rss",), swap(r'<enclosure url="(?P<u>[^"]*)".*?<enclosure url="(?P<at>[^"]*)"', r"\g<u>", "item"), "content/file-of-two-items"),
    _fault("file-of-two-items", ("atom",), swap(r'length="\d+" href="(?P<u>[^"]*)".*?length="\d+" href="(?P<at>[^"]*)"', r"\g<u>", "entry"), "content/file-of-two-items"),
    _fault("file-of-two-items", ("json",), swap(r'\n          "url": (?P<u>"[^"]*").*?\n          "url": (?P<at>"[^"]*")', r"\g<u>", "\n    {"), "content/file-of-two-items"),
    _fault("home-page-is-feed", ("rss",), swap(r'<atom:link href="(?P<u>[^"]*)".*?<link>(?P<at>[^<]*)</link>\s*<description>', r"\g<u>"), "content/home-page-is-feed"),
    _fault("home-page-is-feed", ("rss",), swap(r'</(?:title|description)>\s*<link>(?P<at>[^<]*)(?=</link>(?:(?!<item>).)*<atom:link href="(?P<u>[^"]*)"[^>]*self)', r"\g<u>"), "content/home-page-is-feed"),
    _fault("home-page-is-feed", ("atom",), swap(r'href="(?P<u>[^"]*)" rel="self".*?href="(?P<at>[^"]*)" rel="alternate"', r"\g<u>"), "content/home-page-is-feed"),
    _fault("home-page-is-feed", ("atom",), swap(r'rel="self"[^>]*href="(?P<u>[^"]*)".*?rel="alternate"[^>]*href="(?P<at>[^"]*)"', r"\g<u>"), "content/home-page-is-feed"),
    _fault("home-page-is-feed", ("json",), swap(r'"home_page_url": "(?P<at>[^"]*)",\s*"feed_url": "(?P<u>[^"]*)"', r"\g<u>"), "content/home-page-is-feed"),
)  # fmt: skip
