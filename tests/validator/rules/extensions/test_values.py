from __future__ import annotations

import pytest

from tests.validator.rules.extensions.documents import hints, said

URL = 'url="https://example.com/1"'


@pytest.mark.parametrize("value", ["1", "42", "007", " 3 ", "+5"])
def test_whole_numbers_above_zero_are_taken(value: str) -> None:
    assert said(f"<itunes:episode>{value}</itunes:episode>") == []


@pytest.mark.parametrize("value", ["0", "000", "-1", "1.5", "one", "１"])
def test_other_numbers_are_no_numbers_of_episodes(value: str) -> None:
    assert said(f"<itunes:episode>{value}</itunes:episode>") == ["extension/number-not-positive"]


@pytest.mark.parametrize(
    "markup",
    ["<itunes:episode/>", "<thr:total/>", f'<media:content {URL} type=""/>', "<wfw:commentRss> </wfw:commentRss>"],
)
def test_an_empty_value_is_advice_alone(markup: str) -> None:
    assert said(markup) == ["extension/blank"]


@pytest.mark.parametrize("attribute", ["fileSize", "height", "width"])
def test_sizes_of_recordings_are_whole_numbers(attribute: str) -> None:
    assert said(f'<media:content {URL} {attribute}="120"/>') == []
    assert said(f'<media:content {URL} {attribute}="120px"/>') == ["extension/number-not-positive"]


@pytest.mark.parametrize("attribute", ["bitrate", "duration", "framerate", "samplingrate"])
def test_rates_of_recordings_are_decimal_numbers(attribute: str) -> None:
    assert said(f'<media:content {URL} {attribute}="44.1"/>') == []
    assert said(f'<media:content {URL} {attribute}="44,1"/>') == ["extension/decimal-invalid"]


@pytest.mark.parametrize(("value", "is_right"), [("0", True), ("12", True), ("-1", False), ("two", False)])
def test_a_count_may_be_zero(value: str, *, is_right: bool) -> None:
    assert said(f"<slash:comments>{value}</slash:comments>", "entry") == (
        [] if is_right else ["extension/count-invalid"]
    )


@pytest.mark.parametrize("value", ["now", "3", "3.5", "12:05:01", "12:05:01.123", "0:1:2", "00:15"])
def test_normal_play_time_is_taken(value: str) -> None:
    assert said(f'<media:thumbnail {URL} time="{value}"/>') == []


@pytest.mark.parametrize("value", ["-3", "soon", "12:64", "1:60:00", "3s", "nowadays", "npt=3"])
def test_other_times_are_not(value: str) -> None:
    assert said(f'<media:thumbnail {URL} time="{value}"/>') == ["media/time-invalid"]


GEO = 'xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"'


@pytest.mark.parametrize(("lat", "long"), [("48.2", "-16.4"), ("-90", "180"), ("+1", "0.")])
def test_places_on_the_earth_are_taken(lat: str, long: str) -> None:
    assert said(f"<geo:lat {GEO}>{lat}</geo:lat><geo:long {GEO}>{long}</geo:long>") == []


@pytest.mark.parametrize("lat", ["90.1", "48° N", "", "nan", "inf"])
def test_places_off_the_earth_are_not(lat: str) -> None:
    assert said(f"<geo:lat {GEO}>{lat}</geo:lat><geo:long {GEO}>16.4</geo:long>") == ["geo/degrees-invalid"]


@pytest.mark.parametrize("value", ["2026", "2026-11", "2026-11-01", "2026-11-01T09:00Z", "2026-11-01T09:00:00.5+09:00"])
def test_dates_of_the_w3c_are_taken(value: str) -> None:
    assert said(f"<dc:date>{value}</dc:date>") == []


@pytest.mark.parametrize(
    "value", ["", "1.11.2026", "2026-11-31", "2026-11-01T09:00", "2026-11-01 09:00:00Z", "26-11-01"]
)
def test_other_dates_are_not(value: str) -> None:
    assert said(f"<dcterms:created>{value}</dcterms:created>") == ["extension/date-not-w3cdtf"]


def test_the_base_of_an_interval_may_lie_in_any_year() -> None:
    assert said("<sy:updateBase>1970-01-01T00:00:00Z</sy:updateBase>", "channel") == []
    assert said("<dc:date>1970-01-01</dc:date>", "channel") == ["extension/date-implausible"]


def test_a_language_that_is_none_is_answered_with_the_one_meant() -> None:
    assert hints("<dc:language>de_AT</dc:language>") == ["Write de-AT."]
    assert hints("<dc:language>zzzz</dc:language>") == ["Write a tag such as en, de-AT or zh-Hans."]
    assert hints("<dc:language></dc:language>") == ["Write a tag such as en, de-AT or zh-Hans."]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "1.mp3",
        "/1.mp3",
        "//example.com/1.mp3",
        "https://example.com/a b",
        "http:example.com",
        "tag:x",
        "urn:uuid:1",
    ],
)
def test_what_is_no_absolute_address_is_found(address: str) -> None:
    assert said(f'<media:thumbnail url="{address}"/>') == ["extension/address-invalid"]


def test_an_address_beyond_ascii_is_answered_with_its_encoded_form() -> None:
    assert hints('<media:thumbnail url="https://example.com/ü.jpg"/>') == ["Write https://example.com/%C3%BC.jpg."]


@pytest.mark.parametrize("scheme", ["urn:ebu", "urn:yvs", "https://example.com/roles", "urn:flickr:tags"])
def test_names_of_schemes_are_taken(scheme: str) -> None:
    assert said(f'<media:credit scheme="{scheme}">Ann</media:credit>') == []


@pytest.mark.parametrize("text", ["R&amp;amp;D", "&lt;b>salt&lt;/b>", "&amp;copy; Ann", "&amp;#169; Ann"])
def test_markup_in_plain_text_is_found(text: str) -> None:
    assert said(f"<media:copyright>{text}</media:copyright>") == ["extension/markup-in-plain-text"]


@pytest.mark.parametrize("text", ["R&amp;D", "a &lt; b", "© Ann", "List&lt;T>"])
def test_text_with_signs_of_its_own_is_plain(text: str) -> None:
    assert said(f"<media:copyright>{text}</media:copyright>") == []


@pytest.mark.parametrize(("name", "most"), [("summary", 4000), ("author", 255)])
def test_a_text_may_be_as_long_as_apple_takes(name: str, most: int) -> None:
    assert "itunes/text-too-long" not in said(f"<itunes:{name}>{'x' * most}</itunes:{name}>")
    assert "itunes/text-too-long" in said(f"<itunes:{name}>{'x' * (most + 1)}</itunes:{name}>")
