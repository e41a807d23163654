"""Names as Zola makes parts of addresses of them: in ASCII, without what files cannot hold, or as they are.

`on` writes every script in ASCII by the tables of Unidecode, whose home is the dialect of Pelican.
"""

from __future__ import annotations

import re
from functools import lru_cache

from feedpub.sites.pelican.slugs import in_ascii
from feedpub.sites.zola.rules import OFF, SAFE

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_NOT_IN_FILES = re.compile(r'[<>:"/|?*#()\[\]\\\n\r\t\x00-\x1f]')


@lru_cache(maxsize=8192)
def slugify(text: str, how: str) -> str:
    """Return the part of an address. Raises MissingLibraryError for letters beyond ASCII where Unidecode is missing."""
    if how == OFF:
        return text
    if how == SAFE:
        return _NOT_IN_FILES.sub("", text.strip()).strip(" .")
    if not text.isascii():
        text = in_ascii(text, "zola")
    return _NOT_WORDS.sub("-", text.lower()).strip("-")
