from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feedpub.io import workers
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable


def square(number: int) -> int:
    return number * number


def refuse_three(number: int) -> int:
    if number == 3:
        raise SystemFault("three", "3")
    return number


def end_at_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def process_of(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_answers_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert list(workers.spread(square, range(20), jobs)) == [number * number for number in range(20)]


def test_no_task_gives_no_answer() -> None:
    assert list(workers.spread(square, [], 2)) == []


def test_one_job_stays_in_this_process() -> None:
    assert set(workers.spread(process_of, range(3), 1)) == {os.getpid()}


def test_two_jobs_are_two_other_processes() -> None:
    ids = set(workers.spread(process_of, range(4), 2))
    assert len(ids) == 2
    assert os.getpid() not in ids


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_here_with_what_it_knows(jobs: int) -> None:
    with pytest.raises(SystemFault, match="three") as caught:
        list(workers.spread(refuse_three, range(6), jobs))
    assert caught.value.path == "3"


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(SystemFault, match="--jobs 1"):
        list(workers.spread(end_at_two, range(6), 2))


def test_answers_nobody_wants_any_more_hold_nothing_up() -> None:
    answers = workers.spread(square, range(10_000), 2)
    assert next(answers) == 0
    answers.close()


def test_there_is_a_processor() -> None:
    assert workers.available() >= 1


def large(number: int) -> bytes:
    return bytes([number]) * 300_000


def test_answers_may_be_larger_than_a_pipe() -> None:
    assert list(workers.spread(large, range(12), 2)) == [large(number) for number in range(12)]


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="pipes are given their size on Linux alone")


@needs_linux
def test_where_no_pipe_can_be_wider_answers_come_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("fcntl.fcntl", refused)
    assert list(workers.spread(large, range(12), 2)) == [large(number) for number in range(12)]


needs_a_helper = pytest.mark.skipif(not workers.can_help(), reason="processes are not forked on this system")


def reversed_of(wanted: Callable[[], bytes]) -> bytes:
    return wanted()[::-1]


def refuse(wanted: Callable[[], bytes]) -> bytes:
    raise ValueError(wanted())


def end(wanted: Callable[[], bytes]) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return wanted()


def leave(wanted: Callable[[], bytes]) -> bytes:
    raise SystemExit(wanted() and None)


def own_id(wanted: Callable[[], bytes]) -> bytes:
    return str(os.getpid()).encode() + wanted()


def open_files() -> set[str]:
    """Return the descriptors of this process, without those of tests before that only cycles still hold."""
    gc.collect()
    return {file.name for file in Path("/proc/self/fd").iterdir()}


@needs_a_helper
@pytest.mark.parametrize("question", [b"", b"abc", bytes(range(256)) * 20_000], ids=len)
def test_a_helper_answers_what_it_is_asked(question: bytes) -> None:
    helper = workers.Helper(reversed_of)
    helper.ask(question)
    assert helper.answer() == question[::-1]


@needs_a_helper
def test_a_helper_is_another_process() -> None:
    helper = workers.Helper(own_id)
    helper.ask(b"")
    assert helper.answer() not in {None, str(os.getpid()).encode()}


@needs_a_helper
@pytest.mark.parametrize("work", [refuse, end, leave])
@pytest.mark.parametrize("size", [0, 1_000_000])
def test_a_helper_that_cannot_has_no_answer(work: Callable[[Callable[[], bytes]], bytes], size: int) -> None:
    helper = workers.Helper(work)
    helper.ask(b"x" * size)
    assert helper.answer() is None


@needs_a_helper
@pytest.mark.parametrize("work", [reversed_of, end])
def test_a_helper_that_is_dismissed_leaves_nothing_behind(work: Callable[[Callable[[], bytes]], bytes]) -> None:
    before = open_files()
    helper = workers.Helper(work)
    helper.dismiss()
    helper.dismiss()
    assert open_files() == before


@needs_a_helper
def test_a_helper_that_has_answered_leaves_nothing_behind() -> None:
    before = open_files()
    helper = workers.Helper(reversed_of)
    helper.ask(b"ab")
    helper.answer()
    helper.dismiss()
    assert open_files() == before


def use_the_processor() -> bytes:
    while True:
        pass


def end_from_outside() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def want_more_memory() -> bytes:
    raise MemoryError


def know_no_number() -> bytes:
    raise ValueError("no number")


@needs_a_helper
def test_work_that_is_done_apart_is_done_by_another_process() -> None:
    assert workers.apart(lambda: str(os.getpid()).encode(), 5) != str(os.getpid()).encode()


@needs_a_helper
def test_work_apart_that_takes_too_much_of_the_processor_is_ended() -> None:
    with pytest.raises(workers.TooCostlyError):
        workers.apart(use_the_processor, 1)


@needs_a_helper
@pytest.mark.parametrize("work", [end_from_outside, want_more_memory])
def test_want_of_memory_ends_work_apart_and_not_this_process(work: Callable[[], bytes]) -> None:
    with pytest.raises(SystemFault, match="not enough memory"):
        workers.apart(work, 5)


@needs_a_helper
def test_what_work_apart_raises_is_raised_here() -> None:
    before = open_files()
    with pytest.raises(ValueError, match="no number"):
        workers.apart(know_no_number, 5)
    assert open_files() == before
