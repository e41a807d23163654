"""Drawings that stand in a text as SVG: pictures that need nothing of the page, else what they are called.

Readers drop `svg`, and show pictures, also such as stand in their own address (`data:`).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from feedpub.content.attributes import names
from feedpub.content.tidy.tree import HtmlElement, escaped
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

TAGS = names("x-drawing")
"""Stands where a drawing was set aside, with its number."""
_MOST = 60_000
"""Bytes of a drawing that goes with a text."""
_LARGEST_ICON = 40
"""Pixels of the side of a sign; what is larger is a drawing."""
_SHAPES_OF_AN_ICON = 2
_EDGE = patterns.lazy(r"<(/?)svg(?=[\s/>])", re.IGNORECASE)
_START = patterns.lazy(r"<svg((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_ATTRIBUTE = patterns.lazy(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_SHAPE = patterns.lazy(r"<(?:path|rect|circle|ellipse|line|polyline|polygon|text|use)[\s/>]", re.IGNORECASE)
_NAMES = tuple(patterns.lazy(rf"<{name}(?=[\s>])[^<>]*+>([^<]++)", re.IGNORECASE) for name in ("title", "desc"))
"""What a drawing says of itself; the first is what it is called."""
_WORDS = patterns.lazy(r"<(?:text|tspan)(?=[\s>])[^<>]*+>([^<]++)", re.IGNORECASE)
_MOST_WORDS = 200
"""Letters of what stands in a drawing, of which more is no label."""
_TEX = patterns.lazy(r"\sdata-latex=\"[^\"]+\"")
_NUMBER = patterns.lazy(r"\s*+([\d.]++)\s*+(px|em|rem|ex|%|pt)?+\s*+\Z")
_REFERENCE = patterns.lazy(r"(?:href\s*=\s*[\"']|url\([\"']?)(?!#|data:image/)|@import|<!|<\?")
_UNFIT = names("script foreignObject iframe audio video animate set animateTransform animateMotion")
_IS_ICON = patterns.lazy(r"\b(?:icon|octicon|fa|bi|lucide|feather|iconify|emoji)\b|\b[hw]-\d\b|\bsize-\d\b")
_MIXED = names(
    """clipPath clipPathUnits foreignObject gradientTransform gradientUnits lengthAdjust linearGradient markerHeight
    markerUnits markerWidth maskContentUnits maskUnits pathLength patternContentUnits patternTransform patternUnits
    preserveAspectRatio radialGradient refX refY spreadMethod startOffset stdDeviation textLength textPath viewBox"""
)
_LOWER = patterns.lazy(rf"(?<=[\s</])(?:{'|'.join(sorted(map(str.lower, _MIXED)))})(?=[\s=/>])")
_WRITTEN = {name.lower(): name for name in _MIXED}
"""Names of SVG in letters of both cases, by those in lower case, as which some generators write them."""


def set_aside(html: str) -> tuple[str, Sequence[str]]:
    """Return `html` with a sign in place of each drawing, and the drawings by their numbers."""
    if "<svg" not in html:
        return html, ()
    parts: list[str] = []
    drawn: list[str] = []
    done = start = level = 0
    for edge in _EDGE.finditer(html):
        if not edge[1]:
            start = edge.start() if not level else start
            level += 1
        elif level:
            level -= 1
            if not level and (end := html.find(">", edge.end()) + 1):
                parts += [html[done:start], _sign(html[start:end], len(drawn))]
                drawn.append(html[start:end])
                done = end
    return "".join([*parts, html[done:]]), drawn


def _sign(drawing: str, number: int) -> str:
    tex = _TEX.search(drawing)
    return f'<x-drawing data-number="{number}"{tex[0] if tex else ""}></x-drawing>'


def tidy(root: HtmlElement, drawn: Sequence[str]) -> None:
    """Put into the place of each drawing what readers show of it."""
    for sign in root.named("x-drawing"):
        number = sign.get("data-number")
        if not number.isdecimal() or int(number) >= len(drawn):
            sign.remove()
            continue
        drawing = drawn[int(number)]
        start = _START.match(drawing)
        values = {
            name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(start[1] if start else "")
        }
        label = _label(drawing, values)
        is_shown = sign.around("figure", "mjx-container") is not None
        address = _address(drawing, values) if is_shown or not _is_icon(sign, drawing, values) else ""
        if address:
            sign.replace(_picture(address, label, values))
        elif label:
            around = sign.parent
            sign.replace(escaped(f" {label} " if around is not None and around.words() else label))
        else:
            sign.remove()


def _label(drawing: str, values: dict[str, str]) -> str:
    """Return what a drawing is called, else what is written in it; nothing for one hidden from who cannot see it."""
    if values.get("aria-hidden") == "true":
        return ""
    said = (values.get("aria-label"), *(unescape(found[1]) for name in _NAMES if (found := name.search(drawing))))
    label = next((" ".join(one.split()) for one in said if one and one.strip()), "")
    words = "" if label else " ".join(unescape(" ".join(_WORDS.findall(drawing))).split())
    return label or (words if len(words) <= _MOST_WORDS else "")


def _is_icon(sign: HtmlElement, drawing: str, values: dict[str, str]) -> bool:
    """Whether a drawing is only a sign: by its class or that of what holds it, small, or simple and of any size."""
    holder = sign.parent.get("class") if sign.parent is not None and sign.parent.name in ("a", "i", "span") else ""
    if _IS_ICON.search(values.get("class", "")) or _IS_ICON.search(holder):
        return True
    sides = [side for name in ("width", "height") if (side := _pixels(values.get(name, "")))]
    if sides:
        return max(sides) <= _LARGEST_ICON
    box = [_pixels(side) for side in values.get("viewBox", values.get("viewbox", "")).replace(",", " ").split()[2:]]
    is_simple = len(_SHAPE.findall(drawing)) <= _SHAPES_OF_AN_ICON
    return max(box, default=0) <= _LARGEST_ICON or is_simple or values.get("aria-hidden") == "true"


def _pixels(written: str) -> float:
    size = _NUMBER.match(written)
    if size is None or size[1].count(".") > 1 or size[1] == ".":
        return 0
    unit = {"em": 16, "rem": 16, "ex": 8, "%": 10, "pt": 1.33}.get(size[2] or "", 1)
    return float(size[1]) * unit


def _address(drawing: str, values: dict[str, str]) -> str:
    """Return the address that is the drawing itself; empty for one that needs the page, or holds more."""
    if len(drawing) > _MOST or _REFERENCE.search(drawing.replace("http://www.w3.org/", "")):
        return ""
    spaces = "" if "xmlns" in values else ' xmlns="http://www.w3.org/2000/svg"'
    if "xlink:" in drawing and "xmlns:xlink" not in values:
        spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    written = f"<svg{spaces}{drawing[4:]}".replace("&nbsp;", "&#160;")
    written = _LOWER.sub(lambda name: _WRITTEN[name[0]], written)
    if not _stands_alone(written):
        return ""
    address = "data:image/svg+xml," + quote(" ".join(written.split()), safe="/:;,=@!$()*+~?'")
    return address if len(address) <= _MOST else ""


def _stands_alone(drawing: str) -> bool:
    """Whether it is XML without scripts, and leads only to what it holds itself."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - few posts have drawings

    try:
        elements = list(ET.fromstring(drawing).iter())  # noqa: S314 - without a doctype it has no entities
    except ET.ParseError:
        return False
    ids = {each.get("id") for each in elements}
    for each in elements:
        if str(each.tag).rpartition("}")[2] in _UNFIT:
            return False
        for name, value in each.attrib.items():
            is_reference = name.rpartition("}")[2] == "href" and value.startswith("#")
            if name.lower().startswith("on") or (is_reference and value[1:] not in ids):
                return False
    return True


def _picture(address: str, label: str, values: dict[str, str]) -> HtmlElement:
    picture = HtmlElement("img", {"src": address})
    picture.put("alt", label)
    for name in ("width", "height"):
        if values.get(name, "").strip().isdecimal():
            picture.put(name, values[name].strip())
    return picture
