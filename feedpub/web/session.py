"""What may be spent on the documents of one comparison, for each and for all, and where it may lead.

Every wait and every byte is asked for here, so that no server decides how long a build takes or what it holds.
"""

from __future__ import annotations

import threading
import time
import urllib.request
from contextlib import suppress
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING
from weakref import WeakSet

from msgspec import Struct

from feedpub.web.addresses import is_public, is_reserved, parse

if TYPE_CHECKING:
    import ssl

    from feedpub.web.addresses import WebAddress


class FetchLimits(Struct, frozen=True, kw_only=True):
    """How much of a server's answer is borne."""

    size: int = 32_000_000
    """Bytes of a document, unpacked."""
    seconds: float = 60.0
    """Time for a document in all, its redirects included."""
    silence: float = 20.0
    """Time without a byte."""
    redirects: int = 5
    """Redirects of a document."""
    size_of_all: int = 256_000_000
    """Bytes of all documents, unpacked."""
    seconds_for_all: float = 300.0
    """Time for all documents."""

    @property
    def received(self) -> int:
        """Bytes that a server may send for a document: heads, packing and all."""
        return self.size + 1_000_000


USUAL = FetchLimits()


class TogetherError(Exception):
    """All documents together go beyond a limit."""


class Session:
    """The documents that are got from one place that the owner of the site has named."""

    def __init__(self, start: str, limits: FetchLimits = USUAL) -> None:
        """Begin at an address. Raises ValueError for one that is none."""
        self.start: WebAddress = parse(start)
        self.limits = limits
        self.proxies = urllib.request.getproxies()
        self.lock = threading.Lock()
        self.resolved: dict[str, tuple[tuple[int, tuple[object, ...]], ...]] = {}
        """Each name is resolved once, so that its second answer cannot lead elsewhere."""
        self.has_met_public = False
        """Whether anything came from the public network, which must not lead into a private one."""
        self._ends = time.monotonic() + limits.seconds_for_all
        self._room = limits.size_of_all
        self._is_cancelled = False
        self._sockets: WeakSet[socket] = WeakSet()
        self._context: ssl.SSLContext | None = None

    def left(self) -> float:
        """Return the seconds that are left for all. Raises TogetherError when there are none."""
        left = self._ends - time.monotonic()
        if self._is_cancelled or left <= 0:
            raise TogetherError(f"all documents together take longer than {self.limits.seconds_for_all:g} seconds")
        return left

    def has_time(self) -> bool:
        """Whether there is time for one more request."""
        return not self._is_cancelled and time.monotonic() < self._ends

    def hold(self, size: int) -> None:
        """Count bytes that stay in memory. Raises TogetherError when there are too many."""
        with self.lock:
            self._room -= size
            if self._room < 0:
                raise TogetherError(f"all documents together are larger than {self.limits.size_of_all:,} bytes")

    def authorization(self, address: WebAddress) -> str:
        """Return the password of the start for the start's own server; nothing for any other."""
        return self.start.authorization if address.origin == self.start.origin else ""

    def context(self) -> ssl.SSLContext:
        """Return what checks certificates; to make it takes as long as a small document."""
        import ssl  # noqa: PLC0415 - what is fetched without TLS needs none

        with self.lock:
            if self._context is None:
                self._context = ssl.create_default_context()
            return self._context

    def opened(self, sock: socket) -> None:
        """Take note of a connection, so that `cancel` finds it."""
        with self.lock:
            self._sockets.add(sock)

    def cancel(self) -> None:
        """End everything that is under way: waits end, and no new ones begin."""
        self._is_cancelled = True
        with self.lock:
            for sock in self._sockets:
                with suppress(OSError):  # it has ended by itself
                    socket.shutdown(sock, SHUT_RDWR)  # that of TLS would take time to say goodbye


class Errand:
    """One document on its way: what it may still take, and whether it has been on the public network."""

    def __init__(self, session: Session, address: WebAddress) -> None:
        self.session = session
        self.limits = session.limits
        self.is_public = session.has_met_public and address.host != session.start.host
        self.certificate_ends = ""
        """Until when the certificate of whoever answered is valid, as `ssl` writes it; empty without TLS."""
        self._ends = time.monotonic() + self.limits.seconds
        self._room = self.limits.received

    def wait(self) -> float:
        """Return the seconds that the next wait may take. Raises TimeoutError or TogetherError when there are none."""
        left = min(self.session.left(), self._ends - time.monotonic(), self.limits.silence)
        if left <= 0:
            raise TimeoutError
        return left

    def received(self, size: int) -> None:
        """Count bytes as they come in. Raises ValueError when there are too many."""
        self._room -= size
        if self._room < 0:
            raise ValueError(f"it is larger than {self.limits.size:,} bytes")

    def met(self, *, public: bool) -> None:
        """Take note of the network that an answer comes from."""
        if public:
            self.is_public = self.session.has_met_public = True

    def may_meet(self, number: str, host: str) -> bool:
        """Whether an IP address may be asked: a private one only where nothing public has led there.

        What is neither public nor an office's, such as the address where clouds keep keys, only its owner may name.
        """
        if is_public(number):
            return True
        return not self.is_public and (host == self.session.start.host or not is_reserved(number))
