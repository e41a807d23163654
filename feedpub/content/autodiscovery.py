"""Whether a page leads to the site's feeds (`rel=alternate`), and the page with the lines that were missing.

Works on bytes: nothing of a page but the new lines is touched, whatever its encoding, and a page that has them all
comes back as it is. Knows no folder.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.content import charset, head
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.model.records import FeedSpec

_UNREADABLE = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")
"""Encodings in which bytes below 0x80 are not always the characters of ASCII."""
_XHTML = re.compile(rb"\s*<\?xml|[^>]*<!DOCTYPE[^>]+XHTML", re.IGNORECASE)
_INDENT = re.compile(rb"(?:\r?\n|\A)[ \t]*\Z")


class Link(Struct, frozen=True, kw_only=True):
    """A feed as a page names it."""

    type: str
    title: str
    url: str


class Seen(Struct, frozen=True, kw_only=True):
    """What was seen of a page; `missing` are the feeds to which it does not lead."""

    missing: tuple[Link, ...]
    leads_to_one: bool
    place: int | None
    """The byte before which lines can be added; None where there is no `<head>`, or it cannot be read."""


def links(spec: FeedSpec) -> tuple[Link, ...]:
    """Return the feed in each of its formats."""
    return tuple(Link(type=form.media_type, title=spec.title, url=url) for form, url in spec.urls.items())


def look(data: bytes, page_url: str, wanted: Sequence[Link]) -> Seen | None:
    """See which of the feeds a page leads to; None for what is no page that people read.

    That is a fragment, and a page that sends its visitors on at once.
    """
    encoding, skipped = charset.of(data)
    if encoding.startswith(_UNREADABLE):
        return Seen(missing=tuple(wanted), leads_to_one=False, place=None)
    found = head.read(data[skipped:].decode("latin-1"))  # one character a byte: places in one are places in the other
    if not found.is_page or found.meta("refresh"):
        return None
    base = next((tag.values["href"] for tag in found.named("base") if "href" in tag.values), "")
    base = _resolved(page_url, base, encoding) or page_url
    named = {_resolved(base, link["href"], encoding) for link in found.links("alternate")}
    missing = tuple(link for link in wanted if link.url not in named)
    place = None if found.end is None else found.end + skipped
    return Seen(missing=missing, leads_to_one=len(missing) < len(wanted), place=place)


def added(data: bytes, seen: Seen) -> bytes:
    """Return the page with a line for each feed that it did not name; the same bytes where nothing is to be done."""
    if seen.place is None or not seen.missing:
        return data
    before, after = data[: seen.place], data[seen.place :]
    encoding = charset.of(data)[0]
    close = b" />" if _XHTML.match(data[:1024]) else b">"
    lines = [_element(link, encoding) + close for link in seen.missing]
    indent = _INDENT.search(before)
    if indent is None or after[:6].lower() != b"</head":
        return before + b"".join(lines) + after
    # `</head>` stands on a line of its own: so do the new ones, as far in as the line before.
    break_ = b"\r\n" if b"\r\n" in indent[0] else b"\n"
    start = before[: indent.start()] + break_ if before[: indent.start()] else b""
    last = before[: indent.start()].rpartition(b"\n")[2]
    own = last[: len(last) - len(last.lstrip(b" \t"))]
    return start + b"".join(own + line + break_ for line in lines) + indent[0].lstrip(b"\r\n") + after


def element(link: Link) -> str:
    """Return the line that leads a page to a feed, as HTML has it."""
    return f"{_open_element(link)}>"


def _open_element(link: Link) -> str:
    return f'<link rel="alternate" type="{link.type}" title="{escape(link.title)}" href="{escape(link.url)}"'


def _element(link: Link, encoding: str) -> bytes:
    written = _open_element(link)
    return written.encode("utf-8" if encoding == "utf-8" else "ascii", "xmlcharrefreplace")


def _resolved(base: str, reference: str, encoding: str) -> str:
    try:
        return urls.absolute(base, reference.encode("latin-1", "replace").decode(encoding, "replace"))
    except ValueError:
        return ""


def first(specs: Iterable[FeedSpec]) -> FeedSpec | None:
    """Return the feed of the whole site; None when there is none."""
    return next((spec for spec in specs if spec.term is None), None)
