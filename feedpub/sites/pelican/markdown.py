"""How Pelican reads Markdown: Python-Markdown, with the extensions that the configuration names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.content import flavour as flavours
from feedpub.content.flavour import PYTHON_MARKDOWN, Flavour, delimiters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.content.flavour import Delimiters
    from feedpub.sites.pelican.config import PelicanConfiguration

_USUAL: Final = ("markdown.extensions.codehilite", "markdown.extensions.extra", "markdown.extensions.meta")
"""What Pelican asks for when the configuration says nothing."""
_ATTRIBUTES: Final = (flavours.ATTRIBUTES, flavours.BARE_ATTRIBUTES, flavours.HEADING_ATTRIBUTES)
_EXTRA: Final = (flavours.ABBREVIATIONS, *_ATTRIBUTES, flavours.DEFINITIONS, flavours.ELEMENTS)
_CONSTRUCTS: Final[Mapping[str, tuple[str, ...]]] = {
    "abbr": (flavours.ABBREVIATIONS,),
    "admonition": (flavours.ADMONITIONS,),
    "attr_list": _ATTRIBUTES,
    "def_list": (flavours.DEFINITIONS,),
    "extra": _EXTRA,
    "md_in_html": (flavours.ELEMENTS,),
    "pymdownx.details": (flavours.ADMONITIONS,),
    "pymdownx.extra": _EXTRA,
    "toc": (flavours.TOC,),
}
_EXTENSIONS: Final[Mapping[str, str]] = {
    "markdown_del_ins": "insert",
    "pymdownx.caret": "superscript",
    "pymdownx.emoji": "shortcodes",
    "pymdownx.mark": "highlight",
}
"""Extensions, and what the library calls them."""
_KNOWN: Final = frozenset(
    {
        *("codehilite", "fenced_code", "footnotes", "legacy_attrs", "legacy_em", "meta", "nl2br", "sane_lists"),
        *("smarty", "tables", "mdx_linkify", "pymdownx.betterem", "pymdownx.highlight", "pymdownx.inlinehilite"),
        *("pymdownx.magiclink", "pymdownx.superfences", "pymdownx.tasklist", "pymdownx.tilde", "smart_strong"),
    }
)
"""Extensions that are on in any case, change nothing that feeds carry, or are looked for by their names below."""
_TEX: Final = (
    flavours.DOLLARS,
    *(flavours.TEX_BLOCK, flavours.TEX_SPAN, flavours.DOLLAR),
    *(
        delimiters(rf"\begin{{{name}}}", rf"\end{{{name}}}", is_block=True)
        for name in ("equation", "equation*", "align", "align*", "gather", "gather*", "eqnarray")
    ),
)
_MATHEMATICS: Final[Mapping[str, tuple[Delimiters, ...]]] = {
    "markdown_katex": _TEX,
    "mdx_math": _TEX,
    "pymdownx.arithmatex": _TEX,
}
_PLUGINS: Final = frozenset({"render_math", "pelican.plugins.render_math"})


def flavour(settings: PelicanConfiguration) -> Flavour:
    """Return how Markdown is read."""
    names = extensions(settings)
    return Flavour(
        extensions=tuple(_EXTENSIONS[name] for name in names if name in _EXTENSIONS),
        constructs=tuple(dict.fromkeys(construct for name in names for construct in _CONSTRUCTS.get(name, ()))),
        mathematics=_mathematics(names, settings),
        footnotes=PYTHON_MARKDOWN.footnotes,
        breaks="nl2br" in names,
        smart="smarty" in names or settings.flag("TYPOGRIFY", default=False),
    )


def _mathematics(names: Iterable[str], settings: PelicanConfiguration) -> tuple[Delimiters, ...]:
    if _PLUGINS.intersection(settings.listed("PLUGINS", ())):
        return _TEX
    return next((_MATHEMATICS[name] for name in names if name in _MATHEMATICS), ())


def unknown(settings: PelicanConfiguration) -> tuple[str, ...]:
    """Return the extensions that are not known here."""
    known = (*_CONSTRUCTS, *_EXTENSIONS, *_MATHEMATICS, *_KNOWN)
    return tuple(name for name in extensions(settings) if name not in known)


def extensions(settings: PelicanConfiguration) -> tuple[str, ...]:
    """Return the names of the extensions, those of Python-Markdown without its own."""
    given = settings.table("MARKDOWN")
    listed, configured = given.get("extensions"), given.get("extension_configs")
    names = [
        *(listed if isinstance(listed, list | tuple) else ()),
        *(configured if isinstance(configured, dict) else ()),
    ]
    if not settings.has("MARKDOWN"):
        names = list(_USUAL)
    return tuple(dict.fromkeys(_short(name) for name in names if isinstance(name, str)))


def _short(name: str) -> str:
    return name.removeprefix("markdown.extensions.").partition(":")[0]
