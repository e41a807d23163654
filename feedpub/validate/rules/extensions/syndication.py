"""The small RSS 1.0 modules that RSS 2.0 feeds use: syndication (sy), slash, and the comment API (wfw)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.structure import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_PERIODS = ("hourly", "daily", "weekly", "monthly", "yearly")
_PARADE = patterns.lazy(r"[0-9]+(?:\s*,\s*[0-9]+)*")


@rule(
    "sy/period-invalid",
    Level.ERROR,
    on="sy:updatePeriod",
    spec="RSS 1.0 module syndication",
    refs=("InvalidUpdatePeriod",),
    kinds=FEEDS,
)
def period_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The period of updates is none of hourly, daily, weekly, monthly and yearly.

    Readers that plan their visits by it fall back to their own interval.

    ```xml bad in=channel
    <sy:updatePeriod>every day</sy:updatePeriod>
    ```
    ```xml good in=channel
    <sy:updatePeriod>daily</sy:updatePeriod>
    ```
    """
    value = element.text.strip()
    if value not in _PERIODS:
        text = f'{element.qname} is "{value}", which is no period.'
        yield Found(text=text, found=value, hint=f"Write one of {', '.join(_PERIODS)}.")


@rule(
    "slash/hit-parade-invalid",
    Level.ERROR,
    on="slash:hit_parade",
    spec="RSS 1.0 module slash",
    refs=("InvalidCommaSeparatedIntegers",),
    kinds=FEEDS,
)
def hit_parade_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The hit parade is not a list of numbers with commas between them.

    Readers that show it cannot tell the numbers apart.

    ```xml bad in=item
    <slash:hit_parade>12 9 3</slash:hit_parade>
    ```
    ```xml good in=item
    <slash:hit_parade>12,9,3</slash:hit_parade>
    ```
    """
    value = element.text.strip()
    if not _PARADE.fullmatch(value):
        text = f'{element.qname} is "{value}", not numbers with commas between them.'
        yield Found(text=text, found=value, hint="Write whole numbers with commas: 12,9,3.")


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


@rule(
    "wfw/comment-rss-case",
    Level.WARNING,
    on="wfw:commentRSS",
    spec="CommentAPI",
    refs=("CommentRSS",),
    kinds=FEEDS,
)
def comment_rss_case(element: Element, _document: Document) -> Iterator[Found]:
    """The feed of an item's comments is named wfw:commentRSS, as an early draft had it.

    Names of elements are told apart by case, so readers that know commentRss miss it.

    ```xml bad in=item
    <wfw:commentRSS>https://example.com/1/comments.xml</wfw:commentRSS>
    ```
    ```xml good in=item
    <wfw:commentRss>https://example.com/1/comments.xml</wfw:commentRss>
    ```
    """
    prefix = element.qname.partition(":")[0]
    yield Found(
        text=f"{element.qname} is spelt in the old way.", found=element.qname, hint=f"Write {prefix}:commentRss."
    )
