"""How much people are shown of what is wrong with a site: the more there is, the less of each."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import problems
from feedpub.cli.console import Console
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from pathlib import Path


def shown(folder: Path, number: int, level: Level = Level.WARNING, verbosity: int = 0) -> list[str]:
    (folder / "a.toml").write_text("key = 1\n", encoding="utf-8")
    found = [
        Diagnostic(
            code=f"site/not-{each}",
            level=level,
            where=Where(path="a.toml", line=1, column=1),
            text="It is wrong.",
            why="Readers lose one.",
            hint="Write another.",
        )
        for each in range(number)
    ]
    console = Console(verbosity=verbosity, out=io.StringIO(), err=(err := io.StringIO()), environ={})
    problems.show_of_site(found, folder, console, "text", {})
    return err.getvalue().splitlines()


@pytest.mark.parametrize(("number", "lines"), [(1, 5), (3, 15), (4, 12), (6, 18), (7, 14), (9, 18), (10, 10)])
def test_of_many_warnings_each_is_short(tmp_path: Path, number: int, lines: int) -> None:
    said = shown(tmp_path, number)
    assert len(said) == lines
    assert sum(" warning site/not-" in line for line in said) == number


def test_verbose_shows_all_of_each(tmp_path: Path) -> None:
    assert len(shown(tmp_path, 10, verbosity=1)) == 50


def test_errors_are_shown_whole(tmp_path: Path) -> None:
    assert len(shown(tmp_path, 10, Level.ERROR)) == 50


@pytest.mark.parametrize(("verbosity", "number"), [(0, 0), (1, 2)])
def test_annotations_have_advice_where_it_is_asked_for(tmp_path: Path, verbosity: int, number: int) -> None:
    advice = Diagnostic(code="site/x", level=Level.INFO, where=Where(path="a.toml"), text="It may be better.")
    console = Console(verbosity=verbosity, out=(out := io.StringIO()), err=io.StringIO(), environ={})
    problems.show_of_site([advice, advice], tmp_path, console, "github", {})
    assert out.getvalue().count("::notice ") == number
