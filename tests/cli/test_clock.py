from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedpub.cli.environment import now
from feedpub.model.errors import UsageError


def test_now_is_what_source_date_epoch_says() -> None:
    assert now({"SOURCE_DATE_EPOCH": "86400"}) == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_now_is_aware_and_in_whole_seconds(environ: dict[str, str]) -> None:
    moment = now(environ)
    assert (moment.tzinfo, moment.microsecond) == (UTC, 0)


@pytest.mark.parametrize("text", ["tomorrow", "-1", "1.5", " 1", "١", "9" * 13, "9" * 40])
def test_a_source_date_epoch_that_is_no_moment_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        now({"SOURCE_DATE_EPOCH": text})
