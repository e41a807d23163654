from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawn import examples
from tests.validator import mutations

pytestmark = pytest.mark.slow

_SEEDS = mutations.seeds()
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(examples(600), suppress_health_check=_SLOW)
@given(st.integers(min_value=0, max_value=1 << 64))
def test_no_broken_document_crashes_or_goes_without_a_message(number: int) -> None:
    random = Random(number)  # noqa: S311 - no secret, but the same documents each time
    data = mutations.broken(random.choice(_SEEDS), random.choice(_SEEDS), random)
    assert mutations.complaint(mutations.check_bytes(data)) == "", data


@settings(examples(120), suppress_health_check=_SLOW)
@given(mutations.xml_documents())
def test_no_xml_of_known_names_in_any_order_crashes(data: bytes) -> None:
    assert mutations.complaint(mutations.check_bytes(data)) == "", data


@settings(examples(120), suppress_health_check=_SLOW)
@given(mutations.json_documents())
def test_no_json_of_known_keys_with_any_values_crashes(data: bytes) -> None:
    assert mutations.complaint(mutations.check_bytes(data, "feed.json")) == "", data


@settings(examples(120), suppress_health_check=_SLOW)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_crash_or_go_without_a_message(data: bytes) -> None:
    assert mutations.complaint(mutations.check_bytes(data)) == "", data
