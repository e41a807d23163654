"""What stands for the text of a post where that is not kept: how it begins, and a digest of the whole. Pure."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Final
from urllib.parse import urlsplit

from feedpub.content.footer import MARK
from feedpub.guard.likeness import letters

OPENING: Final = 600
"""Letters of a text that are kept between builds: enough to know it by (`likeness.shingles`)."""
_TAG: Final = re.compile(r"<[^<>]*(?:>|\Z)")


def opening(fragment: str) -> str:
    """Return the letters that the text of an HTML fragment begins with: a fragment that has its first shingles."""
    return letters(html.unescape(_TAG.sub("", _without_footer(fragment[: 3 * OPENING]))))[:OPENING]


def digest(fragment: str, address: str) -> str:
    """Return what only an equal text of a post at this address has; nothing for none. Its domain does not count."""
    text = without_home(fragment, address)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] if text else ""


def without_home(fragment: str, address: str) -> str:
    """Return a text without the domain of its site, and however it is escaped: a move to another changes none."""
    parts = urlsplit(address)
    return _without_footer(html.unescape(fragment)).replace(f"{parts.scheme}://{parts.netloc}/", "/").strip()


def _without_footer(fragment: str) -> str:
    """Return a text without the line below it, which is the site's and says nothing of a post."""
    return fragment.rpartition(MARK)[0] if MARK in fragment else fragment
