"""How names, references and characters of XML are written, as patterns that are linear in the length of the text.

XML 1.0 (fifth edition), productions 2, 4, 4a and 66 to 68.
"""

from __future__ import annotations

import re
from typing import Final

from feedpub.text import patterns

_START: Final = (
    r"A-Za-z_:\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
NAME: Final = rf"[{_START}][{_START}0-9.\xB7\u0300-\u036F\u203F\u2040-]*+"
SPACE: Final = r"[ \t\r\n]"
FORBIDDEN: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
"""The characters that XML does not allow at all, for use in a class."""
REFERENCE: Final = patterns.lazy(rf"&(?:({NAME});|#(?:x([0-9A-Fa-f]++)|([0-9]++));)")
"""A reference to an entity by its name, to a character by its number in hexadecimal or decimal digits."""
PREDEFINED: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LONGEST_NUMBER: Final = 10
_LAST: Final = 0x10FFFF
_NO_CHARACTER: Final = re.compile(rf"[{FORBIDDEN}\ud800-\udfff]")


def is_character(digits: str, base: int) -> bool:
    """Whether a number is that of a character of XML."""
    digits = digits.lstrip("0")
    if not digits or len(digits) > _LONGEST_NUMBER:
        return False
    number = int(digits, base)
    return number <= _LAST and _NO_CHARACTER.match(chr(number)) is None
