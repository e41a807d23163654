"""What is wrong with YAML, with the line as it should have been written where that can be found out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from feedpub.collect.frontmatter import fix
from feedpub.collect.frontmatter.complaints import LEFT_OUT, place, too_deep
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.collect.frontmatter.composer import AnyComposer

_TOO_DEEP = "nesting depth"
"""What libyaml says from version 0.2.6 on of values deeper than it reads; it stops before we can count."""
_CLOSING: Final = {"[": "]", "{": "}"}
_NOT_YAML = patterns.lazy("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The opposite of `c-printable` (YAML 1.2 section 5.1)."""
_TAB = patterns.lazy(r"^ *\t[ \t]*\S", re.MULTILINE)


def index_of(mark: Any) -> int:  # noqa: ANN401 - the marks of libyaml and of PyYAML are two types, and may be None
    """Return the offset of a mark; the start of the text where there is no mark."""
    return 0 if mark is None else int(mark.index)


BINARY: Final = frozenset({"tag:yaml.org,2002:binary", "!binary"})
"""Tags of a text in Base64: Ruby's writes either."""
_NOTHING_LOST: Final = frozenset({"!", *BINARY})


def lost_texts(text: str, composer: Callable[[str], AnyComposer]) -> Iterator[Problem]:
    """Return what is said of each text of which a parser drops a word: `title: &c is a letter`, `title: !important`.

    `! text` loses nothing: it says only that a text follows.
    """
    anchors: dict[str, int] = {}
    parser = composer(text)
    while parser.check_event():
        event = parser.get_event()
        if isinstance(event, yaml.AliasEvent):
            anchors.pop(str(event.anchor), None)
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None and isinstance(event, yaml.ScalarEvent):
                anchors[event.anchor] = index_of(event.start_mark)
            tag = getattr(event, "tag", None)
            if tag is not None and tag not in _NOTHING_LOST and not tag.startswith("tag:yaml.org,2002:"):
                yield _lost(text, index_of(event.start_mark), "tag")
    for index in anchors.values():
        yield _lost(text, index, "anchor")


def _lost(text: str, index: int, what: str) -> Problem:
    line, column = place(text, index)
    written = text.splitlines()[line - 1] if text else ""
    return Problem(
        code="front-matter/needs-quotes",
        text=f"YAML reads the word at `{text[index]}` as a name of its own ({what}) and drops it from the text.",
        hint=f"Put the value in quotes: {fix.quoted(written).strip()}",
        why="Readers would see the text without its first word.",
        line=line,
        column=column,
        found=written.strip(),
    )


def no_yaml_character(text: str) -> Problem:
    """Say which character YAML does not allow, and where."""
    match = _NOT_YAML.search(text)
    line, column = place(text, match.start() if match else 0)
    return Problem(
        code="front-matter/not-yaml",
        text=f"YAML allows no character U+{ord(match[0]):04X} here." if match else "This is no text that YAML allows.",
        hint="Delete it: such characters often come along when text is pasted.",
        why=LEFT_OUT,
        line=line,
        column=column,
        found=f"U+{ord(match[0]):04X}" if match else "",
    )


def broken(text: str, error: yaml.MarkedYAMLError, composer: Callable[[str], AnyComposer]) -> Problem:
    """Say what cannot be read, with the line as it should have been written where quotes or a bracket are the fix."""
    if _TOO_DEEP in f"{error.problem} {error.context}":
        return too_deep()
    mark = error.problem_mark or error.context_mark
    line, column = place(text, index_of(mark))
    what = f"The YAML of the front matter cannot be read: {error.problem or error.context}."
    if fixed := _fixed_line(text, line, composer):
        number, old, new = fixed
        is_closed = new == fix.closed(old)
        return Problem(
            code="front-matter/not-yaml" if is_closed else "front-matter/needs-quotes",
            text=what,
            hint=f"{'Close the list' if is_closed else 'Put the value in quotes'}: {new.strip()}",
            why=LEFT_OUT,
            line=number,
            column=fix.value_column(old),
            found=old.strip(),
        )
    lines = text.split("\n")
    found = lines[line - 1] if line <= len(lines) else ""
    hint = "Write `key: value`, one to a line, and put a value with `: ` or ` #` in quotes."
    start, end = index_of(error.context_mark), index_of(error.problem_mark)
    closing = _CLOSING.get(text[start : start + 1])
    if closing and closing not in text[start:end]:
        line, column = place(text, start)
        found = lines[line - 1]
        hint = f"Close the list that begins here: write `{closing}` behind its last value."
    elif tab := _TAB.search(text):
        line, column = place(text, tab.end() - 1)
        found = lines[line - 1]
        hint = "Indent with spaces: YAML does not allow tabs."
    return Problem(
        code="front-matter/not-yaml",
        text=what,
        hint=hint,
        why=LEFT_OUT,
        line=line,
        column=column,
        found=found.strip(),
    )


def _fixed_line(text: str, line: int, composer: Callable[[str], AnyComposer]) -> tuple[int, str, str] | None:
    """Return the line at or before the mistake that reads further once it is fixed: number, old, new."""
    lines = text.split("\n")
    for number in range(min(line, len(lines)), max(0, line - 6), -1):
        old = lines[number - 1]
        for new in (fix.closed(old), fix.quoted(old)):
            if new == old:
                continue
            reach = _error_line("\n".join([*lines[: number - 1], new, *lines[number:]]), composer)
            if reach is None or reach > line:
                return number, old, new
    return None


def _error_line(text: str, composer: Callable[[str], AnyComposer]) -> int | None:
    try:
        composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return place(text, index_of(error.problem_mark))[0]
    except (yaml.YAMLError, UnicodeError, FrontMatterError):
        return 1
    return None
