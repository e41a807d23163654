"""The server of the preview: who may ask, and what is told."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Document, Kind
from feedpub.preview import server as serving
from feedpub.preview.answers import PreviewAnswer, media_type
from feedpub.preview.server import PreviewServer
from tests.preview.site import PreviewedSite, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse
    from pathlib import Path


@contextmanager
def served(site: PreviewedSite) -> Iterator[PreviewServer]:
    """Serve a site on a free port until the block ends."""
    site.continuous.build()
    with PreviewServer(site.continuous, 0, lambda function, *given: function(*given)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            site.continuous.close()
            server.shutdown()
            thread.join()


@pytest.fixture
def site(tmp_path: Path) -> PreviewedSite:
    return PreviewedSite(tmp_path)


@pytest.fixture
def server(site: PreviewedSite) -> Iterator[PreviewServer]:
    with served(site) as one:
        yield one


def ask(server: PreviewServer, target: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """Return the answer to a request, and its body."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=named)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/feed.css", "text/css; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/_feedpub/preview.css", "text/css; charset=utf-8"),
        ("/_feedpub/reload.js", "text/javascript; charset=utf-8"),
    ],
)
def test_documents_have_their_types_and_are_sent_once(server: PreviewServer, target: str, kind: str) -> None:
    response, body = ask(server, target)
    assert (response.status, response.getheader("Content-Type")) == (200, kind)
    assert response.getheader("Content-Length") == str(len(body))
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert response.getheader("Content-Security-Policy")
    etag = response.getheader("ETag") or ""
    again, nothing = ask(server, target, If_None_Match=f'"x", W/{etag}')
    assert (again.status, nothing, again.getheader("ETag")) == (304, b"", etag)
    head, nothing = ask(server, target, "HEAD")
    assert (head.status, nothing, head.getheader("ETag")) == (200, b"", etag)


@pytest.mark.parametrize("place", ["document", "iframe"])
@pytest.mark.parametrize("target", ["/rss.xml", "/atom.xml", "/category/news/rss.xml", "/sitemap.xml"])
def test_a_browser_is_sent_what_it_shows_with_the_style_sheet(server: PreviewServer, target: str, place: str) -> None:
    response, body = ask(server, target, Sec_Fetch_Dest=place)
    assert response.getheader("Content-Type") == "application/xml; charset=utf-8"
    assert response.getheader("Vary") == "Sec-Fetch-Dest"
    assert b"<?xml-stylesheet" in body
    assert body == ask(server, target)[1]


@pytest.mark.parametrize("target", ["/", "/feed.json", "/feed.css"])
def test_all_else_is_sent_to_a_browser_as_it_is(server: PreviewServer, target: str) -> None:
    types = {ask(server, target, **sent)[0].getheader("Content-Type") for sent in ({}, {"Sec_Fetch_Dest": "document"})}
    assert len(types) == 1


def test_another_document_has_another_validator(site: PreviewedSite, server: PreviewServer) -> None:
    before = ask(server, "/rss.xml")[0].getheader("ETag") or ""
    site.post("more", title="More", date="2024-06-25")
    site.continuous.build()
    assert ask(server, "/rss.xml", If_None_Match=before)[0].status == 200


@pytest.mark.parametrize(("known", "is_known"), [("*", True), ('"a"', False), ("", False)])
def test_a_validator_is_compared_as_the_standard_says(known: str, *, is_known: bool) -> None:
    answer = PreviewAnswer(body=b"x", type="text/plain")
    assert answer.is_known(known) is is_known
    assert answer.is_known(answer.etag)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_who_means_another_server_is_refused(server: PreviewServer, host: str) -> None:
    response, body = ask(server, "/rss.xml", Host=host.format(port=server.server_port))
    assert response.status == 421
    assert b"<rss" not in body


def test_localhost_is_this_server(server: PreviewServer) -> None:
    assert ask(server, "/rss.xml", Host=f"LocalHost:{server.server_port}")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"])
def test_only_get_and_head_are_answered(server: PreviewServer, method: str) -> None:
    response, _ = ask(server, "/", method)
    assert (response.status, response.getheader("Allow")) == (405, "GET, HEAD")


def test_a_request_that_is_none_is_refused(server: PreviewServer) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert b"400" in connection.recv(1000)


def test_nobody_but_this_machine_is_answered(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_an_open_page_is_told_of_the_next_build(site: PreviewedSite, server: PreviewServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", "/_feedpub/events")
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    assert response.readline() == f"data: {site.continuous.shown.version}\n".encode()
    assert response.readline() == b"\n"
    site.post("more", title="More", date="2024-06-25")
    after = site.continuous.build().version
    assert response.readline() == f"data: {after}\n".encode()
    site.continuous.close()
    assert response.read() == b"\n"
    connection.close()


def test_a_listener_that_hears_nothing_long_is_shown_that_the_server_lives(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_SILENCE", 0.01)
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", "/_feedpub/events")
    response = connection.getresponse()
    assert [response.readline()[:1] for _ in range(4)] == [b"d", b"\n", b":", b"\n"]
    response.close()
    connection.close()


def test_the_head_of_events_is_no_stream(server: PreviewServer) -> None:
    response, body = ask(server, "/_feedpub/events", "HEAD")
    assert (response.status, body) == (200, b"")


def test_nothing_is_written_beneath_the_site(site: PreviewedSite) -> None:
    site.build()
    site.post("more", title="More", date="2024-06-25")
    site.configure()
    before = state_of(site.folder)
    with served(site) as server:
        for target in ("/", "/_feedpub/changes", "/_feedpub/findings", "/rss.xml"):
            assert ask(server, target)[0].status == 200
        site.continuous.build()
    assert state_of(site.folder) == before


def test_a_site_that_takes_over_feeds_of_others_is_left_alone_too(site: PreviewedSite) -> None:
    site.configure(output__take_over=True)
    site.output.mkdir()
    item = "<item><title>Of ambers</title><link>https://example.com/on-amber/</link><guid>x-1</guid></item>"
    feed = f'<rss version="2.0"><channel><title>T</title><link>https://example.com/</link>{item}</channel></rss>'
    (site.output / "rss.xml").write_text(feed, encoding="utf-8")
    before = state_of(site.folder)
    site.continuous.build()
    assert state_of(site.folder) == before


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/feeds.html", "text/html; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("sitemap.xml.gz", "application/gzip"),
        ("x/chapters.json", "application/json+chapters"),
        ("x/cover.png", "image/png"),
        ("data.json", "application/json; charset=utf-8"),
        ("_redirects", "application/octet-stream"),
        ("what.is-this", "application/octet-stream"),
    ],
)
def test_other_files_go_by_their_names(path: str, kind: str) -> None:
    assert media_type(Document(path=path, kind=Kind.UNKNOWN, data=b"")) == kind


def test_a_fault_of_ours_is_printed_and_the_next_request_is_answered(
    site: PreviewedSite, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> PreviewAnswer:
        raise ValueError("a fault of ours")

    with served(site) as server:
        monkeypatch.setattr(serving, "answer", fail)
        with pytest.raises(RemoteDisconnected):
            ask(server, "/")
        monkeypatch.undo()
        assert ask(server, "/")[0].status == 200
    assert "a fault of ours" in capfd.readouterr().err


def test_a_browser_that_hangs_up_is_no_fault(server: PreviewServer, capfd: pytest.CaptureFixture[str]) -> None:
    def hang_up() -> None:
        raise ConnectionResetError

    try:
        hang_up()
    except ConnectionResetError:
        server.handle_error(None, None)
    assert not capfd.readouterr().err
