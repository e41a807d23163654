from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

from feedpub import config
from tests.running import SITE, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_commented_configuration_is_written(tmp_path: Path) -> None:
    ended = feedpub("init", "--url", "https://example.com", "--title", "한강", cwd=tmp_path)
    assert ended.status == 0
    assert ended.out == ""
    assert ended.err == "Wrote feedpub.toml; every option is explained there. `feedpub build` builds the site.\n"
    loaded = config.load(tmp_path)
    assert (loaded.site.url, loaded.site.title) == ("https://example.com/", "한강")
    assert "#limit = 20" in (tmp_path / "feedpub.toml").read_text(encoding="utf-8")


def test_a_site_can_be_built_with_it_at_once(tmp_path: Path) -> None:
    write(tmp_path, {"site/a.md": post()})
    ended = feedpub("init", "site", *SITE, cwd=tmp_path)
    assert "`feedpub build site` builds the site." in ended.err
    assert feedpub("build", "site", cwd=tmp_path).status == 0


def test_a_configuration_that_is_there_stays(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": "# mine\n"})
    ended = feedpub("init", *SITE, cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.startswith("feedpub: feedpub.toml is there already; --force writes it anew")
    assert (tmp_path / "feedpub.toml").read_text() == "# mine\n"


def test_force_keeps_the_settings(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": '[site]\nurl = "https://old.example/"\n[feeds]\nlimit = 7\n'})
    assert feedpub("init", "--force", cwd=tmp_path).status == 0
    loaded = config.load(tmp_path)
    assert (loaded.site.url, loaded.feeds.limit) == ("https://old.example/", 7)


def test_without_an_address_and_a_terminal_it_says_how_to_give_one(tmp_path: Path) -> None:
    ended = feedpub("init", cwd=tmp_path)
    assert ended.status == 2
    assert ended.err == "feedpub: the address of the site is missing; give it with --url https://example.com/\n"
    assert list(tmp_path.iterdir()) == []


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    with (
        patch("feedpub.cli.init._is_person", return_value=True),
        patch("click.prompt", return_value="https://a.example/"),
    ):
        assert feedpub("init", cwd=tmp_path).status == 0
    assert config.load(tmp_path).site.url == "https://a.example/"


def test_a_wrong_address_is_refused_with_the_reason(tmp_path: Path) -> None:
    ended = feedpub("init", "--url", "example", cwd=tmp_path)
    assert ended.status == 2
    assert "command line: error config/bad-value: site.url: 'example'" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert feedpub("init", "nowhere", *SITE, cwd=tmp_path).err == "feedpub: there is no folder nowhere\n"


def test_a_file_that_cannot_be_written_is_a_fault_of_the_system(tmp_path: Path) -> None:
    with patch("feedpub.io.writing.os.replace", side_effect=PermissionError(13, "Permission denied")):
        ended = feedpub("init", *SITE, cwd=tmp_path)
    assert (ended.status, ended.err) == (3, "feedpub: feedpub.toml cannot be written: Permission denied\n")
