"""Reads items of RSS and Atom that are written just as feedpub writes them, and of which no rule finds anything.

Which children may stand in an item, in what order, is one pattern; what each may hold is another. What patterns cannot
tell is asked of the very functions that the rules ask: dates, ids, languages, media types. What is not plain may be
right as well; the parser and the rules tell.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.records import dataclass
from feedpub.safexml import XML_NAMESPACE, Element
from feedpub.validate import plain_html
from feedpub.validate.namespaces import ATOM, CONTENT, DC, MEDIA
from feedpub.validate.values import dates, languages, media_types, uris

if TYPE_CHECKING:
    from datetime import datetime


class Sprout(NamedTuple):
    """What an element is made from, as often as it is wanted; `line` counts from that of the item."""

    names: tuple[str, str, str, str]
    """As the class Element wants them."""
    attributes: dict[str, str]
    """Shared by all elements made from this."""
    nodes: tuple[str | Sprout, ...]
    line: int
    column: int

    @property
    def text(self) -> str:
        """The text, of one that holds nothing else."""
        return self.nodes[0] if self.nodes and isinstance(self.nodes[0], str) else ""

    @property
    def children(self) -> list[Sprout]:
        """The children, in order."""
        return [node for node in self.nodes if not isinstance(node, str)]

    def grow(self, parent: Element, line: int) -> Element:
        """Give the element as a child of another one, its item standing in that line."""
        element = Element(self.names, self.attributes, parent, line + self.line, self.column)
        element.nodes = [node if isinstance(node, str) else node.grow(element, line) for node in self.nodes]
        return element


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainItem:
    """An item of which no rule finds anything where its prefixes mean what they usually do, and its dates have come."""

    sprout: Sprout
    namespaces: frozenset[str]
    newest: datetime
    """The latest of its dates."""


_LONGEST: Final = 60_000
"""Bytes; the parser gives longer texts in pieces."""
_CONTROLS: Final = bytes({*range(32)} - {*b"\t\n"})
"""What XML does not allow, or reads as something else."""
_NEAR_THE_END: Final = b"\xef\xbf"
"""Begins in UTF-8 the two characters that XML does not allow, and few others."""
_USUAL: Final = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}
_MARKS: Final = (*((f"<{prefix}:".encode(), uri) for prefix, uri in _USUAL.items()), (b' xml:lang="', XML_NAMESPACE))
"""What shows that a namespace is used."""

_AND: Final = r"&(?:amp|#x26);(?= |[A-Z](?![A-Za-z0-9;]))"
"""A `&` that nobody takes for the beginning of a reference."""
_MORE: Final = r"&(?:gt|#x3E|(?:lt|#x3C)(?=;[ 0-9]));"
"""A `>`, or a `<` that nobody takes for the beginning of a tag."""
_REFERENCE: Final = r"&amp;(?:amp;(?![A-Za-z#])|[lg]t;(?!/))"
_URL: Final = (
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?](?:[A-Za-z0-9._~!$'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2}|&amp;)*+)?+"
)
_TEXT: Final = rf"(?:[^\s<>&]|{_AND}|{_MORE})(?:[^<>&\n]++|{_AND}|{_MORE})*+"
_NUMBER: Final = r"[1-9][0-9]{0,17}"
_TYPE: Final = r"[a-z]{1,60}/[a-z0-9][a-z0-9.+-]{0,100}"
_PATTERNS: Final = {
    "": "",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
    "email": r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}",
    "html": r"[^<]+",
    "id": rf"urn:uuid:[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}"
    rf"|tag:[a-z0-9.-]+,[0-9-]+:[A-Za-z0-9._~/-]+|{_URL}",
    "language": r"[A-Za-z0-9-]+",
    "mail date": r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
    "name": r"[^\s<>&@][^<>&@\n]*+",
    "text": _TEXT,
    "untagged html": rf"(?:[^\s<>&]|{_REFERENCE})(?:[^<>&\n]++|{_REFERENCE})*+",
    "url": _URL,
}
"""What an element may hold, as it is written, by what its kind calls it."""
_ATTRIBUTES: Final = {
    "fileSize": _NUMBER,
    "height": _NUMBER,
    "href": _URL,
    "isPermaLink": "true|false",
    "label": _TEXT,
    "length": "[0-9]+",
    "medium": r"image",
    "rel": "alternate|enclosure",
    "term": _TEXT,
    "type": f"html|{_TYPE}",
    "url": _URL,
    "width": _NUMBER,
    "xml:lang": r"[A-Za-z0-9-]+",
}
_CHILD: Final = r'(\n +)<([a-zA-Z:]+)((?: [A-Za-z]+="[^"<>\t\n]*")*)(?:/>|>([^<]*+(?:<(?!/\2>)[^<]*+)*+)</\2>)'
_LANGUAGE: Final = r'(?: xml:lang="[A-Za-z0-9-]+")?'
_NOTHING: Final = "(?!)"
_ATTRIBUTE: Final = r' ([A-Za-z:]+)="([^"]*)"'


class _Kind(NamedTuple):
    """What a child may be."""

    text: str = ""
    """What it may hold, a key of `_PATTERNS`."""
    needs: frozenset[str] = frozenset()
    """The attributes it must have."""
    takes: frozenset[str] = frozenset()
    """Those that it may have."""


def _kind(text: str = "", needs: str = "", takes: str = "") -> _Kind:
    return _Kind(text, frozenset(needs.split()), frozenset(f"{needs} {takes}".split()))


_MEDIA_KINDS: Final = {
    "media:content": _kind(needs="url", takes="fileSize type medium width height"),
    "media:thumbnail": _kind(needs="url", takes="width height"),
}
_KINDS: Final = {
    "item": {
        "title": _kind("text"),
        "link": _kind("url"),
        "description": _kind("untagged html"),
        "content:encoded": _kind("html"),
        "guid": _kind("id", needs="isPermaLink"),
        "category": _kind("text"),
        "enclosure": _kind(needs="url length type"),
        "pubDate": _kind("mail date"),
        "atom:updated": _kind("date"),
        "dc:creator": _kind("text"),
        "dc:language": _kind("language"),
        **_MEDIA_KINDS,
    },
    "entry": {
        "id": _kind("id"),
        "title": _kind("text"),
        "updated": _kind("date"),
        "author": _kind("author"),
        "content": _kind("html", needs="type"),
        "link": _kind(needs="href rel type", takes="length"),
        "summary": _kind("text"),
        "category": _kind(needs="term label"),
        "published": _kind("date"),
        **_MEDIA_KINDS,
    },
    "author": {"name": _kind("name"), "email": _kind("email"), "uri": _kind("url")},
}
"""Element -> the children it may have."""
_ORDER: Final = {
    "item": "title link (?:description (?:content:encoded )?)?guid (?:category )*(?:enclosure )?pubDate "
    "(?:atom:updated )?dc:creator (?:dc:language )?(?:media:[a-z]+ )*",
    "entry": "id title updated (?:author )+(?:content link (?:summary )?|link summary )(?:category )*(?:link )*"
    "published (?:media:[a-z]+ )*",
    "author": "name (?:email )?(?:uri )?",
}
"""Element -> how its children may follow each other."""


def rss_item(source: bytes) -> PlainItem | None:
    """Read an item of RSS, given from behind `<item` on; None when it is not plain."""
    sprout = _sprout("item", "", source)
    if sprout is None or sprout.attributes:
        return None
    children = {child.names[0]: child for child in sprout.children}
    guid, published, updated = children["guid"], children["pubDate"], children.get("atom:updated")
    if guid.attributes["isPermaLink"] == "true" and not guid.text.startswith("http"):
        return None
    newest = _newest(dates.rfc822(published.text), *([dates.rfc3339(updated.text)] if updated else []))
    return _plain(sprout, newest, source) if newest else None


def atom_entry(source: bytes) -> PlainItem | None:
    """Read an entry of Atom, given from behind `<entry` on; None when it is not plain."""
    sprout = _sprout("entry", ATOM, source)
    if sprout is None or languages.problem(sprout.attributes.get("xml:lang", "en")):
        return None
    children = {child.names[0]: child for child in sprout.children}
    page, *others = (child.attributes["rel"] for child in sprout.children if child.names[0] == "atom:link")
    if page != "alternate" or not set(others) <= {"enclosure"} or not _is_canonical(children["atom:id"].text):
        return None
    published, updated = dates.rfc3339(children["atom:published"].text), dates.rfc3339(children["atom:updated"].text)
    newest = _newest(published, updated)
    return _plain(sprout, newest, source) if newest and newest == updated.moment else None


def _is_canonical(value: str) -> bool:
    return value.startswith("urn:") or (uris.absolute_problem(value) is None and uris.canonical(value) == value)


def _newest(*readings: dates.Reading) -> datetime | None:
    """Give the latest date; None when something is wrong with one, or it lies too far in the past."""
    moments = []
    for one in readings:
        if one.moment is None or one.problem or one.oddity or one.weekday or dates.implausible(one.moment, one.moment):
            return None
        moments.append(one.moment)
    return max(moments)


def _plain(sprout: Sprout, newest: datetime, source: bytes) -> PlainItem:
    used = {uri for mark, uri in _MARKS if mark in source}
    return PlainItem(sprout=sprout, namespaces=frozenset({"", sprout.names[1], *used}), newest=newest)


def _sprout(name: str, namespace: str, source: bytes) -> Sprout | None:
    """Give what stands in an item, if its form is that of ours."""
    text = _characters(source)
    attributes, _, inside = text.partition(">")
    given, end = _attributes(attributes), f"</{name}>"
    if given is None or not _fits(_LANGUAGE, attributes) or not inside.endswith(end):
        return None
    nodes = _nodes(name, namespace, inside.removesuffix(end), 0)
    if nodes is None:
        return None
    return Sprout(_names(namespace, name), given, nodes, 0, len(nodes[-1]))


def _characters(source: bytes) -> str:
    """Give the characters that the parser gives for bytes; "" where that is not certain."""
    if len(source) > _LONGEST or _NEAR_THE_END in source or len(source.translate(None, _CONTROLS)) < len(source):
        return ""
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _nodes(element: str, namespace: str, text: str, line: int) -> tuple[str | Sprout, ...] | None:
    """Give what stands in an element of ours; `text` begins in that line."""
    nodes: list[str | Sprout] = []
    names: list[str] = []
    kinds, end = _KINDS[element], 0
    match = _compiled(_CHILD).match
    while child := match(text, end):
        before, name, attributes, inside = child.groups("")
        kind, given = kinds.get(name), _attributes(attributes)
        line += 1
        held = _held(kind, namespace, inside, line) if kind is not None else None
        if kind is None or held is None or given is None or not kind.needs <= given.keys() <= kind.takes:
            return None
        nodes += before, Sprout(_names(namespace, name), given, held, line, len(before))
        names.append(name)
        line += inside.count("\n")
        end = child.end()
    rest = text[end:]
    return (*nodes, rest) if rest.isspace() and _is_in_order(element, " ".join(names)) else None


def _held(kind: _Kind, namespace: str, text: str, line: int) -> tuple[str | Sprout, ...] | None:
    """Give what stands in a child, if no rule finds anything in it."""
    if kind.text == "author":
        return _nodes(kind.text, namespace, text, line)
    if not _fits(_PATTERNS[kind.text], text):
        return None
    if kind.text == "html":
        text = _html(text)
        return (text,) if plain_html.is_plain(text) else None
    if kind.text == "language" and languages.problem(text):
        return None
    return (_read(text),) if text else ()


@lru_cache(maxsize=4096)
def _attributes(text: str) -> dict[str, str] | None:
    """Give attributes, if no rule finds anything in their values."""
    pairs = _compiled(_ATTRIBUTE).findall(text)
    given = {name: _read(value) for name, value in pairs}
    address, kind = given.get("url") or given.get("href"), given.get("type")
    if len(given) < len(pairs) or any(not _fits(_ATTRIBUTES.get(name, _NOTHING), value) for name, value in pairs):
        return None
    if kind and (kind == "html") == bool(address):
        return None  # that is the type of a text
    is_file = "length" in given or given.get("rel") == "enclosure"
    return None if is_file and media_types.contradicts_name(kind or "", address or "") else given


@lru_cache(maxsize=256)
def _is_in_order(element: str, names: str) -> bool:
    return _fits(_ORDER[element], f"{names} ")


def _fits(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is needed: that takes milliseconds which most commands can spare."""
    return re.compile(pattern)


def _html(text: str) -> str:
    """Give escaped HTML as it reads; "" when it holds other references than ours does, or what XML does not allow."""
    if "]]>" in text:
        return ""
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&" in text and text.count("&") > text.count("&amp;"):
        return ""
    return text.replace("&amp;", "&")


def _read(text: str) -> str:
    """Give a text as it reads; it holds no other references than these."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&#" in text:
        text = text.replace("&#x3C;", "<").replace("&#x3E;", ">").replace("&#x26;", "&")
    return text.replace("&amp;", "&")


@cache
def _names(namespace: str, name: str) -> tuple[str, str, str, str]:
    """Give the names of an element by the default namespace and the name as it is written."""
    prefix, _, local = name.rpartition(":")
    if prefix:
        return name, _USUAL[prefix], local, name
    return (f"atom:{name}" if namespace else name), namespace, local, name
