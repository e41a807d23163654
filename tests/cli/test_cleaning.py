"""Whatever is printed moves no cursor and commands no build server, in every format."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.cli import cleaning
from feedpub.cli.cleaning import in_markdown
from feedpub.cli.console import Console
from feedpub.cli.report import FORMATS, FileReport, formatted
from feedpub.model.records import Diagnostic, Level, Where
from tests.running import SITE, feedpub, post, process, write

if TYPE_CHECKING:
    from pathlib import Path

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
NO_WIDTH = "\xad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
PIECES = [
    "::",
    "##",
    "[",
    "vso[",
    "teamcity[",
    "error",
    "]",
    ":",
    "#",
    " ",
    "\t",
    "\n",
    "\r",
    "\x1b[0K",
    "\x1b[2J",
    "a",
    "\x00",
    "\x7f",
    "\x85",
    "\x9b",
    "\u2028",
    "\u202e",
    "\u2066",
    "\udc80",
    "\ud800",
    "\xa0",
    "한",
    "::set-output name=a::b",
    "::stop-commands::x",
    *NO_WIDTH,
]
hostile = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=12).map("".join)


def commands(printed: str) -> list[str]:
    """Return what build servers would find in a log: at the start of a line, or anywhere in it."""
    found = [line for line in re.split(r"[\r\n]", printed) if line.strip().strip(NO_WIDTH).strip().startswith("::")]
    return found + re.findall(r"##\w*\[", printed)


def report_of(text: str) -> FileReport:
    where = Where(path=text or "x", line=1, column=2, element=text, xpath=text)
    said = Diagnostic(
        code="rss/x", level=Level.ERROR, where=where, text=text, why=text, hint=text, found=text, refs=(text,)
    )
    return FileReport(path=text or "x", diagnostics=(said,), line=lambda _: text.replace("\n", " "))


@given(hostile)
def test_a_report_for_people_holds_no_control_character_and_no_command(text: str) -> None:
    printed = FORMATS["text"]([report_of(text)])
    assert not CONTROL.search(printed)
    assert not commands(printed)


@given(hostile)
def test_colours_are_the_only_escape_sequences(text: str) -> None:
    printed = formatted("text", [report_of(text)], colour=True)
    assert not CONTROL.search(re.sub(r"\x1b\[[0-9;]+m", "", printed))
    assert set(re.findall(r"\x1b\[[0-9;]+m", printed)) <= {f"\x1b[{code}m" for code in ("31;1", "32;1", "2", "0")}


@given(hostile)
def test_a_report_for_github_is_one_command(text: str) -> None:
    printed = FORMATS["github"]([report_of(text)])
    assert not CONTROL.search(printed)
    assert printed.startswith("::error file=")
    assert printed.count("\n") == 1
    assert len(commands(printed)) == 1
    properties = printed[len("::error ") :].partition("::")[0]
    assert [one.partition("=")[0] for one in properties.split(",")] == ["file", "line", "col", "title"]


@pytest.mark.parametrize("form", ["json", "sarif"])
@given(text=hostile)
def test_a_report_for_programs_is_clean_before_and_after_it_is_read(form: str, text: str) -> None:
    printed = FORMATS[form]([report_of(text)])
    assert printed.isascii()
    assert not CONTROL.search(printed)
    assert not commands(printed)
    assert not any(CONTROL.search(one.replace("\r", "")) for one in texts(json.loads(printed)))


def texts(value: Any) -> list[str]:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in texts(each)]


def test_json_keeps_what_is_only_unusual() -> None:
    assert json.loads(cleaning.as_json({"a": ["## [x] ##[y] 한\n\t😀", 1, None]})) == {
        "a": ["## [x] ##[y] 한\n\t😀", 1, None]
    }


@given(hostile)
def test_the_console_says_nothing_else(text: str) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    console = Console(verbosity=1, out=out, err=err, environ={})
    for say in (console.result, console.say, console.detail, console.complain, console.document):
        say(text)
    for stream in (out, err):
        stream.seek(0)
        printed = stream.read()
        assert not CONTROL.search(printed)
        assert not commands(printed)


@given(hostile)
def test_a_line_is_one_line(text: str) -> None:
    assert "\n" not in cleaning.line(text)
    assert "\n" not in cleaning.visible(text)
    assert len(cleaning.inert(text)) == len(text)


@pytest.mark.parametrize("text", ["C++ std::string", "a::b", "## Heading", "# [link](/x)", "12:30", ": :", "#1 [x]"])
def test_what_is_no_command_stays_as_it_is(text: str) -> None:
    assert cleaning.line(text) == text


# In Markdown


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("@user &#64;user", "@\u200buser &amp;#\u200b64;user"),
        ("![x](https://e.com/a.png)", "!\\[x\\](https:\u200b//e.com/a.png)"),
        ("<img src=x> <!-- x", "&lt;img src=x> &lt;!-- x"),
        ("fixes #12 and GH-7", "fixes #\u200b12 and GH-\u200b7"),
        ("**a** _b_ ~c~ `d` $e$ |", "\\*\\*a\\*\\* \\_b\\_ \\~c\\~ \\`d\\` \\$e\\$ \\|"),
        ("www.e.com\n# x\x1b", "www\u200b.e.com # x\ufffd"),
        ("12:30, 3 # 4 in C:", "12:30, 3 # 4 in C:"),
    ],
)
def test_a_title_in_markdown_is_text_that_calls_nobody(title: str, cell: str) -> None:
    assert in_markdown(title) == cell


# The command


INJECTION = "::error::x\u202e\x1b[31m##[group]##vso[task.setvariable]"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_names_and_contents_of_files_command_nothing(tmp_path: Path, form: str) -> None:
    site = write(
        tmp_path / "site",
        {"::warning::a.md": "---\ntitle: [\n---\n", "##[debug]b.md": f"---\ndate: '{INJECTION}'\n---\n{INJECTION}\n"},
    )
    ended = feedpub("build", *SITE, "--format", form, "-v", cwd=site)
    assert ended.status == 1
    for printed in (ended.out, ended.err):
        assert not CONTROL.search(printed)
        found = [line for line in commands(printed) if not line.startswith(("::error file=", "::warning file="))]
        assert not found
    assert "a.md" in ended.out + ended.err


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_titles_command_nothing(tmp_path: Path, form: str) -> None:
    site = write(tmp_path / "site", {"content/a.md": post(title='"::error::##[group]\\n::x"')})
    for arguments in (("diff", "--format", form), ("why", "content/a.md"), ("ids", "list")):
        site_options = ("--site", ".") if arguments[0] == "ids" else ()
        ended = feedpub(*arguments, *SITE, *site_options, cwd=site)
        assert ended.status == 0
        assert not commands(ended.out + ended.err)


def test_arguments_command_nothing(tmp_path: Path) -> None:
    for arguments in (
        ["\n::error::x"],
        ["build", "--\n::error::x"],
        ["validate", "\n::error::x\x1b"],
        ["why", "##[x]"],
    ):
        ended = feedpub(*arguments, cwd=tmp_path)
        assert ended.status == 2
        assert not commands(ended.err)
        assert "\x1b" not in ended.err


def test_an_error_of_the_system_commands_nothing(tmp_path: Path) -> None:
    ended = process("build", "\n::error::x", *SITE, cwd=tmp_path)
    assert ended.status == 2
    assert not commands(ended.err)
