"""The date that a page shows to people, where it says none to machines. Asked only where the owner wishes it.

It is that of the address (`/2016/11/30/one/`), else the first one in a place where themes show dates of articles. A
date in running text is none of the page.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from feedpub.sites.html import tree
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)[/_-](?!page\b|\d+/?\Z)[^/]")
_PLACE = re.compile(
    r"(?:(?:post|entry|article|page|blog|single|publish|published|pub)[-_]{0,2})?(?:date|time|timestamp|dateline)"
    r"|(?:post|entry|article|page|blog)?[-_]{0,2}(?:meta|byline|info)|published(?:-on)?|posted-on|created"
)
"""Classes of elements in which themes show the date of an article; a whole name must match."""
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?|\d{4}\.\s?\d\d?\.\s?\d\d?|\d{4}\s?[년年]\s?\d\d?\s?[월月]\s?\d\d?\s?[일日]"
    rf"|\b{_MONTH}\s\d\d?(?:st|nd|rd|th)?,?\s\d{{4}}|\d\d?(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({"年": "년", "月": "월", "日": "일"})
_LONGEST = 200
"""Characters of a place that shows a date; a longer one is text."""


def date(root: _Element | None, article: _Element | None, url: str) -> str:
    """Return the date that a page shows, as it can be read; empty for none, and where several articles are shown."""
    if match := _IN_PATH.search(url):
        return "-".join(match.groups())
    if article is None and (root is None or len(list(root.iter("h1"))) != 1):
        return ""
    around = article if article is not None else root
    found = [] if around is None else list(_shown(around))
    if article is None and len(set(found)) > 1:
        return ""
    return next(iter(found), "")


def _shown(around: _Element) -> Iterator[str]:
    for each in around.iter():
        if each.tag == "time" or any(_PLACE.fullmatch(name.lower()) for name in tree.classes(each)):
            shown = tree.words(each)
            match = _DATE.search(shown) if len(shown) <= _LONGEST else None
            if match and (readable := _readable(match[0].translate(_SIGNS))):
                yield readable


def _readable(written: str) -> str:
    try:
        dates.parse_date(written, UTC)
    except ValueError:
        return ""
    return written
