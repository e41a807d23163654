"""Texts that nobody wrote: what programs print for a value that is no text, and what stood in an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text.xml import Element
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import HOLDERS, called, may_hold_html, text_of
from feedpub.validator.values import leftovers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node, Outline

_KINDS = frozenset(Kind) - {Kind.UNKNOWN}
TITLES = (
    *("title", "atom:title", "itunes:title", "media:title", "dc:title", "dcterms:title"),
    *("news:title", "video:title", "image:title", "$.title", "$.items[].title"),
)
"""Titles, which are plain text or may be."""
NAMES = (
    *("author", "managingEditor", "atom:name", "dc:creator", "dc:publisher", "itunes:author", "itunes:name"),
    *("media:credit", "podcast:person", "news:name", "copyright", "generator", "atom:rights", "dc:rights"),
    *("$.author.name", "$.authors[].name", "$.items[].author.name", "$.items[].authors[].name"),
)
TEXTS = (
    *("description", "content:encoded", "atom:subtitle", "atom:summary", "atom:content", "dc:description"),
    *("itunes:subtitle", "itunes:summary", "media:description", "video:description", "image:caption"),
    *("$.description", "$.items[].summary", "$.items[].content_text", "$.items[].content_html"),
    "$.items[].attachments[].title",
)
_TERMS = (
    *("category", "dc:subject", "itunes:keywords", "media:keywords", "video:tag", "news:keywords"),
    "$.items[].tags[]",
)
"""Names of subjects; there is one of `null` where people write programs."""
_TERM_NAMES = frozenset(_TERMS)
_HTML = frozenset(selector.rpartition("/")[2] for selector in HOLDERS)


def _has_text(outline: Outline) -> bool:
    return not outline.children


def said(node: Node) -> str:
    """Return the text of a node; empty where it holds elements."""
    if isinstance(node, Element):
        return node.text if not node.children else ""
    return node.value if isinstance(node.value, str) else ""


def may_be_left(node: Node) -> bool:
    """Whether some rule may find something in the text of a node, or in the terms of a category."""
    if node.name == "atom:category" and isinstance(node, Element):
        return any(leftovers.may_be_left(node.get(name) or "") for name in ("term", "label"))
    return leftovers.may_be_left(said(node))


def _holds_html(node: Node) -> bool:
    return node.name in _HTML and bool(text_of(node))


@rule(
    "content/left-over",
    Level.WARNING,
    on=(*TITLES, *NAMES, *TEXTS, *_TERMS, "atom:category"),
    concerns=_has_text,
    gate=may_be_left,
    spec="practice of generators",
    kinds=_KINDS,
)
def left_over(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A text is what a program printed for a value that is no text, or was not there: [object Object], undefined, null.

    People read it as the title or name; nobody knows what the item is about. Sentences about these words pass.

    ```xml bad in=item
    <title>[object Object]</title>
    ```
    ```xml bad in=item
    <title>undefined | News</title>
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "authors": [{"name": "null"}]
    ```
    ```xml bad in=entry
    <category term="[object Object]"/>
    ```
    ```xml bad in=entry
    <title type="html">null</title>
    ```
    ```xml bad in=item
    <title>Invalid Date</title>
    ```
    ```xml bad in=item
    <title>#&lt;Post:0x00007f2b&gt;</title>
    ```
    ```xml good in=item
    <title>System.Text.Json</title>
    ```
    ```xml good in=item
    <title>What [object Object] means, and undefined</title>
    ```
    """
    if isinstance(node, Element) and node.name == "atom:category":
        texts = [(name, node.get(name) or "") for name in ("term", "label")]
    else:
        texts = [("", said(node))]
    for attribute, text in texts:
        sign = leftovers.value_in_html(text) if _holds_html(node) else leftovers.value_in_text(text.strip())
        if sign and not (_is_term(node) and not sign.startswith("[")):
            yield Found(
                text=f'{called(node)} holds "{sign}", which a program wrote for a value that is no text.',
                attribute=attribute,
                found=text.strip(),
                hint="Print the field that holds the text (author.name, not author), or nothing where there is none.",
            )


def _is_term(node: Node) -> bool:
    return node.name in _TERM_NAMES or node.name == "atom:category"


@rule(
    "content/placeholder-text",
    Level.WARNING,
    on=(*TITLES, *TEXTS),
    concerns=_has_text,
    gate=may_be_left,
    spec="practice of generators",
    kinds=_KINDS,
)
def placeholder_text(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A text is one of those that a generator or theme comes with, to be replaced: lorem ipsum, "Your awesome title".

    Subscribers and search engines see a site that is not finished.

    ```xml bad in=channel
    <title>Your awesome title</title><link>https://example.com/</link><description>All the news</description>
    ```
    ```xml bad in=item
    <title>One</title><description>&lt;p&gt;Lorem ipsum dolor sit amet, consectetur.&lt;/p&gt;</description>
    ```
    ```xml good in=item
    <title>Where "lorem ipsum" comes from</title><description>Lorem ipsum is a text that says nothing.</description>
    ```
    """
    if found := leftovers.placeholder_text(said(node)):
        yield Found(
            text=f'{called(node)} begins with "{found}", a text that is to be replaced.',
            found=found,
            hint="Write your own text, or leave the item out until there is one.",
        )


@rule(
    "content/untitled",
    Level.INFO,
    on=TITLES,
    concerns=_has_text,
    gate=may_be_left,
    spec="practice of generators",
    kinds=_KINDS,
)
def untitled(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A title is what programs write where there is none: "Untitled", "New post".

    In a list of items nobody can tell which one it is.

    ```xml bad in=item
    <title>Untitled</title>
    ```
    ```xml good in=item
    <title>Untitled paintings of the lake</title>
    ```
    """
    if leftovers.is_untitled(said(node)):
        text = said(node).strip()
        yield Found(
            text=f'{called(node)} is "{text}".',
            found=text,
            hint="Write a title, or leave the element out where the format allows it: readers show the text then.",
        )


@rule(
    "content/markdown-in-title",
    Level.WARNING,
    on=TITLES,
    concerns=_has_text,
    gate=may_be_left,
    spec="practice of readers",
    kinds=_KINDS,
)
def markdown_in_title(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A title holds the marks of Markdown.

    Titles are no Markdown anywhere: people read the stars and brackets.

    ```xml bad in=item
    <title>**Low water** at noon</title>
    ```
    ```xml bad in=item
    <title>See [the tides](https://example.com/tides/)</title>
    ```
    ```xml good in=item
    <title>Using `git log` * and #hashtags</title>
    ```
    """
    if sign := leftovers.markdown_in_title(said(node).strip()):
        yield Found(
            text=f'{called(node)} holds "{sign}", which is Markdown.',
            found=said(node).strip(),
            hint="Take the marks out, in the front matter or in the template of the feed.",
        )


@rule(
    "content/raw-markdown-link",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=may_be_left,
    spec="practice of readers",
    kinds=frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED}),
)
def raw_markdown_link(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A link in HTML is written as Markdown has it, `[text](address)`.

    It was not rendered: people read the brackets and cannot click. Code passes.

    ```xml bad in=item
    <title>One</title><description>&lt;div&gt;See [the tides](https://example.com/tides/).&lt;/div&gt;</description>
    ```
    ```xml good in=item
    <title>One</title>
    <description>&lt;p&gt;Write &lt;code&gt;[text](https://example.com/)&lt;/code&gt;.&lt;/p&gt;</description>
    ```
    """
    if link := leftovers.markdown_link(text_of(node)):
        yield Found(
            text=f'{called(node)} holds "{link:.100}", a link of Markdown.',
            found=link,
            hint='Render it: <a href="…">text</a>. Within a block of HTML, Markdown is mostly not rendered.',
        )
