"""Ask for one address, read the head of the answer, and read its body: whole, or not at all."""

from __future__ import annotations

import zlib
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Final, cast
from urllib.request import proxy_bypass

from feedpub.web import addresses
from feedpub.web.wire import Wire, connected, secured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from socket import socket

    from feedpub.web.addresses import WebAddress
    from feedpub.web.session import Errand

_CHUNK: Final = 1 << 16
_MEMBERS: Final = 1000
"""Packed files that one answer may be made of; each takes time, however little it holds."""
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})


@contextmanager
def asked(
    address: WebAddress, headers: Mapping[str, str], errand: Errand, *, method: str = "GET", content: bytes = b""
) -> Iterator[HTTPResponse]:
    """Ask for an address; the answer's head is read. Raises OSError, HTTPException or ValueError.

    `content` is sent along; its type is among the headers.
    """
    proxy = _proxy(address, errand)
    if proxy is None:
        sock = connected(address.host, address.port, errand)
    else:
        _check_name(address, errand)
        sock = connected(proxy.host, proxy.port, errand, may_be_private=True)
    with closing(sock), closing(_through(sock, address, proxy, errand)) as end:
        wire = Wire(end, errand)
        password = errand.session.authorization(address)
        own = {"Authorization": password} if password else {}
        target = address.target
        if proxy is not None and address.scheme == "http":
            target, own = address.text, own | _proxy_headers(proxy)
        if content or method == "POST":
            own = own | {"Content-Length": str(len(content))}
        _send(wire, f"{method} {target}", {"Host": address.authority, **headers, **own, "Connection": "close"}, content)
        yield from _answers(wire, method)


def _through(sock: socket, address: WebAddress, proxy: WebAddress | None, errand: Errand) -> socket:
    """Return the connection through the proxy, if there is one, with TLS where the address asks for it."""
    context = errand.session.context
    if address.scheme == "http":
        return sock if proxy is None or proxy.scheme == "http" else secured(sock, proxy.host, context(), errand)
    if proxy is not None:
        _tunnel(sock, address, proxy, errand)
    end = secured(sock, address.host, context(), errand)
    errand.certificate_ends = str((end.getpeercert() or {}).get("notAfter", ""))
    return end


def _answers(wire: Wire, method: str) -> Iterator[HTTPResponse]:
    """Return the answer after those that only announce one (103 Early Hints)."""
    before: list[HTTPResponse] = []  # one that nobody holds any more closes the reader of all
    while True:
        response = HTTPResponse(cast("socket", wire), method=method)
        response.begin()
        if wire.is_over:  # which `http.client` takes for the end of the head
            raise ValueError("it breaks off")
        if not HTTPStatus.PROCESSING <= response.status < HTTPStatus.OK:
            yield response
            return
        before.append(response)


def _send(wire: Wire, asked_for: str, headers: Mapping[str, str], content: bytes = b"") -> None:
    # A value out of an earlier answer that would be more than one line is left out.
    fit = {name: value for name, value in headers.items() if value.isascii() and value.isprintable()}
    lines = (f"{asked_for} HTTP/1.1", *(f"{name}: {value}" for name, value in fit.items()), "", "")
    wire.sendall("\r\n".join(lines).encode("ascii") + content)


# Proxies


def _proxy(address: WebAddress, errand: Errand) -> WebAddress | None:
    """Return the proxy that the environment names for an address."""
    named = errand.session.proxies.get(address.scheme)
    if not named or proxy_bypass(address.authority):
        return None
    try:
        return addresses.parse(named if "://" in named else f"http://{named}")
    except ValueError:
        raise ValueError(f"the proxy that the environment names for {address.scheme} is none that is known") from None


def _proxy_headers(proxy: WebAddress) -> dict[str, str]:
    return {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}


def _check_name(address: WebAddress, errand: Errand) -> None:
    """Refuse a private host by its name: whom a proxy connects to is not seen from here."""
    is_private = addresses.is_private_name(address.host)
    if is_private and (errand.is_public or address.host != errand.session.start.host):
        raise ValueError(f"it leads to {address.host}, which is private; nothing was asked there")
    errand.met(public=not is_private)


def _tunnel(sock: socket, address: WebAddress, proxy: WebAddress, errand: Errand) -> None:
    wire = Wire(sock, errand)
    place = f"{address.host}:{address.port}" if ":" not in address.host else f"[{address.host}]:{address.port}"
    _send(wire, f"CONNECT {place}", {"Host": place, **_proxy_headers(proxy)})
    response = HTTPResponse(cast("socket", wire), method="CONNECT")
    response.begin()
    if response.status != HTTPStatus.OK:
        raise ValueError(f"the proxy answers {response.status} {response.reason}")


# The body


def body(response: HTTPResponse, errand: Errand) -> bytes:
    """Read the body and unpack it. ValueError beyond the limits, for a broken packing, and where it breaks off."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"", "identity", *_PACKED}:
        raise ValueError(f"it comes packed as {encoding}, which was not asked for")
    _check_length(response)
    unpacked = _unpacked(response, errand) if encoding in _PACKED else _chunks(response)
    parts: list[bytes] = []
    room = errand.limits.size
    for part in unpacked:
        room -= len(part)
        if room < 0:
            raise ValueError(f"it is larger than {errand.limits.size:,} bytes")
        errand.session.hold(len(part))
        parts.append(part)
    return b"".join(parts)


def _check_length(response: HTTPResponse) -> None:
    """Refuse a length that is none: it could not be seen whether the answer is whole."""
    lengths = {value.strip() for value in response.headers.get_all("Content-Length", [])}
    if not response.chunked and (len(lengths) > 1 or not all(one.isascii() and one.isdigit() for one in lengths)):
        raise ValueError("its length (Content-Length) is no number")


def _chunks(response: HTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK):
        yield chunk
    if response.length:
        raise ValueError(f"it breaks off: {response.length:,} bytes are missing")


def _unpacked(response: HTTPResponse, errand: Errand) -> Iterator[bytes]:
    """Unpack piece by piece, each no larger than what is allowed in all; packed files may follow each other."""
    most = errand.limits.size + 1
    unpack = zlib.decompressobj(wbits=47)
    is_empty, members = True, 1
    for chunk in _chunks(response):
        data = chunk
        while data:
            if unpack.eof:
                unpack, members = zlib.decompressobj(wbits=31), members + 1
                if members > _MEMBERS:
                    raise ValueError("its packing is broken: it comes in too many pieces")
            try:
                part = unpack.decompress(data, most)
            except zlib.error as error:
                raise ValueError("its packing is broken") from error
            yield part
            if len(part) == most:
                return  # too large, as whoever counts has seen by now
            data, is_empty = unpack.unused_data, False
    if is_empty or not unpack.eof:
        raise ValueError("it breaks off")
