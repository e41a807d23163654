"""Get documents over HTTP, politely and within limits. Knows nothing of feeds.

Conditional requests, gzip, few redirects; `web` keeps the limits of one exchange. A page that is not there is None;
whatever else goes wrong is a SystemFault with a sentence for people, in which no password stands.
"""

from __future__ import annotations

import ssl
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin

from msgspec import Struct

from feedpub.incremental.packing import Packing
from feedpub.incremental.store import NOWHERE, key_of
from feedpub.model.errors import SystemFault
from feedpub.text import urls
from feedpub.web import AGENT, addresses, pool, without_credentials
from feedpub.web.exchange import asked, body
from feedpub.web.session import USUAL, Errand, FetchLimits, Session, TogetherError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from email.message import Message
    from http.client import HTTPResponse

    from feedpub.incremental.store import Store
    from feedpub.web.addresses import WebAddress

__all__ = ["USUAL", "FetchLimits", "FetchedDocument", "Session", "get_all", "session"]

_ABSENT: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_MOVED: Final = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_MOST_WORDS: Final = 200
"""Characters of what a server says that people are shown."""


class FetchedDocument(Struct, frozen=True, kw_only=True):
    """A document as it was got."""

    url: str
    """Its address after redirects."""
    data: bytes


def session(start: str, limits: FetchLimits = USUAL) -> Session:
    """Return what keeps the limits of all documents that are got from a place. Raises SystemFault for no address."""
    shown = without_credentials(start)
    _check_scheme(shown)
    try:
        return Session(start, limits)
    except ValueError as error:
        raise SystemFault(f"{shown} cannot be fetched: {error}", shown) from None


def _check_scheme(shown: str) -> None:
    if not urls.is_web(shown):
        raise SystemFault(f"{shown} is not fetched: only http and https are", shown)


def get_all(wanted: Iterable[str], of: Session, *, cache: Store = NOWHERE) -> Mapping[str, FetchedDocument | None]:
    """Get documents, several at a time; None for those that are not there.

    `cache` keeps what was got with its validators, so that an unchanged document is not sent
    again. Raises SystemFault for the first that cannot be got: when the server cannot be reached, refuses, breaks off
    or breaks a limit.
    """
    addresses_wanted = tuple(dict.fromkeys(wanted))
    got = pool.in_threads(lambda address: _got(address, of, cache), addresses_wanted, of)
    return dict(zip(addresses_wanted, got, strict=True))


def _got(text: str, of: Session, cache: Store) -> FetchedDocument | None:
    """Get a document in this thread."""
    shown = without_credentials(text)
    _check_scheme(shown)
    try:
        return _followed(addresses.parse(text), of, cache)
    except (OSError, HTTPException, ValueError, TogetherError) as error:
        raise SystemFault(f"{shown} cannot be fetched: {reason(error, of)}", shown) from error


def _followed(address: WebAddress, of: Session, cache: Store) -> FetchedDocument | None:
    """Get a document from where redirects lead. ValueError when they lead too far, or where they must not."""
    errand, hop, kept = Errand(of, address), address, cache.get(_KEPT, key_of(address.text))
    for _ in range(of.limits.redirects + 1):
        is_kept = kept is not None and kept.page.url == hop.text
        with asked(hop, _headers(kept if is_kept else None), errand) as response:
            if response.status not in _MOVED:
                return _answered(response, hop, errand, kept if is_kept else None, cache, address.text)
            hop = _moved(hop, response)
    raise ValueError(f"it redirects more than {of.limits.redirects} times")


def _moved(hop: WebAddress, response: HTTPResponse) -> WebAddress:
    """Return where a redirect leads. ValueError where that is out of the web, or to where others can listen."""
    location = quote(response.headers.get("Location", ""), safe="!#$%&'()*+,/:;=?@[]~", encoding="iso-8859-1")
    target = urljoin(hop.text, location)
    shown = _words(without_credentials(target))
    try:
        moved = addresses.parse(target)
    except ValueError:
        raise ValueError(f"it redirects to {shown}") from None
    if hop.scheme == "https" and moved.scheme == "http":
        raise ValueError(
            f"it redirects from https to {shown}, where others can listen and change it; name that address"
        )
    return moved


def _answered(  # noqa: PLR0913, PLR0917 - an answer and what it answers
    response: HTTPResponse,
    hop: WebAddress,
    errand: Errand,
    kept: _KeptDocument | None,
    cache: Store,
    address: str,
) -> FetchedDocument | None:
    if response.status == HTTPStatus.NOT_MODIFIED and kept is not None:
        errand.session.hold(len(kept.page.data))
        return kept.page
    if response.status in _ABSENT:
        return None
    if response.status != HTTPStatus.OK:  # a part of a document (206), too
        raise ValueError(f"the server answers {response.status} {_words(response.reason)}".rstrip())
    page = FetchedDocument(url=hop.text, data=body(response, errand))
    _keep(cache, address, page, response.headers)
    return page


def reason(error: Exception, of: Session) -> str:
    """Return why something could not be got, in words that follow "cannot be fetched"."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message}); renew it, or fetch from another address"
    if isinstance(error, TimeoutError):
        return _late(of)
    if isinstance(error, HTTPException | ssl.SSLEOFError | ConnectionError) and not isinstance(
        error, ConnectionRefusedError
    ):
        return f"it breaks off, or is no answer over HTTP ({_words(str(error) or type(error).__name__)})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _words(str(error)) or type(error).__name__


def _late(of: Session) -> str:
    try:
        of.left()
    except TogetherError as error:
        return str(error)
    return f"the server takes longer than {of.limits.silence:g} seconds to answer, or {of.limits.seconds:g} in all"


def _words(text: str) -> str:
    """Return what a server says, as far as anybody reads it."""
    return text if len(text) <= _MOST_WORDS else f"{text[:_MOST_WORDS]}…"


# What is kept


class _KeptDocument(Struct, frozen=True, kw_only=True):
    """A document of an earlier run and what asks whether it has changed."""

    page: FetchedDocument
    etag: str
    modified: str


_KEPT: Final = Packing[_KeptDocument](_KeptDocument).kept_as("http")


def _headers(kept: _KeptDocument | None) -> dict[str, str]:
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
    if kept and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept and kept.modified:
        headers["If-Modified-Since"] = kept.modified
    return headers


def _keep(cache: Store, address: str, page: FetchedDocument, headers: Message) -> None:
    """Keep a document that has a validator; where it cannot be written, it is fetched again the next time."""
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    if etag or modified:
        cache.put(_KEPT, key_of(address), _KeptDocument(page=page, etag=etag, modified=modified))
