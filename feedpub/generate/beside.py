"""What is published beside feeds and sitemaps: robots.txt, and the style sheet that a browser shows a feed with."""

from __future__ import annotations

import pkgutil
import re
from typing import TYPE_CHECKING, Final

from feedpub.generate import blocks
from feedpub.generate.phrases import phrases_in
from feedpub.model.records import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


_OURS = r"Sitemap:[^\n]*+"
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)", re.MULTILINE | re.IGNORECASE)


def robots(existing: str, sitemap_urls: Iterable[str]) -> Document:
    """Return robots.txt with a `Sitemap` line for each URL that no line outside of our block names already.

    `existing` is the file that is there, or empty. Given its own result again it changes nothing.
    """
    before, after = blocks.parted(existing, _OURS)
    named = set(_SITEMAP.findall(before + "\n" + after))
    ours = [f"Sitemap: {url}" for url in sitemap_urls if url not in named]
    return Document(path="robots.txt", kind=Kind.UNKNOWN, data=blocks.joined(before, ours, after))


def key_file(key: str) -> Document:
    """Return the file by which search engines see that the key for IndexNow is the site's own (indexnow.org)."""
    return Document(path=f"{key}.txt", kind=Kind.UNKNOWN, data=key.encode("ascii"))


_OF_KOREAN: Final = """
rss {
  word-break: keep-all;
}
"""


def stylesheet(path: str, language: str = "") -> Document:
    """Return the style sheet that comes with feedpub as the document at `path`.

    `language` is that of the site, a BCP 47 tag: what the page says of itself is written in it, where that is one of
    those known here. In RSS, whose items carry no `xml:lang`, it tells where lines may be broken, too.
    """
    # Not importlib.resources, which loads tempfile, zipfile and more.
    data = pkgutil.get_data(__package__, "feed.css")
    assert data is not None, "installed with the package"  # noqa: S101 - for the type checker
    ours, theirs = phrases_in("en"), phrases_in(language)
    css = data.decode().replace(ours.feed, theirs.feed).replace(ours.sitemap, theirs.sitemap)
    css += _OF_KOREAN if theirs.language == "ko" else ""
    return Document(path=path, kind=Kind.UNKNOWN, data=css.encode())
