"""Addresses that are nearly the same: which servers and search engines take for those of one page."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START: Final = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_INDEX: Final = patterns.lazy(
    r"(?<=/)(?:index\.(?:html?|php|xhtml|aspx?|jsp)|default\.(?:html?|aspx?))(?=[?#]|\Z)", re.IGNORECASE
)
_OF_INDEX: Final = re.compile(r"/(?:index|default)\.")
_SLASHES: Final = patterns.lazy(r"(?<!/)/++(?=[?#]|\Z)")
_PORT: Final = patterns.lazy(
    r"(?<=\Ahttp)(://[^/?#]*):80(?=[/?#]|\Z)|(?<=\Ahttps)(://[^/?#]*):443(?=[/?#]|\Z)", re.IGNORECASE
)
_NO_QUERY: Final = patterns.lazy(r"\?(?=#|\Z)")
_EXTENSION: Final = ".html"
_RESERVED: Final = patterns.lazy(r"%([01][0-9a-f]|2[0-9a-cf]|3[a-f]|40|5[b-e]|60|7[b-df])", re.IGNORECASE)
_SIGNS: Final = ("?\n", "?#", "/./", "/../", "/.\n", "/..\n", ":80/", ":443/", ":80\n", ":443\n")
_NEEDLESS: Final = patterns.lazy(
    r"%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae]|c[cd]%|e3%82%9[9a]|e1%8[4-7])"
)
"""What small letters show where two addresses may be one by RFC 3986 section 6.2: an empty query, dots, the port of the
scheme; bytes that need not be encoded, and letters apart from their marks."""


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
    text = _START.sub("", _plainly(address), count=1)
    if "/index." in text or "/default." in text or "/Default." in text:
        text = _INDEX.sub("", text)
    text = text.removesuffix(_EXTENSION)
    return text.removesuffix("/") if "?" not in text and "#" not in text else _SLASHES.sub("", text, count=1)


def _plainly(address: str) -> str:
    """Return an address as it reads: without port of the scheme, empty query and dots, and with its letters decoded."""
    text = _NO_QUERY.sub("", _PORT.sub(r"\1\2", address, count=1), count=1)
    return _decoded(_without_dots(text) if "/." in text else text)


def _without_dots(text: str) -> str:
    """Return an address without `.` and `..` in its path (RFC 3986 section 5.2.4)."""
    path, mark, query = text.partition("?")
    *origin, path = path.split("/", _SLASHES_OF_ORIGIN + 1)
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/".join((*origin, *kept)) + mark + query


def _decoded(text: str) -> str:
    """Return an address with all bytes decoded that mean the same so, and letters and marks as one (NFC)."""
    if "%" in text:
        text = unquote(_RESERVED.sub(lambda match: f"%25{match[1].upper()}", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def nearly_same(addresses: Sequence[str]) -> Iterator[AlikePair]:
    """Return each address with the first of the list that it is nearly the same as; equal ones are none."""
    if not _may_be_alike(addresses):
        return
    known: dict[str, int] = {}
    for place, address in enumerate(addresses):
        essence = _essence(address)
        first = known.setdefault(essence.lower(), place)
        other = addresses[first]
        if address and other != address and not _is_page_and_folder(other, address):
            difference = _difference(address, other)
            yield AlikePair(place, first, difference, in_case_only=difference == _CASE)


def _is_page_and_folder(one: str, other: str) -> bool:
    """Whether of two addresses one is `/a.html`, and the other `/a/`, which many a site has beside it."""
    return any(
        folder.endswith("/") and page.endswith(_EXTENSION) and _INDEX.search(page) is None
        for page, folder in ((one, other), (other, one))
    )


def _may_be_alike(addresses: Sequence[str]) -> bool:
    """Whether some may be nearly the same: all are looked at together, for there may be a million."""
    written = "\n".join((*addresses, ""))
    text = written.lower()
    if not text.isascii() or any(sign in text for sign in _SIGNS) or ("%" in text and _NEEDLESS.search(text)):
        return True
    are_of_one_origin = _are_of_one_origin(addresses)
    has_name = _OF_INDEX.search(text) is not None
    if has_name:
        for index in ("html", "htm", "php", "xhtml", "asp", "aspx", "jsp"):
            text = text.replace(f"/index.{index}\n", "\n").replace(f"/index.{index}?", "?")
    if (has_name and "/default." in text) or ("?" in text and "/?" in text) or ("#" in text and "/#" in text):
        return True
    if not has_name and text == written and are_of_one_origin and text.count("/\n") in {0, len(addresses)}:
        return text.count(".html\n") not in {0, len(addresses)} and _is_less(text.replace(".html\n", "\n"), addresses)
    text = text.replace(".html\n", "\n").replace("/\n", "\n")
    if not are_of_one_origin:
        text = text.replace("http://", "https://").replace("://www.", "://")
    return _is_less(text, addresses)


def _is_less(text: str, addresses: Sequence[str]) -> bool:
    return len(set(text.split("\n"))) - 1 < len(set(addresses))


def _are_of_one_origin(addresses: Sequence[str]) -> bool:
    """Whether scheme and host of all are the same, as they are in most lists, which then need no look at them."""
    first, last = min(addresses, default=""), max(addresses, default="")
    origin = first.split("/", _SLASHES_OF_ORIGIN + 1)[:-1]
    return len(origin) == _SLASHES_OF_ORIGIN + 1 and last.startswith("/".join((*origin, "")))


_CASE: Final = "only in capital letters"


def _difference(address: str, other: str) -> str:
    if _decoded(address) == _decoded(other):
        return (
            "only by percent-encoding" if unquote(address) == unquote(other) else "only in how its letters are encoded"
        )
    if address.lower() == other.lower():
        return _CASE
    parts = [
        words
        for words, change in (
            ("by http: and https:", lambda text: re.sub(r"^https:", "http:", text, flags=re.IGNORECASE)),
            ('by "www."', lambda text: text.replace("://www.", "://", 1)),
            ("by the name of the index", lambda text: _INDEX.sub("", text)),
            (
                'by ".html" at the end',
                lambda text: text if _INDEX.search(text) else text.removesuffix(_EXTENSION),
            ),
            ("by the port", lambda text: _PORT.sub(r"\1\2", text)),
            ("by an empty query", lambda text: _NO_QUERY.sub("", text)),
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
