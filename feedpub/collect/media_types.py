"""The media types that the endings of names stand for: of what authors link to, and of what a feed can carry.

A module of its own, for the keys of front matter are told by it too, which `media` reads.
"""

from __future__ import annotations

from typing import Final

from feedpub.text import patterns

_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "m4v": "video/mp4",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "ogv": "video/ogg",
    "webm": "video/webm",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
OPAQUE: Final = "application/octet-stream"
"""The media type of what is not known."""
_ENDING = patterns.lazy(r"\.([A-Za-z0-9]{2,4})(?:[?#].*)?$")


def media_type(url: str) -> str:
    """Return the media type that the ending of a URL stands for; empty when it is not known."""
    match = _ENDING.search(url)
    return _TYPES.get(match[1].lower(), "") if match else ""
