"""Repair what XML does not allow in texts and values: references, control characters, the end of a CDATA section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.text.xml.names import FORBIDDEN, PREDEFINED, REFERENCE, is_character
from feedpub.text.xml.repairs import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from feedpub.text.xml.repairs import Repairs

_SPECIAL: Final = re.compile(rf"[&{FORBIDDEN}]")
_FORBIDDEN: Final = re.compile(f"[{FORBIDDEN}]")
_LONGEST_NUMBER: Final = 20
"""Letters of a reference to a character; what is longer names none."""


class Characters:
    """The characters of one document; `path` gives that of the element that is open."""

    def __init__(self, repairs: Repairs, path: Callable[[], str]) -> None:
        self._repairs = repairs
        self._text = repairs.text
        self._path = path
        self._entities = PREDEFINED
        self._has_others = False

    def declare(self, entities: Iterable[str], *, has_others: bool) -> None:
        """Take note of the entities that the document declares, and whether it has others, in another file."""
        self._entities |= frozenset(entities)
        self._has_others = has_others

    def check(self, start: int, end: int) -> None:
        """Look at a value. Raises TooManyRepairsError."""
        while (match := _SPECIAL.search(self._text, start, end)) is not None:
            start = self.special(match)

    def check_literal(self, start: int, end: int) -> None:
        """Look at a comment or section, in which & is a letter like others. Raises TooManyRepairsError."""
        for match in _FORBIDDEN.finditer(self._text, start, end):
            self._control(match.start(), match.end(), _number(match[0]))

    def special(self, match: re.Match[str]) -> int:
        """Look at a character that has a meaning, or none, and return where to go on. Raises TooManyRepairsError."""
        start, end = match.span()
        if match[0] == "&":
            return self._reference(start)
        if match[0] == "]]>":
            text = "The text holds ]]>, which may end a CDATA section only."
            self._note("not-well-formed", start, text, "Write ]]&gt;.", "]]>")
            self._repairs.replace(end - 1, end, "&gt;")
            return end
        return self._control(start, end, _number(match[0]))

    def _reference(self, start: int) -> int:
        match = REFERENCE.match(self._text, start)
        if match is None:
            around = shown(self._text[max(0, start - 20) : start + 20])
            text = f'An & stands here that is not escaped: "{around}".'
            hint = "Write &amp; for & in texts and addresses."
            self._note("not-well-formed", start, text, hint, "&")
            self._repairs.replace(start, start + 1, "&amp;")
            self._repairs.fix(start, start + 1, "&amp;")
            return start + 1
        name, hexadecimal, decimal = match.groups()
        if name is None:
            if not is_character(hexadecimal or decimal, 16 if hexadecimal else 10):
                found = match[0] if len(match[0]) < _LONGEST_NUMBER else "&#…;"
                return self._control(start, match.end(), found)
        elif name not in self._entities and not self._has_others:
            self._undefined(name, start, match.end())
        return match.end()

    def _undefined(self, name: str, start: int, end: int) -> None:
        from html.entities import html5  # noqa: PLC0415 - few documents need the names

        numbers = "".join(f"&#{ord(letter)};" for letter in html5.get(f"{name};", ""))
        if numbers:
            text = f"The entity &{name}; of HTML is used; XML does not know it."
            hint = f"Write {numbers} or the character itself."
        else:
            text = f"The entity &{name}; is used but not defined."
            hint = f"Write &amp;{name}; if that text is meant."
        self._note("undefined-entity", start, text, hint, f"&{name};")
        self._repairs.replace(start, end, numbers or f"&amp;{name};")
        if numbers:
            self._repairs.fix(start, end, numbers)

    def _control(self, start: int, end: int, found: str) -> int:
        self._note("control-character", start, f"XML allows no such character here: {found}.", "", found)
        self._repairs.replace(start, end, " ")
        return end

    def _note(self, code: str, at: int, text: str, hint: str, found: str) -> None:
        self._repairs.note(code, at, text, hint=hint, found=found, path=self._path())


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"
