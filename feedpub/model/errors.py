"""What feedpub raises when it cannot go on. Whatever can be said about a file is a Diagnostic instead.

FeedpubError            exit code
 ├─ UsageError          2   wrong usage or configuration
 ├─ ContentError        1   problems in content, output or guard; carries the diagnostics
 ├─ SystemFault         3   disk, permission, network
 └─ PluginError         2   a plug-in that cannot be loaded, or failed
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedpub.model.records import Diagnostic, Document


NO_MEMORY: Final = "there is not enough memory; nothing was published. Try --jobs 1, or feeds with fewer items"
TOO_DEEP: Final = "something is nested too deep to be read; nothing was published"


class FeedpubError(Exception):
    """The root of the tree: `str()` is the message for people, `exit_code` what the command ends with."""

    exit_code: ClassVar[int] = 3


class UsageError(FeedpubError):
    """Wrong usage or configuration; `diagnostics` names every mistake found."""

    exit_code = 2

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)


class ContentError(FeedpubError):
    """Problems in content, output or guard: nothing was published."""

    exit_code = 1

    def __init__(
        self, message: str, diagnostics: Sequence[Diagnostic] = (), documents: Sequence[Document] = ()
    ) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)
        self.documents = tuple(documents)
        """What was made and not published; diagnostics may be about it."""


class SystemFault(FeedpubError):  # noqa: N818 - a fault of the system, not of what the user gave
    """Disk, permission or network; `path` is the file or address concerned."""

    exit_code = 3

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class PluginError(FeedpubError):
    """A plug-in failed: `entry_point` of the package `distribution`, when it was to `load` or to `run`."""

    exit_code = 2

    def __init__(
        self, message: str, distribution: str = "", entry_point: str = "", phase: Literal["load", "run"] = "run"
    ) -> None:
        super().__init__(message)
        self.distribution = distribution
        self.entry_point = entry_point
        self.phase = phase


@contextmanager
def faults() -> Iterator[None]:
    """Raise SystemFault where memory or the stack of the interpreter ends, or the system refuses."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read what we say has left: no fault
    except OSError as error:
        path, said = str(error.filename or ""), error.strerror or str(error)
        raise SystemFault(f"{path}: {said}" if path else said, path) from error
    except MemoryError as error:
        raise SystemFault(NO_MEMORY) from error
    except RecursionError as error:
        raise SystemFault(TOO_DEEP) from error
