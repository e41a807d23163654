"""Reads items of RSS and Atom that are written just as feedpub writes them, and of which no rule finds anything.

How the lines of an item may follow each other is one pattern; what each may hold is another. What patterns cannot tell
is asked of the very functions that the rules ask: dates, ids, languages, media types. What is not plain may be right as
well; the parser and the rules tell.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from msgspec import Struct

from feedpub.text.xml import XML_NAMESPACE, Element
from feedpub.validator import plain_html
from feedpub.validator.namespaces import ATOM, CONTENT, DC, MEDIA
from feedpub.validator.values import dates, languages, media_types, uris

if TYPE_CHECKING:
    from datetime import datetime

_Names: TypeAlias = tuple[str, str, str, str]
"""The names of an element, as the class Element wants them."""


class _Leaf(NamedTuple):
    """What a child of an item is made from, as often as it is wanted."""

    names: _Names
    text: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    """Shared by all elements made from this."""
    inside: tuple[_Leaf, ...] = ()
    """Its own children."""


class PlainItem(Struct, frozen=True, kw_only=True):
    """An item of which no rule finds anything where its prefixes mean what they usually do, and its dates have come."""

    names: _Names
    attributes: dict[str, str]
    leaves: tuple[_Leaf, ...]
    column: int
    newest: datetime
    """The latest of its dates."""
    namespaces: frozenset[str]
    lines: int
    """How many line breaks it holds."""

    def add_to(self, parent: Element, line: int) -> None:
        """Add its elements to another one; it stands in that line."""
        item = Element(self.names, self.attributes, parent, line, self.column)
        parent.add(item)
        _add(self.leaves, item)


def _add(leaves: tuple[_Leaf, ...], parent: Element) -> int:
    """Add the children of an element that stands in its lines, and give the last line."""
    line, column = parent.line, parent.column + 2
    before = "\n" + " " * (column - 1)
    for names, text, attributes, inside in leaves:
        line += 1
        child = Element(names, attributes, parent, line, column)
        parent.nodes.append(before)
        parent.add(child)
        if inside:
            line = _add(inside, child)
        elif text:
            child.nodes.append(text)
            if "\n" in text:
                line += text.count("\n")
    parent.nodes.append(before[:-2])
    return line + 1


_LONGEST: Final = 60_000
"""Bytes; the parser gives longer texts in pieces."""
_CONTROLS: Final = bytes({*range(32)} - {*b"\t\n"})
"""What XML does not allow, or reads as something else."""
_NEAR_THE_END: Final = b"\xef\xbf"
"""Begins in UTF-8 the two characters that XML does not allow, and few others; its first byte is soon looked for."""
_USUAL: Final = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}
_MARKS: Final = tuple((f"<{prefix}:".encode(), uri) for prefix, uri in _USUAL.items())
"""What shows that a namespace is used."""

_MEDIA_LINES: Final = r'((?:      <media:[a-z]+(?: [A-Za-z]+="[^"<>\t\n]*")++/>\n)*+)'
_RSS_ITEM: Final = rf""">
      <title>([^<\n]*+)</title>
      <link>([^<\n]*+)</link>
(?:      <description>([^<\n]*+)</description>
(?:      <content:encoded>([^<]*+)</content:encoded>
)?+)?+      <guid isPermaLink="(true|false)">([^<\n]*+)</guid>
((?:      <category>[^<\n]*+</category>
)*+)(?:      <enclosure((?: [a-z]+="[^"<>\t\n]*")++)/>
)?+      <pubDate>([^<\n]*+)</pubDate>
(?:      <atom:updated>([^<\n]*+)</atom:updated>
)?+      <dc:creator>([^<\n]*+)</dc:creator>
(?:      <dc:language>([^<\n]*+)</dc:language>
)?+{_MEDIA_LINES}    </item>"""
_ATOM_ENTRY: Final = rf"""(?: xml:lang="([A-Za-z0-9-]+)")?+>
    <id>([^<\n]*+)</id>
    <title>([^<\n]*+)</title>
    <updated>([^<\n]*+)</updated>
((?:    <author>
      <name>[^<\n]*+</name>
(?:      <email>[^<\n]*+</email>
)?+(?:      <uri>[^<\n]*+</uri>
)?+    </author>
)++)(?:    <content type="html">([^<]*+)</content>
)?+    <link href="([^"<>\t\n]*+)" rel="alternate" type="text/html"/>
(?:    <summary>([^<\n]*+)</summary>
)?+((?:    <category term="[^"<>\t\n]*+" label="[^"<>\t\n]*+"/>
)*+)((?:    <link(?: [a-z]+="[^"<>\t\n]*")++/>
)*+)    <published>([^<\n]*+)</published>
{_MEDIA_LINES.replace("      ", "    ")}  </entry>"""
"""How the lines follow each other, where each value stands by itself, and the others with those of their kind."""
_LINE: Final = r"<([a-z:]+)>([^<]*)</"
_EMPTY: Final = r"<([a-z:]+)( [^<>]*)/>"
_ATTRIBUTE: Final = r' ([A-Za-z:]+)="([^"]*)"'

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
_ID: Final = r"urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|tag:[a-z0-9.-]+,[0-9-]+:[A-Za-z0-9._~/-]+|" + _URL
_NAME: Final = r"[^\s<>&@][^<>&@\n]*+"
_EMAIL: Final = r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
_UNTAGGED: Final = rf"(?:[^\s<>&]|{_REFERENCE})(?:[^<>&\n]++|{_REFERENCE})*+"
"""HTML without a tag."""
_OF_PERSONS: Final = {"name": _NAME, "email": _EMAIL, "uri": _URL}
_OF_FILES: Final = {
    "fileSize": _NUMBER,
    "height": _NUMBER,
    "href": _URL,
    "length": "[0-9]+",
    "medium": "image",
    "rel": "enclosure",
    "type": _TYPE,
    "url": _URL,
    "width": _NUMBER,
}
"""Attributes of elements that name a file."""
_FILES: Final = {
    "enclosure": ({"url", "length", "type"}, {"url", "length", "type"}),
    "link": ({"href", "rel", "type"}, {"href", "rel", "type", "length"}),
    "media:content": ({"url"}, {"url", "fileSize", "type", "medium", "width", "height"}),
    "media:thumbnail": ({"url"}, {"url", "width", "height"}),
}
"""Elements that name a file: which attributes they must have, and which they may."""


def rss_item(source: bytes) -> PlainItem | None:
    """Read an item of RSS, given from behind `<item` on; None when it is not plain."""
    match = _compiled(_RSS_ITEM).fullmatch(_characters(source))
    if match is None:
        return None
    (
        title,
        link,
        description,
        content,
        permalink,
        own,
        labels,
        enclosure,
        published,
        updated,
        creator,
        language,
        media,
    ) = match.groups()
    categories = _compiled(_LINE).findall(labels)
    newest = _newest(dates.rfc822(published), *([dates.rfc3339(updated)] if updated is not None else []))
    html = None if content is None else _html(content)
    files = _files("", f"<enclosure{enclosure}/>" if enclosure else "")
    pictures = _files("", media)
    if (
        newest is None
        or files is None
        or pictures is None
        or not (_fits(_TEXT, title) and _fits(_URL, link) and _fits(_ID, own) and _fits(_TEXT, creator))
        or not (permalink == "false" or own.startswith("http"))
        or not (description is None or _fits(_UNTAGGED, description))
        or not (html is None or plain_html.is_plain(html))
        or not all(_is_text(label) for _, label in categories)
        or (language is not None and languages.problem(language))
    ):
        return None
    leaves = [
        _leaf("", "title", title),
        _leaf("", "link", link),
        *([_leaf("", "description", description)] if description is not None else []),
        *([_Leaf(_names("", "content:encoded"), html)] if html is not None else []),
        _Leaf(_names("", "guid"), _read(own), _PERMALINKS[permalink]),
        *(_leaf("", name, label) for name, label in categories),
        *files,
        _leaf("", "pubDate", published),
        *([_leaf("", "atom:updated", updated)] if updated is not None else []),
        _leaf("", "dc:creator", creator),
        *([_leaf("", "dc:language", language)] if language is not None else []),
        *pictures,
    ]
    return _plain(_names("", "item"), {}, leaves, newest, source)


def atom_entry(source: bytes) -> PlainItem | None:
    """Read an entry of Atom, given from behind `<entry` on; None when it is not plain."""
    match = _compiled(_ATOM_ENTRY).fullmatch(_characters(source))
    if match is None:
        return None
    language, own, title, updated, persons, content, link, summary, labels, enclosures, published, media = (
        match.groups()
    )
    last = dates.rfc3339(updated)
    newest = _newest(dates.rfc3339(published), last)
    html = None if content is None else _html(content)
    authors, categories = _authors(persons), _categories(labels)
    files, pictures = _files(ATOM, enclosures), _files(ATOM, media)
    if (
        newest is None
        or newest != last.moment
        or authors is None
        or categories is None
        or files is None
        or pictures is None
        or (content is None and summary is None)
        or not (_fits(_ID, own) and _is_canonical(_read(own)) and _fits(_TEXT, title) and _fits(_URL, link))
        or not (summary is None or _fits(_TEXT, summary))
        or not (html is None or plain_html.is_plain(html))
        or (language is not None and languages.problem(language))
    ):
        return None
    leaves = [
        _leaf(ATOM, "id", own),
        _leaf(ATOM, "title", title),
        _leaf(ATOM, "updated", updated),
        *authors,
        *([_Leaf(_names(ATOM, "content"), html, _HTML)] if html is not None else []),
        _Leaf(_names(ATOM, "link"), "", {"href": _read(link), **_ALTERNATE}),
        *([_leaf(ATOM, "summary", summary)] if summary is not None else []),
        *categories,
        *files,
        _leaf(ATOM, "published", published),
        *pictures,
    ]
    return _plain(_names(ATOM, "entry"), {"xml:lang": language} if language else {}, leaves, newest, source)


_PERMALINKS: Final = {word: {"isPermaLink": word} for word in ("true", "false")}
_HTML: Final = {"type": "html"}
_ALTERNATE: Final = {"rel": "alternate", "type": "text/html"}


def _leaf(namespace: str, name: str, text: str) -> _Leaf:
    return _Leaf(_names(namespace, name), _read(text))


@lru_cache(maxsize=256)
def _authors(lines: str) -> list[_Leaf] | None:
    """Return the authors that stand in lines, if no rule finds anything in them."""
    authors = []
    for person in lines.split("<author>")[1:]:
        values = _compiled(_LINE).findall(person)
        if not all(_fits(_OF_PERSONS[name], value) for name, value in values):
            return None
        inside = tuple(_leaf(ATOM, name, value) for name, value in values)
        authors.append(_Leaf(_names(ATOM, "author"), inside=inside))
    return authors


@lru_cache(maxsize=1024)
def _categories(lines: str) -> list[_Leaf] | None:
    """Return the categories of Atom that stand in lines, if no rule finds anything in them."""
    every = [dict(_compiled(_ATTRIBUTE).findall(given)) for _, given in _compiled(_EMPTY).findall(lines)]
    if not all(_is_text(value) for given in every for value in given.values()):
        return None
    names = _names(ATOM, "category")
    return [_Leaf(names, "", {key: _read(value) for key, value in given.items()}) for given in every]


def _files(namespace: str, lines: str) -> list[_Leaf] | None:
    """Return the elements that name files and stand in lines, if no rule finds anything in them."""
    files = []
    for name, attributes in _compiled(_EMPTY).findall(lines) if lines else ():
        pairs = _compiled(_ATTRIBUTE).findall(attributes)
        given = {key: _read(value) for key, value in pairs}
        needs, takes = _FILES.get(name, ({""}, set()))
        if len(given) < len(pairs) or not needs <= given.keys() <= takes:
            return None
        if not all(_fits(_OF_FILES[key], value) for key, value in pairs):
            return None
        if "media" not in name and media_types.contradicts_name(given["type"], given.get("url") or given["href"]):
            return None
        files.append(_Leaf(_names(namespace, name), "", given))
    return files


@lru_cache(maxsize=4096)
def _is_text(text: str) -> bool:
    return _fits(_TEXT, text)


def _is_canonical(value: str) -> bool:
    return value.startswith("urn:") or (uris.absolute_problem(value) is None and uris.canonical(value) == value)


def _newest(*readings: dates.Reading) -> datetime | None:
    """Return the latest date; None when something is wrong with one, or it lies too far in the past."""
    moments = []
    for one in readings:
        if one.moment is None or one.problem or one.oddity or one.weekday or dates.implausible(one.moment, one.moment):
            return None
        moments.append(one.moment)
    return max(moments)


def _plain(
    names: _Names, attributes: dict[str, str], leaves: list[_Leaf], newest: datetime, source: bytes
) -> PlainItem:
    used = {"", names[1], *(uri for mark, uri in _MARKS if mark in source)}
    if attributes:
        used.add(XML_NAMESPACE)
    return PlainItem(
        names=names,
        attributes=attributes,
        leaves=tuple(leaves),
        column=source.rindex(b"<") - source.rindex(b"\n"),
        newest=newest,
        namespaces=frozenset(used),
        lines=source.count(b"\n"),
    )


def _characters(source: bytes) -> str:
    """Return the characters that the parser gives for bytes; "" where that is not certain."""
    if len(source) > _LONGEST or len(source.translate(None, _CONTROLS)) < len(source):
        return ""
    if _NEAR_THE_END[:1] in source and _NEAR_THE_END in source:
        return ""
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _fits(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is needed: that takes milliseconds which most commands can spare."""
    return re.compile(pattern)


def _html(text: str) -> str:
    """Return escaped HTML as it reads; "" when it holds other references than ours does, or what XML does not allow."""
    if "]]>" in text:
        return ""
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&" in text and text.count("&") > text.count("&amp;"):
        return ""
    return text.replace("&amp;", "&")


def _read(text: str) -> str:
    """Return a text as it reads; it holds no other references than these."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&#" in text:
        text = text.replace("&#x3C;", "<").replace("&#x3E;", ">").replace("&#x26;", "&")
    return text.replace("&amp;", "&")


@cache
def _names(namespace: str, name: str) -> tuple[str, str, str, str]:
    """Return the names of an element by the default namespace and the name as it is written."""
    prefix, _, local = name.rpartition(":")
    if prefix:
        return name, _USUAL[prefix], local, name
    return (f"atom:{name}" if namespace else name), namespace, local, name
