"""Reads sitemaps that are text: one address in a line, and nothing else (sitemaps.org, text file).

Their addresses become the facts that those of an XML sitemap do, so the rules over addresses hold for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.text import patterns
from feedpub.text.encoding import first_byte, readable
from feedpub.validator.facts import UrlFact, ValueFact
from feedpub.validator.gather import is_plain_loc

if TYPE_CHECKING:
    from feedpub.validator.document import ParsedDocument

_TEXT = (".txt", ".txt.gz")
_OTHERS = tuple(f".{name}{packed}" for name in ("xml", "rss", "atom", "rdf", "json") for packed in ("", ".gz"))
_WEB = ("http://", "https://")
_LINE_END = patterns.lazy(r"\r\n?|\n")


def is_listing(document: ParsedDocument) -> bool:
    """Whether a document is such a sitemap: by its name, or where that says nothing, by its first line."""
    name = document.path.lower()
    if first_byte(document.head) in {b"<", b"{", b"["} or name.endswith(_OTHERS):
        return False
    return name.endswith(_TEXT) or begins_with_address(document.head)


def begins_with_address(head: bytes) -> bool:
    """Whether a text begins with a line that is an address of the web."""
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].split()
    return len(words) == 1 and words[0].decode("utf-8", "replace").lower().startswith(_WEB)


def read(data: bytes, document: ParsedDocument) -> None:
    """Keep each address with its line; what is none begins a line of `odd_lines`."""
    assert document.encoding is not None, "the head was examined first"  # noqa: S101 - for the type checker
    document.size = len(data)
    document.data, _, document.encoding = readable(data, document.encoding)
    facts = document.facts
    for number, line in enumerate(_LINE_END.split(document.data.decode("utf-8", "replace")), 1):
        loc = line.strip()
        if not loc:
            continue
        column = line.index(loc) + 1
        if not loc.lower().startswith(_WEB) or len(loc.split()) > 1:
            facts.odd_lines.append(ValueFact(loc, number, column, ""))
            continue
        one = UrlFact(loc, "", number, column, len(facts.urls) + 1)
        facts.urls.append(one)
        if not is_plain_loc(loc):
            facts.odd_urls.append(one)
