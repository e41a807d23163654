"""What was asked over HTTP and what came back, as data. Loads no sockets: rules and examples are made of these."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - msgspec reads the types of fields
from typing import Final
from urllib.parse import quote, urljoin

from msgspec import Struct

MOVED: Final = frozenset({301, 302, 303, 307, 308})
"""RFC 9110 section 15.4."""
NOT_MODIFIED: Final = 304
_OF_ADDRESSES: Final = "!#$%&'()*+,/:;=?@[]~"
"""What stays as it is where an address comes with letters that may not stand in one."""


class Exchange(Struct, frozen=True, kw_only=True):
    """One request and its answer; names of headers are in lower case."""

    url: str
    """The address that was asked for, without user and password."""
    method: str = "GET"
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the request that were not the usual ones."""
    status: int = 0
    """0 where nothing was answered."""
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    data: bytes = b""
    """The body, unpacked, as far as it was read."""
    fault: str = ""
    """What is wrong with the body, as half a sentence: broken packing, an end that comes too early; else empty."""
    failure: str = ""
    """Why nothing was answered, in words that follow "cannot be fetched"."""
    is_certificate: bool = False
    """Whether the failure is one of the certificate."""
    is_barred: bool = False
    """Whether it is not asked, or not believed, and would not be if asked again: a private host, a broken answer."""
    is_late: bool = False
    """Whether it was not asked to its end because the time or the bytes for all were used up."""
    certificate_ends: datetime | None = None

    def header(self, name: str) -> str:
        """Return a header of the answer, repeated ones joined as RFC 9110 section 5.2 says; empty without one."""
        return ", ".join(value for key, value in self.headers if key == name)

    def asked_for(self, name: str) -> str:
        """Return a header of the request; empty without one."""
        return ", ".join(value for key, value in self.asked if key == name)

    @property
    def media_type(self) -> str:
        """The media type of the answer, without parameters, in lower case; empty without one."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def leads_to(self) -> str:
        """The address that a redirect leads to; empty where it is none."""
        location = quote(self.header("location").strip(), safe=_OF_ADDRESSES, encoding="iso-8859-1", errors="replace")
        if self.status not in MOVED or not location:
            return ""
        try:
            return urljoin(self.url, location)
        except ValueError:
            return ""

    @property
    def is_conditional(self) -> bool:
        """Whether the request asked only for what has changed."""
        return bool(self.asked_for("if-none-match") or self.asked_for("if-modified-since"))

    @property
    def encoding(self) -> str:
        """How the body came packed; empty where it came as it is."""
        found = self.header("content-encoding").strip().lower()
        return "" if found == "identity" else found
