"""HTML in Markdown: where raw HTML ends, and which elements have Markdown in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.content import code
from feedpub.content.attributes import names
from feedpub.text import patterns, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPANS: Final = names(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark nobr option q"
    " rb rbc rp rt rtc ruby s samp select small span strike strong sub sup time tt u var wbr"
)
_VOID: Final = names("area base br col embed hr img input link meta param source track wbr")
_TEXTS: Final = names("p h1 h2 h3 h4 h5 h6 dt pre summary figcaption caption")
"""Elements that hold running text, and no paragraphs."""
_TAG: Final = patterns.lazy(
    rf"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|pre|textarea)(?![\w-])[^>]*>.*?(?:</(?P=raw)\s*>|\Z)"
    rf"|(?=<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)){plain.TAG}",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE: Final = patterns.lazy(
    r"(?<!\s)\s++markdown(?:\s*+=\s*+(?:\"(\w+)\"|'(\w+)'|(\w+)))?(?=[\s/>])", re.IGNORECASE
)
_MARKDOWN: Final = frozenset({"1", "block", "span", "markdown", ""})

_RAW: Final = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE),
        ("</script>", "</pre>", "</style>", "</textarea>"),
    ),
    (re.compile(r"<!--"), ("-->",)),
    (re.compile(r"<\?"), ("?>",)),
    (re.compile(r"<!\[CDATA\["), ("]]>",)),
    (re.compile(r"<![A-Za-z]"), (">",)),
)
_BLOCKS: Final = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    r"|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main"
    r"|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title"
    r"|tr|track|ul)(?=[\s>]|/>|$)",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"{plain.TAG}[ \t]*$")


class HtmlBlock(Struct, frozen=True, kw_only=True):
    """An element that is a block: places in the text, and its tags."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    opening: str
    """Without the attribute that makes Markdown of what is inside."""
    closing: str
    has_markdown: bool | None
    """None where it says nothing."""
    is_tight: bool


def raw_ends(rest: str, *, in_paragraph: bool) -> tuple[str, ...] | None:
    """Return what ends the raw HTML that begins a line (CommonMark 4.6), () for a blank line; None if none begins."""
    for begins, ends in _RAW:
        if begins.match(rest):
            return ends
    if _BLOCKS.match(rest) or (not in_paragraph and _ALONE.match(rest.rstrip("\n"))):
        return ()
    return None


def is_span(rest: str) -> bool:
    """Whether a line is one tag of an element that stands in running text."""
    tag = _ALONE.match(rest)
    return tag is not None and tag[0].strip("</> \t").partition(" ")[0].rstrip("/").lower() in _SPANS


def pairs(text: str) -> dict[int, HtmlBlock]:
    """Return the elements of a text that are blocks and have both tags, by the places where they begin."""
    found: dict[int, HtmlBlock] = {}
    opened: dict[str, list[re.Match[str]]] = {}
    for tag in _TAG.finditer(code.without_code(text)):
        name = (tag["name"] or "").lower()
        if tag["raw"] and tag["raw"].lower() == "pre":
            found[tag.start()] = _raw(tag)
        if not name or name in _SPANS or name in _VOID:
            continue
        if not tag["close"]:
            opened.setdefault(name, []).append(tag)
        elif opened.get(name):
            start = opened[name].pop()
            found[start.start()] = _element(text, start, tag, name)
    return found


def _raw(tag: re.Match[str]) -> HtmlBlock:
    return HtmlBlock(
        start=tag.start(),
        inner_start=tag.start(),
        inner_end=tag.end(),
        end=tag.end(),
        opening="",
        closing="",
        has_markdown=False,
        is_tight=False,
    )


def _element(text: str, start: re.Match[str], end: re.Match[str], name: str) -> HtmlBlock:
    opening = text[start.start() : start.end()]
    told = _ATTRIBUTE.search(opening)
    how = next(filter(None, told.groups()), "") if told else "0"
    return HtmlBlock(
        start=start.start(),
        inner_start=start.end(),
        inner_end=end.start(),
        end=end.end(),
        opening=_ATTRIBUTE.sub("", opening) if told else opening,
        closing=text[end.start() : end.end()],
        has_markdown=how in _MARKDOWN if told else None,
        is_tight=how == "span" or name in _TEXTS,
    )


def with_markdown(found: Mapping[int, HtmlBlock], *, every: bool) -> list[HtmlBlock]:
    """Return the outermost elements that have Markdown in them, in order; `every` where all have that say nothing."""
    outermost: list[HtmlBlock] = []
    for each in sorted(
        (each for each in found.values() if each.has_markdown or (every and each.has_markdown is None)),
        key=lambda each: each.start,
    ):
        if not outermost or outermost[-1].end <= each.start:
            outermost.append(each)
    return outermost
