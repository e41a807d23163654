"""What a body holds for pages only, and what readers would lose of it, made into what they show.

Pages need style sheets and scripts for numbers of lines, signs at headings, drawings of formulas, players. Readers have
neither. Each module has the words by which one kind is known, classes and elements of the usual generators, and what
becomes of it; words of the text are never a reason to take something out.

    code      blocks of code          formulas  KaTeX, MathJax, MathML
    headings  signs at headings       embeds    scripts and elements that would become players or posts
    drawings  SVG
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from feedpub.content import attributes, depth
from feedpub.content.tidy import code, drawings, embeds, formulas, headings, tree

if TYPE_CHECKING:
    from collections.abc import Callable

_CLASS = re.compile(r"class=[\"']?+([^\"'>]*+)")
_CLASSES = code.CLASSES | headings.CLASSES | formulas.CLASSES | embeds.CLASSES
_SIGN = re.compile(
    f"<(?:math[\\s>]|svg[\\s>]|{code.SIGN}|{embeds.SIGN}|{headings.SIGN}|(?:H[1-6]|MATH|SVG|OBJECT|EMBED|TD)[\\s>])"
)
_IN_CODE = ("user-select:", "__codelineno")
_SCRIPT = re.compile(r"<script[^>]{0,300}?(?:math/|\ssrc\s*=)")


def is_shown(script: str) -> bool:
    """Whether something is published of a script, given as HTML: what it embeds, or a formula."""
    return embeds.without_scripts(formulas.without_scripts(script)) != script


def tidy(html: str, *, as_text: bool = False) -> str:
    """Return the HTML of a body with what readers can show; the same text where there is nothing else in it.

    With `as_text`, for its plain text, its formulas are TeX, and its footnotes go with the links to them.
    Raises ValueError for elements that lie too deep.
    """
    if "<script" in html and _SCRIPT.search(html):
        html = embeds.without_scripts(formulas.without_scripts(html))
    has_notes = as_text and "footnote" in html
    if not has_notes and not _has_debris(html):
        return html
    html, drawn = drawings.set_aside(html)
    depth.check(html)
    root = _parsed(html)
    before = root.inside()
    formulas.tidy(root, _parsed, as_text=as_text)
    code.tidy(root)
    headings.tidy(root)
    embeds.tidy(root)
    drawings.tidy(root, drawn)
    for each in list(root.elements()):
        if each.name not in attributes.TAGS:
            each.unwrap()
    if has_notes:
        _drop_notes(root)
    after = root.inside()
    return html if before == after else after


_NOTES = attributes.names("footnotes footnote footnote-ref footnoteref footnote-reference footnote-definition")
"""Classes of footnotes, and of links to them, by kramdown, goldmark, Pandoc, Python-Markdown, docutils, Zola."""


def _drop_notes(root: tree.HtmlElement) -> None:
    for each in list(root.elements()):
        is_link = each.get("role") == "doc-noteref" or "data-footnote-ref" in each.values
        if is_link or each.classes & _NOTES or "data-footnotes" in each.values:
            around = each.parent
            each.remove()
            if around is not None and around.name == "sup" and not around.words():
                around.remove()


@lru_cache(maxsize=2)  # the text of a post is asked about for its HTML, and again for its summary
def _has_debris(html: str) -> bool:
    """Whether anything in the text may be of a kind that is looked for; quick, for nearly all bodies have nothing."""
    if _SIGN.search(html) or ("<pre" in html and any(sign in html for sign in _IN_CODE)):
        return True
    found = set(_CLASS.findall(html)) if "class=" in html else ()
    return not _CLASSES.isdisjoint(name for names in found for name in names.lower().split())


def _parsed(html: str) -> tree.HtmlElement:
    return tree.parse(_normal()(html))


@cache
def _normal() -> Callable[[str], str]:
    from nh3 import Cleaner  # noqa: PLC0415 - needed only when something is rendered

    known = frozenset().union(*attributes.WITH_IDS.values())
    clean: Callable[[str], str] = Cleaner(
        tags=attributes.TAGS | formulas.TAGS | embeds.TAGS | drawings.TAGS,
        clean_content_tags=(attributes.DROPPED_WITH_CONTENT | {"noscript"}) - formulas.TAGS,
        attributes={"*": known | _READ},
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes=attributes.SCHEMES,
        link_rel=None,
    ).clean
    return clean


_READ = attributes.names("class style role encoding data videoid video-id playlabel value")
"""Attributes that are looked at, beside those that feeds carry."""
