"""Elements of the channel that few feeds have: cloud, textInput, skipHours, skipDays; and its image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import presence, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.schema.rss import is_old
from feedpub.validator.types import Type, matching, none_of, one_of, that
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MANY = {"skipHours": ("hour", 24), "skipDays": ("day", 7)}
_TWO_DIGITS = patterns.lazy(r"[0-9]{1,2}")
_FIVE_DIGITS = patterns.lazy(r"\s*[0-9]{1,5}\s*")
_MIDNIGHT = 24
_LAST_PORT = 65535
_NAME = matching(
    patterns.lazy(r"[A-Za-z_][^\s\"'<>=/]*"),
    "is no name of a field",
    "Begin it with a letter, and use letters, digits, dots and underscores.",
)
_HOUR = that(
    lambda value: _TWO_DIGITS.fullmatch(value) and int(value) <= _MIDNIGHT,
    "is no whole number from 0 to 23",
    "Write the hour as GMT counts it, 0 to 23.",
)
_PORT = that(
    lambda value: _FIVE_DIGITS.fullmatch(value) and 0 < int(value) <= _LAST_PORT,
    "is no port number",
    "Write a number from 1 to 65535, usually 80 or 443.",
)


def _day_meant(value: str, _element: Element) -> str:
    meant = next((day for day in _DAYS if day.lower().startswith(value.lower()[:3] or "-")), "Sunday")
    return f'Write "{meant}".'


cloud_port = rule(
    "rss/cloud-port", Level.ERROR, spec="RSS 2.0, cloud", refs=("InvalidIntegerAttribute",), harms=("Ruby's rss",)
)(
    typed({"channel/cloud/@port": _PORT}, 'The port "{value}" {problem}.'),
    """The port of a cloud is no port number.

    Readers cannot ask there to be told of new items.

    ```xml bad in=channel
    <cloud domain="rpc.example.com" port="http" path="/rpc" registerProcedure="notify" protocol="xml-rpc"/>
    ```
    ```xml good in=channel
    <cloud domain="rpc.example.com" port="80" path="/rpc" registerProcedure="notify" protocol="xml-rpc"/>
    ```
    """,
)

textinput_avoidable = rule(
    "rss/textinput-avoidable", Level.WARNING, spec="RSS Advisory Board profile, textInput", refs=("AvoidTextInput",)
)(
    presence(
        "channel/textInput",
        "The channel has a <textInput>.",
        hint="Leave it out; link to the page with the search instead.",
    ),
    """The channel has a text input.

    Next to no reader shows one, and its purpose is a mystery, says the specification itself.

    ```xml bad in=channel
    <textInput><title>Search</title><description>Search</description><name>q</name><link>https://example.com/</link></textInput>
    ```
    ```xml good in=channel
    <title>News</title>
    ```
    """,
)

textinput_name = rule("rss/textinput-name", Level.ERROR, spec="RSS 2.0, textInput", refs=("InvalidFormComponentName",))(
    typed({"textInput/name": _NAME}, '"{value}" {problem}.'),
    """The name of a text input is no name of a form's field.

    What people type would be sent under a name that the server does not understand.

    ```xml bad in=channel
    <textInput><name>1 q</name></textInput>
    ```
    ```xml good in=channel
    <textInput><name>q</name></textInput>
    ```
    """,
)

hour_invalid = rule("rss/hour-invalid", Level.ERROR, spec="RSS 2.0, skipHours", refs=("InvalidHour",))(
    typed({"skipHours/hour": _HOUR}, 'The hour "{value}" {problem}.'),
    """An hour is no whole number from 0 to 23.

    Readers ignore it, and visit the feed at that hour.

    ```xml bad in=channel
    <skipHours><hour>25</hour></skipHours>
    ```
    ```xml good in=channel
    <skipHours><hour>0</hour><hour>23</hour></skipHours>
    ```
    """,
)

hour_24 = rule(
    "rss/hour-24", Level.WARNING, spec="RSS Advisory Board profile, skipHours", refs=("UseZeroForMidnight",)
)(
    typed(
        {"skipHours/hour": none_of({"24"})},
        "The hour is 24.",
        hint="Write 0 for midnight.",
        when=lambda element: not is_old(element),
    ),
    """Midnight is written as 24.

    The specification counts from 0 to 23. RSS 0.91 and 0.92, where it is right, counted from 1 to 24; readers differ.

    ```xml bad in=channel
    <skipHours><hour>24</hour></skipHours>
    ```
    ```xml good in=channel
    <skipHours><hour>0</hour></skipHours>
    ```
    """,
)

day_invalid = rule("rss/day-invalid", Level.ERROR, spec="RSS 2.0, skipDays", refs=("InvalidDay",))(
    typed({"skipDays/day": one_of(_DAYS)}, '"{value}" is no day of the week.', hint=_day_meant),
    """A day is none of Monday to Sunday.

    Readers ignore it, and visit the feed on that day.

    ```xml bad in=channel
    <skipDays><day>Sun</day></skipDays>
    ```
    ```xml good in=channel
    <skipDays><day>Sunday</day></skipDays>
    ```
    """,
)


@rule(
    "rss/skipped-twice", Level.ERROR, on=tuple(_MANY), spec="RSS 2.0, skipHours and skipDays", refs=("DuplicateValue",)
)
def skipped_twice(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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
def skipped_too_many(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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


_ENDING = patterns.lazy(r"\.([A-Za-z0-9]{2,5})$")
_FORMATS = frozenset({"gif", "jpg", "jpeg", "jpe", "png"})


def _other_format(value: str) -> str:
    parts = uris.split(value)
    ending = _ENDING.search(parts.path) if parts.query is None else None  # with a query it is a program that answers
    return ending[1] if ending is not None and ending[1].lower() not in _FORMATS else ""


_PICTURE = Type(_other_format, "Use a PNG, JPEG or GIF image.")


def _channel_says(element: Element, name: str) -> str:
    channel = element.parent.parent if element.parent is not None else None
    said = channel.child(name) if channel is not None else None
    return said.text.strip() if said is not None else ""


image_format = rule("rss/image-format", Level.WARNING, spec="RSS 2.0, image", refs=("ImageUrlFormat",))(
    typed({"image/url": _PICTURE}, "The image is a .{problem} file."),
    """The image of the channel is none of the formats that RSS names.

    RSS knows GIF, JPEG and PNG; readers that show other formats here are few.

    ```xml bad in=channel
    <image><url>https://example.com/logo.tiff</url><title>News</title><link>https://example.com/</link></image>
    ```
    ```xml good in=channel
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """,
)


@rule(
    "rss/image-link-unlike-channel",
    Level.WARNING,
    on="image/link",
    spec="RSS 2.0, image",
    refs=("ImageLinkDoesntMatch",),
)
def image_link_unlike_channel(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The image of the channel leads elsewhere than the channel.

    RSS says that both should be the same; a click on the picture surprises people otherwise.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/about/</link></image>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """
    value, wanted = element.text.strip(), _channel_says(element, "link")
    if value and wanted and not uris.same_resource(value, wanted):
        text = f'The image links to "{value}", the channel to "{wanted}".'
        yield Found(text=text, found=value, hint=f'Write "{wanted}" here, too.')


@rule(
    "rss/image-title-unlike-channel",
    Level.WARNING,
    on="image/title",
    spec="RSS Advisory Board profile, image",
    refs=("ImageTitleDoesntMatch",),
)
def image_title_unlike_channel(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The title of the image is not that of the channel.

    Readers use it as the picture's text, where people expect the name of the feed.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>Logo</title><link>https://example.com/</link></image>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """
    value, wanted = element.text.strip(), _channel_says(element, "title")
    if wanted and value != wanted:
        text = f'The title of the image is "{value}", that of the channel "{wanted}".'
        yield Found(text=text, found=value, hint=f'Write "{wanted}" here, too.')
