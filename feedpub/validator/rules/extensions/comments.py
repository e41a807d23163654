"""Comments and replies (Atom threading of RFC 4685, slash, the comment API wfw), and syndication (sy) beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.rows import presence, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.extensions.addresses import problem as address_problem
from feedpub.validator.types import CANONICAL, NOTHING, RFC3339, Type, in_form, matching, one_of
from feedpub.validator.values import dates, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_ON_LINKS = ("thr:count", "thr:updated")


def _date_meant(value: str, _link: Element) -> str:
    return in_form(dates.meant_rfc3339(value), "Write 2026-11-01T09:00:00Z.")


_ID = Type(
    lambda value: address_problem(value) if value.isascii() else uris.absolute_problem(value),
    "Copy the atom:id of the entry, or the item's guid.",
)
_CANONICAL = Type(
    lambda value: CANONICAL.test(value) if uris.absolute_problem(value) is None else None,
    lambda value, _: f"Write {uris.canonical(value)}, in the entry's id, too.",
)

ref_invalid = rule(
    "thr/ref-invalid",
    Level.ERROR,
    spec="RFC 4685 section 3",
    refs=("InvalidFullLink", "InvalidTAG", "InvalidURN", "InvalidUriChar", "InvalidUUID"),
)(
    typed({"thr:in-reply-to/@ref": _ID}, 'The ref "{value}" {problem}.'),
    """The `ref` of a reply is not the id of an entry, an absolute URI.

    Readers join replies to entries by it.

    ```xml bad in=entry
    <thr:in-reply-to ref="entry 1"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="tag:example.com,2026:1"/>
    ```
    """,
)

ref_not_canonical = rule(
    "thr/ref-not-canonical",
    Level.WARNING,
    spec="RFC 4685 section 3; RFC 4287 section 4.2.6.1",
    refs=("NonCanonicalURI",),
)(
    typed({"thr:in-reply-to/@ref": _CANONICAL}, 'The ref "{value}" {problem}.'),
    """The `ref` of a reply is written in an unusual way (capitals in the host, default port, `..`).

    Ids are compared letter by letter, so a reader may not find the entry.

    ```xml bad in=entry
    <thr:in-reply-to ref="HTTP://Example.com:80/1"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="http://example.com/1"/>
    ```
    """,
)


@rule("thr/attribute-misplaced", Level.ERROR, on="atom:link", spec="RFC 4685 section 4", refs=("UnexpectedAttribute",))
def attribute_misplaced(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """thr:count or thr:updated stands on a link that is not one to replies.

    Readers look for them on rel="replies" only.

    ```xml bad in=entry
    <link rel="related" href="https://example.com/1" thr:count="3"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" type="application/atom+xml" thr:count="3"/>
    ```
    """
    if element.get("rel") == "replies":
        return
    for name in _ON_LINKS:
        value = element.get(name)
        if value is not None:
            text = f'A link with rel="{element.get("rel") or "alternate"}" has {name}.'
            yield Found(text=text, attribute=name, found=value, hint='Put it on the link with rel="replies".')


when = rule("thr/when", Level.ERROR, spec="RFC 4685 section 4", refs=("NoThrWhen",))(
    typed({"atom:link/@thr:when": NOTHING}, "There is no thr:when.", "Write thr:updated."),
    """A link has thr:when, which drafts had and the standard has not.

    Readers look at thr:updated.

    ```xml bad in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:when="2026-11-01T09:00:00Z"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="2026-11-01T09:00:00Z"/>
    ```
    """,
)

updated_invalid = rule(
    "thr/updated-invalid", Level.ERROR, spec="RFC 4685 section 4; RFC 3339", refs=("InvalidRFC3339Date",)
)(
    typed({"atom:link/@thr:updated": RFC3339}, 'thr:updated "{value}" {problem}.', _date_meant),
    """thr:updated is not a date of RFC 3339.

    Readers cannot tell whether there are new replies.

    ```xml bad in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="yesterday"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="2026-11-01T09:00:00Z"/>
    ```
    """,
)


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
def comments_without_build_date(channel: Element, _document: ParsedDocument) -> Iterator[Found]:
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
