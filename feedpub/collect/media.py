"""The picture and the media files that a front matter names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.collect.fields import as_flag
from feedpub.collect.media_types import OPAQUE, media_type
from feedpub.collect.record import Attachment
from feedpub.model.records import Image
from feedpub.text import patterns, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Fields, Path
    from feedpub.collect.frontmatter import Value

_WHOLE = patterns.lazy(r"[/.]|[A-Za-z][A-Za-z0-9+.-]*:")
"""The beginning of what is more than a name: an address, or a path from the root or to another folder."""
_LENGTHS = ("length", "size", "bytes", "filesize", "file_size")
_MEDIA_TYPES = ("type", "mime_type", "mime", "mimetype")
_CLOCK = patterns.lazy(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,5}):)?([0-9]{1,7})(?:[.,][0-9]+)?")
"""A length of time; of themes that want milliseconds these are left out, too."""
_UNITS = patterns.lazy(
    r"(?:PT)?(?:([0-9]{1,4})\s*+h(?:ours?|rs?)?)?\s*+(?:([0-9]{1,5})\s*+m(?:in(?:utes?|s)?)?)?"
    r"\s*+(?:([0-9]{1,7})\s*+s(?:ec(?:onds?|s)?)?)?\.?",
    re.IGNORECASE,
)
_ADDRESS = ("url", "src", "path", "image", "teaser", "href", "file", "feature", "og_image")


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
    found = [each for path, value in builder.all("enclosures") for each in _attachments(builder, path, value)]
    if "podcast" in builder.paths:
        found = _with_podcast_keys(builder, found)
    builder.attached = tuple(found)
    return builder.attached


def _with_podcast_keys(builder: RecordBuilder, found: list[Attachment]) -> list[Attachment]:
    """Return the files with the one that keys of podcasts name, and what others say of the first."""
    keys = builder.podcast_keys
    if key := keys.get("recording"):
        known = {each.url for each in found}
        found += [each for each in _attachments(builder, *key) if each.url not in known]
    if not found:
        return found
    first = found[0]
    if first.length is None and (key := keys.get("length")):
        path, value = key
        if isinstance(value, dict):  # by endings
            ending = first.written.rpartition(".")[2].lower()
            path, value = (*path, ending), value.get(ending, "")
        if isinstance(value, str) and value.isascii() and value.isdigit():  # not `13.7 MB`, as themes show it
            first = replace(first, length=_number(builder, path, value))
    if not first.is_type_written and (key := keys.get("media_type")):
        first = replace(first, type=builder.as_text(*key) or first.type, is_type_written=True)
    return [first, *found[1:]]


def _attachments(fields: RecordBuilder, path: Path, value: Value) -> Iterator[Attachment]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _attachments(fields, (*path, number), item)
        return
    if isinstance(value, str):
        if as_flag(value) is not None:
            return
        value = {"url": value}
    key = _address_key(value)
    if key is None and (by_ending := [name for name in value if media_type(f".{name}") and value[name]]):
        for name in by_ending:  # `audio: {mp3: …, ogg: …}`
            yield from _attachments(fields, (*path, name), value[name])
    elif key is None:
        fields.wrong_type(path, "a URL, or a mapping with `url`, `length` and `type`", value)
    elif url := _url(fields, (*path, key), _prefixed(value[key], fields.settings.media_prefix), fields.url):
        length_key = next((name for name in _LENGTHS if name in value), "length")
        type_key = next((name for name in _MEDIA_TYPES if name in value), "type")
        line, column = fields.place(path)
        written_type = fields.as_text((*path, type_key), value.get(type_key, ""))
        yield Attachment(
            url=url,
            written=str(value[key]).strip(),
            type=written_type or media_type(url) or OPAQUE,
            length=_number(fields, (*path, length_key), value.get(length_key, "")),
            line=line,
            column=column,
            duration=duration(fields, (*path, "duration"), value.get("duration", "")),
            is_type_written=bool(written_type),
        )


def _prefixed(written: Value, prefix: str) -> Value:
    """Return the name of a media file behind what the site has before those that begin with no slash."""
    is_name = prefix and isinstance(written, str) and written.strip() and not _WHOLE.match(written.strip())
    return f"{prefix}{written.strip()}" if is_name and isinstance(written, str) else written


def duration(fields: Fields, path: Path, value: Value) -> int | None:
    """Return a length of time in whole seconds, of `1:02:03`, `62:03`, `3723`, `62 min` or `PT1H2M3S`."""
    written = fields.as_text(path, value)
    if not written:
        return None
    match = _CLOCK.fullmatch(written) or _UNITS.fullmatch(written)
    if match is None or not any(match.groups()):
        fields.wrong_type(path, "a length of time, as `1:02:03` or in seconds", value)
        return None
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)


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
