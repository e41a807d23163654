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
