from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from feedpub.cli.console import Console, ProgressBar, wants_colour

if TYPE_CHECKING:
    from collections.abc import Mapping


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "expected"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_unless_the_environment_says_otherwise(
    stream: io.StringIO, environ: Mapping[str, str], expected: object
) -> None:
    assert wants_colour(stream, environ) is expected


@pytest.mark.parametrize(("verbosity", "expected"), [(-1, "bad\n"), (0, "bad\ndone\n"), (1, "bad\ndone\nand how\n")])
def test_people_hear_as_much_as_they_asked_for(verbosity: int, expected: str) -> None:
    console = Console(verbosity=verbosity, out=io.StringIO(), err=(err := io.StringIO()))
    console.complain("bad\n")
    console.say("done")
    console.detail("and how")
    assert err.getvalue() == expected


def test_results_go_to_standard_output_even_when_quiet() -> None:
    console = Console(verbosity=-1, out=(out := io.StringIO()), err=(err := io.StringIO()))
    console.result("{}")
    assert (out.getvalue(), err.getvalue()) == ("{}\n", "")


def test_a_character_that_the_stream_cannot_hold_is_escaped() -> None:
    stream = io.TextIOWrapper(data := io.BytesIO(), encoding="ascii", newline="\n")
    Console(out=stream, err=io.StringIO()).result("한 \udcff")
    assert data.getvalue() == b"\\ud55c \\udcff\n"


def test_the_console_speaks_to_the_streams_of_the_process(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    console.result("result")
    console.say("message")
    assert capsys.readouterr() == ("result\n", "message\n")


def test_the_bar_is_drawn_on_a_terminal_and_taken_away() -> None:
    console = Console(out=io.StringIO(), err=(err := Terminal()), environ={})
    with console.progress() as bar:
        bar("collect", 1, 2)
    assert err.getvalue() == "\r\x1b[Kcollect    [############------------]  50 %\r\x1b[K"


def test_the_bar_is_drawn_again_only_when_it_looks_different() -> None:
    bar = ProgressBar(stream=(stream := Terminal()))
    for done in range(1000):
        bar("render", done, 10_000)
    assert stream.getvalue().count("\r") == 12  # ten percentages, two cells


def test_a_stage_without_steps_has_no_bar() -> None:
    with ProgressBar(stream=(stream := Terminal())) as bar:
        bar("render", 0, 0)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("stream", "verbosity", "environ"),
    [(io.StringIO(), 0, {}), (Terminal(), -1, {}), (Terminal(), 0, {"TERM": "dumb"})],
)
def test_no_bar_is_drawn_where_nobody_could_watch_it(
    stream: io.StringIO, verbosity: int, environ: Mapping[str, str]
) -> None:
    with Console(verbosity=verbosity, out=io.StringIO(), err=stream, environ=environ).progress() as bar:
        bar("collect", 1, 2)
    assert stream.getvalue() == ""
