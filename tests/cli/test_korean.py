"""The Korean catalogue: every entry can be understood, can be said, and all that the builder says has one."""

from __future__ import annotations

import ast
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import polib
import pytest

import feedpub
from feedpub.cli import languages
from feedpub.cli.languages.catalogue import CatalogueEntry, template
from feedpub.cli.messages import MESSAGES
from tests.cli.test_messages import lay
from tests.messages import test_mistakes as mistakes
from tests.running import feedpub as run
from tests.running import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.cli.messages import Message, SampleSite

PACKAGE: Final = Path(feedpub.__file__).parent
FILE: Final = PACKAGE / "cli" / "languages" / "ko.po"
FOREIGN: Final = "said by a library or the system"
"""The comment of entries whose English is not in our source."""
PIECEMEAL: Final = "put together of many pieces"
"""The comment of entries whose English is in our source, in more pieces than can be found again."""
HANGUL: Final = re.compile("[\uac00-\ud7a3]")
PARTICLE: Final = re.compile(r"(?<!\})\}[`”’\"']?(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣(])")
"""One whose form depends on the value before it."""
ENTRIES: Final = tuple(polib.pofile(str(FILE), encoding="utf-8"))


def names(text: str) -> set[str]:
    return {part.name for part in template(text).parts}


# The entries


def test_every_entry_has_the_names_of_its_english_and_no_other() -> None:
    assert {
        one.msgid: names(one.msgid) ^ names(one.msgstr) for one in ENTRIES if names(one.msgid) != names(one.msgstr)
    } == {}


def test_every_entry_is_translated_and_stands_once() -> None:
    assert [one.msgid for one in ENTRIES if not one.translated()] == []
    assert len({one.msgid for one in ENTRIES}) == len(ENTRIES)


def test_every_name_stands_once_and_no_two_side_by_side() -> None:
    for one in ENTRIES:
        parts = template(one.msgid).parts
        assert len(names(one.msgid)) == len(parts), one.msgid
        beside = [part for part in parts[:-1] if not part.after and not part.is_number]
        assert not beside, one.msgid


def test_every_entry_has_text_of_its_own() -> None:
    assert [one.msgid for one in ENTRIES if not any(map(str.strip, template(one.msgid).own))] == []


def test_no_particle_depends_on_a_value() -> None:
    assert [one.msgstr for one in ENTRIES if PARTICLE.search(one.msgstr.replace("}}", ""))] == []


def test_a_sentence_stays_one() -> None:
    """What ends with a full stop ends with one, so that sentences can stand beside each other."""
    ends = {one.msgid: one.msgstr for one in ENTRIES if one.msgid.endswith(".") != one.msgstr.endswith(".")}
    assert {english: korean for english, korean in ends.items() if not korean.endswith(("?", ":", "…"))} == {}


def samples() -> Iterator[tuple[CatalogueEntry, str]]:
    """Return each entry with a message that it is for."""
    for one in languages.catalogue_of("ko").entries:
        parts = one.english.parts
        values = ["7" if part.is_number else f"v{place}" for place, part in enumerate(parts)]
        pieces = [value + part.after for value, part in zip(values, parts, strict=True)]
        yield one, one.english.head + "".join(pieces)


def test_no_message_is_for_two_entries() -> None:
    alike: dict[tuple[int, int], list[CatalogueEntry]] = {}
    for one in languages.catalogue_of("ko").entries:
        alike.setdefault(one.english.weight, []).append(one)
    found = {
        text: [
            "{}".join(each.english.own) for each in alike[one.english.weight] if each.english.match(text) is not None
        ]
        for one, text in samples()
    }
    assert {text: several for text, several in found.items() if len(several) > 1} == {}


# What can be said


@cache
def sentences() -> str:
    """Return every text in the source, one behind the other; those that are wrapped also on one line."""
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value, " ".join(node.value.split())}
    return "\0".join(found)


def stands_in_the_source(text: str) -> bool:
    """Whether a piece of an entry is in a text of the source, or is put together of a few such, word by word."""
    if text in sentences():
        return True
    words = re.findall(r"\s*\S+|\s+", text)
    runs, start = 0, 0
    while start < len(words):
        end = start
        while end < len(words) and "".join(words[start : end + 1]).strip() in sentences():
            end += 1
        if end == start:
            return False
        runs, start = runs + 1, end
    return runs <= 1 + max(1, len(text.split()) // 4)


def is_said(english: str) -> bool:
    """Whether the source has the text of an entry."""
    return all(map(stands_in_the_source, template(english).own))


def test_every_entry_translates_something_that_the_source_says() -> None:
    assert [one.msgid for one in ENTRIES if one.comment not in {FOREIGN, PIECEMEAL} and not is_said(one.msgid)] == []


def test_only_what_is_put_together_of_many_pieces_is_marked_so() -> None:
    assert [one.msgid for one in ENTRIES if one.comment == PIECEMEAL and is_said(one.msgid)] == []


def test_what_nobody_says_is_found() -> None:
    assert is_said("The folder of the posts, `{name}`, does not exist.")
    assert not is_said("The moon shines brightly upon every village chimney.")
    assert not is_said("The folder of the pages, `{name}`, was not found anywhere.")
    assert not is_said("This entry is not in the feed of the site any more.")


# What is said


def english_left(said: str) -> list[str]:
    """Return the lines of findings, reasons and fixes, and of all that is said besides, that have no Korean."""
    lines = []
    for line in said.splitlines():
        block = re.match(r".*?: (?:오류|경고|참고) [a-z-]+/[a-z0-9-]+: (?P<text>.*)", line)
        rest = re.match(r"  (?:이유|해결): (?P<text>.*)|(?P<own>\S.*)", line)
        if block:
            lines.append(block["text"])
        elif rest:
            lines.append(rest["text"] or rest["own"])
    assert lines
    return [line for line in lines if not HANGUL.search(line)]


def build(sample: SampleSite, folder: Path) -> str:
    """Build a sample as its command says, in Korean, and return what is said."""
    if sample.before:
        lay(sample.before, folder, sample.encoding)
        run("build", cwd=folder)
        for name in set(sample.before) - set(sample.files):
            (folder / name).unlink()
    lay(sample.files, folder, sample.encoding)
    with patch.dict(os.environ, sample.environ):
        return run("build", "-v", "--lang", "ko", *sample.arguments, cwd=folder).err


@pytest.mark.parametrize("one", [one for one in MESSAGES if one.sample], ids=lambda one: one.name)
def test_every_sample_site_is_told_of_in_korean(one: Message, tmp_path: Path) -> None:
    assert one.sample is not None
    assert english_left(build(one.sample, tmp_path)) == []


MISTAKES: Final[Mapping[str, Mapping[str, str | bytes]]] = {
    **{name: files for name, (files, *_) in mistakes.POSTS.items()},
    **{name: {"feedpub.toml": text} for name, (text, *_) in mistakes.OPTIONS.items()},
}


@pytest.mark.parametrize("files", MISTAKES.values(), ids=MISTAKES.keys())
def test_every_mistake_is_told_of_in_korean(files: Mapping[str, str | bytes], tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": mistakes.SITE, **mistakes.FINE, **files})
    assert english_left(run("build", "-v", "--lang", "ko", cwd=tmp_path).err) == []


@pytest.mark.parametrize("one", MESSAGES, ids=lambda one: one.name)
def test_every_code_of_the_builder_is_explained_in_korean(one: Message, tmp_path: Path) -> None:
    catalogue = languages.catalogue_of("ko")
    assert [text for text in (one.summary, one.why, one.fix) if catalogue.message(text) is None] == []
    lines = run("explain", one.name, "--lang", "ko", cwd=tmp_path).out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ") and not HANGUL.search(line)] == []
    assert not any(", a symbolic link to " in line for line in lines)


def test_english_is_found_where_it_is_left() -> None:
    assert english_left("a.md:1: 경고 post/x: It is late.\n  이유: 늦었습니다.\n") == ["It is late."]
