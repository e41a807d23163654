"""One request whose answer, or whose failure, is data. Follows no redirect: whoever asks decides where to go.

Keeps the limits of the session, and asks only those whom it may (`session.Errand.may_meet`).
"""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from http.client import HTTPException
from typing import TYPE_CHECKING, Final

from feedpub.web import AGENT, addresses, without_credentials
from feedpub.web.answers import Exchange
from feedpub.web.exchange import asked, body
from feedpub.web.fetch import reason
from feedpub.web.session import Errand, TogetherError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse

    from feedpub.web.session import Session

_BODILESS: Final = frozenset({204, 304})
_NOTHING: Final[Mapping[str, str]] = {}


def ask(  # noqa: PLR0913 - the parts of a request
    url: str,
    of: Session,
    *,
    method: str = "GET",
    headers: Mapping[str, str] = _NOTHING,
    content: bytes = b"",
    reads: int | None = None,
) -> Exchange:
    """Ask once, and return what came back; nothing that goes wrong is raised.

    `reads` are the bytes of the body that are wanted (0: none), None for all of it, unpacked.
    """
    sent = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", **headers}
    told = tuple((name.lower(), value) for name, value in headers.items())
    shown = without_credentials(url)
    try:
        address = addresses.parse(url)
        errand = Errand(of, address)
        with asked(address, sent, errand, method=method, content=content) as response:
            data, fault = _read(response, errand, reads) if method != "HEAD" else (b"", "")
            return Exchange(
                url=shown,
                method=method,
                asked=told,
                status=response.status,
                reason=response.reason,
                headers=tuple((name.lower(), value) for name, value in response.headers.items()),
                data=data,
                fault=fault,
                certificate_ends=_moment(errand.certificate_ends),
            )
    except (OSError, HTTPException, ValueError, TogetherError) as error:
        return Exchange(
            url=shown,
            method=method,
            asked=told,
            failure=reason(error, of),
            is_certificate=isinstance(error, ssl.SSLCertVerificationError),
            is_barred=isinstance(error, ValueError),
            is_late=isinstance(error, TogetherError) or not of.has_time(),
        )


def _read(response: HTTPResponse, errand: Errand, reads: int | None) -> tuple[bytes, str]:
    """Return the body and what is wrong with it."""
    if response.status in _BODILESS or reads == 0:
        return b"", ""
    try:
        return (body(response, errand) if reads is None else response.read(reads)), ""
    except (HTTPException, ValueError, ssl.SSLEOFError, ConnectionError) as error:
        return b"", str(error) or "it breaks off"


def _moment(text: str) -> datetime | None:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC) if text else None
