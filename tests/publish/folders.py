"""Documents and folders for the tests of publishing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from feedpub import publish as publishing
from feedpub.io.writing import Place
from feedpub.model.records import Document, Kind

if TYPE_CHECKING:
    from pathlib import Path

KEY: Final = b"k" * 32
publish: Final = partial(publishing.publish, key=KEY)
"""As a user publishes who has a key."""

_KINDS = {
    "rss.xml": Kind.RSS,
    "atom.xml": Kind.ATOM,
    "feed.json": Kind.JSONFEED,
    "sitemap.xml": Kind.SITEMAP,
    "sitemap-1.xml": Kind.SITEMAP,
}


def documents(texts: dict[str, str]) -> tuple[Document, ...]:
    """Return a document for each path and text; its kind follows from its name."""
    return tuple(
        Document(path=path, kind=_KINDS.get(path.rpartition("/")[2], Kind.UNKNOWN), data=text.encode())
        for path, text in texts.items()
    )


def texts_in(folder: Path) -> dict[str, str]:
    """Return path -> text of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def place(path: Path) -> Place:
    """Return the place of a file beneath the folder that holds it."""
    return Place(str(path.parent), path.name)
