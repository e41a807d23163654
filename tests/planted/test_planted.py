from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Level
from tests.planted.fault import Planted, planted
from tests.planted.harmless import changed
from tests.planted.kinds import FAULTS
from tests.planted.looks import CLEAN, Look
from tests.planted.silent import SILENT
from tests.validator.mutations import check_bytes

if TYPE_CHECKING:
    from feedpub.model.records import Diagnostic

_RATE = 0.98


@cache
def _all() -> tuple[Planted, ...]:
    return tuple(planted(FAULTS))


def _complaints(look: Look, edition: int, text: str) -> list[Diagnostic]:
    report = check_bytes(text.encode(), look.path, look.url(edition))
    return [one for one in report.diagnostics if one.level is not Level.INFO]


def test_there_are_many_mistakes_of_many_kinds_and_each_has_a_place() -> None:
    assert len(_all()) > 300
    assert len({one.fault.kind for one in _all()}) > 40
    assert {fault.kind for fault in FAULTS} == {one.fault.kind for one in _all()}


@pytest.mark.parametrize(("look", "edition"), CLEAN, ids=lambda one: getattr(one, "name", str(one)))
def test_a_clean_document_has_nothing_to_complain_of(look: Look, edition: int) -> None:
    assert _complaints(look, edition, look.write(edition)) == []


@pytest.mark.parametrize("kind", dict.fromkeys(fault.kind for fault in FAULTS if fault.kind not in SILENT))
def test_a_mistake_is_named_by_its_rule_on_its_line(kind: str) -> None:
    one = next(planted(FAULTS, kind))
    assert one.is_found(), [f"{each.where.line} {each.level.value} {each.code}" for each in one.said()]


@pytest.mark.slow
def test_nearly_all_mistakes_are_found_wherever_they_are() -> None:
    tried = [one for one in _all() if one.fault.kind not in SILENT]
    silent = [one.name for one in tried if not one.is_found()]
    assert len(silent) <= (1 - _RATE) * len(tried), silent


@pytest.mark.slow
def test_what_is_found_is_not_listed_as_silent() -> None:
    missed = {one.fault.kind for one in _all() if one.fault.kind in SILENT and not one.is_found()}
    assert SILENT - missed == set()


@pytest.mark.slow
def test_what_is_no_mistake_causes_no_complaint() -> None:
    false = {
        f"{one.kind} {look.name}": [each.code for each in complaints]
        for one, look, edition, edit in changed()
        if (complaints := _complaints(look, edition, edit.text))
    }
    assert false == {}
