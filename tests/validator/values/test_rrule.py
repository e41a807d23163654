from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.values import rrule


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10",
        "FREQ=YEARLY;BYDAY=+4TH,-1SU;BYMONTH=11",
        "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z;BYDAY=MO",
        "FREQ=MONTHLY;UNTIL=20271231T235959Z;BYMONTHDAY=-1;WKST=SU",
        "freq=weekly;byday=mo;",
    ],
)
def test_rules_of_icalendar_are_read(text: str) -> None:
    assert rrule.problem(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("every Monday", 'without "="'),
        ("FREQ=FORTNIGHTLY", '"FORTNIGHTLY" for FREQ'),
        ("INTERVAL=2", "has no FREQ"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ twice"),
        ("FREQ=WEEKLY;BYDAY=MON", '"MON" for BYDAY'),
        ("FREQ=WEEKLY;BYDAY=", "for BYDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"),
        ("FREQ=WEEKLY;UNTIL=soon", "UNTIL"),
        ("FREQ=WEEKLY;ON=MO", "the part ON"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20271231", "both COUNT and UNTIL"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(text: str, problem: str) -> None:
    assert problem in (rrule.problem(text) or "")


@given(st.text())
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    assert rrule.problem(text) is None or rrule.problem(text)
