"""The text of an HTML page, by the encoding that it says it has.

A byte order mark goes first, then `<meta charset>`, then UTF-8 where the bytes are that, else Windows-1252, as
browsers do. Never raises: bytes that are no characters become U+FFFD.
"""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_HEAD = 4096
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
"""What browsers take some names for (WHATWG Encoding): a page whose `meta` can be read as ASCII is not UTF-16."""
_USUAL = "cp1252"


def of(data: bytes) -> tuple[str, int]:
    """Return Python's name of the encoding of a page, and the bytes of its byte order mark."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    match = _META.search(data, 0, _HEAD)
    if match and (declared := _known(match[1].decode("ascii"))):
        return declared, 0
    return ("utf-8" if _is_utf8(data) else _USUAL), 0


def decode(data: bytes) -> str:
    """Return the text of a page."""
    encoding, skipped = of(data)
    return data[skipped:].decode(encoding, "replace")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
        "<".encode(found)
    except (LookupError, UnicodeError):
        return ""
    return _READ_AS.get(found, found)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
