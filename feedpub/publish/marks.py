"""Tells from a file's first bytes whether feedpub made it, for when no manifest is at hand.

A fresh checkout holds the published files but not the manifest; they are still ours to replace. Pure.
"""

from __future__ import annotations

import re
import zlib

from feedpub.text import patterns

HEAD = 8192
"""How many bytes of a file `is_marked` wants to see; it looks at no more."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_FIRST_ITEM = re.compile(rb'<(?:item|entry|url|sitemap)[\s>]|"items"\s*:')
_COMMENT = re.compile(rb"<!--[^<>]*\bfeedpub\b[^<>]*-->")
_GENERATOR = re.compile(rb"<generator(?:\s[^<>]*)?>\s*feedpub\b")
_HTML_GENERATOR = patterns.lazy(rb'<meta\s+name="generator"\s+content="feedpub\b', re.IGNORECASE)
_JSON = patterns.lazy(rb'"_feedpub"\s*:|"user_comment"\s*:\s*"[^"]*\bfeedpub\b')
_CSS = patterns.lazy(rb"/\*[^*]*\bfeedpub\b[^*]*\*/")


def is_marked(head: bytes) -> bool:
    """Whether a file that begins with `head` says of itself that feedpub made it.

    The mark counts only before the first item, so that a post about feedpub marks nothing. It is one of: an
    XML comment that names feedpub, a generator element (RSS, Atom) or meta element (HTML) that begins with it,
    the key `_feedpub` or a `user_comment` that names it (JSON Feed), a comment at the head of a style sheet.
    """
    start = _plain(head[:HEAD]).removeprefix(_BOM).lstrip()
    before_items = _FIRST_ITEM.split(start, maxsplit=1)[0]
    if start.startswith(b"<"):
        return any(mark.search(before_items) for mark in (_COMMENT, _GENERATOR, _HTML_GENERATOR))
    if start.startswith(b"{"):
        return _JSON.search(before_items) is not None
    return _CSS.match(start) is not None


def _plain(head: bytes) -> bytes:
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return b""
