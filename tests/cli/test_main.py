from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from unittest.mock import patch

import click
import pytest

from feedpub import __version__, cli
from feedpub.cli import commands
from feedpub.cli.commands import group
from feedpub.cli.manual import manual
from feedpub.model.errors import SystemFault
from tests.running import SITE, environment, feedpub, post, process, write

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes and signals")


def started(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "feedpub", *arguments],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("option", ["--version", "--help", "-h"])
def test_questions_about_itself_are_answered(tmp_path: Path, option: str) -> None:
    ended = feedpub(option, cwd=tmp_path)
    assert ended.status == 0
    assert ended.err == ""
    assert __version__ in ended.out or "Exit status: 0 fine" in ended.out


def test_help_lists_every_command(tmp_path: Path) -> None:
    ended = feedpub("--help", cwd=tmp_path)
    for name in commands.group.list_commands(click.Context(commands.group)):
        assert f"\n  {name} " in ended.out


def test_starting_loads_no_library_but_click() -> None:
    loaded = "import sys, feedpub.cli; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, text=True)  # noqa: S603 - our own program
    assert not {"lxml", "yaml", "feedgen", "comrak", "nh3", "dateutil", "feedpub.pipeline"} & set(ended.stdout.split())


def test_a_command_that_is_none_is_answered_with_what_was_meant(tmp_path: Path) -> None:
    ended = feedpub("buidl", cwd=tmp_path)
    assert ended.status == 2
    assert "there is no command buidl; did you mean build?" in ended.err


def test_a_command_like_no_other_is_answered_with_all_there_are(tmp_path: Path) -> None:
    ended = feedpub("xyz", cwd=tmp_path)
    assert ended.status == 2
    assert "there is no command xyz; there are build, " in ended.err


def test_an_option_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    for arguments in (("--frob",), ("build", "--drry-run")):
        ended = feedpub(*arguments, cwd=tmp_path)
        assert ended.status == 2
        assert arguments[-1] in ended.err


def test_a_wrong_clock_is_wrong_usage(tmp_path: Path) -> None:
    ended = feedpub("build", *SITE, cwd=tmp_path, SOURCE_DATE_EPOCH="today")
    assert ended.status == 2
    assert ended.err.startswith("feedpub: SOURCE_DATE_EPOCH is 'today'")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "feedpub: interrupted; no file is half written\n"),
        (SystemFault("the disk is full"), 3, "feedpub: the disk is full\n"),
        (OSError(28, "No space left on device"), 3, "feedpub: No space left on device\n"),
        (OSError(28, "No space left on device", "a.xml"), 3, "feedpub: a.xml: No space left on device\n"),
    ],
)
def test_what_no_command_catches_is_said_in_a_line(
    tmp_path: Path, error: BaseException, status: int, said: str
) -> None:
    with patch("feedpub.cli.asked.console", side_effect=error):
        ended = feedpub("explain", cwd=tmp_path)
    assert ended.status == status
    assert ended.err.lstrip("\n") == said


def test_a_lost_reader_ends_a_command_in_silence(tmp_path: Path) -> None:
    with patch("feedpub.cli.asked.console", side_effect=BrokenPipeError(32, "Broken pipe")), patch("os.dup2") as dup2:
        ended = feedpub("explain", cwd=tmp_path)
    assert (ended.status, ended.err) == (141, "")
    dup2.assert_called_once()


def test_the_reader_may_leave_when_the_command_has_ended(tmp_path: Path) -> None:
    with patch("sys.stdout.flush", side_effect=BrokenPipeError(32, "Broken pipe"), create=True), patch("os.dup2"):
        assert feedpub("--version", cwd=tmp_path).status in {0, 141}


@POSIX
@pytest.mark.parametrize("arguments", ["explain", "--help", "--version", "validate --format json ."])
def test_head_may_read_the_first_line_only(tmp_path: Path, arguments: str) -> None:
    write(tmp_path, {f"{number}.xml": "<rss>" for number in range(50)})
    running = started(*arguments.split(), cwd=tmp_path)
    assert running.stdout is not None
    running.stdout.close()
    _, err = running.communicate(timeout=60)
    assert b"Traceback" not in err
    assert b"Broken" not in err
    assert running.returncode == 141


INTERRUPTED = """\
import os, signal
from feedpub import cli
from feedpub.pipeline import publishing
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background of a shell
published = publishing.published
def interrupted(*arguments):
    os.kill(os.getpid(), signal.SIGINT)
    return published(*arguments)
publishing.published = interrupted
cli.main()
"""
"""feedpub, and somebody who presses Ctrl-C right before it publishes."""


@POSIX
def test_ctrl_c_leaves_what_is_published_whole_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post()})
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", INTERRUPTED, "build", *SITE],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (130, b"")
    assert ended.stderr.strip() == b"feedpub: interrupted; no file is half written"
    assert not (tmp_path / "public").exists()
    assert process("build", *SITE, cwd=tmp_path).status == 0


def test_a_full_disk_under_standard_output_is_a_fault_of_the_system(tmp_path: Path) -> None:
    full = "/dev/full"
    if not os.path.exists(full):  # noqa: PTH110 - a device, not a file
        pytest.skip("this system has no device that is always full")
    with open(full, "w", encoding="utf-8") as sink:  # noqa: PTH123 - as above
        ended = subprocess.run(
            [sys.executable, "-m", "feedpub", "explain"],
            cwd=tmp_path,
            env=environment(),
            stdout=sink,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 3
    assert ended.stderr == b"feedpub: No space left on device\n"


def test_shell_completion_is_answered(tmp_path: Path) -> None:
    ended = process(cwd=tmp_path, _FEEDPUB_COMPLETE="bash_source")
    assert ended.status == 0
    assert "_feedpub_completion" in ended.out


def test_main_ends_the_process_with_the_status() -> None:
    with patch("feedpub.cli.run", return_value=2), patch("feedpub.cli.gc") as gc, pytest.raises(SystemExit) as end:
        cli.main(["build"])
    assert end.value.code == 2
    assert [name for name, *_ in gc.method_calls] == ["set_threshold", "freeze"]


# The manual, and completion


def test_the_version_has_a_short_option(tmp_path: Path) -> None:
    assert feedpub("-V", cwd=tmp_path) == feedpub("--version", cwd=tmp_path)


def test_the_manual_has_every_command_and_option_and_no_request_by_chance() -> None:
    page = manual(group)
    for name in group.list_commands(click.Context(group)):
        assert f"\n.SS feedpub {name}" in page
    assert "\n.B \\-\\-dry\\-run\n" in page
    assert ".SH EXIT STATUS\n.TP\n.B 0\n" in page
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "completed"),
    [("feedpub buil", "build"), ("feedpub build --dry", "--dry-run"), ("feedpub explain post/no-d", "post/no-date")],
)
def test_shells_complete_commands_options_and_codes(tmp_path: Path, words: str, completed: str) -> None:
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1), "_FEEDPUB_COMPLETE": "bash_complete"}
    assert process(cwd=tmp_path, **asked).out.splitlines() == [f"plain,{completed}"]
