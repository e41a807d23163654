"""Formulas: each once, as MathML with its TeX, without drawings that need the style sheets of a page."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from feedpub.content.attributes import names
from feedpub.content.tidy.tree import HtmlElement, escaped
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

_DRAWN = names(
    "katex katex-display mathjax mathjax_display mathjax_svg mathjax_svg_display mathjax_chtml mathjax_mml "
    "mjx-chtml mjxc-display mwe-math-element"
)
"""Classes of what holds a formula and its drawing, by KaTeX, MathJax 2 to 4, MediaWiki."""
_DISPLAYED = names("katex-display mathjax_display mathjax_svg_display mjxc-display")
_PREVIEW = "mathjax_preview"
_WRITTEN = "written-formula"
"""Class, within `content.tidy`, of the TeX that stood in a script."""
CLASSES = _DRAWN | {_PREVIEW, _WRITTEN}
TAGS = names("nobr mjx-container mjx-math mjx-assistive-mml semantics annotation annotation-xml")
_TEX = names("application/x-tex tex latex application/x-latex text/x-tex text/x-latex")
_SCRIPT = patterns.lazy(
    r"<script(?=[^>]{0,300}?\stype\s*=\s*[\"']?math/(tex|asciimath|mml)\b\s*;?\s*(mode=display)?)[^>]*+>"
    r"(.*?)(?:</script\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def without_scripts(html: str) -> str:
    """Return `html` with the formulas that stand in scripts, where MathJax looks for them, in its text."""
    return _SCRIPT.sub(_of_script, html)


def _of_script(match: re.Match[str]) -> str:
    kind, display, tex = match[1].lower(), match[2], match[3].replace("% <![CDATA[", "").replace("%]]>", "")
    if kind == "mml":
        return tex
    start, end = ("\\[", "\\]") if display else ("\\(", "\\)")
    return f'<span class="{_WRITTEN}">{escaped(f"{start}{tex.strip()}{end}")}</span>'


def tidy(root: HtmlElement, parse: Callable[[str], HtmlElement], *, as_text: bool) -> None:
    """Leave each formula once; with `as_text` as TeX or what else it says."""
    for each in list(root.elements()):
        if _WRITTEN in each.classes:
            _written(each)
    for each in list(root.elements()):
        if root not in each.ancestors():
            continue
        if each.name == "mjx-container" or each.classes & _DRAWN:
            _undrawn(each, parse)
        elif _PREVIEW in each.classes:
            each.remove()
    for formula in root.named("math"):
        _formula(formula, as_text=as_text)


def _written(each: HtmlElement) -> None:
    """Take a formula out of its script, and away what MathJax drew of it before that."""
    drawn = each.beside(-1)
    while drawn is not None and (drawn.classes & CLASSES or drawn.name == "mjx-container"):
        if drawn.named("math") or drawn.get("data-mathml"):
            each.remove()
            return
        drawn.remove()
        drawn = each.beside(-1)
    each.unwrap()


def _undrawn(each: HtmlElement, parse: Callable[[str], HtmlElement]) -> None:
    """Replace what holds a formula and its drawing by the formula, or by its TeX."""
    told = parse(each.get("data-mathml")).named("math") if "data-mathml" in each.values else []
    held = each.named("math") or told
    if len(held) == 1 and (told or not _says_more(each)):
        formula = held[0]
        if each.classes & _DISPLAYED or each.get("display") == "true":
            formula.values["display"] = "block"
        each.replace(formula)
    elif not held and each.name == "mjx-container" and (tex := _tex_of(each)):
        each.replace(escaped(tex))


def _says_more(each: HtmlElement) -> bool:
    """Whether there are words beside a formula and its drawing."""
    waiting: list[HtmlElement | str] = [*each.children]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if one.strip():
                return True
        elif one.name != "math" and one.values.get("aria-hidden") != "true" and "katex-html" not in one.classes:
            waiting += one.children
    return False


def _tex_of(each: HtmlElement) -> str:
    """Return the TeX that stands in an attribute of a drawing, as MathJax 4 writes it."""
    return next((tex for one in (each, *each.elements()) if (tex := one.get("data-latex"))), "")


def _formula(formula: HtmlElement, *, as_text: bool) -> None:
    tex = formula.get("alttext")
    for note in formula.named("annotation", "annotation-xml"):
        if note.get("encoding").lower() in _TEX:
            tex = note.text().strip() or tex
        note.remove()
    for each in formula.named("semantics"):
        each.unwrap()
    if as_text or not formula.words():
        formula.replace(escaped(tex or _said(formula)))
    elif tex:
        formula.put("alttext", tex)


_SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}
"""What parts the two parts of an element of MathML on a line."""


def _said(formula: HtmlElement) -> str:
    """Return a formula without TeX on one line."""
    parts: list[str] = []
    for child in formula.children:
        if isinstance(child, str):
            parts.append(unescape(child).strip())
        elif inner := _said(child):
            is_long = formula.name in _SIGNS and len(inner) > 1 and not inner.isalnum()
            parts.append(f"({inner})" if is_long else inner)
    joined = _SIGNS.get(formula.name, "").join(parts)
    return f"√({joined})" if formula.name == "msqrt" else joined
