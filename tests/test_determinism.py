"""The same input gives the same bytes: in any zone, locale, order of files, on any day, with any hash seed."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.golden.sites import contents
from tests.running import SITE, post, process, write

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[1]
LATER = "4102444800"
"""2100-01-01T00:00:00Z."""


def made_in(folder: Path, **environ: str) -> Mapping[str, bytes]:
    """Build the example site in a process of its own; give what it publishes."""
    folder.mkdir()
    shutil.copytree(EXAMPLE / "content", folder / "content")
    shutil.copy(EXAMPLE / "feedpub.toml", folder)
    ended = process("build", cwd=folder, **{"SOURCE_DATE_EPOCH": LATER, **environ})
    assert ended.status == 0, ended.err
    return contents(folder / "public")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return what the example site gives in the plainest of environments."""
    return made_in(tmp_path_factory.mktemp("reference") / "site", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "environ",
    [
        # What changes a byte does so in company, too.
        pytest.param({"TZ": "Asia/Seoul", "LC_ALL": "POSIX", "PYTHONHASHSEED": "1"}, id="east, no locale"),
        pytest.param(
            {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4294967295", "SOURCE_DATE_EPOCH": "7258118400"},
            id="west, half an hour off, a hundred years later",
        ),
        pytest.param(
            {"PYTHONOPTIMIZE": "2", "COLUMNS": "20", "NO_COLOR": "1", "TERM": "dumb"},
            id="without assertions and docstrings, a poor terminal",
        ),
    ],
)
def test_the_environment_changes_no_byte(
    tmp_path: Path, reference: Mapping[str, bytes], environ: Mapping[str, str]
) -> None:
    assert made_in(tmp_path / "site", **environ) == reference


def test_the_clock_changes_no_byte_as_long_as_the_same_posts_are_past(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post()})
    assert process("build", *SITE, cwd=site, SOURCE_DATE_EPOCH="").status == 0
    before = contents(site / "public")
    shutil.rmtree(site / "public")
    assert process("build", *SITE, cwd=site, SOURCE_DATE_EPOCH=LATER).status == 0
    assert contents(site / "public") == before


def test_another_locale_of_the_system_changes_no_byte(tmp_path: Path, reference: Mapping[str, bytes]) -> None:
    known = [name for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "ko_KR.UTF-8", "C.UTF-8") if _is_known(name)]
    if not known:
        pytest.skip("this system has no locale but C")
    for number, name in enumerate(known):
        assert made_in(tmp_path / f"site-{number}", LC_ALL=name, LANG=name) == reference


def _is_known(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are UTF-8 whatever the locale is")
def test_where_names_of_files_are_not_utf_8_a_build_says_so_and_does_nothing(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post(categories="[교통]")})
    ended = process("build", *SITE, cwd=site, LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ended.status == 3
    assert ended.err.startswith("feedpub: names of files are in ascii here, and feedpub needs UTF-8")
    assert sorted(path.name for path in site.iterdir()) == ["a.md"]


def test_the_order_in_which_files_came_changes_no_byte(tmp_path: Path) -> None:
    text = post(categories="[A, b, B]")
    files = {f"{name}/{name}{number}.md": text for name in "xya" for number in "312"}
    results = []
    for number, names in enumerate((sorted(files), sorted(files, reverse=True))):
        site = write(tmp_path / str(number), {})
        for name in names:
            write(site, {name: files[name]})
        assert process("build", *SITE, cwd=site).status == 0
        results.append(contents(site / "public"))
    assert results[0] == results[1]


def test_the_place_of_the_site_and_the_way_it_is_named_change_no_byte(tmp_path: Path) -> None:
    one = write(tmp_path / "here", {"a.md": post()})
    other = write(tmp_path / "한국 어" / "there", {"a.md": post()})
    assert process("build", *SITE, cwd=one).status == 0
    assert process("build", "../한국 어/there", *SITE, cwd=one).status == 0
    assert contents(one / "public") == contents(other / "public")


def test_times_of_files_change_no_byte(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post(), "page.md": post("Page", date="")})
    assert process("build", *SITE, cwd=site).status == 0
    before = contents(site / "public")
    for file in site.glob("*.md"):
        os.utime(file, (0, 0))
    shutil.rmtree(site / "public")
    assert process("build", *SITE, cwd=site).status == 0
    assert contents(site / "public") == before
