"""What the validator says is said wholly in Korean: its rules, their examples, the corpus, and planted mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from feedpub.cli import languages
from feedpub.validator import RULES
from feedpub.validator.examples import diagnose
from feedpub.validator.ruleset import Ruleset
from tests.planted.fault import planted
from tests.planted.kinds import FAULTS
from tests.validator import corpus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.model.records import Diagnostic

KOREAN: Final = languages.catalogue_of("ko")
VALUES: Final = re.compile(r'https?://\S+|"[^"]*"|<[^>]*>|&[^;]*;|\S*[:/.@]\S*')
"""Addresses, quotations, tags and names of files: they are the same in every language."""
ENGLISH: Final = re.compile(r"\b[a-z]+ [a-z]+\b|\A(is|has|holds|a|an|the) |\Awhich\b")
HANGUL: Final = re.compile(r"[가-힣]")


def in_english(texts: Iterable[str]) -> list[str]:
    """Return those texts of which something stays English in Korean that is no value."""
    return sorted({text for text in texts if text and not _is_korean(text)})


def _is_korean(text: str) -> bool:
    found = KOREAN.message(text)
    return found is not None and not any(ENGLISH.search(VALUES.sub("", kept)) for kept in found.kept)


def _said(diagnostics: Iterable[Diagnostic]) -> Iterable[str]:
    return (text for one in diagnostics for text in (one.text, one.hint, one.why))


@pytest.mark.parametrize(
    "text",
    [
        "The mood is bad.",
        "The host has a hole in its middle.",
        'The address "https://example.com/" is too round for this.',
    ],
)
def test_what_no_entry_has_would_be_noticed(text: str) -> None:
    assert in_english([text]) == [text]


def test_each_rule_is_explained_in_korean() -> None:
    assert in_english(text for one in RULES for text in (one.summary, one.why)) == []


def test_what_each_rule_says_of_its_bad_examples_is_said_in_korean() -> None:
    assert (
        in_english(_said(said for one in RULES for example in one.bad for said in diagnose(example, Ruleset((one,)))))
        == []
    )


def test_what_is_said_of_the_corpus_is_said_in_korean() -> None:
    files = (one for case in corpus.cases() if case.is_file() for one in corpus.diagnose(case))
    folders = (one for case in corpus.cases() if case.is_dir() for _, one in corpus.diagnose_folder(case))
    assert in_english(_said((*files, *folders))) == []


def test_what_is_said_of_planted_mistakes_is_said_in_korean() -> None:
    one_of_each = {one.fault.kind: one for one in planted(FAULTS)}.values()
    assert in_english(_said(said for one in one_of_each for said in one.said())) == []


@pytest.mark.parametrize(
    "text",
    [
        "The <guid> is empty. Here and behind, this rule found 1,200 more in this file, which are not listed.",
        "The feed has no xml:lang attribute. The rule was not run on the rest of the file: it had found enough.",
        "Rule atom/no-text failed here: ValueError: 7",
        'The length "" is no number of bytes.',
        'The date "the "1st" of May" has no time of day.',
        'The address "https://example.com/a\nb" has a line break, which no URL may have.',
    ],
)
def test_what_is_said_beside_the_rules_is_said_in_korean(text: str) -> None:
    assert in_english([text]) == []
    assert HANGUL.search(KOREAN.lines(text))


def test_values_stay_as_they_are() -> None:
    said = KOREAN.message('The address "The email is empty." is relative: it has no scheme and no host.')
    assert said is not None
    assert '"The email is empty."' in said.text
