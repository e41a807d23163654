"""One exchange over HTTP that keeps its limits whatever the server does. Knows neither caches nor feeds.

addresses  the parts of an address; which hosts are public
session    what may be spent on all documents of one comparison, and where it may lead
wire       a connection of which every single wait ends in time
exchange   ask, read the head, read the body
pool       several at a time, each in a thread that can be left behind
answers    what was asked and answered, as data
asking     one request whose answer, or whose failure, is data; no redirect is followed
fetch      documents, from where redirects lead

What stands here loads no sockets: it is for what compares and prints addresses.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

AGENT: Final = "feedpub (+https://pypi.org/project/feedpub/)"
"""How feedpub calls itself wherever it asks for something."""


def without_credentials(text: str) -> str:
    """Return an address without user and password, for people, files and records; other text as it is."""
    if "//" not in text or "@" not in text:
        return text
    try:
        parts = urlsplit(text)
        _ = parts.port  # a password with a slash in it looks like a port that is no number
    except ValueError:
        before, sign, rest = text.partition("//")
        return before + sign + rest.rpartition("@")[2]
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else text
