"""The blocks of Markdown as far as generators add to them: read line by line into a draft.

It is known of each line whether it is code, raw HTML or text, and where lists and quotes stand; so nothing in code is
taken for what it looks like. What of a generator begins at a line, `constructs` reads.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.content import constructs, elements, flavour

if TYPE_CHECKING:
    from feedpub.content.draft import Draft
    from feedpub.content.elements import HtmlBlock

_QUOTES: Final = re.compile(r"(?:[ \t]{0,3}>[ \t]?)*")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
_RULE: Final = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE: Final = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_HEADING: Final = re.compile(r"#{1,6}(?:[ \t]|$)")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ \t]*$")
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_CODE: Final = 4
"""Columns of indentation that make code."""
_DEEPEST: Final = 20
"""Texts inside of each other that are read; one further inside is left to the library."""


class Line(Struct, frozen=True, kw_only=True):
    """A line of text: `before` are the marks of quotes and items, `rest` begins at `start` and `end` is the next."""

    before: str
    rest: str
    start: int
    end: int
    has_marker: bool


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph in the draft: where its lines begin there, what they say, and what stands before the first."""

    first: int
    lines: list[str]
    before: str


class BlockReader:
    """Reads one text into a draft; what stands inside of blocks is read by another."""

    def __init__(self, text: str, draft: Draft, depth: int = 0) -> None:
        self.text, self.draft = text, draft
        self.has: Final = frozenset(draft.flavour.constructs)
        self.at = 0
        self.quotes = 0
        self.in_paragraph = False
        self.is_after_blank = True
        self.paragraph: Paragraph | None = None
        """The last one, if at most a blank line has followed."""
        self.items: list[_Item] = []
        """The open items of lists, each in the one before."""
        self.list_start = 0
        """Where in the draft the outermost of them begins."""
        self.unclosed: set[str] = set()
        """What was looked for up to the end of the text, in vain."""
        self.containers = 0
        """How many are open."""
        self.can_go_inside: Final = depth < _DEEPEST
        self._depth = depth
        self._shift = 0
        self._is_in_list = False
        self.has_elements: Final = flavour.ELEMENTS in self.has
        self._elements: dict[int, HtmlBlock] = {}
        if self.has_elements and "<" in text:
            self._elements = elements.pairs(text)
        every = flavour.MARKDOWN_IN_ELEMENTS in self.has
        self._with_markdown = elements.with_markdown(self._elements, every=every)

    def read(self) -> None:
        """Read all lines."""
        while self.at < len(self.text):
            self._line()

    # For those who read what begins at a line

    def end_of_line(self, at: int) -> int:
        """Return where the next line begins."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def go(self, end: int, *, in_paragraph: bool = False, is_after_blank: bool = False) -> None:
        """Go on with another line."""
        self.at, self.in_paragraph, self.is_after_blank = end, in_paragraph, is_after_blank
        if not in_paragraph:
            self.paragraph = None

    def inside(self, text: str) -> None:
        """Read the text inside of a block."""
        BlockReader(f"{text}\n", self.draft, self._depth + 1).read()

    def item_apart(self, before: str, lines: list[str]) -> None:
        """Read the rest of the innermost item by itself: these lines of it, and those that follow."""
        column = self.items[-1].column
        at = self.at
        while at < len(self.text):
            end = self.end_of_line(at)
            line = self.text[at:end].expandtabs(4)
            if line.strip() and (line[:column].strip() or len(line) <= column):
                break
            lines.append(line[column:].rstrip("\n"))
            at = end
        if before.strip():
            self.draft.put(f"{before}<!-- -->\n")
        with self.draft.indented(column):
            self.inside("\n".join(lines))
        self.go(at, is_after_blank=True)

    # One line

    def _line(self) -> None:
        end = self.end_of_line(self.at)
        written = self.text[self.at : end]
        if written[0].isalpha() and not (self.items or self.quotes or "|" in written):
            self._is_in_list = self._is_in_list and self.in_paragraph
            self._plain(Line(before="", rest=written.rstrip("\n"), start=self.at, end=end, has_marker=False))
            return
        if not written.strip("> \t\n"):
            self._blank(written, end)
            return
        quotes = _QUOTES.match(written)
        width = quotes.end() if quotes else 0
        depth = written.count(">", 0, width)
        if depth != self.quotes:
            self.quotes, self.items, self._shift = depth, [], 0
            self.in_paragraph = self.in_paragraph and not depth
        text = written.rstrip("\n")
        if flavour.LAZY_ITEMS in self.has and not depth:
            self._shift = self._lazily(text)
            text = " " * self._shift + text
        start = self._indentation(text[width:])
        if start is None:
            self.draft.hide(f"{text}\n")
            self.go(end)
            return
        self._text(text, width + start, end)

    def _blank(self, line: str, end: int) -> None:
        self.draft.put(line)
        if self.is_after_blank:
            self.paragraph = None
        self.at, self.in_paragraph, self.is_after_blank = end, False, True

    def _lazily(self, text: str) -> int:
        """Return how far a line must be moved to be part of the item that kramdown takes it for part of."""
        marker = _ITEM.match(text)
        column = written = len(text) - len(text.lstrip(" "))
        if marker is None or _RULE.match(text):
            return 0 if self.is_after_blank and not column else self._shift
        if self.is_after_blank:
            return 0
        base = 0
        for item in self.items:
            if column - base <= 3 and _is_numbered(marker) == item.is_numbered:  # noqa: PLR2004 - more is inside of it
                break
            base = item.column
            column = max(column, base)
        return column - written

    def _indentation(self, body: str) -> int | None:
        """Return where the text of a line begins, beyond the items that it belongs to; None for indented code."""
        start = len(body) - len(body.lstrip(" \t"))
        column = len(body[:start].expandtabs(4))
        if not self.in_paragraph or _ITEM.match(body):
            while self.items and column < self.items[-1].column:
                self.items.pop()
        inner = column - (self.items[-1].column if self.items else 0)
        return None if inner >= _CODE and not self.in_paragraph else start

    def _text(self, text: str, start: int, end: int) -> None:
        begin = self._past_markers(text, start)
        if begin == start and not self.items and not self.in_paragraph:
            self._is_in_list = False
        line = Line(
            before=text[:begin],
            rest=text[begin:],
            start=self.at + begin - self._shift,
            end=end,
            has_marker=begin > start,
        )
        if not line.rest or not self._begins_something(line):
            self._plain(line)

    def _past_markers(self, text: str, start: int) -> int:
        """Return where the text begins behind the markers of items."""
        while (marker := _ITEM.match(text, start)) and not _RULE.match(text, start):
            if not self.items and not self._is_in_list:
                self.list_start = len(self.draft.written)
            self._is_in_list = True
            begin = len(text) - len(text[marker.end() :].lstrip(" \t"))
            if begin == len(text) or begin - marker.end() > _CODE:
                begin = min(marker.end() + 1, len(text))
            column = len(text[:begin].expandtabs(4))
            self.items.append(_Item(column=column, is_numbered=_is_numbered(marker)))
            self.in_paragraph, self.paragraph = False, None
            start = begin
        return start

    def _plain(self, line: Line) -> None:
        first = len(self.draft.written)
        self.draft.put(f"{line.before}{line.rest}\n")
        if not line.rest or (line.rest[0] in "#=-_*" and self._ends_paragraph(line.rest)):
            self.go(line.end)
            return
        if self.paragraph is None or not self.in_paragraph:
            self.paragraph = Paragraph(first=first, lines=[], before=line.before if line.has_marker else "")
        self.paragraph.lines.append(line.rest)
        self.go(line.end, in_paragraph=True)

    def _ends_paragraph(self, rest: str) -> bool:
        is_rule = _HEADING.match(rest) or _RULE.match(rest)
        return is_rule is not None or (self.in_paragraph and _UNDERLINE.match(rest) is not None)

    # What begins there

    def _begins_something(self, line: Line) -> bool:
        """Whether something else than a line of text begins there; then it is read."""
        sign = line.rest[0]
        if sign in "`~" and (fence := _FENCE.match(line.rest)):
            self._fence(line, fence[1])
            return True
        if sign == "<":
            return self._html(line)
        return constructs.begins(self, line)

    def _fence(self, line: Line, fence: str) -> None:
        self.draft.put(line.before)
        self.draft.hide(f"{line.rest}\n")
        at = line.end
        while at < len(self.text):
            end = self.end_of_line(at)
            row = self.text[at:end]
            self.draft.hide(" " * self._shift + row)
            at = end
            closing = row.strip().lstrip("> \t")
            if len(closing) >= len(fence) and closing == fence[0] * len(closing):
                break
        self.go(at)

    def _html(self, line: Line) -> bool:
        element = self._elements.get(line.start)
        if element and not self.quotes:
            inner = self._inner(element)
            if not self.items:
                self._element(line, element, inner)
                return True
            if self.can_go_inside and (inner or _BLANK.search(self.text, element.start, element.end)):
                self.at = line.end
                self.item_apart(line.before if line.has_marker else "", [line.rest])
                return True
        if (
            self.has_elements
            and elements.is_span(line.rest)
            and self.text[line.end : self.end_of_line(line.end)].strip()
        ):
            mark = self.draft.aside("")  # in CommonMark the lines that follow would be raw HTML
            self._plain(replace(line, before=line.before + mark))
            return True
        ends = elements.raw_ends(line.rest, in_paragraph=self.in_paragraph)
        if ends is None:
            return False
        self._raw_html(line, ends)
        return True

    def _raw_html(self, line: Line, ends: tuple[str, ...]) -> None:
        self.draft.put(line.before)
        row, at = f"{line.rest}\n", line.end
        while True:
            self.draft.hide(row)
            if at >= len(self.text) or any(each in row.lower() for each in ends):
                break
            end = self.end_of_line(at)
            row = self.text[at:end]
            if not ends and not row.strip("> \t\n"):
                break
            at = end
        self.go(at)

    def _inner(self, element: HtmlBlock) -> list[HtmlBlock]:
        """Return the elements with Markdown in them that are in one, or are it."""
        if not self.can_go_inside or not self._with_markdown:
            return []
        first = bisect_left(self._with_markdown, element.start, key=lambda each: each.start)
        last = bisect_left(self._with_markdown, element.end, key=lambda each: each.start)
        return self._with_markdown[first:last]

    def _element(self, line: Line, element: HtmlBlock, inner: list[HtmlBlock]) -> None:
        """Read an element that is a block; the rest of the line where it ends is read by itself."""
        if inner or _BLANK.search(self.text, element.start, element.end):
            self._set_aside(element, inner)
        else:
            self.draft.hide(f"{line.before}{self.text[element.start : element.end]}\n")
        end = self.end_of_line(element.end)
        is_all = not self.text[element.end : end].strip()
        following = self.text[end : self.end_of_line(end)] if is_all else self.text[element.end : end]
        self.go(end if is_all else element.end)
        if following.strip() and not following.lstrip().startswith("<"):
            self.draft.put("\n")
            self.is_after_blank = True

    def _set_aside(self, element: HtmlBlock, inner: list[HtmlBlock]) -> None:
        start = element.start
        for each in inner:
            self._raw(start, each.start)
            self.draft.block(each.opening, is_tight=each.is_tight)
            self.inside(dedent(self.text[each.inner_start : each.inner_end].strip("\n")))
            self.draft.block(each.closing)
            start = each.end
        self._raw(start, element.end)

    def _raw(self, start: int, end: int) -> None:
        if text := self.text[start:end].strip("\n"):
            self.draft.block(text)


def _is_numbered(marker: re.Match[str]) -> bool:
    return marker[0][-1] in ".)"


class _Item(Struct, frozen=True, kw_only=True):
    """An item of a list: the column at which its text begins."""

    column: int
    is_numbered: bool
