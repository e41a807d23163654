"""The host of an address, and whether anybody but this machine or network can reach it."""

from __future__ import annotations

import re
from typing import Final

from feedpub.text import patterns

LOCAL_DOMAINS: Final = (
    *("localhost", "local", "test", "invalid", "internal", "localdomain", "intranet", "private", "corp", "home", "lan"),
    "home.arpa",
)
"""RFC 6761, RFC 6762 with its appendix G, RFC 8375; `internal` is what ICANN keeps for networks of one's own."""
_LOCAL_NAME: Final = re.compile(rf"(?:.*\.)?(?:{'|'.join(map(re.escape, LOCAL_DOMAINS))})\.?", re.IGNORECASE)
_LOCAL_NUMBER: Final = patterns.lazy(
    r"127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|0\."
    r"|\[(?:::|(?:0{1,4}:){7})0{0,3}1?\]|\[f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f]):|\[::ffff:(?:127|10|192\.168|169\.254)\.",
    re.IGNORECASE,
)
"""RFC 1918, RFC 1122 section 3.2.1.3, RFC 3927, RFC 6598; RFC 4291, RFC 4193."""
_NUMBERS: Final = re.compile(r"[0-9.]+|\[.*\]")
_DEPTH: Final = 3
"""Scheme, nothing, host: what stands before the third slash."""


def host_of(url: str) -> str:
    """Return host and port of an address, as written, with what stands before an `@`; "" when it has none."""
    parts = url.split("/", _DEPTH)
    if len(parts) < _DEPTH or parts[1] or not parts[0].endswith(":"):
        return ""
    return parts[2].partition("?")[0].partition("#")[0]


def local_host(url: str) -> str:
    """Return the host of an address when only one machine or network can reach it (RFC 6761, RFC 1918), else ""."""
    host = host_of(url).rpartition("@")[2]
    name = host if host.startswith("[") else host.partition(":")[0]
    if not name:
        return ""
    if _NUMBERS.fullmatch(name):
        return host if _LOCAL_NUMBER.match(name) else ""
    return host if "." not in name or _LOCAL_NAME.fullmatch(name) else ""


_LABEL: Final = patterns.lazy(r"(?!-)[^.!$&'()*+,;=~]{1,63}(?<!-)")
_SEVERAL_NUMBERS: Final = patterns.lazy(r"[0-9]+(?:\.[0-9]+)+")
_OCTETS: Final = 4
_OCTET: Final = 255


def impossible_host(url: str) -> str:
    """Return the host of an address when none can be called that (RFC 1123 section 2.1, RFC 3986 section 3.2.2)."""
    host = host_of(url).rpartition("@")[2]
    name = host.partition(":")[0].removesuffix(".")
    if host.startswith("[") or not name:
        return ""
    if _SEVERAL_NUMBERS.fullmatch(name):
        numbers = name.split(".")
        is_address = len(numbers) == _OCTETS and all(int(one[:4]) <= _OCTET for one in numbers)
        return "" if is_address or local_host(url) else name  # `127.1` is short for one of this machine
    is_name = all(_LABEL.fullmatch(label) for label in name.split("."))
    ends_in_digit = name[-1].isdigit() and ("." in name or name.isdigit())
    return name if ends_in_digit or not is_name else ""
