"""Plain text in extensions: markup where readers show characters as they are, and texts that are cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.slots import TEXT, Slots, called, values
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.values.plain import html_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_PLAIN: Slots = {
    "dc:rights": TEXT,
    "dc:title": TEXT,
    "dc:creator": TEXT,
    "media:category": ("", "label"),
    "media:copyright": TEXT,
    "media:credit": TEXT,
    "media:keywords": TEXT,
    "itunes:author": TEXT,
    "itunes:name": TEXT,
    "itunes:title": TEXT,
    "itunes:subtitle": TEXT,
    "itunes:summary": TEXT,
    "itunes:keywords": TEXT,
    "podcast:person": TEXT,
    "podcast:funding": TEXT,
    "podcast:soundbite": TEXT,
    "podcast:location": TEXT,
}
_LONGEST = {"itunes:summary": 4000, "itunes:author": 255, "itunes:name": 255}
"""What Apple takes of a text; it says so in bytes for the summary, and counts characters."""
_OPEN_TAG = patterns.lazy(r"<(?:[A-Za-z/!][^<>]*)(?=<|$)")
_SHOWN = 128
_CUT = ("podcast:funding", "podcast:soundbite", "podcast:person", "podcast:location")


@rule(
    "extension/markup-in-plain-text",
    Level.WARNING,
    on=tuple(_PLAIN),
    spec="the specification of the extension",
    refs=("ContainsHTML",),
    kinds=FEEDS,
)
def markup_in_plain_text(element: Element, _document: Document) -> Iterator[Found]:
    """A text that readers show as it is (a name, a right, a category, a summary) holds HTML.

    People see the tags and entities themselves: `R&ouml;ck` instead of Röck.

    ```xml bad in=item
    <media:copyright>&amp;copy; 2026 Ann &lt;b&gt;Author&lt;/b&gt;</media:copyright>
    ```
    ```xml good in=item
    <media:copyright>© 2026 Ann Author</media:copyright>
    ```
    """
    for attribute, value in values(element, _PLAIN):
        sign = html_sign(value)
        if sign:
            text = f"The {called(element, attribute)} is plain text, but holds {sign}."
            yield Found(
                text=text, attribute=attribute, found=sign, hint="Write the characters themselves, without tags."
            )


@rule(
    "itunes/text-too-long",
    Level.ERROR,
    on=tuple(_LONGEST),
    spec="A Podcaster's Guide to RSS (Apple)",
    refs=("TooLong",),
    kinds=FEEDS,
)
def text_too_long(element: Element, _document: Document) -> Iterator[Found]:
    """A summary is longer than 4000 characters, or the name of an author or owner longer than 255.

    Apple cuts the text off there, in the middle of a word, or refuses the feed.

    ```xml bad in=item
    <itunes:author>Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann,
    Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann,
    Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann and Bo</itunes:author>
    ```
    ```xml good in=item
    <itunes:author>Ann and Bo</itunes:author>
    ```
    """
    most = _LONGEST[element.name]
    value = element.text.strip()
    if len(value) > most:
        text = f"{element.qname} has {len(value)} characters; Apple takes {most}."
        yield Found(text=text, found=value, hint="Shorten it; the long text belongs in description or content:encoded.")


@rule("podcast/text-too-long", Level.WARNING, on=_CUT, spec="podcast namespace 1.0", kinds=FEEDS)
def podcast_text_too_long(element: Element, _document: Document) -> Iterator[Found]:
    """A label of the podcast namespace has more than 128 characters.

    Directories cut it off there.

    ```xml bad in=channel
    <podcast:funding url="https://example.com/give">If you like what you hear here, and would like to hear more of it,
    then please consider to give us some of your money, once or each month, thank you!</podcast:funding>
    ```
    ```xml good in=channel
    <podcast:funding url="https://example.com/give">Support the show</podcast:funding>
    ```
    """
    value = " ".join(element.text.split())
    if len(value) > _SHOWN:
        text = f"{element.qname} has {len(value)} characters; directories take {_SHOWN}."
        yield Found(text=text, found=value, hint="Shorten it.")


_TEXTS = ("media:title", "media:description", "media:text")


@rule(
    "media/undeclared-html",
    Level.WARNING,
    on=_TEXTS,
    spec="Media RSS 1.5.1, media:title",
    refs=("ContainsUndeclaredHTML",),
    kinds=FEEDS,
)
def undeclared_html(element: Element, _document: Document) -> Iterator[Found]:
    """A text without type="html" holds HTML.

    It counts as plain then, and people see the tags.

    ```xml bad in=item
    <media:title>A &lt;i&gt;good&lt;/i&gt; film</media:title>
    ```
    ```xml good in=item
    <media:title type="html">A &lt;i&gt;good&lt;/i&gt; film</media:title>
    ```
    """
    if element.get("type") == "html":
        return
    sign = html_sign(element.text)
    if sign:
        text = f"{element.qname} is plain text, but holds {sign}."
        yield Found(text=text, found=sign, hint='Add type="html", or write plain text.')


@rule(
    "media/broken-html", Level.WARNING, on=_TEXTS, spec="Media RSS 1.5.1, media:title", refs=("NotHtml",), kinds=FEEDS
)
def broken_html(element: Element, _document: Document) -> Iterator[Found]:
    """A text of type="html" has a tag that does not end.

    Browsers swallow all that follows it.

    ```xml bad in=item
    <media:description type="html">See &lt;a href="https://example.com/"</media:description>
    ```
    ```xml good in=item
    <media:description type="html">See &lt;a href="https://example.com/"&gt;here&lt;/a&gt;</media:description>
    ```
    """
    if element.get("type") != "html" or "<" not in element.text:
        return
    broken = _OPEN_TAG.search(element.text)
    if broken is not None:
        text = f'The HTML of {element.qname} has a tag without its ">".'
        yield Found(text=text, found=broken[0], hint='Write ">" at the end of each tag, and &lt; for a mere "<".')
