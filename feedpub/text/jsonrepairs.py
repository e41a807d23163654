"""Make JSON that breaks off readable to its end: what is wrong is noted and repaired, so that the rest can be checked.

Every repair is as long as what it replaces, so that all places stay what they are; what cannot be repaired so is left,
and a parser stops there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.text.xml import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_REPAIRS: Final = 10_000
_TOKEN: Final = re.compile(
    r"""(?P<string>"(?:[^"\\]++|\\.)*+")"""
    r"""|(?P<single>'(?:[^'"\\\r\n]++)*+')"""
    r"""|(?P<comment>//[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)"""
    r"""|(?P<word>[^\s"',:{}\[\]/]++)"""
    r"""|(?P<mark>[,:{}\[\]])"""
    r"""|(?P<space>\s++)""",
    re.DOTALL,
)
_WRONG_ESCAPE: Final = re.compile(r"""\\(?:(?=u)(?!u[0-9A-Fa-f]{4})|(?=[^"\\/bfnrtu]))|\\["\\/bfnrtu]""", re.DOTALL)
_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_VISIBLE: Final = re.compile(r"[^\r\n]")
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "NaN": ("0", "null"),
    "Infinity": ("0", "null"),
    "-Infinity": ("0", "null"),
    "undefined": ("null", "null"),
    "None": ("null", "null"),
    "True": ("true", "true"),
    "False": ("false", "false"),
}
"""Values of other languages: what takes their place here, and what should."""
_SENTENCES: Final[Mapping[str, str]] = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing between two values",
    "Expecting ':' delimiter": "a colon is missing between key and value",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Unterminated string starting at": "a text begins that does not end",
    "Invalid control character at": "a text holds a line break or another control character",
    "Extra data": "something stands behind the end",
}
"""What Python's parser says, by how it begins."""


def sentence(words: str) -> str:
    """Return what Python's parser says of a fault in the words of messages."""
    return next((ours for theirs, ours in _SENTENCES.items() if words.startswith(theirs)), words)


def repaired(text: str) -> tuple[str, tuple[Fault, ...]]:
    """Return a text of JSON as far as it can be repaired, and what was wrong."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.made()


class _Scanner:
    """Goes through a text of JSON once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []
        self._faults: list[Fault] = []
        self._line, self._line_start, self._counted = 1, 0, 0
        self._before = ""
        """The mark before, `value` behind a value; empty at the beginning."""
        self._before_start = 0
        self._depth = 0

    def scan(self) -> None:
        """Go through the text, as far as it can be understood."""
        at = 0
        while (match := _TOKEN.match(self._text, at)) is not None and len(self._edits) <= MOST_REPAIRS:
            at = match.end()
            kind = match.lastgroup
            if kind == "space":
                continue
            if self._before == "value" and not self._depth and kind != "comment":
                self._replace(match.start(), len(self._text), "something stands behind the end", "Remove it.")
                return
            if kind == "comment":
                self._replace(match.start(), at, "a comment, which JSON does not have", "Remove it.")
            elif kind == "mark":
                self._mark(match)
            else:
                self._value(match, kind or "")

    def _mark(self, match: re.Match[str]) -> None:
        mark, start = match[0], match.start()
        if mark in "{[":
            self._begins_value(start)
            self._depth += 1
        elif mark in "}]":
            if self._before == ",":
                at = self._before_start
                self._replace(at, at + 1, f"a comma stands before {mark}", "Remove the comma.")
            self._depth -= 1
            mark = "value"
        elif mark == "," and self._before in {",", "{", "["}:
            self._replace(start, start + 1, "a comma stands here that follows no value", "Remove the comma.")
            return
        self._before, self._before_start = mark, start

    def _value(self, match: re.Match[str], kind: str) -> None:
        start, end = match.span()
        self._begins_value(start)
        if kind == "single":
            found = "a text stands in single quotes"
            self._replace(start, end, found, "Write double quotes.", f'"{match[0][1:-1]}"')
        elif kind == "string":
            self._string(match)
        elif match[0] in _WORDS:
            ours, right = _WORDS[match[0]]
            self._replace(start, end, f"{match[0]} is not a value of JSON", f"Write {right}.", ours.ljust(end - start))
        self._before, self._before_start = "value", start

    def _string(self, match: re.Match[str]) -> None:
        for wrong in _WRONG_ESCAPE.finditer(self._text, *match.span()) if "\\" in match[0] else ():
            if len(wrong[0]) == 1:
                start = wrong.start()
                found = f"\\{self._text[wrong.end() : wrong.end() + 1]} is no escape of JSON"
                self._replace(start, start + 1, found, "Write \\\\ for a backslash.", "/")
        control = _CONTROL.search(self._text, *match.span())
        if control is not None:
            found = "a text holds a line break or another control character"
            self._note(control.start(), found, "Write \\n for a line break, \\t for a tab.")

    def _begins_value(self, start: int) -> None:
        """Put a comma between two values where there is room for it."""
        if self._before == "value" and self._depth and self._text[start - 1] in " \t":
            self._replace(start - 1, start, "a comma is missing between two values", "Write a comma.", ",")

    def _replace(self, start: int, end: int, found: str, hint: str, new: str = "") -> None:
        self._note(start, found, hint)
        self._edits.append((start, end, new or _VISIBLE.sub(" ", self._text[start:end])))

    def _note(self, at: int, found: str, hint: str) -> None:
        line, start = self._line, self._line_start
        if at >= self._counted:
            line += self._text.count("\n", self._counted, at)
            start = max(start, self._text.rfind("\n", 0, at) + 1)
            self._line, self._line_start, self._counted = line, start, at
        else:  # a comma that is seen to be too much behind it
            line -= self._text.count("\n", at, self._counted)
            start = self._text.rfind("\n", 0, at) + 1
        self._faults.append(Fault(code="not-json", text=found, hint=hint, line=line, column=at - start + 1))

    def made(self) -> tuple[str, tuple[Fault, ...]]:
        """Return the repaired text, and what was wrong."""
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self._edits):
            if start >= done:
                parts += (self._text[done:start], new)
                done = end
        return "".join((*parts, self._text[done:])), tuple(self._faults)
