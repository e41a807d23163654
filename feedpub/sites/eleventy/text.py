"""The text of an Eleventy page without the templates in it, which are not run: Liquid or Nunjucks.

Text in code and in `raw` is text. Which of the two languages it is cannot always be known, so what is done is what
holds in both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.left_out import MARK, Generator, without_marks

if TYPE_CHECKING:
    from feedpub.collect.left_out import Notes

ELEVENTY: Final = Generator(title="Eleventy", command="npx @11ty/eleventy", folder="_site")

_CLOSINGS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_SHOWN: Final = 60
_NAMED: Final = re.compile(r"\{%-?\s*(\w+)")
_ENDS: Final = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("raw", "verbatim")}
_DROPPED: Final = frozenset({"for", "tablerow", "if", "ifAsync", "unless", "case", "switch", "capture", "comment"}) | {
    *("macro", "asyncEach", "asyncAll"),
}
"""Blocks that are left out with what is in them: it is made several times, or it may be that nobody is to see it."""


class Template(Struct, frozen=True):
    """One template, by its place in the text; `name` is that of a tag."""

    start: int
    end: int
    mark: str
    name: str


def without_templates(text: str, plain: str, notes: Notes, *, has_comments: bool) -> str:
    """Return the text without its templates; `plain` is the text with blanks in place of code."""
    return without_marks(_TemplateRemoval(text, plain, notes, has_comments=has_comments).result())


class _TemplateRemoval:
    """One text on its way."""

    def __init__(self, text: str, plain: str, notes: Notes, *, has_comments: bool) -> None:
        self._text, self._plain, self._notes = text, plain, notes
        self._opening = re.compile(r"\{[{%#]" if has_comments else r"\{[{%]")
        self._parts: list[str] = []
        self._skipped, self._depth = "", 0
        self._endless: set[object] = set()

    def result(self) -> str:
        """Return the text."""
        at = 0
        while match := self._opening.search(self._plain, at):
            self._put(self._text[at : match.start()])
            found = self._template(match.start(), match[0])
            at = found.end
            if self._depth:
                self._depth += (found.name == self._skipped) - (found.name == f"end{self._skipped}")
            elif found.name in _ENDS:
                at = self._raw(found)
            elif found.mark != "{#":
                self._leave_out(found)
        self._put(self._text[at:])
        return "".join(self._parts)

    def _put(self, piece: str) -> None:
        if not self._depth:
            self._parts.append(piece)

    def _template(self, start: int, mark: str) -> Template:
        """Return the template at a place; one without an end goes to that of its line."""
        end = -1 if mark in self._endless else self._plain.find(_CLOSINGS[mark], start + 2)
        if end < 0:
            self._endless.add(mark)
            line = self._plain.find("\n", start)
            return Template(start, len(self._plain) if line < 0 else line, mark, "")
        named = _NAMED.match(self._plain, start) if mark == "{%" else None
        return Template(start, end + 2, mark, named[1] if named else "")

    def _raw(self, found: Template) -> int:
        end = None if found.name in self._endless else _ENDS[found.name].search(self._plain, found.end)
        if end is None:
            self._endless.add(found.name)
            self._leave_out(found)
            return found.end
        self._put(self._text[found.end : end.start()])
        return end.end()

    def _leave_out(self, found: Template) -> None:
        if found.name.startswith("end") or found.name in {"else", "elsif", "elif", "when"}:
            return
        self._parts.append(MARK)
        if found.name != "comment":
            self._notes.note(self._written(found), found.start)
        if found.name in _DROPPED:
            self._skipped, self._depth = found.name, 1

    def _written(self, found: Template) -> str:
        if found.name:
            return f"{{% {found.name} %}}"
        written = self._text[found.start : min(found.end, found.start + _SHOWN)]
        return written if len(written) < _SHOWN else f"{written}…"
