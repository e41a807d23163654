"""Values of the podcast namespace that have a grammar: licences, places, schedules, checksums, payments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import collapsed, missing, slots, stripped, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import Type, at_most, matching, one_of, or_blank, padded, that
from feedpub.validator.values import dates, languages, places, rrule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SPEC = "podcast namespace 1.0"
_LICENSE = re.compile(
    r"arr|pod-v4v-1\.0|cc0-1\.0|cc-by(?:-nc)?(?:-sa|-nd)?-(?:1\.0|2\.0|2\.5|3\.0|4\.0)|cc-pddc", re.IGNORECASE
)
"""Those of the list of 2026-05-13, and the Creative Commons licences by their names of SPDX, which it had before."""
_OSM = matching(
    patterns.lazy(r"[NWR][0-9]{1,18}(?:#[0-9]{1,9})?"),
    "is no object of OpenStreetMap",
    "Write N, W or R (node, way, relation) and its number: R113314.",
)
_COUNTRY = that(
    lambda value: len(value) == len("at") and languages.is_region(value),
    "is no country of ISO 3166-1",
    "Write its code of two letters: AT.",
)
_SRI = matching(
    patterns.lazy(r"sha(?:256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}"),
    "is no checksum of subresource integrity",
    "Write sha256-, sha384- or sha512- and the checksum in base64.",
)
_NODE = matching(
    patterns.lazy(r"0[23][0-9a-fA-F]{64}"), "is no public key of a Lightning node", "Write the 66 hexadecimal digits."
)
_LIGHTNING_ADDRESS = matching(
    patterns.lazy(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253}"), "is no Lightning address", "Write ann@example.com."
)
_PERCENT = that(
    lambda value: value.isdecimal() and int(value[:9]) <= 100,  # noqa: PLR2004 - said in the words beside it
    "is not a whole number from 0 to 100",
    "Write 90 for 90 percent.",
)
_BOOLEAN = one_of(("true", "false"))
_UUID = matching(
    patterns.lazy(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE),
    "is not a UUID",
    "Write the podcast:guid of the feed that is meant.",
)
_SOCIAL = one_of(("disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr"))
_CHAT = one_of(("irc", "xmpp", "nostr", "matrix"))


@rule("podcast/license-unknown", Level.WARNING, on="podcast:license", spec=f"{_SPEC}, license")
def license_unknown(license_: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The licence is none of the well-known ones, and has no address of its text.

    Nobody can tell what is allowed: apps show a name that leads nowhere. A licence of your own needs a url.

    ```xml bad in=channel
    <podcast:license>all rights reversed</podcast:license>
    ```
    ```xml good in=channel
    <podcast:license>cc-by-4.0</podcast:license>
    ```
    ```xml good in=channel
    <podcast:license url="https://example.com/licence">our-licence-v1</podcast:license>
    ```
    """
    name = license_.text.strip()
    if name and not (license_.get("url") or "").strip() and not _LICENSE.fullmatch(name):
        text = f'The licence "{name[:60]}" is not in the list, and has no url.'
        hint = "Write a name of the list, such as cc-by-4.0, or add the address of the licence as url."
        yield Found(text=text, found=name, hint=hint)


place_invalid = rule("podcast/place-invalid", Level.WARNING, spec=f"{_SPEC}, location; RFC 5870")(
    typed(
        {
            "podcast:location/@geo": Type(places.geo_problem, "Write latitude first: geo:48.2,16.37."),
            "podcast:location/@osm": _OSM,
            "podcast:location/@country": _COUNTRY,
        },
        'The {attribute} "{value}" {problem}.',
        read=stripped,
    ),
    """The place of a podcast is no address of RFC 5870, no object of OpenStreetMap, or in no country.

    Apps that find podcasts by place put it nowhere, or in the sea.

    ```xml bad in=channel
    <podcast:location geo="48.2, 16.37">Vienna</podcast:location>
    ```
    ```xml good in=channel
    <podcast:location geo="geo:48.2,16.37" osm="R109166" country="AT">Vienna</podcast:location>
    ```
    """,
)

rrule_invalid = rule("podcast/rrule-invalid", Level.WARNING, spec=f"{_SPEC}, updateFrequency; RFC 5545 section 3.3.10")(
    typed(
        {"podcast:updateFrequency/@rrule": Type(rrule.problem, "Write FREQ=WEEKLY;BYDAY=MO, for example.")},
        'The rule "{value:.100}" {problem}.',
        read=stripped,
    ),
    """The schedule of a podcast is no recurrence rule of iCalendar.

    Apps cannot tell when the next episode is due, and show nothing.

    ```xml bad in=channel
    <podcast:updateFrequency rrule="every Monday">Every Monday</podcast:updateFrequency>
    ```
    ```xml good in=channel
    <podcast:updateFrequency rrule="FREQ=WEEKLY;BYDAY=MO">Every Monday</podcast:updateFrequency>
    ```
    """,
)


@rule("podcast/schedule-without-start", Level.WARNING, on="podcast:updateFrequency", spec=f"{_SPEC}, updateFrequency")
def schedule_without_start(schedule: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A schedule counts its episodes and does not say from when, or its start is no date.

    Apps cannot tell which episode is the last.

    ```xml bad in=channel
    <podcast:updateFrequency rrule="FREQ=WEEKLY;COUNT=10">Ten weeks</podcast:updateFrequency>
    ```
    ```xml good in=channel
    <podcast:updateFrequency rrule="FREQ=WEEKLY;COUNT=10" dtstart="2026-11-02">Ten weeks</podcast:updateFrequency>
    ```
    """
    start, hint = schedule.get("dtstart"), 'Write dtstart="2026-11-02" or dtstart="2026-11-02T09:00:00Z".'
    if start is None and "COUNT=" in (schedule.get("rrule") or "").upper():
        yield Found(text="The rule has a COUNT, and there is no dtstart.", missing="dtstart", hint=hint)
    elif start is not None and (problem := dates.w3cdtf(start.strip()).problem):
        yield Found(text=f'The dtstart "{start}" {problem}.', attribute="dtstart", found=start, hint=hint)


value_invalid = rule("podcast/value-invalid", Level.WARNING, spec=_SPEC)(
    typed(
        {
            "podcast:updateFrequency/@complete": _BOOLEAN,
            "podcast:podping/@usesPodping": _BOOLEAN,
            "podcast:valueRecipient/@fee": _BOOLEAN,
            "podcast:valueTimeSplit/@remotePercentage": _PERCENT,
            "podcast:remoteItem/@feedGuid": or_blank(_UUID),
            "podcast:socialInteract/@protocol": _SOCIAL,
            "podcast:chat/@protocol": _CHAT,
        },
        'The {slot} "{value}" {problem}.',
        read=stripped,
    ),
    """A value of the podcast namespace is none of those that its specification allows.

    Apps take the default, or leave the element out: comments, chats and payments do not work.

    ```xml bad in=item
    <podcast:socialInteract protocol="mastodon" uri="https://social.example/@ann/1"/>
    ```
    ```xml good in=item
    <podcast:socialInteract protocol="activitypub" uri="https://social.example/@ann/1"/>
    ```
    """,
)

checksum_invalid = rule("podcast/checksum-invalid", Level.WARNING, spec=f"{_SPEC}, integrity; W3C SRI")(
    typed(
        {"podcast:integrity/@value": padded(_SRI)},
        'The value "{value:.100}" {problem}.',
        when=lambda integrity: integrity.get("type") == "sri",
    ),
    """The checksum of a file is not one of subresource integrity.

    Apps that compare it take the file for damaged, or do not compare.

    ```xml bad in=item
    <podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://example.com/1.opus"/>
    <podcast:integrity type="sri" value="md5-1B2M2Y8AsgTpgAmY7PhCfg=="/></podcast:alternateEnclosure>
    ```
    ```xml good in=item
    <podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://example.com/1.opus"/>
    <podcast:integrity type="sri" value="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="/>
    </podcast:alternateEnclosure>
    ```
    """,
)


@rule("podcast/recipient-invalid", Level.WARNING, on="podcast:valueRecipient", spec=f"{_SPEC}, valueRecipient")
def recipient_invalid(recipient: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The address of who is paid is not of the type that it is said to be.

    Payments of listeners fail, or go to nobody.

    ```xml bad in=channel
    <podcast:value type="lightning" method="keysend">
    <podcast:valueRecipient type="node" address="ann@example.com" split="100"/></podcast:value>
    ```
    ```xml good in=channel
    <podcast:value type="lightning" method="lnaddress">
    <podcast:valueRecipient type="lnaddress" address="ann@example.com" split="100"/></podcast:value>
    ```
    """
    kind = {"node": _NODE, "lnaddress": _LIGHTNING_ADDRESS}.get((recipient.get("type") or "").strip())
    address = (recipient.get("address") or "").strip()
    if kind is not None and address and (problem := kind.test(address)):
        yield Found(
            text=f'The address "{address[:100]}" {problem}.', attribute="address", hint=str(kind.hint), found=address
        )


part_missing = rule("podcast/part-missing", Level.WARNING, spec=_SPEC)(
    missing(
        {
            "podcast:alternateEnclosure": ("podcast:source",),
            "podcast:podroll": ("podcast:remoteItem",),
            "podcast:publisher": ("podcast:remoteItem",),
            "podcast:value": ("podcast:valueRecipient",),
        },
        "{element.qname} holds no {name}.",
        "Add <{name}>, or leave {element.qname} out.",
    ),
    """An element of the podcast namespace lacks the part that makes it useful.

    An enclosure without a source cannot be played, a value without recipients pays nobody.

    ```xml bad in=item
    <podcast:alternateEnclosure type="audio/opus" length="5000"/>
    ```
    ```xml good in=item
    <podcast:alternateEnclosure type="audio/opus" length="5000"><podcast:source uri="https://example.com/1.opus"/></podcast:alternateEnclosure>
    ```
    """,
)


@rule("podcast/soundbite-length", Level.INFO, on="podcast:soundbite", spec=f"{_SPEC}, soundbite")
def soundbite_length(soundbite: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A soundbite is shorter than 15 seconds or longer than two minutes.

    Apps play it as a sample of the episode, and some leave out those of unusual length.

    ```xml bad in=item
    <podcast:soundbite startTime="60" duration="600">The best of it</podcast:soundbite>
    ```
    ```xml good in=item
    <podcast:soundbite startTime="60" duration="45">The best of it</podcast:soundbite>
    ```
    """
    stated = (soundbite.get("duration") or "").strip()
    if _SECONDS.fullmatch(stated) and not _SHORTEST <= float(stated) <= _LONGEST:
        text = f"The soundbite lasts {stated} seconds."
        yield Found(text=text, attribute="duration", found=stated, hint="Choose 15 to 120 seconds.")


_SECONDS = patterns.lazy(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_SHORTEST, _LONGEST = 15, 120

label_too_long = rule("podcast/label-too-long", Level.WARNING, spec=_SPEC)(
    typed(
        {
            **slots(
                at_most(128, "aggregators take"),
                "podcast:license podcast:updateFrequency podcast:trailer podcast:season/@name podcast:image/@purpose",
            ),
            "podcast:episode/@display": at_most(32, "apps show"),
            "podcast:alternateEnclosure/@title": at_most(32, "apps show"),
            "podcast:txt": at_most(4000, "aggregators take"),
        },
        "The {slot} has {problem}.",
        "Shorten it.",
        found="{value:.60}",
        read=collapsed,
    ),
    """A name or text of the podcast namespace is longer than its specification allows.

    Aggregators cut it off there.

    ```xml bad in=item
    <podcast:episode display="The one in which we talk about tides">3</podcast:episode>
    ```
    ```xml good in=item
    <podcast:episode display="Ch. 3">3</podcast:episode>
    ```
    """,
)
