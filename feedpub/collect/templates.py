"""Templates in the text of a post that are not run, taken out of it: Liquid, Nunjucks, Jinja, shortcodes.

Which language it is cannot always be known, so what is done is what holds in all of them: `raw` is text, comments are
nothing, blocks that are made several times or perhaps not at all go whole, as those do that encrypt their text, and of
all others what is in them stays.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.left_out import MARK, without_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedpub.collect.left_out import Notes

LIQUID: Final = re.compile(r"\{[{%]")
JINJA: Final = re.compile(r"\{[{%#]")
"""Jinja, and Nunjucks, its like in JavaScript."""
ANY: Final = re.compile(r"\{\{[<%](?=[^{}]*[>%]\}\})|\{\{\{?(?=[^{}\n]*\}\})|\{%(?=-?\s*[A-Za-z#])")
"""What nobody writes in a text but as a template: Liquid, Jinja, Handlebars, the shortcodes of Hugo."""

_CLOSINGS: Final = {"{{": "}}", "{%": "%}", "{#": "#}", "{{<": ">}}", "{{%": "%}}", "{{{": "}}}"}
_TEXT: Final = ""
"""The mark of what is no template after all."""
_SHOWN: Final = 60
_NAMED: Final = re.compile(r"\{\{?[%<][-~]?\s*(/?[\w.-]+)")
_ENDS: Final = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("raw", "verbatim")}
_DROPPED: Final = frozenset({"for", "tablerow", "if", "ifAsync", "unless", "case", "switch", "capture", "comment"}) | {
    *("macro", "asyncEach", "asyncAll"),
}
"""Blocks that are left out with what is in them: it is made several times, or it may be that nobody is to see it."""
_SECRET_BLOCK: Final = re.compile(
    r"\{\{?[%<][-~]?\s*(?:[\w.-]{0,40}?(?:encrypt|passw|protected|secret)|[\w.-]++[^{}]{0,300}?[\s(,]passw\w*\s*[=:])",
    re.IGNORECASE,
)
"""Blocks of themes that show what is in them to those alone who know a password."""
_CLOSING_TAG: Final = re.compile(r"\{\{?[%<][-~]?\s*+((?:end|/)[\w.-]++)")
_INLINE_COMMENT: Final = re.compile(r"\{%[-~]?\s*#")
"""Of Liquid since its version 5."""
_BRANCHES: Final = frozenset({"else", "elsif", "elif", "when"})
_FORMULAS: Final = re.compile(
    r"\$\$.{0,2000}?\$\$|(?<![\\$])\$(?![\s$])(?:[^$\n\\]|\\.)*+(?<!\s)\$|\\\(.{0,2000}?\\\)"
    r"|\\\[.{0,2000}?\\\]|\\begin\{(\w+\*?)\}.{0,2000}?\\end\{\1\}",
    re.DOTALL,
)


def _closings(name: str) -> tuple[str, str]:
    return f"end{name}", f"/{name}"


class Template(Struct, frozen=True):
    """One template, by its place in the text; `name` is that of a tag."""

    start: int
    end: int
    mark: str
    name: str


def without_templates(
    text: str,
    plain: str,
    notes: Notes,
    language: re.Pattern[str],
    carried_out: Callable[[str, str], str | None] = lambda _mark, _inside: None,
) -> str:
    """Return the text without its templates.

    `plain` is the text with blanks in place of what is meant as text, `language` finds what opens a template, and
    `carried_out` returns what a template becomes, by its opening mark and what is written in it; None for one that
    only its generator can carry out.
    """
    return without_marks(_TemplateRemoval(text, plain, notes, language, carried_out).result())


def last_ends(text: str) -> Mapping[str, int]:
    """Return the tags of a text that end a block, `endname` or `/name`, each with the last place of it."""
    return {match[1]: match.start() for match in _CLOSING_TAG.finditer(text)}


def is_secret(text: str, start: int) -> bool:
    """Whether the block that a tag opens at this place keeps what is in it from people without a password."""
    return _SECRET_BLOCK.match(text, start) is not None


def without_formulas(text: str) -> str:
    """Return the text with blanks in place of formulas in TeX, in which braces stand side by side."""
    return _FORMULAS.sub(lambda match: " " * len(match[0]), text) if "$" in text or "\\" in text else text


class _TemplateRemoval:
    """One text on its way."""

    def __init__(
        self,
        text: str,
        plain: str,
        notes: Notes,
        language: re.Pattern[str],
        carried_out: Callable[[str, str], str | None],
    ) -> None:
        self._text, self._plain, self._notes, self._language = text, plain, notes, language
        self._carried_out = carried_out
        self._parts: list[str] = []
        self._skipped, self._depth = "", 0
        self._endless: set[object] = set()

    def result(self) -> str:
        """Return the text."""
        at = 0
        while match := self._language.search(self._plain, at):
            self._put(self._text[at : match.start()])
            found = self._template(match.start(), match[0])
            at = found.end
            if self._depth:
                self._depth += (found.name == self._skipped) - (found.name in _closings(self._skipped))
            elif found.name in _ENDS:
                at = self._raw(found)
            elif found.mark == _TEXT:
                self._put(self._text[found.start : found.end])
            elif found.mark != "{#":
                self._replace(found)
        self._put(self._text[at:])
        return "".join(self._parts)

    def _put(self, piece: str) -> None:
        if not self._depth:
            self._parts.append(piece)

    def _template(self, start: int, mark: str) -> Template:
        """Return the template at a place; one without an end goes to that of its line, or is none in any language."""
        end = -1 if mark in self._endless else self._plain.find(_CLOSINGS[mark], start + len(mark))
        if end < 0:
            self._endless.add(mark)
            if self._language is ANY:
                return Template(start, start + len(mark), _TEXT, "")
            line = self._plain.find("\n", start)
            return Template(start, len(self._plain) if line < 0 else line, mark, "")
        named = None if mark in {"{{", "{#"} else _NAMED.match(self._plain, start)
        return Template(start, end + len(_CLOSINGS[mark]), mark, named[1] if named else "")

    def _raw(self, found: Template) -> int:
        end = None if found.name in self._endless else _ENDS[found.name].search(self._plain, found.end)
        if end is None:
            self._endless.add(found.name)
            self._leave_out(found)
            return found.end
        self._put(self._text[found.end : end.start()])
        return end.end()

    def _replace(self, found: Template) -> None:
        value = self._carried_out(found.mark, self._text[found.start + 2 : found.end - 2].strip("-~ \t\n"))
        if value is None:
            self._leave_out(found)
        else:
            self._parts.append(value)

    def _leave_out(self, found: Template) -> None:
        is_comment = found.mark == "{%" and _INLINE_COMMENT.match(self._text, found.start)
        if found.name.startswith(("end", "/")) or found.name in _BRANCHES or is_comment:
            return
        self._parts.append(MARK)
        if found.name != "comment":
            self._notes.note(self._written(found), found.start)
        if (found.name in _DROPPED and found.mark == "{%") or self._is_secret(found):
            self._skipped, self._depth = found.name, 1

    def _is_secret(self, found: Template) -> bool:
        """Whether it is a block that nobody is to read without a password; a tag without an end has no text."""
        if not is_secret(self._text, found.start):
            return False
        return any(self._last_ends.get(name, -1) >= found.end for name in _closings(found.name))

    @cached_property
    def _last_ends(self) -> Mapping[str, int]:
        return last_ends(self._plain)

    def _written(self, found: Template) -> str:
        if found.name:
            return f"{found.mark} {found.name} {_CLOSINGS[found.mark]}"
        written = self._text[found.start : min(found.end, found.start + _SHOWN)]
        return written if len(written) < _SHOWN else f"{written}…"
