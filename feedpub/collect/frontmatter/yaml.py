"""YAML front matter, between `---` and `---` or `...`; every scalar stays the text its author wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from feedpub.collect.frontmatter import block as blocks
from feedpub.collect.frontmatter.complaints import NO_CONTROL, not_a_mapping, place, too_many, twice
from feedpub.collect.frontmatter.handler import Handler
from feedpub.collect.frontmatter.values import MAX_DEPTH, MAX_NODES
from feedpub.collect.frontmatter.yaml_mistakes import broken, index_of, no_yaml_character, refuse_lost_text
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.composer import AnyComposer
    from feedpub.collect.frontmatter.values import Path, Places, Value
    from feedpub.text.positions import Lines, Spot

_ANCHOR_OR_TAG = patterns.lazy(r"[:\-,\[{][ \t]+[&!]|[\[{][&!]")


class YamlHandler(Handler):
    """`---`, YAML, `---` or `...`; scalars are not typed."""

    FM_BOUNDARY = re.compile(r"---")

    def __init__(self, composer: Callable[[str], AnyComposer]) -> None:
        super().__init__()
        self._composer = composer

    def detect(self, text: str) -> bool:
        """Whether the first line is `---`."""
        return blocks.is_yaml(text)

    def cut(self, text: str) -> Block:
        """Return the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_yaml(text)

    def load(self, fm: str) -> dict[str, Value]:
        """Return the mapping, all scalars as text. Raises FrontMatterError."""
        root = self._compose(fm)
        if ("&" in fm or "!" in fm) and _ANCHOR_OR_TAG.search(fm):
            refuse_lost_text(fm, self._composer)
        if root is None:
            return {}
        if not isinstance(root, MappingNode):
            not_a_mapping(*place(fm, index_of(root.start_mark)))
        return _Expansion(fm).mapping(root, 1)

    def places(self, fm: str) -> Places:
        """Return what knows the place of each key and element."""
        from feedpub.text.positions import Lines  # noqa: PLC0415 - only a message needs places

        root = self._compose(NO_CONTROL.sub("", fm))
        found: dict[Path, Spot] = {}
        _note_spots(Lines(fm), root, (), found)
        return found.get

    def _compose(self, fm: str) -> Node | None:
        try:
            root: Node | None = self._composer(fm).get_single_node()
        except yaml.MarkedYAMLError as error:
            raise FrontMatterError(broken(fm, error, self._composer)) from error
        except (yaml.YAMLError, UnicodeError) as error:  # ReaderError has no mark, and libyaml takes no lone surrogate
            raise FrontMatterError(no_yaml_character(fm)) from error
        return root


class _Expansion:
    """Nodes to values: aliases written out, to a limit, and no key twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = MAX_NODES

    def mapping(self, node: MappingNode, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        self._spend(len(node.value), depth)
        for key_node, value_node in node.value:
            if type(key_node) is not ScalarNode:
                self._refuse_key(key_node)
            key = key_node.value
            value = value_node.value if type(value_node) is ScalarNode else self._inner(value_node, depth)
            if key == "<<" and not isinstance(value, str):
                _merge(merged, value)
                continue
            if key in values:
                self._refuse_twice(key_node, key)
            values[key] = value
        return merged | values if merged else values

    def _inner(self, node: Node, depth: int) -> Value:
        if isinstance(node, MappingNode):
            return self.mapping(node, depth + 1)
        self._spend(len(node.value), depth + 1)
        return [item.value if type(item) is ScalarNode else self._inner(item, depth + 1) for item in node.value]

    def _spend(self, number: int, depth: int) -> None:
        self._left -= number + 1
        if self._left < 0 or depth > MAX_DEPTH:
            raise FrontMatterError(too_many())

    def _refuse_key(self, node: Node) -> NoReturn:
        line, column = place(self._text, index_of(node.start_mark))
        raise FrontMatterError(
            Problem(
                code="front-matter/key-not-text",
                text="A key of the front matter is a list or a mapping.",
                hint="Write a word as the key. A value that begins with `{` or `[` belongs in quotes.",
                line=line,
                column=column,
            )
        )

    def _refuse_twice(self, node: Node, key: str) -> NoReturn:
        line, column = place(self._text, index_of(node.start_mark))
        raise FrontMatterError(twice(key, line, column))


def _merge(merged: dict[str, Value], value: Value) -> None:
    """YAML 1.1, merge key: what stands first wins."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            for key, inner in part.items():
                merged.setdefault(key, inner)


def _note_spots(lines: Lines, node: Node | None, path: Path, found: dict[Path, Spot]) -> None:
    if len(path) > MAX_DEPTH or len(found) > MAX_NODES:
        return
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                here = (*path, key.value)
                found[here] = lines.spot(index_of(key.start_mark))
                _note_spots(lines, value, here, found)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            found[*path, number] = lines.spot(index_of(item.start_mark))
            _note_spots(lines, item, (*path, number), found)
