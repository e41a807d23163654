"""The catalogue of the product's codes: complete, and true where an example shows it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest

import feedpub as library
from feedpub.cli.messages import MESSAGES
from feedpub.cli.messages.record import TOML
from feedpub.guard import CODES
from feedpub.io.refusal import _SAID
from feedpub.publish.complaints import _OBSTACLES
from feedpub.validator import RULES
from tests.running import feedpub, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.cli.messages import Message, SampleSite

PACKAGE: Final = Path(library.__file__).parent
NAMES: Final = {one.name for one in MESSAGES}
RULE_NAMES: Final = {rule.name for rule in RULES}
AREAS: Final = {one.area for one in MESSAGES}
CODE: Final = re.compile(r"[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*")
NO_CODES: Final = {"config/production"}
"""Paths that look like codes: folders of Hugo's configuration."""
FAMILIES: Final[Mapping[str, set[str]]] = {
    "config/{mistake.kind}": {"unknown-key", "unknown-rule", "missing", "wrong-type", "bad-value"},
    "config/bad-{('permalink' if 'permalink' in name else name)}": {"url", "timezone", "permalink"},
    "files/{why}": set(_SAID),
    "guard/{code}": {*CODES, "languages-apart"},
    "ids/{code}": {"no-pin", "unknown-column", "duplicate-path", "duplicate-id", "unknown-path"},
    "publish/{name}": set(_OBSTACLES),
    "publish/{what}-damaged": {"manifest", "journal"},
}
"""Codes that are put together where they are said: how, and what stands in the gap."""
OTHER_TEXTS: Final = {"feed/{term.taxonomy.value}/{term.slug}"}
"""Texts that are put together and begin like codes: ids of feeds."""


Source: TypeAlias = "tuple[str, tuple[ast.AST, ...]]"
"""A module, by its path in the package and with all its nodes."""


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    """Return the modules that may say a code, parsed once."""
    names = {file.relative_to(PACKAGE).as_posix(): file for file in sorted(PACKAGE.rglob("*.py"))}
    return [
        (name, tuple(ast.walk(ast.parse(file.read_text(encoding="utf-8")))))
        for name, file in names.items()
        if not name.startswith(("validator/rules/", "cli/messages/"))
    ]


def constants(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Return the texts of a module that are no part of a longer one."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Return what is given as `code=`."""
    for node in nodes:
        if isinstance(node, ast.keyword) and node.arg == "code":
            yield node.value


def joined(node: ast.JoinedStr) -> str:
    return ast.unparse(node)[2:-1]


def test_every_code_in_the_source_has_a_page(sources: list[Source]) -> None:
    known = NAMES | RULE_NAMES | NO_CODES
    found = {
        (text, name)
        for name, nodes in sources
        for text in constants(nodes)
        if CODE.fullmatch(text) and text.partition("/")[0] in AREAS and text not in known
    }
    found |= {
        (each.value, name)
        for name, nodes in sources
        for each in said(nodes)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value not in known
    }
    assert {one for one in found if CODE.fullmatch(one[0])} == set()


def test_every_family_of_codes_in_the_source_has_a_page_for_each_member(sources: list[Source]) -> None:
    seen = {
        joined(node)
        for _, nodes in sources
        for node in nodes
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and str(node.values[0].value).partition("/")[0] in AREAS
        and "/" in str(node.values[0].value)
    }
    seen |= {joined(each) for _, nodes in sources for each in said(nodes) if isinstance(each, ast.JoinedStr)}
    assert seen - OTHER_TEXTS == set(FAMILIES)
    for pattern, members in FAMILIES.items():
        before, _, rest = pattern.partition("{")
        after = rest.rpartition("}")[2]
        assert {f"{before}{member}{after}" for member in members} - NAMES == set()


def test_every_page_is_of_a_code_in_the_source(sources: list[Source]) -> None:
    texts = {text for _, nodes in sources for text in constants(nodes)}
    for pattern, members in FAMILIES.items():
        before, _, rest = pattern.partition("{")
        texts |= {f"{before}{member}{rest.rpartition('}')[2]}" for member in members}
    assert NAMES - texts == set()


def test_no_code_is_declared_twice_or_is_a_rule() -> None:
    assert len(NAMES) == len(MESSAGES)
    assert set() == NAMES & RULE_NAMES


@pytest.mark.parametrize("one", MESSAGES, ids=lambda one: one.name)
def test_a_page_says_what_why_and_what_to_do_in_sentences(one: Message) -> None:
    assert CODE.fullmatch(one.name)
    for text in (one.summary, one.why, one.fix):
        assert text[0].isupper() or text[0] in "`feedpub"
        assert text.endswith("."), text
    assert len({one.summary, one.why, one.fix}) == 3


def test_every_code_has_an_example_or_the_reason_why_it_has_none() -> None:
    assert [one.name for one in MESSAGES if (one.sample is None) != bool(one.no_sample)] == []
    assert all(one.no_sample.endswith(".") for one in MESSAGES if one.no_sample)
    assert sum(one.sample is not None for one in MESSAGES) / len(MESSAGES) > 0.8


@pytest.mark.parametrize("one", [one for one in MESSAGES if one.sample], ids=lambda one: one.name)
def test_an_example_produces_its_code(one: Message, tmp_path: Path) -> None:
    assert one.sample is not None
    if one.sample.links:
        (tmp_path / "elsewhere.html").write_text("<!doctype html><title>Elsewhere</title>\n", encoding="utf-8")
        (tmp_path / "cups.md").write_text("Cups.\n", encoding="utf-8")
        tmp_path /= "site"
    found = {(each["rule"], each["level"]) for each in built(one.sample, tmp_path)}
    assert one.name in {rule for rule, _ in found}, found
    assert {level for rule, level in found if rule == one.name} <= {level.value for level in one.levels}


def built(sample: SampleSite, folder: Path) -> Iterator[dict[str, str]]:
    """Build a sample as its command says, and return what is said."""
    if sample.before:
        lay(sample.before, folder, sample.encoding)
        ended = feedpub("build", cwd=folder)
        assert ended.status == 0, ended.err
        for name in set(sample.before) - set(sample.files):
            (folder / name).unlink()
    lay(sample.files, folder, sample.encoding)
    for name, target in sample.links.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)
        for name, value in sample.environ.items():
            patch.setenv(name, value)
        ended = feedpub("build", "--format", "json", *sample.arguments, cwd=folder)
    for file in json.loads(ended.out)["files"]:
        yield from file["messages"]


def lay(files: Mapping[str, str], folder: Path, encoding: str) -> None:
    has_own = any(
        name in files for name in ("feedpub.toml", "_config.yml", "hugo.toml", "config.toml", "pelicanconf.py")
    )
    files = files if has_own else {"feedpub.toml": TOML, **files}
    write(folder, {name: text.encode(encoding) for name, text in files.items()})
