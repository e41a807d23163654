"""A configuration in Python, read and never run: what its assignments say, as far as it stands in them.

Literals, names given before, sums of texts and lists, f-strings of these, conditions on them, and `from pelicanconf
import *`. Whatever else an assignment is (another call, the environment, a loop), its name is noted as one whose value
cannot be known.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from feedpub.io import reading, refusal
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

_LONGEST: Final = 100_000
"""Characters or elements of a sum: no configuration has more, and doubling gets there fast."""


_BITS: Final = 64
_STRIPPING: Final = frozenset({"strip", "lstrip", "rstrip", "removesuffix", "removeprefix"})
"""Methods of texts that are carried out."""


class _CannotKnowError(Exception):
    """What an expression gives cannot be told without running it."""


class AssignedNames(Struct):
    """The names that a configuration assigns: those whose values are known, and the places of all."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)
    unknown: dict[str, Where] = field(default_factory=dict)
    imports: dict[str, Where] = field(default_factory=dict)
    """Modules whose names are all taken over, and that do not lie beside the configuration."""

    def put(self, name: str, value: object, where: Where) -> None:
        """Note a value."""
        self.values[name], self.places[name] = value, where
        self.unknown.pop(name, None)

    def lose(self, name: str, where: Where) -> None:
        """Note that a name has a value that cannot be known."""
        self.values.pop(name, None)
        self.places[name] = self.unknown[name] = where


def read(folder: Path, files: Iterable[str]) -> AssignedNames:
    """Read the files one after the other. Raises UsageError for what is no Python, SystemFault for no file."""
    names = AssignedNames()
    for file in files:
        _Module(folder, file, names, (file,)).read()
    return names


class _Module:
    """The reading of one file."""

    def __init__(self, folder: Path, file: str, names: AssignedNames, around: tuple[str, ...]) -> None:
        self._folder, self._file, self._names, self._around = folder, file, names, around

    def read(self) -> None:
        for statement in _parsed(self._folder, self._file).body:
            self._take(statement)

    def _where(self, node: ast.stmt) -> Where:
        return Where(path=self._file, line=node.lineno, column=node.col_offset + 1)

    def _take(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, lambda: _value(node.value, self._names), self._where(node))
        elif isinstance(node, ast.AnnAssign) and (written := node.value) is not None:
            self._assign(node.target, lambda: _value(written, self._names), self._where(node))
        elif isinstance(node, ast.AugAssign):
            total = ast.BinOp(left=_loaded(node.target), op=node.op, right=node.value)
            self._assign(node.target, lambda: _value(total, self._names), self._where(node))
        elif isinstance(node, ast.ImportFrom):
            self._import(node)
        elif isinstance(node, ast.If):
            self._branch(node)
        elif isinstance(node, ast.Expr):
            self._call(node)
        elif not isinstance(node, ast.Import | ast.Pass | ast.FunctionDef | ast.ClassDef):
            self._lose_all(node)

    def _branch(self, node: ast.If) -> None:
        """Take the branch of a condition that is known; of another, note what either may change."""
        try:
            is_true = bool(_value(node.test, self._names))
        except (_CannotKnowError, TypeError, RecursionError):
            self._lose_all(node)
            return
        for statement in node.body if is_true else node.orelse:
            self._take(statement)

    def _assign(self, target: ast.expr, value: Callable[[], object], where: Where) -> None:
        try:
            if isinstance(target, ast.Name):
                self._names.put(target.id, value(), where)
            elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                around = _value(target.value, self._names)
                if not isinstance(around, dict):
                    raise _CannotKnowError  # noqa: TRY301 - one way out for all that cannot be known
                key = _value(target.slice, self._names)
                self._names.put(target.value.id, {**around, key: value()}, where)
            else:
                raise _CannotKnowError  # noqa: TRY301 - one way out for all that cannot be known
        except (_CannotKnowError, TypeError, RecursionError):
            for name in _stored(target):
                self._names.lose(name, where)

    def _import(self, node: ast.ImportFrom) -> None:
        """Read a module that lies beside this one; of another, say that what it gives cannot be known."""
        module = node.module or ""
        file = f"{module}.py"
        listed = [alias.asname or alias.name for alias in node.names]
        if module and "." not in module and file not in self._around and self._is_beside(node, file):
            inner = AssignedNames() if listed != ["*"] else self._names
            _Module(self._folder, file, inner, (*self._around, file)).read()
            for alias in node.names if inner is not self._names else ():
                self._take_over(alias, inner, self._where(node))
        elif listed == ["*"] and file not in self._around:
            self._names.imports.setdefault(module, self._where(node))
        else:
            for name in listed:
                self._names.lose(name, self._where(node))

    def _is_beside(self, node: ast.ImportFrom, file: str) -> bool:
        with refusal.named_at(lambda: self._where(node)):
            return reading.is_file(self._folder, file)

    def _take_over(self, alias: ast.alias, inner: AssignedNames, where: Where) -> None:
        name = alias.asname or alias.name
        if alias.name in inner.values:
            self._names.put(name, inner.values[alias.name], where)
        else:
            self._names.lose(name, where)

    def _call(self, node: ast.Expr) -> None:
        """Follow `NAME.append(…)` and `NAME.update(…)`; any other call on a name may change what it is."""
        call = node.value
        if not (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id in self._names.values
        ):
            return
        name, how = call.func.value.id, call.func.attr
        try:
            changed = _changed(self._names.values[name], how, [_value(each, self._names) for each in call.args])
            self._names.put(name, changed, self._where(node))
        except (_CannotKnowError, TypeError, ValueError, RecursionError):
            self._names.lose(name, self._where(node))

    def _lose_all(self, node: ast.stmt) -> None:
        """Note the names that a condition, a loop or the like may change."""
        for name in _stored(node):
            self._names.lose(name, self._where(node))
        for inner in ast.walk(node):
            if isinstance(inner, ast.ImportFrom) and inner.names[0].name == "*":
                self._names.imports.setdefault(inner.module or "", self._where(node))


def _parsed(folder: Path, file: str) -> ast.Module:
    data = reading.read(folder, file)
    if data is None:
        raise SystemFault(f"{folder / file} cannot be read: there is no such file", str(folder / file))
    try:
        with warnings.catch_warnings(action="ignore"):  # they are printed with the line, which others may have written
            return ast.parse(data, file)
    except SyntaxError as error:
        where = Where(path=file, line=max(error.lineno or 1, 1), column=max(error.offset or 1, 1))
        raise _no_python(where, error.msg) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _no_python(Where(path=file, line=1, column=1), str(error) or "it is too deep") from error


def _no_python(where: Where, what: str) -> UsageError:
    diagnostic = Diagnostic(
        code="config/not-python",
        level=Level.ERROR,
        where=where,
        text=f"The configuration is no Python that can be read: {what}.",
        hint="Correct the line: Pelican cannot read it either.",
        why="Addresses and ids follow from the configuration.",
    )
    return UsageError(f"{where.path} cannot be read", (diagnostic,))


def _stored(node: ast.AST) -> Iterator[str]:
    """Return the names that are assigned anywhere in a node, also in part (`NAME["key"] = …`)."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store | ast.Del):
            yield inner.id
        elif isinstance(inner, ast.Subscript | ast.Attribute) and isinstance(inner.ctx, ast.Store | ast.Del):
            yield from (each.id for each in ast.walk(inner.value) if isinstance(each, ast.Name))
        elif isinstance(inner, ast.alias) and inner.name != "*":
            yield (inner.asname or inner.name).partition(".")[0]


def _loaded(target: ast.expr) -> ast.expr:
    return ast.Name(id=target.id, ctx=ast.Load()) if isinstance(target, ast.Name) else target


def _changed(value: object, how: str, given: list[object]) -> object:
    if isinstance(value, list) and len(given) == 1:
        if how == "append":
            return [*value, given[0]]
        if how == "extend" and isinstance(given[0], list | tuple):
            return [*value, *given[0]]
    if isinstance(value, dict) and how == "update" and len(given) == 1 and isinstance(given[0], dict):
        return {**value, **given[0]}
    raise _CannotKnowError


def _value(node: ast.expr, names: AssignedNames) -> object:
    """Return what an expression stands for. Raises _CannotKnowError, TypeError for one that is none of these."""
    for kind, read in _READERS.items():
        if isinstance(node, kind):
            return read(node, names)
    raise _CannotKnowError


def _constant(node: Any, _names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    """Return a literal; a number of more than 64 bits is no setting, and the interpreter has trouble to write it."""
    value: object = node.value
    return _refuse() if isinstance(value, int) and value.bit_length() > _BITS else value


def _name(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    return names.values[node.id] if node.id in names.values else _refuse()


def _list(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    listed = list(_elements(node.elts, names))
    return tuple(listed) if isinstance(node, ast.Tuple) else listed


def _binary(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    if not isinstance(node.op, ast.Add):
        raise _CannotKnowError
    return _sum(_value(node.left, names), _value(node.right, names))


def _unary(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    number = _value(node.operand, names)
    if isinstance(node.op, ast.Not):
        return not number
    return -number if isinstance(node.op, ast.USub) and isinstance(number, int | float) else _refuse()


def _called(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    name = ast.unparse(node.func)
    given = [_value(each, names) for each in node.args]
    if node.keywords:
        raise _CannotKnowError
    if name == "os.path.join":
        return _joined(given)
    if isinstance(node.func, ast.Attribute) and node.func.attr in _STRIPPING:
        stripped: object = getattr(_text(node.func.value, names), node.func.attr)(*given)
        return stripped
    raise _CannotKnowError


def _text(node: ast.expr, names: AssignedNames) -> str:
    value = _value(node, names)
    if not isinstance(value, str):
        raise _CannotKnowError
    return value


def _chosen(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    return _value(node.body if _value(node.test, names) else node.orelse, names)


def _either(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    """Return the first value of `or` that is true, of `and` the first that is not, else the last."""
    *before, last = node.values
    wanted = isinstance(node.op, ast.Or)
    for each in before:
        if bool(value := _value(each, names)) is wanted:
            return value
    return _value(last, names)


def _compared(node: Any, names: AssignedNames) -> object:  # noqa: ANN401 - the table below knows the kinds of nodes
    if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
        raise _CannotKnowError
    is_same = _value(node.left, names) == _value(node.comparators[0], names)
    return is_same is isinstance(node.ops[0], ast.Eq | ast.Is)


def _refuse() -> object:
    raise _CannotKnowError


def _elements(nodes: Iterable[ast.expr], names: AssignedNames) -> Iterator[object]:
    for node in nodes:
        if isinstance(node, ast.Starred):
            inner = _value(node.value, names)
            yield from inner if isinstance(inner, list | tuple) else (_refuse(),)
        else:
            yield _value(node, names)


def _mapping(node: Any, names: AssignedNames) -> dict[object, object]:  # noqa: ANN401 - the table below knows the kinds of nodes
    found: dict[object, object] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        inner = _value(value, names)
        if key is not None:
            found[_value(key, names)] = inner
        elif isinstance(inner, dict):
            found |= inner
        else:
            raise _CannotKnowError
    return found


def _sum(left: object, right: object) -> object:
    total: str | list[object] | tuple[object, ...]
    if isinstance(left, str) and isinstance(right, str):
        total = left + right
    elif isinstance(left, list) and isinstance(right, list):
        total = [*left, *right]
    elif isinstance(left, tuple) and isinstance(right, tuple):
        total = (*left, *right)
    else:
        raise _CannotKnowError
    return total if len(total) < _LONGEST else _refuse()


def _piece(node: ast.expr, names: AssignedNames) -> str:
    if isinstance(node, ast.FormattedValue) and node.conversion == -1 and node.format_spec is None:
        node = node.value
    value = _value(node, names)
    if isinstance(value, str | int) and len(str(value)) < _LONGEST:
        return str(value)
    raise _CannotKnowError


def _joined(parts: list[object]) -> str:
    if not all(isinstance(part, str) for part in parts):
        raise _CannotKnowError
    joined = ""
    for part in parts:
        text = str(part)
        joined = text if text.startswith("/") or not joined else f"{joined.rstrip('/')}/{text}"
    return joined


_READERS: Final[Mapping[type[ast.expr], Callable[[Any, AssignedNames], object]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Set: _list,
    ast.Dict: _mapping,
    ast.BinOp: _binary,
    ast.JoinedStr: lambda node, names: "".join(_piece(each, names) for each in node.values),
    ast.UnaryOp: _unary,
    ast.Call: _called,
    ast.IfExp: _chosen,
    ast.BoolOp: _either,
    ast.Compare: _compared,
}
