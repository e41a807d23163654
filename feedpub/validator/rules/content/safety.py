"""What readers strip or refuse in content: code, foreign pages, CSS that would break their own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS, HOLDERS, called, facts_of, may_hold_html, stands_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node


def _listed(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:5]) + (" and others" if len(unique) > 5 else "")  # noqa: PLR2004 - enough to find the rest


@rule(
    "content/unsafe-element",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    refs=("SecurityRisk",),
    kinds=FEEDS,
)
def unsafe_element(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds an element that readers strip: a script, a frame, a form, an object, a style sheet.

    What it should show is missing in the feed, and some readers refuse the whole item.

    ```xml bad in=item
    <title>One</title><description>&lt;script src="https://example.com/a.js"&gt;&lt;/script&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;a href="https://example.com/"&gt;The film&lt;/a&gt;</description>
    ```
    """
    unsafe = facts_of(node).unsafe
    if unsafe:
        names = _listed(f"<{name}>" for name in unsafe)
        yield Found(
            text=f"{called(node)} holds {names}, which readers strip.",
            found=unsafe[0],
            hint="Replace it by what works everywhere: an image, a link, <video> or <audio>.",
        )


@rule(
    "content/embedded-player",
    Level.INFO,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    kinds=FEEDS,
)
def embedded_player(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds the frame of a well-known player, and no link to what it plays.

    Some readers drop frames; then nothing tells the subscriber that there was a film.

    ```xml bad in=item
    <title>One</title><description>&lt;iframe src="https://player.vimeo.com/video/1"&gt;&lt;/iframe&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;iframe src="https://player.vimeo.com/video/1"&gt;&lt;/iframe&gt;
    &lt;a href="https://vimeo.com/1"&gt;The film&lt;/a&gt;</description>
    ```
    """
    for url in facts_of(node).players[:1]:
        text = f"{called(node)} holds the player {url[:80]}, without a link to what it plays."
        yield Found(text=text, found=url, hint="Add a link to the film beside it.")


@rule(
    "content/event-handler",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    refs=("SecurityRiskAttr", "SecurityRisk"),
    kinds=FEEDS,
)
def event_handler(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds code in an attribute, such as onclick.

    Readers strip it, so what it should do does not happen; some take the item for an attack.

    ```xml bad in=item
    <title>One</title><description>&lt;a href="https://example.com/" onclick="count()"&gt;One&lt;/a&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;a href="https://example.com/"&gt;One&lt;/a&gt;</description>
    ```
    """
    handlers = facts_of(node).handlers
    if handlers:
        names = _listed(f"{attribute} on <{name}>" for name, attribute in handlers)
        text = f"{called(node)} holds code in an attribute: {names}."
        yield Found(text=text, found=handlers[0][1], hint="Leave such attributes out of the feed.")


@rule(
    "content/script-url",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    refs=("SecurityRisk",),
    kinds=FEEDS,
)
def script_url(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds a URL that runs code, such as javascript:.

    Readers strip it and leave a link that does nothing.

    ```xml bad in=item
    <title>One</title><description>&lt;a href="javascript:print()"&gt;Print&lt;/a&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;a href="https://example.com/print"&gt;Print&lt;/a&gt;</description>
    ```
    """
    for name, attribute, url in facts_of(node).scripts[:1]:
        text = f'{attribute} of a <{name}> in {called(node)} is "{url[:60]}".'
        yield Found(text=text, found=url, hint="Link to a page, or leave the link out.")


@rule(
    "content/style",
    Level.WARNING,
    on=HOLDERS,
    concerns=may_hold_html,
    gate=stands_out,
    spec="practice of readers",
    refs=("DangerousStyleAttr",),
    kinds=FEEDS,
)
def style(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A style in the content would move things out of the article, load files or run code.

    Readers that do not strip it show the article over their own page, or not at all; harmless CSS is not meant.

    ```xml bad in=item
    <title>One</title><description>&lt;p style="position:absolute;top:0"&gt;One&lt;/p&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;p style="margin:0 1em;color:#333"&gt;One&lt;/p&gt;</description>
    ```
    """
    styles = facts_of(node).styles
    if styles:
        text = f"A style in {called(node)} would break the page of a reader: {_listed(styles)}."
        yield Found(text=text, found=styles[0], hint="Leave it out of the feed; readers lay articles out themselves.")
