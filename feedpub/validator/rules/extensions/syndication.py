"""The small RSS 1.0 modules that RSS 2.0 feeds use: syndication (sy), slash, and the comment API (wfw)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.rows import presence, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import matching, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document


_PARADE = matching(
    patterns.lazy(r"[0-9]+(?:\s*,\s*[0-9]+)*"),
    "not numbers with commas between them",
    "Write whole numbers with commas: 12,9,3.",
)

period_invalid = rule(
    "sy/period-invalid", Level.ERROR, spec="RSS 1.0 module syndication", refs=("InvalidUpdatePeriod",)
)(
    typed(
        {"sy:updatePeriod": one_of(("hourly", "daily", "weekly", "monthly", "yearly"))},
        '{element.qname} is "{value}", which is no period.',
    ),
    """The period of updates is none of hourly, daily, weekly, monthly and yearly.

    Readers that plan their visits by it fall back to their own interval.

    ```xml bad in=channel
    <sy:updatePeriod>every day</sy:updatePeriod>
    ```
    ```xml good in=channel
    <sy:updatePeriod>daily</sy:updatePeriod>
    ```
    """,
)

hit_parade_invalid = rule(
    "slash/hit-parade-invalid", Level.ERROR, spec="RSS 1.0 module slash", refs=("InvalidCommaSeparatedIntegers",)
)(
    typed({"slash:hit_parade": _PARADE}, '{element.qname} is "{value}", {problem}.'),
    """The hit parade is not a list of numbers with commas between them.

    Readers that show it cannot tell the numbers apart.

    ```xml bad in=item
    <slash:hit_parade>12 9 3</slash:hit_parade>
    ```
    ```xml good in=item
    <slash:hit_parade>12,9,3</slash:hit_parade>
    ```
    """,
)


@rule(
    "slash/comments-without-build-date",
    Level.WARNING,
    on="channel",
    spec="RSS Best Practices Profile, slash:comments",
    refs=("SlashDate",),
    kinds=frozenset({Kind.RSS}),
)
def comments_without_build_date(channel: Element, _document: Document) -> Iterator[Found]:
    """Items count their comments, but the channel does not say when it was built.

    A count of comments is worth little when nobody knows of when it is; lastBuildDate tells.

    ```xml bad in=channel
    <item><title>One</title><slash:comments>3</slash:comments></item>
    ```
    ```xml good in=channel
    <lastBuildDate>Sun, 01 Nov 2026 09:00:00 GMT</lastBuildDate>
    <item><title>One</title><slash:comments>3</slash:comments></item>
    ```
    """
    if channel.child("lastBuildDate") is not None:
        return
    for item in channel.all("item"):
        comments = item.child("slash:comments")
        if comments is not None:
            text = f"{comments.qname} counts comments, but the channel has no lastBuildDate."
            yield Found(text=text, at=comments, hint="Add lastBuildDate to the channel.")
            return


comment_rss_case = rule("wfw/comment-rss-case", Level.WARNING, spec="CommentAPI", refs=("CommentRSS",))(
    presence(
        "wfw:commentRSS",
        "{element.qname} is spelt in the old way.",
        lambda _, element: f"Write {element.qname.partition(':')[0]}:commentRss.",
        found="{element.qname}",
    ),
    """The feed of an item's comments is named wfw:commentRSS, as an early draft had it.

    Names of elements are told apart by case, so readers that know commentRss miss it.

    ```xml bad in=item
    <wfw:commentRSS>https://example.com/1/comments.xml</wfw:commentRSS>
    ```
    ```xml good in=item
    <wfw:commentRss>https://example.com/1/comments.xml</wfw:commentRss>
    ```
    """,
)
