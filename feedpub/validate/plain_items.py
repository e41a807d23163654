"""Reads items of RSS and Atom that are written just as feedpub writes them, and of which no rule finds anything.

The form of an item is one pattern. What a pattern cannot tell of its values is asked of the very functions that the
rules ask: dates, ids, languages, media types. What is not plain may be right as well; the parser and the rules tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

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

# What stands in elements and attributes, as it is written.
_AND: Final = r"&(?:amp|#x26);(?= |[A-Z](?![A-Za-z0-9;]))"
"""A `&` that nobody takes for the beginning of a reference."""
_MORE: Final = r"&(?:gt|#x3E|(?:lt|#x3C)(?=;[ 0-9]));"
"""A `>`, or a `<` that nobody takes for the beginning of a tag."""
_TEXT: Final = rf"(?:[^\s<>&]|{_AND}|{_MORE})(?:[^<>&\n]++|{_AND}|{_MORE})*+"
_NAME: Final = r"[^\s<>&@][^<>&@\n]*+"
_VALUE: Final = rf'(?:[^\s<>&"]|{_AND}|{_MORE})(?:[^<>&"\n\t]++|{_AND}|{_MORE})*+'
_REFERENCE: Final = r"&amp;(?:amp;(?![A-Za-z#])|[lg]t;(?!/))"
_UNTAGGED: Final = rf"(?:[^\s<>&]|{_REFERENCE})(?:[^<>&\n]++|{_REFERENCE})*+"
"""HTML without a tag."""
_URL: Final = (
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?](?:[A-Za-z0-9._~!$'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2}|&amp;)*+)?+"
)
_UUID: Final = r"urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_ID: Final = rf"{_UUID}|tag:[a-z0-9.-]+,[0-9-]+:[A-Za-z0-9._~/-]+|{_URL}"
_EMAIL: Final = r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
_RFC822: Final = r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
_RFC3339: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_LANGUAGE: Final = r"[A-Za-z0-9-]+"
_TYPE: Final = r"[a-z]{1,60}/[a-z0-9][a-z0-9.+-]{0,100}"
_NUMBER: Final = r"[1-9][0-9]{0,17}"
_SIZES: Final = rf'(?: width="{_NUMBER}")?(?: height="{_NUMBER}")?'
_MEDIA: Final = (
    rf'<media:(?:content url="{_URL}"(?: fileSize="{_NUMBER}")?(?: type="{_TYPE}")?(?: medium="image")?{_SIZES}'
    rf'|thumbnail url="{_URL}"{_SIZES})/>'
)

_RSS_ITEM: Final = re.compile(
    rf""">
      <title>{_TEXT}</title>
      <link>{_URL}</link>
(?:      <description>{_UNTAGGED}</description>
(?:      <content:encoded>(?P<content>[^<]++)</content:encoded>
)?+)?+      <guid isPermaLink="(?:true(?=">http)|false)">(?:{_ID})</guid>
(?:      <category>{_TEXT}</category>
)*+(?:      <enclosure (?P<enclosures>url="{_URL}" length="[0-9]+" type="{_TYPE}")/>
)?+      <pubDate>(?P<published>{_RFC822})</pubDate>
(?:      <atom:updated>(?P<updated>{_RFC3339})</atom:updated>
)?+      <dc:creator>{_TEXT}</dc:creator>
(?:      <dc:language>(?P<language>{_LANGUAGE})</dc:language>
)?+(?:      {_MEDIA}
)*+    </item>"""
)
_ATOM_ENTRY: Final = re.compile(
    rf"""(?: xml:lang="(?P<language>{_LANGUAGE})")?+>
    <id>(?P<id>{_ID})</id>
    <title>{_TEXT}</title>
    <updated>(?P<updated>{_RFC3339})</updated>
(?:    <author>
      <name>{_NAME}</name>
(?:      <email>{_EMAIL}</email>
)?+(?:      <uri>{_URL}</uri>
)?+    </author>
)++(?:    <content type="html">(?P<content>[^<]++)</content>
)?+    <link href="{_URL}" rel="alternate" type="text/html"/>
(?:    <summary>(?P<summary>{_TEXT})</summary>
)?+(?:    <category term="{_VALUE}" label="{_VALUE}"/>
)*+(?P<enclosures>(?:    <link href="{_URL}" rel="enclosure" type="{_TYPE}" length="[0-9]+"/>
)*+)    <published>(?P<published>{_RFC3339})</published>
(?:    {_MEDIA}
)*+  </entry>"""
)
_CHILD: Final = re.compile(
    r'(\n( +))<([a-zA-Z:]+)((?: [A-Za-z]+="[^"]*")*)(?:/>|>([^<]*+(?:<(?!/\3>)[^<]*+)*+)</\3>)',
)
"""A child of an element whose form is known to be right."""
_ATTRIBUTE: Final = re.compile(r' ([A-Za-z:]+)="([^"]*)"')
_FILE: Final = re.compile(r'(?:url|href)="([^"]*)".*? type="([^"]*)"')
_USUAL: Final = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}
_MARKS: Final = (*((f"<{prefix}:", uri) for prefix, uri in _USUAL.items()), (' xml:lang="', XML_NAMESPACE))


def rss_item(source: bytes) -> PlainItem | None:
    """Read an item of RSS, given from behind `<item` on; None when it is not plain."""
    match = _matched(_RSS_ITEM, source)
    if match is None or not _holds(match):
        return None
    readings = [dates.rfc822(match["published"])]
    if match["updated"]:
        readings.append(dates.rfc3339(match["updated"]))
    newest = _newest(readings)
    return _plain("", "item", match[0], newest) if newest else None


def atom_entry(source: bytes) -> PlainItem | None:
    """Read an entry of Atom, given from behind `<entry` on; None when it is not plain."""
    match = _matched(_ATOM_ENTRY, source)
    if match is None or not (match["content"] or match["summary"]) or not _holds(match):
        return None
    updated = dates.rfc3339(match["updated"])
    newest = _newest([dates.rfc3339(match["published"]), updated])
    if newest is None or newest != updated.moment or not _is_canonical(_read(match["id"])):
        return None
    return _plain(ATOM, "entry", match[0], newest)


def _matched(form: re.Pattern[str], source: bytes) -> re.Match[str] | None:
    """Give the match of an item whose characters are all that the parser gives for them."""
    if len(source) > _LONGEST or _NEAR_THE_END in source or len(source.translate(None, _CONTROLS)) < len(source):
        return None
    try:
        return form.fullmatch(source.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _holds(match: re.Match[str]) -> bool:
    """Whether no rule finds anything in the content, the language and the files."""
    content, language, files = match.group("content", "language", "enclosures")
    if content is not None and not (_is_readable(content) and plain_html.is_plain(_read(content))):
        return False
    if language is not None and languages.problem(language):
        return False
    return not (files and any(media_types.contradicts_name(kind, _read(url)) for url, kind in _FILE.findall(files)))


def _newest(readings: list[dates.Reading]) -> datetime | None:
    """Give the latest date; None when something is wrong with one, or it lies too far in the past."""
    moments = []
    for one in readings:
        if one.moment is None or one.problem or one.oddity or one.weekday or dates.implausible(one.moment, one.moment):
            return None
        moments.append(one.moment)
    return max(moments)


def _is_canonical(value: str) -> bool:
    return value.startswith("urn:") or (uris.absolute_problem(value) is None and uris.canonical(value) == value)


def _is_readable(text: str) -> bool:
    """Whether a text holds no other references than `_read` knows, and no `]]>`, which XML does not allow."""
    rest = text.replace("&lt;", "").replace("&gt;", "")
    return ("&" not in rest or rest.count("&") == rest.count("&amp;")) and "]]>" not in text


def _read(text: str) -> str:
    """Give a text as it reads; it holds no other references than these."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&#" in text:
        text = text.replace("&#x3C;", "<").replace("&#x3E;", ">").replace("&#x26;", "&")
    return text.replace("&amp;", "&")


def _plain(namespace: str, name: str, text: str, newest: datetime) -> PlainItem:
    attributes, _, inside = text.partition(">")
    inside = inside.removesuffix(f"</{name}>")
    nodes = _nodes(namespace, inside, 0)
    column = len(inside) - inside.rindex("\n")
    return PlainItem(
        sprout=Sprout(_names(namespace, name), _attributes(attributes), nodes, 0, column),
        namespaces=frozenset(uri for mark, uri in _MARKS if mark in text) | {namespace, ""},
        newest=newest,
    )


def _nodes(namespace: str, text: str, line: int) -> tuple[str | Sprout, ...]:
    """Give what stands in an element; `text` begins in that line."""
    nodes: list[str | Sprout] = []
    end = 0
    for match in _CHILD.finditer(text):
        before, indent, name, attributes, inside = match.groups("")
        line += 1
        held = _nodes(namespace, inside, line) if "<" in inside else (_read(inside),) if inside else ()
        nodes += before, Sprout(_names(namespace, name), _attributes(attributes), held, line, len(indent) + 1)
        line += inside.count("\n")
        end = match.end()
    return (*nodes, text[end:])


@cache
def _names(namespace: str, name: str) -> tuple[str, str, str, str]:
    """Give the names of an element by the default namespace and the name as it is written."""
    prefix, _, local = name.rpartition(":")
    if prefix:
        return name, _USUAL[prefix], local, name
    return (f"atom:{name}" if namespace else name), namespace, local, name


def _attributes(text: str) -> dict[str, str]:
    return {name: _read(value) for name, value in _ATTRIBUTE.findall(text)} if text else {}
