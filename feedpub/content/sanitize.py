"""The body of a post as feeds carry it: no scripts, no forms, no debris of editors, every URL absolute.

What is safe is decided by nh3; everything here that works on its output relies on the form it writes:
lower-case names, values in double quotes.
"""

from __future__ import annotations

import re
import threading
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.content import attributes, depth, markdown
from feedpub.content.attributes import VALUES, Attributes, fragment_targets, values_of, written
from feedpub.content.flavour import COMMON, Flavour
from feedpub.content.lazy import with_real_images
from feedpub.content.tidy import tidy
from feedpub.model.records import Markup
from feedpub.text import patterns, plain, players
from feedpub.text.urls import to_uri

if TYPE_CHECKING:
    from collections.abc import Callable


def render(body: str, markup: Markup, base_url: str, flavour: Flavour = COMMON) -> str:
    """Return the body as clean HTML with every URL absolute, resolved against `base_url`, the post's URL.

    Giving the result again as HTML changes nothing. ValueError when elements are nested so deep, or so many
    left open, that no reader could show it.
    """
    html = attributes.rooted(markdown.to_html(body, flavour) if markup is Markup.MARKDOWN else body, flavour.root)
    if "noscript" in html or "NOSCRIPT" in html:
        html = _NOSCRIPT.sub(r"<\1x-noscript", html)
    depth.check(html)
    base = to_uri(base_url)
    if markup is Markup.MARKDOWN and "<" not in body:
        return _resolved(html, base)
    result = _resolved(tidy(html), base)
    for _ in range(_MOST_TIMES):
        again = tidy(result)
        if again is result:
            break
        result = _resolved(again, base)
    return result


_MOST_TIMES = 5
"""Elements that overlap lie otherwise in what is made of them, which may have to be tidied once more."""


def _resolved(html: str, base: str) -> str:
    targets = fragment_targets(html, base)
    result = _cleaned(html, base, targets)
    if targets and (left := fragment_targets(result, base)) != targets:
        result = _cleaned(result, base, left)
    return result


def _cleaned(html: str, base: str, targets: frozenset[str]) -> str:
    result = _CLEANERS.clean(html, base, targets)
    framed = "<iframe" in result
    if framed:
        result = _IFRAME.sub(_framed, result)
    if framed or attributes.SCOPES.search(html) or _LINK_IN_LINK.search(result):
        result = _CLEANERS.clean(result, base, targets)
    return _tidied(result).strip()


_LINK_IN_LINK = re.compile(r"<a[ >][^<]*+(?:<(?!/?a[ >])[^<]*+)*+<a[ >]")
"""What a parser makes of links and tables that overlap, and would not make of its own result."""

_NOSCRIPT = patterns.lazy(r"<(/?)noscript(?=[\s/>])", re.IGNORECASE)
"""A parser that stands for a browser with scripts takes what is inside for text, and would not clean it."""


class _Cleaners(threading.local):
    """The cleaners of a thread: to make one costs as much as to clean a short post."""

    def __init__(self) -> None:
        self._rules = Attributes()
        self._made: dict[bool, Callable[[str], str]] = {}

    def clean(self, html: str, base: str, targets: frozenset[str]) -> str:
        """Return `html` without what is not allowed, its URLs resolved against `base`."""
        with_ids = bool(targets)
        if with_ids not in self._made:
            self._made[with_ids] = self._cleaner(attributes.WITH_IDS if with_ids else attributes.ATTRIBUTES)
        self._rules.base, self._rules.targets = base, targets
        return _as_read_again(self._made[with_ids](html))

    def _cleaner(self, allowed: dict[str, set[str]]) -> Callable[[str], str]:
        from nh3 import Cleaner  # noqa: PLC0415 - needed only when something is rendered

        clean: Callable[[str], str] = Cleaner(
            tags=attributes.TAGS,
            clean_content_tags=attributes.DROPPED_WITH_CONTENT,
            attributes=allowed,
            attribute_filter=self._rules,
            url_schemes=attributes.SCHEMES,
            link_rel=None,
        ).clean
        return clean


_CLEANERS = _Cleaners()

_FIRST_LINE = patterns.lazy(rf"(<pre{VALUES}>)\n")


def _as_read_again(html: str) -> str:
    """Return `html` with the characters that a parser would make of it.

    References gave it characters that XML bars and carriage returns; and a line break that follows `<pre>`
    and is meant is written twice, since a parser drops one.
    """
    html = plain.clean(html)[0]
    if "\r" in html:
        html = html.replace("\r\n", "\n").replace("\r", "\n")
    return _FIRST_LINE.sub(r"\1\n\n", html) if "<pre" in html else html


def _tidied(html: str) -> str:
    if "<img" in html or "<source" in html or "<x-noscript" in html:
        html = with_real_images(html)
    if "separator" in html:
        html = _SEPARATOR.sub(r"<p>\1</p>", html).replace('<div class="separator">', "<div>")
    html = _without_empty(html)
    return _with_buttons(html) if "<audio" in html or "<video" in html else html


def _with_buttons(html: str) -> str:
    """Return players with their buttons, and without those that have nothing to play."""
    html = _MEDIA.sub(_with_controls, html).replace("<source>", "")
    for _ in range(_EMPTY_LEVELS):
        html, removed = _SILENT.subn("", html)
        if not removed:
            break
        html = _without_empty(html)
    return html


_MEDIA = patterns.lazy(rf"<(audio|video){VALUES}>")
_SILENT = patterns.lazy(r"<(audio|video)(?![^<>]* src=\")[^<>]*+>\s*+</\1>")
"""A player without anything to play."""


def _with_controls(match: re.Match[str]) -> str:
    """Return the tag of a player with buttons: those of a page are drawn by its scripts."""
    return match[0] if ' controls="' in match[2] else f'<{match[1]}{match[2]} controls="">'


_SEPARATOR = patterns.lazy(
    r'<div class="separator">((?:[^<]++|</?(?:a|b|br|em|i|iframe|img|picture|small|source|span|strong|u)[ >])*+)</div>'
)
"""Blogger's wrapper of a picture; one that holds more than running text stays a `div`."""

_EMPTY = re.compile(r"<(p|div|h[1-6])>(?:\s|&nbsp;|<br>)*+</\1>(?:\s*\n)?|<(span|b|i|em|strong|u|a|small|center)></\2>")
_EMPTY_LEVELS = 20


def _without_empty(html: str) -> str:
    for _ in range(_EMPTY_LEVELS):
        html, removed = _EMPTY.subn("", html)
        if not removed:
            break
    return html


_IFRAME = patterns.lazy(rf"<iframe{VALUES}>.*?(?:</iframe>|\Z)", re.DOTALL)


def _framed(match: re.Match[str]) -> str:
    """Return the frame of a known player without its content, a link beside it; a link in place of any other."""
    values = values_of(match[1])
    lazy = (values.pop(name, "") for name in attributes.LAZY_SRC)
    source = next(filter(None, [values.get("src", ""), *lazy]), "")
    if not source.startswith("http"):
        return ""
    page = players.page_of(unescape(source))
    title = values.get("title", "").strip()
    if not players.is_player(unescape(source)):
        return f'<a href="{escape(page)}">{title or escape(urlsplit(page).hostname or page)}</a>'
    values["src"] = source
    frame = f"<iframe{written(values)}></iframe>"
    if _has_link_beside(match, page):
        return frame
    return f'{frame}<p><a href="{escape(page)}">{title or escape(page)}</a></p>'


_NEAR = 600
"""Characters before and after a frame in which a link to what it shows is looked for."""


def _has_link_beside(frame: re.Match[str], page: str) -> bool:
    near = frame.string[max(frame.start() - _NEAR, 0) : frame.end() + _NEAR]
    return any(players.leads_to(unescape(link), page) for link in _LINK.findall(near))


_LINK = patterns.lazy(r'<a href="([^"]*)"')
