"""What a command leaves besides what it prints: `--report FILE`, and the summary of a step of GitHub Actions."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from feedpub.cli.recording import COLUMNS
from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path

TOML = 'site.url = "https://example.com/"\nsite.language = "en"\n'
BROKEN = {
    "feedpub.toml": TOML,
    "content/a.md": post("A", "2024-06-21"),
    "content/b.md": "---\ntitle: B: C\n---\nText.\n",
}
WARNED = {
    "feedpub.toml": TOML,
    "content/a.md": post("A", "2024-06-21"),
    "content/2024-06-22-b.md": "No front matter.\n",
}


def rows(file: Path) -> list[dict[str, str]]:
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_build_that_fails_leaves_a_table_of_its_findings(tmp_path: Path) -> None:
    ended = feedpub("build", "--report", "found.csv", cwd=write(tmp_path, BROKEN))
    assert ended.status == 1
    assert "Wrote 1 finding to found.csv." in ended.err
    data = (tmp_path / "found.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbflevel,code,file,line,column,element,text,hint,found,count\r\n")
    (row,) = rows(tmp_path / "found.csv")
    assert tuple(row) == COLUMNS
    assert (row["level"], row["code"], row["file"], row["line"]) == (
        "error",
        "front-matter/needs-quotes",
        "content/b.md",
        "2",
    )
    assert row["hint"]
    assert row["count"] == "1"


def test_a_build_that_publishes_leaves_its_warnings_and_advice(tmp_path: Path) -> None:
    assert feedpub("build", "--report", "found.json", cwd=write(tmp_path, WARNED)).status == 0
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert {tuple(one) for one in found} == {COLUMNS}
    assert ("warning", "post/no-front-matter", 1) in {(one["level"], one["code"], one["count"]) for one in found}


def test_a_build_that_changes_nothing_leaves_the_same_report(tmp_path: Path) -> None:
    write(tmp_path, WARNED)
    feedpub("build", "--report", "first.csv", cwd=tmp_path)
    feedpub("build", "--report", "second.csv", cwd=tmp_path)
    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "second.csv").read_bytes()


def test_wrong_usage_is_in_the_report_too(tmp_path: Path) -> None:
    ended = feedpub("build", "--inject", "--report", "found.json", cwd=write(tmp_path, WARNED))
    assert ended.status == 2
    (one,) = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert (one["code"], one["file"], one["line"]) == ("usage/refused", "command line", None)


def test_a_validation_leaves_one_line_for_each_finding(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": "<rss version='2.0'><channel><title>T</title></channel></rss>\n", "b.json": "{"})
    ended = feedpub("validate", "--report", "found.csv", "a.xml", "b.json", cwd=tmp_path)
    assert ended.status == 1
    found = rows(tmp_path / "found.csv")
    assert {row["file"] for row in found} == {"a.xml", "b.json"}
    assert {"error", "info"} <= {row["level"] for row in found}


def test_a_validation_of_what_is_not_there_leaves_that(tmp_path: Path) -> None:
    assert feedpub("validate", "--report", "found.csv", "none.xml", cwd=tmp_path).status == 2
    assert [row["code"] for row in rows(tmp_path / "found.csv")] == ["usage/refused"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    front = "---\ntitle: A\ndate: '=HYPERLINK(\"https://example.net\")'\n---\nText.\n"
    feedpub("build", "--report", "found.csv", cwd=write(tmp_path, {"feedpub.toml": TOML, "content/a.md": front}))
    (row,) = [row for row in rows(tmp_path / "found.csv") if row["code"] == "post/bad-date"]
    assert row["found"].startswith("'=HYPERLINK(")


def test_a_report_of_another_kind_is_wrong_usage(tmp_path: Path) -> None:
    ended = feedpub("build", "--report", "found.xlsx", cwd=write(tmp_path, WARNED))
    assert ended.status == 2
    assert "found.xlsx must end in .csv or .json" in ended.err
    assert not (tmp_path / "public").exists()


def test_a_report_that_cannot_be_written_is_a_fault_of_the_system(tmp_path: Path) -> None:
    ended = feedpub("build", "--report", "none/found.csv", cwd=write(tmp_path, WARNED))
    assert ended.status == 3
    assert "found.csv cannot be written" in ended.err


# The summary of a step


def test_the_step_of_a_build_server_gets_a_table_behind_what_is_there(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        assert feedpub("build", cwd=write(tmp_path / "site", BROKEN)).status == 1
    lines = summary.read_text(encoding="utf-8").splitlines()
    assert lines[:4] == ["Before.", "### feedpub: 1 error", "", "| | where | what | what to do |"]
    assert lines[5].startswith("| ⛔ error | content/b.md:2 | ")
    assert "front-matter/needs-quotes" in lines[5]


def test_a_validation_writes_the_summary_with_one_row_for_each_code(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
        write(tmp_path, {f"{name}.xml": "<rss version='2.0'><channel/></rss>\n" for name in "ab"})
        feedpub("validate", "a.xml", "b.xml", cwd=tmp_path)
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert text.count("rss/title-missing") <= 1
    assert "advice" not in text
    assert "(and 1 more)" in text


def test_a_summary_that_cannot_be_written_is_said_and_nothing_more(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary.md"))
        ended = feedpub("build", cwd=write(tmp_path / "site", WARNED))
    assert ended.status == 0
    assert "The summary of this step was not written" in ended.err
