"""`feedpub config`: what is in force, and who said so."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from tests.running import feedpub, write

if TYPE_CHECKING:
    from pathlib import Path

HUGO = {"hugo.toml": 'baseURL = "https://example.org/"\ntitle = "The Kettle"\n', "content/.keep": ""}


def lines(site: Path, *arguments: str) -> dict[str, str]:
    """Return the origin of each option that is shown."""
    ended = feedpub("config", *arguments, cwd=site)
    assert ended.status == 0, ended.err
    parts = (line.rpartition("  # ") for line in ended.out.splitlines())
    return {setting.partition(" ")[0]: origin for setting, _, origin in parts}


def told(site: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    ended = feedpub("config", "--format", "json", *arguments, cwd=site)
    return {one["key"]: one for one in json.loads(ended.out)["options"]}


def test_a_value_of_feedpub_toml_is_shown_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": '[site]\nurl = "https://example.com/"\n\n[feeds]\nlimit = 7\n'})
    found = lines(tmp_path)
    assert found["site.url"] == "feedpub.toml:2"
    assert found["feeds.limit"] == "feedpub.toml:5"
    assert found["feeds.rss"] == "default"


def test_a_path_is_shown_as_seen_from_the_current_folder(tmp_path: Path) -> None:
    write(tmp_path / "blog", {"feedpub.toml": 'site.url = "https://example.com/"\n'})
    assert lines(tmp_path, "blog")["site.url"] == "blog/feedpub.toml:1"


def test_the_configuration_of_the_generator_is_shown_with_its_key(tmp_path: Path) -> None:
    found = lines(write(tmp_path, HUGO))
    assert found["site.url"] == "hugo.toml:1, baseurl"
    assert found["site.title"] == "hugo.toml:2, title"


def test_feedpub_toml_takes_precedence_over_the_generator_and_the_command_line_over_both(tmp_path: Path) -> None:
    write(tmp_path, {**HUGO, "feedpub.toml": 'site.title = "Tea"\nsite.url = "https://example.net/"\n'})
    found = lines(tmp_path, "--url", "https://example.com/", "--out", "www")
    assert found["site.title"] == "feedpub.toml:1"
    assert found["site.url"] == found["output.folder"] == "command line"


def test_what_follows_from_other_options_says_from_which(tmp_path: Path) -> None:
    write(tmp_path, {**HUGO, "feedpub.toml": '[site]\ntype = "auto"\n'})
    found = lines(tmp_path, "--url", "http://localhost:8000/")
    assert found["site.type"] == "follows from the configuration that was found"
    assert found["site.local"] == "follows from --url, an address of this machine or network"
    assert found["ids.authority"] == "follows from site.url of the files: ids are those of the public site"


def test_a_kind_of_site_that_is_named_is_said_by_the_file(tmp_path: Path) -> None:
    write(tmp_path, {**HUGO, "feedpub.toml": '[site]\ntype = "hugo"\n'})
    assert lines(tmp_path)["site.type"] == "feedpub.toml:2"


def test_defaults_can_be_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": 'site.url = "https://example.com/"\n'})
    assert lines(tmp_path, "--no-defaults") == {"site.url": "feedpub.toml:1"}


def test_its_lines_are_a_feedpub_toml_that_says_the_same(tmp_path: Path) -> None:
    own = 'site.url = "https://example.com/"\nvalidate.rules = {"rss/*" = "off"}\n'
    own += 'site.author = ["A", {name = "B", url = "https://example.com/b"}]\n'
    own += '[[feeds.more]]\npath = "x.xml"\nformat = "rss"\n[feeds.tags.aliases]\n"a b" = "c"\n'
    write(tmp_path, {"feedpub.toml": own})
    printed = feedpub("config", cwd=tmp_path).out
    tomllib.loads(printed)
    again = write(tmp_path / "again", {"feedpub.toml": printed})
    values = {key: one["value"] for key, one in told(tmp_path).items()}
    assert {key: one["value"] for key, one in told(again).items()} == values


def test_json_has_the_place_the_key_and_the_reason(tmp_path: Path) -> None:
    found = told(write(tmp_path, {**HUGO, "feedpub.toml": "feeds.limit = 7\n"}), "--out", "www")
    assert found["feeds.limit"] == {
        "key": "feeds.limit",
        "value": 7,
        "from": "feedpub.toml",
        "path": "feedpub.toml",
        "line": 1,
        "column": 7,
        "their_key": None,
        "because": None,
    }
    assert (found["site.url"]["from"], found["site.url"]["their_key"]) == ("generator", "baseurl")
    assert (found["output.folder"]["from"], found["output.folder"]["path"]) == ("command line", None)
    assert (found["site.type"]["from"], bool(found["site.type"]["because"])) == ("derived", True)
    assert (found["feeds.tags.limit"]["value"], found["feeds.tags.limit"]["from"]) == (None, "default")


def test_a_mistake_ends_it_as_it_ends_a_build(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": "site.url = 1\n"})
    ended = feedpub("config", cwd=tmp_path)
    assert ended.status == 2
    assert "feedpub.toml:1" in ended.err
