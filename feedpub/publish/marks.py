"""Tells from a file's bytes whether feedpub made it, for when no manifest is at hand, and what kind of file it is.

A fresh checkout holds the published files but not the manifest; they are still ours to replace. Pure.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Final

from feedpub.model.records import Kind
from feedpub.text import encoding, patterns

HEAD = 8192
"""How many bytes of a file `is_marked` wants to see; it looks at no more."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_FIRST_ITEM = re.compile(rb'<(?:item|entry|url|sitemap)[\s>]|"items"\s*:')
_COMMENT = re.compile(rb"<!--[^<>]*\bfeedpub\b[^<>]*-->")
_GENERATOR = re.compile(rb"<generator(?:\s[^<>]*)?>\s*feedpub\b")
_JSON = patterns.lazy(rb'"_feedpub"\s*:|"user_comment"\s*:\s*"[^"]*\bfeedpub\b')
_CSS = patterns.lazy(rb"/\*[^*]*\bfeedpub\b[^*]*\*/")
_ROOT = patterns.lazy(
    rb"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?(\w+)", re.DOTALL
)
_ROOTS: Final = {
    b"rss": Kind.RSS,
    b"RDF": Kind.RSS,
    b"feed": Kind.ATOM,
    b"urlset": Kind.SITEMAP,
    b"sitemapindex": Kind.SITEMAPINDEX,
}
_LARGEST = 1 << 27
"""Bytes of a packed file, unpacked."""


def is_marked(head: bytes) -> bool:
    """Whether a file that begins with `head` says of itself that feedpub made it.

    The mark counts only before the first item, so that a post about feedpub marks nothing. It is one of: an
    XML comment that names feedpub, a generator element (RSS, Atom) or meta element (HTML) that begins with it,
    the key `_feedpub` or a `user_comment` that names it (JSON Feed), a comment at the head of a style sheet.
    """
    start = _plain(head[:HEAD], HEAD).removeprefix(_BOM).lstrip()
    before_items = _FIRST_ITEM.split(start, maxsplit=1)[0]
    if start.startswith(b"<"):
        return any(mark.search(before_items) for mark in (_COMMENT, _GENERATOR, patterns.OWN_PAGE))
    if start.startswith(b"{"):
        return _JSON.search(before_items) is not None
    return _CSS.match(start) is not None


def kind_of(data: bytes) -> Kind:
    """Return what a whole file is: by the first element of XML, by the `version` of JSON."""
    data = _plain(data, _LARGEST)
    start = encoding.first_byte(data[:HEAD])
    if start == b"{":
        return Kind.JSONFEED if _is_json_feed(data) else Kind.UNKNOWN
    if start != b"<":
        return Kind.UNKNOWN
    used = encoding.examine(data)
    text = data if encoding.is_native(used) else encoding.readable(data, used)[0]
    match = _ROOT.match(text.removeprefix(_BOM))
    return _ROOTS.get(match[1], Kind.UNKNOWN) if match else Kind.UNKNOWN


def _is_json_feed(data: bytes) -> bool:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "jsonfeed.org" in str(value.get("version"))


def _plain(data: bytes, most: int) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, most)
    except zlib.error:
        return b""
