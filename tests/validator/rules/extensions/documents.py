"""Fragments as documents, for tests of the rules of extensions: what do these rules, and only these, say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.validator.examples import diagnose
from feedpub.validator.rule import Example, rules_in
from feedpub.validator.rules import extensions
from feedpub.validator.ruleset import Ruleset

if TYPE_CHECKING:
    from feedpub.model.records import Diagnostic

RULESET = Ruleset(rules_in(*extensions.MODULES))

_OF_THE_CHANNEL = "itunes/required-tag-missing"


def _found(text: str, inside: str) -> list[Diagnostic]:
    """Return what is found; nothing about the channel where the fragment is an item."""
    found = diagnose(Example(text=text, language="xml", inside=inside), RULESET)
    return [one for one in found if inside != "item" or one.code != _OF_THE_CHANNEL]


def said(text: str, inside: str = "item") -> list[str]:
    """Return the names of the rules of extensions that a fragment trips, sorted, without repeats."""
    return sorted({one.code for one in _found(text, inside)})


def hints(text: str, inside: str = "item") -> list[str]:
    """Return the hints of all that is found in a fragment, in order."""
    return [one.hint for one in _found(text, inside)]
