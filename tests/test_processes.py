from __future__ import annotations

import os
import signal

import pytest

from feedpub import processes
from feedpub.errors import SystemFault


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
    assert list(processes.spread(square, range(20), jobs)) == [number * number for number in range(20)]


def test_no_task_gives_no_answer() -> None:
    assert list(processes.spread(square, [], 2)) == []


def test_one_job_stays_in_this_process() -> None:
    assert set(processes.spread(process_of, range(3), 1)) == {os.getpid()}


def test_two_jobs_are_two_other_processes() -> None:
    ids = set(processes.spread(process_of, range(4), 2))
    assert len(ids) == 2
    assert os.getpid() not in ids


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_here_with_what_it_knows(jobs: int) -> None:
    with pytest.raises(SystemFault, match="three") as caught:
        list(processes.spread(refuse_three, range(6), jobs))
    assert caught.value.path == "3"


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(SystemFault, match="--jobs 1"):
        list(processes.spread(end_at_two, range(6), 2))


def test_answers_nobody_wants_any_more_hold_nothing_up() -> None:
    answers = processes.spread(square, range(10_000), 2)
    assert next(answers) == 0
    answers.close()


def test_there_is_a_processor() -> None:
    assert processes.available() >= 1
