"""The parts of an address, and which hosts are public. Asks nobody: names are resolved elsewhere."""

from __future__ import annotations

import base64
import ipaddress
import re
import socket
import string
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"[A-Za-z0-9._~%:-]+")
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is handed out for public use; what else there is leads somewhere else, or into IPv4."""
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_PUBLIC: Final = tuple(map(ipaddress.IPv4Network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")))
"""Numbers that pass for public in some versions of Python, at which the machines of clouds find their keys."""
_CLOUD_OF_IPV6: Final = ipaddress.IPv6Network("fd00:ec2::/32")
"""Private numbers at which those of another do."""
_OFFICE: Final = tuple(map(ipaddress.IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
_OFFICE_OF_IPV6: Final = ipaddress.IPv6Network("fc00::/7")
_PRIVATE_NAMES: Final = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp", ".home")


class WebAddress(Struct, frozen=True, kw_only=True):
    """An address of the web, ready to be asked for; its user and password are kept apart."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, in ASCII."""
    authorization: str = ""
    """What the user and password of the address make of the header of that name."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """To whom a password belongs (RFC 6454)."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Host and port as the `Host` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The address without user, password and fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse(text: str) -> WebAddress:
    """Return the parts of an address. Raises ValueError, whose text holds no part of it."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("it is no address of the web") from None  # their text may hold a part of a password
    host = host if host.isascii() else _ascii(host)
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host):
        raise ValueError("it is no address of the web")
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(
        scheme=parts.scheme,
        host=host,
        port=_PORTS[parts.scheme] if port is None else port,
        target=quote(f"{parts.path or '/'}{query}", safe=string.punctuation),
        authorization=_authorization(parts.username, parts.password),
    )


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _authorization(user: str | None, password: str | None) -> str:
    if user is None and password is None:
        return ""
    pair = f"{unquote(user or '')}:{unquote(password or '')}"
    return f"Basic {base64.b64encode(pair.encode('utf-8', 'replace')).decode('ascii')}"


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public network, however it is written or wrapped."""
    one = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(one, ipaddress.IPv4Address):
        return one.is_global and not one.is_multicast and not any(one in network for network in _NOT_PUBLIC)
    inner = _wrapped(one)
    if inner is not None:
        return is_public(str(inner))
    return one in _UNICAST and one.is_global


def _wrapped(one: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a gateway makes of an IPv6 one."""
    if one in _NAT64:
        return ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
    return one.ipv4_mapped or one.sixtofour


def is_reserved(number: str) -> bool:
    """Whether an address that is not public is no network of an office either, such as those where clouds keep keys."""
    one = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(one, ipaddress.IPv4Address):
        return not (one.is_loopback or any(one in network for network in _OFFICE))
    inner = _wrapped(one)
    if inner is not None:
        return is_reserved(str(inner))
    return one in _CLOUD_OF_IPV6 or not (one.is_loopback or one in _OFFICE_OF_IPV6)


def is_private_name(host: str) -> bool:
    """Whether a host is private by what it is called; for connections whose other end cannot be looked at."""
    name = host.lower().rstrip(".")
    try:
        found = socket.getaddrinfo(name, None, flags=socket.AI_NUMERICHOST, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return "." not in name or name.endswith(_PRIVATE_NAMES)
    return not all(is_public(str(one[4][0])) for one in found)
