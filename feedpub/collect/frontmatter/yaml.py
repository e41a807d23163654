"""YAML front matter, between `---` and `---` or `...`; every scalar stays the text its author wrote."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import yaml
from msgspec.structs import replace
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from feedpub.collect.frontmatter import block as blocks
from feedpub.collect.frontmatter.complaints import NO_CONTROL, last_wins, not_a_mapping, place, too_many, twice
from feedpub.collect.frontmatter.handler import Handler
from feedpub.collect.frontmatter.values import MAX_DEPTH, MAX_NODES, STRICT, Grammar
from feedpub.collect.frontmatter.yaml_mistakes import BINARY, broken, index_of, lost_texts, no_yaml_character
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.model.records import Level
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.collect.frontmatter.block import Block
    from feedpub.collect.frontmatter.composer import AnyComposer
    from feedpub.collect.frontmatter.values import Path, Places, Value
    from feedpub.text.positions import Lines, Spot

_ANCHOR_OR_TAG = patterns.lazy(r"[:\-,\[{][ \t]+[&!]|[\[{][&!]")

_FIRST_TABS = patterns.lazy(r"^\t++", re.MULTILINE)
_LATE_TAB = patterns.lazy(r"(?m)^[ ]*(?:-[ \t]+)*-[ ]*\t[ \t]*|^[ ]*\t[ \t]*(?=#|\r?$)|[\x85\u2028\u2029]")
"""What parsers of YAML 1.2 pass over and libyaml does not."""
_LEADING_TABS = patterns.lazy(r"(?m)^\t++(?=\S)")
_ANY_TABS = Grammar(tabs_are_no_indentation=True, late_tabs=True)
_SPACES = dict.fromkeys(map(ord, "\t\x85\u2028\u2029"), " ")


class YamlHandler(Handler):
    """`---`, YAML, `---` or `...`; scalars are not typed."""

    FM_BOUNDARY = re.compile(r"---")

    def __init__(self, composer: Callable[[str], AnyComposer]) -> None:
        super().__init__()
        self._composer = composer

    def detect(self, text: str) -> bool:
        """Whether the first line is `---`."""
        return blocks.is_yaml(text)

    def cut(self, text: str, grammar: Grammar = STRICT) -> Block:
        """Return the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_yaml(text, grammar)

    def read(self, fm: str, grammar: Grammar) -> tuple[dict[str, Value], list[Problem]]:
        """Return the mapping, all scalars as text, and warnings. Raises FrontMatterError."""
        if grammar.first_tabs and "\t" in fm:
            fm = _with_blanks(fm)
        root = self._compose(fm, grammar)
        notes: list[Problem] = []
        if ("&" in fm or "!" in fm) and _ANCHOR_OR_TAG.search(fm):
            notes += self._lost_texts(fm, grammar)
        if root is None:
            return {}, notes
        if not isinstance(root, MappingNode):
            not_a_mapping(*place(fm, index_of(root.start_mark)))
        return _Expansion(fm, grammar, notes).mapping(root, 1), notes

    def places(self, fm: str) -> Places:
        """Return what knows the place of each key and element."""
        from feedpub.text.positions import Lines  # noqa: PLC0415 - only a message needs places

        text = NO_CONTROL.sub("", fm)
        try:
            root = self._compose(text, _ANY_TABS)
        except FrontMatterError:
            root = self._compose(_FIRST_TABS.sub(lambda match: " " * len(match[0]), text), _ANY_TABS)
        found: dict[Path, Spot] = {}
        _note_spots(Lines(fm), root, (), found)
        return found.get

    def _lost_texts(self, fm: str, grammar: Grammar) -> Iterator[Problem]:
        for problem in lost_texts(fm, self._composer):
            if not grammar.drops_names:
                raise FrontMatterError(problem)
            yield replace(problem, level=Level.WARNING)

    def _compose(self, fm: str, grammar: Grammar) -> Node | None:
        try:
            root: Node | None = self._composer(fm).get_single_node()
        except yaml.MarkedYAMLError as error:
            if (spaced := _without_tabs(fm, grammar)) != fm:
                return self._compose(spaced, STRICT)
            raise FrontMatterError(broken(fm, error, self._composer)) from error
        except (yaml.YAMLError, UnicodeError) as error:  # ReaderError has no mark, and libyaml takes no lone surrogate
            raise FrontMatterError(no_yaml_character(fm)) from error
        return root


def _without_tabs(fm: str, grammar: Grammar) -> str:
    """Return YAML without the tabs that parsers of this grammar pass over; all lines stay."""
    if grammar.tabs_are_no_indentation:
        fm = _LEADING_TABS.sub("", fm)
    return _LATE_TAB.sub(lambda match: match[0].translate(_SPACES), fm) if grammar.late_tabs else fm


class _Expansion:
    """Nodes to values: aliases written out, to a limit, and a key twice only where the grammar allows it."""

    def __init__(self, text: str, grammar: Grammar, notes: list[Problem]) -> None:
        self._text = text
        self._grammar = grammar
        self._notes = notes
        self._left = MAX_NODES

    def mapping(self, node: MappingNode, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        self._spend(len(node.value), depth)
        for key_node, value_node in node.value:
            if type(key_node) is not ScalarNode:
                self._note_key(key_node)
                continue
            key = key_node.value
            value = _scalar(value_node) if type(value_node) is ScalarNode else self._inner(value_node, depth)
            if key == "<<" and not isinstance(value, str):
                _merge(merged, value)
                continue
            if key in values:
                self._note_twice(key_node, key)
            values[key] = value
        return merged | values if merged else values

    def _inner(self, node: Node, depth: int) -> Value:
        if isinstance(node, MappingNode):
            return self.mapping(node, depth + 1)
        self._spend(len(node.value), depth + 1)
        return [_scalar(item) if type(item) is ScalarNode else self._inner(item, depth + 1) for item in node.value]

    def _spend(self, number: int, depth: int) -> None:
        self._left -= number + 1
        if self._left < 0 or depth > MAX_DEPTH:
            raise FrontMatterError(too_many())

    def _note_key(self, node: Node) -> None:
        line, column = place(self._text, index_of(node.start_mark))
        problem = Problem(
            code="front-matter/key-not-text",
            text="A key of the front matter is a list or a mapping.",
            hint="Write a word as the key. A value that begins with `{` or `[` belongs in quotes.",
            line=line,
            column=column,
        )
        if not self._grammar.drops_names:
            raise FrontMatterError(problem)
        self._notes.append(replace(problem, level=Level.WARNING))

    def _note_twice(self, node: Node, key: str) -> None:
        problem = twice(key, *place(self._text, index_of(node.start_mark)))
        if "yaml" not in self._grammar.last_key_wins:
            raise FrontMatterError(problem)
        self._notes.append(last_wins(problem))


def _scalar(node: ScalarNode) -> str:
    """Return the text of a scalar; of one that is tagged as binary the text that its bytes are, where they are one."""
    text: str = node.value
    if node.tag not in BINARY:
        return text
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except ValueError:
        return text


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


def _with_blanks(fm: str) -> str:
    """Return YAML with two blanks for each tab that begins a line."""
    return _FIRST_TABS.sub(lambda match: "  " * len(match[0]), fm)
