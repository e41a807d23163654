"""Reads zip files that the command line names, file by file, without unpacking them to the disk.

Whoever made the file, reading it takes no more memory than `MAX_LISTING` and the largest file that is asked for, and no
more time than `MAX_UNPACKED` takes. What cannot be read so is a ValueError that says why.
"""

from __future__ import annotations

import os
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from feedpub.io import reading
from feedpub.io.resolving import fault, real

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO
    from zipfile import ZipFile

    from feedpub.io.resolving import Folder

_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
"""What a zip file begins with; the second where it holds nothing."""
MAX_LISTING: Final = 16_000_000
"""Bytes of the list of its files, in which each takes fifty and its name."""
MAX_UNPACKED: Final = 1_000_000_000
"""Bytes of all files that are read."""
_END: Final = struct.Struct("<4s4H2LH")
"""The end record (APPNOTE.TXT section 4.3.16)."""
_LONGEST_COMMENT: Final = (1 << 16) - 1
_ZIP64_LOCATOR: Final = 20
"""Length of what stands before the end record where other numbers count (section 4.3.15)."""
_METHODS: Final = frozenset({0, 8})
"""Stored and deflated, which unpack in parts; and nobody who exports posts uses others."""
_ENCRYPTED: Final = 1
_UNPACK: Final = "unpack it and name the folder"


def is_archive(path: Folder) -> bool:
    """Return whether a path of the command line is a zip file, by what it begins with. Raises SystemFault."""
    folder, name = os.path.split(real(path))
    return bool(name) and (reading.beginning(folder, name, 4) or b"") in _SIGNATURES


class Archive:
    """The files in a zip file."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED

    def names(self) -> tuple[str, ...]:
        """Return the paths of its files, sorted, without those that only macOS reads."""
        names = {name for name in self._archive.namelist() if not name.endswith("/")}
        return tuple(sorted(name for name in names if not name.startswith("__MACOSX/")))

    def read(self, name: str, most: int) -> bytes:
        """Return what a file holds. ValueError for one that is damaged, or larger than that."""
        import zlib  # noqa: PLC0415 - start-up counts
        from zipfile import BadZipFile  # noqa: PLC0415 - start-up counts

        found = self._archive.getinfo(name)
        if found.flag_bits & _ENCRYPTED:
            raise ValueError(f"{name} in it is encrypted; {_UNPACK}")
        if found.compress_type not in _METHODS:
            raise ValueError(f"{name} in it is packed in a way that is not read here; {_UNPACK}")
        most = min(most, self._left)
        try:
            with self._archive.open(found) as file:
                data = file.read(most + 1)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise ValueError(f"{name} in it is damaged ({error}); export or download it again") from error
        if len(data) > most:
            raise ValueError(f"{name} in it unpacks to more than {most:,} bytes")
        self._left -= len(data)
        return data


@contextmanager
def opened(path: Folder) -> Iterator[Archive]:
    """Open a zip file that the command line names. Raises SystemFault, and ValueError for one that is damaged."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - start-up counts

    folder, name = os.path.split(real(path))
    try:
        descriptor = reading.opened(folder, name)
    except OSError as error:
        raise fault(os.fspath(path), error) from error
    with os.fdopen(descriptor, "rb") as file:
        _check_listing(file)
        try:
            archive = ZipFile(file)
        except (BadZipFile, OSError, NotImplementedError, ValueError, struct.error) as error:
            raise ValueError(f"it is a damaged zip file ({error}); export or download it again") from error
        with archive:
            yield Archive(archive)


def _check_listing(file: IO[bytes]) -> None:
    """Look at the size of the list of files before it is read. ValueError where it is too long, or there is none."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    file.seek(0)
    start = tail.rfind(_SIGNATURES[1])
    if start < 0 or len(tail) - start < _END.size:
        raise ValueError("it is a damaged zip file: it breaks off; export or download it again")
    length = _END.unpack_from(tail, start)[5]
    if length > MAX_LISTING or tail[max(0, start - _ZIP64_LOCATOR) : start].startswith(b"PK\x06\x07"):
        raise ValueError(f"it is a zip file of very many or very large files; {_UNPACK}")
