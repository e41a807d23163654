"""Substack's export: a zip file, or the folder in it, of `posts.csv` and one page of HTML for each post.

The guid of Substack's RSS is the address of the post, `https://NAME.substack.com/p/SLUG` or the same at a domain of its
own, as its feeds have it; there is no documentation. The export has the slug alone, so the address of the site must be
known.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from feedpub.text.syndication import FeedItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.io.files import Files

NAME: Final = "Substack"

_LIST: Final = "posts.csv"
_COLUMNS: Final = frozenset({"post_id", "post_date", "is_published"})
_MOST: Final = 64_000_000
"""Bytes of the list, or of the page of a post."""


def posts(files: Files, old_url: str) -> Iterator[tuple[FeedItem, str]] | None:
    """Return the published posts of an export, each with its text as HTML; None where these files are of others.

    ValueError where the address of the site is not known.
    """
    names = files.names()
    path = next((name for name in names if name.rpartition("/")[2] == _LIST), None)
    rows = _rows(files.read(path, _MOST)) if path is not None else None
    if path is None or rows is None:
        return None
    if not old_url:
        raise ValueError(
            "it is an export of Substack, which does not hold the address of the site, and the ids of its posts begin "
            "with that; say it: `--old-url https://NAME.substack.com/`, or your own domain if the feed has that"
        )
    pages = frozenset(names)
    folder = path.removesuffix(_LIST)
    return (
        (_item(row, old_url), _text(files, f"{folder}posts/{row['post_id']}.html", pages))
        for row in rows
        if _is_published_post(row)
    )


def _rows(data: bytes) -> Iterator[Mapping[str, str]] | None:
    """Return the rows of the list by their columns; None where it is a list of something else."""
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    try:
        head = next(reader, [])
    except csv.Error as error:
        raise ValueError(f"the first line of {_LIST} cannot be read ({error})") from error
    return _records(head, reader) if head and _COLUMNS.issubset(head) else None


def _records(head: list[str], reader: Iterator[list[str]]) -> Iterator[Mapping[str, str]]:
    try:
        for row in reader:
            yield dict.fromkeys(head, "") | dict(zip(head, row, strict=False))  # a short row lacks the last columns
    except csv.Error as error:
        raise ValueError(f"{_LIST} cannot be read ({error})") from error


def _is_published_post(row: Mapping[str, str]) -> bool:
    return row["is_published"].lower() == "true" and row.get("type") != "page" and bool(_slug(row))


def _slug(row: Mapping[str, str]) -> str:
    return row["post_id"].partition(".")[2].strip()


def _item(row: Mapping[str, str], old_url: str) -> FeedItem:
    address = urljoin(old_url.rstrip("/") + "/", f"p/{_slug(row)}")
    return FeedItem(address, address, row.get("title", "").strip(), row["post_date"].strip(), "")


def _text(files: Files, page: str, pages: frozenset[str]) -> str:
    return files.read(page, _MOST).decode("utf-8", "replace") if page in pages else ""
