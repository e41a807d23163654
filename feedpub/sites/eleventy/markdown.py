"""How an Eleventy site reads Markdown: markdown-it, with the plug-ins that its configuration loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.content import flavour as flavours
from feedpub.content.flavour import Flavour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.content.flavour import Delimiters
    from feedpub.sites.shared.javascript import Script

_CONSTRUCTS: Final[Mapping[str, tuple[str, ...]]] = {
    "markdown-it-abbr": (flavours.ABBREVIATIONS,),
    "markdown-it-attrs": (flavours.BARE_ATTRIBUTES, flavours.HEADING_ATTRIBUTES),
    "markdown-it-deflist": (flavours.DEFINITIONS,),
}
_NAMED_AFTER: Final[Mapping[str, str]] = {
    "alert": flavours.CALLOUTS,
    "callout": flavours.CALLOUTS,
    "container": flavours.CONTAINERS,
    "custom-block": flavours.CONTAINERS,
}
"""What stands in the names of plug-ins of which there are several."""
_EXTENSIONS: Final[Mapping[str, str]] = {
    "markdown-it-emoji": "shortcodes",
    "markdown-it-ins": "insert",
    "markdown-it-mark": "highlight",
    "markdown-it-sup": "superscript",
}
"""Plug-ins, and what the library calls them."""
_FOOTNOTES: Final = "markdown-it-footnote"
_MATHEMATICS: Final = ("katex", "mathjax", "texmath")
_DOLLARS: Final[tuple[Delimiters, ...]] = (flavours.DOLLARS, flavours.DOLLAR)


def flavour(scripts: Iterable[Script], prefix: str = "") -> Flavour:
    """Return how Markdown is read, of a site whose paths begin with a prefix."""
    scripts = tuple(scripts)
    modules = {text.strip("\"'`") for script in scripts for kind, text, _ in script.tokens if kind == "text"}
    plugins = {name.rpartition("/")[2] for name in modules if "markdown-it-" in name}
    given = [options for script in scripts for options in _called(script)]
    return Flavour(
        extensions=tuple(extension for name, extension in _EXTENSIONS.items() if name in plugins),
        constructs=(
            flavours.TOC,
            *(each for name, constructs in _CONSTRUCTS.items() if name in plugins for each in constructs),
            *(each for sign, each in _NAMED_AFTER.items() if any(sign in name for name in plugins)),
        ),
        mathematics=_DOLLARS if any(kind in name for name in plugins for kind in _MATHEMATICS) else (),
        footnotes="markdown-it" if _FOOTNOTES in plugins else "",
        breaks=any(_asks_for(options, "breaks") for options in given),
        smart=any(_asks_for(options, "typographer") for options in given),
        root=f"/{prefix}" if prefix else "",
    )


def _called(script: Script) -> Iterator[list[object]]:
    for name in ("markdownIt", "MarkdownIt", "markdownit"):
        yield from (options for options, _ in script.called(name))


def _asks_for(options: list[object], key: str) -> bool:
    return bool(options) and isinstance(options[0], dict) and options[0].get(key) is True
