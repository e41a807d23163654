"""What is published beside feeds and sitemaps: robots.txt, and the style sheet that a browser shows a feed with."""

from __future__ import annotations

import pkgutil
import re
from typing import TYPE_CHECKING

from feedpub.model.records import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


_BEGIN = "# feedpub: begin"
_END = "# feedpub: end"
# Only `Sitemap` lines count as ours: whatever somebody else wrote between the marks is not thrown away.
_BLOCK = re.compile(
    rf"^{_BEGIN}[ \t]*\r?(?:\n|\Z)(?:Sitemap:[^\n]*(?:\n|\Z))*(?:{_END}[ \t]*\r?(?:\n|\Z))?", re.MULTILINE
)
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)", re.MULTILINE | re.IGNORECASE)


def robots(existing: str, sitemap_urls: Iterable[str]) -> Document:
    """Return robots.txt with a `Sitemap` line for each URL that no line outside of our block names already.

    `existing` is the file that is there, or empty. Given its own result again it changes nothing.
    """
    found = _BLOCK.search(existing)
    start, end = found.span() if found else (len(existing), len(existing))
    before, after = existing[:start], _BLOCK.sub("", existing[end:])
    named = set(_SITEMAP.findall(before + "\n" + after))
    ours = [f"Sitemap: {url}\n" for url in sitemap_urls if url not in named]
    block = "".join((_gap(before), f"{_BEGIN}\n", *ours, f"{_END}\n")) if ours else ""
    return Document(
        path="robots.txt", kind=Kind.UNKNOWN, data=(before + block + after).encode("utf-8", "surrogateescape")
    )


def _gap(before: str) -> str:
    """Return what ends the line before the block and leaves one empty, so that people see where ours begins."""
    if not before or before.endswith(("\n\n", "\r\n\r\n")):
        return ""
    return "\n" if before.endswith("\n") else "\n\n"


def stylesheet(path: str) -> Document:
    """Return the style sheet that comes with feedpub as the document at `path`."""
    # Not importlib.resources, which loads tempfile, zipfile and more.
    data = pkgutil.get_data(__package__, "feed.css")
    assert data is not None, "installed with the package"  # noqa: S101 - for the type checker
    return Document(path=path, kind=Kind.UNKNOWN, data=data)
