from __future__ import annotations

import pytest

from feedpub.validator.values import repair, uris

_WRITE = (
    ("https://example.com/low water", "https://example.com/low%20water"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://example.com/a|b", "https://example.com/a%7Cb"),
    ("https://example.com\\a", "https://example.com/a"),
    ("http:\\\\example.com\\a", "http://example.com/a"),
    ("http//example.com/a", "http://example.com/a"),
    ("http:/example.com/a", "http://example.com/a"),
    ("https:example.com/a", "https://example.com/a"),
    ("https;//example.com/a", "https://example.com/a"),
    ("www.example.com/a", "https://www.example.com/a"),
    ("//example.com/a", "https://example.com/a"),
    ("<https://example.com/a>", "https://example.com/a"),
    ("[One](https://example.com/a)", "https://example.com/a"),
    ('<a href="https://example.com/a">One</a>', "https://example.com/a"),
    (" https://example.com/a\n", "https://example.com/a"),
    ("https://example.com/a https://example.com/b", "https://example.com/a"),
    ("https://example.com/\n    a", "https://example.com/a"),
    ("https://example.com/a\tb c", "https://example.com/ab%20c"),
    ("https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc", "https://example.com/a?b=c"),
    ("https:// example.com/a", "https://example.com/a"),
    ("https://example.com /a b", "https://example.com/a%20b"),
)


@pytest.mark.parametrize(("address", "meant"), _WRITE)
def test_the_address_that_was_meant_is_written_out(address: str, meant: str) -> None:
    assert f'Write "{meant}"' in repair.advice(address) or f'such as "{meant}"' in repair.advice(address)
    assert uris.absolute_problem(meant) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/a", repair.WHOLE),
        ("index.html", repair.WHOLE),
        ("", repair.WHOLE),
        ("/low water", "a space is %20"),
        ("{{ page.url }}", "carried out"),
        ("https://example.com/<name>", "what it stands for"),
        ("https://example.com/[1]", "%5B and %5D"),
        ("https://example.com/#a#b", "%23"),
        ("https:///a", "a host behind"),
        ("https://example one.com/a", "a host behind"),
        ("https://example.com:99999/", "up to 65535"),
    ],
)
def test_what_cannot_be_guessed_is_described(address: str, words: str) -> None:
    assert words in repair.advice(address)


def test_a_reference_that_may_be_relative_is_not_asked_to_be_whole() -> None:
    assert repair.WHOLE not in repair.advice("a:b:c", may_be_relative=True)
