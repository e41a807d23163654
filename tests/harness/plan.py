"""The preloaded library that has calls to the file system fail, and the plan by which it does so."""

from __future__ import annotations

import ctypes.util
import enum
import errno
import functools
import mmap
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.scratch import root

_SOURCE = Path(__file__).with_name("shim.c")
_LAYOUT = struct.Struct("=iiiiqqqqii16s256s512s")
"""The fields of `struct plan` in shim.c."""


class Call(enum.IntFlag):
    """Kinds of calls; the numbers are those of shim.c."""

    OPEN = 1
    CREATE = 2
    READ = 4
    WRITE = 8
    SYNC = 16
    RENAME = 32
    UNLINK = 64
    MKDIR = 128
    RMDIR = 256
    STAT = 512
    LIST = 1024
    TRUNCATE = 2048
    LOCK = 4096
    LINK = 8192
    CLOSE = 16384
    CHMOD = 32768


CHANGING = (
    Call.CREATE | Call.WRITE | Call.SYNC | Call.RENAME | Call.UNLINK | Call.MKDIR | Call.RMDIR | Call.TRUNCATE
    | Call.LOCK | Call.LINK | Call.CHMOD
)  # fmt: skip
"""The calls before and after which the disk differs, or what is held of it."""
_NAMED = (
    Call.OPEN | Call.CREATE | Call.STAT | Call.LIST | Call.RENAME | Call.UNLINK | Call.MKDIR | Call.RMDIR | Call.LINK
    | Call.CHMOD
)  # fmt: skip
_GROWING = Call.CREATE | Call.WRITE | Call.SYNC | Call.RENAME | Call.MKDIR | Call.LINK | Call.CLOSE


class _Kind(enum.IntEnum):
    FAIL = 0
    SIGNAL_BEFORE = 1
    SIGNAL_AFTER = 2
    FULL = 3


class Fault(enum.Enum):
    """What happens at the n-th call it can happen to: kind, number of the error or signal, calls, whether it lasts."""

    EIO = (_Kind.FAIL, errno.EIO, ~Call(0), False)
    EMFILE = (_Kind.FAIL, errno.EMFILE, Call.OPEN | Call.CREATE | Call.LIST, False)
    EACCES = (_Kind.FAIL, errno.EACCES, _NAMED, False)
    ENOSPC = (_Kind.FAIL, errno.ENOSPC, _GROWING, False)
    KILL_BEFORE = (_Kind.SIGNAL_BEFORE, signal.SIGKILL, CHANGING, False)
    KILL_AFTER = (_Kind.SIGNAL_AFTER, signal.SIGKILL, CHANGING, False)
    TERM = (_Kind.SIGNAL_BEFORE, signal.SIGTERM, CHANGING, False)
    EIO_LASTING = (_Kind.FAIL, errno.EIO, ~Call(0), True)
    ENOSPC_LASTING = (_Kind.FAIL, errno.ENOSPC, _GROWING, True)
    INT = (_Kind.SIGNAL_BEFORE, signal.SIGINT, CHANGING, False)
    KILL_AFTER_RENAME = (_Kind.SIGNAL_AFTER, signal.SIGKILL, Call.RENAME, False)
    KILL_BEFORE_SYNC = (_Kind.SIGNAL_BEFORE, signal.SIGKILL, Call.SYNC, False)

    @property
    def kills(self) -> bool:
        """Whether the process is dead at once."""
        return bool(self.value[1] == signal.SIGKILL)

    @property
    def interrupts(self) -> bool:
        """Whether the process is asked to end, and tidies up."""
        return self.value[1] in {signal.SIGTERM, signal.SIGINT}


@dataclass(frozen=True, kw_only=True)
class Fired:
    """Whether the plan came to pass, and where."""

    fired: bool
    count: int
    call: str
    path: str


class Plan:
    """The file that the library maps: what is to happen below `root`."""

    def __init__(self, file: Path, root: Path) -> None:
        self.file = file
        self._root = str(root.resolve()).encode()
        file.write_bytes(_LAYOUT.pack(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b"", b"", self._root))
        with file.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), _LAYOUT.size)

    def arm(self, fault: Fault, at: int) -> None:
        """Have the fault happen at the `at`-th call that it can happen to; at none for 0, which only counts."""
        kind, number, mask, lasts = fault.value
        self._write(1, kind, number, lasts, int(mask) & 0xFFFFFFFF, at, 0)

    def arm_full(self, room: int) -> None:
        """Have the disk be full after so many bytes."""
        self._write(1, _Kind.FULL, errno.ENOSPC, 1, int(Call.WRITE), 0, room)

    def disarm(self) -> Fired:
        """Let all calls through; return what has happened."""
        values = _LAYOUT.unpack(self._map[:])
        self._map[0:4] = struct.pack("=i", 0)
        call, path = (text.split(b"\0")[0].decode("utf-8", "replace") for text in values[10:12])
        return Fired(fired=bool(values[8]), count=values[6], call=call, path=path.removeprefix(self._root.decode()))

    def _write(self, armed: int, kind: int, number: int, lasts: int, mask: int, at: int, room: int) -> None:  # noqa: PLR0913, PLR0917 - the fields
        self._map[:] = _LAYOUT.pack(armed, kind, number, lasts, mask, at, 0, room, 0, 0, b"", b"", self._root)


@functools.cache
def why_not() -> str:
    """Say why there can be no library here; "" where there can."""
    if not sys.platform.startswith("linux"):
        return "the library that has system calls fail is written for Linux"
    if ctypes.util.find_library("c") != "libc.so.6":
        return "the library that has system calls fail is written for the GNU C library"
    if compiler() is None:
        return "there is no C compiler (cc, gcc or clang) for the library that has system calls fail"
    return ""


def compiler() -> str | None:
    """Return the path of a C compiler."""
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def compiled(folder: Path) -> Path:
    """Compile the library into a folder; return its file."""
    library = folder / "faults.so"
    command = [
        compiler() or "cc",
        "-O1",
        "-fPIC",
        "-shared",
        "-Wall",
        "-Werror",
        "-o",
        str(library),
        str(_SOURCE),
        "-ldl",
    ]
    subprocess.run(command, check=True)
    return library


def scratch() -> Path:
    """Make a folder for sites, in memory where that is possible."""
    return Path(tempfile.mkdtemp(prefix="feedpub-faults-", dir=root())).resolve()
