"""Markdown that is being made ready for the library, and what is set aside of it until there is HTML.

Whatever is no Markdown, as code and raw HTML, has `FILL` in place of its characters in a second text, place by place:
so expressions for what a generator adds to Markdown find it where it is meant, and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.content.flavour import Flavour

FILL: Final = "\0"
_INLINE, _BLOCK, _BEFORE, _AROUND, _TIGHT, _END = "\1", "\3", "\5", "\6", "\4", "\2"
"""Marks of what is set aside. No text that XML can hold has them."""
_MARKS: Final = re.compile("[\0-\6]")
_ASIDE: Final = re.compile(rf"{_INLINE}(\d+){_END}|(?:<p>)?{_BLOCK}(\d+){_END}(?:</p>)?\n?")
ENDS_PARAGRAPH: Final = r"\n[ \t]*+(?:\n|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|[>|]|```|~~~)"
"""Where a line ends, and the next is of another block."""
_PARAGRAPH_END: Final = re.compile(ENDS_PARAGRAPH)
_NOT_ENDS: Final = re.compile(r"[^\n]")
_ANY: Final = re.compile(rf"[{_INLINE}{_BLOCK}{_BEFORE}{_AROUND}]\d+{_END}")
_LONE: Final = re.compile(rf"{_TIGHT}\n?(?:<p>((?:(?!</?p>).)*)</p>\n?)?", re.DOTALL)
_ATTACHED: Final = re.compile(rf"(?<![ \t])[ \t]*+([{_BEFORE}{_AROUND}])(\d++){_END}")
_KEPT: Final = frozenset({"id", "title", "width", "height", "lang", "dir", "start"})
_ATTRIBUTE: Final = re.compile(r"#([\w:.-]++)|([\w:-]++)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'}]++))|([^\s=]++)")


class Draft:
    """A text and its Markdown alone, line by line at first, then whole; and what is set aside."""

    def __init__(self, flavour: Flavour) -> None:
        self.flavour = flavour
        self.written: list[str] = []
        self.plain: list[str] = []
        self.abbreviations: dict[str, str] = {}
        self.named: dict[str, dict[str, str]] = {}
        """Attributes that have a name, by it."""
        self._aside: list[str] = []
        self._attached: list[str] = []
        self._indentation = ""

    # Writing

    def put(self, line: str, *, is_indented: bool = False) -> None:
        """Add Markdown."""
        if not line:
            return
        if self._indentation and not is_indented:
            line = self._indented(line)
        self.written.append(line)
        self.plain.append(_ANY.sub(_filled, line) if _END in line else line)

    def hide(self, line: str) -> None:
        """Add what is no Markdown."""
        if self._indentation:
            line = self._indented(line)
        self.written.append(line)
        self.plain.append(filled(line))

    def _indented(self, line: str) -> str:
        """Return a line indented, but where it goes on with the last one."""
        if not line.strip() or (self.written and not self.written[-1].endswith("\n")):
            return line
        return "".join([self._indentation + row if row.strip() else row for row in line.splitlines(keepends=True)])

    @contextmanager
    def indented(self, columns: int) -> Iterator[None]:
        """Indent what is added, until that ends: it stands in an item of a list."""
        before = self._indentation
        self._indentation += " " * columns
        yield
        self._indentation = before

    def block(self, html: str, *, is_tight: bool = False) -> None:
        """Add HTML between blocks. If it is tight, the paragraph that comes first in it is no paragraph."""
        self._aside.append(html + _TIGHT if is_tight else html)
        self.put(f"\n{_BLOCK}{len(self._aside) - 1}{_END}\n\n")

    def drop(self, start: int) -> list[str]:
        """Take back the lines from one on, and return them."""
        lines = self.written[start:]
        del self.written[start:], self.plain[start:]
        return lines

    # Setting aside

    def aside(self, html: str) -> str:
        """Return the mark that stands for HTML in a line."""
        self._aside.append(html)
        return f"{_INLINE}{len(self._aside) - 1}{_END}"

    def attach(self, written: str, *, around: bool) -> str:
        """Return the mark that gives attributes to the element before it, or around it; empty where none matter."""
        found = self.attributes(written)
        kept = "".join(f' {name}="{escape(value)}"' for name, value in found.items() if name in _KEPT)
        if not kept:
            return ""
        self._attached.append(kept)
        return f"{_AROUND if around else _BEFORE}{len(self._attached) - 1}{_END}"

    def attributes(self, written: str) -> dict[str, str]:
        """Return the attributes that are written in braces, with those of the names that stand there."""
        found: dict[str, str] = {}
        for name, key, *values, word in _ATTRIBUTE.findall(written):
            if name:
                found["id"] = name
            elif key:
                found[key.lower()] = next(filter(None, values), "")
            else:
                found |= self.named.get(word, {})
        return found

    # As one text

    def whole(self) -> Text:
        """Return what was written as one text."""
        return Text("".join(self.written), "".join(self.plain))

    def finished(self, html: str) -> str:
        """Return the HTML that was made of the text, with what was set aside."""
        if self._attached:
            html = self._with_attributes(html)
        if self._aside:
            html = _ASIDE.sub(lambda match: self._aside[int(match[1] or match[2])] + ("\n" if match[2] else ""), html)
        return _LONE.sub(lambda match: match[1] or "", html) if _TIGHT in html else html

    def _with_attributes(self, html: str) -> str:
        parts: list[str] = []
        end = 0
        for match in _ATTACHED.finditer(html):
            parts.append(html[end : match.start()])
            end = match.end()
            _give(parts, self._attached[int(match[2])], html[end : end + 20] if match[1] == _AROUND else "")
        return "".join([*parts, html[end:]])


_CLOSED: Final = re.compile(r"</(\w++)>")
_CLOSING: Final = re.compile(r"</(\w++)>\Z")
_VOID: Final = re.compile(r"<img [^<>]*?(?= />\Z)")


def _give(parts: list[str], attributes: str, following: str) -> None:
    """Put attributes into the start tag of the element that ends with the last part, or with what follows it."""
    last = parts[-1]
    if closed := _CLOSED.match(following):
        name = closed[1]
    elif void := _VOID.search(last, max(last.rfind("<"), 0)):
        parts[-1] = last[: void.end()] + attributes + last[void.end() :]
        return
    elif closing := _CLOSING.search(last, max(last.rfind("<"), 0)):
        name = closing[1]
    else:
        return
    for index in range(len(parts) - 1, max(len(parts) - 9, -1), -1):
        if (start := parts[index].rfind(f"<{name}")) >= 0:
            place = parts[index].find(">", start)
            parts[index] = parts[index][:place] + attributes + parts[index][place:]
            return


class Text:
    """A text, and what of it is Markdown, which stay equally long."""

    def __init__(self, written: str, plain: str) -> None:
        self.written, self.plain = written, plain

    def replace(self, pattern: re.Pattern[str], make: Callable[[re.Match[str], str], str | None]) -> None:
        """Put in place of each match what is made of it and of how it is written; None leaves it."""
        written: list[str] = []
        markdown: list[str] = []
        end = 0
        for match in pattern.finditer(self.plain):
            made = make(match, self.written[match.start() : match.end()])
            if made is not None:
                self._copy(end, match.start(), written, markdown)
                written.append(made)
                markdown.append(_ANY.sub(_filled, made))
                end = match.end()
        if end:
            self._copy(end, len(self.plain), written, markdown)
            self.written, self.plain = "".join(written), "".join(markdown)

    def replace_between(
        self,
        opening: re.Pattern[str],
        closing: re.Pattern[str],
        make: Callable[[re.Match[str], str], str],
        *,
        in_paragraph: bool,
    ) -> None:
        """Put in place of what begins and ends with a match what is made of the first and of what stands between.

        Each end is looked for once: to look through the text from each beginning would take the square of its length.
        """
        written: list[str] = []
        markdown: list[str] = []
        ends = [match.start() for match in _PARAGRAPH_END.finditer(self.plain)] if in_paragraph else []
        at = 0
        close: re.Match[str] | None = None
        for start in opening.finditer(self.plain):
            if start.start() < at:
                continue
            if close is None or close.start() < start.end():
                close = closing.search(self.plain, start.end())
            if close is None:
                break
            end = bisect_left(ends, start.end())
            if close.start() > start.end() and (end == len(ends) or ends[end] > close.start()):
                made = make(start, self.written[start.end() : close.start()])
                self._copy(at, start.start(), written, markdown)
                written.append(made)
                markdown.append(_ANY.sub(_filled, made))
                at = close.end()
        if at:
            self._copy(at, len(self.plain), written, markdown)
            self.written, self.plain = "".join(written), "".join(markdown)

    def _copy(self, start: int, end: int, written: list[str], markdown: list[str]) -> None:
        written.append(self.written[start:end])
        markdown.append(self.plain[start:end])


def without_marks(text: str) -> str:
    """Return a text without the characters that stand for what is set aside."""
    return _MARKS.sub("", text)


def filled(line: str) -> str:
    """Return lines of as many characters that are no Markdown."""
    return _NOT_ENDS.sub(FILL, line)


def _filled(match: re.Match[str]) -> str:
    return FILL * len(match[0])
