"""Addresses that are nearly the same: which servers and search engines take for those of one page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START: Final = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_INDEX: Final = patterns.lazy(
    r"(?<=/)(?:index\.(?:html?|php|xhtml|aspx?|jsp)|default\.(?:html?|aspx?))(?=[?#]|\Z)", re.IGNORECASE
)
_OF_INDEX: Final = re.compile(r"/(?:index|default)\.")
_SLASHES: Final = patterns.lazy(r"(?<!/)/++(?=[?#]|\Z)")


class AlikePair(NamedTuple):
    """Two addresses of one list that are nearly the same."""

    place: int
    """Of the second."""
    first: int
    """Of the first."""
    difference: str
    """What the second has otherwise, in words."""
    in_case_only: bool


def _essence(address: str) -> str:
    """Return what is left of an address without scheme, `www.`, name of an index, and slash at its end."""
    text = _START.sub("", address, count=1)
    if "/index." in text or "/default." in text or "/Default." in text:
        text = _INDEX.sub("", text)
    return text.removesuffix("/") if "?" not in text and "#" not in text else _SLASHES.sub("", text, count=1)


def nearly_same(addresses: Sequence[str]) -> Iterator[AlikePair]:
    """Return each address with the first of the list that it is nearly the same as; equal ones are none."""
    if not _may_be_alike(addresses):
        return
    known: dict[str, int] = {}
    for place, address in enumerate(addresses):
        essence = _essence(address)
        first = known.setdefault(essence.lower(), place)
        other = addresses[first]
        if address and _with_path(other) != _with_path(address):
            difference = _difference(address, other)
            yield AlikePair(place, first, difference, in_case_only=difference == _CASE)


def _with_path(address: str) -> str:
    """Return an address with the slash that stands for no path (RFC 3986 section 6.2.3): that is the same address."""
    return f"{address}/" if address.count("/") == _SLASHES_OF_ORIGIN else address


def _may_be_alike(addresses: Sequence[str]) -> bool:
    """Whether some may be nearly the same: all are looked at together, for there may be a million."""
    written = "\n".join((*addresses, ""))
    text = written.lower()
    are_of_one_origin = _are_of_one_origin(addresses)
    has_name = _OF_INDEX.search(text) is not None
    if has_name:
        for index in ("html", "htm", "php", "xhtml", "asp", "aspx", "jsp"):
            text = text.replace(f"/index.{index}\n", "\n").replace(f"/index.{index}?", "?")
    if (has_name and "/default." in text) or ("?" in text and "/?" in text) or ("#" in text and "/#" in text):
        return True
    if not has_name and text == written and are_of_one_origin and text.count("/\n") in {0, len(addresses)}:
        return False
    text = text.replace("/\n", "\n")
    if not are_of_one_origin:
        text = text.replace("http://", "https://").replace("://www.", "://")
    return len(set(text.split("\n"))) - 1 < len(set(addresses))


def _are_of_one_origin(addresses: Sequence[str]) -> bool:
    """Whether scheme and host of all are the same, as they are in most lists, which then need no look at them."""
    first, last = min(addresses, default=""), max(addresses, default="")
    origin = first.split("/", _SLASHES_OF_ORIGIN + 1)[:-1]
    return len(origin) == _SLASHES_OF_ORIGIN + 1 and last.startswith("/".join((*origin, "")))


_CASE: Final = "only in capital letters"


def _difference(address: str, other: str) -> str:
    if address.lower() == other.lower():
        return _CASE
    parts = [
        words
        for words, change in (
            ("by http: and https:", lambda text: re.sub(r"^https:", "http:", text, flags=re.IGNORECASE)),
            ('by "www."', lambda text: text.replace("://www.", "://", 1)),
            ("by the name of the index", lambda text: _INDEX.sub("", text)),
            ("by the slash at the end", lambda text: _SLASHES.sub("", text, count=1)),
            ("in capital letters", str.lower),
        )
        if (change(address) == address) != (change(other) == other)
    ]
    return f"only {' and '.join(parts)}" if parts else "only in its form"


def commonest_origin(addresses: Sequence[str]) -> dict[str, str]:
    """Return the origin of fewer addresses -> that of most, where the two differ by http: or `www.` alone.

    `http://example.com` -> `https://example.com`; nothing where as many have the one as the other.
    """
    if _are_of_one_origin(addresses):
        return {}
    numbers: dict[str, dict[str, int]] = {}
    for address in addresses:
        origin = "/".join(address.split("/", 3)[:3]).lower()
        if origin.count("/") == _SLASHES_OF_ORIGIN:
            same = numbers.setdefault(_START.sub("", origin, count=1), {})
            same[origin] = same.get(origin, 0) + 1
    found: dict[str, str] = {}
    for same in numbers.values():
        most = max(same.values())
        leading = [origin for origin, number in same.items() if number == most]
        if len(leading) == 1:
            found.update((origin, leading[0]) for origin in same if origin != leading[0])
    return found


_SLASHES_OF_ORIGIN: Final = 2
