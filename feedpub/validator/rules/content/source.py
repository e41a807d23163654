"""Text that was meant for a program and not for people: templates that were not carried out, Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS, HOLDERS, called, text_of
from feedpub.validator.rules.content.leftovers import NAMES, TEXTS, TITLES, may_be_left, said
from feedpub.validator.values import leftovers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node, Outline

_TEXTS = tuple(dict.fromkeys((*TITLES, *NAMES, *TEXTS, *HOLDERS)))
_BODIES = frozenset(selector.rpartition("/")[2] for selector in HOLDERS).difference(TITLES)
"""What holds HTML at length; a title in HTML is as short as any, and may be about templates."""
_MARKDOWN = patterns.lazy(
    r"(?m)(?P<heading>^\#{1,6}[ \t]+\S)|(?P<list>^[-*+][ \t]+\S[^\n]*\n[-*+][ \t]+\S)|(?P<bold>\*\*\w[^*\n<>]*\*\*)"
    r"|(?P<link>\[[^\[\]\n]+\]\((?:https?:|/)[^()\s]*\))|(?P<fence>^(?:```|~~~))|(?P<image>!\[[^\[\]\n]*\]\([^()\s]+\))"
)
_SIGNS = 2
"""Kinds of marks from which on a text is Markdown and not one that happens to have some."""
_ANY_TAG = patterns.lazy(r"</?[a-zA-Z][^<>]*>")


def _may_hold_text(outline: Outline) -> bool:
    return not outline.children


@rule(
    "content/template-source",
    Level.WARNING,
    on=_TEXTS,
    concerns=_may_hold_text,
    gate=may_be_left,
    spec="practice of generators",
    kinds=FEEDS,
)
def template_source(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    r"""A text holds the source of a template, or the error that one ended with.

    A template was not carried out; people read the braces. Text that stands in code is meant so and passes, and so
    does a title about templates.

    ```xml bad in=item
    <title>{{ page.title }}</title>
    ```
    ```xml bad in=item
    <title>One</title><description>&lt;p&gt;{% include figure.html %}&lt;/p&gt;</description>
    ```
    ```json bad in=item
    "id": "1", "title": "One", "content_html": "<p>{{< figure src=\"a.png\" >}}</p>"
    ```
    ```xml good in=item
    <title>One</title><description>&lt;p&gt;Write &lt;code&gt;{{ page.title }}&lt;/code&gt;.&lt;/p&gt;</description>
    ```
    ```xml bad in=item
    <title>${post.title}</title>
    ```
    ```xml bad in=item
    <title>&lt;?php echo $title ?&gt;</title>
    ```
    ```xml good in=item
    <title>How to use {{ content }} in a layout</title>
    ```
    ```xml good in=item
    <title>What "{{ page.title }}" means</title>
    ```
    ```json good in=item
    "id": "1", "title": "What {{ page.title }} means in Liquid", "content_text": "Hello"
    ```
    ```xml good in=entry
    <title type="html">Using {{ page.title }}</title>
    ```
    ```xml good in=item
    <title>One</title><description>The number $x^{{2}}$, and {braces}.</description>
    ```
    """
    is_body = node.name in _BODIES and text_of(node)
    find = leftovers.template_in_html if is_body else leftovers.template_in_text
    if found := find(said(node)):
        yield Found(
            text=f'{called(node)} holds "{found}", the source of a template or its error.',
            found=found,
            hint="Have the template carried out before the feed is made; put what is meant as text into <code>.",
        )


@rule("content/markdown", Level.WARNING, on=HOLDERS, gate=may_be_left, spec="practice of readers", kinds=FEEDS)
def markdown(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content is Markdown where HTML belongs.

    Readers show the stars, hashes and brackets as they stand, all in one paragraph.

    ```xml bad in=item
    <title>One</title><description>## Changes

    - **Fixed** the [pot](https://example.com/pot/)
    - Added a lid</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;h2&gt;Changes&lt;/h2&gt;&lt;p&gt;Fixed the pot.&lt;/p&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>Rated **** by [three] people.</description>
    ```
    """
    text = text_of(node)
    if ("](" not in text and "**" not in text and "#" not in text) or _ANY_TAG.search(text):
        return
    signs = {match.lastgroup: match[0] for match in _MARKDOWN.finditer(text)}
    if len(signs) >= _SIGNS:
        first = next(iter(signs.values()))
        yield Found(
            text=f"{called(node)} is Markdown, not HTML: it has {_listed(signs)}.",
            found=first.strip(),
            hint="Render it to HTML before it goes into the feed.",
        )


def _listed(signs: dict[str | None, str]) -> str:
    return " and ".join(f"a {sign}" for sign in list(signs)[:3])
