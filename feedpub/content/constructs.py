"""What generators add to the blocks of Markdown, each read where it begins.

Definitions, admonitions and the like become HTML around Markdown, which the library then reads with all the rest:
references and footnotes are those of the whole text.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from feedpub.content import flavour as flavours
from feedpub.content import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedpub.content.blocks import BlockReader, Line
    from feedpub.content.flavour import Delimiters

_QUOTES: Final = re.compile(r"(?<![ \t])[ \t]*+(?:>[ \t]?)+")
_BLANK: Final = re.compile(r"\n[ \t>]*\n")
_ITEM: Final = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_DEFINITION: Final = re.compile(r"[ ]{0,3}:[ \t]+")
_ENDS_PARAGRAPH: Final = re.compile(r"[ ]{0,3}(?:[>#`~<|]|[-*+][ \t]|\d{1,9}[.)][ \t])")
_ADMONITION: Final = re.compile(r"(!!!|\?\?\?\+?)[ ]?([\w-]+(?:[ ]+[\w-]+)*)?(?:[ ]+\"(.*?)\")?[ ]*$")
_CALLOUT: Final = re.compile(r"\[!([A-Za-z][\w-]{0,30}+)(?:\|[^\]\n]{0,100}+)?\][+-]?+[ \t]*+([^\n]*+)")
_CONTAINER: Final = re.compile(
    r":{3,}+[ \t]*+(?:\{?+[ \t]*+\.?+([A-Za-z][\w-]{0,30}+)(?![^ \t}\n])[ \t]*+\}?+[ \t]*+([^\n]*+))?"
)
_END_OF_CONTAINER: Final = re.compile(r"^[ \t>]*+:{3,}+[ \t]*+$", re.MULTILINE)
_CONTENTS: Final = re.compile(r"(?i:@?+\[toc\]|\[\[_?+toc_?+\]\]|\$\{toc\})[ \t]*+")
_MARK: Final = re.compile(r"\{::(comment|nomarkdown)(?:[ \t][^{}\n]*)?(?<!/)\}")
_ATTRIBUTES: Final = re.compile(r"\{:(?![:/])([^{}]*)\}[ \t]*$")
_BARE_ATTRIBUTES: Final = re.compile(r"\{:?[ \t]*((?:[#.][\w-]|[\w-]+=)[^{}]*)\}[ \t]*$")
_NAMED: Final = re.compile(r"([\w-]++):[ \t]*(.*)")
_TOC: Final = re.compile(r"(?:^|\s)toc(?:\s|$)")
_ABBREVIATION: Final = re.compile(r"\*\[([^\]\n]+)\][ \t]?:[ \t]*+(.*)$")
_INDENTATION: Final = 4
_LEAST: Final = 2
"""Columns by which what belongs to a definition is indented."""


def begins(reader: BlockReader, line: Line) -> bool:
    """Whether something that the flavour adds begins at a line; then it is read."""
    for construct, read in _READERS.get(line.rest[0], ()):
        if construct in reader.has and read(reader, line):
            return True
    if reader.draft.flavour.mathematics and _mathematics(reader, line):
        return True
    is_table = flavours.LOOSE_TABLES in reader.has and "|" in line.rest and reader.is_after_blank
    return is_table and not line.before.strip() and _table(reader, line)


# Marks of kramdown, and attributes


def _mark(reader: BlockReader, line: Line) -> bool:
    """Leave out a comment, set aside what is no Markdown."""
    mark = _MARK.match(reader.text, line.start)
    if mark is None or mark[1] in reader.unclosed:
        return False
    closing = re.compile(rf"\{{:/(?:{mark[1]})?\}}").search(reader.text, mark.end())
    if closing is None:
        reader.unclosed.add(mark[1])
        return False
    end = reader.end_of_line(closing.end())
    has_more = bool(reader.text[closing.end() : end].strip())
    if mark[1] == "nomarkdown":
        if has_more:
            return False  # it stands in running text
        reader.draft.block(reader.text[mark.end() : closing.start()].strip("\n"))
    elif line.before.strip():
        reader.draft.put(f"{line.before.rstrip()}\n")
    reader.at = closing.end() if has_more else end
    return True


def _attributes(reader: BlockReader, line: Line) -> bool:
    """Take a line of attributes away; ids and the like go to the paragraph or heading before it."""
    found = _ATTRIBUTES.match(line.rest)
    if found is None:
        return False
    if named := _NAMED.match(found[1]):
        reader.draft.named[named[1]] = reader.draft.attributes(named[2])
        reader.at = line.end
    elif not _TOC.search(found[1]) or not _is_list_gone(reader, line.end):
        _attach(reader, line, found[1])
    return True


def _bare_attributes(reader: BlockReader, line: Line) -> bool:
    found = None if reader.is_after_blank else _BARE_ATTRIBUTES.match(line.rest)
    if found is None:
        return False
    _attach(reader, line, found[1])
    return True


def _attach(reader: BlockReader, line: Line, written: str) -> None:
    draft, has_block_before = reader.draft, not reader.is_after_blank
    reader.at = line.end
    if has_block_before and draft.plain[-1].strip("\0 \t\n") and (mark := draft.attach(written, around=True)):
        [last] = draft.drop(len(draft.written) - 1)
        draft.put(f"{last.rstrip()} {mark}\n", is_indented=True)
    if has_block_before and reader.text[line.end : reader.end_of_line(line.end)].strip():
        draft.put(f"{line.before}<!-- -->\n")
        reader.go(line.end)


def _is_list_gone(reader: BlockReader, end: int) -> bool:
    """Whether a list at a line of attributes, before it or after it, was taken out: a table of contents."""
    if reader.items and not reader.is_after_blank:
        reader.draft.drop(reader.list_start)
        reader.items.clear()
        reader.go(end, is_after_blank=True)
        return True
    at = end
    while _ITEM.match(reader.text, at) or (at > end and reader.text[at : reader.end_of_line(at)].strip()):
        at = reader.end_of_line(at)
    if at > end:
        reader.go(at, is_after_blank=True)
    return at > end


# Definitions


def _definitions(reader: BlockReader, line: Line) -> bool:
    """Read a list of definitions, of which the terms of the first stand in the draft."""
    paragraph = reader.paragraph
    if paragraph is None or not _DEFINITION.match(line.rest) or reader.quotes or not reader.can_go_inside:
        return False
    reader.draft.drop(paragraph.first)
    if reader.items:
        blank = [""] if reader.is_after_blank else []
        reader.item_apart(paragraph.before, [*paragraph.lines, *blank])
        return True
    reader.draft.block("<dl>")
    terms = list(paragraph.lines)
    while terms:
        for term in terms:
            _put_inside(reader, "<dt>", term, "</dt>", is_tight=True)
        while _is_at_definition(reader):
            _meaning(reader)
        terms = _terms(reader)
    reader.draft.block("</dl>")
    reader.go(reader.at, is_after_blank=True)
    return True


def _put_inside(reader: BlockReader, opening: str, text: str, closing: str, *, is_tight: bool = False) -> None:
    reader.draft.block(opening, is_tight=is_tight)
    reader.inside(text)
    reader.draft.block(closing)


def _is_at_definition(reader: BlockReader) -> bool:
    """Whether a definition follows, after at most a blank line; then it is the next that is read."""
    at = reader.at
    end = reader.end_of_line(at)
    if not reader.text[at:end].strip():
        at = end
    if not _DEFINITION.match(reader.text, at):
        return False
    reader.is_after_blank = reader.is_after_blank or at > reader.at
    reader.at = at
    return True


def _meaning(reader: BlockReader) -> None:
    """Read one definition: its line, what is indented below it, and what goes on with its first paragraph."""
    mark = _DEFINITION.match(reader.text, reader.at)
    offset = mark.end() - reader.at if mark else 0
    is_tight = not reader.is_after_blank
    at = reader.end_of_line(reader.at)
    lines = [reader.text[reader.at + offset : at].rstrip("\n")]
    blanks = 0
    while at < len(reader.text):
        end = reader.end_of_line(at)
        line = reader.text[at:end].rstrip("\n").expandtabs(4)
        indentation = len(line) - len(line.lstrip(" "))
        if not line.strip():
            blanks += 1
        elif _DEFINITION.match(line) or (indentation < _LEAST and (blanks or _ENDS_PARAGRAPH.match(line))):
            break
        else:
            lines += [""] * blanks
            blanks = 0
            lines.append(line[min(indentation, offset) :])
        at = end
    _put_inside(reader, "<dd>", "\n".join(lines), "</dd>", is_tight=is_tight and "" not in lines)
    reader.at, reader.is_after_blank = at, blanks > 0


def _terms(reader: BlockReader) -> list[str]:
    """Return the terms that follow, where definitions of them do; they are read then."""
    at = reader.at
    found: list[str] = []
    while at < len(reader.text):
        end = reader.end_of_line(at)
        line = reader.text[at:end]
        if not line.strip() or _DEFINITION.match(line) or _ENDS_PARAGRAPH.match(line) or line[:4] == "    ":
            break
        found.append(line.strip())
        at = end
    following = at + 1 if reader.text.startswith("\n", at) else at
    if not found or not _DEFINITION.match(reader.text, following):
        return []
    reader.at, reader.is_after_blank = at, False
    return found


# Admonitions


def _admonition(reader: BlockReader, line: Line) -> bool:
    found = _ADMONITION.match(line.rest)
    if found is None or reader.quotes or not reader.can_go_inside:
        return False
    if reader.items:
        reader.at = line.end
        reader.item_apart(line.before if line.has_marker else "", [line.rest])
        return True
    at, inner = line.end, []
    while at < len(reader.text):
        end = reader.end_of_line(at)
        row = reader.text[at:end].rstrip("\n").expandtabs(4)
        if row.strip() and not row.startswith(" " * _INDENTATION):
            break
        inner.append(row[_INDENTATION:])
        at = end
    _admonish(reader, found, "\n".join(inner).rstrip())
    reader.go(at, is_after_blank=True)
    return True


def _admonish(reader: BlockReader, found: re.Match[str], inner: str) -> None:
    kind = (found[2] or "note").split()[0]
    title = kind.capitalize() if found[3] is None else found[3]
    element, before, after = "div", "<p><strong>", "</strong></p>"
    if found[1] != "!!!":
        element, before, after = "details", "<summary>", "</summary>"
    reader.draft.block(f"<{element} open>" if found[1].endswith("+") else f"<{element}>")
    if title:
        _put_inside(reader, before, title, after, is_tight=True)
    reader.inside(inner)
    reader.draft.block(f"</{element}>")


# Callouts and containers: their titles in bold, before what is in them


def _callout(reader: BlockReader, line: Line) -> bool:
    """Read the first line of a quotation that is a callout."""
    found = None if reader.in_paragraph or not line.before.rstrip().endswith(">") else _CALLOUT.match(line.rest)
    if found is None:
        return False
    _entitle(reader, line, found[2] or found[1])
    return True


def _container(reader: BlockReader, line: Line) -> bool:
    """Read a line that opens or closes a container; one that nobody closes is text."""
    found = _CONTAINER.fullmatch(line.rest)
    if found is None or ":::" in reader.unclosed:
        return False
    if found[1] and not _END_OF_CONTAINER.search(reader.text, line.end):
        reader.unclosed.add(":::")
        return False
    if found[1]:
        reader.containers += 1
        _entitle(reader, line, found[2] or found[1])
    elif reader.containers:
        reader.containers -= 1
        reader.draft.put(f"{line.before.rstrip()}\n")
        reader.go(line.end, is_after_blank=True)
    else:
        return False
    return True


def _entitle(reader: BlockReader, line: Line, title: str) -> None:
    before = line.before.rstrip()
    title = title.strip()
    title = (
        title.capitalize() if title.isascii() and (title.isupper() or title.islower()) and " " not in title else title
    )
    reader.draft.put(f"{'' if reader.is_after_blank or before else chr(10)}{line.before}**{title}**\n{before}\n")
    reader.go(line.end, is_after_blank=True)


# Lines


def _contents(reader: BlockReader, line: Line) -> bool:
    if not _CONTENTS.fullmatch(line.rest) or not reader.is_after_blank:
        return False
    if reader.text[line.end : reader.end_of_line(line.end)].strip():
        return False  # it begins a paragraph
    reader.at = line.end
    return True


def _end_of_block(reader: BlockReader, line: Line) -> bool:
    if line.rest.strip() != "^":
        return False
    reader.draft.put(f"{line.before}<!-- -->\n")
    reader.items.clear()
    reader.go(line.end)
    return True


def _abbreviation(reader: BlockReader, line: Line) -> bool:
    found = _ABBREVIATION.match(line.rest)
    if found is None:
        return False
    reader.draft.abbreviations[found[1]] = found[2].rstrip(" \t")
    reader.at = line.end
    return True


def _table(reader: BlockReader, line: Line) -> bool:
    made = tables.with_head(reader.text[reader.at : reader.text.find("\n\n", reader.at) + 1 or len(reader.text)])
    if made is None:
        return False
    length, rows = made
    for row in rows:
        reader.draft.put(row)
    del line
    reader.go(reader.at + length)
    return True


# Mathematics


def _mathematics(reader: BlockReader, line: Line) -> bool:
    """Set aside a formula that begins a line and ends one."""
    for each in reader.draft.flavour.mathematics:
        if not line.rest.startswith(each.opening) or each.is_block == reader.in_paragraph:
            continue
        first = line.start + len(each.opening)
        close = reader.text.find(each.closing, first)
        end = reader.end_of_line(close)
        if close < 0 or reader.text[close + len(each.closing) : end].strip():
            continue
        formula = reader.text[first:close]
        if not each.is_block and _BLANK.search(formula):
            continue
        if reader.quotes:
            formula = "\n".join([_QUOTES.sub("", row, count=1) for row in formula.split("\n")])
        reader.draft.put(f"{line.before}{reader.draft.aside(formula_of(each, formula))}\n")
        reader.go(end, in_paragraph=reader.in_paragraph)
        return True
    return False


def formula_of(delimiters: Delimiters, formula: str) -> str:
    """Return a formula as HTML."""
    opening, closing = delimiters.written
    if delimiters.written != (delimiters.opening, delimiters.closing):
        formula = formula.strip()
    return escape(f"{opening}{formula}{closing}")


_READERS: Final[Mapping[str, tuple[tuple[str, Callable[[BlockReader, Line], bool]], ...]]] = {
    "!": ((flavours.ADMONITIONS, _admonition),),
    "*": ((flavours.ABBREVIATIONS, _abbreviation),),
    "$": ((flavours.TOC, _contents),),
    ":": ((flavours.CONTAINERS, _container), (flavours.DEFINITIONS, _definitions)),
    "?": ((flavours.ADMONITIONS, _admonition),),
    "@": ((flavours.TOC, _contents),),
    "[": ((flavours.CALLOUTS, _callout), (flavours.TOC, _contents)),
    "^": ((flavours.END_OF_BLOCK, _end_of_block),),
    "{": (
        (flavours.MARKS, _mark),
        (flavours.ATTRIBUTES, _attributes),
        (flavours.BARE_ATTRIBUTES, _bare_attributes),
        (flavours.BARE_LINES, _bare_attributes),
    ),
}
"""By the character with which it begins."""
