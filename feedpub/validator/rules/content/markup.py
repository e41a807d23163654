"""HTML in content that is broken, meant for a browser with scripts, or full of URLs that are not absolute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text.xml import Element
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import (
    FEEDS,
    HOLDERS,
    called,
    facts_of,
    is_page,
    may_hold_html,
    stands_out,
)
from feedpub.validator.values import leftovers, repair, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node


@rule(
    "content/unknown-element",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="HTML Living Standard",
    refs=("NotHtml",),
    kinds=FEEDS,
)
def unknown_element(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds an element that HTML never had.

    Readers drop the tag; often a < of the text was not escaped, and words get lost with it.

    ```xml bad in=item
    <title>One</title><description>A list of &lt;integers&gt; is sorted.</description>
    ```
    ```xml good in=item
    <title>One</title><description>A list of &amp;lt;integers&amp;gt; is sorted.</description>
    ```
    """
    unknown = facts_of(node).unknown
    if unknown:
        names = ", ".join(f"<{name}>" for name in unknown[:5])
        text = f"{called(node)} holds {names}, which HTML does not know."
        yield Found(text=text, found=unknown[0], hint="Escape a < that belongs to the text as &lt; in the HTML.")


@rule(
    "content/unclosed-element",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="HTML Living Standard",
    refs=("NotHtml",),
    kinds=FEEDS,
)
def unclosed_element(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content does not close an element, or closes one that is not open.

    In readers that show several items on a page, the bold or the link goes on in the next item.

    ```xml bad in=item
    <title>One</title><description>Rain &lt;b&gt;again.</description>
    ```
    ```xml good in=item
    <title>One</title><description>Rain &lt;b&gt;again&lt;/b&gt;.</description>
    ```
    """
    found = facts_of(node)
    parts = [f"<{name}> is not closed" for name in found.unclosed if name not in found.unknown]
    parts += [f"</{name}> closes nothing" for name in found.stray]
    if parts:
        text = f"In {called(node)} {', '.join(parts[:3])}."
        yield Found(text=text, found=parts[0], hint="Close each element inside of the one it was opened in.")


@rule(
    "content/whole-page",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="HTML Living Standard",
    refs=("NotHtml",),
    kinds=FEEDS,
)
def whole_page(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content is a whole page, with html, head, title or body, and not a part of one.

    Readers put it inside a page of their own, drop these tags, and often show the title twice.

    ```xml bad in=item
    <title>One</title><description>&lt;html&gt;&lt;body&gt;&lt;p&gt;Rain.&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;p&gt;Rain.&lt;/p&gt;</description>
    ```
    """
    frame = facts_of(node).frame
    if frame and not is_page(node):
        names = ", ".join(f"<{name}>" for name in frame)
        text = f"{called(node)} holds {names}, elements of a whole page."
        yield Found(text=text, found=frame[0], hint="Write only what stands inside of the <body>.")


@rule(
    "content/escaped-twice",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    refs=("ContainsHTML",),
    kinds=FEEDS,
)
def escaped_twice(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content was escaped once too often.

    People read "&nbsp;" or "</p>" in the middle of the text.

    ```xml bad in=item
    <title>One</title><description>&amp;lt;p&amp;gt;Rain again.&amp;lt;/p&amp;gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;p&gt;Rain again.&lt;/p&gt;</description>
    ```
    """
    twice = facts_of(node).escaped_twice
    if twice:
        said = f'{called(node)} holds "{twice}" after the escaping of the feed is undone.'
        yield Found(text=said, found=twice, hint="Escape the HTML once, or put it into CDATA without escaping.")


@rule(
    "content/lazy-image",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    kinds=FEEDS,
)
def lazy_image(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """An image or a film in the content has no src; a script of the page would set it.

    Readers run no scripts, so there is nothing to see.

    ```xml bad in=item
    <title>One</title><description>&lt;img data-src="https://example.com/lake.jpg" alt="A lake"&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;img src="https://example.com/lake.jpg" loading="lazy"&gt;</description>
    ```
    """
    lazy = facts_of(node).lazy
    if lazy:
        text = f"{called(node)} holds {len(lazy)} <{lazy[0]}> without src."
        yield Found(text=text, found=lazy[0], hint='Write the address into src; loading="lazy" is fine beside it.')


@rule(
    "content/tracking-pixel",
    Level.INFO,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    kinds=FEEDS,
)
def tracking_pixel(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds an image of one pixel.

    It counts who reads; many readers block it, and people dislike it.

    ```xml bad in=item
    <title>One</title>
    <description>&lt;img src="https://example.com/count" width="1" height="1" alt=""&gt;</description>
    ```
    ```xml good in=item
    <title>One</title>
    <description>&lt;img src="https://example.com/lake" width="640" height="480" alt="A lake"&gt;</description>
    ```
    """
    pixels = facts_of(node).pixels
    if pixels:
        yield Found(
            text=f"{called(node)} holds an image of one pixel: {pixels[0]}.", found=pixels[0], hint="Leave it out."
        )


@rule("content/empty", Level.WARNING, on="channel/item", spec="practice of readers", kinds=FEEDS)
def empty(item: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An item has an empty description and no other content.

    Readers open an empty page; without the element they would show the title and open the site.

    ```xml bad in=item
    <title>One</title><description></description>
    ```
    ```xml good in=item
    <title>One</title><description>Rain again.</description>
    ```
    """
    description = item.child("description")
    if description is None or description.text.strip() or description.children:
        return
    if (
        item.child("content:encoded") is None
        and item.child("xhtml:body") is None
        and item.child("atom:content") is None
    ):
        hint = "Fill it, or leave it out."
        yield Found(text=f"<{description.qname}> is empty.", at=description, hint=hint)


def _has_base(node: Node) -> bool:
    return isinstance(node, Element) and node.inherited("xml:base") is not None


@rule(
    "content/relative-url",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    refs=("ContainsRelRef",),
    kinds=FEEDS,
)
def relative_url(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds a relative URL.

    RSS and JSON Feed do not say what it is relative to, and readers guess: images break, links lead nowhere.

    ```xml bad in=item
    <title>One</title><description>&lt;img src="/lake.jpg" alt="A lake"&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;img src="https://example.com/lake.jpg" alt="A lake"&gt;</description>
    ```
    """
    facts = facts_of(node)
    relative, number = facts.relative, len(facts.relative) + facts.more_relative
    if relative and not _has_base(node):
        name, attribute, url = relative[0]
        more = f", and {number - 1} more are relative" if number > 1 else ""
        yield Found(
            text=f'{attribute} of a <{name}> in {called(node)} is "{url.strip()[:100]}"{more}.',
            found=url,
            hint="Write every address in full, with https:// and host.",
        )


@rule(
    "content/fragment-url",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    kinds=FEEDS,
)
def fragment_url(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A link in the content leads to a place in the same text (#note-1), or has an empty address.

    In most readers the place does not exist: such a link opens the reader's own page, or nothing.

    ```xml bad in=item
    <title>One</title><description>&lt;a href="#note-1"&gt;1&lt;/a&gt;</description>
    ```
    ```xml bad in=item
    <title>One</title><description>&lt;a href=""&gt;One&lt;/a&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;a href="https://example.com/1#note-1"&gt;1&lt;/a&gt;</description>
    ```
    """
    here = facts_of(node).fragments
    if here and not _has_base(node):
        yield Found(
            text=f'{called(node)} links to "{here[0][:100]}", a place in itself.',
            found=here[0],
            hint="Write the address of the post before the #." if here[0].strip() else "Write where it leads to.",
        )


def _forbidden(url: str) -> str:
    problem = uris.reference_problem(url.strip())
    return f", which {problem}" if problem else ""


@rule(
    "content/url-invalid",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="RFC 3986",
    refs=("InvalidUriChar",),
    kinds=FEEDS,
)
def url_invalid(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A URL in the content holds a space or a character that no URL may hold, or has no proper host or port.

    Browsers fix the characters, but readers that fetch images themselves often do not; without a host nothing opens.

    ```xml bad in=item
    <title>One</title><description>&lt;img src="https://example.com/a lake.jpg" alt="A lake"&gt;</description>
    ```
    ```xml bad in=item
    <title>One</title><description>&lt;a href="https:/example.com/1"&gt;One&lt;/a&gt;</description>
    ```
    ```xml bad in=item
    <title>One</title><description>&lt;a href="https:///1"&gt;One&lt;/a&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;img src="https://example.com/a%20lake.jpg" alt="A lake"&gt;</description>
    ```
    """
    facts = facts_of(node)
    wrong = [(name, attribute, url, _forbidden(url)) for name, attribute, url, _ in facts.forbidden[:1]] or [
        (name, attribute, url, f", which {problem}")
        for name, attribute, url in facts.odd
        if (problem := uris.host_problem(url)) and not leftovers.problem(url)
    ]
    for name, attribute, url, problem in wrong[:1]:
        yield Found(
            text=f'{attribute} of a <{name}> in {called(node)} is "{url.strip()[:100]}"{problem}.',
            found=url,
            hint=repair.advice(url, may_be_relative=True),
        )
