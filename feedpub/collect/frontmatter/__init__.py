"""Front matter in YAML, TOML and JSON, read as text: the home of python-frontmatter and PyYAML.

python-frontmatter tells the form of a block (`detect_format`), and each form is a handler of its kind, with its
`detect`, `split` and `load` (`handler.Handler`). Its `parse` is not called: it cuts white space off file and body, so
that no line could be named; it takes a block that is not closed for text; its handlers change values by their looks.

Here every scalar stays what its author wrote (`no`, `1.10`, `12:30`, `007` are text); only `post` knows which key
means what. Whatever the libraries pass over in silence is an error, with its place and its fix. Nothing here knows
the name of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect.frontmatter import block as blocks
from feedpub.collect.frontmatter import escapes, plain
from feedpub.collect.frontmatter.complaints import NO_CONTROL, control_characters, too_long
from feedpub.collect.frontmatter.values import MAX_LENGTH, OF_ANY, STRICT, Grammar, Path, Places, Value
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.io import hits

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.handler import Handler

__all__ = [
    "OF_ANY",
    "STRICT",
    "FrontMatter",
    "Grammar",
    "Path",
    "Places",
    "Value",
    "body",
    "load_as",
    "places_in",
    "read",
]

_PLAIN_YAML: Final = "front matter read as plain YAML"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """What a file says of itself, with the block it was read from; `notes` are warnings."""

    values: dict[str, Value]
    block: Block
    handler: Handler | None = None
    """What its form is; None for YAML."""
    notes: tuple[Problem, ...] = ()

    def places(self) -> Places:
        """Return what knows the place in the block of each key and list element; looks again, so only for a message."""
        from feedpub.collect.frontmatter import handlers  # noqa: PLC0415 - loads libraries that start-up can do without

        return (self.handler or handlers.YAML).places(self.block.text)


def read(text: str, grammar: Grammar = STRICT) -> FrontMatter | None:
    """Return the front matter of a file, or None where it has none. Raises FrontMatterError for one that is broken."""
    block = blocks.split_plain(text)
    if block is not None and (found := _plain(block)):  # a line that closes the block before its end is not plain
        return found
    text = blocks.without_bom(text)
    if grammar.blank_first and text[:1].isspace():
        return _read_below(text, grammar)
    if grammar.open_fences:
        text = blocks.with_bare_fence(text)
    if blocks.is_yaml(text):
        if found := _plain(blocks.split_yaml(text, grammar)):
            return found
    elif not (blocks.is_toml(text) or blocks.is_json(text) or blocks.is_fenced_json(text)):
        blocks.refuse_misplaced(text)
        return None
    return _read_by_library(text, grammar)


def _read_below(text: str, grammar: Grammar) -> FrontMatter | None:
    """Read front matter with white space before it, its lines counted from the start of the file."""
    start = text.lstrip()
    lines = text.count("\n", 0, len(text) - len(start))
    try:
        front = read(start, grammar)
    except FrontMatterError as error:
        raise FrontMatterError(_moved(error.problem, lines)) from error
    if front is None:
        return None
    block = replace(front.block, first_line=front.block.first_line + lines, body_line=front.block.body_line + lines)
    return replace(front, block=block, notes=tuple(_moved(note, lines) for note in front.notes))


def _plain(block: Block) -> FrontMatter | None:
    """Return the front matter of a block that is plain: it has no control characters, so there is nothing to note."""
    values = plain.read(block.text) if len(block.text) <= MAX_LENGTH else None
    if values is None:
        return None
    hits.count(_PLAIN_YAML, fits=True)
    return FrontMatter(values=values, block=block)


def body(text: str) -> str | None:
    """Return what stands behind the front matter, as `read` does, without reading it; None where there is none.

    Raises FrontMatterError for a block that is not closed.
    """
    text = blocks.without_bom(text)
    block = blocks.split_fenced(text)
    if block is None and blocks.is_json(text):
        block = _handler(text).cut(text)
    return block.body if block else None


def _handler(text: str) -> Handler:
    from frontmatter import detect_format  # noqa: PLC0415 - loads libraries that start-up can do without

    from feedpub.collect.frontmatter import handlers  # noqa: PLC0415 - loads libraries that start-up can do without

    return cast("Handler", detect_format(text, handlers.HANDLERS))


def _read_by_library(text: str, grammar: Grammar) -> FrontMatter:
    hits.count(_PLAIN_YAML, fits=False)
    handler = _handler(text)
    block = handler.cut(text, grammar)
    if len(block.text) > MAX_LENGTH:
        raise FrontMatterError(too_long(len(block.text)))
    notes: tuple[Problem, ...] = ()
    source = block.text
    if NO_CONTROL.search(source):
        notes = (control_characters(block),)
        source = NO_CONTROL.sub("", source)
    try:
        values, taken = handler.read(source, grammar)
    except FrontMatterError as error:
        raise FrontMatterError(_moved(error.problem, block.first_line - 1)) from error
    notes += tuple(_moved(note, block.first_line - 1) for note in taken)
    if "\\" in source:
        values, unclean = escapes.cleaned(values)
        if unclean:
            places = handler.places(block.text)
            notes += tuple(escapes.note(path, number, places, block.first_line - 1) for path, number in unclean)
    return FrontMatter(values=values, block=block, handler=handler, notes=notes)


def load_as(name: str, text: str, grammar: Grammar = STRICT) -> tuple[dict[str, Value], list[Problem]]:
    """Return the mapping that a whole file is, and warnings: TOML or JSON by its ending, else YAML.

    Raises FrontMatterError.
    """
    from feedpub.collect.frontmatter import handlers  # noqa: PLC0415 - loads libraries that start-up can do without

    return handlers.of_file(name).read(text, grammar)


def places_in(name: str, text: str) -> Places:
    """Return what knows the place of each key of such a file."""
    from feedpub.collect.frontmatter import handlers  # noqa: PLC0415 - loads libraries that start-up can do without

    return handlers.of_file(name).places(text)


def _moved(problem: Problem, lines: int) -> Problem:
    """Return the problem, its line counted from the start of the file."""
    return replace(problem, line=problem.line + lines)
