"""Front matter in YAML, TOML and JSON, read as text: the home of python-frontmatter and PyYAML.

Every scalar stays what its author wrote (`no`, `1.10`, `12:30`, `007` are text); only `post` knows which key
means what. Whatever the libraries pass over in silence is an error here, with its place and its mend.
Nothing here knows the name of the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from feedpub.collect.frontmatter import block as blocks
from feedpub.collect.frontmatter.complaints import NO_CONTROL, control_characters, too_long
from feedpub.collect.frontmatter.composer import Fast
from feedpub.collect.frontmatter.handler import MAX_LENGTH, Path, Places, Value
from feedpub.collect.frontmatter.json import FencedJsonHandler, JsonHandler
from feedpub.collect.frontmatter.toml import TomlHandler
from feedpub.collect.frontmatter.yaml import YamlHandler
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.records import dataclass

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.handler import Handler

__all__ = ["HANDLERS", "FrontMatter", "Path", "Places", "Value", "load_as", "places_in", "read"]

HANDLERS = (YamlHandler(Fast), TomlHandler(), JsonHandler(), FencedJsonHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a file says of itself, with the block it was read from; `notes` are warnings."""

    values: dict[str, Value]
    block: Block
    handler: Handler
    notes: tuple[Problem, ...] = ()

    def places(self) -> Places:
        """Give what knows the place in the block of each key and list element; looks again, so only for a message."""
        return self.handler.places(self.block.text)


def read(text: str) -> FrontMatter | None:
    """Give the front matter of a file, or None where it has none. Raises FrontMatterError for one that is broken."""
    text = blocks.without_bom(text)
    handler = next((each for each in HANDLERS if each.detect(text)), None)
    if handler is None:
        blocks.refuse_misplaced(text)
        return None
    block = handler.cut(text)
    if len(block.text) > MAX_LENGTH:
        raise FrontMatterError(too_long(len(block.text)))
    notes: tuple[Problem, ...] = ()
    source = block.text
    if NO_CONTROL.search(source):
        notes = (control_characters(block),)
        source = NO_CONTROL.sub("", source)
    try:
        values = handler.load(source)
    except FrontMatterError as error:
        raise FrontMatterError(_moved(error.problem, block.first_line - 1)) from error
    return FrontMatter(values=values, block=block, handler=handler, notes=notes)


def load_as(name: str, text: str) -> dict[str, Value]:
    """Give the mapping that a whole file is: TOML or JSON by its ending, else YAML. Raises FrontMatterError."""
    return _handler_of(name).load(text)


def places_in(name: str, text: str) -> Places:
    """Give what knows the place of each key of such a file."""
    return _handler_of(name).places(text)


def _handler_of(name: str) -> Handler:
    yaml, toml, json, _ = HANDLERS
    return {"toml": toml, "json": json}.get(name.rpartition(".")[2].lower(), yaml)


def _moved(problem: Problem, lines: int) -> Problem:
    """Give the problem, its line counted from the start of the file."""
    return replace(problem, line=problem.line + lines)
