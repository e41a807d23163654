from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from feedpub.validator import RULES
from feedpub.validator.examples import diagnose
from feedpub.validator.rule import Scope
from feedpub.validator.ruleset import Ruleset

if TYPE_CHECKING:
    from feedpub.validator.rule import Example, Rule

_NAME = re.compile(r"[a-z][a-z0-9]*/[a-z0-9]+(-[a-z0-9]+)*")


def _examples(*, bad: bool) -> list[tuple[Rule, Example]]:
    return [(one, example) for one in RULES for example in (one.bad if bad else one.good)]


def _names(pairs: list[tuple[Rule, Example]]) -> list[str]:
    return [f"{one.name}-{(one.bad + one.good).index(example)}" for one, example in pairs]


_RULESET = Ruleset(RULES)
_BAD = _examples(bad=True)
_GOOD = _examples(bad=False)


@pytest.mark.parametrize(("one", "example"), _BAD, ids=_names(_BAD))
def test_a_bad_example_trips_its_rule(one: Rule, example: Example) -> None:
    said = diagnose(example, _RULESET)
    assert one.name in {diagnostic.code for diagnostic in said}, said
    assert "internal/crash" not in {diagnostic.code for diagnostic in said}, said


@pytest.mark.parametrize(("one", "example"), _GOOD, ids=_names(_GOOD))
def test_a_good_example_does_not_trip_its_rule(one: Rule, example: Example) -> None:
    said = diagnose(example, _RULESET)
    assert [diagnostic for diagnostic in said if diagnostic.code in {one.name, "internal/crash"}] == []


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_a_rule_says_what_is_wrong_why_it_matters_and_shows_both(one: Rule) -> None:
    assert _NAME.fullmatch(one.name)
    assert one.summary.endswith(".")
    assert one.why.endswith(".")
    assert one.spec
    assert one.bad
    assert one.good


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_every_message_of_a_rule_has_a_place_a_reason_and_advice(one: Rule) -> None:
    alone = Ruleset((one,))
    for example in one.bad:
        for diagnostic in diagnose(example, alone):
            # What is said of a live site has its place in an address, which has no lines.
            is_live = one.scope is Scope.LIVE and diagnostic.where.path.startswith("http")
            assert is_live or diagnostic.where.line
            assert is_live or diagnostic.where.column
            assert diagnostic.hint, diagnostic
            assert diagnostic.text.endswith((".", "…")), diagnostic
