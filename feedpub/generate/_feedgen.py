"""The only home of feedgen and lxml: feeds and entries made by feedgen, and cut into parts that can be shared.

Nothing here knows a post. feedgen has no method for some elements (a hub in RSS, dc:creator, media:*), and
writes dates by the process's locale; `extend` is its way to add and set what it cannot.
"""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from feedpub.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lxml.etree import _Element

    from feedpub.model import Site

Element: TypeAlias = "_Element"
"""An element of lxml, for the modules of formats."""

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NAMESPACES = {"rss": {"dc": DC[1:-1], "media": MEDIA[1:-1]}, "atom": {"media": MEDIA[1:-1]}}
_OPTIONAL = {"content": CONTENT[1:-1], "dc": DC[1:-1], "media": MEDIA[1:-1]}
_NUMBERS = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))


@dataclass(frozen=True, slots=True)
class _Extension:
    """What feedgen calls when it has made its own elements: one callable for feeds and entries alike."""

    add: Callable[[Element], None]
    names: Mapping[str, str]

    def extend_ns(self) -> Mapping[str, str]:
        return self.names

    def extend_rss(self, element: Element) -> None:
        self.add(element)

    def extend_atom(self, element: Element) -> None:
        self.add(element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the two formats written by feedgen differ in, to be cut into parts."""

    write: Callable[[Any], bytes]
    """Gives a feed of feedgen as bytes."""
    names: Mapping[str, str]
    start: bytes
    """What the first line of an entry begins with; attributes may follow."""
    tail: bytes
    """What stands behind the last entry."""


RSS = Shape(
    write=lambda feed: bytes(feed.rss_str(pretty=True, xml_declaration=False)),
    names=_NAMESPACES["rss"],
    start=b"    <item",
    tail=b"  </channel>\n</rss>\n",
)
ATOM_FEED = Shape(
    write=lambda feed: bytes(feed.atom_str(pretty=True, xml_declaration=False)),
    names=_NAMESPACES["atom"],
    start=b"  <entry",
    tail=b"</feed>\n",
)


def new_feed(shape: Shape, add: Callable[[Element], None]) -> Any:  # noqa: ANN401 - feedgen has no types
    """Give an empty feed of feedgen; `add` gets its root element once all else of its head is there."""
    feed = FeedGenerator()
    feed.register_extension("feedpub", partial(_Extension, add, shape.names))
    return feed


def new_entry(add: Callable[[Element], None]) -> Any:  # noqa: ANN401 - feedgen has no types
    """Give an empty entry of feedgen; `add` gets its element once all else of it is there."""
    entry = FeedEntry()
    entry.register_extension("feedpub", partial(_Extension, add, {}))
    return entry


def child(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    """Add an element with text and attributes; those without a value are left out."""
    given = {key: value for key, value in attributes.items() if value}
    etree.SubElement(parent, name, given).text = text


def parts(shape: Shape, skeleton: Any, entries: Sequence[Any]) -> list[bytes]:  # noqa: ANN401 - feedgen has no types
    """Give each entry as it stands in a document, `skeleton` being any feed of the same shape.

    Text holds no `<` that is not escaped, so an entry ends where its line says it does.
    """
    for entry in entries:
        skeleton.add_entry(entry, order="append")
    body = shape.write(skeleton).removesuffix(shape.tail)
    return [shape.start + _numeric(each) for each in body.split(shape.start)[1:]]


def document(shape: Shape, head: Any, entries: Sequence[bytes], site: Site) -> bytes:  # noqa: ANN401 - feedgen has no types
    """Give the whole document: its prolog, the feed `head` without entries of its own, and the entries."""
    start = _numeric(shape.write(head).removesuffix(shape.tail))
    content = b"".join((*entries, shape.tail))
    return b"".join((_prolog(site), _without_unused(start, content), content))


def _without_unused(start: bytes, content: bytes) -> bytes:
    """Leave out the declarations of optional namespaces that nothing in the document uses."""
    for prefix, uri in _OPTIONAL.items():
        used = f"<{prefix}:".encode()
        if used not in content and used not in start:
            start = start.replace(f' xmlns:{prefix}="{uri}"'.encode(), b"", 1)
    return start


def _prolog(site: Site) -> bytes:
    lines = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if site.stylesheet:
        href = html.escape(site.stylesheet)
        lines += f'<?xml-stylesheet type="text/css" href="{href}"?>\n'
    return lines.encode()


def _numeric(data: bytes) -> bytes:
    """Write `&` and `<` of titles as numbers: some readers decode the names of these entities once too often.

    The same characters to every parser of XML (RSS Best Practices Profile, "Character Data").
    """
    *titled, rest = data.split(b"</title>")  # six times as fast as a pattern
    return b"".join((*map(_numeric_title, titled), rest))


def _numeric_title(data: bytes) -> bytes:
    before, mark, title = data.rpartition(b"<title>")
    for name, number in _NUMBERS:
        title = title.replace(name, number)
    return b"".join((before, mark, title, b"</title>"))
