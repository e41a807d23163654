"""HTTP for people at this machine: GET and HEAD, on the loopback interface, and only to who means this server.

A name that leads to 127.0.0.1 would let a page of anybody read what is shown here (DNS rebinding): so the Host of a
request must be this machine's own (RFC 9112, section 3.2). Nothing but a lookup by whole names answers a request,
and of files of the disk only the pictures that posts show (`pictures`).
"""

from __future__ import annotations

import pkgutil
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from feedpub.preview import changes, documents, feeds, layout, pictures, posts
from feedpub.preview.answers import PreviewAnswer, as_page, of_document, of_page
from feedpub.text.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.building import ContinuousBuild, ShownBuild
    from feedpub.text.markup import Node

LOOPBACK: Final = "127.0.0.1"
_METHODS: Final = ("GET", "HEAD")
_EVENTS: Final = f"{layout.ROOT}events"
_PLACES_OF_PAGES: Final = ("document", "iframe")
"""Where a browser shows what it fetches (Fetch Metadata Request Headers, section 2.1); feed readers say nothing."""
_SILENCE: Final = 15.0
"""Seconds without an event after which a comment is sent, which shows whether anybody still listens."""
_PATIENCE: Final = 30
"""Seconds that a connection may say nothing."""
_FILES: Final = {"preview.css": "text/css; charset=utf-8", "reload.js": "text/javascript; charset=utf-8"}
_OF_ALL: Final = {
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "Vary": "Sec-Fetch-Dest",
    "X-Content-Type-Options": "nosniff",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves what a `ContinuousBuild` shows. Port 0 stands for one that is free. Raises OSError for one that is not."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # where it would let another program take the port, too

    def __init__(self, build: ContinuousBuild, port: int, run: Callable[..., Any]) -> None:
        self.build = build
        self.run = run
        """Calls a function as whoever started the server would."""
        super().__init__((LOOPBACK, port), _Handler)
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost"))

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the signature is the library's
        """Stay silent where a browser has hung up; a fault of ours is printed, and the server goes on."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "feedpub"
    sys_version = ""
    timeout = _PATIENCE
    server: PreviewServer

    def parse_request(self) -> bool:
        """Refuse what is not meant for this server before anything is looked up."""
        if not super().parse_request():
            return False
        refusal = self._refusal()
        if refusal is not None:
            self.close_connection = True
            self._send(refusal)
        return refusal is None

    def _refusal(self) -> PreviewAnswer | None:
        if self.command not in _METHODS:
            allowed = {"Allow": ", ".join(_METHODS)}
            return _plain(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.", allowed)
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0].strip().lower() not in self.server.hosts:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, f"This is {self.server.url}, and answers to no other name.")
        return None

    def do_GET(self) -> None:
        """Answer."""
        if urlsplit(self.path).path == _EVENTS:
            self._tell_versions()
        else:
            found = self.server.run(answer, self.path, self.server.build.shown)
            is_page = self.headers.get("Sec-Fetch-Dest") in _PLACES_OF_PAGES
            self._send(as_page(found) if is_page else found)

    do_HEAD = do_GET  # noqa: N815 - the name is the library's

    def _send(self, found: PreviewAnswer) -> None:
        is_known = found.status == HTTPStatus.OK and found.is_known(self.headers.get("If-None-Match", ""))
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else found.status)
        for name, value in {**_OF_ALL, **found.headers}.items():
            self.send_header(name, value)
        if found.status == HTTPStatus.OK:
            self.send_header("ETag", found.etag)
        if not is_known:
            self.send_header("Content-Type", found.type)
            self.send_header("Content-Length", str(len(found.body)))
            self.send_header("Content-Security-Policy", found.policy)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if not is_known and self.command != "HEAD":
            self.wfile.write(found.body)

    def _tell_versions(self) -> None:
        """Send the version that is shown, and each later one, as events (HTML Standard, section 9.2)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        events = {"Content-Type": "text/event-stream; charset=utf-8", "Connection": "close"}
        for name, value in {**_OF_ALL, "Cross-Origin-Resource-Policy": "same-origin", **events}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        told = ""
        with suppress(ConnectionError, TimeoutError):  # the page was closed
            while (version := self.server.build.wait(told, _SILENCE)) is not None:
                self.wfile.write(f"data: {version}\n\n".encode() if version != told else b":\n\n")
                self.wfile.flush()
                told = version

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is the library's
        """Stay silent: nobody reads of each request."""


def _plain(status: HTTPStatus, text: str, headers: Mapping[str, str] | None = None) -> PreviewAnswer:
    return PreviewAnswer(
        body=f"{text}\n".encode(), type="text/plain; charset=utf-8", status=int(status), headers=headers or {}
    )


def answer(target: str, shown: ShownBuild) -> PreviewAnswer:
    """Return what is answered to a request for `target`, path and query, when `shown` is what there is. Pure."""
    parts = urlsplit(target)
    path = parts.path
    asked = {name: values[-1] for name, values in parse_qs(parts.query, errors="replace").items()}
    if path.startswith(layout.ROOT) and (name := path.removeprefix(layout.ROOT)) in _FILES:
        return _own_file(name)
    if path == "/":
        return of_page(feeds.overview(shown))
    if path == f"{layout.ROOT}findings":
        return of_page(posts.findings(shown))
    found = _of_preview(path, asked, shown, shown.preview) if shown.preview else None
    return found or of_page(_nothing(shown), HTTPStatus.NOT_FOUND)


def _of_preview(path: str, asked: Mapping[str, str], shown: ShownBuild, preview: Preview) -> PreviewAnswer | None:
    if not path.startswith(layout.ROOT):
        document = next(
            (one for one in preview.documents if unquote(feeds.served_at(one, preview)) == unquote(path)), None
        )
        return of_document(document) if document else None
    name = path.removeprefix(layout.ROOT)
    if name == "text":
        return feeds.text(preview, asked.get("post", ""))
    if name == "picture":
        return pictures.picture(preview, asked.get("post", ""), asked.get("url", ""))
    page = _page(name, asked, shown, preview)
    return None if page is None else of_page(page)


def _page(name: str, asked: Mapping[str, str], shown: ShownBuild, preview: Preview) -> Node | None:
    make = _PAGES.get(name)
    return make(shown, preview, asked) if make else None


_PAGES: Final[Mapping[str, Callable[[ShownBuild, Preview, Mapping[str, str]], Node | None]]] = {
    "feed": lambda shown, preview, asked: feeds.feed(shown, preview, asked.get("path", "")),
    "item": lambda shown, preview, asked: feeds.item(shown, preview, asked.get("path", ""), asked.get("post", "")),
    "document": lambda shown, preview, asked: documents.document(shown, preview, asked.get("path", "")),
    "sitemap": lambda shown, preview, _: documents.sitemap(shown, preview),
    "changes": lambda shown, preview, _: changes.changes(shown, preview),
    "posts": lambda shown, preview, asked: posts.posts(shown, preview, asked.get("wanted", "")),
    "post": lambda shown, preview, asked: posts.post(shown, preview, asked.get("source", "")),
}
"""By their names below `layout.ROOT`; None where there is nothing of what is asked for."""


def _own_file(name: str) -> PreviewAnswer:
    data = pkgutil.get_data(__package__, name)
    assert data is not None, "installed with the package"  # noqa: S101 - for the type checker
    return PreviewAnswer(body=data, type=_FILES[name], policy="default-src 'none'")


def _nothing(shown: ShownBuild) -> Node:
    why = "This build makes no such document, and knows no such post. It may have been one of a build before."
    say = shown.language.say
    return layout.page(shown, say("There is nothing here"), element("p", say(why)))
