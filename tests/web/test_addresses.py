"""Whom a fetch may ask, and who may hear a password."""

from __future__ import annotations

import base64
import socket
from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import SystemFault
from feedpub.web import addresses, exchange, fetch, session, wire, without_credentials
from tests.servers import Answer, Server, behaving, got, serving

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808"]
RESERVED = [
    "0.0.0.0",  # noqa: S104 - nothing listens there
    "169.254.169.254",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "fe80::1%eth0",
    "ff02::1",
    "fd00:ec2::254",
    "::127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "2001:db8::1",
]
OFFICES = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
]


@pytest.mark.parametrize("number", [*PUBLIC, *RESERVED, *OFFICES])
def test_an_address_is_public_private_or_reserved_however_it_is_written(number: str) -> None:
    assert addresses.is_public(number) is (number in PUBLIC)
    if number not in PUBLIC:
        assert addresses.is_reserved(number) is (number in RESERVED)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("a.localhost", True),
        ("intranet", True),
        ("metadata.google.internal", True),
        ("2130706433", True),
        ("0177.0.0.1", True),
        ("0x7f.1", True),
        ("127.1", True),
        ("::ffff:127.0.0.1", True),
        ("example.com", False),
        ("8.8.8.8", False),
    ],
)
def test_behind_a_proxy_a_host_is_private_by_its_name(host: str, expected: object) -> None:
    assert addresses.is_private_name(host) is expected


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://e.com/@user/feed", "https://e.com/@user/feed"),
        ("https://user:secret@e.com:8443/feed?x#y", "https://e.com:8443/feed?x#y"),
        ("https://secret@e.com/", "https://e.com/"),
        ("https://user:sec@ret@e.com/", "https://e.com/"),
        ("https://user:sec/ret@e.com/", "https://e.com/"),
        ("https://user:sec#ret@e.com/", "https://e.com/"),
        ("//user:secret@e.com/", "//e.com/"),
        ("a folder/with@sign", "a folder/with@sign"),
    ],
)
def test_people_see_addresses_without_passwords(address: str, shown: str) -> None:
    assert without_credentials(address) == shown


@pytest.mark.parametrize(
    "address",
    ["https://", "https://user:secret@/", "https://e.com:secret/", "https://[secret/", "https://a b/", "https://a\\b/"],
)
def test_what_is_no_address_is_refused_without_a_word_of_it(address: str) -> None:
    with pytest.raises(SystemFault) as caught:
        fetch.session(address)
    if "secret@" in address:
        assert "secret" not in str(caught.value)


# Out of the public network into a private one


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Return a server that counts as public; every other address of this machine is as private as it is."""
    monkeypatch.setenv("no_proxy", "*")
    for module in (session, wire):
        monkeypatch.setattr(module, "is_public", lambda number: number == "127.0.0.1")
    with serving() as server:
        yield server


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "127.2", "2130706434", "0x7f.2", "0177.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "0.0.0.0"],  # noqa: S104 - as above
)
def test_a_public_address_leads_to_no_private_one(web: Server, host: str) -> None:
    port = web.url.rpartition(":")[2]
    web.answers = {"/a": Answer(status=302, headers={"Location": f"http://{host}:{port}/b"}), "/b": Answer(b"secret")}
    with pytest.raises(SystemFault, match="which is private; nothing was asked there"):
        got(f"{web.url}/a")
    assert [path for path, _ in web.asked] == ["/a"]


def test_what_a_public_document_names_is_not_asked_of_a_private_address(web: Server) -> None:
    web.answers = {"/a": Answer(b"names the other")}
    of = fetch.session(web.url)
    fetch.get_all([f"{web.url}/a"], of)
    with pytest.raises(SystemFault, match="which is private"):
        fetch.get_all([web.url.replace("127.0.0.1", "127.0.0.2") + "/b"], of)
    assert [path for path, _ in web.asked] == ["/a"]


def test_a_name_is_resolved_once_and_its_public_addresses_alone_are_asked(
    web: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved: list[str] = []

    def look_up(host: str, *_: object, **__: object) -> list[object]:
        resolved.append(host)
        first = ["127.0.0.2", "127.0.0.1"] if len(resolved) == 2 else ["127.0.0.2"]  # after the numeric try
        if len(resolved) == 1:
            raise socket.gaierror("no number")
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (number, 0)) for number in first]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    port = web.url.rpartition(":")[2]
    web.answers = {"/a": Answer(status=302, headers={"Location": f"http://blog.example:{port}/b"}), "/b": Answer(b"b")}
    page = got(f"http://blog.example:{port}/a")
    assert page
    assert page.data == b"b"
    assert resolved == ["blog.example", "blog.example"]


def test_a_private_address_that_its_owner_names_may_lead_to_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as one, serving() as other:
        one.answers = {"/a": Answer(status=302, headers={"Location": f"{other.url}/b"})}
        other.answers = {"/b": Answer(b"text")}
        assert got(f"{one.url}/a")
        one.answers = {"/a": Answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})}
        with pytest.raises(SystemFault, match="nothing was asked there"):
            got(f"{one.url}/a")


def test_a_redirect_from_https_to_http_is_refused() -> None:
    start = addresses.parse("https://e.com/a")

    class Moved:
        headers = {"Location": "http://e.com/a"}  # noqa: RUF012 - a fake

    with pytest.raises(ValueError, match=r"from https to http://e\.com/a, where others can listen"):
        fetch._moved(start, Moved())  # type: ignore[arg-type]  # noqa: SLF001 - a server with TLS needs a certificate


# Passwords


def test_a_password_goes_to_the_server_that_it_was_given_for(web: Server) -> None:
    with serving() as other:
        web.answers = {"/a": Answer(status=302, headers={"Location": f"http://x:y@{other.url[7:]}/b"})}
        other.answers = {"/b": Answer(status=302, headers={"Location": f"{web.url}/c"})}
        web.answers["/c"] = Answer(b"text")
        page = got(web.url.replace("//", "//user:s%20cret@") + "/a")
    assert page
    assert page.url == f"{web.url}/c"
    basic = f"Basic {base64.b64encode(b'user:s cret').decode()}"
    assert [headers.get("Authorization") for _, headers in web.asked] == [basic, basic]
    assert [headers.get("Authorization") for _, headers in other.asked] == [None]


def test_a_proxy_is_asked_and_hears_its_own_password_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    with serving() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//me:pw@"))
        there = "http://example.com/a"
        proxy.answers = {
            there: Answer(b"text"),
            "http://example.com/b": Answer(status=302, headers={"Location": "//10.1/"}),
        }
        assert got(there)
        with pytest.raises(SystemFault, match=r"it leads to 10\.1, which is private"):
            got("http://example.com/b")
    assert [path for path, _ in proxy.asked] == [there, "http://example.com/b"]
    assert proxy.asked[0][1]["Proxy-Authorization"] == f"Basic {base64.b64encode(b'me:pw').decode()}"
    assert proxy.asked[0][1]["Host"] == "example.com"


def test_a_proxy_that_refuses_is_a_fault_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    with serving() as proxy:  # which answers 501 to CONNECT
        for named in (proxy.url.replace("//", "//me:secret@"), "socks5://me:secret@127.0.0.1"):
            monkeypatch.setenv("https_proxy", named)
            with pytest.raises(SystemFault, match="the proxy") as caught:
                got("https://example.com/")
            assert "secret" not in str(caught.value)


def test_a_header_of_several_lines_is_not_sent() -> None:
    requests: list[bytes] = []

    def behave(connection: socket.socket, _: threading.Event) -> None:
        requests.append(connection.recv(1000))
        connection.sendall(b"HTTP/1.1 404 No\r\n\r\n")

    with behaving(behave) as url:
        errand = session.Errand(fetch.session(url), addresses.parse(url))
        headers = {"If-None-Match": '"1"\r\nX: y', "Accept": "*/*"}
        with exchange.asked(addresses.parse(f"{url}/a b\x1b"), headers, errand) as response:
            assert response.status == 404
    host = url.removeprefix("http://")
    assert requests == [f"GET /a%20b%1B HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nConnection: close\r\n\r\n".encode()]
