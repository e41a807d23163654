"""Elements of the channel that few feeds have: cloud, textInput, skipHours, skipDays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MANY = {"skipHours": ("hour", 24), "skipDays": ("day", 7)}
_NAME = patterns.lazy(r"[A-Za-z_][^\s\"'<>=/]*")
_HOUR = patterns.lazy(r"[0-9]{1,2}")
_PORT = patterns.lazy(r"\s*[0-9]{1,5}\s*")
_MIDNIGHT = 24
_LAST_PORT = 65535


@rule("rss/cloud-port", Level.ERROR, on="channel/cloud", spec="RSS 2.0, cloud", refs=("InvalidIntegerAttribute",))
def cloud_port(element: Element, _document: Document) -> Iterator[Found]:
    """The port of a cloud is no port number.

    Readers cannot ask there to be told of new items.

    ```xml bad in=channel
    <cloud domain="rpc.example.com" port="http" path="/rpc" registerProcedure="notify" protocol="xml-rpc"/>
    ```
    ```xml good in=channel
    <cloud domain="rpc.example.com" port="80" path="/rpc" registerProcedure="notify" protocol="xml-rpc"/>
    ```
    """
    value = element.get("port")
    if value is not None and not (_PORT.fullmatch(value) and 0 < int(value) <= _LAST_PORT):
        text = f'The port "{value}" is no port number.'
        yield Found(text=text, attribute="port", found=value, hint="Write a number from 1 to 65535, usually 80 or 443.")


@rule(
    "rss/textinput-avoidable",
    Level.WARNING,
    on="channel/textInput",
    spec="RSS Advisory Board profile, textInput",
    refs=("AvoidTextInput",),
)
def textinput_avoidable(_element: Element, _document: Document) -> Iterator[Found]:
    """The channel has a text input.

    Next to no reader shows one, and its purpose is a mystery, says the specification itself.

    ```xml bad in=channel
    <textInput><title>Search</title><description>Search</description><name>q</name><link>https://example.com/</link></textInput>
    ```
    ```xml good in=channel
    <title>News</title>
    ```
    """
    yield Found(text="The channel has a <textInput>.", hint="Leave it out; link to the page with the search instead.")


@rule(
    "rss/textinput-name",
    Level.ERROR,
    on="textInput/name",
    spec="RSS 2.0, textInput",
    refs=("InvalidFormComponentName",),
)
def textinput_name(element: Element, _document: Document) -> Iterator[Found]:
    """The name of a text input is no name of a form's field.

    What people type would be sent under a name that the server does not understand.

    ```xml bad in=channel
    <textInput><name>1 q</name></textInput>
    ```
    ```xml good in=channel
    <textInput><name>q</name></textInput>
    ```
    """
    value = element.text.strip()
    if not _NAME.fullmatch(value):
        text = f'"{value}" is no name of a field.'
        yield Found(
            text=text, found=value, hint="Begin it with a letter, and use letters, digits, dots and underscores."
        )


@rule("rss/hour-invalid", Level.ERROR, on="skipHours/hour", spec="RSS 2.0, skipHours", refs=("InvalidHour",))
def hour_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """An hour is no whole number from 0 to 23.

    Readers ignore it, and visit the feed at that hour.

    ```xml bad in=channel
    <skipHours><hour>25</hour></skipHours>
    ```
    ```xml good in=channel
    <skipHours><hour>0</hour><hour>23</hour></skipHours>
    ```
    """
    value = element.text.strip()
    if not _HOUR.fullmatch(value) or int(value) > _MIDNIGHT:
        text = f'The hour "{value}" is no whole number from 0 to 23.'
        yield Found(text=text, found=value, hint="Write the hour as GMT counts it, 0 to 23.")


@rule(
    "rss/hour-24",
    Level.WARNING,
    on="skipHours/hour",
    spec="RSS Advisory Board profile, skipHours",
    refs=("UseZeroForMidnight",),
)
def hour_24(element: Element, _document: Document) -> Iterator[Found]:
    """Midnight is written as 24.

    The specification counts from 0 to 23; older versions counted from 1 to 24, and readers differ.

    ```xml bad in=channel
    <skipHours><hour>24</hour></skipHours>
    ```
    ```xml good in=channel
    <skipHours><hour>0</hour></skipHours>
    ```
    """
    value = element.text.strip()
    if value == str(_MIDNIGHT):
        yield Found(text="The hour is 24.", found=value, hint="Write 0 for midnight.")


@rule("rss/day-invalid", Level.ERROR, on="skipDays/day", spec="RSS 2.0, skipDays", refs=("InvalidDay",))
def day_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A day is none of Monday to Sunday.

    Readers ignore it, and visit the feed on that day.

    ```xml bad in=channel
    <skipDays><day>Sun</day></skipDays>
    ```
    ```xml good in=channel
    <skipDays><day>Sunday</day></skipDays>
    ```
    """
    value = element.text.strip()
    if value not in _DAYS:
        meant = next((day for day in _DAYS if day.lower().startswith(value.lower()[:3] or "-")), "Sunday")
        yield Found(text=f'"{value}" is no day of the week.', found=value, hint=f'Write "{meant}".')


@rule(
    "rss/skipped-twice", Level.ERROR, on=tuple(_MANY), spec="RSS 2.0, skipHours and skipDays", refs=("DuplicateValue",)
)
def skipped_twice(element: Element, _document: Document) -> Iterator[Found]:
    """An hour or a day is named twice.

    One of them was meant to be another.

    ```xml bad in=channel
    <skipDays><day>Sunday</day><day>Sunday</day></skipDays>
    ```
    ```xml good in=channel
    <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
    ```
    """
    seen = set()
    for child in element.all(_MANY[element.name][0]):
        value = child.text.strip()
        key = str(int(value) % _MIDNIGHT) if value.isdecimal() else value
        if key in seen:
            yield Found(text=f'"{value}" is named twice.', at=child, found=value, hint="Name it once.")
        seen.add(key)


@rule(
    "rss/skipped-too-many",
    Level.ERROR,
    on=tuple(_MANY),
    spec="RSS 2.0, skipHours and skipDays",
    refs=("NotEnoughHoursInTheDay", "EightDaysAWeek"),
)
def skipped_too_many(element: Element, _document: Document) -> Iterator[Found]:
    """More hours or days are named than there are.

    Readers take the feed for broken.

    ```xml bad in=channel
    <skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day>
    <day>Saturday</day><day>Sunday</day><day>Monday</day></skipDays>
    ```
    ```xml good in=channel
    <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
    ```
    """
    name, most = _MANY[element.name]
    count = len(element.all(name))
    if count > most:
        text = f"<{element.qname}> names {count} times a <{name}>; there are {most}."
        yield Found(text=text, hint="Name each once.")
