"""Our house rules for feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub import Found, Kind, Level, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub import Element
    from feedpub.validator import ParsedDocument

LONGEST = 60
"""Letters of a subject that our newsletter shows."""


@rule("house/title-too-long", Level.WARNING, on=("item/title", "atom:entry/atom:title"), spec="style guide, titles")
def title_too_long(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The title of a post has more than 60 letters.

    Our newsletter takes it for its subject and cuts the rest off.

    ```xml bad in=item
    <title>A title that goes on and on, and tells all that there is to be told of the post</title>
    ```
    ```xml good in=item
    <title>A title</title>
    ```
    """
    title = element.text.strip()
    if len(title) > LONGEST:
        yield Found(text=f"The title has {len(title)} letters.", found=title, hint="Say the rest in the summary.")


@rule("house/feed-without-picture", Level.ERROR, on=Scope.DOCUMENT, spec="style guide", kinds=frozenset({Kind.RSS}))
def feed_without_picture(document: ParsedDocument) -> Iterator[Found]:
    """A feed has no picture.

    Our app shows a grey square in its place.

    ```xml bad in=channel
    <title>News</title>
    ```
    ```xml good in=channel
    <title>News</title><image><url>https://example.com/logo.png</url></image>
    ```
    """
    channel = document.root.child("channel") if document.root is not None else None
    if channel is not None and channel.child("image") is None:
        yield Found(text="The channel has no image.", at=channel, hint="Set site.logo in feedpub.toml.")
