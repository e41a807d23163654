"""A web server on this machine that ends with its test; it answers what the test says, and notes what it was asked."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from feedpub.incremental.store import NOWHERE, Store
from feedpub.web import fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: threading.Event | None = None
    """Nothing is answered before this happens."""


@dataclass
class Server:
    """`answers` by path; whatever else is asked for is not there."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        found = self.answers.get(path, Answer(b"nothing here", 404))
        validators = {headers.get("If-None-Match"), headers.get("If-Modified-Since")} - {None}
        if validators and validators <= {found.headers.get("ETag"), found.headers.get("Last-Modified")}:
            return Answer(status=304)
        return found


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = server.answer(self.path, dict(self.headers))
            if found.wait:
                found.wait.wait(5)
            self.send_response(found.status)
            for name, value in {"Content-Length": str(len(found.body)), **found.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Stay silent when a client has hung up."""

    httpd = Quiet(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@contextmanager
def behaving(behave: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Serve on this machine whatever `behave` does with a connection, until the event happens; give the address."""
    over = threading.Event()
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the client has hung up, as it should
            behave(connection, over)

    def accept() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                connection, _ = listening.accept()
                connection.settimeout(5)
                threads.append(threading.Thread(target=serve, args=(connection,)))
                threads[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.01)
        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()
            for thread in (accepting, *threads):
                thread.join()


def sends(*parts: bytes, again: bytes = b"", pause: float = 0.0) -> Callable[[socket.socket, threading.Event], None]:
    """Return a behaviour: read the request, send the parts, then the same bytes again and again; or hang up."""

    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(1 << 16)
        for part in parts:
            connection.sendall(part)
        while again and not over.wait(pause):
            connection.sendall(again)

    return behave


def got(
    address: str, *, cache: Store = NOWHERE, limits: fetch.FetchLimits = fetch.USUAL
) -> fetch.FetchedDocument | None:
    """Return the one document at an address, None where there is none."""
    return fetch.get_all([address], fetch.session(address, limits), cache=cache)[address]
