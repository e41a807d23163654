"""HTML in feeds that is cut off: tags and comments that begin and do not end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS, HOLDERS, called, facts_of, may_hold_html, stands_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node


@rule(
    "content/tag-without-end",
    Level.WARNING,
    on=tuple(holder for holder in HOLDERS if not holder.startswith("media:")),
    concerns=may_hold_html,
    gate=stands_out,
    spec="HTML Living Standard, tags; practice of readers",
    refs=("NotHtml",),
    kinds=FEEDS,
)
def tag_without_end(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """A tag in the content has no ">", an attribute no second quotation mark, or a comment no end.

    Browsers swallow all that follows it: the text ends in the middle. Mostly a text was cut off within a tag.

    ```xml bad in=item
    <title>One</title><description>See &lt;a href="https://example.com/</description>
    ```
    ```xml bad in=entry
    <summary type="html">See &lt;a href="https://example.com/&gt;here&lt;/a&gt;</summary>
    ```
    ```xml good in=item
    <title>One</title><description>See &lt;a href="https://example.com/"&gt;here&lt;/a&gt;</description>
    ```
    """
    begun = facts_of(node).unended
    if begun:
        hint = 'Write ">" at the end of each tag, and &lt; for a mere "<".'
        yield Found(text=f'In {called(node)} "{begun[:60]}" does not end.', found=begun, hint=hint)
