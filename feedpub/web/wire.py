"""A connection of which every single wait ends in time; the one place where sockets are opened."""

from __future__ import annotations

import errno
import io
import os
import socket
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from feedpub.io import workers
from feedpub.web.addresses import is_public

if TYPE_CHECKING:
    import ssl
    from typing import TypeAlias

    from _typeshed import WriteableBuffer

    from feedpub.web.session import Errand

    Place: TypeAlias = tuple[int, tuple[object, ...]]
    """Family of a socket, and the address as it takes it: number and port come first."""


class Wire(io.RawIOBase):
    """A connected socket as `http.client` reads it. Whoever opened the socket closes it."""

    def __init__(self, sock: socket.socket, errand: Errand) -> None:
        super().__init__()
        self._sock, self._errand = sock, errand
        self.is_over = False
        """Whether the other end has said that nothing more comes."""
        self._reader: io.BufferedReader[Wire] = io.BufferedReader(self)

    def readable(self) -> bool:
        """Say that there is something to be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Wait for bytes, no longer than the errand has time."""
        self._sock.settimeout(self._errand.wait())
        size = self._sock.recv_into(buffer)
        self._errand.received(size)
        self.is_over = not size
        return size

    def sendall(self, data: bytes) -> None:
        """Send everything, no slower than the errand has time."""
        while data:
            self._sock.settimeout(self._errand.wait())
            data = data[self._sock.send(data) :]

    def makefile(self, *_: object, **__: object) -> io.BufferedReader[Wire]:
        """Return the one reader of this connection: what it has read ahead must not be lost."""
        return self._reader


def connected(host: str, port: int, errand: Errand, *, may_be_private: bool = False) -> socket.socket:
    """Return a connection to the first address of a host that answers and may be asked.

    The address that was looked at is the one that is connected, so no second answer of a name server matters. Raises
    OSError when none answers, ValueError when none may be asked.
    """
    places = _places(host, errand)
    asked = [one for one in places if may_be_private or errand.may_meet(str(one[1][0]), host)]
    if not asked:
        raise ValueError(
            f"it leads from a public address to {places[0][1][0]}, which is private; nothing was asked there"
        )
    failure: OSError | None = None
    for family, place in asked:
        try:
            sock = _opened(family, (place[0], port, *place[2:]), errand)
        except OSError as error:
            failure = error
            continue
        if not may_be_private:
            errand.met(public=is_public(str(place[0])))
        return sock
    raise failure or OSError(f"{host} has no address")


def _opened(family: int, place: tuple[object, ...], errand: Errand) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    errand.session.opened(sock)
    try:
        sock.settimeout(errand.wait())
        sock.connect(place)
    except BaseException:
        sock.close()
        raise
    return sock


def _places(host: str, errand: Errand) -> tuple[Place, ...]:
    """Return the addresses of a host, the public ones alone where it has any. Each name is resolved once a session."""
    session = errand.session
    if (known := session.resolved.get(host)) is not None:
        return known
    found = _numeric(host) or _looked_up(host, errand)
    public = tuple(one for one in found if is_public(str(one[1][0])))
    with session.lock:
        return session.resolved.setdefault(host, public or found)


def _numeric(host: str) -> tuple[Place, ...]:
    try:
        return _info(host, socket.AI_NUMERICHOST)
    except OSError:
        return ()


def _looked_up(host: str, errand: Errand) -> tuple[Place, ...]:
    """Ask the name servers, in a thread that can be left behind: nothing else ends such a question."""
    answers: SimpleQueue[tuple[Place, ...] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_info(host, 0))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    if not workers.begin_threads([threading.Thread(target=ask, daemon=True)]):
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
    try:
        answer = answers.get(timeout=errand.wait())
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _info(host: str, flags: int) -> tuple[Place, ...]:
    found: list[Any] = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=flags)
    return tuple((family, place) for family, _, _, _, place in found)


def secured(sock: socket.socket, host: str, context: ssl.SSLContext, errand: Errand) -> ssl.SSLSocket:
    """Return the connection with TLS. A connection that breaks off is told from one that ends."""
    tls = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False, suppress_ragged_eofs=False)
    errand.session.opened(tls)
    try:
        tls.settimeout(errand.wait())
        tls.do_handshake()
    except BaseException:
        tls.close()
        raise
    return tls
