from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.cli.cells import width
from feedpub.cli.report import FORMATS, FileReport, by_file, formatted, spans
from feedpub.model.records import Diagnostic, Kind, Level, Where

if TYPE_CHECKING:
    from collections.abc import Callable


def diagnostic(  # noqa: PLR0913 - the parts that the tests vary
    text: str = "Wrong.",
    *,
    line: int | None = 1,
    column: int | None = 1,
    path: str = "rss.xml",
    level: Level = Level.ERROR,
    count: int = 1,
    is_counted: bool = False,
) -> Diagnostic:
    where = Where(path=path, line=line, column=column, element="guid", xpath="/rss/channel/item[2]/guid")
    return Diagnostic(
        code="rss/guid-not-unique",
        level=level,
        where=where,
        text=text,
        hint="Give each its own.",
        why="Readers lose one.",
        found="7",
        count=count,
        refs=("w3c:DuplicateValue",),
        is_counted=is_counted,
    )


def report(*diagnostics: Diagnostic, line: str = "", path: str = "rss.xml") -> tuple[FileReport, ...]:
    return (FileReport(path=path, diagnostics=diagnostics, kind=Kind.RSS, line=lambda _number: line),)


@pytest.mark.parametrize("name", ["text", "github"])
def test_nothing_to_say_is_no_output(name: str) -> None:
    assert formatted(name, report(), colour=False) == ""


# Text


def test_text_has_place_finding_line_caret_reason_and_fix() -> None:
    assert FORMATS["text"](report(diagnostic(column=5), line="  <a><guid>7</guid>\n")) == (
        "rss.xml:1:5: error rss/guid-not-unique: Wrong.\n"
        "    <a><guid>7</guid>\n"
        "      ^\n"
        "  why: Readers lose one.\n"
        "  fix: Give each its own.\n"
    )


@pytest.mark.parametrize(
    ("rest", "found", "expected"),
    [
        ("date: 31/02/2024 # a day", "31/02/2024", "date: 31/02/2024"),
        ('title = "Tea" # a drink', "Tea", 'title = "Tea"'),
        ('"date_published": "soon", "id": 1', "soon", '"date_published": "soon"'),
        ("'Tea', 'b'", "Tea", "'Tea'"),
        ("Tea, b", "Tea", "Tea"),
        ("<pubDate>soon</pubDate>", "soon", "<pubDate>soon"),
        ("<pubDate> soon </pubDate>", "soon", "<pubDate> soon"),
        ('<enclosure url="a" length="b"/><a>', "b", '<enclosure url="a" length="b"/>'),
        ("<guid", "7", "<guid"),
        ("[a, b ", "tags: [a, b", "[a, b"),
        ("a long text that is cut  ", "a long…", "a long text that is cut"),
        ("titel: Tea", "", "titel"),
        ('"titel": "Tea"', "", '"titel"'),
        ("'titel", "", "'titel"),
        ("날짜: 1", "", "날짜"),
        ("[a, b", "", "["),
        ("", "a", ""),
    ],
)
def test_what_is_meant_is_underlined(rest: str, found: str, expected: str) -> None:
    assert spans.length(rest, found) == max(1, len(expected))
    assert rest.startswith(expected)


def test_carets_end_where_a_long_line_is_cut() -> None:
    one = replace(diagnostic(), found="x" * 200)
    _, source, carets, *_ = FORMATS["text"](report(one, line="x" * 200 + " y")).split("\n")
    assert source == "  " + "x" * 96 + "…"
    assert carets == "  " + "^" * 96


def test_text_names_what_is_known_of_the_place() -> None:
    heads = [
        FORMATS["text"](report(diagnostic(line=line, column=column))).splitlines()[0]
        for line, column in ((None, None), (3, None))
    ]
    assert [head.split(" ")[0] for head in heads] == ["rss.xml:", "rss.xml:3:"]


def test_text_without_a_column_shows_the_line_without_a_caret() -> None:
    assert FORMATS["text"](report(diagnostic(column=None), line="<a>")).splitlines()[1:3] == [
        "  <a>",
        "  why: Readers lose one.",
    ]


def test_text_says_how_often_a_finding_repeats() -> None:
    assert "Wrong. (and 41 more)\n" in FORMATS["text"](report(diagnostic(count=42)))


@pytest.mark.parametrize("form", ["text", "github", "junit", "markdown"])
def test_a_number_that_the_text_says_is_not_said_again(form: str) -> None:
    counted = diagnostic(text="42 pages are left out: a, b and 40 more.", count=42, is_counted=True)
    assert " more)" not in FORMATS[form](report(counted))


def shown(line: str, column: int) -> tuple[str, int]:
    """Return the line as it is shown, and the cell that the first caret stands under, from 0."""
    _, source, carets, *_ = FORMATS["text"](report(diagnostic(column=column), line=line)).split("\n")
    assert set(carets.strip()) == {"^"}
    assert len(carets) <= max(width(source), carets.index("^") + 1)
    return source, carets.index("^")


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("abc", 1, 2),
        ("abc", 3, 4),
        ("abc", 4, 5),
        ("abc", 99, 5),
        ("한국어 guid", 5, 9),
        ("\t\tguid", 3, 10),
        ("e\u0301\u200dx", 4, 3),
        ("ｱ日x", 3, 5),
    ],
)
def test_the_caret_stands_under_the_character_as_a_terminal_shows_it(line: str, column: int, expected: int) -> None:
    assert shown(line, column)[1] == expected


@pytest.mark.parametrize(("column", "begins", "ends"), [(1, "  <0>", "…"), (2500, "  …", "…"), (5000, "  …", "<999>")])
def test_a_long_line_is_cut_around_the_place(column: int, begins: str, ends: str) -> None:
    line = "".join(f"<{number}>" for number in range(1000))
    source, caret = shown(line, min(column, len(line)))
    assert source.startswith(begins)
    assert source.endswith(ends)
    assert source[caret] == line[min(column, len(line)) - 1]


def test_a_line_that_just_fits_is_shown_whole() -> None:
    assert shown("x" * 96, 96) == ("  " + "x" * 96, 97)


@given(st.text(alphabet="ab한\t\u0301", min_size=1, max_size=300), st.integers(1, 301))
def test_the_caret_never_leaves_the_line_that_is_shown(text: str, column: int) -> None:
    source, caret = shown(f"x{text}x", column)
    assert width(source) <= 2 + 96 + 2
    assert caret <= width(source)


def test_what_would_disturb_a_terminal_is_made_visible() -> None:
    found = FORMATS["text"](report(diagnostic("a\x1b[2Jb\nc"), line="<a>\x1b[2J\u202e</a>", path="a\x07.xml"))
    assert "\x1b" not in found
    assert found.startswith("a\ufffd.xml:1:1: error rss/guid-not-unique: a\ufffd[2Jb c\n  <a>\ufffd[2J\ufffd</a>\n")


def test_text_has_colour_only_when_asked() -> None:
    found = report(diagnostic(), line="x")
    assert "\x1b[31;1merror\x1b[0m" in formatted("text", found, colour=True)
    assert "\x1b" not in formatted("text", found, colour=False)
    assert "\x1b" not in formatted("json", found, colour=True)


# JSON


def test_json_says_everything_of_every_file() -> None:
    found = json.loads(FORMATS["json"]([*report(diagnostic(line=12, column=7, count=2)), *report(path="b.xml")]))
    assert found == {
        "files": [
            {
                "path": "rss.xml",
                "kind": "rss",
                "valid": False,
                "messages": [
                    {
                        "rule": "rss/guid-not-unique",
                        "level": "error",
                        "line": 12,
                        "column": 7,
                        "element": "guid",
                        "path": "/rss/channel/item[2]/guid",
                        "text": "Wrong.",
                        "why": "Readers lose one.",
                        "hint": "Give each its own.",
                        "found": "7",
                        "count": 2,
                        "refs": ["w3c:DuplicateValue"],
                    }
                ],
            },
            {"path": "b.xml", "kind": "rss", "valid": True, "messages": []},
        ]
    }


def test_a_warning_leaves_a_file_valid() -> None:
    assert report(diagnostic(level=Level.WARNING))[0].valid
    assert not report(diagnostic())[0].valid


# GitHub


@pytest.mark.parametrize(
    ("level", "command"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "notice")]
)
def test_github_has_a_command_for_each_level(level: Level, command: str) -> None:
    assert FORMATS["github"](report(diagnostic(level=level))).startswith(f"::{command} file=")


def test_github_escapes_what_would_end_a_property_or_message() -> None:
    found = FORMATS["github"](report(diagnostic("50 %\r\nof: a, b", column=None, count=3), path="a:b,c%.xml"))
    assert found == (
        "::error file=a%3Ab%2Cc%25.xml,line=1,title=rss/guid-not-unique"
        "::50 %25%0D%0Aof: a, b (and 2 more)%0AReaders lose one.%0AGive each its own.\n"
    )


# SARIF


def sarif(*reports: FileReport) -> dict[str, Any]:
    (run,) = json.loads(FORMATS["sarif"](reports))["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_without_results_is_a_whole_log() -> None:
    log = json.loads(FORMATS["sarif"](report()))
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"] == log["runs"][0]["tool"]["driver"]["rules"] == []


def test_sarif_results_point_to_their_rule_and_place() -> None:
    run = sarif(*report(diagnostic(line=12, column=7, count=2)))
    (rule,) = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    assert (rule["id"], result["ruleId"], result["ruleIndex"]) == ("rss/guid-not-unique", "rss/guid-not-unique", 0)
    assert result["occurrenceCount"] == 2
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "rss.xml"},
        "region": {"startLine": 12, "startColumn": 7},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "/rss/channel/item[2]/guid"}]


@pytest.mark.parametrize(("level", "name"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "note")])
def test_sarif_has_its_own_names_of_levels(level: Level, name: str) -> None:
    assert sarif(*report(diagnostic(level=level)))["results"][0]["level"] == name


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/한.xml", "a%20b/%ED%95%9C.xml"),
        ("/srv/x.xml", "file:///srv/x.xml"),
        ("C:\\srv\\x.xml", "file:///C%3A/srv/x.xml"),
        ("a:b.xml", "a%3Ab.xml"),
    ],
)
def test_sarif_writes_paths_as_uris(path: str, uri: str) -> None:
    (result,) = sarif(*report(diagnostic(), path=path))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_leaves_out_what_is_not_known() -> None:
    bare = Diagnostic(code="feed/not-right", level=Level.INFO, where=Where(path="x"), text="X")
    run = sarif(*report(bare, diagnostic(column=None)))
    first, second = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert "region" not in first
    assert second["region"] == {"startLine": 1}
    summary = {"text": "feed: not right"}
    assert run["tool"]["driver"]["rules"][0] == {
        "id": "feed/not-right",
        "shortDescription": summary,
        "fullDescription": summary,
        "help": summary,
        "defaultConfiguration": {"level": "note"},
    }


# Files


def test_diagnostics_are_grouped_by_file_in_the_order_of_the_first() -> None:
    lines: dict[str, Callable[[int], str]] = {"b": lambda _number: "of b", "a": lambda _number: "of a"}
    found = by_file([diagnostic(path="b"), diagnostic(path="a"), diagnostic(path="b")], lines.__getitem__)
    assert [(each.path, len(each.diagnostics), each.line(1)) for each in found] == [("b", 2, "of b"), ("a", 1, "of a")]


def test_a_blank_line_is_not_shown() -> None:
    assert FORMATS["text"](report(diagnostic(), line=" \t")).splitlines()[1] == "  why: Readers lose one."


def test_text_leaves_out_what_is_not_known() -> None:
    bare = Diagnostic(code="feed/x", level=Level.INFO, where=Where(path="x"), text="X")
    assert FORMATS["text"](report(bare, path="x")) == "x: info feed/x: X\n"


def test_a_file_whose_lines_are_not_at_hand_is_reported_without_them() -> None:
    assert FORMATS["text"](by_file([diagnostic()])).splitlines()[1] == "  why: Readers lose one."


# Build servers


def test_gitlab_gets_what_its_documentation_names() -> None:
    (issue,) = json.loads(FORMATS["gitlab"](report(diagnostic(line=7), path="./public/rss.xml")))
    assert issue.pop("fingerprint")
    assert issue == {
        "description": "Wrong. Readers lose one. Give each its own.",
        "check_name": "rss/guid-not-unique",
        "severity": "major",
        "location": {"path": "public/rss.xml", "lines": {"begin": 7}},
    }


def test_gitlab_gets_an_array_and_a_line_in_any_case() -> None:
    assert json.loads(FORMATS["gitlab"](report())) == []
    (issue,) = json.loads(FORMATS["gitlab"](report(diagnostic(line=None, level=Level.WARNING))))
    assert (issue["location"]["lines"]["begin"], issue["severity"]) == (1, "minor")


def test_gitlab_tells_findings_apart_that_are_alike_and_knows_them_again_on_other_lines() -> None:
    def prints(*lines: int) -> list[str]:
        found = json.loads(FORMATS["gitlab"](report(*(diagnostic(line=line) for line in lines))))
        return [issue["fingerprint"] for issue in found]

    assert len(set(prints(1, 2, 3))) == 3
    assert prints(1, 2) == prints(11, 12)


def test_junit_has_a_suite_a_file_and_a_failure_for_each_error_alone() -> None:
    warning = diagnostic("Odd & <b>.", line=3, level=Level.WARNING)
    root = ET.fromstring(FORMATS["junit"]((*report(diagnostic(), warning), *report(path="atom.xml"))))
    assert (root.tag, root.attrib) == ("testsuites", {"name": "feedpub", "tests": "3", "failures": "1", "errors": "0"})
    first, second = root
    assert first.attrib == {"name": "rss.xml", "tests": "2", "failures": "1", "errors": "0"}
    failed, passed = first
    assert failed.attrib == {"name": "rss/guid-not-unique:1:1", "classname": "rss.xml", "file": "rss.xml"}
    (failure,) = failed
    assert failure.attrib == {"message": "Wrong.", "type": "rss/guid-not-unique"}
    assert failure.text == "Wrong.\nReaders lose one.\nGive each its own."
    assert [child.tag for child in passed] == ["system-out"]
    assert (passed[0].text or "").startswith("warning: Odd & <b>.")
    assert (second.attrib["tests"], second[0].attrib["name"], len(second[0])) == ("1", "valid", 0)


@given(st.text())
def test_junit_is_well_formed_whatever_is_said(text: str) -> None:
    said = text.encode("utf-8", "replace").decode()
    root = ET.fromstring(FORMATS["junit"](report(diagnostic(said))))
    assert root.find(".//failure") is not None


def test_markdown_has_the_worst_first_and_is_only_text() -> None:
    lines = FORMATS["markdown"](report(diagnostic("A | b", level=Level.WARNING), diagnostic("`<x>` @you"))).splitlines()
    assert lines[:4] == ["### feedpub: 1 error, 1 warning", "", "| | where | what | what to do |", "|---|---|---|---|"]
    assert lines[4].startswith(
        "| ⛔ error | rss.xml:1 | <code>&lt;x></code> @\u200byou<br><sub>rss/guid-not-unique</sub> |"
    )
    assert lines[5].startswith("| ⚠️ warning | rss.xml:1 | A \\| b<br>")


def test_markdown_of_nothing_says_so_and_of_much_counts_the_rest() -> None:
    assert FORMATS["markdown"](report()) == "### feedpub: nothing wrong\n"
    text = FORMATS["markdown"](report(*(diagnostic(line=line) for line in range(1, 151))))
    assert text.endswith("\nAnd 50 more, for which there is no room here.\n")
    assert len(FORMATS["markdown"](report(*(diagnostic("x" * 9000) for _ in range(20))))) < 65_536
