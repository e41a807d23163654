"""The documentation says what is so: commands exist and are explained, examples run as shown, pages are fresh."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import feedpub as library
from feedpub.cli import reference
from feedpub.cli.commands import group as commands
from tests.running import feedpub, post, write
from tools import readme

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`feedpub ([a-z]+)[^`]*`")
LATER = "4102444800"
"""2100-01-01T00:00:00Z: every post of the example site is past."""


def names() -> list[str]:
    context = click.Context(commands)
    return commands.list_commands(context)


def sessions() -> Iterator[tuple[str, str]]:
    """Return each command of the README's console blocks that begin with `$ feedpub`, with what it prints."""
    for language, text in BLOCK.findall(README):
        if language == "console" and text.startswith("$ feedpub"):
            for command, _, printed in (part.partition("\n") for part in text[2:].split("\n$ ")):
                yield command.partition("  #")[0].strip(), printed


def test_there_are_sessions_to_be_tried() -> None:
    assert list(sessions())


@pytest.mark.parametrize(("command", "printed"), list(sessions()))
def test_a_session_of_the_readme_runs_as_shown(tmp_path: Path, command: str, printed: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for part in ("content", "public"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, site / part)
    shutil.copy(ROOT / "feedpub.toml", site)
    program, *arguments = shlex.split(command)
    assert program == "feedpub"
    ended = feedpub(*arguments, cwd=site, SOURCE_DATE_EPOCH=LATER)
    assert ended.status == 0, ended.err
    assert without_numbers(ended.out + ended.err) == without_numbers(printed)


PYTHON = ("README.md", "docs/reference/python.md")
"""Documents with sessions of Python, each run from its beginning to its end beside the folder of a site, `blog`."""
BLOG = {
    "feedpub.toml": 'site.url = "https://example.com/"\nsite.language = "en"\n',
    "content/2026-11-01-tea.md": post("Tea", ""),
    "content/later.md": post("From the future", "2099-01-01"),
}


@pytest.mark.parametrize("name", PYTHON)
def test_a_session_of_python_runs_as_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {f"blog/{path}": text for path, text in BLOG.items()}))
    assert library.build("blog", now=datetime(2026, 11, 28, 12, tzinfo=UTC)).ok
    text = (ROOT / name).read_text(encoding="utf-8")
    session = "".join(block for language, block in BLOCK.findall(text) if language == "pycon")
    test = doctest.DocTestParser().get_doctest(session, {}, name, name, 0)
    printed: list[str] = []
    ended = doctest.DocTestRunner().run(test, out=printed.append)
    assert not ended.failed, "".join(printed)
    assert ended.attempted


def without_numbers(text: str) -> str:
    """Leave out how many files were new, changed or unchanged: that depends on what was published before."""
    return re.sub(r"\d+ (?:new|changed|unchanged)(?:, )?", "", text)


def test_the_commands_that_documents_name_exist() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        named = set(CODE.findall(path.read_text(encoding="utf-8")))
        assert named <= set(names()), path.name


def test_every_command_stands_in_the_table_of_the_readme() -> None:
    assert [name for name in names() if f"\n| `feedpub {name}" not in README] == []


@pytest.mark.parametrize("name", names())
def test_every_command_and_option_is_explained(name: str) -> None:
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    assert command.help
    for one in _all(command):
        for option in one.params:
            if isinstance(option, click.Option):
                assert option.help, f"{one.name} {option.opts}"


def _all(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            assert inner is not None
            yield from _all(inner)


def test_the_reference_is_fresh() -> None:
    assert reference.stale(ROOT / "docs" / "reference", reference.pages()) == (), "run `make docs`"


def test_links_of_the_documents_lead_to_files() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "benchmarks/README.md"):
        file = ROOT / name
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{name}: {target}"


def test_the_readme_leads_to_the_repository_where_only_its_text_is_shown() -> None:
    shown = readme.absolute(README, "https://code.example/me/feedpub/", "v1")
    assert re.findall(r"\]\((?!https?://)[^)]*\)", shown) == []
    assert "](https://code.example/me/feedpub/raw/v1/docs/pictures/message.svg)" in shown
    assert "[Jekyll](https://code.example/me/feedpub/blob/v1/docs/sites/jekyll.md)" in shown
    assert len(re.findall(r"\]\(", shown)) == len(re.findall(r"\]\(", README))
    assert readme.absolute("[a](https://x.example/) [b](#c)", "https://h/x", "v1") == "[a](https://x.example/) [b](#c)"
