"""Plain text of RSS 2.0: titles, names and categories, in which HTML is shown as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_PLAIN = (
    "channel/title",
    "channel/description",
    "channel/copyright",
    "channel/category",
    "channel/managingEditor",
    "channel/webMaster",
    "channel/generator",
    "item/title",
    "item/category",
    "item/author",
    "item/source",
    "image/title",
    "image/description",
    "textInput/title",
    "textInput/description",
)
_HINT = "Write plain text, with &#x26; for & and &#x3C; for <."


def _is_plainly_escaped(element: Element, document: Document) -> bool:
    """Whether the source writes & and < as hexadecimal references, by which the profile marks plain text."""
    return "&#x" in document.source_of(element)


@rule(
    "rss/html-in-plain-text",
    Level.WARNING,
    on=_PLAIN,
    spec="RSS Advisory Board profile, Character data",
    refs=("ContainsHTML",),
)
def html_in_plain_text(element: Element, document: Document) -> Iterator[Found]:
    """Text that should be plain holds tags or entities of HTML.

    Most readers show them as they are written, and people read "Q&amp;A" or "<b>".

    ```xml bad in=item
    <title>&lt;b&gt;Rain&lt;/b&gt;</title>
    ```
    ```xml bad in=item
    <title>Lo&amp;#239;c</title>
    ```
    ```xml good in=item
    <title>Rain &#x26; wind</title>
    ```
    """
    text = element.text
    found = html.trace(text) if "&" in text or "<" in text else ""
    if found and (found[0] == "<" or not _is_plainly_escaped(element, document)):
        text = f'<{element.qname}> holds "{found}", which is HTML.'
        yield Found(text=text, found=element.text.strip(), hint=_HINT)


@rule(
    "rss/text-like-markup",
    Level.WARNING,
    on=_PLAIN,
    spec="RSS Advisory Board profile, Character data",
    refs=("CharacterData",),
)
def text_like_markup(element: Element, document: Document) -> Iterator[Found]:
    """Plain text holds something that readers may take for a tag.

    Readers that expect HTML cut the text there; hexadecimal references tell them that it is plain.

    ```xml bad in=item
    <title>If a&lt;b then</title>
    ```
    ```xml good in=item
    <title>If a&#x3C;b then</title>
    ```
    """
    text = element.text
    found = html.looks_like_markup(text)
    if found and not html.trace(text) and not _is_plainly_escaped(element, document):
        text = f'<{element.qname}> holds "{found}", which looks like HTML.'
        yield Found(text=text, found=element.text.strip(), hint=_HINT)
