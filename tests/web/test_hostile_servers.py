"""Servers that would hold a build, fill its memory, or pass off a part of a document as the whole."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import SystemFault
from feedpub.web import fetch, pool
from tests.servers import Answer, behaving, got, sends, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

SHORT = fetch.FetchLimits(seconds=0.25, silence=0.2, size=100_000)
HEAD = b"HTTP/1.1 200 OK\r\n"
PATIENCE = 5.0
"""Seconds within which a fetch of a quarter of a second has ended on the slowest machine."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.fixture
def begun() -> Iterator[float]:
    """Check that no thread is left and little time was spent."""
    start = time.monotonic()
    before = threading.enumerate()
    yield start
    for thread in threading.enumerate():
        if thread not in before:  # on a slow machine it may take longer to end than a fetch waits for it
            thread.join(max(0, start + PATIENCE - time.monotonic()))
    assert threading.active_count() == len(before)
    assert time.monotonic() - start < PATIENCE


ENDLESS = {
    "a body": sends(HEAD + b"\r\n", again=b"x", pause=0.01),
    "a body of known length": sends(HEAD + b"Content-Length: 99999\r\n\r\n", again=b"x", pause=0.01),
    "a status line": sends(again=b"H", pause=0.01),
    "a header": sends(HEAD + b"X: ", again=b"x", pause=0.01),
    "headers": sends(HEAD, again=b"X: y\r\n", pause=0.01),
    "many headers": sends(HEAD, again=b"X: y\r\n" * 1000),
    "answers that only announce one": sends(again=b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01),
    "early hints": sends(again=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100),
    "an extension of a chunk": sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;x=", again=b"y", pause=0.01),
    "chunks": sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", again=b"1\r\nx\r\n", pause=0.01),
    "trailers": sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", again=b"X: y\r\n", pause=0.01),
    "an empty packing": sends(
        HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"x", mtime=0)[:10], again=b"\0\0\0\xff\xff", pause=0.01
    ),
    "nothing": sends(again=b"", pause=0.01),
}


@pytest.mark.parametrize("behaviour", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_ended(behaviour: object, begun: float) -> None:
    del begun
    with (
        behaving(behaviour) as url,  # type: ignore[arg-type]  # the values of a table
        pytest.raises(SystemFault, match="cannot be fetched"),
    ):
        got(url, limits=SHORT)


def test_a_slow_document_is_given_its_time_in_all_though_no_silence_is_long(begun: float) -> None:
    with (
        behaving(ENDLESS["a body"]) as url,
        pytest.raises(SystemFault, match=r"takes longer than 0\.2 seconds to answer, or 0\.25 in all"),
    ):
        got(url, limits=SHORT)
    assert time.monotonic() - begun >= 0.25


def test_a_server_that_never_begins_with_tls_is_a_fault(begun: float) -> None:
    del begun

    def silent(_: socket.socket, over: threading.Event) -> None:
        over.wait(PATIENCE)

    with behaving(silent) as url, pytest.raises(SystemFault, match="takes longer"):
        got(url.replace("http:", "https:"), limits=SHORT)


def test_a_name_server_that_never_answers_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def look_up(*_: object, flags: int = 0, **__: object) -> list[object]:
        if not flags:
            over.wait(PATIENCE)
        raise socket.gaierror("not found")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(SystemFault, match="takes longer"):
        got("http://example.com/", limits=SHORT)
    over.set()
    for thread in set(threading.enumerate()) - {threading.current_thread()}:
        thread.join(PATIENCE)


BROKEN_OFF = {
    "of known length": HEAD + b"Content-Length: 100\r\n\r\n" + b"x" * 90,
    "without a last chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "within a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
    "within the packing": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello", mtime=0)[:-3],
    "within a second packing": HEAD + b"Content-Encoding: gzip\r\n\r\n" + (gzip.compress(b"hello", mtime=0) * 2)[:-9],
    "before the packing": HEAD + b"Content-Encoding: gzip\r\n\r\n",
    "within the head": HEAD + b"Content-Le",
    "before anything": b"",
    "of a length that is none": HEAD + b"Content-Length: many\r\n\r\nhello",
    "of a negative length": HEAD + b"Content-Length: -5\r\n\r\nhello",
    "of two lengths": HEAD + b"Content-Length: 5\r\nContent-Length: 500\r\n\r\nhello",
    "a part": b"HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nhello",
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "of another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
}


@pytest.mark.parametrize("answer", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_an_answer_that_is_not_whole_is_none(answer: bytes, begun: float) -> None:
    del begun
    with behaving(sends(answer)) as url, pytest.raises(SystemFault, match="cannot be fetched"):
        got(url, limits=SHORT)


def test_what_breaks_off_is_said_with_what_is_missing() -> None:
    with (
        behaving(sends(BROKEN_OFF["of known length"])) as url,
        pytest.raises(SystemFault, match="10 bytes are missing"),
    ):
        got(url)


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 5\r\n\r\nhello and more",
        HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nX: y\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"\r\nhello",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HEAD + b"\r\nhello",
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hel", mtime=0) + gzip.compress(b"lo", mtime=0),
        HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"hello"),
    ],
)
def test_an_answer_that_is_whole_is_read(answer: bytes) -> None:
    with behaving(sends(answer)) as url:
        page = got(url)
    assert page
    assert page.data == b"hello"


BOMBS = {
    "a bomb": gzip.compress(b"\0" * 10_000_000, mtime=0),
    "many bombs": gzip.compress(b"\0" * 60_000, mtime=0) * 9,
    "many empty files": gzip.compress(b"", mtime=0) * 3000,
}


@pytest.mark.parametrize("packed", BOMBS.values(), ids=BOMBS)
def test_what_unpacks_to_too_much_is_a_fault(packed: bytes) -> None:
    with (
        behaving(sends(HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed)) as url,
        pytest.raises(SystemFault, match=r"larger than 100,000 bytes|too many pieces"),
    ):
        got(url, limits=SHORT)


def test_a_head_counts_as_received() -> None:
    answer = HEAD + b"".join(b"X: " + b"y" * 60_000 + b"\r\n" for _ in range(50))
    with behaving(sends(answer)) as url, pytest.raises(SystemFault, match="larger than 100,000 bytes"):
        got(url, limits=SHORT)


def test_all_documents_together_have_a_size() -> None:
    with serving() as server:
        server.answers = {f"/{number}": Answer(b"x" * 600) for number in range(9)}
        of = fetch.session(server.url, fetch.FetchLimits(size_of_all=3000))
        with pytest.raises(SystemFault, match="all documents together are larger than 3,000 bytes"):
            fetch.get_all([f"{server.url}/{number}" for number in range(9)], of)


def test_all_documents_together_have_a_time() -> None:
    with behaving(ENDLESS["a body"]) as url:
        of = fetch.session(url, fetch.FetchLimits(seconds_for_all=0.2))
        with pytest.raises(SystemFault, match=r"all documents together take longer than 0\.2 seconds"):
            fetch.get_all([f"{url}/{number}" for number in range(20)], of)


def test_one_document_that_fails_ends_the_others(begun: float) -> None:
    del begun

    def behave(connection: socket.socket, over: threading.Event) -> None:
        if b"/bad" in connection.recv(1000):
            connection.sendall(b"HTTP/1.1 500 No\r\n\r\n")
        else:
            over.wait(PATIENCE)

    with behaving(behave) as url, pytest.raises(SystemFault, match="answers 500"):
        fetch.get_all([f"{url}/good", f"{url}/bad"], fetch.session(url))


def test_an_interruption_ends_everything_at_once(begun: float, monkeypatch: pytest.MonkeyPatch) -> None:
    del begun

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pool, "_next", interrupt)
    with behaving(sends(again=b"H", pause=0.01)) as url, pytest.raises(KeyboardInterrupt):
        fetch.get_all([f"{url}/{number}" for number in range(20)], fetch.session(url))


def test_words_of_a_server_are_cut() -> None:
    with behaving(sends(b"HTTP/1.1 500 " + b"no" * 9999 + b"\r\n\r\n")) as url, pytest.raises(SystemFault) as caught:
        got(url)
    assert len(str(caught.value)) < 400


def test_a_redirect_to_nowhere_is_a_fault() -> None:
    for location in (b"", b"Location: http://[\r\n", b"Location: http://a\x00b/\r\n", b"Location: //@:0/\r\n"):
        with (
            behaving(sends(b"HTTP/1.1 302 Found\r\n" + location + b"\r\n")) as url,
            pytest.raises(SystemFault, match="cannot be fetched"),
        ):
            got(url, limits=SHORT)


def test_redirects_without_end_are_few() -> None:
    asked: list[bytes] = []

    def behave(connection: socket.socket, _: threading.Event) -> None:
        asked.append(connection.recv(1000))
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\n\r\n" % len(asked))

    with behaving(behave) as url, pytest.raises(SystemFault, match="redirects more than 5 times"):
        got(url)
    assert len(asked) == 6
