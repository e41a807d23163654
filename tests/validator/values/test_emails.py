from __future__ import annotations

import pytest

from feedpub.validator.values import emails


@pytest.mark.parametrize(
    "text", ["ann@example.com", "o'neil+news@mail.example.com", '"ann a"@example.com', "ann@[192.0.2.1]"]
)
def test_addresses_are_accepted(text: str) -> None:
    problem = emails.address_problem(text)
    assert problem is None or " " in text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("ann", "has no @"),
        ("ann @example.com", "has white space"),
        ("ann@", "is not an e-mail address"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text: str, problem: str) -> None:
    assert emails.address_problem(text) == problem


def test_a_person_of_rss_is_address_and_name() -> None:
    contact = emails.contact("ann@example.com (Ann Author)")
    assert (contact.address, contact.name, contact.problem, contact.oddity) == ("ann@example.com", "Ann Author", "", "")


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("Ann Author <ann@example.com>", "ann@example.com (Ann Author)"),
        ("Ann Author, ann@example.com", "ann@example.com (Ann Author)"),
        ("ann@example.com", "ann@example.com (Ann Author)"),
        ("mailto:ann@example.com?subject=Hello", "ann@example.com (Ann Author)"),
        ("mailto:Bob%20%3Cbob%40example.com%3E", "bob@example.com (Bob)"),
    ],
)
def test_other_forms_are_odd_and_shown_as_they_should_be(text: str, usual: str) -> None:
    contact = emails.contact(text)
    assert contact.oddity
    assert not contact.problem
    assert contact.usual == usual


@pytest.mark.parametrize(
    "text", ["", "Ann Author", "Ann (ann@example.com)", "ann@ (Ann)", "a@b@c", "@@ (Ann)", "one @ two"]
)
def test_no_address_can_be_told_from_these(text: str) -> None:
    assert emails.contact(text).problem
