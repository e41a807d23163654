"""Make XML that breaks off readable to its end: what is wrong is noted and repaired, so that the rest can be checked.

One pass over a document that expat has refused. It tells a fault by the names of the elements, entities and prefixes
concerned, which a parser does not, and repairs it as its author most probably meant it. What it does not understand it
leaves to expat, which stops there as ever; so does the end of a document that is cut off, for nobody knows what stood
behind it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text.xml.characters import Characters
from feedpub.text.xml.element import MAX_DEPTH
from feedpub.text.xml.names import FORBIDDEN, NAME, SPACE
from feedpub.text.xml.nesting import Nesting
from feedpub.text.xml.repairs import Repairs, TooManyRepairsError, shown
from feedpub.text.xml.tags import read_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.text.xml.element import Fault
    from feedpub.text.xml.repairs import Columns
    from feedpub.text.xml.tags import Tag

_CODE: Final = "not-well-formed"
_MARKUP: Final = re.compile(rf"[<&{FORBIDDEN}]|\]\]>")
_DECLARATION: Final = re.compile(
    rf"""<\?xml{SPACE}++version{SPACE}*+={SPACE}*+(?:"[0-9.]++"|'[0-9.]++')"""
    rf"""(?:{SPACE}++encoding{SPACE}*+={SPACE}*+(?:"[A-Za-z][\w.:-]*+"|'[A-Za-z][\w.:-]*+'))?+"""
    rf"""(?:{SPACE}++standalone{SPACE}*+={SPACE}*+["'](?:yes|no)["'])?+{SPACE}*+\?>""",
    re.ASCII,
)
_ANY_DECLARATION: Final = re.compile(r"<\?xml[ \t\r\n]")
_ROOT: Final = re.compile(rf"<({NAME})")
_LAST_TAG: Final = re.compile(rf"</({NAME}){SPACE}*+>{SPACE}*+\Z")
_TAIL: Final = 1000
_TARGET: Final = re.compile(NAME)
_DOCTYPE: Final = re.compile(
    r"""<!DOCTYPE(?:[^<>\["']++|"[^"]*+"|'[^']*+')*+"""
    r"""(?:\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--(?:[^-]++|-(?!->))*+-->|<(?!!--))*+\])?+\s*+>"""
)
_ENTITY: Final = re.compile(rf"<!ENTITY{SPACE}++({NAME}){SPACE}")
_BEYOND: Final = re.compile(r"""\b(?:SYSTEM|PUBLIC)\b|%""")
_SHORT: Final = 200
"""Letters within which a declaration that is none ends."""


class Recovered(Struct, frozen=True):
    """A document that can be read further than it could."""

    data: bytes
    """It in UTF-8."""
    columns: Columns
    faults: tuple[Fault, ...]
    """What was repaired, in order of place."""
    fixed: str
    """The document with nothing repaired but what is right for certain."""
    added: frozenset[str]
    """Namespaces that were declared for the prefixes that the document declares nowhere."""


def recovered(text: str, usual: Mapping[str, str]) -> Recovered:
    """Return a document as far as it can be repaired; `usual` gives the namespaces of well-known prefixes."""
    repairs = Repairs(text)
    nesting = Nesting(repairs, usual)
    with suppress(TooManyRepairsError):  # what is left is not repaired, so that expat stops there
        _Scanner(repairs, nesting).scan()
    nesting.declare()
    made, columns = repairs.made()
    return Recovered(
        made.encode("utf-8", "replace"), columns, repairs.faults, repairs.fixed(), frozenset(nesting.added)
    )


class _Scanner:
    """Goes through a document once, from markup to markup."""

    def __init__(self, repairs: Repairs, nesting: Nesting) -> None:
        self._repairs = repairs
        self._text = repairs.text
        self._nesting = nesting
        self._characters = Characters(repairs, nesting.path)
        self._never: set[str] = set()
        """Ends of comments and the like that do not occur in the rest of the document."""
        self._has_doctype = False

    def scan(self) -> None:
        """Go through the document. Raises TooManyRepairsError."""
        text, nesting = self._text, self._nesting
        at = begun = self._prolog()
        while (match := _MARKUP.search(text, at)) is not None:
            start = match.start()
            if match[0] == "<":
                if not nesting.depth:
                    self._outside(begun, start)
                at = begun = self._markup(start)
                if nesting.depth > MAX_DEPTH:
                    return  # the reader stops there
            elif nesting.depth:
                at = self._characters.special(match)
            else:
                at = text.find("<", start)  # all text out here is taken out
                if at < 0:
                    break
        if not nesting.depth:
            self._outside(begun, len(text))

    def _prolog(self) -> int:
        """Go to where the document begins, behind its declaration; one that is not the first thing is taken out."""
        text = self._text
        match = _ANY_DECLARATION.search(text)
        if match is None or (match.start() > 0 and _is_quoted(text, match.start())):
            return 0
        start = match.start()
        if start > 0:
            before = text[:start]
            what = f'"{shown(before)}" stands'
            if not before.strip("\ufeff \t\r\n"):
                what = "A second byte order mark stands" if "\ufeff" in before else "White space stands"
            line, column = self._repairs.place(start)
            where = f"before the XML declaration, which begins in line {line}, column {column}."
            self._repairs.note("declaration-not-first", start, f"{what} {where}")
            self._repairs.blank(0, start)
            if not before.strip("\ufeff \t\r\n"):
                self._repairs.fix(0, start, "")
        right = _DECLARATION.match(text, start)
        end = right.end() if right is not None else text.find("?>", start, start + _SHORT) + 2
        if right is None:
            end = end if end > start else match.end()
            words = f"The XML declaration is not well-formed: {shown(text[start:end])}."
            self._repairs.note(_CODE, start, words, hint='Write <?xml version="1.0" encoding="utf-8"?>.')
        if right is None or start > 0:
            self._repairs.blank(start, end)
        return end

    def _outside(self, start: int, end: int) -> None:
        """Note text that stands before or after the root element, and take it out."""
        between = self._text[start:end]
        if not between or between.isspace():
            return
        at = start + len(between) - len(between.lstrip())
        where = "after the end of the root element" if self._nesting.is_over else "before the first element"
        self._note(at, f'Text stands {where}: "{shown(between)}".', "Remove it.", where)
        self._repairs.blank(start, end)

    def _markup(self, start: int) -> int:
        """Go over markup, and return where it ends."""
        following = self._text[start + 1 : start + 2]
        if following == "/":
            return self._nesting.end_tag(start)
        if following == "?":
            return self._instruction(start)
        if following == "!":
            return self._declaration(start)
        tag = read_tag(self._text, start, self._repairs, self._nesting.path)
        if tag is not None:
            return self._start_tag(tag)
        around = shown(self._text[max(0, start - 20) : start + 20])
        self._note(start, f'A < stands here that begins no tag: "{around}".', "Write &lt; for < in texts.", "<")
        self._repairs.replace(start, start + 1, "&lt;" if self._nesting.depth else " ")
        return start + 1

    def _start_tag(self, tag: Tag) -> int:
        if self._nesting.is_over:
            text = f"The document goes on with <{tag.name}> after the end of its root element."
            hint = "Write one root element; where two documents were put into one file, remove the second."
            self._note(tag.start, text, hint, tag.name)
            self._repairs.blank(tag.start, len(self._text))
            return len(self._text)
        self._nesting.begin(tag)
        for _, begin, end in tag.attributes:
            self._characters.check(begin, end)
        return tag.end

    def _instruction(self, start: int) -> int:
        text = self._text
        end = self._end("?>", start + 2)
        if end < 0:
            return self._unended(start, "<?", "processing instruction", "?>")
        target = _TARGET.match(text, start + 2)
        if target is None:
            words = f"This is no processing instruction: {shown(text[start:end])}."
            self._note(start, words, "Remove it; code of a template or of PHP must have run before.", "<?")
            self._repairs.blank(start, end)
        elif target[0].lower() == "xml":
            words = "A second XML declaration stands here."
            words = words if target[0] == "xml" else f"The XML declaration begins with <?{target[0]}."
            self._note(start, words, "Write one declaration, <?xml, at the very beginning.", "<?xml")
            self._repairs.blank(start, end)
        return end

    def _declaration(self, start: int) -> int:
        """Go over a comment, a CDATA section or a DOCTYPE."""
        text, nesting = self._text, self._nesting
        if text.startswith("<!--", start):
            return self._comment(start)
        if text.startswith("<![CDATA[", start):
            return self._section(start)
        match = None
        if not (nesting.depth or nesting.is_over or self._has_doctype):
            match = _DOCTYPE.match(text, start)
            self._has_doctype = text.startswith("<!DOCTYPE", start)  # one is looked for: each may go on to the end
        if match is not None:
            self._characters.declare(_ENTITY.findall(match[0]), has_others=_BEYOND.search(match[0]) is not None)
            return match.end()
        end = text.find(">", start, start + _SHORT) + 1 or start + len("<!")
        words = f"This begins nothing that XML knows here: {shown(text[start:end])}."
        self._note(start, words, "Remove it, or write &lt; for <.", "<!")
        self._repairs.blank(start, end)
        return end

    def _comment(self, start: int) -> int:
        end = self._end("-->", start + len("<!--"))
        if end < 0:
            return self._unended(start, "<!--", "comment", "-->")
        hyphens = self._text.find("--", start + len("<!--"), end - 1)
        if hyphens < end - len("-->"):
            text = "A comment holds two hyphens, which XML allows at its end only."
            self._note(hyphens, text, "Write one, or remove the comment.", "--")
            self._repairs.blank(start, end)
        else:
            self._characters.check_literal(start, end)
        return end

    def _section(self, start: int) -> int:
        end = self._end("]]>", start + len("<![CDATA["))
        if end < 0:
            return self._unended(start, "<![CDATA[", "CDATA section", "]]>")
        if self._nesting.depth:
            self._characters.check_literal(start, end)
        else:
            self._note(start, "A CDATA section stands outside of the root element.", "Remove it.", "<![CDATA[")
            self._repairs.blank(start, end)
        return end

    def _unended(self, start: int, beginning: str, what: str, mark: str) -> int:
        """Note what does not end; the rest is read as if it did not begin."""
        self._note(start, f"This {what} does not end.", f"Write {mark} where it ends.", mark)
        end = start + len(beginning)
        self._repairs.blank(start, end)
        return end

    def _end(self, mark: str, start: int) -> int:
        """Return where the next mark ends, -1 where there is none; what there is none of is sought once."""
        found = -1 if mark in self._never else self._text.find(mark, start)
        if found < 0:
            self._never.add(mark)
            return -1
        return found + len(mark)

    def _note(self, at: int, text: str, hint: str, found: str) -> None:
        self._repairs.note(_CODE, at, text, hint=hint, found=found, path=self._nesting.path())


def _is_quoted(text: str, at: int) -> bool:
    """Whether a declaration stands within the document, whose root element begins before: a post may be about XML."""
    first = _ROOT.search(text, 0, at)
    last = _LAST_TAG.search(text, max(0, len(text) - _TAIL))
    return first is not None and (last is None or first[1] == last[1])
