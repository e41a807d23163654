"""Getting documents over HTTP, from a server on this machine."""

from __future__ import annotations

import gzip
import ssl
import threading
import zlib
from typing import TYPE_CHECKING

import pytest

from feedpub.incremental.store import Namespace, Store
from feedpub.model.errors import SystemFault
from feedpub.web import fetch
from tests.owner import KEY, stored
from tests.servers import Answer, Server, got, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as one:
        yield one


def data(page: fetch.FetchedDocument | None) -> bytes:
    assert page is not None
    return page.data


def test_a_document_is_got_and_one_that_is_not_there_is_none(server: Server) -> None:
    server.answers = {"/a": Answer(b"text"), "/gone": Answer(status=410)}
    assert data(got(f"{server.url}/a")) == b"text"
    assert got(f"{server.url}/gone") is None
    assert got(f"{server.url}/nothing") is None
    assert server.asked[0][1]["User-Agent"].startswith("feedpub")


def test_several_are_got_at_once_each_once(server: Server) -> None:
    server.answers = {f"/{number}": Answer(str(number).encode()) for number in range(20)}
    addresses = [f"{server.url}/{number}" for number in (*range(20), 3, 99)]
    pages = fetch.get_all(addresses, fetch.session(server.url))
    assert [data(pages[address]) for address in addresses[:20]] == [str(number).encode() for number in range(20)]
    assert pages[f"{server.url}/99"] is None
    assert len(server.asked) == 21


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_comes_packed_is_unpacked(server: Server, encoding: str) -> None:
    body = gzip.compress(b"text" * 99) if encoding == "gzip" else zlib.compress(b"text" * 99)
    server.answers = {"/a": Answer(body, headers={"Content-Encoding": encoding})}
    assert data(got(f"{server.url}/a")) == b"text" * 99


def test_an_unchanged_document_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    cache = Store(str(tmp_path), KEY)
    stamp = {"ETag": '"1"', "Last-Modified": "Fri, 21 Jun 2024 01:00:00 GMT"}
    server.answers = {"/a": Answer(b"text\nof lines", headers=stamp), "/b": Answer(b"no validator")}
    for _ in range(2):
        assert data(got(f"{server.url}/a", cache=cache)) == b"text\nof lines"
        assert data(got(f"{server.url}/b", cache=cache)) == b"no validator"
    headers = server.asked[2][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (stamp["ETag"], stamp["Last-Modified"])
    assert len(list((tmp_path / ".feedpub").iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"nonsense", b'{"address": 1}\ntext'])
def test_a_damaged_cache_counts_as_none(server: Server, tmp_path: Path, damage: bytes) -> None:
    server.answers = {"/a": Answer(b"text", headers={"ETag": '"1"'})}
    cache = Store(str(tmp_path), KEY)
    got(f"{server.url}/a", cache=cache)
    file = stored(tmp_path, "http")
    file.write_bytes(damage)
    assert data(got(f"{server.url}/a", cache=cache)) == b"text"
    assert cache.put(Namespace("http", bytes, bytes), file.name.partition(".")[2], damage)
    assert data(got(f"{server.url}/a", cache=cache)) == b"text"
    assert not any("If-None-Match" in headers for _, headers in server.asked)


def test_a_cache_that_cannot_be_written_hinders_nothing(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".feedpub").write_text("a file")
    server.answers = {"/a": Answer(b"text", headers={"ETag": '"1"'})}
    assert data(got(f"{server.url}/a", cache=Store(str(tmp_path), KEY))) == b"text"


def test_redirects_are_followed(server: Server) -> None:
    server.answers = {"/a": Answer(status=301, headers={"Location": "/b"}), "/b": Answer(b"text")}
    page = got(f"{server.url}/a")
    assert data(page) == b"text"
    assert page
    assert page.url == f"{server.url}/b"


@pytest.mark.parametrize("target", ["/a", "file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_a_redirect_in_a_circle_or_out_of_the_web_is_a_fault(server: Server, target: str) -> None:
    server.answers = {"/a": Answer(status=302, headers={"Location": target})}
    with pytest.raises(SystemFault, match="cannot be fetched"):
        got(f"{server.url}/a")


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503, 304])
def test_a_refusal_is_a_fault_that_names_it(server: Server, status: int) -> None:
    server.answers = {"/a": Answer(status=status)}
    with pytest.raises(SystemFault, match=f"answers {status}") as caught:
        got(f"{server.url}/a")
    assert caught.value.path == f"{server.url}/a"


@pytest.mark.parametrize("packed", [False, True])
def test_a_document_beyond_all_measure_is_a_fault(server: Server, packed: bool) -> None:  # noqa: FBT001 - a parameter
    body = b"x" * 100_001
    headers = {"Content-Encoding": "gzip"} if packed else {}
    server.answers = {"/a": Answer(gzip.compress(body) if packed else body, headers=headers)}
    with pytest.raises(SystemFault, match="larger than 100,000 bytes"):
        got(f"{server.url}/a", limits=fetch.FetchLimits(size=100_000))


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(b"text" * 99, mtime=0)[:-4], "gzip", "breaks off"),
        (b"nonsense", "gzip", "packing is broken"),
        (b"text", "br", "packed as br"),
    ],
)
def test_broken_packing_is_a_fault(server: Server, body: bytes, encoding: str, reason: str) -> None:
    server.answers = {"/a": Answer(body, headers={"Content-Encoding": encoding})}
    with pytest.raises(SystemFault, match=reason):
        got(f"{server.url}/a")


def test_a_silent_server_is_a_fault(server: Server) -> None:
    never = threading.Event()
    server.answers = {"/a": Answer(b"text", wait=never)}
    with pytest.raises(SystemFault, match=r"takes longer than 0\.05 seconds"):
        got(f"{server.url}/a", limits=fetch.FetchLimits(silence=0.05))
    never.set()


def test_a_slow_document_is_a_fault(server: Server) -> None:
    server.answers = {"/a": Answer(b"text")}
    with pytest.raises(SystemFault, match="or -1 in all"):
        got(f"{server.url}/a", limits=fetch.FetchLimits(seconds=-1))


def test_a_server_that_is_not_there_is_a_fault() -> None:
    with serving() as ended:
        address = ended.url
    with pytest.raises(SystemFault, match="refused"):
        got(f"{address}/a")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://e.com/", "data:,x", "example.com"])
def test_only_the_web_is_fetched(address: str) -> None:
    with pytest.raises(SystemFault, match="only http and https"):
        got(address)


def test_a_certificate_that_is_not_valid_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ssl.SSLCertVerificationError(1, "failed")
    error.verify_message = "certificate has expired"

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(fetch, "asked", fail)
    with pytest.raises(SystemFault, match=r"its certificate is not valid \(certificate has expired\); renew it"):
        got("https://example.com/")
