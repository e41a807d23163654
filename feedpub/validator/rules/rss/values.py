"""Values of RSS 2.0 by their kind: dates, persons, numbers, blank elements, and plain text without HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import dates as our_dates
from feedpub.text import patterns
from feedpub.validator.rows import collapsed, slots, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import NOT_BLANK, RFC822, Moment, Type, in_form
from feedpub.validator.values import dates, emails, html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_DATES = ("channel/pubDate", "channel/lastBuildDate", "item/pubDate")
_PERSONS = ("channel/managingEditor", "channel/webMaster", "item/author")
"""Element -> the greatest value allowed."""
_NOT_BLANK = ("channel/title", "channel/ttl", "channel/category", "item/title", "item/category", "image/title")
_INTEGER = patterns.lazy(r"[+]?[0-9]+")
_EXAMPLE = "Fri, 21 Jun 2024 01:00:00 GMT"
_WEEKDAY = Type(lambda value: dates.rfc822(value).weekday, 'Write "{problem}," or correct the date.')
_USUAL_DATE = Type(lambda value: dates.rfc822(value).oddity)
_PLAUSIBLE = Moment(
    hint="Correct the date or its time zone, or publish the item when the time has come.",
    reading=dates.rfc822,
    told=lambda reading: reading.weekday,
)
_CONTACT = Type(lambda value: emails.contact(value).problem)
_USUAL_CONTACT = Type(
    lambda value: emails.contact(value).oddity, lambda value, _: f'Write "{emails.contact(value).usual}".'
)


def _date_meant(value: str, _element: Element) -> str:
    other = dates.w3cdtf(value).moment
    usual = f'Write it like "{our_dates.rfc822(other) if other is not None else _EXAMPLE}".'
    return in_form(dates.meant_rfc822(value), usual)


def _date_instead(value: str) -> str:
    """Return the date that is written as Atom has it, as RSS does: the same moment, in UTC."""
    read = dates.rfc3339(value)
    return our_dates.rfc822(read.moment) if read.moment is not None and not read.problem else ""


def _usual_date(value: str, _element: Element) -> str:
    moment = dates.rfc822(value).moment
    return f'Write "{our_dates.rfc822(moment) if moment is not None else _EXAMPLE}".'


def _contact_meant(value: str, element: Element) -> str:
    instead = " A name without an address goes into <dc:creator>." if element.name == "author" else ""
    return f'Write "{emails.contact(value).usual}".{instead}'


def _positive(most: int | None = None) -> Type:
    """Return the type of whole numbers above zero, up to a greatest one."""

    def test(value: str) -> str:
        if not _INTEGER.fullmatch(value) or len(value) > 18 or int(value) == 0:  # noqa: PLR2004 - more digits than any count
            return "is not a whole number greater than 0"
        return f"is greater than {most}" if most is not None and int(value) > most else ""

    limit = f" of {most} at most" if most else ""
    return Type(test, f"Write a whole number{limit}, or leave the element out.")


date_invalid = rule(
    "rss/date-invalid",
    Level.ERROR,
    spec="RFC 822 section 5",
    refs=("InvalidRFC2822Date",),
    harms=("Ruby's rss", "Apple Podcasts"),
)(
    typed(slots(RFC822, *_DATES), 'The date "{value}" {problem}.', hint=_date_meant, instead=_date_instead),
    """A date is not written as RFC 822 wants it.

    Readers take the time of their visit instead, or 1970; items come in the wrong order.

    ```xml bad in=item
    <title>One</title><pubDate>2024-06-21T01:00:00Z</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """,
)

date_weekday = rule("rss/date-weekday", Level.ERROR, spec="RFC 822 section 5.1", refs=("IncorrectDOW",))(
    typed(slots(_WEEKDAY, *_DATES), 'The day of "{value}" is a {problem}.'),
    """The weekday is not that of the date.

    One of the two is wrong; strict readers refuse the date.

    ```xml bad in=item
    <title>One</title><pubDate>Mon, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """,
)

date_unusual = rule("rss/date-unusual", Level.WARNING, spec="RFC 822, RFC 2822", refs=("ProblematicalRFC822Date",))(
    typed(slots(_USUAL_DATE, *_DATES), 'The date "{value}" {problem}.', hint=_usual_date),
    """A date is in a form that is allowed, or was, and that not every reader understands.

    Two-digit years, military zones, comments and unusual spaces are misread in different ways.

    ```xml bad in=item
    <title>One</title><pubDate>21 Jun 24 01:00:00 A</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>21 Jun 2024 01:00:00 +0100</pubDate>
    ```
    """,
)

date_implausible = rule("rss/date-implausible", Level.WARNING, spec="practice of readers", refs=("ImplausibleDate",))(
    typed(slots(_PLAUSIBLE, *_DATES), 'The date "{value}" {problem}.'),
    """A date lies in the future, or before there were feeds, or states an offset that no time zone has.

    Readers hide items of the future, keep them on top for ever, or replace the date.

    ```xml bad in=item
    <title>One</title><pubDate>Sun, 21 Jun 2099 01:00:00 GMT</pubDate>
    ```
    ```xml good in=item
    <title>One</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """,
)

person_without_address = rule(
    "rss/person-without-address", Level.ERROR, spec="RSS 2.0, author", refs=("InvalidContact", "InvalidAddrSpec")
)(
    typed(
        slots(_CONTACT, *_PERSONS),
        '"{value}" {problem}.',
        hint=_contact_meant,
        read=collapsed,
        when=lambda person: person.text.strip() or not person.children,  # what an element in it is, is said of that
    ),
    """A person is named without an e-mail address that could be told from it.

    RSS wants an address here; readers that write to it, and directories that check it, fail.

    ```xml bad in=item
    <title>One</title><author>Ann Author</author>
    ```
    ```xml good in=item
    <title>One</title><author>ann@example.com (Ann Author)</author>
    ```
    """,
)

person_unusual = rule(
    "rss/person-unusual",
    Level.WARNING,
    spec="RSS Advisory Board profile, e-mail addresses",
    refs=("EmailFormat", "MissingRealName"),
)(
    typed(slots(_USUAL_CONTACT, *_PERSONS), '"{value}" {problem}.', read=collapsed),
    """A person is not written as address and name in parentheses.

    Readers that look for the name show the address instead, for everybody to see.

    ```xml bad in=item
    <title>One</title><author>Ann Author &lt;ann@example.com&gt;</author>
    ```
    ```xml good in=item
    <title>One</title><author>ann@example.com (Ann Author)</author>
    ```
    """,
)

number_invalid = rule(
    "rss/number-invalid",
    Level.ERROR,
    spec="RSS 2.0, ttl and image",
    refs=("InvalidPositiveInteger", "InvalidInteger", "InvalidWidth", "InvalidHeight"),
    harms=("Ruby's rss",),
)(
    typed(
        {"channel/ttl": _positive(), "image/width": _positive(144), "image/height": _positive(400)},
        '<{element.qname}> is "{value}", which {problem}.',
    ),
    """A number is not whole, not positive, or greater than RSS allows.

    Readers ignore it, or visit the feed without pause.

    ```xml bad in=channel
    <ttl>1.5</ttl>
    ```
    ```xml good in=channel
    <ttl>60</ttl>
    ```
    """,
)

blank = rule("rss/blank", Level.WARNING, spec="RSS Advisory Board profile", refs=("NotBlank",))(
    typed(
        slots(NOT_BLANK, *_NOT_BLANK),
        "<{element.qname}> is empty.",
        hint="Fill it, or leave it out where it is not required.",
        found="",
        when=lambda element: not element.children,
    ),
    """An element is empty.

    It says nothing, and readers show an empty line or the address instead.

    ```xml bad in=item
    <title></title><description>Rain again.</description>
    ```
    ```xml good in=item
    <description>Rain again.</description>
    ```
    """,
)


_PLAIN = (
    "channel/title",
    "channel/description",
    "channel/copyright",
    "channel/category",
    "channel/managingEditor",
    "channel/webMaster",
    "channel/generator",
    "item/title",
    "item/category",
    "item/author",
    "item/source",
    "image/title",
    "image/description",
    "textInput/title",
    "textInput/description",
)
_HINT = "Write plain text, with &#x26; for & and &#x3C; for <."


def _is_plainly_escaped(element: Element, document: ParsedDocument) -> bool:
    """Whether the source writes & and < as hexadecimal references, by which the profile marks plain text."""
    return "&#x" in document.source_of(element)


@rule(
    "rss/html-in-plain-text",
    Level.WARNING,
    on=_PLAIN,
    spec="RSS Advisory Board profile, Character data",
    refs=("ContainsHTML",),
)
def html_in_plain_text(element: Element, document: ParsedDocument) -> Iterator[Found]:
    """Text that should be plain holds tags or entities of HTML.

    Most readers show them as they are written, and people read "Q&amp;A" or "<b>".

    ```xml bad in=item
    <title>&lt;b&gt;Rain&lt;/b&gt;</title>
    ```
    ```xml bad in=item
    <title>Lo&amp;#239;c</title>
    ```
    ```xml good in=item
    <title>Rain &#x26; wind</title>
    ```
    """
    text = element.text
    found = html.trace(text) if "&" in text or "<" in text else ""
    if found and (found[0] == "<" or not _is_plainly_escaped(element, document)):
        text = f'<{element.qname}> holds "{found}", which is HTML.'
        yield Found(text=text, found=element.text.strip(), hint=_HINT)


@rule(
    "rss/text-like-markup",
    Level.WARNING,
    on=_PLAIN,
    spec="RSS Advisory Board profile, Character data",
    refs=("CharacterData",),
)
def text_like_markup(element: Element, document: ParsedDocument) -> Iterator[Found]:
    """Plain text holds something that readers may take for a tag.

    Readers that expect HTML cut the text there; hexadecimal references tell them that it is plain.

    ```xml bad in=item
    <title>If a&lt;b then</title>
    ```
    ```xml good in=item
    <title>If a&#x3C;b then</title>
    ```
    """
    text = element.text
    found = html.looks_like_markup(text)
    if found and not html.trace(text) and not _is_plainly_escaped(element, document):
        text = f'<{element.qname}> holds "{found}", which looks like HTML.'
        yield Found(text=text, found=element.text.strip(), hint=_HINT)
