"""feed.css, which makes the XML of a feed readable in a browser, and says what a feed is."""

from __future__ import annotations

import pkgutil

from feedpub.model.records import Document, Kind


def generate(path: str) -> Document:
    """Return the style sheet that comes with feedpub as the document at `path`."""
    # Not importlib.resources, which loads tempfile, zipfile and more.
    data = pkgutil.get_data(__package__, "feed.css")
    assert data is not None, "installed with the package"  # noqa: S101 - for the type checker
    return Document(path=path, kind=Kind.UNKNOWN, data=data)
