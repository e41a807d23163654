"""Share work among processes. Knows nothing of the work, and decides nothing about what is worth sharing.

Processes are forked where that is safe and cheap (Linux), and started afresh elsewhere; so the work has to be a
function that can be pickled, and what it says must not depend on what happened to be in memory.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from feedpub.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    Task = TypeVar("Task")
    Answer = TypeVar("Answer")

_PATIENCE = 5.0
"""Seconds that a process is given to end by itself."""


def available() -> int:
    """Give the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - macOS and Windows


def spread(work: Callable[[Task], Answer], tasks: Sequence[Task], jobs: int) -> Generator[Answer]:
    """Give the answers to the tasks in their order, from `jobs` processes; from this one when that is one.

    The processes begin at once, this one when it is asked for an answer; ask for all, or close. What the work raises
    is raised here. Raises SystemFault when a process is killed.
    """
    jobs = min(jobs, len(tasks))
    if jobs <= 1:
        return (work(task) for task in tasks)
    return _answers([_started(work, tasks[number::jobs]) for number in range(jobs)], len(tasks))


def _answers(workers: Sequence[tuple[BaseProcess, Connection]], number: int) -> Generator[Any]:
    try:
        for place in range(number):
            yield _received(workers[place % len(workers)][1])
    finally:
        for process, answers in workers:
            answers.close()
            _ended(process)


def _started(work: Callable[[Task], Answer], tasks: Sequence[Task]) -> tuple[BaseProcess, Connection]:
    import multiprocessing  # noqa: PLC0415 - a small build stays in one process, and start-up counts

    # the stubs know `Process` of the single kinds of contexts alone
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, tasks, sending), daemon=True)
    process.start()
    sending.close()  # so that the end of the process is the end of the pipe
    return process, receiving


def _answer(work: Callable[[Task], Answer], tasks: Sequence[Task], answers: Connection) -> None:
    """Send the answer to each task, or the error that one raises and nothing more."""
    import signal  # noqa: PLC0415 - as above

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells all of us; the first process sees to the rest
    try:
        for task in tasks:
            answers.send((work(task), None))
    except BrokenPipeError:
        return  # nobody waits for the rest
    except Exception as error:  # noqa: BLE001 - raised again by the process that asked
        answers.send((None, error))


def _received(answers: Connection) -> Any:  # noqa: ANN401 - any answer
    try:
        answer, error = answers.recv()
    except EOFError as ended:
        raise SystemFault(
            "a process of the build was ended from outside, perhaps for want of memory; try --jobs 1"
        ) from ended
    if error is not None:
        raise error
    return answer


def _ended(process: BaseProcess) -> None:
    process.join(0 if process.exitcode is None else _PATIENCE)
    if process.exitcode is None:
        process.terminate()
        process.join(_PATIENCE)
