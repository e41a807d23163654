"""feed.css, which makes the XML of a feed readable in a browser, and says what a feed is."""

from __future__ import annotations

from importlib.resources import files

from feedpub.model import Document, Kind


def generate(path: str) -> Document:
    """Give the style sheet that comes with feedpub as the document at `path`."""
    return Document(path=path, kind=Kind.UNKNOWN, data=(files(__package__) / "feed.css").read_bytes())
