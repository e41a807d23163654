from __future__ import annotations

import pytest

from feedpub.validator.rules.extensions.tables import podcast_roles
from tests.validator.rules.extensions.documents import said


@pytest.mark.parametrize("medium", ["podcast", "music", "audiobookL", "courseL", "mixed"])
def test_media_and_lists_of_them_are_known(medium: str) -> None:
    assert said(f"<podcast:medium>{medium}</podcast:medium>", "channel") == []


@pytest.mark.parametrize("text", ["<podcast:locked>Yes</podcast:locked>", "<podcast:medium>mixedL</podcast:medium>"])
def test_other_words_are_not(text: str) -> None:
    assert said(text, "channel") == ["podcast/word-unknown"]


@pytest.mark.parametrize("role", sorted(podcast_roles("role")))
def test_each_role_of_the_taxonomy_is_known_in_any_case(role: str) -> None:
    assert said(f'<podcast:person role="{role.title()}">Ann</podcast:person>') == []


def test_a_group_that_nobody_knows_is_mentioned() -> None:
    assert said('<podcast:person group="friends">Ann</podcast:person>') == ["podcast/role-unknown"]


@pytest.mark.parametrize("media_type", ["text/vtt", "application/x-subrip", "text/plain; charset=utf-8"])
def test_transcripts_are_of_a_type_that_apps_read(media_type: str) -> None:
    assert said(f'<podcast:transcript url="https://example.com/1" type="{media_type}"/>') == []


def test_chapters_are_json() -> None:
    assert said('<podcast:chapters url="https://example.com/1" type="text/vtt"/>') == ["podcast/file-type-unusual"]


@pytest.mark.parametrize("start", ["2026-12-01T09:00:00Z", "2026-12-01T09:00:00.000-0600", "2026-12-01T09:00:00+09:00"])
def test_live_streams_start_at_a_moment(start: str) -> None:
    assert said(f'<podcast:liveItem status="live" start="{start}"/>', "channel") == []


def test_live_streams_start_at_no_other_time() -> None:
    text = '<podcast:liveItem status="live" start="2026-12-01T09:00:00" end="soon"/>'
    assert said(text, "channel") == ["podcast/live-time-invalid"]


def test_what_holds_for_items_holds_for_live_ones() -> None:
    season = "<podcast:season>1</podcast:season>"
    text = f'<podcast:liveItem status="live" start="2026-12-01T09:00:00Z">{season}</podcast:liveItem>'
    assert said(text, "channel") == []


def test_an_owner_is_an_address_where_one_is_named() -> None:
    assert said("<podcast:locked>yes</podcast:locked>", "channel") == []
    assert said('<podcast:locked owner="ann@example.com">yes</podcast:locked>', "channel") == []
    assert said('<podcast:locked owner="ann">yes</podcast:locked>', "channel") == ["podcast/owner-invalid"]


def test_an_empty_id_is_one_finding() -> None:
    assert said("<podcast:guid/>", "channel") == ["podcast/text-blank"]


def test_comments_that_are_off_need_no_address() -> None:
    assert said('<podcast:socialInteract protocol="disabled"/>') == []


@pytest.mark.parametrize("name", ["cc-by-4.0", "CC-BY-NC-ND-4.0", "ARR", "POD-V4V-1.0", "cc0-1.0"])
def test_well_known_licences_need_no_address(name: str) -> None:
    assert said(f"<podcast:license>{name}</podcast:license>", "channel") == []


@pytest.mark.parametrize("name", ["cc-by-9", "All rights reserved", "MIT-like"])
def test_other_licences_need_one(name: str) -> None:
    assert said(f"<podcast:license>{name}</podcast:license>", "channel") == ["podcast/license-unknown"]
    assert said(f'<podcast:license url="https://example.com/l">{name}</podcast:license>', "channel") == []


@pytest.mark.parametrize(
    "attribute", ['geo="geo:148.2,16.37"', 'geo="48.2,16.37"', 'osm="113314"', 'country="Austria"']
)
def test_places_are_written_as_their_registers_have_them(attribute: str) -> None:
    assert said(f"<podcast:location {attribute}>Vienna</podcast:location>") == ["podcast/place-invalid"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('rrule="FREQ=WEEKLY;BYDAY=MO"', []),
        ('complete="true"', []),
        ('rrule="weekly"', ["podcast/rrule-invalid"]),
        ('complete="yes"', ["podcast/value-invalid"]),
        ('rrule="FREQ=DAILY;COUNT=3"', ["podcast/schedule-without-start"]),
        ('rrule="FREQ=DAILY;COUNT=3" dtstart="2023-08-28T00:00:00.000Z"', []),
        ('dtstart="Monday"', ["podcast/schedule-without-start"]),
    ],
)
def test_schedules_are_rules_of_icalendar(attributes: str, expected: list[str]) -> None:
    assert said(f"<podcast:updateFrequency {attributes}>Often</podcast:updateFrequency>", "channel") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<podcast:podping usesPodping="1"/>', "podcast/value-invalid"),
        ('<podcast:chat server="irc.example.com" protocol="IRC"/>', "podcast/value-invalid"),
        ('<podcast:podroll><podcast:remoteItem feedGuid="x"/></podcast:podroll>', "podcast/value-invalid"),
        ("<podcast:podroll/>", "podcast/part-missing"),
        ('<podcast:value type="lightning" method="keysend"/>', "podcast/part-missing"),
        (f"<podcast:txt>{'a' * 4001}</podcast:txt>", "podcast/label-too-long"),
    ],
)
def test_values_are_those_of_the_specification(text: str, expected: str) -> None:
    assert said(text, "channel") == [expected]


@pytest.mark.parametrize(
    ("kind", "address", "is_right"),
    [
        ("node", "02" + 64 * "a", True),
        ("node", "ann@example.com", False),
        ("lnaddress", "ann@example.com", True),
        ("lnaddress", "02" + 64 * "a", False),
        ("other", "anything", True),
    ],
)
def test_who_is_paid_has_an_address_of_its_type(kind: str, address: str, *, is_right: bool) -> None:
    recipient = f'<podcast:valueRecipient type="{kind}" address="{address}" split="1"/>'
    text = f'<podcast:value type="lightning" method="{kind}">{recipient}</podcast:value>'
    assert said(text, "channel") == ([] if is_right else ["podcast/recipient-invalid"])


def test_soundbites_are_neither_very_short_nor_very_long() -> None:
    assert said('<podcast:soundbite startTime="1" duration="14.5"/>') == ["podcast/soundbite-length"]
    assert said('<podcast:soundbite startTime="1" duration="120"/>') == []
