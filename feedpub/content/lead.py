"""The beginning of a post as plain text, for summaries."""

from __future__ import annotations

import re

from feedpub.content.code import without_code
from feedpub.content.flavour import COMMON, Flavour
from feedpub.content.markdown import MarkdownText, definitions, read
from feedpub.content.pictures import descriptions
from feedpub.content.tidy import tidy
from feedpub.model.records import Markup
from feedpub.text import patterns, plain

_MARKER = patterns.lazy(r"<!--\s*(?:more(?:\s[^<>]{0,80})?|excerpt(?:[-_ ]?end)?)\s*-->", re.IGNORECASE)
_MOST = 20_000
"""Characters of a body that an excerpt may come from when no marker ends it."""
_ENOUGH = 150
"""Characters from which on an excerpt says what a post is about; "Watch:" does not."""


def excerpt(  # noqa: PLR0913, PLR0917 - as the options are
    body: str, markup: Markup, separator: str, limit: int, flavour: Flavour = COMMON, enough: int = _ENOUGH
) -> str:
    """Return plain text of at most `limit` code points that begins the post.

    It is what stands before `<!-- more -->`, `<!-- excerpt -->` or `separator` (empty for none), outside
    code; else the first paragraphs with words, until there are `enough` characters; else the first list, else whatever
    text there is, else what the pictures show.
    """
    text = read(body, flavour) if markup is Markup.MARKDOWN else None
    if text is not None:
        body = text.text
    end = marked_end(body, markup, separator)
    if end is not None:
        head = _html(body[:end], body[end:], text)
        if words := plain.plain(head):
            return plain.truncate(words, limit)
    head = _head(body)
    return plain.truncate(_first_words(_html(head, body[len(head) :], text), enough), limit)


def marked_end(body: str, markup: Markup, separator: str) -> int | None:
    """Return the place of the first marker outside code; None when there is none."""
    if "<!--" not in body and (not separator or separator not in body):
        return None
    outside = without_code(body) if markup is Markup.MARKDOWN else _CODE.sub(_blank, body)
    places = [match.start()] if (match := _MARKER.search(outside)) else []
    if separator and separator in outside:
        places.append(outside.index(separator))
    return min(places, default=None)


_CODE = patterns.lazy(r"<(pre|code|script|style)(?![^\s/>]).*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _head(body: str) -> str:
    if len(body) <= _MOST:
        return body
    end = body.rfind("\n\n", 0, _MOST)
    return body[: end if end > 0 else _MOST]


_FOOTNOTES = patterns.lazy(r'<sup class="footnote-ref">.*?(?:</sup>|\Z)|<section class="footnotes".*\Z', re.DOTALL)


def _html(head: str, rest: str, text: MarkdownText | None) -> str:
    """Return the HTML of `head`, of a text in Markdown or of HTML, without footnotes; `rest` may define some of it."""
    if text is None:
        return tidy(head, as_text=True)
    html = _FOOTNOTES.sub("", text.html(head + definitions(rest)))
    return tidy(html, as_text=True) if "<" in head or text.has_more else html


_ASIDE = "table|pre|h[1-6]|figure|nav|ul|ol|dl|form|video|audio|object|script|style|template|noscript|svg|iframe"
_BLOCK = patterns.lazy(
    rf"{plain.COMMENT}"
    rf"|(?=<(/?)({_ASIDE})(?![^\s/>])){plain.TAG}"
    rf"|(?=</?(?:p|div|section|article|blockquote|header|footer|main|center|address|details|summary|hr)(?![^\s/>])){plain.TAG}",
    re.DOTALL | re.IGNORECASE,
)


def _first_words(html: str, enough: int) -> str:
    """Return the text of the first paragraphs with words, and of lists between them, until that is enough.

    Where there is no paragraph, that of a list, or of anything, or what the pictures show.
    """
    start, aside, depth, lists = 0, "", 0, ""
    found: list[str] = []
    for tag in _BLOCK.finditer(html):
        name = (tag[2] or "").lower()
        if not aside:
            found += _words(html[start : tag.start()])
            if sum(map(len, found)) >= enough:
                break
            start = tag.end()
            if name and not tag[1]:
                aside, depth, start = name, 1, tag.start()
        elif name == aside:
            depth += -1 if tag[1] else 1
            if depth == 0:
                if aside in ("ul", "ol", "dl"):
                    listed = _words(html[start : tag.end()])
                    found += listed if found else ()
                    lists = lists or " ".join(listed)
                aside, start = "", tag.end()
    else:
        found += () if aside else _words(html[start:])
    return " ".join(found) or lists or plain.plain(html) or " ".join(descriptions(html))


def _words(fragment: str) -> tuple[str, ...]:
    """Return the text of a fragment when there is a letter or a digit in it."""
    if not fragment or fragment.isspace():
        return ()
    words = plain.plain(fragment)
    return (words,) if any(map(str.isalnum, words)) else ()
