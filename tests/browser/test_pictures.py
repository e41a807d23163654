"""The pictures of the documentation are what feedpub shows, are small, and say what they show to those who see none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feedpub.preview.server import answer
from tests.browser import pictures, terminal
from tests.browser.pictures import FOLDER, MESSAGE, MOST_BYTES, PICTURES
from tests.browser.shown import ALL, BLOGS, served

ROOT = Path(__file__).parents[2]
MOST_BYTES_IN_ALL = 1_500_000
NAMES = {MESSAGE, *(f"{one.name}.png" for one in PICTURES)}
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MARKDOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
DIRECTIVE = re.compile(r"^```\{(?:image|figure)\} (\S+)\n((?::.*\n)*)", re.MULTILINE)
ALTERNATIVE = re.compile(r"^:alt: (.+)$", re.MULTILINE)


def shown_in(document: Path) -> list[tuple[Path, str]]:
    """Return the pictures of this folder that a document shows, each with what it says to those who do not see it."""
    text = document.read_text(encoding="utf-8")
    found = [(target, alternative) for alternative, target in MARKDOWN.findall(text)]
    found += [(target, " ".join(ALTERNATIVE.findall(options))) for target, options in DIRECTIVE.findall(text)]
    resolved = [((document.parent / target).resolve(), alternative) for target, alternative in found]
    return [(file, alternative) for file, alternative in resolved if FOLDER in file.parents]


def test_the_picture_of_a_message_is_what_the_command_says_today() -> None:
    assert (FOLDER / MESSAGE).read_text(encoding="utf-8") == pictures.message(), "run `make pictures`"


def test_the_lines_of_a_terminal_can_be_read_back() -> None:
    written = f"a\x1b[31;1merror\x1b[0m & <b>\n{'가' * 51}\n"
    picture = terminal.svg("feedpub build", written, "a title")
    assert terminal.lines_of(picture) == ["$ feedpub build", "aerror & <b>", "가" * 50, "가"]
    assert '<tspan class="r b">error</tspan>' in picture


def test_there_is_every_picture_and_no_other() -> None:
    assert {file.name for file in FOLDER.iterdir()} == NAMES


def test_pictures_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) <= MOST_BYTES_IN_ALL


def test_every_picture_is_shown_and_none_is_missing() -> None:
    assert {file.name for document in DOCUMENTS for file, _ in shown_in(document)} == NAMES


def test_a_picture_says_what_it_shows() -> None:
    for document in DOCUMENTS:
        for file, alternative in shown_in(document):
            assert len(alternative) > 30, f"{document.name}: {file.name}"


@pytest.mark.parametrize("one", PICTURES, ids=lambda one: one.name)
def test_what_is_pictured_is_there(one: pictures.Picture, tmp_path: Path) -> None:
    with served(one.blog, tmp_path) as shown:
        assert answer(one.target, shown.build).status == 200


@pytest.mark.parametrize("blog", ALL)
def test_every_address_that_is_looked_at_is_answered(blog: str, tmp_path: Path) -> None:
    with served(blog, tmp_path) as shown:
        targets = shown.addresses()
        assert len(targets) == len(set(targets))
        statuses = {target: answer(target, shown.build).status for target in targets}
    assert {target for target, status in statuses.items() if status != 200} == {"/nothing"}


def test_every_folder_of_blogs_is_shown() -> None:
    assert {folder.name for folder in BLOGS.iterdir()} == set(ALL)
