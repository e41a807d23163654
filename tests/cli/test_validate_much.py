"""`feedpub validate` where much is to be said: folded, counted, against what is known, and what does not end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from feedpub.cli import folding, inputs
from feedpub.validator.findings import MOST_FINDINGS, MOST_OF_A_RULE
from tests.running import Ended, feedpub, write
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from pathlib import Path

_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>T</title><link>https://example.com/</link><description>D</description>
{}</channel></rss>
"""
_NO_GUID = "<item><title>x</title></item>\n"
_BAD_DATE = "<item><guid>https://example.com/1</guid><title>x</title><pubDate>soon</pubDate></item>\n"


def validate(folder: Path, *arguments: str, stdin: bytes = b"") -> Ended:
    return feedpub("validate", *arguments, cwd=folder, stdin=stdin)


def feed(*items: str) -> str:
    return _FEED.format("".join(items))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a folder of feeds of one theme with one fault."""
    return write(tmp_path, {f"{number:03}.xml": feed(_BAD_DATE) for number in range(80)})


def test_one_fault_in_many_files_is_shown_twice_and_counted_in_a_table(many: Path) -> None:
    ended = validate(many, ".")
    assert ended.err.count("error rss/date-invalid:") == 2
    assert "(and 78 more)" in ended.err
    assert "error    rss/date-invalid" in ended.err
    assert "80 in 80 files" in ended.err
    assert len(ended.err.splitlines()) < 60


def test_verbose_and_programs_have_every_message(many: Path) -> None:
    assert validate(many, "-v", ".").err.count("error rss/date-invalid:") == 80
    files = json.loads(validate(many, "--format", "json", ".").out)["files"]
    assert sum(one["rule"] == "rss/date-invalid" for file in files for one in file["messages"]) == 80


def test_a_table_is_printed_where_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": feed(_BAD_DATE)})
    assert "1 in 1 file\n" in validate(tmp_path, "a.xml", "--statistics").err
    assert "1 in 1 file\n" not in validate(tmp_path, "a.xml").err


def test_nothing_is_left_out_of_the_counts_of_folded_reports() -> None:
    assert folding.folded([]) == []
    assert folding.statistics([]) == []


def test_only_the_rules_that_are_selected_are_run(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": feed(_BAD_DATE, _NO_GUID)})
    ended = validate(tmp_path, "a.xml", "--select", "rss/date-*", "--format", "json")
    assert {one["rule"] for one in json.loads(ended.out)["files"][0]["messages"]} == {"rss/date-invalid"}
    assert validate(tmp_path, "a.xml", "--select", "xml/*").status == 0
    assert validate(tmp_path, "a.xml", "--select", "nonsense/*").status == 2


def test_what_is_found_is_explained_where_that_is_asked_for(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": feed(_BAD_DATE)}), "a.xml", "--explain")
    assert "rss/date-invalid (error)" in ended.err
    assert "\nGood" in ended.err
    assert "rss/language-missing (" not in ended.err  # advice is not shown


def test_what_a_baseline_knows_is_left_out_wherever_it_has_moved(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": feed(_BAD_DATE)})
    assert validate(tmp_path, "a.xml", "--write-baseline", "known.json").status == 0
    assert validate(tmp_path, "a.xml", "--baseline", "known.json").status == 0
    write(tmp_path, {"a.xml": "\n\n".join(feed(_BAD_DATE).split("\n")).strip()})
    assert validate(tmp_path, "a.xml", "--baseline", "known.json").status == 0


def test_what_goes_beyond_a_baseline_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": feed(_BAD_DATE)})
    validate(tmp_path, "a.xml", "--write-baseline", "known.json")
    write(tmp_path, {"a.xml": feed(_BAD_DATE, _BAD_DATE.replace("/1", "/2"))})
    ended = validate(tmp_path, "a.xml", "--baseline", "known.json", "--format", "json")
    found = json.loads(ended.out)["files"][0]["messages"]
    assert ended.status == 1
    assert [(one["rule"], one["count"]) for one in found] == [("rss/date-invalid", 1)]


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": 1}}'])
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    write(tmp_path, {"a.xml": feed(), "known.json": content})
    ended = validate(tmp_path, "a.xml", "--baseline", "known.json")
    assert ended.status == 2
    assert "--write-baseline known.json" in ended.err


def test_a_baseline_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ended = validate(write(tmp_path, {"a.xml": feed()}), "a.xml", "--baseline", "known.json")
    assert (ended.status, "there is no baseline known.json" in ended.err) == (2, True)


def test_standard_input_that_does_not_end_is_refused(tmp_path: Path) -> None:
    with patch.object(inputs, "_MOST_OF_STDIN", 100):
        ended = validate(tmp_path, "-", stdin=b" " * 101)
    assert (ended.status, "standard input goes on beyond 100 bytes" in ended.err) == (2, True)


def test_an_address_is_fetched_and_is_where_the_feed_is_published(tmp_path: Path) -> None:
    with serving() as server:
        server.answers["/feed.xml"] = Answer(feed(_BAD_DATE).encode())
        ended = validate(tmp_path, f"{server.url}/feed.xml", "--format", "json")
    (file,) = json.loads(ended.out)["files"]
    assert (file["path"], file["kind"], ended.status) == (f"{server.url}/feed.xml", "rss", 1)


def test_an_address_at_which_nothing_is_is_refused(tmp_path: Path) -> None:
    with serving() as server:
        ended = validate(tmp_path, f"{server.url}/feed.xml")
    assert (ended.status, f"there is nothing at {server.url}/feed.xml" in ended.err) == (2, True)


def test_of_many_messages_of_a_rule_the_rest_is_counted(tmp_path: Path) -> None:
    number = MOST_OF_A_RULE + 23
    write(tmp_path, {"a.xml": feed(*(f"<made-up{n}/>" for n in range(number)))})
    ended = validate(tmp_path, "a.xml", "--format", "json")
    unknown = [one for one in json.loads(ended.out)["files"][0]["messages"] if one["rule"] == "rss/element-unknown"]
    assert len(unknown) == MOST_OF_A_RULE + 1
    assert sum(one["count"] for one in unknown) == number
    assert "this rule found 23 more in this file" in unknown[-1]["text"]


@pytest.mark.slow
def test_a_rule_that_has_found_enough_is_not_run_on_the_rest(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": feed("<item><made-up/></item>" * (MOST_FINDINGS + 10))})
    ended = validate(tmp_path, "a.xml", "--select", "rss/element-unknown", "--format", "json")
    (one,) = json.loads(ended.out)["files"][0]["messages"]
    assert one["count"] == MOST_FINDINGS
    assert one["text"].endswith("The rule was not run on the rest of the file: it had found enough.")


def test_fixes_are_shown_first_and_written_then(tmp_path: Path) -> None:
    write(tmp_path, {"public/a.xml": "\n" + feed(_BAD_DATE.replace("soon", "2024-06-21T01:00:00Z"))})
    before = (tmp_path / "public/a.xml").read_bytes()
    shown = validate(tmp_path, "public", "--diff")
    assert "+<item><guid>https://example.com/1</guid>" in shown.out
    assert (tmp_path / "public/a.xml").read_bytes() == before
    assert shown.status == 1
    written = validate(tmp_path, "public", "--fix")
    assert written.err.startswith("Fixed public/a.xml.")
    assert written.status == 0
    assert (tmp_path / "public/a.xml").read_text("utf-8").startswith("<?xml")
    assert "Fixed" not in validate(tmp_path, "public", "--fix").err


def test_only_files_of_ones_own_are_fixed(tmp_path: Path) -> None:
    for path in ("-", "https://example.com/", "absent.xml"):
        assert validate(tmp_path, path, "--fix").status == 2
