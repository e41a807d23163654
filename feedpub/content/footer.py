"""The line that the owner of a site has under the text of every item: a way back, or to answer by mail."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.model.records import Author, Item
    from feedpub.model.site import Site

MARK: Final = '<footer class="feed-footer">'
"""What it begins with: by this it is told from the text of a post (`guard.texts`)."""
PLACEHOLDERS: Final = ("url", "title", "site", "author", "mailto")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_WAY_TO_POST: Final = '<p><a href="{url}">\u221e</a></p>'
"""Stands below the text of an item that leads to a page elsewhere: else nothing would lead to the post."""


def problem(template: str) -> str:
    """Say what is wrong with a template; "" for nothing."""
    for match in _PLACEHOLDER.finditer(template):
        if match[1] not in PLACEHOLDERS:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            return f"it has no placeholder {match[0]}; there are {known}"
    return ""


def footer(template: str, item: Item, site: Site) -> str:
    """Return the HTML below the text of an item; "" for none. Values are escaped."""
    more = item.post.extensions
    if more is not None and more.is_led_to and "{url}" not in template:
        template += _WAY_TO_POST
    if not template:
        return ""
    post = item.post
    authors = post.authors or site.authors
    values = {
        "url": post.url,
        "title": post.title,
        "site": site.title,
        "author": ", ".join(author.name for author in authors) or site.title,
        "mailto": _mailto((*post.authors, *site.authors), post.title),
    }
    return f"{MARK}{_PLACEHOLDER.sub(lambda match: escape(values[match[1]]), template)}</footer>"


def _mailto(authors: Iterable[Author], title: str) -> str:
    """Return the address of a letter to the first author who has one, about the post (RFC 6068)."""
    to = next((author.email for author in authors if author.email), "")
    return f"mailto:{quote(to, safe='@+')}?subject={quote(f'Re: {title}', safe='')}"
