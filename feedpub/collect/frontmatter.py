"""Front matter in YAML, TOML and JSON, read as text: the home of python-frontmatter and PyYAML.

Every scalar stays what its author wrote (`no`, `1.10`, `12:30`, `007` are text); only `post` knows which key
means what. Whatever the libraries pass over in silence is an error here, with its place and its mend.
Nothing here knows the name of the file.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import yaml
from frontmatter.default_handlers import BaseHandler
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from feedpub.collect import block as blocks
from feedpub.collect import mend
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.model import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.collect.block import Block
    from feedpub.locate import Spot

try:
    from yaml._yaml import CParser
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    CParser = None  # type: ignore[assignment, misc]

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = "Callable[[Path], Spot | None]"

MAX_LENGTH = 1_000_000
"""Characters of front matter; longer is an error."""
MAX_DEPTH = 64
"""Lists and mappings inside each other; deeper is an error."""
MAX_NODES = 100_000
"""Values after aliases are expanded; more is an error."""

_NO_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ANCHOR_OR_TAG = re.compile(r"[:\-,\[{][ \t]+[&!]|[\[{][&!]")
_TAB = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)


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
        raise FrontMatterError(_too_long(len(block.text)))
    notes: tuple[Problem, ...] = ()
    source = block.text
    if _NO_CONTROL.search(source):
        notes = (_control_problem(block),)
        source = _NO_CONTROL.sub("", source)
    try:
        values = handler.load(source)
    except FrontMatterError as error:
        raise FrontMatterError(_moved(error.problem, block.first_line - 1)) from error
    return FrontMatter(values=values, block=block, handler=handler, notes=notes)


class Handler(BaseHandler):
    """A handler of python-frontmatter that keeps the body as it is, and knows the place of each key."""

    def cut(self, text: str) -> Block:
        """Give the block and the body of a text that this handler detects."""
        raise NotImplementedError

    def split(self, text: str) -> tuple[str, str]:
        """As python-frontmatter asks for it: front matter and body."""
        block = self.cut(text)
        return block.text, block.body

    def load(self, fm: str) -> dict[str, Value]:
        """Give the mapping that the text between the delimiters is."""
        raise NotImplementedError

    def places(self, fm: str) -> Places:
        """Give what knows the place of each key and element in the text between the delimiters."""
        raise NotImplementedError


class YamlHandler(Handler):
    """`---`, YAML, `---` or `...`; scalars are not typed."""

    FM_BOUNDARY = re.compile(r"---")

    def __init__(self, composer: Callable[[str], _Composer]) -> None:
        super().__init__()
        self._composer = composer

    def detect(self, text: str) -> bool:
        """Whether the first line is `---`."""
        return blocks.is_yaml(text)

    def cut(self, text: str) -> Block:
        """Give the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_yaml(text)

    def load(self, fm: str) -> dict[str, Value]:
        """Give the mapping, all scalars as text. Raises FrontMatterError."""
        root = self._compose(fm)
        if ("&" in fm or "!" in fm) and _ANCHOR_OR_TAG.search(fm):
            _refuse_lost_text(fm, self._composer)
        if root is None:
            return {}
        if not isinstance(root, MappingNode):
            _refuse_root(*_place(fm, _index(root.start_mark)))
        return _Expansion(fm).mapping(root, 1)

    def places(self, fm: str) -> Places:
        """Give what knows the place of each key and element."""
        root = self._compose(_NO_CONTROL.sub("", fm))
        found: dict[Path, Spot] = {}
        _note_spots(fm, root, (), found)
        return found.get

    def _compose(self, fm: str) -> Node | None:
        try:
            root: Node | None = self._composer(fm).get_single_node()
        except yaml.MarkedYAMLError as error:
            raise FrontMatterError(_yaml_problem(fm, error, self._composer)) from error
        return root


class TomlHandler(Handler):
    """`+++`, TOML, `+++`; read by the standard library."""

    FM_BOUNDARY = re.compile(r"\+\+\+")

    def detect(self, text: str) -> bool:
        """Whether the first line is `+++`."""
        return blocks.is_toml(text)

    def cut(self, text: str) -> Block:
        """Give the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_toml(text)

    def load(self, fm: str) -> dict[str, Value]:
        """Give the mapping, all scalars as text. Raises FrontMatterError."""
        try:
            values = tomllib.loads(fm.replace("\r\n", "\n"), parse_float=str)
        except RecursionError as error:
            raise FrontMatterError(_too_deep()) from error
        except ValueError as error:
            raise FrontMatterError(_toml_problem(str(error))) from error
        return {key: _as_text(value, 1) for key, value in values.items()}

    def places(self, fm: str) -> Places:
        """Give what knows the place of each key and element."""
        from feedpub.locate import toml_keys  # noqa: PLC0415 - only a message needs places

        return toml_keys(fm).get


class JsonHandler(Handler):
    """A JSON object at the very start of the file; the body begins on the line after it."""

    FM_BOUNDARY = re.compile(r"\{")

    def detect(self, text: str) -> bool:
        """Whether the text begins with an object of JSON."""
        return blocks.is_json(text)

    def cut(self, text: str) -> Block:
        """Give the object and the body. Raises FrontMatterError when the object does not end or is not JSON."""
        _, end = _json(text)
        return blocks.split_at(text, end)

    def load(self, fm: str) -> dict[str, Value]:
        """Give the mapping, all scalars as text. Raises FrontMatterError."""
        values, _ = _json(fm)
        return {key: _as_text(value, 1) for key, value in values.items()}

    def places(self, fm: str) -> Places:
        """Give what knows the place of each key and element."""
        from feedpub.locate import json_keys  # noqa: PLC0415 - only a message needs places

        found = json_keys(fm)
        return lambda path: found.key(path) if path in found else None


class FencedJsonHandler(JsonHandler):
    """`;;;`, JSON with or without its outer braces, `;;;`."""

    FM_BOUNDARY = re.compile(r";;;")

    def detect(self, text: str) -> bool:
        """Whether the first line is `;;;`."""
        return blocks.is_fenced_json(text)

    def cut(self, text: str) -> Block:
        """Give the block and the body; FrontMatterError when it is not closed."""
        return blocks.split_fenced_json(text)

    def load(self, fm: str) -> dict[str, Value]:
        """Give the mapping, all scalars as text. Raises FrontMatterError."""
        return super().load(_braced(fm))

    def places(self, fm: str) -> Places:
        """Give what knows the place of each key and element."""
        return super().places(_braced(fm))


class _Untyped:
    """What a composer of PyYAML asks of a resolver: no types, and a limit to the depth."""

    depth = 0

    def resolve(self, _kind: object, _value: object, _implicit: object) -> None:
        return None

    def descend_resolver(self, _node: object, _index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FrontMatterError(_too_deep())

    def ascend_resolver(self) -> None:
        self.depth -= 1


class PurePython(_Untyped, Reader, Scanner, Parser, Composer):
    """The composer written in Python."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


if CParser is None:  # pragma: no cover - PyYAML built without libyaml
    Fast = PurePython
else:

    class Fast(_Untyped, CParser):  # type: ignore[no-redef]
        """The composer of libyaml, some thirty times as fast."""

        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)


_Composer: TypeAlias = Any

HANDLERS = (YamlHandler(Fast), TomlHandler(), JsonHandler(), FencedJsonHandler())


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
            raise FrontMatterError(_too_many())

    def _refuse_key(self, node: Node) -> NoReturn:
        line, column = _place(self._text, _index(node.start_mark))
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
        line, column = _place(self._text, _index(node.start_mark))
        raise FrontMatterError(_twice(key, line, column))


def _merge(merged: dict[str, Value], value: Value) -> None:
    """YAML 1.1, merge key: what stands first wins."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            for key, inner in part.items():
                merged.setdefault(key, inner)


def _index(mark: Any) -> int:  # noqa: ANN401 - the marks of libyaml and of PyYAML are two types, and may be None
    return 0 if mark is None else int(mark.index)


def _place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1; lines as editors count them, not as YAML does (NEL, LS and PS end none)."""
    return 1 + text.count("\n", 0, index), index - text.rfind("\n", 0, index)


def _note_spots(text: str, node: Node | None, path: Path, found: dict[Path, Spot]) -> None:
    from feedpub.locate import Spot  # noqa: PLC0415 - only a message needs places

    if len(path) > MAX_DEPTH or len(found) > MAX_NODES:
        return
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                here = (*path, key.value)
                line, column = _place(text, _index(key.start_mark))
                found[here] = Spot(line=line, column=column)
                _note_spots(text, value, here, found)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            line, column = _place(text, _index(item.start_mark))
            found[*path, number] = Spot(line=line, column=column)
            _note_spots(text, item, (*path, number), found)


def _refuse_lost_text(text: str, composer: Callable[[str], _Composer]) -> None:
    """`title: &c is a letter` and `title: !important` lose a word without an error: make it one."""
    anchors: dict[str, int] = {}
    parser = composer(text)
    while parser.check_event():
        event = parser.get_event()
        if isinstance(event, yaml.AliasEvent):
            anchors.pop(str(event.anchor), None)
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None and isinstance(event, yaml.ScalarEvent):
                anchors[event.anchor] = _index(event.start_mark)
            tag = getattr(event, "tag", None)
            if tag is not None and not tag.startswith("tag:yaml.org,2002:"):
                raise FrontMatterError(_lost(text, _index(event.start_mark), "tag"))
    for index in anchors.values():
        raise FrontMatterError(_lost(text, index, "anchor"))


def _lost(text: str, index: int, what: str) -> Problem:
    line, column = _place(text, index)
    written = text.splitlines()[line - 1] if text else ""
    return Problem(
        code="front-matter/needs-quotes",
        text=f"YAML reads the word at `{text[index]}` as a name of its own ({what}) and drops it from the text.",
        hint=f"Put the value in quotes: {mend.quoted(written).strip()}",
        why="Readers would see the text without its first word.",
        line=line,
        column=column,
        found=written.strip(),
    )


def _yaml_problem(text: str, error: yaml.MarkedYAMLError, composer: Callable[[str], _Composer]) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = _place(text, _index(mark))
    what = f"The YAML of the front matter cannot be read: {error.problem or error.context}."
    if mended := _mended_line(text, line, composer):
        number, old, new = mended
        return Problem(
            code="front-matter/needs-quotes",
            text=what,
            hint=f"Put the value in quotes: {new.strip()}",
            why=_LEFT_OUT,
            line=number,
            column=mend.value_column(old),
            found=old.strip(),
        )
    lines = text.split("\n")
    found = lines[line - 1] if line <= len(lines) else ""
    hint = "Write `key: value`, one to a line, and put a value with `: ` or ` #` in quotes."
    if tab := _TAB.search(text):
        line, column = _place(text, tab.end() - 1)
        found = lines[line - 1]
        hint = "Indent with spaces: YAML does not allow tabs."
    return Problem(
        code="front-matter/not-yaml",
        text=what,
        hint=hint,
        why=_LEFT_OUT,
        line=line,
        column=column,
        found=found.strip(),
    )


def _mended_line(text: str, line: int, composer: Callable[[str], _Composer]) -> tuple[int, str, str] | None:
    """Give the line at or before the mistake that reads further once its value is quoted: number, old, new."""
    lines = text.split("\n")
    for number in range(min(line, len(lines)), max(0, line - 6), -1):
        old = lines[number - 1]
        new = mend.quoted(old)
        if new == old:
            continue
        reach = _error_line("\n".join([*lines[: number - 1], new, *lines[number:]]), composer)
        if reach is None or reach > line:
            return number, old, new
    return None


def _error_line(text: str, composer: Callable[[str], _Composer]) -> int | None:
    try:
        composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return _place(text, _index(error.problem_mark))[0]
    except FrontMatterError:
        return 1
    return None


_LEFT_OUT = "Nothing is known of the post: not its title, not its date."
_TOML_PLACE = re.compile(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _toml_problem(message: str) -> Problem:
    match = _TOML_PLACE.match(message)
    what, line, column = match.groups() if match else (message, None, None)
    code = "front-matter/duplicate-key" if "overwrite" in what else "front-matter/not-toml"
    return Problem(
        code=code,
        text=f"The TOML of the front matter cannot be read: {what}.",
        hint='Write `key = "value"`, one to a line, each key once, text always in quotes.',
        why=_LEFT_OUT,
        line=int(line or 1),
        column=int(column or 1),
    )


def _json(text: str) -> tuple[dict[str, Any], int]:
    """Give the object at the start of the text, and where it ends. Raises FrontMatterError."""
    start = len(text) - len(text.lstrip())
    try:
        value, end = _DECODER.raw_decode(text, start)
    except _TwiceError as error:
        raise FrontMatterError(_json_twice(text, str(error))) from error
    except RecursionError as error:
        raise FrontMatterError(_too_deep()) from error
    except json.JSONDecodeError as error:
        raise FrontMatterError(_json_problem(error)) from error
    if not isinstance(value, dict):
        _refuse_root(1, 1)
    return value, end


def _json_problem(error: json.JSONDecodeError) -> Problem:
    return Problem(
        code="front-matter/not-json",
        text=f"The JSON of the front matter cannot be read: {error.msg}.",
        hint='Write `"key": "value"` with double quotes, a comma between two, none after the last, and `}` at the end.',
        why=_LEFT_OUT,
        line=error.lineno,
        column=error.colno,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _TwiceError(key)
        seen.add(key)
    return values  # pragma: no cover - a shorter dict has a key twice


class _TwiceError(Exception):
    """A key of JSON stands twice in one object; the parser does not say where."""


def _json_twice(text: str, key: str) -> Problem:
    from feedpub.locate import json_keys  # noqa: PLC0415 - only a message needs places

    offsets = [offset for _, repeated, offset in json_keys(text).repeated if repeated == key]
    return _twice(key, *_place(text, min(offsets, default=0)))


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=str)


def _braced(text: str) -> str:
    """Give the text with braces around it where it has none; places stay: they take the room of nothing."""
    return text if text.lstrip().startswith("{") else "{" + text.rstrip().rstrip(",") + "\n}"


def _as_text(value: Any, depth: int) -> Value:  # noqa: ANN401 - what TOML and JSON give
    """Give a value of TOML or JSON as YAML would have said it."""
    if isinstance(value, str):
        return value
    if depth > MAX_DEPTH:
        raise FrontMatterError(_too_deep())
    if isinstance(value, dict):
        return {key: _as_text(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _refuse_root(line: int, column: int) -> NoReturn:
    raise FrontMatterError(
        Problem(
            code="front-matter/not-a-mapping",
            text="What stands between the delimiters is not a list of keys and values.",
            hint="Write `title: …`, one key to a line. A rule across the page at the top is written `***`.",
            why=_LEFT_OUT,
            line=line,
            column=column,
        )
    )


def _twice(key: str, line: int, column: int) -> Problem:
    return Problem(
        code="front-matter/duplicate-key",
        text=f"The key `{key}` stands twice.",
        hint="Keep one of them; for several values write a list.",
        why="Only one of the two could take effect, and not all generators choose the same.",
        line=line,
        column=column,
        found=key,
    )


def _too_deep() -> Problem:
    return Problem(
        code="front-matter/too-deep",
        text=f"The front matter has lists or mappings more than {MAX_DEPTH} deep.",
        hint="Put a value that begins with `[` or `{` in quotes.",
        line=1,
        column=1,
    )


def _too_many() -> Problem:
    return Problem(
        code="front-matter/too-large",
        text=f"The front matter has more than {MAX_NODES} values once its aliases are written out.",
        hint="Move data out of the front matter into a file of its own.",
        line=1,
        column=1,
    )


def _too_long(length: int) -> Problem:
    return Problem(
        code="front-matter/too-large",
        text=f"The front matter has {length} characters; {MAX_LENGTH} are allowed.",
        hint="Check that the block is closed where it should be.",
        line=1,
        column=1,
    )


def _control_problem(block: Block) -> Problem:
    matches = list(_NO_CONTROL.finditer(block.text))
    line, column = _place(block.text, matches[0].start())
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


def _moved(problem: Problem, lines: int) -> Problem:
    """Give the problem, its line counted from the start of the file."""
    return replace(problem, line=problem.line + lines)
