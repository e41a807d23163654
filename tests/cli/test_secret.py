"""The key of what is kept: where it comes from, and when it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.cli import environment
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_is_made_once_for_the_user_alone(tmp_path: Path) -> None:
    home, site = write(tmp_path / "home", {}), write(tmp_path / "site", {})
    first = environment.key(str(site), {"HOME": str(home)})
    assert first == environment.key(str(site), {"HOME": str(home)})
    [file] = [path for path in home.rglob("*") if path.is_file()]
    assert file.stat().st_mode & 0o777 == 0o600
    assert first is not None
    assert len(first) == 32


@pytest.mark.parametrize("content", [b"", b"no key", b"00" * 31])
def test_a_key_that_is_damaged_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "home" / "feedpub" / "key"
    write(file.parent, {"key": content})
    environ = {"XDG_STATE_HOME": str(tmp_path / "home")}
    first = environment.key(str(write(tmp_path / "site", {})), {**environ, "FEEDPUB_KEY": ""})
    assert first is not None
    assert bytes.fromhex(file.read_text()) == first


def test_a_key_that_others_can_write_is_not_believed(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path / "home")}
    site = write(tmp_path / "site", {})
    first = environment.key(str(site), environ)
    (tmp_path / "home" / "feedpub" / "key").chmod(0o666)
    assert environment.key(str(site), environ, make=False) is None
    assert environment.key(str(site), environ) not in {None, first}


@pytest.mark.parametrize("home", [".", "sub", ".."])
def test_a_key_that_lies_in_the_checkout_is_none(tmp_path: Path, home: str) -> None:
    site = write(tmp_path / "repository" / "site", {"../.git/HEAD": "", "sub/x": ""})
    assert environment.key(str(site), {"HOME": str(site / home)}) is None


def test_a_home_that_holds_the_checkout_is_no_part_of_it(tmp_path: Path) -> None:
    site = write(tmp_path / "home" / "repository", {".git/HEAD": ""})
    assert environment.key(str(site), {"HOME": str(tmp_path / "home")}) is not None


@pytest.mark.parametrize("environ", [{}, {"HOME": "relative"}, {"HOME": "/dev/null/none"}, {"HOME": "/no-home-at-all"}])
def test_without_a_home_there_is_no_key(tmp_path: Path, environ: dict[str, str]) -> None:
    assert environment.key(str(tmp_path), environ) is None


@pytest.mark.parametrize(
    ("system", "environ", "folder"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/state/feedpub"),
        ("linux", {"HOME": "/h", "XDG_STATE_HOME": "/x"}, "/x/feedpub"),
        ("linux", {"HOME": "/h", "XDG_STATE_HOME": "x"}, "/h/.local/state/feedpub"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/feedpub"),
        ("win32", {"LOCALAPPDATA": "C:/l"}, "C:/l/feedpub"),
        ("win32", {"HOME": "/h"}, ""),
    ],
)
def test_the_key_lies_where_the_system_keeps_the_state_of_programs(
    system: str, environ: dict[str, str], folder: str
) -> None:
    assert environment.folder_in(environ, system) == folder
