"""Literals in JavaScript, read and never run: the options that a configuration hands to a call or exports.

Objects and arrays of texts, numbers and words like `true`; whatever else stands in one is `UNKNOWN`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN: Final = object()
"""Stands for a value that cannot be known without running the configuration."""

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<text>"(?:[^"\\\n]|\\.)*+(?:"|(?=\n)|\\?\Z)|'(?:[^'\\\n]|\\.)*+(?:'|(?=\n)|\\?\Z))
    |(?P<template>`(?:[^`\\]|\\.)*+(?:`|\\?\Z))
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<word>[A-Za-z_$][\w$.]*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
"""What is opened and never closed goes on to the end; a text, to the end of its line."""
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)", re.DOTALL)
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_DECLARING: Final = frozenset({"const", "let", "var"})
_OPEN, _CLOSE = "{[(", "}])"
_OPENING: Final = frozenset(_OPEN)
_TYPED: Final = frozenset({"as", "satisfies"})
"""What stands before the type of a value in TypeScript."""
_DEEPEST: Final = 20
_DIGITS: Final = 16
"""Of a whole number; one that is longer is exact in no script."""


class Script:
    """The tokens of a script, without comments."""

    def __init__(self, source: str) -> None:
        self.tokens: list[tuple[str, str, int]] = []
        """Kind, text, line."""
        line = 1
        for match in _TOKEN.finditer(source):
            if match.lastgroup and match.lastgroup != "space":
                self.tokens.append((match.lastgroup, match[0], line))
            line += match[0].count("\n")
        self._constants: dict[str, object] = {}
        self._ends = _ends([text for _, text, _ in self.tokens])
        self._constants = dict(self._literals())

    def assigned(self, name: str) -> Iterator[tuple[object, int]]:
        """Return the value and line of each `name: …` and `name = …`."""
        for at, (_, text, line) in enumerate(self.tokens[:-2]):
            if text.strip("\"'") == name and self.tokens[at + 1][1] in ":=" and self.tokens[at - 1][1] != "?":
                yield self._value(at + 2, 0)[0], line

    def exported(self) -> Iterator[tuple[object, int]]:
        """Return the value and line of what the script exports: `export default …`, `module.exports = …`."""
        for at, (_, text, line) in enumerate(self.tokens[:-1]):
            if text == "default" and at and self.tokens[at - 1][1] == "export":
                yield self._value(at + 1, 0)[0], line
        yield from self.assigned("module.exports")

    def objects_with(self, key: str) -> Iterator[tuple[dict[str, object], int]]:
        """Return value and line of each object that is written out and has a key; the outer ones come last."""
        opened: list[int] = []
        for at, (_, text, _) in enumerate(self.tokens):
            if text in _OPEN:
                opened.append(at)
            elif text in _CLOSE and opened:
                opened.pop()
            elif text.strip("\"'") == key and opened and self._at(at + 1) == ":" and self._at(opened[-1]) == "{":
                yield self._object(opened[-1], 0)[0], self.tokens[opened[-1]][2]

    def declared(self) -> dict[str, object]:
        """Return the values of an object that the script is, else of its constants and variables."""
        if self._at(0) == "{":
            return self._object(0, 0)[0]
        return {
            self._at(at + 1): self._value(at + 3, 0)[0]
            for at, (kind, text, _) in enumerate(self.tokens)
            if kind == "word" and text in _DECLARING and self._at(at + 2) == "="
        }

    def called(self, name: str) -> Iterator[tuple[list[object], int]]:
        """Return the arguments and line of each call whose last name is this: `config.addPlugin(…)`."""
        for at, (kind, text, line) in enumerate(self.tokens[:-1]):
            if kind == "word" and text.rpartition(".")[2] == name and self.tokens[at + 1][1] == "(":
                yield self._list(at + 1, 0)[0], line

    def _literals(self) -> Iterator[tuple[str, object]]:
        """Return the texts, numbers and words like `true` that constants stand for."""
        for at, (kind, text, _) in enumerate(self.tokens):
            if kind == "word" and text == "const":
                equal = at + 4 if self._at(at + 2) == ":" else at + 2  # behind a type
                form = self.tokens[equal + 1][0] if self._at(equal) == "=" and self._at(equal + 1) else ""
                if form in {"text", "template", "number"} or self._at(equal + 1) in _WORDS:
                    yield self._at(at + 1), self._value(equal + 1, 0)[0]

    def _at(self, at: int) -> str:
        return self.tokens[at][1] if at < len(self.tokens) else ""

    def _value(self, at: int, depth: int) -> tuple[object, int]:
        """Return the value that begins at a token, and the token behind it."""
        if at >= len(self.tokens) or depth > _DEEPEST:
            return UNKNOWN, self._behind(at)
        kind, text, _ = self.tokens[at]
        if text == "(" and self._at(at + 1) in _OPENING and (found := self._in_brackets(at, depth)):
            return found
        value: object = UNKNOWN
        end = at + 1
        if text == "{":
            value, end = self._object(at, depth)
        elif text == "[":
            value, end = self._list(at, depth)
        elif kind == "text" or (kind == "template" and "${" not in text):
            value = _unescaped(text[1:-1])
        elif kind == "number":
            value = float(text) if "." in text else int(text) if len(text) < _DIGITS else UNKNOWN
        elif kind == "word":
            value = _WORDS[text] if text in _WORDS else self._constants.get(text, UNKNOWN)
        if self._at(end) in ",;}])" or not self._at(end) or text in "{[":
            return value, end
        behind = self._behind(at)
        return (value, end) if self._starts_statement(end) else (UNKNOWN, behind)

    def _in_brackets(self, at: int, depth: int) -> tuple[object, int] | None:
        """Return the value that stands alone in round brackets, and the token behind them; None for anything else."""
        value, end = self._value(at + 1, depth + 1)
        if self._at(end) in _TYPED:
            end = self._behind(end)
        return (value, end + 1) if self._at(end) == ")" else None

    def _starts_statement(self, at: int) -> bool:
        """Whether a new statement begins here, on a line of its own and without a mark that goes on."""
        kind, _, line = self.tokens[at]
        return kind == "word" and line > self.tokens[at - 1][2]

    def _behind(self, at: int) -> int:
        """Return the token behind an expression: the next comma or closing bracket of the same depth."""
        return self._ends[at] if at < len(self._ends) else at

    def _object(self, at: int, depth: int) -> tuple[dict[str, object], int]:
        found: dict[str, object] = {}
        at += 1
        while self._at(at) not in ("}", ""):
            kind, text, _ = self.tokens[at]
            if text == ",":
                at += 1
            elif kind in {"text", "word"} and self._at(at + 1) == ":":
                key = _unescaped(text[1:-1]) if kind == "text" else text
                found[key], at = self._value(at + 2, depth + 1)
            else:
                if kind == "word":
                    found[text] = self._constants.get(text, UNKNOWN) if self._at(at + 1) in (",", "}") else UNKNOWN
                at = max(at + 1, self._behind(at))
                at = self._after_body(at)
        return found, at + 1

    def _after_body(self, at: int) -> int:
        return at + 1 if self._at(at) in ("]", ")", ";") else at

    def _list(self, at: int, depth: int) -> tuple[list[object], int]:
        found: list[object] = []
        at += 1
        while self._at(at) not in ("]", ")", ""):
            if self._at(at) in (",", ";", "}"):
                at += 1
                continue
            value, at = self._value(at, depth + 1)
            found.append(value)
        return found, at + 1


def _ends(tokens: list[str]) -> list[int]:
    """Return for each token the next comma or closing bracket of the same depth, itself included."""
    ends = [len(tokens)] * (len(tokens) + 1)
    closing: list[int] = []  # places of the brackets that close around the token, the outermost first
    for at in range(len(tokens) - 1, -1, -1):
        text = tokens[at]
        if text in {",", ";"}:
            ends[at] = at
        elif text in _CLOSE:
            ends[at] = at
            closing.append(at)
        elif text in _OPEN:
            ends[at] = ends[closing.pop() + 1] if closing else len(tokens)
        else:
            ends[at] = ends[at + 1]
    return ends


def _unescaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        what = match[1]
        return chr(int(what[1:], 16)) if len(what) > 1 else _CONTROL.get(what, what)

    return _ESCAPED.sub(one, text) if "\\" in text else text
