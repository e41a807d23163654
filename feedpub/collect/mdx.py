"""MDX, taken out of the text of a post: modules, components and expressions, which only JavaScript can carry out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.collect.left_out import MARK, without_marks

if TYPE_CHECKING:
    from feedpub.collect.left_out import Notes

_WORDS: Final = ("import", "export")
_MODULE: Final = re.compile(
    r"""^(?:import\s+(?:[\w$*{](?:[\w$*{},\t ]|\n(?!\n|import\b)){0,2000}?\sfrom\s+)?["'][^"'\n]+["']"""
    r"""|export\s+(?:default|const|let|var|function|async|class)\b|export\s*[{*])""",
    re.MULTILINE,
)
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n|\Z")
_NEXT: Final = re.compile(r"\{|<(?P<end>/?)(?P<name>[A-Z][\w.]*|(?=>))|<(?P<element>[a-z][\w-]*)(?=[\s/>])|\\[{<]")
_INSIDE: Final = re.compile(r"""[{}>]|"[^"]*+"|'[^']*+'|`[^`]*+`""")
_COMPUTED: Final = re.compile(r"(?<!\s)\s++[\w:-]++=$")
_COMMENT: Final = re.compile(r"\{\s*/\*.*\*/\s*\}", re.DOTALL)


def has_modules(plain: str) -> bool:
    """Return whether a text imports or exports, as nothing but MDX does; `plain` has blanks in place of code."""
    may_have_any = plain.startswith(_WORDS) or any(f"\n{word}" in plain for word in _WORDS)
    return may_have_any and _MODULE.search(plain) is not None


def without_mdx(text: str, plain: str, notes: Notes) -> str:
    """Return Markdown: the text without MDX; what stands between the tags of a component stays."""
    parts: list[str] = []
    end = 0
    for module in _MODULE.finditer(plain):
        if module.start() >= end:
            parts.append(_without_components(text[end : module.start()], plain[end : module.start()], notes, end))
            end = _end_of_module(plain, module.start())
            notes.note(f"{module[0].split()[0]} …", module.start())
    return without_marks("".join([*parts, _without_components(text[end:], plain[end:], notes, end)]))


def _end_of_module(plain: str, start: int) -> int:
    """Return the end of the paragraph in which all brackets that were opened are closed."""
    depth, at = 0, start
    for blank in _BLANK_LINE.finditer(plain, start):
        piece = plain[at : blank.start()]
        depth += sum(map(piece.count, "{[(")) - sum(map(piece.count, "}])"))
        at = blank.start()
        if depth <= 0:
            return at
    return len(plain)


def _without_components(text: str, plain: str, notes: Notes, offset: int) -> str:
    parts: list[str] = []
    at = 0
    while found := _NEXT.search(plain, at):
        parts.append(text[at : found.start()])
        start = found.start()
        if found[0][0] == "\\":
            parts.append(text[start + 1 : start + 2])
            at = found.end()
        elif found[0] == "{":
            at = _closed(plain, found.end(), "}")
            parts.append(_left_out("{…}", start + offset, notes) if not _COMMENT.fullmatch(plain[start:at]) else "")
        else:
            at = _closed(plain, found.end(), ">")
            if found["element"]:
                parts.append(_plain_element(text[start:at], plain[start:at]))
            elif found["name"] and not found["end"]:
                parts.append(_left_out(f"<{found['name']}>", start + offset, notes))
    return "".join([*parts, text[at:]])


def _left_out(what: str, at: int, notes: Notes) -> str:
    notes.note(what, at)
    return MARK


def _closed(plain: str, start: int, mark: str) -> int:
    """Return the index behind the mark that closes what is open; the end of the text where there is none."""
    depth = 0
    for found in _INSIDE.finditer(plain, start):
        if found[0] == mark and not depth:
            return found.end()
        depth += (found[0] == "{") - (found[0] == "}")
    return len(plain)


def _plain_element(text: str, plain: str) -> str:
    """Return the tag of an element of HTML without attributes that are computed, `className` by its name there."""
    parts: list[str] = []
    at = 0
    while (start := plain.find("{", at)) >= 0:
        parts.append(_COMPUTED.sub("", text[at:start]))
        at = _closed(plain, start + 1, "}")
    return "".join([*parts, text[at:]]).replace(" className=", " class=")
