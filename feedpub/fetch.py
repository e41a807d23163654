"""The home of `urllib.request`: get a document over HTTP, politely and within limits. Knows nothing of feeds.

Conditional requests, gzip, few redirects, a greatest size and a greatest time. A page that is not there is None;
whatever else goes wrong is a SystemFault with a sentence for people.
"""

from __future__ import annotations

import hashlib
import json
import ssl
import time
import urllib.error
import urllib.request
import zlib
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException
from typing import IO, TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from feedpub.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from email.message import Message
    from http.client import HTTPMessage, HTTPResponse

    from feedpub.keeping import Store

_AGENT: Final = "feedpub (+https://pypi.org/project/feedpub/)"
_ABSENT: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_AT_ONCE: Final = 8
"""Requests under way at the same time."""
_CHUNK: Final = 1 << 16
_CACHE: Final = "http"
"""Folder of the site's state that keeps documents."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much of a server's answer is borne."""

    size: int = 32_000_000
    """Bytes of a document, unpacked."""
    seconds: float = 60.0
    """Time for a document in all."""
    silence: float = 20.0
    """Time without a byte."""


class Page(Struct, frozen=True, kw_only=True):
    """A document as it was got."""

    url: str
    """Its address after redirects."""
    data: bytes


USUAL = Limits()


def get_all(
    addresses: Iterable[str], *, cache: Store | None = None, limits: Limits = USUAL
) -> Mapping[str, Page | None]:
    """Get documents, several at a time; None for those that are not there.

    Raises SystemFault for the first that cannot be got.
    """
    wanted = list(dict.fromkeys(addresses))
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        pages = pool.map(lambda address: get(address, cache=cache, limits=limits), wanted)
        return dict(zip(wanted, pages, strict=True))


def get(address: str, *, cache: Store | None = None, limits: Limits = USUAL) -> Page | None:
    """Get a document; None where there is none (404, 410).

    `cache` keeps what was got with its validators, so that an unchanged document is not sent
    again. SystemFault when the server cannot be reached, refuses, or breaks a limit.
    """
    if urlsplit(address).scheme not in {"http", "https"}:
        raise SystemFault(f"{address} is not fetched: only http and https are", address)
    kept = _kept(cache, address)
    request = urllib.request.Request(address, headers=_headers(kept))  # noqa: S310 - the scheme is checked above
    try:
        with _opener().open(request, timeout=limits.silence) as response:
            page = Page(url=response.url, data=_body(response, limits))
            _keep(cache, address, page, response.headers)
            return page
    except urllib.error.HTTPError as error:
        with error:
            return _answered(error, address, kept)
    except (OSError, HTTPException, ValueError) as error:
        raise SystemFault(f"{address} cannot be fetched: {_reason(error, limits)}", address) from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, and only to other web addresses."""

    max_redirections = 5
    max_repeats = 2

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature is urllib's
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse a redirect that leaves the web."""
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise ValueError(f"it redirects to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Give an opener that knows http, https and the proxies of this machine, and no files."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    """Read the body and unpack it. ValueError beyond the limits or for a broken packing."""
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    unpack = zlib.decompressobj(wbits=47) if encoding in {"gzip", "x-gzip", "deflate"} else None
    if unpack is None and encoding not in {"", "identity"}:
        raise ValueError(f"it comes packed as {encoding}, which was not asked for")
    begun = time.monotonic()
    parts: list[bytes] = []
    room = limits.size
    while chunk := response.read(_CHUNK):
        try:
            part = unpack.decompress(chunk, room + 1) if unpack else chunk
        except zlib.error as error:
            raise ValueError("its packing is broken") from error
        room -= len(part)
        if room < 0:
            raise ValueError(f"it is larger than {limits.size:,} bytes")
        if time.monotonic() - begun > limits.seconds:
            raise TimeoutError
        parts.append(part)
    if unpack and not unpack.eof:
        raise ValueError("it breaks off")
    return b"".join(parts)


def _answered(error: urllib.error.HTTPError, address: str, kept: _Kept | None) -> Page | None:
    if error.code == HTTPStatus.NOT_MODIFIED and kept is not None:
        return kept.page
    if error.code in _ABSENT:
        return None
    raise SystemFault(f"{address} cannot be fetched: the server answers {error.code} {error.reason}", address)


def _reason(error: Exception, limits: Limits) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({cause.verify_message}); renew it, or fetch from another address"
    if isinstance(cause, TimeoutError):
        return f"the server takes longer than {limits.silence:g} seconds to answer, or {limits.seconds:g} in all"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(cause) or type(cause).__name__


# What is kept


class _Kept(Struct, frozen=True, kw_only=True):
    """A document of an earlier run and what asks whether it has changed."""

    page: Page
    etag: str
    modified: str


def _headers(kept: _Kept | None) -> dict[str, str]:
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
    if kept and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept and kept.modified:
        headers["If-Modified-Since"] = kept.modified
    return headers


def _name(address: str) -> str:
    return f"{_CACHE}/{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def _kept(cache: Store | None, address: str) -> _Kept | None:
    """Give what is kept of a document; a file that is damaged counts as none."""
    if cache is None:
        return None
    try:
        head, _, data = (cache.read(_name(address)) or b"").partition(b"\n")
        record: Mapping[str, Any] = json.loads(head)
        if record["address"] != address or record["digest"] != hashlib.sha256(data).hexdigest():
            return None
        page = Page(url=record["url"], data=data)
        return _Kept(page=page, etag=record["etag"], modified=record["modified"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _keep(cache: Store | None, address: str, page: Page, headers: Message) -> None:
    """Keep a document that has a validator; where it cannot be written, it is fetched again the next time."""
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    if cache is None or not (etag or modified):
        return
    record = {
        "address": address,
        "url": page.url,
        "etag": etag,
        "modified": modified,
        "digest": hashlib.sha256(page.data).hexdigest(),
    }
    cache.keep(_name(address), json.dumps(record).encode() + b"\n" + page.data)
