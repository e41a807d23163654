"""Advice about the feed as a whole: how large it is, how many items it has, whether they are whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.rules.content.fragments import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_LARGE = 512 * 1024
_TOO_LARGE = 5 * 1024 * 1024
_MANY = 100
_FEW = 3
"""Items from which on one can tell a habit."""
_CUT = re.compile(
    r"(?:…|\.\.\.|&#8230;|&hellip;|read more|continue reading)[\s\]»→›]*+(?:</?[a-z][^<>]*+>[\s.»→›]*+)*+$",
    re.IGNORECASE,
)
_TAIL = 200


@rule("content/large", Level.INFO, on=DOCUMENT, spec="practice of readers", kinds=FEEDS)
def large(document: ParsedDocument) -> Iterator[Found]:
    """The feed is larger than 512 KB.

    Every reader fetches all of it at every change, and some cut feeds off there.

    ```repeated bad in=channel
    6000 times
    <!-- comments count, too: a hundred bytes each, which makes six hundred thousand bytes in all ...... -->
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    if _LARGE < document.size <= _TOO_LARGE:
        text = f"The feed has {document.size // 1024} KB."
        yield Found(text=text, line=1, column=1, hint="Keep fewer items in it, or excerpts.")


@rule("content/too-large", Level.WARNING, on=DOCUMENT, spec="practice of readers", kinds=FEEDS)
def too_large(document: ParsedDocument) -> Iterator[Found]:
    """The feed is larger than 5 MB.

    Readers give up before its end, and show nothing new any more.

    ```repeated bad in=channel
    60000 times
    <!-- comments count, too: a hundred bytes each, which makes six million bytes in all ............... -->
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    if document.size > _TOO_LARGE:
        text = f"The feed has {document.size // (1024 * 1024)} MB."
        yield Found(text=text, line=1, column=1, hint="Keep fewer items in it, or excerpts.")


@rule("content/many-items", Level.INFO, on=("rss/channel", "atom:feed"), spec="practice of readers", kinds=FEEDS)
def many_items(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The feed has more than a hundred items.

    Readers that have seen them fetch them again at every change.

    ```repeated bad in=channel
    101 times
    <item><title>One</title></item>
    ```
    ```xml good in=channel
    <item><title>One</title></item>
    ```
    """
    count = sum(child.name in {"item", "atom:entry"} for child in element.children)
    is_archive = element.child("fh:archive") is not None or element.child("fh:complete") is not None
    if count > _MANY and not is_archive:
        hint = "Keep the newest; older ones belong into archive documents (RFC 5005)."
        yield Found(text=f"The feed has {count} items.", hint=hint)


@rule("content/excerpts-only", Level.INFO, on=("rss/channel", "atom:feed"), spec="practice of readers", kinds=FEEDS)
def excerpts_only(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The items hold only the beginnings of the posts.

    It is a choice; people who read offline or in a reader's own view miss the rest.

    ```xml bad in=channel
    <item><title>One</title><description>Rain again, and then &#8230;</description></item>
    <item><title>Two</title><description>Wind again, and then &#8230;</description></item>
    <item><title>Three</title><description>Snow again, and then &#8230;</description></item>
    ```
    ```xml good in=channel
    <item><title>One</title><description>Rain again.</description></item>
    <item><title>Two</title><description>Wind again.</description></item>
    <item><title>Three</title><description>Snow again.</description></item>
    ```
    """
    items = [child for child in element.children if child.name in {"item", "atom:entry"}]
    texts = [text for text in map(_text, items) if text]
    if len(texts) >= _FEW and all(_CUT.search(text[-_TAIL:]) for text in texts):
        text = f"All {len(texts)} items that have a text break off with an ellipsis or a link to read on."
        yield Found(text=text, hint="Publish the whole posts, if you want them read.")


def _text(item: Element) -> str:
    """Return the longest form of an item's text; "" when there is none."""
    for name in ("content:encoded", "atom:content", "xhtml:body", "description", "atom:summary"):
        child = item.child(name)
        if child is not None:
            return child.whole_text.strip()
    return ""
