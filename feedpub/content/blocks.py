"""The blocks of Markdown as far as generators add to them: read line by line into a draft.

It is known of each line whether it is code, raw HTML or text, and where lists and quotes stand; so nothing in code is
taken for what it looks like. Definitions, admonitions and elements with Markdown in them become HTML around Markdown,
which the library then reads with all the rest: references and footnotes are those of the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html import escape
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from feedpub.content import elements, flavour, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.content.draft import Draft
    from feedpub.content.elements import Element

_QUOTES: Final = re.compile(r"(?:[ \t]{0,3}>[ \t]?)*")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
_RULE: Final = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE: Final = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_HEADING: Final = re.compile(r"#{1,6}(?:[ \t]|$)")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ \t]*$")
_DEFINITION: Final = re.compile(r"[ ]{0,3}:[ \t]+")
_ENDS_PARAGRAPH: Final = re.compile(r"[ ]{0,3}(?:[>#`~<|]|[-*+][ \t]|\d{1,9}[.)][ \t])")
_ADMONITION: Final = re.compile(r"(!!!|\?\?\?\+?)[ ]?([\w-]+(?:[ ]+[\w-]+)*)?(?:[ ]+\"(.*?)\")?[ ]*$")
_MARK: Final = re.compile(r"\{::(comment|nomarkdown)(?:[ \t][^{}\n]*)?(?<!/)\}")
_LINE_OF_ATTRIBUTES: Final = re.compile(r"\{:(?![:/])([^{}\n]*)\}[ \t]*$")
_BARE_LINE: Final = re.compile(r"\{:?[ \t]*((?:[#.][\w-]|[\w-]+=)[^{}\n]*)\}[ \t]*$")
_NAMED: Final = re.compile(r"([\w-]++):[ \t]*(.*)")
_TOC: Final = re.compile(r"(?:^|\s)toc(?:\s|$)")
_ABBREVIATION: Final = re.compile(r"\*\[([^\]\n]+)\][ \t]?:[ \t]*(.*?)[ \t]*$")
_CODE: Final = 4
"""Columns of indentation that make code."""
_DEEPEST: Final = 20


class BlockReader:
    """Reads one text into a draft; what stands inside of blocks is read by another."""

    def __init__(self, text: str, draft: Draft, depth: int = 0) -> None:
        self._text, self._draft, self._depth = text, draft, depth
        self._has = frozenset(draft.flavour.constructs)
        self._at = 0
        self._quotes = 0
        self._items: list[int] = []
        """The columns at which the texts of the open items of lists begin."""
        self._list = 0
        """Where in the draft the outermost of them begins."""
        self._in_paragraph = False
        self._is_after_blank = True
        self._paragraph: tuple[int, int] | None = None
        """The lines of the last paragraph in the draft, if at most a blank line has followed."""
        self._elements: dict[int, Element] = {}
        if flavour.ELEMENTS in self._has and "<" in text:
            self._elements = elements.pairs(text)
        self._with_markdown = elements.with_markdown(self._elements)
        self._unclosed: set[str] = set()

    def read(self) -> None:
        """Read all lines."""
        while self._at < len(self._text):
            self._line()

    # One line

    def _line(self) -> None:
        end = self._end_of_line(self._at)
        line = self._text[self._at : end]
        quotes = _QUOTES.match(line).end()  # type: ignore[union-attr]  # it matches nothing, too
        depth = line.count(">", 0, quotes)
        if depth != self._quotes:
            self._quotes, self._items = depth, []
            self._in_paragraph = self._in_paragraph and depth == 0
        body = line[quotes:].rstrip("\n")
        if not body or body.isspace():
            self._blank(line, end)
            return
        start = self._indentation(body)
        if start is None:
            self._draft.hide(line)
            self._next(end)
            return
        start = quotes + start
        start = self._past_markers(line, start, end)
        if not self._construct(line, start, end):
            self._plain_line(line, start, end)

    def _blank(self, line: str, end: int) -> None:
        self._draft.put(line)
        if self._is_after_blank:
            self._paragraph = None
        self._in_paragraph, self._is_after_blank = False, True
        self._at = end

    def _next(self, end: int, *, in_paragraph: bool = False) -> None:
        self._at, self._in_paragraph, self._is_after_blank = end, in_paragraph, False
        if not in_paragraph:
            self._paragraph = None

    def _end_of_line(self, at: int) -> int:
        return self._text.find("\n", at) + 1 or len(self._text)

    def _indentation(self, body: str) -> int | None:
        """Return where the text of a line begins, beyond the items that it belongs to; None for indented code."""
        start = len(body) - len(body.lstrip(" \t"))
        columns = start if "\t" not in body[:start] else len(body[:start].expandtabs(4))
        if not self._in_paragraph or _ITEM.match(body):
            while self._items and columns < self._items[-1]:
                self._items.pop()
        inner = columns - (self._items[-1] if self._items else 0)
        return None if inner >= _CODE and not self._in_paragraph else start

    def _past_markers(self, line: str, start: int, end: int) -> int:
        """Return where the text begins behind the markers of items."""
        text = line.rstrip("\n")
        while (marker := _ITEM.match(text, start)) and not _RULE.match(text, start):
            if not self._items:
                self._list = len(self._draft.written)
            begin = len(text) - len(text[marker.end() :].lstrip(" \t"))
            is_empty = begin == len(text)
            if is_empty or begin - marker.end() > _CODE:
                begin = marker.end() + 1
            self._items.append(len(text[:begin].expandtabs(4)))
            self._in_paragraph = False
            self._paragraph = None
            if is_empty:
                return len(text)
            start = begin
        del end
        return start

    def _plain_line(self, line: str, start: int, end: int) -> None:
        rest = line[start:].rstrip("\n")
        is_heading = _HEADING.match(rest) is not None
        ends = is_heading or _RULE.match(rest) is not None or (self._in_paragraph and _UNDERLINE.match(rest))
        lines = len(self._draft.written)
        if ends:
            self._draft.put(line)
            self._next(end)
        else:
            if not self._items and not self._quotes:
                first = self._paragraph[0] if self._in_paragraph and self._paragraph else lines
                self._paragraph = (first, lines + 1)
            self._draft.put(line)
            self._next(end, in_paragraph=True)

    # What begins here

    def _construct(self, line: str, start: int, end: int) -> bool:
        """Whether something else than a line of text begins there; then it is read."""
        rest = line[start:].rstrip("\n")
        if not rest:
            return False
        maker = _MAKERS.get(rest[0])
        if maker is not None and maker(self, line, start, end):
            return True
        if self._draft.flavour.mathematics and rest[0] in "$\\" and self._mathematics(line, start, end):
            return True
        is_table = flavour.LOOSE_TABLES in self._has and self._is_after_blank and not self._quotes and "|" in rest
        return is_table and line[:start].isspace() | (start == 0) and self._table(start, end)

    def _fence(self, line: str, start: int, end: int) -> bool:
        fence = _FENCE.match(line.rstrip("\n"), start)
        if fence is None:
            return False
        self._draft.hide(line)
        at, char, least = end, fence[1][0], len(fence[1])
        while at < len(self._text):
            end = self._end_of_line(at)
            line = self._text[at:end]
            self._draft.hide(line)
            at = end
            closing = line.strip().lstrip("> \t")
            if len(closing) >= least and closing == char * len(closing):
                break
        self._next(at)
        return True

    def _html(self, line: str, start: int, end: int) -> bool:
        if not self._items and not self._quotes and (element := self._elements.get(self._at + start)):
            self._element(element)
            return True
        ends = elements.raw_ends(line[start:], in_paragraph=self._in_paragraph)
        if ends is None:
            return False
        at = self._at
        while at < len(self._text):
            end = self._end_of_line(at)
            line = self._text[at:end]
            if not ends and not line.strip().lstrip("> \t"):
                break
            self._draft.hide(line)
            at = end
            if any(each in line.lower() for each in ends):
                break
        self._next(at)
        return True

    def _element(self, element: Element) -> None:
        """Read an element that is a block; the rest of the line where it ends is read by itself."""
        text = self._text[self._at : element.end]
        first = bisect_left(self._with_markdown, element.start, key=lambda each: each.start)
        last = bisect_left(self._with_markdown, element.end, key=lambda each: each.start)
        inner = self._with_markdown[first:last] if self._depth < _DEEPEST else []
        if inner or re.search(r"\n[ \t]*\n", text):
            self._raw_with(self._at, element.end, inner)
        else:
            self._draft.hide(f"{text}\n")
        end = self._end_of_line(element.end)
        rest = self._text[element.end : end]
        following = self._text[end : self._end_of_line(end)] if not rest.strip() else rest
        self._next(end if not rest.strip() else element.end)
        if following.strip() and not following.lstrip().startswith("<"):
            self._draft.put("\n")
            self._is_after_blank = True

    def _raw_with(self, start: int, end: int, inner: list[Element]) -> None:
        for each in inner:
            self._raw(start, each.start)
            self._draft.block(each.opening, is_tight=each.is_tight)
            self._inside(dedent(self._text[each.inner_start : each.inner_end].strip("\n")))
            self._draft.block(each.closing)
            start = each.end
        self._raw(start, end)

    def _raw(self, start: int, end: int) -> None:
        if text := self._text[start:end].strip("\n"):
            self._draft.block(text)

    def _inside(self, text: str) -> None:
        """Read the text inside of a block."""
        BlockReader(f"{text}\n", self._draft, self._depth + 1).read()

    def _mathematics(self, line: str, start: int, end: int) -> bool:
        """Set aside a formula that begins the line and ends a line."""
        for each in self._draft.flavour.mathematics:
            if each.is_block == self._in_paragraph or not line.startswith(each.opening, start):
                continue
            first = self._at + start + len(each.opening)
            close = self._text.find(each.closing, first)
            after = self._end_of_line(close)
            if close < 0 or self._text[close + len(each.closing) : after].strip():
                continue
            formula = self._text[first:close]
            if not each.is_block and re.search(r"\n[ \t>]*\n", formula):
                continue
            if self._quotes:
                formula = "\n".join(_QUOTES.sub("", row, count=1) for row in formula.split("\n"))
            mark = self._draft.aside(formula_of(each, formula))
            self._draft.put(f"{line[:start]}{mark}\n")
            self._next(after, in_paragraph=self._in_paragraph)
            return True
        del end
        return False

    def _table(self, start: int, end: int) -> bool:
        block = self._text[self._at : self._text.find("\n\n", self._at) + 1 or len(self._text)]
        made = tables.with_head(block)
        if made is None:
            return False
        length, rows = made
        del start, end
        for row in rows:
            self._draft.put(row)
        self._next(self._at + length)
        return True

    # What stands in braces

    def _braces(self, line: str, start: int, end: int) -> bool:
        if flavour.MARKS in self._has and (mark := _MARK.match(self._text, self._at + start)):
            return self._marked(line[:start], mark)
        of_line = line[start:].rstrip("\n")
        if flavour.ATTRIBUTES in self._has and (found := _LINE_OF_ATTRIBUTES.match(of_line)):
            return self._attributes(line[:start], found[1], end)
        if flavour.BARE_ATTRIBUTES in self._has and not self._is_after_blank and (found := _BARE_LINE.match(of_line)):
            return self._attributes(line[:start], found[1], end)
        return False

    def _marked(self, before: str, mark: re.Match[str]) -> bool:
        """Leave out a comment, set aside what is no Markdown."""
        name = mark[1]
        closing = None if name in self._unclosed else re.compile(rf"\{{:/(?:{name})?\}}").search(self._text, mark.end())
        if closing is None:
            self._unclosed.add(name)
            return False
        if name == "nomarkdown":
            self._draft.block(self._text[mark.end() : closing.start()].strip("\n"))
            before = ""
        end = self._end_of_line(closing.end())
        is_whole = not self._text[closing.end() : end].strip()
        if before.strip():
            self._draft.put(f"{before.rstrip()}\n")
        self._at = end if is_whole else closing.end()
        return True

    def _attributes(self, before: str, written: str, end: int) -> bool:
        """Take a line of attributes away; ids and the like go to the paragraph or heading before it."""
        draft = self._draft
        self._at = end
        if named := _NAMED.match(written):
            draft.named[named[1]] = draft.attributes(named[2])
            return True
        has_text_before, has_text_after = not self._is_after_blank, bool(self._text[end : self._end_of_line(end)].strip())
        if _TOC.search(written) and self._is_list_gone(end):
            return True
        if has_text_before and draft.plain and draft.plain[-1].strip().strip("\0"):
            mark = draft.attach(written, around=True)
            if mark:
                [last] = draft.drop(len(draft.written) - 1)
                draft.put(f"{last.rstrip()} {mark}\n")
        if has_text_before and has_text_after:
            draft.put(f"{before}<!-- -->\n")
            self._next(end)
        return True

    def _is_list_gone(self, end: int) -> bool:
        """Whether a list at a line of attributes, before it or after it, was taken out: a table of contents."""
        if self._items and not self._is_after_blank:
            self._draft.drop(self._list)
            self._items = []
            self._in_paragraph, self._is_after_blank, self._paragraph = False, True, None
            return True
        at = end
        while _ITEM.match(self._text, at) or (at > end and self._text[at : self._end_of_line(at)].strip()):
            at = self._end_of_line(at)
        self._at = at
        return at > end

    # What begins with another character

    def _definition(self, line: str, start: int, end: int) -> bool:
        """Read a list of definitions, of which the terms of the first stand in the draft."""
        del start, end
        if flavour.DEFINITIONS not in self._has or self._items or self._quotes or not _DEFINITION.match(line):
            return False
        if self._paragraph is None or self._depth >= _DEEPEST:
            return False
        first, last = self._paragraph
        terms = [each.strip() for each in self._draft.drop(first)[: last - first]]
        self._draft.block("<dl>")
        while terms:
            for term in terms:
                self._draft.block("<dt>", is_tight=True)
                self._inside(term)
                self._draft.block("</dt>")
            while self._is_at_definition():
                self._meaning()
            terms = self._terms()
        self._draft.block("</dl>")
        self._next(self._at)
        self._is_after_blank = True
        return True

    def _is_at_definition(self) -> bool:
        at = self._at
        while at < len(self._text) and self._text[at] == "\n":
            at += 1
        if at - self._at <= 1 and _DEFINITION.match(self._text, at):
            self._is_after_blank = self._is_after_blank or at > self._at
            self._at = at
            return True
        return False

    def _meaning(self) -> None:
        """Read one definition: its line, what is indented below it, and what goes on with its first paragraph."""
        offset = _DEFINITION.match(self._text, self._at).end() - self._at  # type: ignore[union-attr]  # it was seen
        is_tight = not self._is_after_blank
        end = self._end_of_line(self._at)
        lines = [self._text[self._at + offset : end].rstrip("\n")]
        at, blanks = end, 0
        while at < len(self._text):
            end = self._end_of_line(at)
            line = self._text[at:end].rstrip("\n").expandtabs(4)
            indentation = len(line) - len(line.lstrip(" "))
            if not line.strip():
                blanks += 1
            elif _DEFINITION.match(line) or (indentation < 2 and (blanks or _ENDS_PARAGRAPH.match(line))):  # noqa: PLR2004 - less than any definition is indented by
                break
            else:
                lines += [""] * blanks
                blanks = 0
                lines.append(line[min(indentation, offset) :])
            at = end
        self._draft.block("<dd>", is_tight=is_tight)
        self._inside("\n".join(lines))
        self._draft.block("</dd>")
        self._at, self._is_after_blank = at, blanks > 0

    def _terms(self) -> list[str]:
        """Return the terms that follow, when definitions of them do; then they are read."""
        at, found = self._at, []
        while at < len(self._text):
            end = self._end_of_line(at)
            line = self._text[at:end]
            if not line.strip() or _DEFINITION.match(line) or _ENDS_PARAGRAPH.match(line) or line[:4] == "    ":
                break
            found.append(line.strip())
            at = end
        following = at + 1 if self._text.startswith("\n", at) else at
        if not found or not _DEFINITION.match(self._text, following):
            return []
        self._at, self._is_after_blank = at, False
        return found

    def _admonition(self, line: str, start: int, end: int) -> bool:
        found = _ADMONITION.match(line.rstrip("\n"), start) if flavour.ADMONITIONS in self._has else None
        if found is None or self._depth >= _DEEPEST or self._items or self._quotes:
            return False
        inner: list[str] = []
        at = end
        while at < len(self._text):
            end = self._end_of_line(at)
            row = self._text[at:end].rstrip("\n").expandtabs(4)
            if row.strip() and not row.startswith("    "):
                break
            inner.append(row[_CODE:])
            at = end
        self._admonish(found, "\n".join(inner).rstrip())
        self._next(at)
        self._is_after_blank = True
        return True

    def _admonish(self, found: re.Match[str], inner: str) -> None:
        words = (found[2] or "note").split()
        title = found[3] if found[3] is not None else words[0].capitalize()
        element, heading = ("div", "<p><strong>{}</strong></p>")
        if found[1] != "!!!":
            element, heading = ("details", "<summary>{}</summary>")
        opening = f"<{element} open>" if found[1].endswith("+") else f"<{element}>"
        self._draft.block(opening)
        if title:
            before, _, after = heading.partition("{}")
            self._draft.block(before, is_tight=True)
            self._inside(title)
            self._draft.block(after)
        self._inside(inner)
        self._draft.block(f"</{element}>")

    def _contents(self, line: str, start: int, end: int) -> bool:
        if flavour.TOC not in self._has or line[start:].strip() != "[TOC]" or not self._is_after_blank:
            return False
        self._at = end
        return True

    def _end_of_block(self, line: str, start: int, end: int) -> bool:
        if flavour.END_OF_BLOCK not in self._has or line[start:].strip() != "^":
            return False
        self._draft.put(f"{line[:start]}<!-- -->\n")
        self._next(end)
        self._items = []
        return True

    def _abbreviation(self, line: str, start: int, end: int) -> bool:
        found = _ABBREVIATION.match(line.rstrip("\n"), start) if flavour.ABBREVIATIONS in self._has else None
        if found is None:
            return False
        self._draft.abbreviations[found[1]] = found[2]
        self._at = end
        return True


def formula_of(delimiters: flavour.Delimiters, formula: str) -> str:
    """Return a formula as HTML."""
    opening, closing = delimiters.written
    if delimiters.written != (delimiters.opening, delimiters.closing):
        formula = formula.strip()
    return escape(f"{opening}{formula}{closing}")


_MAKERS: Final[dict[str, Callable[[BlockReader, str, int, int], bool]]] = {
    "`": BlockReader._fence,
    "~": BlockReader._fence,
    "<": BlockReader._html,
    "{": BlockReader._braces,
    ":": BlockReader._definition,
    "!": BlockReader._admonition,
    "?": BlockReader._admonition,
    "[": BlockReader._contents,
    "^": BlockReader._end_of_block,
    "*": BlockReader._abbreviation,
}
