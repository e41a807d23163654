from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from tests.faults import denied
from tests.running import SITE, Ended, feedpub, post, process, write

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url>
    <loc>https://example.com/</loc>
  </url>
</urlset>
"""
BAD = GOOD.replace("https://example.com/", "address.html")


def validate(folder: Path, *arguments: str, stdin: bytes = b"") -> Ended:
    return feedpub("validate", *arguments, cwd=folder, stdin=stdin)


def codes(ended: Ended) -> dict[str, list[str]]:
    """Return the codes of errors by file, from the one JSON object on standard output."""
    found = json.loads(ended.out)["files"]
    return {
        file["path"]: [message["rule"] for message in file["messages"] if message["level"] == "error"] for file in found
    }


@pytest.fixture
def rule(tmp_path: Path) -> str:
    """Return the code that a sitemap with a bad address gets."""
    ended = validate(write(tmp_path, {"bad.xml": BAD}), "bad.xml", "--format", "json")
    code, *_ = codes(ended)["bad.xml"]
    (tmp_path / "bad.xml").unlink()
    return code


def test_a_good_file_is_said_to_be_good(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": GOOD}), "a.xml")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith("1 document: nothing wrong")


def test_quiet_says_nothing_of_a_good_file(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": GOOD}), "-q", "a.xml")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_a_bad_file_is_shown_with_the_line(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": BAD}), "a.xml")
    assert ended.status == 1
    assert ended.err.startswith("a.xml:4:5: error ")
    assert "\n      <loc>address.html</loc>\n" in ended.err
    assert "  why: " in ended.err
    assert "  fix: " in ended.err


def test_lines_are_those_that_places_count(tmp_path: Path) -> None:
    text = BAD.replace("<url>", "<!-- a form feed \u2028 and \u0085 end no line -->\n<url>")
    ended = validate(write(tmp_path, {"a.xml": text}), "a.xml")
    assert ended.err.startswith("a.xml:5:5: error ")
    assert "<loc>address.html</loc>" in ended.err


@pytest.mark.parametrize("name", ["a.xml", "a.xml.gz"])
def test_lines_are_shown_as_they_were_decoded_and_unpacked(tmp_path: Path, name: str) -> None:
    data = BAD.replace("UTF-8", "UTF-16").encode("utf-16")
    ended = validate(write(tmp_path, {name: gzip.compress(data) if name.endswith("gz") else data}), name)
    assert ended.status == 1
    assert "\ufffd" not in ended.err
    assert "\x00" not in ended.err


def test_standard_input_is_read(tmp_path: Path) -> None:
    ended = validate(tmp_path, "-", stdin=BAD.encode())
    assert ended.status == 1
    assert ended.err.startswith("-:4:5: error ")


def test_nothing_on_standard_input_is_an_error_of_the_document(tmp_path: Path) -> None:
    ended = validate(tmp_path, "-")
    assert ended.status == 1
    assert "-:1:1: error xml/empty" in ended.err


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": GOOD}), "a.xml", "b.xml", "c.xml")
    assert (ended.status, ended.err) == (2, "feedpub: there is no file or folder b.xml and no c.xml\n")


def test_a_folder_without_feeds_is_an_error_of_usage(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"public/page.xml": "<page/>"}), "public")
    assert ended.status == 2
    assert ended.err.startswith("feedpub: no feed and no sitemap was found in public: in a folder they are the files")


@pytest.mark.parametrize("arguments", [("gone.xml",), ("--ignore", "rss/gid", "a.xml"), ("--base-url", "x", "a.xml")])
def test_programs_get_one_object_when_the_usage_is_wrong(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = validate(write(tmp_path, {"a.xml": GOOD}), "--format", "json", *arguments)
    assert ended.status == 2
    assert codes(ended) == {"command line": ["usage/refused"]}


def test_a_file_that_cannot_be_read_is_a_fault_of_the_system(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": GOOD})
    with patch("os.open", denied("a.xml")):
        ended = validate(tmp_path, "a.xml")
    assert (ended.status, ended.err) == (3, "feedpub: a.xml cannot be read: Permission denied.\n")


def test_a_folder_is_checked_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post()})
    assert feedpub("build", *SITE, cwd=tmp_path).status == 0
    ended = validate(tmp_path, "public", "--base-url", "https://example.com/", "--format", "json")
    assert ended.status == 0
    assert set(codes(ended)) == {f"public/{name}" for name in ("atom.xml", "feed.json", "rss.xml", "sitemap.xml")}
    moved = validate(tmp_path, "public", "--base-url", "https://elsewhere.example/", "--format", "json")
    assert any("self" in message["rule"] for file in json.loads(moved.out)["files"] for message in file["messages"])


def test_root_is_where_the_address_begins(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post()})
    feedpub("build", *SITE, "--out", "www/blog", "--url", "https://example.com/blog/", cwd=tmp_path)
    ended = validate(tmp_path, "www/blog", "--root", "www", "--base-url", "https://example.com/", "--strict", "-v")
    assert "self" not in ended.err
    assert validate(tmp_path, "www/blog", "--root", "nowhere").err == "feedpub: there is no folder nowhere\n"


# Levels


def test_a_rule_is_switched_off_by_name_or_glob(tmp_path: Path, rule: str) -> None:
    write(tmp_path, {"a.xml": BAD})
    assert validate(tmp_path, "a.xml", "--ignore", rule).status == 0
    assert validate(tmp_path, "a.xml", "--ignore", f"{rule.partition('/')[0]}/*").status == 0


def test_a_rule_is_made_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post()})
    feedpub("build", *SITE, cwd=tmp_path)
    assert validate(tmp_path, "public").status == 0
    ended = validate(tmp_path, "public", "--error", "rss/language-missing")
    assert ended.status == 1
    assert "error rss/language-missing" in ended.err


def test_strict_ends_with_one_for_warnings(tmp_path: Path, rule: str) -> None:
    write(tmp_path, {"a.xml": BAD, "feedpub.toml": f'[validate.rules]\n"{rule}" = "warning"\n'})
    assert validate(tmp_path, "a.xml").status == 0
    assert validate(tmp_path, "a.xml", "--strict").status == 1


def test_a_name_that_no_rule_has_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": GOOD}), "a.xml", "--ignore", "rss/language-mising")
    assert ended.status == 2
    assert ended.err.startswith("feedpub: there is no rule rss/language-mising; did you mean rss/language-missing")
    assert validate(tmp_path, "a.xml", "--error", "nonsense/*").status == 2


def test_the_configuration_of_the_current_folder_sets_levels(tmp_path: Path, rule: str) -> None:
    write(tmp_path, {"a.xml": BAD, "feedpub.toml": f'[validate.rules]\n"{rule}" = "off"\n'})
    assert validate(tmp_path, "a.xml").status == 0


def test_another_configuration_is_named(tmp_path: Path, rule: str) -> None:
    write(tmp_path, {"a.xml": BAD, "ci/feedpub.toml": f'[validate.rules]\n"{rule}" = "info"\n'})
    assert validate(tmp_path, "a.xml", "--config", "ci/feedpub.toml").status == 0
    assert validate(tmp_path, "a.xml", "--config", "ci/other.toml").status == 2


def test_the_command_line_goes_before_the_configuration(tmp_path: Path, rule: str) -> None:
    area = rule.partition("/")[0]
    levels = f'[validate.rules]\n"{rule}" = "off"\n"{area}/*" = "off"\n'
    write(tmp_path, {"a.xml": BAD, "feedpub.toml": levels})
    assert validate(tmp_path, "a.xml").status == 0
    assert validate(tmp_path, "a.xml", "--error", rule).status == 1


def test_a_mistake_in_the_configuration_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": GOOD, "feedpub.toml": '[validate.rules]\n"rss/gid" = "off"\n'})
    ended = validate(tmp_path, "a.xml")
    assert ended.status == 2
    assert "feedpub.toml:2:1: error config/" in ended.err


def test_it_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    ended = process("validate", "a.xml", "--format", "json", cwd=write(tmp_path, {"a.xml": BAD}))
    assert ended.status == 1
    assert json.loads(ended.out)["files"][0]["valid"] is False
