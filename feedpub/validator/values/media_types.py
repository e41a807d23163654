"""Media types (RFC 6838): whether one is well formed, what kind it is, and which one the name of a file suggests.

The tables of file endings (`feedpub/validator/data/media_types.txt`) and of types that are not registered
(`media_types_meant.txt`) are read when the first file or type is looked at.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

_DATA = Path(__file__).parent.parent / "data"
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # noqa: S105 - a pattern, not a secret
_TYPE = re.compile(rf'{_NAME}/{_NAME}(?:\s*+;\s*+{_TOKEN}=(?:{_TOKEN}|"(?:\\.|[^"\\])*+"))*+\s*+;?\s*+')
_COMPOSITE = ("multipart/", "message/")


def problem(text: str) -> str | None:
    """Say what is wrong with a media type, in words that follow the value; None for a sound one."""
    if _TYPE.fullmatch(text):
        return None
    if not text.strip():
        return "is empty"
    if "/" not in text:
        return 'is no media type: it has no "/"'
    return "is not a media type of the form type/subtype"


def essence(text: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return text.partition(";")[0].strip().lower()


def is_composite(text: str) -> bool:
    """Whether a type holds other types (RFC 2045): `multipart/…`, `message/…`."""
    return essence(text).startswith(_COMPOSITE)


def is_xml(text: str) -> bool:
    """Whether a type is XML (RFC 7303): ends in `+xml` or `/xml`, or is one of the old ones of RFC 3023."""
    return essence(text).endswith(("+xml", "/xml", "/xml-external-parsed-entity", "/xml-dtd"))


def is_text(text: str) -> bool:
    """Whether a type is text."""
    return essence(text).startswith("text/")


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    """Return the first word of each line of a table with the others."""
    text = _DATA.joinpath(name).read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {first: tuple(others) for first, *others in lines}


def registered(text: str) -> str:
    """Return the registered type that one means which is not registered; "" for any other."""
    return "".join(_table("media_types_meant.txt").get(essence(text), ()))


def by_name(url: str) -> tuple[str, ...]:
    """Return the media types that fit the ending of a URL's file name, the usual one first; empty for none."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ()
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return _table("media_types.txt").get(ending.lower(), ()) if dot else ()


def usual(url: str) -> tuple[str, ...]:
    """Return those of the types that fit the ending of a URL's file name that are not known to be unregistered."""
    return tuple(one for one in by_name(url) if not registered(one))


def contradicts_name(media_type: str, url: str) -> bool:
    """Whether a type is another one than the ending of the file's name tells; False where it tells none.

    One that is no media type, or is not registered and means a right one, is another matter.
    """
    known = by_name(url)
    meant = {essence(media_type), registered(media_type)}
    return bool(known) and meant.isdisjoint(known) and problem(media_type) is None
