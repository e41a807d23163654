"""How Hugo reads Markdown: goldmark, with the extensions that the configuration switches on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.content.flavour import BARE_LINES, CALLOUTS, DEFINITIONS, GOLDMARK, HEADING_ATTRIBUTES, TOC, delimiters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.content.flavour import Delimiters, Flavour
    from feedpub.sites.shared.configuration import Written

_GOLDMARK: Final = ("markup", "goldmark")
_EXTENSIONS: Final = (*_GOLDMARK, "extensions")
_EXTRAS: Final = {"superscript": "superscript", "subscript": "subscript", "insert": "insert", "mark": "highlight"}
"""Extensions that are off until they are asked for, by what the library calls them."""
_USUAL: Final[Mapping[str, str]] = {
    "linkify": "autolink",
    "strikethrough": "strikethrough",
    "table": "table",
    "tasklist": "tasklist",
    "footnote": "footnotes",
}
"""Extensions that are on until they are switched off."""


def flavour(keys: Written) -> Flavour:
    """Return how Markdown is read."""
    extras = (name for key, name in _EXTRAS.items() if keys.flag(*_EXTENSIONS, "extras", key, "enable"))
    emoji = ("shortcodes",) if keys.flag("enableemoji") else ()
    return replace(
        GOLDMARK,
        extensions=(*emoji, *extras),
        without=tuple(name for key, name in _USUAL.items() if _is_off(keys, key)),
        constructs=tuple(_constructs(keys)),
        mathematics=tuple(_mathematics(keys)),
        breaks=bool(keys.flag(*_GOLDMARK, "renderer", "hardwraps")),
    )


def _is_off(keys: Written, extension: str) -> bool:
    own = keys.flag(*_EXTENSIONS, extension)
    return (keys.flag(*_EXTENSIONS, extension, "enable") if own is None else own) is False


def _constructs(keys: Written) -> Iterator[str]:
    yield from (CALLOUTS, TOC)
    if not _is_off(keys, "definitionlist"):
        yield DEFINITIONS
    if keys.flag(*_GOLDMARK, "parser", "attribute", "title") is not False:
        yield HEADING_ATTRIBUTES
    if keys.flag(*_GOLDMARK, "parser", "attribute", "block"):
        yield BARE_LINES


def _mathematics(keys: Written) -> Iterator[Delimiters]:
    """Return the delimiters of what is passed through letter by letter."""
    around = (*_EXTENSIONS, "passthrough")
    if not keys.flag(*around, "enable"):
        return
    for kind in ("block", "inline"):
        given = keys.at(*around, "delimiters", kind)
        for pair in given if isinstance(given, list) else ():
            match pair:
                case [str(opening), str(closing)] if opening and closing:
                    yield delimiters(opening, closing, is_block=kind == "block")
