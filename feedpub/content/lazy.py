"""Pictures that a script would load: made real, since no reader runs scripts. Works on nh3's output only."""

from __future__ import annotations

import re
from html import unescape

from feedpub.content.attributes import LAZY_SRC, LAZY_SRCSET, VALUES, split_srcset, values_of, written
from feedpub.text import patterns

_TAG = re.compile(rf"<(img|source){VALUES}>")
_PICTURE = patterns.lazy(r"<picture>((?:(?!<picture>).)*?)</picture>", re.DOTALL)
_NOSCRIPT = patterns.lazy(
    rf"(?P<before><img(?: data-gone)?{VALUES}>(?P<between>(?:\s|</[a-z]+>)*+))?"
    r"<x-noscript>(?P<inside>(?:(?!<x-noscript>).)*?)</x-noscript>",
    re.DOTALL,
)
_GONE = patterns.lazy(rf"<img data-gone{VALUES}>")
"""A picture without any source: it stands only until it is known whether its `picture` has one."""
_PLACEHOLDER = re.compile(
    r"data:|[^?#]*[/_.-](?:blank|pixel|spacer|transparent|placeholder|lazy|loading|loader|1x1)[^/?#]*\.(?:gif|png|svg|jpe?g|webp)"
    r"|[^#]*[?&]type=w\d+_blur",
    re.IGNORECASE,
)

_LONGEST = 2000
"""Characters of an address within which it must look like that of a placeholder."""


def is_placeholder(src: str) -> bool:
    """Whether the picture at `src` only keeps the place of another: empty, `data:`, blank by its name."""
    return not src or _PLACEHOLDER.match(src, 0, _LONGEST) is not None


def with_real_images(html: str) -> str:
    """Return `html` with the pictures that scripts would load, and without `noscript` and what it doubles."""
    if "<img" in html or "<source" in html:
        html = _TAG.sub(_real, html)
    found = int("<x-noscript>" in html)
    while found:
        html, found = _NOSCRIPT.subn(_unwrapped, html)
    if "<picture" in html:
        html = _PICTURE.sub(_shown, html)
    return _GONE.sub("", html) if "<img data-gone" in html else html


def _real(match: re.Match[str]) -> str:
    values = values_of(match[2])
    src = values.get("src", "")
    if src and src[:5] != "data:" and " data-" not in match[2]:
        return match[0]
    values = _settled(match[1], values)
    if match[1] == "img" and "src" not in values:
        return f"<img data-gone{written(values)}>"
    return f"<{match[1]}{written(values)}>"


def _settled(tag: str, values: dict[str, str]) -> dict[str, str]:
    """Do what the script would do, and give a picture with `srcset` alone a `src`."""
    later = [values.pop(name, "") for name in LAZY_SRC]
    later_set = [values.pop(name, "") for name in LAZY_SRCSET]
    if srcset := next(filter(None, later_set), ""):
        values["srcset"] = srcset
    if tag == "img" and is_placeholder(unescape(values.get("src", ""))):
        real = next(filter(None, later), "") or first_candidate(values.get("srcset", ""))
        if real:
            return {"src": real} | {name: value for name, value in values.items() if name != "src"}
    return values


def first_candidate(srcset: str) -> str:
    """Return the URL of the first picture of a `srcset`; empty when there is none."""
    candidates = split_srcset(srcset)
    return candidates[0][0] if candidates else ""


def _unwrapped(match: re.Match[str]) -> str:
    """Return the pictures of a `noscript` in place of the placeholder before it; otherwise nothing of it."""
    if not match["before"]:
        return ""
    pictures = [found[0] for found in _TAG.finditer(match["inside"]) if found[1] == "img"]
    if pictures and is_placeholder(unescape(values_of(match[2]).get("src", ""))):
        return "".join(pictures) + match["between"]
    return match["before"]


def _shown(match: re.Match[str]) -> str:
    """Return a `picture` whose `img` had no `src` the first of its sources: without one nothing shows."""
    if "<img data-gone" not in match[1]:
        return match[0]
    sources = (values_of(found[2]) for found in _TAG.finditer(match[1]))
    first = next(filter(None, (first_candidate(values.get("srcset", "")) for values in sources)), "")
    return match[0].replace("<img data-gone", f'<img src="{first}"') if first else match[0]
