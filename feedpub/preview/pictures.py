"""Pictures of posts that lie in folders of the site, shown from there: they may not be on line yet.

An address that leads to a file is one of ours that names a post and the address of a picture in it. Answered is what
the text of that post shows, and of that only pictures, looked for where recordings are looked for, by the same gates:
no link leads out of the site, and no other file of the disk can be asked for.
"""

from __future__ import annotations

import html
import re
from mimetypes import guess_type
from typing import TYPE_CHECKING, Final

from feedpub.collect import files, media_files
from feedpub.collect.media_files import MediaFolders
from feedpub.collect.media_types import media_type
from feedpub.io import reading
from feedpub.model.errors import FeedpubError
from feedpub.model.records import Level
from feedpub.preview.answers import OF_PICTURES, PreviewAnswer
from feedpub.preview.layout import address
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.collect.media_files import MediaFile
    from feedpub.model.records import Item
    from feedpub.pipeline.previewing import Preview

_MOST: Final = 32_000_000
"""Bytes of a picture."""
_TAG: Final = patterns.lazy(r"<(?:img|source|video)\b[^<>]*+>", re.IGNORECASE)
_ONE: Final = patterns.lazy(r'(?<=\s)(src|poster)="([^"]*)"')
_SEVERAL: Final = patterns.lazy(r'(?<=\s)srcset="([^"]*)"')
_CANDIDATE: Final = patterns.lazy(r"([^\s,]\S*[^\s,]|[^\s,])(\s+[\d.]+[wx])?(?=\s*,|\s*$)")


def from_here(preview: Preview, one: Item) -> str:
    """Return the text of a post, its pictures that lie in the site from here, all others from where they are."""

    def moved(url: str) -> str:
        return address("picture", post=one.post.source, url=url) if _file(preview, one, url) else url

    return _TAG.sub(lambda match: _with_addresses(match[0], moved), one.html)


def picture(preview: Preview, source: str, url: str) -> PreviewAnswer | None:
    """Return a picture of the text of a post; None where that shows no such picture, or it does not lie in the site."""
    one = preview.items.get(source)
    if one is None or url not in set(_urls(one.html)):
        return None
    found = _file(preview, one, url)
    kind = _type_of(url)
    try:
        data = reading.read(found.root, found.path, _MOST) if found and kind else None
    except FeedpubError:  # it has gone, or is larger than any picture should be
        return None
    return None if data is None else PreviewAnswer(body=data, type=kind, policy=OF_PICTURES)


def _with_addresses(tag: str, moved: Callable[[str], str]) -> str:
    """Return a tag with each address of a picture as `moved` gives it."""

    def one(match: re.Match[str]) -> str:
        return f'{match[1]}="{html.escape(moved(html.unescape(match[2])))}"'

    def several(match: re.Match[str]) -> str:
        given = html.unescape(match[1])
        return f'srcset="{html.escape(_CANDIDATE.sub(lambda each: moved(each[1]) + (each[2] or ""), given))}"'

    return _SEVERAL.sub(several, _ONE.sub(one, tag))


def _urls(text: str) -> Iterator[str]:
    """Return the addresses of all pictures of a text."""
    found: list[str] = []

    def noted(url: str) -> str:
        found.append(url)
        return url

    for match in _TAG.finditer(text):
        _with_addresses(match[0], noted)
    return iter(found)


def _type_of(url: str) -> str:
    """Return the media type of a picture; empty for what is none."""
    kind = media_type(url) or guess_type(url.partition("?")[0].partition("#")[0])[0] or ""
    return kind if kind.startswith("image/") else ""


def _file(preview: Preview, one: Item, url: str) -> MediaFile | None:
    """Return the file of an address of the site; None for an address elsewhere, or where there is no file."""
    if not _type_of(url):
        return None
    request = preview.request
    options = request.options
    folders = MediaFolders(
        site=request.folder,
        content=files.content_folder(request.folder, options.content),
        output=options.output.folder,
        url=preview.site.url,
        mistakes=Level.WARNING,
    )
    beside = url.removeprefix(one.post.url) if url.startswith(one.post.url) and one.post.url.endswith("/") else ""
    found = media_files.find(url, beside, one.post.source, folders).file
    return None if found is None or found.is_pointer else found
