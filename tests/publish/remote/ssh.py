"""A server for SFTP on this machine that ends with its test, and lets in whoever has the key."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("paramiko", reason="paramiko is not installed")
import paramiko

USER = "deploy"


class _Session(paramiko.ServerInterface):  # type: ignore[misc] # the library has no types
    """Lets in whoever has a key."""

    def __init__(self, known: Any) -> None:  # noqa: ANN401 - the library has no types
        self._known = known

    def check_auth_publickey(self, username: str, key: Any) -> int:  # noqa: ANN401 - as above
        is_known = username == USER and key == self._known
        return int(paramiko.AUTH_SUCCESSFUL if is_known else paramiko.AUTH_FAILED)

    def get_allowed_auths(self, username: str) -> str:  # noqa: ARG002 - as the library calls it
        return "publickey"

    def check_channel_request(self, kind: str, chanid: int) -> int:  # noqa: ARG002 - as the library calls it
        return int(paramiko.OPEN_SUCCEEDED)


def _answered(call: Callable[[], object]) -> Any:  # noqa: ANN401 - whatever it returns
    """Return what a call of the system comes to, or the number by which SFTP says that it failed."""
    try:
        found = call()
    except OSError as error:
        return paramiko.SFTPServer.convert_errno(error.errno or 0)
    return paramiko.SFTP_OK if found is None else found


class _Files(paramiko.SFTPServerInterface):  # type: ignore[misc] # the library has no types
    """The files below a folder, which is the root of all paths."""

    def __init__(self, server: Any, folder: str, readonly: bool) -> None:  # noqa: ANN401, FBT001 - as the library calls it
        super().__init__(server)
        self._folder = folder
        self._readonly = readonly

    def _real(self, path: str) -> str:
        return f"{self._folder}{self.canonicalize(path)}"

    def list_folder(self, path: str) -> Any:  # noqa: ANN401 - as the library has it
        real = self._real(path)

        def listed() -> list[Any]:
            return [paramiko.SFTPAttributes.from_stat(one.lstat(), one.name) for one in sorted(Path(real).iterdir())]

        return _answered(listed)

    def stat(self, path: str) -> Any:  # noqa: ANN401 - as the library has it
        return _answered(lambda: paramiko.SFTPAttributes.from_stat(Path(self._real(path)).stat()))

    def lstat(self, path: str) -> Any:  # noqa: ANN401 - as the library has it
        return _answered(lambda: paramiko.SFTPAttributes.from_stat(Path(self._real(path)).lstat()))

    def open(self, path: str, flags: int, attr: object) -> Any:  # noqa: ANN401, ARG002 - as the library has it
        is_written = bool(flags & (os.O_WRONLY | os.O_RDWR))
        if self._readonly and is_written:
            return paramiko.SFTP_PERMISSION_DENIED

        def opened() -> Any:  # noqa: ANN401 - as the library has it
            file = os.fdopen(os.open(self._real(path), flags, 0o644), "wb" if is_written else "rb")
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = handle.writefile = handle.filename = file
            return handle

        return _answered(opened)

    def remove(self, path: str) -> Any:  # noqa: ANN401 - as the library has it
        return _answered(lambda: Path(self._real(path)).unlink())

    def rename(self, oldpath: str, newpath: str) -> Any:  # noqa: ANN401 - as the library has it
        if Path(self._real(newpath)).exists():
            return paramiko.SFTP_FAILURE
        return self.posix_rename(oldpath, newpath)

    def posix_rename(self, oldpath: str, newpath: str) -> Any:  # noqa: ANN401 - as the library has it
        return _answered(lambda: Path(self._real(oldpath)).replace(self._real(newpath)) and None)

    def mkdir(self, path: str, attr: object) -> Any:  # noqa: ANN401, ARG002 - as the library has it
        return _answered(lambda: Path(self._real(path)).mkdir())

    def rmdir(self, path: str) -> Any:  # noqa: ANN401 - as the library has it
        return _answered(lambda: Path(self._real(path)).rmdir())


def new_key() -> Any:  # noqa: ANN401 - the library has no types
    return paramiko.ECDSAKey.generate()


@contextmanager
def serving(folder: Path, home: Path, *, is_known: bool = True, readonly: bool = False) -> Iterator[int]:
    """Serve a folder as the root of all paths; give the port.

    In `home` there is the key that lets in, and, where the server `is_known`, its own in known_hosts.
    """
    host_key, user_key = new_key(), new_key()
    ssh = home / ".ssh"
    ssh.mkdir(parents=True, exist_ok=True)
    user_key.write_private_key_file(str(ssh / "id_ecdsa"))
    transports: list[Any] = []
    over = threading.Event()

    def accept() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                connection, _ = listening.accept()
                transport = paramiko.Transport(connection)
                transport.add_server_key(host_key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, str(folder), readonly)
                transports.append(transport)
                with suppress(paramiko.SSHException, EOFError, OSError):  # the client has hung up
                    transport.start_server(server=_Session(user_key))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        line = f"[127.0.0.1]:{port} {host_key.get_name()} {host_key.get_base64()}\n"
        (ssh / "known_hosts").write_text(line if is_known else "")
        listening.settimeout(0.05)
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield port
        finally:
            over.set()
            thread.join()
            for transport in transports:
                transport.close()
