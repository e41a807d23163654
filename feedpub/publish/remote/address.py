"""The address of a place on the network to publish into, as people write it. Reads nothing, asks nobody.

Credentials have no place in it: an address stands in files, logs and lists of processes.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

FILE: Final = "file"
KNOWN: Final = ("s3", "gs", "sftp", "memory")
"""Protocols; `file` is a folder of this machine, which is published into as any other."""
_BUCKETS: Final = frozenset({"s3", "gs"})
_HOME: Final = "/~/"
"""Begins a path from the folder that a server puts its user into."""
_EXAMPLES: Final = "`s3://bucket/prefix`, `gs://bucket/prefix` or `sftp://user@host/folder`"


class RemoteAddress(Struct, frozen=True, kw_only=True):
    """A place on the network, or in the memory of this process."""

    protocol: str
    """One of `KNOWN`."""
    host: str
    """Name of the bucket or of the server."""
    path: str
    """The prefix or folder, without a slash at its end; of a server whole, or from the folder of its user."""
    user: str = ""
    port: int | None = None

    def __str__(self) -> str:
        """Return the address for people, records and lists: without a slash at its end."""
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        if self.protocol == "sftp":
            path = self.path if self.path.startswith("/") else f"{_HOME}{self.path}"
        else:
            path = f"/{self.path}" if self.path else ""
        return f"{self.protocol}://{user}{self.host}{port}{path.rstrip('/')}"


def is_folder(address: str) -> bool:
    """Whether an address names a folder of this machine: `file:///srv/www`."""
    return address.startswith(f"{FILE}:")


def folder_of(address: str) -> str:
    """Return the folder that a `file:` address names. ValueError, with a sentence, for one of another machine."""
    parts = urlsplit(address)
    if parts.netloc not in {"", "localhost"} or not parts.path.startswith("/") or parts.query or parts.fragment:
        raise ValueError(f"{address!r} names no folder of this machine; write it like `file:///srv/www`")
    return unquote(parts.path)


def parsed(address: str) -> RemoteAddress:
    """Return what an address means. ValueError, with a sentence for people that repeats no password."""
    protocol, sign, rest = address.partition("://")
    if not sign:
        raise ValueError(f"{address!r} is no address to publish to; write it like {_EXAMPLES}")
    if protocol not in KNOWN:
        raise ValueError(f"nothing can be published to {protocol}://; known are {_EXAMPLES}, and `file:///folder`")
    netloc, _, path = rest.partition("/")
    user, _, host = netloc.rpartition("@")
    if ":" in user or (user and protocol != "sftp"):
        raise ValueError(
            "an address to publish to holds no password and no key: it stands in files and logs; "
            "the environment, or the usual files of the library, have the credentials"
        )
    if not address.isprintable() or any(mark in address for mark in (" ", "?", "#", "\\", "::")):
        raise ValueError(f"{address!r} has characters that no address to publish to has; write it like {_EXAMPLES}")
    host, port = _with_port(host, address) if protocol == "sftp" else (host, None)
    if not host or (":" in host and protocol in _BUCKETS):
        what = "bucket" if protocol in _BUCKETS else "host"
        raise ValueError(f"{address!r} names no {what}; write it like {_EXAMPLES}")
    return RemoteAddress(protocol=protocol, host=host, path=_path(protocol, path, address), user=user, port=port)


def _with_port(host: str, address: str) -> tuple[str, int | None]:
    name, sign, port = host.rpartition(":")
    if not sign or host.endswith("]"):
        return host, None
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 1 << 16):
        raise ValueError(f"{address!r} has a port that is no number below 65536")
    return name, int(port)


def _path(protocol: str, path: str, address: str) -> str:
    """Return the path: names without `.` and `..`, which a store takes for names and a server does not."""
    path = path.rstrip("/")
    is_of_home = protocol == "sftp" and f"/{path}/".startswith(_HOME)
    names = path.split("/")[1:] if is_of_home else path.split("/") if path else []
    if any(name in {"", ".", ".."} for name in names):
        raise ValueError(f"{address!r} has an empty name, `.` or `..` in its path; write the path as it is")
    if protocol != "sftp":
        return path
    if not path:
        raise ValueError(f"{address!r} names no folder; write it like `sftp://user@host/srv/www`")
    return "/".join(names) if is_of_home else f"/{path}"
