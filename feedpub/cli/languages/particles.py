"""Particles of Korean, of which each has two forms: one behind a consonant, one behind a vowel.

A catalogue writes both, `은(는)`, for it does not know the value that will stand before them. Where that ends with a
Korean syllable or a digit, the right one is left here; behind other letters nobody knows how they are read, and both
stay. Other languages have no such pairs, so nothing of theirs is changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAIRS: Final[Mapping[str, tuple[str, str]]] = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라는": ("이라는", "라는"),
}
"""What a catalogue writes -> the form behind a consonant, and that behind a vowel."""
_PAIR: Final = patterns.lazy(
    rf"""(?P<last>[가-힣0-9])(?P<quote>[`”’"']?)(?P<pair>{"|".join(map(re.escape, _PAIRS))})"""
)
_FIRST: Final = 0xAC00
"""The code point of the first syllable; each 28 differ in the final consonant alone (Unicode, 3.12)."""
_FINALS: Final = 28
_RIEUL: Final = 8
"""The place of ㄹ among them, behind which `로` stands as behind a vowel."""
_DIGITS: Final = "영일이삼사오육칠팔구"
"""How digits are read; a number that ends with 0 also ends with a consonant (십, 백, 천), as 영 does."""


def resolved(before: str, text: str) -> str:
    """Return a text with one form of each particle, as far as it is known which.

    `before` is the end of what precedes it, two characters; it may be of a value, in which nothing is changed.
    """
    return _PAIR.sub(_chosen, before + text)[len(before) :] if "(" in text else text


def _chosen(found: re.Match[str]) -> str:
    last, pair = found["last"], found["pair"]
    syllable = _DIGITS[int(last)] if last.isdigit() else last
    final = (ord(syllable) - _FIRST) % _FINALS
    behind_consonant, behind_vowel = _PAIRS[pair]
    is_vowel = not final or (pair == "(으)로" and final == _RIEUL)
    return f"{last}{found['quote']}{behind_vowel if is_vowel else behind_consonant}"
