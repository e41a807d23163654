from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedpub.sites.pelican import address, content, slugs
from feedpub.text.dates import PartialDateError, zone

DAY = datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{slug}.html", "tea.html"),
        ("{date:%Y}/{date:%m}/{date:%-d}/{slug}/", "2024/03/4/tea/"),
        ("{date:%b}-{date:%B}-{date:%a}-{date:%A}", "Mar-March-Mon-Monday"),
        ("{date:%-H}{date:%%}{date:%q}", "5%%q"),
        ("{date.year}/{date.month:02d}/{date.day:02}", "2024/03/04"),
        ("{slug:.2}", "te"),
        ("{date}", "2024-03-04 05:06:07+00:00"),
        ("plain", "plain"),
    ],
)
def test_a_pattern_is_filled_in_as_pelican_does(pattern: str, expected: str) -> None:
    address.check(pattern)
    assert address.fill(pattern, {"slug": "tea"}, DAY) == expected


@pytest.mark.parametrize(
    "pattern", ["{slug", "{slug!r}", "{}", "{slug.__class__}", "{date.tzinfo}", "{date:%c}", "{a[0]}", "{0.a}"]
)
def test_a_pattern_that_no_post_can_fill_in_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        address.check(pattern)


@pytest.mark.parametrize(
    "pattern", ["{missing}", "{slug:>9999}", "{slug:{width}}", "{date.year:>9999}", "{date.zone}", "{slug.x}"]
)
def test_a_pattern_that_a_post_cannot_fill_in_is_an_error(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        address.fill(pattern, {"slug": "tea"}, DAY)


def test_a_pattern_with_a_date_needs_one() -> None:
    with pytest.raises(ValueError, match="the post has none"):
        address.fill("{date:%Y}", {}, None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-06-21", "2024-06-21T00:00:00+09:00"),
        ("2024-06-21_10:30", "2024-06-21T10:30:00+09:00"),
        ("06/21/2024", "2024-06-21T00:00:00+09:00"),
        ("6/7/2024 10:30 PM", "2024-06-07T22:30:00+09:00"),
        ("21.6.2024 12:30 am", "2024-06-21T00:30:00+09:00"),
        ("2024-06-21T10:30:00-05:00", "2024-06-21T10:30:00-05:00"),
        ("2024-6-21 8:5", "2024-06-21T08:05:00+09:00"),
        ("17-01-02", "2002-01-17T00:00:00+09:00"),
        ("1/2/17", "2017-01-02T00:00:00+09:00"),
        ("2024-06-21 10am", "2024-06-21T10:00:00+09:00"),
        ("2024-06-21 10:00 EST", "2024-06-21T10:00:00+09:00"),
        ("2024-06-21 10:00 UTC+9", "2024-06-21T10:00:00-09:00"),
        ("2024-06-21 10:00 -3", "2024-06-21T10:00:00-03:00"),
        ("Fri, 21 Jun 2024 10:00:00 GMT", "2024-06-21T10:00:00+00:00"),
    ],
)
def test_dates_are_read_as_pelican_reads_them(written: str, expected: str) -> None:
    assert content.read_date(written, zone("Asia/Seoul")).isoformat() == expected


@pytest.mark.parametrize("written", ["13/13/2024", "25:00 pm 1/1/2024", "soon"])
def test_a_date_that_pelican_refuses_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        content.read_date(written, UTC)


@pytest.mark.parametrize("written", ["June", "2024", "10:30", "June 2024"])
def test_a_date_that_pelican_would_fill_up_with_the_day_of_the_build_is_none(written: str) -> None:
    with pytest.raises(PartialDateError):
        content.read_date(written, UTC)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Hello, World!", "hello-world"),
        ("R&amp;D &amp; <em>more</em> <!-- x -->", "rd-more"),
        ("한글 제목", "hangeul-jemog"),
        ("日本語", "ri-ben-yu"),
        ("Ångström ﬁ", "angstrom-fi"),
        ("  -- a  b -- ", "-a-b-"),
        ("!!!", ""),
    ],
)
def test_slugs_are_pelicans(title: str, expected: str) -> None:
    assert slugs.slugify(title, slugs.DEFAULTS, use_unicode=False, preserve_case=False) == expected


def test_slugs_may_keep_their_script_and_case() -> None:
    assert slugs.slugify("한글 Tea", slugs.DEFAULTS, use_unicode=True, preserve_case=True) == "한글-Tea"
