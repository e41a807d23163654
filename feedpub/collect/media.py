"""The picture and the media files that a front matter names, and the media types by which endings are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect.fields import as_flag
from feedpub.collect.record import Attachment
from feedpub.model.records import Image
from feedpub.text import patterns, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Fields, Path
    from feedpub.collect.frontmatter import Value

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
_OPAQUE = "application/octet-stream"
_ENDING = patterns.lazy(r"\.([A-Za-z0-9]{2,4})(?:[?#].*)?$")
_ADDRESS = ("url", "src", "path", "image", "teaser", "href", "file", "feature", "og_image")


def media_type(url: str) -> str:
    """Return the media type that the ending of a URL stands for; empty when it is not known."""
    match = _ENDING.search(url)
    return _TYPES.get(match[1].lower(), "") if match else ""


def image(builder: RecordBuilder) -> Image | None:
    """Return the picture that stands for the post."""
    fields, base_url = builder, builder.image_base
    for path, value in fields.all("image"):
        if isinstance(value, list):
            value = value[0]  # noqa: PLW2901 - the first of several pictures is the one
            path = (*path, 0)  # noqa: PLW2901 - and this is its place
        if not isinstance(value, dict):
            # `header: true` and `cover: false` are switches of a theme, not pictures.
            if as_flag(value) is None and path != ("header",) and (url := _url(fields, path, value, base_url)):
                return Image(url=url, type=media_type(url))
        elif found := _described(fields, path, value, base_url):
            return found
    return None


def _described(fields: Fields, path: Path, value: dict[str, Value], base_url: str) -> Image | None:
    key = _address_key(value)
    if key is None or not (url := _url(fields, (*path, key), value[key], base_url)):
        return None
    return Image(
        url=url,
        alt=fields.as_text((*path, "alt"), value.get("alt", "")),
        type=fields.as_text((*path, "type"), value.get("type", "")) or media_type(url),
        length=_number(fields, (*path, "length"), value.get("length", "")),
        width=_number(fields, (*path, "width"), value.get("width", "")),
        height=_number(fields, (*path, "height"), value.get("height", "")),
    )


def attachments(builder: RecordBuilder) -> tuple[Attachment, ...]:
    """Return the media files of the post as they are written; the disk may know their lengths."""
    return tuple(
        found for path, value in builder.all("enclosures") for found in _attachments(builder, path, value, builder.url)
    )


def _attachments(fields: Fields, path: Path, value: Value, base_url: str) -> Iterator[Attachment]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _attachments(fields, (*path, number), item, base_url)
        return
    if isinstance(value, str):
        if as_flag(value) is not None:
            return
        value = {"url": value}
    key = _address_key(value)
    if key is None:
        fields.wrong_type(path, "a URL, or a mapping with `url`, `length` and `type`", value)
    elif url := _url(fields, (*path, key), value[key], base_url):
        length_key = next((name for name in ("length", "size", "bytes") if name in value), "length")
        line, column = fields.place(path)
        yield Attachment(
            url=url,
            written=str(value[key]).strip(),
            type=fields.as_text((*path, "type"), value.get("type", "")) or media_type(url) or _OPAQUE,
            length=_number(fields, (*path, length_key), value.get(length_key, "")),
            line=line,
            column=column,
        )


def _address_key(value: dict[str, Value]) -> str | None:
    return next((name for name in _ADDRESS if value.get(name)), None)


def _url(fields: Fields, path: Path, value: Value, base_url: str) -> str:
    written = fields.as_text(path, value)
    if not written:
        return ""
    return absolute(fields, path, written, base_url)


def absolute(fields: Fields, path: Path, written: str, base_url: str) -> str:
    """Return an absolute http(s) URL; a note, and nothing, for what cannot be one."""
    try:
        url = urls.absolute(base_url, written)
    except ValueError as error:
        _bad_url(fields, path, written, f"not an address: {error}")
        return ""
    if not url.startswith(("https://", "http://")):
        _bad_url(fields, path, written, "not an address that readers can fetch.")
        return ""
    return url


def _bad_url(fields: Fields, path: Path, written: str, what: str) -> None:
    hint = "Write `https://…`, or a path such as `/images/a.png`."
    fields.unusable(path, "post/bad-url", f"`{path[0]}` is {what}", hint, written)


def _number(fields: Fields, path: Path, value: Value) -> int | None:
    written = fields.as_text(path, value)
    if not written:
        return None
    if written.isascii() and written.isdigit() and len(written) < 16:  # noqa: PLR2004 - a petabyte is enough
        return int(written)
    fields.wrong_type(path, "a whole number", value)
    return None
