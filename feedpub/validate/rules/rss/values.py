"""Values of RSS 2.0 by their kind: dates, persons, numbers, blank elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import dates as our_dates
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import dates, emails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_DATES = ("channel/pubDate", "channel/lastBuildDate", "item/pubDate")
_PERSONS = ("channel/managingEditor", "channel/webMaster", "item/author")
_NUMBERS = {"ttl": None, "width": 144, "height": 400}
"""Element -> the greatest value allowed."""
_NOT_BLANK = ("channel/title", "channel/ttl", "channel/category", "item/title", "item/category", "image/title")
_INTEGER = patterns.lazy(r"[+]?[0-9]+")
_EXAMPLE = "Fri, 21 Jun 2024 01:00:00 GMT"


@rule("rss/date-invalid", Level.ERROR, on=_DATES, spec="RFC 822 section 5", refs=("InvalidRFC2822Date",))
def date_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A date is not written as RFC 822 wants it.

    Readers take the time of their visit instead, or 1970; items come in the wrong order.

    ```xml bad in=item
    <title>One</title><pubDate>2024-06-21T01:00:00Z</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """
    value = element.text.strip()
    problem = dates.rfc822(value).problem
    if problem:
        other = dates.rfc3339(value).moment or dates.w3cdtf(value).moment
        meant = our_dates.rfc822(other) if other is not None else _EXAMPLE
        yield Found(text=f'The date "{value}" {problem}.', found=value, hint=f'Write it like "{meant}".')


@rule("rss/date-weekday", Level.ERROR, on=_DATES, spec="RFC 822 section 5.1", refs=("IncorrectDOW",))
def date_weekday(element: Element, _document: Document) -> Iterator[Found]:
    """The weekday is not that of the date.

    One of the two is wrong; strict readers refuse the date.

    ```xml bad in=item
    <title>One</title><pubDate>Mon, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """
    value = element.text.strip()
    right = dates.rfc822(value).weekday
    if right:
        yield Found(
            text=f'The day of "{value}" is a {right}.', found=value, hint=f'Write "{right}," or correct the date.'
        )


@rule("rss/date-unusual", Level.WARNING, on=_DATES, spec="RFC 822, RFC 2822", refs=("ProblematicalRFC822Date",))
def date_unusual(element: Element, _document: Document) -> Iterator[Found]:
    """A date is in a form that is allowed, or was, and that not every reader understands.

    Two-digit years, military zones, comments and unusual spaces are misread in different ways.

    ```xml bad in=item
    <title>One</title><pubDate>21 Jun 24 01:00:00 A</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>21 Jun 2024 01:00:00 +0100</pubDate>
    ```
    """
    value = element.text.strip()
    reading = dates.rfc822(value)
    if reading.oddity:
        meant = our_dates.rfc822(reading.moment) if reading.moment is not None else _EXAMPLE
        yield Found(text=f'The date "{value}" {reading.oddity}.', found=value, hint=f'Write "{meant}".')


@rule("rss/date-implausible", Level.WARNING, on=_DATES, spec="practice of readers", refs=("ImplausibleDate",))
def date_implausible(element: Element, document: Document) -> Iterator[Found]:
    """A date lies in the future, or before there were feeds.

    Readers hide items of the future, keep them on top for ever, or replace the date.

    ```xml bad in=item
    <title>One</title><pubDate>Sun, 21 Jun 2099 01:00:00 GMT</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """
    value = element.text.strip()
    reading = dates.rfc822(value)
    why = dates.implausible(reading.moment, document.now) if reading.moment and not reading.weekday else ""
    if why:
        hint = "Correct the date or its time zone, or publish the item when the time has come."
        yield Found(text=f'The date "{value}" {why}.', found=value, hint=hint)


@rule(
    "rss/person-without-address",
    Level.ERROR,
    on=_PERSONS,
    spec="RSS 2.0, author",
    refs=("InvalidContact", "InvalidAddrSpec"),
)
def person_without_address(element: Element, _document: Document) -> Iterator[Found]:
    """A person is named without an e-mail address that could be told from it.

    RSS wants an address here; readers that write to it, and directories that check it, fail.

    ```xml bad in=item
    <title>One</title><author>Ann Author</author>
    ```
    ```xml good in=item
    <title>One</title><author>ann@example.com (Ann Author)</author>
    ```
    """
    value = " ".join(element.text.split())
    contact = emails.contact(value)
    if contact.problem:
        instead = " A name without an address goes into <dc:creator>." if element.name == "author" else ""
        yield Found(text=f'"{value}" {contact.problem}.', found=value, hint=f'Write "{contact.usual}".{instead}')


@rule(
    "rss/person-unusual",
    Level.WARNING,
    on=_PERSONS,
    spec="RSS Advisory Board profile, e-mail addresses",
    refs=("EmailFormat", "MissingRealName"),
)
def person_unusual(element: Element, _document: Document) -> Iterator[Found]:
    """A person is not written as address and name in parentheses.

    Readers that look for the name show the address instead, for everybody to see.

    ```xml bad in=item
    <title>One</title><author>Ann Author &lt;ann@example.com&gt;</author>
    ```
    ```xml good in=item
    <title>One</title><author>ann@example.com (Ann Author)</author>
    ```
    """
    value = " ".join(element.text.split())
    contact = emails.contact(value)
    if contact.oddity:
        yield Found(text=f'"{value}" {contact.oddity}.', found=value, hint=f'Write "{contact.usual}".')


@rule(
    "rss/number-invalid",
    Level.ERROR,
    on=("channel/ttl", "image/width", "image/height"),
    spec="RSS 2.0, ttl and image",
    refs=("InvalidPositiveInteger", "InvalidInteger", "InvalidWidth", "InvalidHeight"),
)
def number_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A number is not whole, not positive, or greater than RSS allows.

    Readers ignore it, or visit the feed without pause.

    ```xml bad in=channel
    <ttl>1.5</ttl>
    ```
    ```xml good in=channel
    <ttl>60</ttl>
    ```
    """
    value, greatest = element.text.strip(), _NUMBERS[element.name]
    if not _INTEGER.fullmatch(value) or len(value) > 18 or int(value) == 0:  # noqa: PLR2004 - more digits than any count
        problem = "is not a whole number greater than 0"
    elif greatest is not None and int(value) > greatest:
        problem = f"is greater than {greatest}"
    else:
        return
    limit = f" of {greatest} at most" if greatest else ""
    text = f'<{element.qname}> is "{value}", which {problem}.'
    yield Found(text=text, found=value, hint=f"Write a whole number{limit}, or leave the element out.")


@rule("rss/blank", Level.WARNING, on=_NOT_BLANK, spec="RSS Advisory Board profile", refs=("NotBlank",))
def blank(element: Element, _document: Document) -> Iterator[Found]:
    """An element is empty.

    It says nothing, and readers show an empty line or the address instead.

    ```xml bad in=item
    <title></title><description>Rain again.</description>
    ```
    ```xml good in=item
    <description>Rain again.</description>
    ```
    """
    if not element.text.strip() and not element.children:
        yield Found(text=f"<{element.qname}> is empty.", hint="Fill it, or leave it out where it is not required.")
