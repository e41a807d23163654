"""What developers and CI install is written down to the last version, and it is what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = {name: (ROOT / f"requirements/{name}.lock").read_text(encoding="utf-8") for name in ("build", "dev", "docs")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
WANTED = [("dev", line) for line in (*PROJECT["dependencies"], *EXTRAS["dev"])]
WANTED += [("docs", line) for line in EXTRAS["docs"]]


def locked(name: str) -> list[tuple[Requirement, list[str]]]:
    """Return each requirement of a lock with the hashes of its files."""
    entries = re.split(r"\n(?=\S)", LOCKS[name].strip())
    return [
        (Requirement(entry.split("\\\n")[0]), re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)) for entry in entries
    ]


@pytest.mark.parametrize(("lock", "line"), WANTED)
def test_the_lock_has_a_version_that_is_asked_for(lock: str, line: str) -> None:
    wanted = Requirement(line)
    name = canonicalize_name(wanted.name)
    versions = [str(one.specifier).removeprefix("==") for one, _ in locked(lock) if canonicalize_name(one.name) == name]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_of_a_lock_is_one_version_with_the_hashes_of_its_files(name: str) -> None:
    for requirement, hashes in locked(name):
        assert re.fullmatch(r"==[0-9a-z.]+", str(requirement.specifier)), requirement
        assert hashes, requirement


def test_feedpub_is_built_with_versions_that_development_has_too() -> None:
    assert {str(one) for one, _ in locked("build")} <= {str(one) for one, _ in locked("dev")}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_that_packages_come_from(name: str) -> None:
    assert not re.search(r"://|^-|@ |(?<![\w:])/", LOCKS[name], re.MULTILINE)
