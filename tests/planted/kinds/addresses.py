"""Mistakes in addresses, the same ones in every slot of every format that holds one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.planted.fault import Fault, swap

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_NAMES = (
    "url",
    "uri",
    "address",
    "link",
    "loc",
    "href",
    "host",
    "scheme",
    "self",
    "guid",
    "image",
    "page",
    "src",
    "local",
    "icon",
)
_RULES = ("address/*", *(f"*/*{name}*" for name in _NAMES), "*/*twice*", "*/*template*")
"""What a rule about an address may be called."""
_SLOTS: dict[str, tuple[str, ...]] = {
    "rss": (
        r"<item>(?:(?!</item>).)*?<link>(?P<at>[^<]+)<",
        r"<channel>(?:(?!<item>).)*?<link>(?P<at>[^<]+)<",
        r'<enclosure url="(?P<at>[^"]+)"',
        r"<comments>(?P<at>[^<]+)<",
        r'<source url="(?P<at>[^"]+)"',
        r"<image>\s*<url>(?P<at>[^<]+)<",
        r'<itunes:image href="(?P<at>[^"]+)"',
        r'<media:content url="(?P<at>[^"]+)"',
        r'<media:thumbnail url="(?P<at>[^"]+)"',
        r'<podcast:transcript url="(?P<at>[^"]+)"',
        r"<wfw:commentRss>(?P<at>[^<]+)<",
        r'<content:encoded>(?:(?!</content).)*?<img src="(?P<at>[^"]+)"',
        r'<content:encoded>(?:(?!</content).)*?<a href="(?P<at>[^"]+)"',
    ),
    "atom": (
        r'<entry>(?:(?!</entry>).)*?<link[^>]*href="(?P<at>[^"]+)"',
        r'<link rel="enclosure"[^>]*href="(?P<at>[^"]+)"',
        r'<link rel="replies"[^>]*href="(?P<at>[^"]+)"',
        r"<uri>(?P<at>[^<]+)<",
        r"<logo>(?P<at>[^<]+)<",
        r"<icon>(?P<at>[^<]+)<",
        r'<media:content url="(?P<at>[^"]+)"',
        r'<media:thumbnail url="(?P<at>[^"]+)"',
        r'<img src="(?P<at>[^"]+)"',
    ),
    "json": (
        r'"home_page_url": "(?P<at>[^"]+)"',
        r'      "url": "(?P<at>[^"]+)"',
        r'"external_url": "(?P<at>[^"]+)"',
        r'"image": "(?P<at>[^"]+)"',
        r'"icon": "(?P<at>[^"]+)"',
        r'"avatar": "(?P<at>[^"]+)"',
        r'          "url": "(?P<at>[^"]+)"',
    ),
    "sitemap": (
        r"<loc>(?P<at>[^<]+)<",
        r"<image:loc>(?P<at>[^<]+)<",
        r"<video:content_loc>(?P<at>[^<]+)<",
        r"<video:thumbnail_loc>(?P<at>[^<]+)<",
        r'<xhtml:link[^>]*href="(?P<at>[^"]+)"',
    ),
    "sitemapindex": (r"<loc>(?P<at>[^<]+)<",),
}


def _host(new: str) -> Callable[[re.Match[str]], str]:
    """Return what puts another host into an address."""
    return lambda match: match["at"].replace(urlsplit(match["at"]).netloc, new, 1)


def _start(new: str) -> Callable[[re.Match[str]], str]:
    """Return what begins an address in another way than with https:// and the host."""
    return lambda match: new + match["at"].partition("://")[2].partition("/")[2]


def _segment(new: str) -> Callable[[re.Match[str]], str]:
    """Return what puts another first part into the path."""
    return lambda match: f"https://{urlsplit(match['at']).netloc}/{new}/{match['at'].rpartition('/')[2]}"


_MISTAKES: dict[str, Callable[[re.Match[str]], str]] = {
    "localhost": _host("localhost:4000"),
    "loopback": _host("127.0.0.1:1313"),
    "private": _host("192.168.1.10"),
    "private-ten": _host("10.0.0.7:8080"),
    "private-v6": _host("[fd12:3456::1]"),
    "host-dot-local": _host("macbook.local"),
    "host-of-one-word": _host("nas"),
    "host-dot-test": _host("harbour.test"),
    "scheme-twice": lambda match: "https://" + match["at"],
    "hosts-glued": lambda match: f"https://{urlsplit(match['at']).netloc}{match['at']}",
    "scheme-one-slash": lambda match: match["at"].replace("://", ":/", 1),
    "scheme-misspelt": lambda match: match["at"].replace("https", "htps", 1),
    "scheme-colon-missing": lambda match: match["at"].replace("https:", "https", 1),
    "file": _start("file:///home/mary/site/"),
    "windows-path": _start("C:\\Users\\mary\\"),
    "javascript": lambda _: "javascript:void(0)",
    "relative": _start("/"),
    "without-scheme": lambda match: match["at"].removeprefix("https://"),
    "space": _segment("my file"),
    "backslash": _segment("a\\b"),
    "percent-alone": _segment("100%"),
    "escaped-twice": lambda match: match["at"].partition("?")[0] + "?a=1&amp;amp;b=2",
    "password": lambda match: match["at"].replace("://", "://mary:secret@", 1),
    "object": _segment("[object Object]"),
    "undefined": _segment("undefined"),
    "null": _segment("null"),
    "nan": _segment("NaN"),
    "template": _segment("{{ page.url }}"),
    "template-percent": _segment("{% link one.md %}"),
    "template-dollar": _segment("${slug}"),
    "template-escaped": _segment("%7B%7B%20page.url%20%7D%7D"),
    "placeholder-escaped": _segment("%3Cname%3E"),
    "host-with-underscore-and-space": _host("harbour example.org"),
    "host-empty": _host(""),
    "port-words": _host("harbour.example.org:port"),
    "port-too-large": _host("harbour.example.org:99999"),
    "host-with-comma": _host("harbour,example.org"),
    "host-two-dots": _host("harbour..example.org"),
    "two-in-one": lambda match: f"{match['at']}, https://harbour.example.org/two/",
    "quotes-around": lambda match: f"'{match['at']}'",
    "line-break": _segment("one\ntwo"),
}


def _fault(mistake: str, change: Callable[[re.Match[str]], str], format_: str, slot: str) -> Fault:
    written = (lambda match: json.dumps(change(match), ensure_ascii=False)[1:-1]) if format_ == "json" else change
    within = next((name for name in ("content:encoded", "content") if slot.startswith((f"<{name}>", "<img"))), "")
    return Fault(kind=f"address-{mistake}", formats=(format_,), rules=_RULES, plant=swap(slot, written, within))


def _spread() -> tuple[Fault, ...]:
    """Return each mistake in some slots of each format, so that in the end each slot had many."""
    return tuple(
        _fault(mistake, change, format_, slot)
        for number, (mistake, change) in enumerate(_MISTAKES.items())
        for format_, slots in _SLOTS.items()
        for place, slot in enumerate(slots)
        if (number + place) % 3 == 0
    )


FAULTS = _spread()
