"""Where the site may be when a folder says nothing of it: in a folder below, or in pages that are made already.

Asked only when the build ends for want of an address; it looks at the folder, and decides nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.io import reading
from feedpub.model.errors import FeedpubError
from feedpub.text import plain

if TYPE_CHECKING:
    from pathlib import Path

_USUAL: Final = ("docs", "site", "website", "blog", "web", "www", "src", "exampleSite")
"""Folders in which repositories of something else keep their sites, the likeliest first."""
_OTHERS: Final = frozenset({"node_modules", "themes", "vendor", "tests", "test", "public", "build", "dist", "output"})
_MOST: Final = 100
"""Folders that are looked into."""
_PAGE: Final = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b"
)


def hint(folder: Path) -> str:
    """Return what to run instead, in one line; empty where nothing tells it."""
    try:
        return _below(folder) or _built(folder)
    except FeedpubError:  # the build has ended for another reason, which is what is said
        return ""


def _below(folder: Path) -> str:
    from feedpub.collect import dialects  # noqa: PLC0415 - start-up counts

    there = [
        name for name in reading.listing(folder).folders if not name.startswith((".", "_")) and name not in _OTHERS
    ]
    for name in sorted(there, key=lambda name: (name not in _USUAL, name))[:_MOST]:
        try:
            found = dialects.find(folder / name)
        except FeedpubError:  # a site that is not built, or a configuration with a fault of its own
            continue
        if found is not None:
            return f"There is {plain.with_article(found.title)} site in {name}: feedpub build {name}"
    return ""


def _built(folder: Path) -> str:
    start = reading.beginning(folder, "index.html", 1000) if reading.is_file(folder, "index.html") else None
    if start is None or not _PAGE.match(start):
        return ""
    return "index.html is a page already: if a generator has made the pages here, feedpub build --built . reads them"
