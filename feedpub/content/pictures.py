"""The pictures of a body, for the sitemap: every post is asked, also those that no feed holds."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

from feedpub.content import markdown
from feedpub.content.attributes import LAZY_SRC, LAZY_SRCSET, rooted
from feedpub.content.bounded import bounded
from feedpub.content.flavour import COMMON, Flavour, for_pictures
from feedpub.content.lazy import first_candidate, is_placeholder
from feedpub.model.records import Image, Markup
from feedpub.text import patterns
from feedpub.text import plain as text
from feedpub.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_IN_ELEMENTS = ("markdown=", "markdown>", "  <img", "\t<img")
"""What a text has where it matters to its pictures how far elements go: Markdown in them, or what looks like code."""
_HIDDEN = patterns.lazy(
    r"<(?:!--.*?(?:-->|\Z)|(?P<name>(?i:pre|code|script|style|template|textarea))(?![^\s/>]).*?(?:</(?P=name)\s*>|\Z))",
    re.DOTALL,
)
_MAY_HIDE = re.compile(r"<(?:!--|pre|code|script|PRE|style|te)")
_MATTERS = re.compile(rf"<[iI][mM][gG](?=[\s/])|{_MAY_HIDE.pattern}")
"""What `_in_html` looks for."""
_PLAIN = re.compile(
    r"<img (?:alt=\"(?P<before>[^\"&<>]*)\" )?src=\"(?P<src>[^\"&<>\s]+)\"(?: alt=\"(?P<after>[^\"&<>]*)\")?"
    r"(?: (?:class|decoding|id|loading|style|title)=\"[^\"&<>]*\")* ?/?>"
)
"""An `img` as most are written, with nothing that makes it another picture than its `src`, or none."""
_ANY_NAME = r"</?[a-zA-Z][^\s/>]*+"
_IMG = re.compile(rf"<[iI][mM][gG](?=[\s/]){text.TAG.removeprefix(_ANY_NAME)}")
_ATTRIBUTE = re.compile(r"[\s/]([a-zA-Z][\w-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_ONE = re.compile(r"\s*[01](?:px)?\s*\Z", re.IGNORECASE)


def body_images(body: str, markup: Markup, base_url: str, flavour: Flavour = COMMON) -> tuple[Image, ...]:
    """Return the pictures of a body in order, each once, with absolute URL and alternative text.

    Code and comments are not looked at; `data:` pictures and tracking pixels (one by one) are not pictures.
    A URL that cannot be one is passed over: the body keeps it from readers, too.
    """
    if "<img" not in body and "![" not in body and "<IMG" not in body:
        return ()
    if markup is Markup.MARKDOWN:
        try:
            seen = for_pictures(flavour, with_elements=any(sign in body for sign in _IN_ELEMENTS))
            body = bounded(partial(markdown.to_html, body, seen), str, len(body))
        except ValueError:
            return ()  # what is wrong with it is said where a feed holds the post
    body = rooted(body, flavour.root)
    images: dict[str, Image] = {}
    for reference, alt in _in_html(body):
        if reference[0] == "#":  # the page itself
            continue
        try:
            url = absolute(base_url, reference)
        except ValueError:
            continue
        if url.startswith("http"):
            images.setdefault(url, Image(url=url, alt=alt))
    return tuple(images.values())


def descriptions(html: str) -> tuple[str, ...]:
    """Return the alternative texts of the pictures in HTML, in order."""
    return tuple(alt for _, alt in _in_html(html) if alt)


def _in_html(body: str) -> Iterable[tuple[str, str]]:
    found = _all_plain(body)
    return _any_in_html(body) if found is None else found


def _all_plain(body: str) -> list[tuple[str, str]] | None:
    """Return the pictures of HTML that hides none and has only plain ones; None for any other."""
    found = []
    for special in _MATTERS.finditer(body):
        match = _PLAIN.match(body, special.start())
        if match is None:
            return None
        before, source, after = match.groups()
        if before is not None and after is not None:
            return None
        if source[:5].lower() != "data:":
            found.append((source, _words(before or after or "")))
    return found


def _any_in_html(body: str) -> Iterator[tuple[str, str]]:
    return _pictures(match[0] for match in _IMG.finditer(without_hidden(body)))


def without_hidden(body: str) -> str:
    """Return HTML without what it only tells of: comments, code, scripts, styles, templates."""
    return _HIDDEN.sub("", body) if _MAY_HIDE.search(body) else body


def _pictures(tags: Iterator[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        if picture := _picture(tag):
            yield picture


def _picture(tag: str) -> tuple[str, str] | None:
    """Return source and alternative text of an `img`; None for a tracking pixel and one without source."""
    values = attributes_of(tag)
    if any(side in values and _ONE.match(values[side]) for side in ("width", "height")):
        return None
    source = _source(values)
    alt = _words(values.get("alt", ""))
    return (source, alt) if source and source[:5].lower() != "data:" else None


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a tag that have a value, by their names in small letters."""
    values: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        values.setdefault(name.lower(), unescape(double or single or bare))
    return values


def _words(written: str) -> str:
    clean = written if written.isprintable() else text.clean(written)[0]
    return " ".join(clean.split())


def _source(values: dict[str, str]) -> str:
    src = values.get("src", "").strip()
    if not is_placeholder(src):
        return src
    later = (values.get(name, "").strip() for name in LAZY_SRC)
    sets = (first_candidate(values.get(name, "")) for name in (*LAZY_SRCSET, "srcset"))
    return next(filter(None, (*later, *sets)), src)
