"""JSON Feed 1.1, with `author` beside `authors` in items for readers of version 1.0."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import json

from feedpub.generate import Entries, authors_of, authors_of_site, labels_of, language_of
from feedpub.model.records import Document, Format, Kind
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.model.records import Author, Enclosure, Feed, Item, Post
    from feedpub.model.site import Site

_VERSION = "https://jsonfeed.org/version/1.1"


def generate(feed: Feed, entries: Entries | None = None) -> Document:
    """Return the feed as JSON Feed; `entries` shares the work on items that several feeds hold."""
    made = (entries or Entries()).parts(Format.JSON, feed.items, partial(parts, feed.site))
    head = _dump(_head(feed)).removesuffix(b"\n}")
    data = b"".join((head, b',\n  "items": [\n', b",\n".join(made), b"\n  ]\n}\n"))
    return Document(path=feed.spec.paths[Format.JSON], kind=Kind.JSONFEED, data=data)


def parts(site: Site, items: Sequence[Item]) -> list[bytes]:
    """Return the part of any feed of the site that each item makes."""
    # Within a string of JSON a line break is written `\n`: every real one is ours.
    return [b"    " + _dump(_item(item, site)).replace(b"\n", b"\n    ") for item in items]


def _dump(value: Any) -> bytes:  # noqa: ANN401 - any value of JSON
    return json.format(json.encode(value), indent=2)


def _head(feed: Feed) -> dict[str, Any]:
    spec, site = feed.spec, feed.site
    return _given(
        version=_VERSION,
        title=spec.title,
        home_page_url=spec.home_url or site.url,
        feed_url=spec.urls[Format.JSON],
        next_url=spec.paging.older.get(Format.JSON) if spec.paging else "",
        description=spec.description,
        language=spec.language,
        icon=site.icon or site.logo,
        favicon=site.icon,
        authors=_persons(authors_of_site(site)),
        # By this publishing knows its own file where it has no manifest, and the guard an archive.
        _feedpub=_given(generator="feedpub", archive_of=spec.paging.current.get(Format.JSON) if spec.paging else ""),
        hubs=[{"type": "WebSub", "url": site.hub}] if site.hub and not spec.is_window else [],
    )


def _item(item: Item, site: Site) -> dict[str, Any]:
    post = item.post
    authors = _persons(authors_of(item, site))
    body = {"content_html": item.html} if item.html else {"content_text": item.summary}
    return {
        "id": item.id_in(Format.JSON),
        "url": post.url,
        **_external(post),
        "title": post.title,
        **body,
        **_given(
            summary=item.summary,
            image=_image(post),
            date_published=dates.rfc3339(item.date),
            date_modified=dates.rfc3339(item.updated),
            authors=authors,
            author=authors[0],
            tags=list(labels_of(item)),
            language=language_of(item, site),
            attachments=_attachments(post.enclosures),
        ),
    }


def _image(post: Post) -> str:
    if post.image is not None:
        return post.image.url
    return post.episode.image if post.episode else ""


def _external(post: Post) -> dict[str, str]:
    return {"external_url": post.extensions.linked} if post.extensions and post.extensions.linked else {}


def _given(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of JSON
    return {name: value for name, value in members.items() if value}


def _persons(authors: Iterable[Author]) -> list[dict[str, str]]:
    return [_given(name=author.name, url=author.url) for author in authors]


def _attachments(files: Iterable[Enclosure]) -> list[dict[str, Any]]:
    return [
        {"url": file.url, "mime_type": file.type, "size_in_bytes": file.length, **_duration(file)} for file in files
    ]


def _duration(file: Enclosure) -> dict[str, int]:
    return {} if file.duration is None else {"duration_in_seconds": file.duration}
