"""What CONTRIBUTING.md says has to be done to add something, done to a copy of feedpub; then it is used."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import feedpub as installed
from tests.running import SITE, Ended, post, process, write

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

PLUGINS = Path(__file__).parent / "plugins"
COMMAND = '''"""`feedpub hello`: greet."""

import click


@click.command("hello")
def command() -> int:
    """Greet whoever is there."""
    click.echo("Hello.")
    return 0
'''
RULES = '''"""Rules about tea."""

from feedpub.model.records import Level
from feedpub.validator.rule import rule
from feedpub.validator.rows import typed
from feedpub.validator.types import that

_TEA = that(lambda text: "coffee" not in text, "is no tea", "Write of tea.")

tea = rule("rss/no-tea", Level.ERROR, spec="the house")(
    typed({"item/title": _TEA}, 'The title "{value}" {problem}.'),
    """An item is not about tea.

    Readers came for tea.
    """,
)
'''
FORMAT = '''"""Feeds as plain text: a title a line."""

from feedpub.model.records import Document, Format, Kind


def generate(feed, entries=None):
    """Return the feed."""
    lines = b"".join(parts(feed.site, feed.items))
    return Document(path=feed.spec.paths[Format.TEXT], kind=Kind.UNKNOWN, data=lines)


def parts(site, items):
    """Return the line of each item."""
    return [f"{item.post.title}\\n".encode() for item in items]
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of feedpub."""
    source = Path(installed.__file__).parent
    return shutil.copytree(source, tmp_path / "copy" / "feedpub", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def run(package: Path, tmp_path: Path) -> Callable[..., Ended]:
    """Return what runs the copy in the folder of a site."""
    folder = write(tmp_path / "site", {"content/a.md": post("On coffee")})
    return lambda *arguments: process(*arguments, cwd=folder, PYTHONPATH=str(package.parent))


def put(file: Path, before: str, line: str) -> None:
    """Put something in front of the one place that reads so."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name} has {text.count(before)} times {before!r}"
    file.write_text(text.replace(before, line + before), encoding="utf-8")


def test_a_command_is_a_file_and_its_name(package: Path, run: Callable[..., Ended]) -> None:
    write(package, {"cli/hello.py": COMMAND})
    put(package / "cli/commands.py", '"diff", "validate",', '"hello", ')
    assert run("hello").out == "Hello.\n"
    assert "Greet whoever is there." in run("--help").out


def test_a_rule_is_a_row_in_a_file_that_its_area_names(package: Path, run: Callable[..., Ended]) -> None:
    write(package, {"validator/rules/rss/tea.py": RULES})
    rules = package / "validator/rules/rss/__init__.py"
    put(rules, "\nMODULES = (", "from feedpub.validator.rules.rss import tea\n")
    put(rules, "channel, feed, item, links, structure, values)", "tea, ")
    ended = run("build", *SITE)
    assert ended.status == 1
    assert 'error rss/no-tea: The title "On coffee" is no tea.' in ended.err
    assert "Readers came for tea." in run("explain", "rss/no-tea").out


def test_a_dialect_is_a_file_and_its_name(package: Path, run: Callable[..., Ended], tmp_path: Path) -> None:
    shutil.copy(PLUGINS / "feedpub-lektor" / "feedpub_lektor.py", package / "sites" / "lektor.py")
    put(package / "io/markers.py", '    "jekyll": (', '    "lektor": ("tea.",),\n')
    shutil.rmtree(tmp_path / "site" / "content")
    hello = "title: Hello\n---\npub_date: 2024-06-21\n---\nbody: Text.\n"
    project = "[project]\nname = Tea\nurl = https://tea.example/\n"
    write(tmp_path / "site", {"tea.lektorproject": project, "content/blog/hello/contents.lr": hello})
    assert "Lektor site found in tea.lektorproject" in run("build").err
    assert (tmp_path / "site" / "public" / "rss.xml").is_file()


def test_a_format_of_feeds_is_a_file_its_name_and_its_path(
    package: Path, run: Callable[..., Ended], tmp_path: Path
) -> None:
    write(package, {"generate/text.py": FORMAT})
    put(package / "model/records.py", '    JSON = "json",', '    TEXT = "text", "text/plain"\n')
    of_site, of_terms = "\"Path of the site's Atom feed", '"Path of the Atom feed, likewise.'
    for place in (of_site, of_terms):
        put(package / "model/feed_options.py", f"    atom: Annotated[str, doc({place}", _option(place is of_site))
    write(tmp_path / "site", {"feedpub.toml": '[feeds]\nformats = ["rss", "text"]\n'})
    assert run("build", *SITE).status == 0
    assert (tmp_path / "site" / "public" / "feed.txt").read_text(encoding="utf-8") == "On coffee\n"


def _option(is_of_site: bool) -> str:  # noqa: FBT001 - one of two
    default = "feed.txt" if is_of_site else ""
    return f'    text: Annotated[str, doc("Path of the feed as text.")] = "{default}"\n'
