"""A web server on this machine that does all as it should, until a test plants a fault."""

from __future__ import annotations

import gzip
import hashlib
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

CHANGED = "Sun, 01 Feb 2026 00:00:00 GMT"
TYPES = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    ".json": "application/feed+json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".mp3": "audio/mpeg",
    "/": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request; the names of headers are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def having(self, **headers: str | None) -> Answer:
        """Return the answer with other headers; None takes one away."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        left = {name: value for name, value in self.headers.items() if name.lower() not in named}
        return replace(self, headers=left | {name: value for name, value in named.items() if value is not None})


@dataclass
class Host:
    """`files` by path; `alter` is the fault: from the request and the right answer to the one that is sent."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    alter: Callable[[Asked, Answer], Answer] = lambda _asked, right: right
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self.alter(asked, self._right(asked))

    def _right(self, asked: Asked) -> Answer:
        path = asked.path.partition("?")[0]
        data = self.files.get(path)
        if data is None:
            return Answer(status=404, headers={"Content-Type": "text/plain"}, body=b"nothing here")
        kind = next((kind for end, kind in TYPES.items() if path.endswith(end)), "application/octet-stream")
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        headers = {"Content-Type": kind, "Last-Modified": CHANGED, "Cache-Control": "public, max-age=600"}
        if path.endswith(".json"):
            headers["Access-Control-Allow-Origin"] = "*"
        if path.endswith(".mp3"):
            return self._part(asked, headers | {"Accept-Ranges": "bytes", "ETag": etag}, data)
        if "gzip" in asked.headers.get("accept-encoding", ""):
            data, etag = gzip.compress(data, mtime=0), f"W/{etag}"
            headers["Content-Encoding"] = "gzip"
        headers |= {"ETag": etag, "Vary": "Accept-Encoding"}
        known = asked.headers.get("if-none-match")
        is_known = known == etag if known else asked.headers.get("if-modified-since") == CHANGED
        return Answer(status=304, headers=headers) if is_known else Answer(headers=headers, body=data)

    @staticmethod
    def _part(asked: Asked, headers: dict[str, str], data: bytes) -> Answer:
        if asked.headers.get("range") != "bytes=0-1":
            return Answer(headers=headers, body=data)
        return Answer(status=206, headers=headers | {"Content-Range": f"bytes 0-1/{len(data)}"}, body=data[:2])


@contextmanager
def hosting(number: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> Iterator[Host]:
    """Serve until the end of the block, with TLS where a context is given."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found = host.answer(Asked(method=self.command, path=self.path, headers=headers, body=body))
            self.send_response_only(found.status)
            sized = {} if found.status == 304 else {"Content-Length": str(len(found.body))}
            for name, value in (sized | found.headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD" and found.status != 304:
                self.wfile.write(found.body)

        do_GET = do_HEAD = do_POST = _serve  # noqa: N815 - as the library calls them

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Stay silent when a client has hung up."""

    httpd = Quiet((number, 0), Handler)
    if tls is not None:
        httpd.socket = tls.wrap_socket(httpd.socket, server_side=True)
    host.url = f"http{'s' if tls else ''}://{number}:{httpd.server_port}/"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield host
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
