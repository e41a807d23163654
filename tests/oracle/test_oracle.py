"""The comparison sees what differs, and only that: shown with programs that are no feedpub."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.oracle import listed, many
from tests.oracle.__main__ import compared
from tests.oracle.cases import cases
from tests.oracle.compare import Case, Command, Edit, Side, first_difference, run
from tests.running import environment, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.oracle.compare import Difference

pytestmark = pytest.mark.slow

_PROGRAM = """\
import os, pathlib, sys
there = pathlib.Path.cwd()
(there / "public").mkdir(exist_ok=True)
(there / ".feedpub").mkdir(exist_ok=True)
(there / "public" / "rss.xml").write_bytes(b"<rss>" + (there / "post.md").read_bytes())
(there / ".feedpub" / "cache").write_text("{name}")
print("published in", there)
print("warning", file=sys.stderr)
status = 0
"""
_END = "sys.exit(status)\n"


def side(name: str, folder: Path, more: str = "") -> Side:
    """A program in the place of feedpub that publishes a post and then does `more`."""
    write(folder, {f"{name}.py": _PROGRAM.replace("{name}", name) + more + _END})
    return Side(name=name, feedpub=(sys.executable, str(folder / f"{name}.py")), python=sys.executable)


def site(root: Path) -> None:
    write(root, {"site/post.md": "Text."})


def edit(root: Path) -> None:
    write(root, {"site/post.md": "Edited."})


CASE = Case(
    name="fake",
    prepare=site,
    steps=(Command(arguments=("build",)), Edit(apply=edit), Command(arguments=("build",), label="edited")),
)


@pytest.fixture
def differences(tmp_path: Path) -> Callable[[str], list[Difference]]:
    """Return what is found between a program and the same one that does more."""

    def found(more: str) -> list[Difference]:
        (tmp_path / "scratch").mkdir()
        pair = side("o", tmp_path / "programs"), side("p", tmp_path / "programs", more)
        return run(CASE, *pair, tmp_path / "scratch").differences

    return found


def test_two_that_do_the_same_differ_in_nothing(differences: Callable[[str], list[Difference]]) -> None:
    assert differences("") == []


def test_the_files_of_both_are_counted(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    outcome = run(CASE, side("o", tmp_path), side("p", tmp_path), tmp_path / "scratch")
    assert (outcome.commands, outcome.files) == (2, 4)


@pytest.mark.parametrize(
    ("more", "part", "shown"),
    [
        ("status = 1", "status", "line 1\n    - 0\n    + 1"),
        ("print('more')", "stdout", "line 2\n    - \n    + more"),
        ("print('error', file=sys.stderr)", "stderr", "line 2\n    - \n    + error"),
        ("(there / 'public/atom.xml').touch()", "site/public/atom.xml", "new"),
        ("(there / 'public/rss.xml').unlink()", "site/public/rss.xml", "missing"),
        (
            "(there / 'public/rss.xml').write_text('<rss>')",
            "site/public/rss.xml",
            "line 1\n    - <rss>Text.\n    + <rss>",
        ),
        ("(there.parent / 'beside').touch()", "beside", "new"),
        ("os.symlink('rss.xml', 'public/feed.xml')", "site/public/feed.xml", "new"),
    ],
)
def test_every_part_that_differs_is_a_difference(
    differences: Callable[[str], list[Difference]], more: str, part: str, shown: str
) -> None:
    found = differences(f"if b'Text' in (there / 'post.md').read_bytes():\n    {more}\n")
    assert [(one.name, one.shown) for one in found[:1]] == [(f"fake / build / {part}", shown)]


def test_what_differs_only_after_an_edit_is_found_there(differences: Callable[[str], list[Difference]]) -> None:
    found = differences("if b'Edited' in (there / 'post.md').read_bytes():\n    print('more')\n")
    assert [one.name for one in found] == ["fake / edited / stdout"]


def test_a_file_that_stays_different_is_one_difference(differences: Callable[[str], list[Difference]]) -> None:
    found = differences("(there / 'public/atom.xml').write_text('always')\n")
    assert [one.name for one in found] == ["fake / build / site/public/atom.xml"]


def test_a_file_that_differs_otherwise_is_another_difference(differences: Callable[[str], list[Difference]]) -> None:
    found = differences("(there / 'public/atom.xml').write_bytes((there / 'post.md').read_bytes())\n")
    assert [one.name for one in found] == [f"fake / {step} / site/public/atom.xml" for step in ("build", "edited")]


def test_an_oracle_that_does_not_do_what_it_is_asked_is_a_difference(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    broken = "print('no such site', file=sys.stderr)\nstatus = 2\n"
    pair = side("o", tmp_path, broken), side("p", tmp_path, broken)
    found = run(CASE, *pair, tmp_path / "scratch").differences
    assert [one.name for one in found] == ["fake / build / the oracle itself", "fake / edited / the oracle itself"]
    assert found[0].shown == "the oracle ends with 2, not 0: no such site"


def test_differences_that_are_listed_are_no_loss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = side("o", tmp_path), side("p", tmp_path, "print('more')\n")
    file = write(tmp_path, {"list.txt": "# meant\nfake / build / stdout: more is said\n"}) / "list.txt"
    deliberate = listed.read(file)
    lost = compared([CASE], *pair, deliberate)
    assert [one.name for one in lost] == ["fake / edited / stdout"]
    assert deliberate.stale == []
    assert "| fake | 2 | 4 | 2 | 1 |" in capsys.readouterr().out


def test_a_glob_lists_the_differences_that_it_matches(tmp_path: Path) -> None:
    pair = side("o", tmp_path), side("p", tmp_path, "print('more')\n")
    assert compared([CASE], *pair, listed.Listed(names=["fake / * / stdout"])) == []


def test_a_line_of_the_list_that_meets_nothing_is_stale(tmp_path: Path) -> None:
    deliberate = listed.Listed(names=["fake / build / stderr"])
    compared([CASE], side("o", tmp_path), side("p", tmp_path), deliberate)
    assert deliberate.stale == ["fake / build / stderr"]


@pytest.mark.parametrize("line", ["fake / build / stdout", "fake / build / stdout: ", ": why"])
def test_a_line_of_the_list_has_a_name_and_a_reason(tmp_path: Path, line: str) -> None:
    with pytest.raises(listed.BadListError, match="line 1"):
        listed.read(write(tmp_path, {"list.txt": line}) / "list.txt")


def test_the_list_can_be_read() -> None:
    assert all(listed.read().names)


def test_the_part_of_a_long_line_is_shown_that_differs() -> None:
    shown = first_difference(b"x" * 1000 + b"old", b"x" * 1000 + b"new")
    assert shown.count("old") == shown.count("new") == 1
    assert len(shown) < 400


def test_names_of_cases_and_of_what_is_done_in_them_are_unique() -> None:
    every = list(cases())
    assert len({case.name for case in every}) == len(every)
    for case in every:
        names = [step.name for step in case.steps if isinstance(step, Command)]
        assert len(set(names)) == len(names), case.name


def test_a_program_is_run_for_each_line_in_one_process() -> None:
    ended = subprocess.run(
        [sys.executable, many.__file__],
        input=b"--version\nexplain rss/nope\n",
        env=environment(),
        capture_output=True,
        check=True,
    )
    first, second = ended.stdout.decode().split("$ feedpub explain rss/nope\n")
    assert re.fullmatch(r"\$ feedpub --version\nfeedpub.* \d.*\nstatus 0\n", first)
    assert second == "status 2\n"
    assert b"rss/nope" in ended.stderr
