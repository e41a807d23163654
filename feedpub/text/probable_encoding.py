"""What a text that is not UTF-8 probably is, to be said to its author. Nothing is published by such a guess.

Each encoding is tried, and the letters that come out are looked at: of a text in the right one nearly all are letters
that its language uses. Where no encoding has that, none is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST: Final = 1 << 16
"""Bytes that are looked at."""
_SURE: Final = 0.85
"""Share of the letters beyond ASCII that must be letters of the language."""
_LONGEST: Final = 48


class ProbableEncoding(Struct, frozen=True, kw_only=True):
    """An encoding that fits."""

    name: str
    """For people: `CP949 (EUC-KR)`."""
    iconv: str
    """As `iconv -f` takes it."""
    sample: str
    """The first line with letters beyond ASCII, as this encoding reads it, shortened."""


def probable(data: bytes) -> ProbableEncoding | None:
    """Return the encoding that a text is probably in, which is not UTF-8; None where none fits."""
    begin = _whole_lines(data[:_MOST]) if len(data) > _MOST else data
    for name, iconv, codec, fits in _ENCODINGS:
        try:
            text = begin.decode(codec)
        except UnicodeDecodeError:
            continue
        beyond = [char for char in text if char > "\x7f" and not char.isspace()]
        if beyond and sum(map(fits, beyond)) / len(beyond) >= _SURE and not _is_unlikely(codec, text, len(beyond)):
            return ProbableEncoding(name=name, iconv=iconv, sample=_sample(text))
    return None


def is_mostly_utf_8(data: bytes) -> bool:
    """Whether most letters beyond ASCII are UTF-8, so that single bytes are wrong and not the encoding."""
    text = data[:_MOST].decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - wrong > wrong


def _whole_lines(data: bytes) -> bytes:
    return data[: data.rfind(b"\n") + 1] or data


def _sample(text: str) -> str:
    line = next(" ".join(line.split()) for line in text.splitlines() if not line.isascii())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _is_korean(char: str) -> bool:
    """Hangul of KS X 1001, whose 2,350 syllables nearly all texts do with, and its punctuation."""
    return char.encode("cp949")[0] in range(0xB0, 0xC9) if "가" <= char <= "힣" else "\u2010" <= char <= "\u303f"


def _is_japanese(char: str) -> bool:
    return "\u3041" <= char <= "\u30fe" or "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f"


def _is_chinese(char: str) -> bool:
    """Characters of GB 2312's first level, the 3,755 most usual, and punctuation."""
    return (
        char.encode("gb18030")[0] in range(0xB0, 0xD8)
        if "\u4e00" <= char <= "\u9fff"
        else "\u2010" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e"
    )


def _is_cyrillic(char: str) -> bool:
    return "\u0410" <= char <= "\u044f" or char in "ЁёІіЇїЄєҐґ«»–—№“”„…’"


def _is_latin(char: str) -> bool:
    return "\u00c0" <= char <= "\u017f" or char in "’‘“”„–—…«»€°§©®¿¡ºª·"


def _is_chinese_of_taiwan(char: str) -> bool:
    """Characters of Big5's first level, the 5,401 most usual, and punctuation."""
    return (
        char.encode("big5")[0] in range(0xA4, 0xC7)
        if "\u4e00" <= char <= "\u9fff"
        else "\u2010" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e"
    )


_IN_A_WORD: Final = patterns.lazy(r"(?<=[A-Za-z])[^\x00-\x7f]++(?=[A-Za-z])|([^\x00-\x7f]++)")


def _is_unlikely(codec: str, text: str, beyond: int) -> bool:
    """Whether the letters beyond ASCII stand as they do in no text of the encoding's languages.

    Those of East Asia stand within no Latin word; Latin ones are never most of all, and Cyrillic ones never few.
    """
    others = sum(char.isascii() and char.isalpha() for char in text)
    if codec in {"cp1252", "cp1250"}:
        return beyond > max(others, 1)
    if codec == "cp1251":
        return beyond * 3 < others
    runs = [match[1] is None for match in _IN_A_WORD.finditer(text)]
    return sum(runs) * 4 > len(runs)


_ENCODINGS: Final[tuple[tuple[str, str, str, Callable[[str], bool]], ...]] = (
    ("CP949 (EUC-KR)", "CP949", "cp949", _is_korean),
    ("EUC-JP", "EUC-JP", "euc_jp", _is_japanese),
    ("Shift_JIS", "CP932", "cp932", _is_japanese),
    ("GB 18030 (GBK)", "GB18030", "gb18030", _is_chinese),
    ("Big5", "BIG5", "big5", _is_chinese_of_taiwan),
    ("Windows-1251", "WINDOWS-1251", "cp1251", _is_cyrillic),
    ("Windows-1252 (Latin-1)", "WINDOWS-1252", "cp1252", _is_latin),
    ("Windows-1250 (Latin-2)", "WINDOWS-1250", "cp1250", _is_latin),
)
"""In the order in which they are tried: those first that few other texts can be read in."""
