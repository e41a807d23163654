"""Where the front matter of a file begins and ends, and how a block that went wrong is told from no block at all.

Four ways to write it: `---` YAML `---` (or `...`), `+++` TOML `+++`, `;;;` JSON `;;;`, and a JSON object at the
very start. Nothing here understands what stands between the delimiters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.collect.frontmatter.values import STRICT
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.text import patterns

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.values import Grammar

_BOM = "\ufeff"
_UNSEEN = "The post would be published without its title and date, with its front matter as text."

_YAML_OPEN = re.compile(r"---[ \t]*\r?\n")
_YAML_CLOSE = re.compile(r"\n(?:---|\.\.\.)[ \t]*\r?(?=\n|\Z)")
_DASHES_CLOSE = patterns.lazy(r"\n---[ \t]*\r?(?=\n|\Z)")
_OPEN_FENCES = {"---": patterns.lazy(r"---(?!-)[^\n]*\n"), "+++": patterns.lazy(r"\+\+\+(?!\+)[^\n]*\n")}
_TOML_OPEN = patterns.lazy(r"\+\+\+[ \t]*\r?\n")
_TOML_CLOSE = patterns.lazy(r"\n\+\+\+[ \t]*\r?(?=\n|\Z)")
_REST_OF_FENCE = patterns.lazy(r"[ \t]*\r?(?:\n|\Z)")
_SEMI_OPEN = patterns.lazy(r";;;[ \t]*\r?\n")
_SEMI_CLOSE = patterns.lazy(r"\n;;;[ \t]*\r?(?=\n|\Z)")
_LONG = patterns.lazy(r"(-{4,}|\+{4,})[ \t]*\r?\n(?=[\w-]+[ \t]*[:=])[\s\S]*?\n\1[ \t]*\r?(?:\n|\Z)")
_LATE = patterns.lazy(r"[\s\ufeff]+(---|\+\+\+|;;;)[ \t]*\r?\n(?=[\w\"-]+[ \t]*[:=])[\s\S]*?\n\1[ \t]*\r?(?:\n|\Z)")
_ONE_LINE = patterns.lazy(r"---[ \t]+\S[^\n]*[ \t]---[ \t]*\r?(?:\n|\Z)")
_JSON_OPEN = patterns.lazy(r"\{\s*[\"}]")


class Block(Struct, frozen=True, kw_only=True):
    """The text between the delimiters, and the body behind them; lines count from 1."""

    text: str
    first_line: int
    body: str
    body_line: int


def without_bom(text: str) -> str:
    """Return the text without a byte order mark at its front; front matter behind one is front matter."""
    return text[1:] if text.startswith(_BOM) else text


def is_yaml(text: str) -> bool:
    """Whether the first line opens a YAML block."""
    return _YAML_OPEN.match(text) is not None


def with_bare_fence(text: str) -> str:
    """Return the text without what stands behind the delimiter on its first line, where that opens a block."""
    opens = _OPEN_FENCES.get(text[:3])
    match = opens.match(text) if opens else None
    return f"{text[:3]}\n{text[match.end() :]}" if match else text


def is_toml(text: str) -> bool:
    """Whether the first line opens a TOML block."""
    return _TOML_OPEN.match(text) is not None


def is_fenced_json(text: str) -> bool:
    """Whether the first line opens a JSON block between lines of `;;;`."""
    return _SEMI_OPEN.match(text) is not None


def is_json(text: str) -> bool:
    """Whether the text begins with a JSON object; `{{ liquid }}` and `{% tags %}` do not."""
    return _JSON_OPEN.match(text) is not None


def split_yaml(text: str, grammar: Grammar = STRICT) -> Block:
    """Return the YAML block and the body. Raises FrontMatterError when the block is never closed."""
    if grammar.open_fences:
        return _split_open(text, "---")
    return _split(text, _YAML_CLOSE if grammar.dots_close else _DASHES_CLOSE, "---")


def split_plain(text: str) -> Block | None:
    """Return what `split_yaml` does, in half the time; None for a block not between two lines of `---` alone.

    Where a line before the second of them closes the block, too, that is in the text of the block.
    """
    end = text.find("\n---\n", 3)
    if end < 0 or not text.startswith("---\n"):
        return None
    block = text[4 : end + 1]
    return Block(text=block, first_line=2, body=text[end + 5 :], body_line=3 + block.count("\n"))


def split_toml(text: str, grammar: Grammar = STRICT) -> Block:
    """Return the TOML block and the body. Raises FrontMatterError when the block is never closed."""
    return _split_open(text, "+++") if grammar.open_fences else _split(text, _TOML_CLOSE, "+++")


def split_fenced_json(text: str) -> Block:
    """Return the JSON block and the body. Raises FrontMatterError when the block is never closed."""
    return _split(text, _SEMI_CLOSE, ";;;")


def split_fenced(text: str) -> Block | None:
    """Return the block between delimiters and the body; None without delimiters. Raises as `split_yaml` does."""
    if is_yaml(text):
        return split_yaml(text)
    if is_toml(text):
        return split_toml(text)
    return split_fenced_json(text) if is_fenced_json(text) else None


def split_at(text: str, end: int) -> Block:
    """Return the block that is the text up to `end`, and the body on the lines behind it."""
    rest = end
    while text[rest : rest + 1] in {" ", "\t", "\r"}:
        rest += 1
    if text[rest : rest + 1] == "\n":
        rest += 1
    return Block(text=text[:end], first_line=1, body=text[rest:], body_line=1 + text.count("\n", 0, rest))


def refuse_misplaced(text: str) -> None:
    """Raise FrontMatterError for text that has no block but was meant to: blank lines first, too many dashes."""
    if text[:1] not in "-+ \t\r\n\ufeff":
        return
    if match := _LATE.match(text):
        line = 1 + text.count("\n", 0, match.start(1))
        raise FrontMatterError(
            Problem(
                code="front-matter/not-at-the-start",
                text=f"The front matter begins with `{match[1]}`, but something stands before it.",
                hint=f"Delete what stands before `{match[1]}`: it must be the first three characters of the file.",
                why=_UNSEEN,
                line=line,
                column=match.start(1) - text.rfind("\n", 0, match.start(1)),
            )
        )
    if match := _LONG.match(text) or _ONE_LINE.match(text):
        first = text[: text.find("\n")].rstrip() if "\n" in text else text
        raise FrontMatterError(
            Problem(
                code="front-matter/bad-delimiter",
                text="The first line looks like the opening of front matter, but it is not three characters alone.",
                hint=f"Write `{text[:3]}` alone on the first line, and again alone on the line after the last key.",
                why=_UNSEEN,
                line=1,
                column=1,
                found=first,
            )
        )


def _split(text: str, close: re.Pattern[str], delimiter: str) -> Block:
    start = text.index("\n")
    match = close.search(text, start)
    if match is None:
        raise _unclosed(text, delimiter)
    end = match.start() + 1
    rest = match.end() + 1
    return Block(
        text=text[start + 1 : end],
        first_line=2,
        body=text[rest:],
        body_line=1 + text.count("\n", 0, rest),
    )


def _split_open(text: str, delimiter: str) -> Block:
    """Return the block up to the next line that begins with the delimiter, whose rest begins the body."""
    start = text.index("\n")
    end = text.find(f"\n{delimiter}", start) + 1
    if not end:
        raise _unclosed(text, delimiter)
    rest = end + len(delimiter)
    blank = _REST_OF_FENCE.match(text, rest)
    rest = blank.end() if blank else rest
    return Block(text=text[start + 1 : end], first_line=2, body=text[rest:], body_line=1 + text.count("\n", 0, rest))


def _unclosed(text: str, delimiter: str) -> FrontMatterError:
    indented = re.search(rf"\n([ \t]+){re.escape(delimiter)}[ \t]*\r?(?:\n|\Z)", text)
    if indented:
        hint = f"Write the closing `{delimiter}` at the very start of its line, without spaces before it."
        line = 1 + text.count("\n", 0, indented.start(1))
    else:
        hint = f"Write `{delimiter}` on a line of its own after the last key."
        line = 1
        if delimiter == "---":
            hint += " If the line was meant as a rule across the page, write `***`."
    return FrontMatterError(
        Problem(
            code="front-matter/not-closed",
            text=f"The front matter opens with `{delimiter}` and is never closed.",
            hint=hint,
            why=_UNSEEN,
            line=line,
            column=1,
        )
    )
