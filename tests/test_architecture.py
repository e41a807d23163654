"""The two tables of ARCHITECTURE.md, held against the imports of every module."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import feedpub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE = Path(feedpub.__file__).parent
ROOT = PACKAGE.parent
ENTRY_POINTS = {"__init__", "__main__"}
"""Stand beside the layers: the version, and the way into the command line."""

ONLY_CLI = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"} | {
    "os.environ",
    "os.getenv",
    "sys.argv",
}
OPENERS = {
    *("open", "io.open", "codecs.open", "os.open", "os.fdopen", "os.stat", "os.lstat", "os.access", "os.listdir"),
    *("os.scandir", "os.walk", "os.fwalk", "os.readlink", "os.statvfs", "os.truncate", "os.link", "os.symlink"),
    *("os.mkdir", "os.makedirs", "os.rename", "os.replace", "os.remove", "os.unlink", "os.rmdir", "os.mkfifo"),
    *("path.exists", "path.lexists", "path.isfile", "path.isdir", "path.islink", "path.ismount", "path.realpath"),
    *("path.getsize", "path.getmtime", "path.getctime", "path.samefile"),
}
"""What finds, opens or changes files; `path` is `os.path`."""
METHODS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "open", "is_file", "is_dir", "is_symlink", "is_mount"),
    *("exists", "glob", "rglob", "iterdir", "resolve", "readlink", "stat", "lstat", "samefile", "owner"),
    *("unlink", "rename", "touch", "mkdir", "rmdir", "symlink_to", "hardlink_to", "link_to", "chmod"),
}
"""Those of a `Path` that do the same."""
OF_FILES = {"shutil", "tempfile", "mmap", "glob", "fileinput", "linecache", "zipfile", "tarfile", "dbm", "sqlite3"}
"""Modules of which nothing else is wanted."""
NO_PATHS = {
    *("reading", "reader", "resolving", "files", "beneath", "writing"),  # the gates
    *("entry", "target", "entries"),  # what the gates have found
    *("uris", "view", "enclosures", "source", "root", "top", "json", "show"),
}
"""Names whose methods are called like those of a `Path` and are none, or belong to a gate."""
LONGEST = 400
"""Lines of a module."""
HEAVY = ("feedgen", "lxml", "yaml", "comrak", "nh3", "frontmatter", "dateutil")


@dataclass(frozen=True, kw_only=True)
class Module:
    """One module of the package, by its name below `feedpub`."""

    name: str
    tree: ast.Module

    @property
    def top(self) -> str:
        return self.name.split(".", maxsplit=1)[0]

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of them, for those who look at each."""
        return tuple(ast.walk(self.tree))

    def imports(self, *, with_types: bool) -> Iterator[str]:
        """Return the full name of everything imported anywhere, on request also for the type checker alone."""
        for node in nodes(self.tree, with_types=with_types):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def attributes(self) -> Iterator[str]:
        """Return every `name.attribute` that occurs, with the last two parts of longer ones."""
        for node in self.nodes:
            if isinstance(node, ast.Attribute):
                inner = node.value
                owner = inner.id if isinstance(inner, ast.Name) else getattr(inner, "attr", "")
                yield f"{owner}.{node.attr}"
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def nodes(tree: ast.AST, *, with_types: bool) -> Iterator[ast.AST]:
    """Return every node, on request without what stands below `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and is_of_types(node.test) and not with_types:
            continue
        yield node
        yield from nodes(node, with_types=with_types)


def is_of_types(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def parsed(file: Path) -> Module:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
    return Module(name=name, tree=ast.parse(file.read_text(encoding="utf-8"), str(file)))


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    """Return all modules, parsed once."""
    return [parsed(file) for file in sorted(PACKAGE.rglob("*.py"))]


def rows(head: str) -> list[list[list[str]]]:
    """Return the cells of the table below `head`; of each cell the words in backquotes, or the whole."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = re.search(rf"^{re.escape(head)}\n\|[-| ]+\|\n((?:\|.*\n?)+)", text, re.MULTILINE)
    assert table, f"ARCHITECTURE.md has no table {head}"
    return [
        [re.findall(r"`([^`]+)`", cell) or [cell.strip()] for cell in line.strip("|").split("|")]
        for line in table[1].splitlines()
    ]


LAYERS = {name: depth for depth, (_, names) in enumerate(rows("| layer | modules |")) for name in names}
EVERYWHERE = "msgspec"
"""What records are made of."""
HOMES = {library: homes for (library,), homes in rows("| library | home |")}

OPENING = [(home, why) for homes, (why,) in rows("| opens files by itself | why |") for home in homes]


def upward(module: Module) -> list[str]:
    """Return what the module imports from its own row or one below it, other than its own package."""
    found = []
    for name in module.imports(with_types=True):
        package, _, inner = name.partition(".")
        target = inner.split(".")[0]
        if package == "feedpub" and target in LAYERS and target != module.top:
            found += [name] if LAYERS[target] >= LAYERS[module.top] else []
    return found


def homeless(module: Module) -> list[str]:
    """Return the third-party libraries that the module imports and is not the home of."""
    imported = {name.split(".")[0] for name in module.imports(with_types=False)}
    libraries = imported - {"feedpub", EVERYWHERE} - sys.stdlib_module_names
    return sorted(library for library in libraries if not is_home(module.name, HOMES.get(library, [])))


def opened(module: Module) -> list[str]:
    """Return what the module does to files by itself: the operations, and the modules that have nothing else."""
    imported = {name.split(".")[0] for name in module.imports(with_types=False)} & OF_FILES
    found = [_operation(node) for node in module.nodes]
    return sorted(imported) + sorted(name for name in found if name)


def _operation(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id if node.func.id == "open" else ""
    if isinstance(node, ast.ImportFrom):
        names = (f"{(node.module or '').rpartition('.')[2]}.{alias.name}" for alias in node.names)
        return next((name for name in names if name in OPENERS), "")
    if not isinstance(node, ast.Attribute):
        return ""
    inner = node.value
    owner = inner.id if isinstance(inner, ast.Name) else getattr(inner, "attr", "")
    name = f"{owner}.{node.attr}"
    return name if name in OPENERS or (node.attr in METHODS and owner not in NO_PATHS) else ""


def is_home(module: str, homes: list[str]) -> bool:
    """Return whether a module is one of these or lies in one; a home `x.__init__` is the module `x` alone."""
    return any(f"{module}.".startswith(f"{home}.") or f"{module}.__init__" == home for home in homes)


def wrong(check: Callable[[Module], list[str]], checked: list[Module]) -> dict[str, list[str]]:
    """Return what a check finds, by the names of the modules in which it finds something."""
    assert checked
    return {module.name: found for module in checked if (found := check(module))}


def test_every_module_has_a_layer_and_every_layer_has_its_modules(modules: list[Module]) -> None:
    assert {module.top for module in modules} - ENTRY_POINTS == set(LAYERS)


def test_a_module_imports_only_from_layers_above_its_own(modules: list[Module]) -> None:
    assert wrong(upward, [module for module in modules if module.top not in ENTRY_POINTS]) == {}


def test_a_library_is_imported_only_in_its_home(modules: list[Module]) -> None:
    assert wrong(homeless, modules) == {}


def test_only_the_command_line_knows_the_clock_the_environment_and_its_arguments(modules: list[Module]) -> None:
    others = [module for module in modules if module.top != "cli"]
    assert wrong(lambda module: sorted(ONLY_CLI.intersection(module.attributes())), others) == {}


def test_files_are_opened_by_the_gates_alone(modules: list[Module]) -> None:
    gates = [home for home, _ in OPENING]
    assert wrong(opened, [module for module in modules if not is_home(module.name, gates)]) == {}


def test_whatever_may_open_files_by_itself_does(modules: list[Module]) -> None:
    openers = wrong(opened, modules)
    assert [home for home, _ in OPENING if not any(is_home(name, [home]) for name in openers)] == []


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    lengths = {file.relative_to(PACKAGE): len(file.read_text("utf-8").splitlines()) for file in PACKAGE.rglob("*.py")}
    assert {str(file): lines for file, lines in lengths.items() if lines > LONGEST} == {}


def test_no_two_classes_have_one_name(modules: list[Module]) -> None:
    homes: dict[str, list[str]] = {}
    for module in modules:
        for node in module.nodes:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module.name)
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_every_home_of_a_library_exists(modules: list[Module]) -> None:
    assert {home for homes in HOMES.values() for home in homes} <= {module.name for module in modules}


def test_starting_the_command_line_loads_no_heavy_library() -> None:
    program = "import sys, feedpub.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert not set(HEAVY).intersection(loaded.stdout.split())


# The checks themselves


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("guard", "from feedpub.generate import rss", ["feedpub.generate.rss"]),
        ("generate", "def f():\n    from feedpub import config", ["feedpub.config"]),
        ("model", "import feedpub.io.tree", ["feedpub.io.tree"]),
        ("validator.read", "from feedpub.validator import check\nfrom feedpub import text, __version__", []),
    ],
)
def test_an_upward_or_sideways_import_is_seen(name: str, source: str, expected: list[str]) -> None:
    assert upward(Module(name=name, tree=ast.parse(source))) == expected


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("select", "import os, lxml.etree", ["lxml"]),
        ("select", "from requests import get", ["requests"]),
        ("cli.report.text", "import click", []),
        ("select", "if TYPE_CHECKING:\n    import click", []),
        ("clique", "import click", ["click"]),
    ],
)
def test_a_second_home_of_a_library_is_seen(name: str, source: str, expected: list[str]) -> None:
    assert homeless(Module(name=name, tree=ast.parse(source))) == expected


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "os.open('x', 0)",
        "import os\nos.path.exists('x')",
        "from os import open",
        "from os.path import isfile",
        "Path('x').open()",
        "(folder / name).read_text()",
        "site.folder.is_dir()",
        "path.resolve()",
        "import shutil",
        "from tempfile import mkdtemp",
        "def f():\n    import mmap",
        "read = file.read_bytes",
    ],
)
def test_an_operation_on_files_is_seen(source: str) -> None:
    assert opened(Module(name="x", tree=ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["reading.is_file(site, name)", "from feedpub.io.reading import opened", "uris.resolve(base, href)"]
)
def test_what_the_gates_do_is_none(source: str) -> None:
    assert not opened(Module(name="x", tree=ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["datetime.now()", "datetime.datetime.now()", "import os\nos.environ['X']", "from os import environ"]
)
def test_a_look_at_the_world_is_seen(source: str) -> None:
    assert ONLY_CLI.intersection(Module(name="x", tree=ast.parse(source)).attributes())
