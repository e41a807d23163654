"""The words of Jekyll's addresses: how a name becomes a part of a path (`Utils.slugify`, `URL#sanitize_url`)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ASCII_DEFAULT = re.compile(r"[^A-Za-z0-9]+")
_ASCII_PRETTY = re.compile(r"[^A-Za-z0-9._~!$&'()+,;=@]+")
_PRETTY = frozenset("._~!$&'()+,;=@")
_SQUEEZED = re.compile(r"/{2,}")


@lru_cache(maxsize=8192)
def slugify(text: str, *, pretty: bool = False) -> str:
    """Return the text with `-` for each run of other characters than letters, marks and digits of any script.

    `pretty` keeps some punctuation, too, and the case.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        slug = (_ASCII_PRETTY if pretty else _ASCII_DEFAULT).sub("-", text)
    else:
        slug = "".join(char if _stays(char, pretty=pretty) else "\0" for char in text)
        slug = re.sub("\0+", "-", slug)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if pretty else slug.lower()


def _stays(char: str, *, pretty: bool) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind == "Nd" or (pretty and char in _PRETTY)


def sanitized(path: str) -> str:
    """Return a path as Jekyll publishes it: no `..`, no `./`, one slash at a time, the first in front."""
    path = f"/{path}"
    if ".." in path:
        path = path.replace("..", "/")
    if "./" in path:
        path = path.replace("./", "")
    return _SQUEEZED.sub("/", path)


def titleized(slug: str) -> str:
    """Return the title of a post that has none: the words of its slug, each capitalised."""
    return " ".join(word.capitalize() for word in slug.split("-") if word)
