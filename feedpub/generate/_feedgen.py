"""The only home of feedgen and lxml: the heads of feeds, and documents put together of a head and of entries.

feedgen makes all that stands in a feed before its first entry, for RSS and for Atom: one head for all feeds of a site,
for they differ in a few texts, which copies of it get. It has no method for some elements (a hub in RSS), and writes
dates by the process's locale; its way to add and set what it cannot is an extension, which is shown the tree. Entries
are not its work: a post stands in many feeds and is written once a format (`entries`), which it has no way to do.
Nothing here knows a post.
"""

from __future__ import annotations

import html
from copy import deepcopy
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from feedgen.feed import FeedGenerator
from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lxml.etree import _Element

    from feedpub.model.records import Format, Paging
    from feedpub.model.site import Site

Tree: TypeAlias = "_Element"
"""An element of lxml with all that is in it."""

ATOM = "{http://www.w3.org/2005/Atom}"
LICENSES = "{http://backend.userland.com/creativeCommonsRssModule}"
WEBFEEDS = "{http://webfeeds.org/rss/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DC = {"dc": "http://purl.org/dc/elements/1.1/"}
_MEDIA = {"media": "http://search.yahoo.com/mrss/"}
_PODCASTS = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
_EXTENSIONS = {
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "creativeCommons": LICENSES[1:-1],
    "georss": "http://www.georss.org/georss",
    "webfeeds": WEBFEEDS[1:-1],
}
_THREADS = {"thr": "http://purl.org/syndication/thread/1.0"}
_HISTORY = {"fh": "http://purl.org/syndication/history/1.0"}
_FH = f"{{{_HISTORY['fh']}}}"
_LINKS = ("link", f"{ATOM}link")
_NUMBERS = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))


class FeedgenFormat(Struct, frozen=True, kw_only=True):
    """What the two formats written by feedgen differ in."""

    write: Callable[[Any], bytes]
    """Has feedgen make the tree of a feed, and write it."""
    names: Mapping[str, str]
    """Prefixes of namespaces that feedgen does not declare itself."""
    tail: bytes
    """What stands behind the last entry."""


RSS = FeedgenFormat(
    write=lambda feed: bytes(feed.rss_str()),
    names=_DC | _MEDIA | _PODCASTS | _EXTENSIONS | _HISTORY,
    tail=b"  </channel>\n</rss>\n",
)
ATOM_FEED = FeedgenFormat(
    write=lambda feed: bytes(feed.atom_str()),
    names=_MEDIA | _EXTENSIONS | _THREADS | _HISTORY,
    tail=b"</feed>\n",
)


class FeedLinks(Struct, frozen=True, kw_only=True):
    """The addresses of a feed: its own, and that of the page that it is the feed of."""

    own: str
    home: str
    form: Format
    paging: Paging | None = None
    """Those of the other documents that the feed is divided into."""


class _Extension(Struct, frozen=True):
    """What feedgen calls when it has made its own elements."""

    show: Callable[[Tree], None]
    names: Mapping[str, str]

    def extend_ns(self) -> Mapping[str, str]:
        return self.names

    def extend_rss(self, root: Tree) -> None:
        self.show(root)

    def extend_atom(self, root: Tree) -> None:
        self.show(root)


def head(shape: FeedgenFormat, fill: Callable[[Any], None]) -> Tree:
    """Return the tree that feedgen makes of a feed without entries; `fill` gets the feed to say what is in it."""
    made: list[Tree] = []
    feed = FeedGenerator()
    feed.register_extension("feedpub", partial(_Extension, made.append, shape.names))
    fill(feed)
    shape.write(feed)
    return made[0]


def add(parent: Tree, name: str, text: str | None = None, **attributes: str) -> None:
    """Add an element."""
    etree.SubElement(parent, name, attributes).text = text


def add_looks(parent: Tree, site: Site) -> None:
    """Add what some readers show a feed by (webfeeds 1.0): its colour, its cover, and its icon with these."""
    if site.accent or site.cover:
        for name, picture in (("icon", site.icon), ("logo", site.logo)):
            if picture:
                add(parent, f"{WEBFEEDS}{name}", picture)
    if site.cover:
        add(parent, f"{WEBFEEDS}cover", image=site.cover)
    if site.accent:
        add(parent, f"{WEBFEEDS}accentColor", site.accent)


def of_feed(general: Tree, texts: Mapping[str, str], links: FeedLinks, prefixes: Iterable[str]) -> Tree:
    """Return a copy of a head with the texts of a feed, by the names of the elements, and with its own addresses.

    Of the prefixes that are not used in the head those are declared that its entries use.
    """
    root = deepcopy(general)
    for element in root.iter(*texts):
        element.text = texts[element.tag]
    for link in root.iter(*_LINKS):
        if link.text:
            link.text = links.home
        elif link.get("rel") == "self":
            link.set("href", links.own)
        elif link.get("rel") == "alternate":
            link.set("href", links.home)
    if links.paging is not None:
        channel = root.find("channel")
        # In Atom the elements of feedgen are in no namespace, and the root names it in an attribute.
        of_links = "link" if channel is None else f"{ATOM}link"
        _add_paging(root if channel is None else channel, of_links, links.paging, links.form)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*prefixes])
    return root


def _add_paging(head: Tree, link: str, paging: Paging, form: Format) -> None:
    """Add what ties a document to the others of its feed (RFC 5005 sections 2 and 4); `link` is the name of links."""
    for hub in [each for each in head.iter(link) if each.get("rel") == "hub"] if paging.current else ():
        head.remove(hub)  # of an archive there is nothing to be told
    if paging.is_complete:
        add(head, f"{_FH}complete")
    if paging.is_archive:
        add(head, f"{_FH}archive")
    related = (("current", paging.current), ("prev-archive", paging.older), ("next-archive", paging.newer))
    for relation, addresses in related:
        if form in addresses:
            add(head, link, href=addresses[form], rel=relation, type=form.media_type)


def document(shape: FeedgenFormat, head: Tree, entries: Iterable[bytes], site: Site) -> bytes:
    """Return the whole document: its prolog, the feed `head` without entries of its own, and the entries."""
    start = _numeric(_written(head).removesuffix(shape.tail))
    return b"".join((_prolog(site), start, *entries, shape.tail))


def _written(root: Tree) -> bytes:
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=False)


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
