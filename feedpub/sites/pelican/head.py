"""What a file says of itself in front of its text: lines of `Title: …` in Markdown, `meta` in HTML.

Line by line as Python-Markdown does it: `---` around the lines is allowed, and does not make YAML of them.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from msgspec import Struct, field

from feedpub.collect.frontmatter.block import Block
from feedpub.collect.frontmatter.handler import Handler
from feedpub.collect.frontmatter.values import STRICT
from feedpub.text.positions import Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.collect.frontmatter import Grammar, Places, Value
    from feedpub.collect.problem import Problem

_KEY = re.compile(r" {0,3}([A-Za-z0-9_-]+):\s*(.*)")
_MORE = re.compile(r" {4,}(.*)")
_BEGIN = re.compile(r"-{3}(?:\s.*)?")
_END = re.compile(r"(?:-{3}|\.{3})(?:\s.*)?")
_ANY_KEY = re.compile(r"\s*:?([A-Za-z0-9_-]+):|.*?\bname\s*=\s*[\"']?([A-Za-z0-9_-]+)|.*?<(title)\b", re.IGNORECASE)


class PelicanHead(Struct, frozen=True, kw_only=True):
    """The keys of a file in small letters, each with the texts given for it, and the text behind them."""

    values: Mapping[str, list[str]]
    text: str
    body: str
    body_line: int
    is_html: bool = False
    """Whether texts of the head are HTML already, as those of reStructuredText are."""

    @property
    def block(self) -> Block:
        """Return head and body as those of front matter."""
        return Block(text=self.text, first_line=1, body=self.body, body_line=self.body_line)


def markdown(text: str) -> PelicanHead:
    """Read the lines of a Markdown file up to the first that is no `Key: value`."""
    lines = text.split("\n")
    values: dict[str, list[str]] = {}
    at = 1 if _BEGIN.fullmatch(lines[0].rstrip("\r")) else 0
    found: list[str] = []
    while at < len(lines):
        line = lines[at].rstrip("\r").expandtabs(4)
        if not line.strip() or _END.fullmatch(line):
            at += 1
            break
        if match := _KEY.match(line):
            found = values.setdefault(match[1].lower(), [])
            found.append(match[2].strip())
        elif values and (match := _MORE.match(line)):
            found.append(match[1].strip())
        else:
            break
        at += 1
    if not values and at <= 1:
        return PelicanHead(values={}, text="", body=text, body_line=1)
    return PelicanHead(values=values, text="\n".join(lines[:at]), body="\n".join(lines[at:]), body_line=at + 1)


def html(text: str) -> PelicanHead:
    """Read title and `meta` of the head of an HTML file; its text is what stands in the body."""
    parser = _HeadParser()
    parser.feed(text)
    parser.close()
    start, end = parser.body or (len(text), len(text))
    before = text[:start]
    return PelicanHead(
        values=parser.values, text=before, body=text[start:end], body_line=1 + before.count("\n"), is_html=True
    )


class _Lines(Struct, frozen=True):
    """Where lines begin."""

    text: str
    starts: list[int] = field(default_factory=list)

    def index(self, line: int, column: int) -> int:
        if not self.starts:
            self.starts.append(0)
            self.starts.extend(match.end() for match in re.finditer("\n", self.text))
        return self.starts[line - 1] + column


class _HeadParser(HTMLParser):
    """Finds what stands in the head, and the place of the body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.values: dict[str, list[str]] = {}
        self.body: tuple[int, int] | None = None
        self._is_head = self._is_title = False
        self._title = ""
        self._start = 0
        self._lines = _Lines("")

    def feed(self, data: str) -> None:
        self._lines = _Lines(data)
        super().feed(data)

    def close(self) -> None:
        super().close()
        if self._start and self.body is None:
            self.body = (self._start, len(self._lines.text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "head":
            self._is_head = True
        elif tag == "title" and self._is_head:
            self._is_title = True
        elif tag == "meta" and self._is_head:
            self._note({name: value or "" for name, value in reversed(attrs)})
        elif tag == "body" and not self._start:
            self._start = self._place() + len(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._is_head = False
        elif tag == "title" and self._is_title:
            self._is_title = False
            self.values.setdefault("title", []).append(self._title)
        elif tag == "body" and self._start:
            self.body = (self._start, self._place())

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self._title += data

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _note(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name", "").lower()
        if name:
            content = attributes.get("content") or attributes.get("contents", "")
            self.values.setdefault("tags" if name == "keywords" else name, []).append(content)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines.index(line, column)


class HeadHandler(Handler):
    """Knows the places of the keys, for messages."""

    FM_BOUNDARY = re.compile(r"\Z")

    def detect(self, text: str) -> bool:
        """Return no: heads are never looked for among front matter."""
        return not text and bool(text)

    def cut(self, text: str, _grammar: Grammar = STRICT) -> Block:
        """Return the head and the body of Markdown."""
        return markdown(text).block

    def read(self, fm: str, _grammar: Grammar) -> tuple[dict[str, Value], list[Problem]]:
        """Return the keys, the first text of each; there are no warnings."""
        return {key: texts[0] for key, texts in markdown(fm).values.items()}, []

    def places(self, fm: str) -> Places:
        """Return what knows the line of each key."""
        found: dict[str, Spot] = {}
        for number, line in enumerate(fm.split("\n"), start=1):
            if match := _ANY_KEY.match(line):
                name = (match[1] or match[2] or match[3]).lower()
                found.setdefault("tags" if name == "keywords" else name, Spot(line=number, column=1))
        return lambda path: found.get(str(path[0])) if path else None
