"""Which Markdown a generator reads: what it understands beyond the common, as data that travel with the settings."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import Struct

COMMON_EXTENSIONS: Final = ("table", "footnotes", "strikethrough", "tasklist", "autolink", "cjk_friendly_emphasis")
"""What is on in every flavour, by the names of the library."""

ABBREVIATIONS: Final = "abbreviations"
"""`*[HTML]: Hyper Text Markup Language`"""
ADMONITIONS: Final = "admonitions"
"""`!!! note "Title"`, and `???` for one that opens."""
ATTRIBUTES: Final = "attributes"
"""`{: .class #id key="value"}` behind a span, or on a line at a block."""
BARE_ATTRIBUTES: Final = "bare attributes"
"""The same without the colon."""
BARE_LINES: Final = "bare lines"
"""The same at blocks alone."""
CALLOUTS: Final = "callouts"
"""A quotation that begins with `[!NOTE]`, as on GitHub, or with `[!tip] Title`, as in Obsidian."""
CONTAINERS: Final = "containers"
"""`::: tip Title`, up to a line `:::`."""
DEFINITIONS: Final = "definitions"
"""A term, and below it `: what it means`."""
ELEMENTS: Final = "elements"
"""An HTML block ends with its element, and `markdown="1"` makes Markdown of what is inside."""
EMPHASIS: Final = "emphasis"
"""`**word.**word`, which CommonMark takes for asterisks."""
END_OF_BLOCK: Final = "end of block"
"""A line `^`."""
MARKDOWN_IN_ELEMENTS: Final = "Markdown in elements"
"""The same without the attribute."""
HEADING_ATTRIBUTES: Final = "heading attributes"
"""`# Title {#id .class}`"""
LAZY_ITEMS: Final = "lazy items"
"""A list of another kind below an item needs no indentation to be part of it."""
LOOSE_TABLES: Final = "loose tables"
"""Tables without a head, and delimiters with `+`."""
MARKS: Final = "marks"
"""`{::comment}`, `{::nomarkdown}`, `{::options /}`."""
SPACED_LINKS: Final = "spaced links"
"""`[text](name with spaces.png)`"""
TOC: Final = "[TOC]"
"""A line that stands for the table of contents: `[TOC]`, `[[toc]]`, `@[toc]`, `${toc}`."""


class Delimiters(Struct, frozen=True, kw_only=True):
    """What stands around mathematics, which are kept letter by letter, and what is written around them."""

    opening: str
    closing: str
    is_block: bool
    written: tuple[str, str]


class Flavour(Struct, frozen=True, kw_only=True):
    """The Markdown of a site. Plain data, with a stable `repr`."""

    extensions: tuple[str, ...] = ()
    """Of the library, besides the common ones."""
    without: tuple[str, ...] = ()
    """Of the common ones those that are off."""
    constructs: tuple[str, ...] = ()
    """What the library does not know."""
    mathematics: tuple[Delimiters, ...] = ()
    footnotes: str = ""
    """Whose anchors footnotes have, by a name that `content.spans` knows; empty for the library's."""
    breaks: bool = False
    """Whether the end of a line in a paragraph is one in the text."""
    smart: bool = False
    """Whether quotes, dashes and dots become those of typography."""
    root: str = ""
    """What the generator puts before addresses in texts that begin with a slash: `/sub`; empty for nothing."""


def delimiters(opening: str, closing: str, *, is_block: bool) -> Delimiters:
    """Return delimiters that are written as they are."""
    return Delimiters(opening=opening, closing=closing, is_block=is_block, written=(opening, closing))


TEX_BLOCK: Final = delimiters(r"\[", r"\]", is_block=True)
TEX_SPAN: Final = delimiters(r"\(", r"\)", is_block=False)
DOLLARS: Final = delimiters("$$", "$$", is_block=True)
DOLLAR: Final = delimiters("$", "$", is_block=False)


@cache
def for_pictures(flavour: Flavour, *, with_elements: bool) -> Flavour:
    """Return what matters of a flavour to the pictures of a text: whether they are seen, and as pictures."""
    of_pictures = {MARKS, SPACED_LINKS, *((ELEMENTS, MARKDOWN_IN_ELEMENTS) if with_elements else ())}
    return Flavour(constructs=tuple(each for each in flavour.constructs if each in of_pictures))


COMMON: Final = Flavour(constructs=(CALLOUTS, CONTAINERS, HEADING_ATTRIBUTES, TOC))
"""For sites of feedpub's own: besides CommonMark what is written so in many places, and means nothing else."""
KRAMDOWN: Final = Flavour(
    constructs=(
        ABBREVIATIONS,
        ATTRIBUTES,
        DEFINITIONS,
        ELEMENTS,
        EMPHASIS,
        END_OF_BLOCK,
        HEADING_ATTRIBUTES,
        LAZY_ITEMS,
        LOOSE_TABLES,
        MARKS,
        SPACED_LINKS,
    ),
    mathematics=(
        Delimiters(opening="$$", closing="$$", is_block=True, written=TEX_BLOCK.written),
        Delimiters(opening="$$", closing="$$", is_block=False, written=TEX_SPAN.written),
    ),
    footnotes="kramdown",
)
GOLDMARK: Final = Flavour(constructs=(CALLOUTS, DEFINITIONS, HEADING_ATTRIBUTES, TOC), footnotes="goldmark")
PYTHON_MARKDOWN: Final = Flavour(footnotes="python")
PULLDOWN: Final = Flavour(constructs=(HEADING_ATTRIBUTES,), footnotes="zola")
