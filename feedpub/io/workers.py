"""Share work among processes. Knows nothing of the work, and decides nothing about what is worth sharing.

Processes are forked where that is safe and cheap (Linux), and started afresh elsewhere; so the work has to be a
function that can be pickled, and what it says must not depend on what happened to be in memory.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from feedpub.io import hits
from feedpub.model.errors import NO_MEMORY, SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from threading import Thread

    Task = TypeVar("Task")
    Answer = TypeVar("Answer")
    Own = TypeVar("Own")


_PATIENCE = 5.0
"""Seconds that a process is given to end by itself."""
_PIPE_BYTES = 1 << 20
_SPARE_BYTES = 1 << 26
_WANTS_MEMORY = 3
"""Exit status of a helper that ended for want of memory."""


def available() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - macOS and Windows


def spread(work: Callable[[Task], Answer], tasks: Sequence[Task], jobs: int) -> Generator[Answer]:
    """Return the answers to the tasks in their order, from `jobs` processes; from this one when that is one.

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
    except BaseException:
        for process, _ in workers:
            process.terminate()  # nobody waits for what they do
        raise
    finally:
        for process, answers in workers:
            answers.close()
            _ended(process)


def _started(work: Callable[[Task], Answer], tasks: Sequence[Task]) -> tuple[BaseProcess, Connection]:
    import multiprocessing  # noqa: PLC0415 - a small build stays in one process, and start-up counts

    # the stubs know `Process` of the single kinds of contexts alone
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    receiving, sending = context.Pipe(duplex=False)
    _widen(sending.fileno())
    process = context.Process(target=_answer, args=(work, tasks, sending), daemon=True)
    process.start()
    sending.close()  # so that the end of the process is the end of the pipe
    return process, receiving


def _widen(end: int) -> None:
    """Let a pipe hold more than one answer, so that no process waits to be rid of one while this one is busy."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 - not everywhere

        with suppress(OSError):  # a user has so much and no more; pipes then are what they are
            fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _answer(work: Callable[[Task], Answer], tasks: Sequence[Task], answers: Connection) -> None:
    """Send the answer to each task with what was counted on the way, or the error that one raises and nothing more."""
    from feedpub.io import signals  # noqa: PLC0415 - not everywhere

    signals.end_with_the_first()
    hits.taken()  # what was counted before this process was forked is not its own
    try:
        for task in tasks:
            answers.send((work(task), None, hits.taken()))
    except BrokenPipeError:
        return  # nobody waits for the rest
    except MemoryError:
        with suppress(MemoryError, OSError):  # else the end of the process says it
            answers.send((None, SystemFault(NO_MEMORY), {}))
    except Exception as error:  # noqa: BLE001 - raised again by the process that asked
        answers.send((None, error, {}))


def _received(answers: Connection) -> Any:  # noqa: ANN401 - any answer
    try:
        answer, error, counts = answers.recv()
    except EOFError as ended:
        raise SystemFault(
            "a process of the build was ended from outside, perhaps for want of memory; try --jobs 1"
        ) from ended
    if error is not None:
        raise error
    hits.add(counts)
    return answer


def _ended(process: BaseProcess) -> None:
    process.join(0 if process.exitcode is None else _PATIENCE)
    if process.exitcode is None:
        process.terminate()
        process.join(_PATIENCE)


class TooCostlyError(Exception):
    """Some work took more of the processor's time than it may."""


class Helper:
    """A process that makes ready for work while this one finds out what there is of it.

    Forked, and without the machinery of `spread`, which takes longer to load than a helper takes to be of use; so
    there is one only where processes are forked. The work is given what waits for the question, and gives the answer.
    """

    def __init__(self, work: Callable[[Callable[[], bytes]], bytes]) -> None:
        asking, self._questions = os.pipe()
        self._answers, answering = os.pipe()
        self._process = os.fork()
        if not self._process:  # pragma: no cover - another process, which ends here
            os.close(self._questions)
            os.close(self._answers)
            _help(work, asking, answering)
        os.close(asking)
        os.close(answering)

    def ask(self, question: bytes) -> None:
        """Tell what there is to be done: once."""
        try:
            _write(self._questions, question)
        except BrokenPipeError:
            pass  # it has ended, and `answer` says so
        finally:
            os.close(self._questions)
            self._questions = -1

    def answer(self) -> bytes | None:
        """Return what the work gave; None where it raised anything, or was ended from outside.

        Why is not told: whoever asked does the work then, and meets what the helper met.
        """
        answer = _read(self._answers)
        return answer if self._ended() == 0 else None

    def result(self) -> bytes | None:
        """Return what the work gave; None where it raised anything but MemoryError.

        Raises TooCostlyError where its time was over, SystemFault where memory ended, or it was ended from outside.
        """
        answer = _read(self._answers)
        status = self._ended()
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == _time_is_over():
            raise TooCostlyError
        if os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == _WANTS_MEMORY:
            raise SystemFault(NO_MEMORY)
        return None if status else answer

    def dismiss(self) -> None:
        """End the process, if it has not ended."""
        if self._process:
            import signal  # noqa: PLC0415 - start-up counts

            os.kill(self._process, signal.SIGKILL)
            self._ended()

    def _ended(self) -> int:
        for end in (self._questions, self._answers):
            if end >= 0:
                os.close(end)
        _, status = os.waitpid(self._process, 0)
        self._questions = self._answers = -1
        self._process = 0
        return status


def beside(work: Callable[[], bytes], own: Callable[[], Own]) -> tuple[Own, bytes]:
    """Do one's own work while a helper does some work, and give what both gave; what a helper cannot is done here.

    Only where `can_help`.
    """
    helper = Helper(lambda _: work())
    try:
        done = own()
        answer = helper.answer()
    finally:
        helper.dismiss()
    return done, work() if answer is None else answer


def apart(work: Callable[[], bytes], seconds: int) -> bytes:
    """Do work in a process of its own, with so many seconds of the processor at most, and return what it gave.

    For what may take all memory, or for ever: libraries that end their process where memory ends end that one alone.
    What the work raises is raised here; TooCostlyError, and SystemFault where memory ends. Only where `can_help`.
    """
    helper = Helper(lambda _: _within(seconds, work))
    try:
        helper.ask(b"")
        answer = helper.result()
    finally:
        helper.dismiss()
    return work() if answer is None else answer


def has_room() -> bool:
    """Whether this process may have some more memory; where it may not, libraries in Rust would end it."""
    try:
        bytes(_SPARE_BYTES)  # a mapping that nobody touches: asked for and given back in microseconds
    except MemoryError:
        return False
    return True


def _within(seconds: int, work: Callable[[], bytes]) -> bytes:  # pragma: no cover - in the helper
    import resource  # noqa: PLC0415 - not everywhere

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return work()


def _time_is_over() -> int:
    import signal  # noqa: PLC0415 - start-up counts

    return signal.SIGXCPU


def can_help() -> bool:
    """Whether a `Helper` can be had: whether processes are forked here (see above)."""
    return sys.platform == "linux"


def _help(
    work: Callable[[Callable[[], bytes]], bytes], asking: int, answering: int
) -> NoReturn:  # pragma: no cover - in the helper
    """Do the work in the helper, and end it."""
    status = 1
    try:
        from feedpub.io import signals  # noqa: PLC0415 - start-up counts

        signals.end_with_the_first()
        _write(answering, work(lambda: _read(asking)))
        status = 0
    except MemoryError:
        status = _WANTS_MEMORY
    finally:
        os._exit(status)  # what this process has on its stack, and at its end, is not for the helper to go on with


def _write(end: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(end, rest) :]


def _read(end: int) -> bytes:
    """Read to the end."""
    parts = []
    while part := os.read(end, _PIPE_BYTES):
        parts.append(part)
    return b"".join(parts)


def begin_threads(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Begin these threads and return those that have begun: as many as the system lets there be, perhaps none."""
    begun: list[Thread] = []
    for thread in threads:
        try:
            thread.start()
        except RuntimeError:
            break  # neither memory nor a number is left for one more
        begun.append(thread)
    return tuple(begun)
