from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import SystemFault, UsageError
from feedpub.sites.pelican import static

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.sites.pelican.static import AssignedNames


def read(folder: Path, source: str, **others: str) -> AssignedNames:
    for name, text in {"conf": source, **others}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return static.read(folder, ("conf.py",))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("X = 'a'", "a"),
        ("X = None", None),
        ("X = -3", -3),
        ("X: str = 'a'", "a"),
        ("Y = X = 'a'", "a"),
        ("A = 'a'\nX = A + '/b'", "a/b"),
        ("A = 'a'\nX = f'{A}/{1}'", "a/1"),
        ("X = [1]\nX += [2]", [1, 2]),
        ("X = (1, *[2, 3])", (1, 2, 3)),
        ("X = (1,) + (2,)", (1, 2)),
        ("A = {'a': 1}\nX = {**A, 'b': 2}", {"a": 1, "b": 2}),
        ("X = {}\nX['a'] = 1", {"a": 1}),
        ("X = [1]\nX.append(2)\nX.extend((3,))", [1, 2, 3]),
        ("X = {}\nX.update({'a': 1})", {"a": 1}),
        ("import os\nX = os.path.join('a', 'b/', 'c')", "a/b/c"),
        ("import os\nX = os.path.join('a', '/b')", "/b"),
        ("X = 1\ndef f():\n    return 2", 1),
        ("A = False\nX = 'a' if not A else 'b'", "a"),
        ("A = 'live'\nif A == 'live':\n    X = 1\nelif B:\n    X = 2\nelse:\n    X = 3", 1),
        ("A = 'other'\nif A != 'other':\n    X = 1\nelse:\n    X = 2", 2),
        ("A = ''\nX = A or 'b'", "b"),
        ("A = 'a'\nX = A and 'b'", "b"),
        ("A = None\nX = A is None", True),
        ("X = 'https://a.example/'.rstrip('/')", "https://a.example"),
        ("X = not 1", False),
        ("X = 1\nif True:\n    X = 2", 2),
        ("from other import *", "other"),
        ("from other import X", "other"),
        ("from other import Y as X", "why"),
        ("from other import *\nX = 'mine'", "mine"),
        ("import sys\nsys.path.append('.')\nX = 1\nprint(X)", 1),
    ],
)
def test_what_stands_in_an_assignment_is_known(tmp_path: Path, source: str, expected: object) -> None:
    names = read(tmp_path, source, other="X = 'other'\nY = 'why'\n")
    assert names.values["X"] == expected
    assert "X" not in names.unknown


@pytest.mark.parametrize(
    "source",
    [
        "import os\nX = os.environ['X']",
        "import os\nX = os.getenv('X', 'a')",
        "import os\nX = os.path.join('a', 1)",
        "X = Y",
        "X = 'a' * 9",
        "X = 'a' + 1",
        "X = -'a'",
        "X = not Y",
        "X = 1 < 2",
        "import os\nX = 'a' if os.environ.get('A', 'a') == 'a' else 'b'",
        "X = 1 .strip('a')",
        "X = [*5]",
        "X = {**[]}",
        "X = {[]: 1}",
        "X = f'{1:>5}'",
        "X = f'{[]}'",
        "X, Z = 1, 2",
        "X = 1\nX.sort()",
        "X = []\nX.append(f())",
        "X = []\nX.insert(0, 1)",
        "X = []\nX['a'] = 1",
        "X = 1\nif Y:\n    X = 2",
        "import os\nif os.getenv('A'):\n    X = 1\nelse:\n    X = 2",
        "X = 1\nfor X in []:\n    pass",
        "X = {}\nfor Y in []:\n    X['a'] = Y",
        "X = 1\ntry:\n    from local import X\nexcept ImportError:\n    pass",
        "X = 1\ndel X",
        "from elsewhere import X",
        "from other import Z as X",
        "import os\nX = os.path.join('a', b='c')",
        "A = 'a' * 1\nX = A",
        "X = 'aaaaaaaaaa'" + "\nX = X + X" * 30,
    ],
)
def test_what_would_have_to_be_run_is_not_known(tmp_path: Path, source: str) -> None:
    names = read(tmp_path, source, other="")
    assert "X" in names.unknown
    assert "X" not in names.values


def test_a_value_has_the_place_of_its_last_assignment(tmp_path: Path) -> None:
    names = read(tmp_path, "X = 1\n\n\nX = 2\n")
    assert (names.places["X"].path, names.places["X"].line) == ("conf.py", 4)


def test_a_module_from_elsewhere_is_named(tmp_path: Path) -> None:
    names = read(tmp_path, "from somewhere import *\ntry:\n    from local import *\nexcept ImportError:\n    pass\n")
    assert set(names.imports) == {"somewhere", "local"}


def test_modules_that_import_each_other_are_read_once(tmp_path: Path) -> None:
    names = read(tmp_path, "from other import *\nX = 1\n", other="from conf import *\nY = 2\n")
    assert names.values == {"Y": 2, "X": 1}


@pytest.mark.parametrize("source", ["X = (", "X = 1\0"])
def test_what_is_no_python_is_refused_with_its_place(tmp_path: Path, source: str) -> None:
    with pytest.raises(UsageError) as raised:
        read(tmp_path, source)
    (finding,) = raised.value.diagnostics
    assert (finding.code, finding.where.path, finding.where.line) == ("config/not-python", "conf.py", 1)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SystemFault):
        static.read(tmp_path, ("conf.py",))


def test_what_python_warns_of_is_not_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert read(tmp_path, "X = '\\d'  # ##vso[task]\n").values["X"] == "\\d"
    assert capfd.readouterr() == ("", "")


def test_a_mistake_without_a_column_is_told_at_the_first(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_bytes(b"# coding: utf-7\nX = '\xe9'\n")
    with pytest.raises(UsageError) as caught:
        static.read(tmp_path, ("conf.py",))
    assert caught.value.diagnostics[0].where.column == 1
