"""What is said about front matter that cannot be read, whatever its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from feedpub.collect.frontmatter.values import MAX_DEPTH, MAX_LENGTH, MAX_NODES
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.model.records import Level
from feedpub.text import patterns

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.block import Block

LEFT_OUT = "Nothing is known of the post: not its title, not its date."
NO_CONTROL = patterns.lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1; lines as editors count them, not as YAML does (NEL, LS and PS end none)."""
    return 1 + text.count("\n", 0, index), index - text.rfind("\n", 0, index)


def not_a_mapping(line: int, column: int) -> NoReturn:
    """Raise FrontMatterError for a list or a text where keys and values belong."""
    raise FrontMatterError(
        Problem(
            code="front-matter/not-a-mapping",
            text="What stands between the delimiters is not a list of keys and values.",
            hint="Write `title: …`, one key to a line. A rule across the page at the top is written `***`.",
            why=LEFT_OUT,
            line=line,
            column=column,
        )
    )


def twice(key: str, line: int, column: int) -> Problem:
    """Say that a key stands twice."""
    return Problem(
        code="front-matter/duplicate-key",
        text=f"The key `{key}` stands twice.",
        hint="Keep one of them; for several values write a list.",
        why="Only one of the two could take effect, and not all generators choose the same.",
        line=line,
        column=column,
        found=key,
    )


def last_wins(problem: Problem) -> Problem:
    """Return what `twice` says as the warning that it is where the last of equal keys takes effect."""
    return replace(problem, text=f"{problem.text.rstrip('.')}; the last one counts.", level=Level.WARNING)


def too_deep() -> Problem:
    """Say that values are nested beyond the limit."""
    return Problem(
        code="front-matter/too-deep",
        text=f"The front matter has lists or mappings more than {MAX_DEPTH} deep.",
        hint="Put a value that begins with `[` or `{` in quotes.",
        line=1,
        column=1,
    )


def too_many() -> Problem:
    """Say that there are more values than anybody writes."""
    return Problem(
        code="front-matter/too-large",
        text=f"The front matter has more than {MAX_NODES} values once its aliases are written out.",
        hint="Move data out of the front matter into a file of its own.",
        line=1,
        column=1,
    )


def too_long(length: int) -> Problem:
    """Say that the block is too long."""
    return Problem(
        code="front-matter/too-large",
        text=f"The front matter has {length} characters; {MAX_LENGTH} are allowed.",
        hint="Check that the block is closed where it should be.",
        line=1,
        column=1,
    )


def control_characters(block: Block) -> Problem:
    """Warn of characters that no feed may hold, with the place of the first."""
    matches = list(NO_CONTROL.finditer(block.text))
    line, column = place(block.text, matches[0].start())
    return Problem(
        code="post/control-characters",
        text=f"The front matter has {len(matches)} control characters; they are left out.",
        hint="Delete them: they often come along when text is pasted.",
        why="XML forbids them, and one would make the whole feed unreadable.",
        line=line + block.first_line - 1,
        column=column,
        found=f"U+{ord(matches[0][0]):04X}",
        level=Level.WARNING,
    )
