"""What a front matter tells players of the recording of a post: the episode.

A post without a recording is none: of its keys `duration` or `chapters` nothing is known, and nothing is said,
unless they stand in a table that is of podcasts alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from feedpub.collect import chapters, media
from feedpub.collect.fields import as_flag
from feedpub.model.podcasts import (
    Episode,
    EpisodeType,
    PodcastLicense,
    PodcastPerson,
    PodcastText,
    PodcastValue,
    Transcript,
    ValueRecipient,
)
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import Value
    from feedpub.collect.podcast_keys import PodcastKeys

T = TypeVar("T")

_NUMBER: Final = re.compile(r"0*([1-9][0-9]{0,8})")
_EXPLICIT: Final = {"explicit": True, "clean": False}
"""Words of Apple's earlier guides, besides yes and no."""
_TRANSCRIPTS: Final = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "htm": "text/html",
    "txt": "text/plain",
}
"""Media types of transcripts (podcast namespace, transcript), by the ending of the file."""


def episode(builder: RecordBuilder) -> Episode | None:
    """Return what the keys say of the episode; None where the post has no recording."""
    keys = builder.podcast_keys
    if not any(each.is_recording for each in builder.attached):
        _without_recording(builder, keys)
        return None
    _of_no_use(builder, keys)
    season, season_name = _season(builder, keys)
    chapters_url, marks = _read(keys, "chapters", lambda path, value: chapters.read(builder, path, value)) or ("", ())
    return Episode(
        title=_text(builder, keys, "title"),
        author=_text(builder, keys, "author"),
        number=_read(keys, "number", lambda path, value: _number(builder, path, value)),
        display=_text(builder, keys, "display"),
        season=season,
        season_name=season_name,
        type=_read(keys, "type", lambda path, value: _type(builder, path, value)),
        explicit=_read(keys, "explicit", lambda path, value: _explicit(builder, path, value)),
        image=_read(keys, "image", lambda path, value: _image(builder, path, value)) or "",
        block=bool(_read(keys, "block", lambda path, value: _explicit(builder, path, value))),
        duration=_read(keys, "duration", lambda path, value: media.duration(builder, path, value)),
        transcripts=tuple(_several(keys, "transcripts", lambda path, value: _transcript(builder, path, value))),
        chapters_url=chapters_url,
        chapters=marks,
        persons=tuple(_several(keys, "persons", lambda path, value: _person(builder, path, value))),
        license=_read(keys, "license", lambda path, value: _license(builder, path, value)),
        txt=tuple(_several(keys, "txt", lambda path, value: _podcast_text(builder, path, value))),
        value=_read(keys, "value", lambda path, value: _value(builder, path, value)),
    )


def _read(keys: PodcastKeys, meaning: str, read: Callable[[Path, Value], T]) -> T | None:
    key = keys.get(meaning)
    return None if key is None else read(*key)


def _several(keys: PodcastKeys, meaning: str, read: Callable[[Path, Value], T | None]) -> Iterator[T]:
    """Return each of a list, or the one that stands for a list of one."""
    key = keys.get(meaning)
    if key is None:
        return
    path, value = key
    for place, each in enumerate(value) if isinstance(value, list) else ((None, value),):
        found = read(path if place is None else (*path, place), each)
        if found is not None:
            yield found


def _text(builder: RecordBuilder, keys: PodcastKeys, meaning: str) -> str:
    return _read(keys, meaning, builder.as_text) or ""


def _table(value: Value, key: str) -> dict[str, Value]:
    """Return a table; of a text that stands for one, with the key that it is the value of."""
    return value if isinstance(value, dict) else {key: value}


def _part(builder: RecordBuilder, path: Path, table: dict[str, Value], *names: str) -> str:
    """Return the text of the first of these keys of a table."""
    name = next((name for name in names if table.get(name)), None)
    return "" if name is None else builder.as_text((*path, name), table[name])


def _address(builder: RecordBuilder, path: Path, table: dict[str, Value], *names: str) -> str:
    written = _part(builder, path, table, *names)
    return media.absolute(builder, path, written, builder.url) if written else ""


def _number(builder: RecordBuilder, path: Path, value: Value) -> int | None:
    written = builder.as_text(path, value)
    if match := _NUMBER.fullmatch(written):
        return int(match[1])
    if written:
        builder.wrong_type(path, "a whole number from 1", value)
    return None


def _season(builder: RecordBuilder, keys: PodcastKeys) -> tuple[int | None, str]:
    """Return number and name of the season, from a table as well."""
    name = _text(builder, keys, "season_name")
    key = keys.get("season")
    if key is None:
        return None, name
    path, value = key
    if not isinstance(value, dict):
        return _number(builder, path, value), name
    number = _part(builder, path, value, "number", "season")
    return _number(builder, path, number), _part(builder, path, value, "name", "title") or name


def _type(builder: RecordBuilder, path: Path, value: Value) -> EpisodeType | None:
    written = builder.as_text(path, value).lower()
    names = [each.value for each in EpisodeType]
    if written in names:
        return EpisodeType(written)
    builder.wrong_type(path, f"one of {', '.join(names)}", value)
    return None


def _explicit(builder: RecordBuilder, path: Path, value: Value) -> bool | None:
    word = builder.as_text(path, value).lower()
    said = _EXPLICIT.get(word, as_flag(word))
    if said is None and word:
        builder.wrong_type(path, "`true` or `false`", value)
    return said


def _image(builder: RecordBuilder, path: Path, value: Value) -> str:
    if isinstance(value, dict):
        return _address(builder, path, value, "href", "url", "src")
    written = builder.as_text(path, value)
    return media.absolute(builder, path, written, builder.image_base) if written else ""


def _transcript(builder: RecordBuilder, path: Path, value: Value) -> Transcript | None:
    """Return a transcript; its type is known by the ending of the file, where none is written."""
    table = _table(value, "url")
    url = _address(builder, path, table, "url", "file", "src", "href")
    if not url:
        return None
    ending = url.partition("?")[0].rpartition(".")[2].lower()
    media_type = _part(builder, path, table, "type") or _TRANSCRIPTS.get(ending, "")
    if not media_type:
        builder.wrong_type(path, "a file in .vtt, .srt, .json, .html or .txt, or a table with `url` and `type`", value)
        return None
    return Transcript(
        url=url,
        type=media_type,
        language=_part(builder, path, table, "language", "lang"),
        rel=_part(builder, path, table, "rel"),
    )


def _person(builder: RecordBuilder, path: Path, value: Value) -> PodcastPerson | None:
    table = _table(value, "name")
    name = _part(builder, path, table, "name")
    if not name:
        builder.wrong_type(path, "a name, or a table with `name`", value)
        return None
    return PodcastPerson(
        name=name,
        role=_part(builder, path, table, "role"),
        group=_part(builder, path, table, "group"),
        href=_address(builder, path, table, "href", "url", "uri"),
        img=_address(builder, path, table, "img", "image"),
    )


def _license(builder: RecordBuilder, path: Path, value: Value) -> PodcastLicense | None:
    table = _table(value, "name")
    name = _part(builder, path, table, "name", "id")
    return PodcastLicense(name=name, url=_address(builder, path, table, "url")) if name else None


def _podcast_text(builder: RecordBuilder, path: Path, value: Value) -> PodcastText | None:
    table = _table(value, "value")
    text = _part(builder, path, table, "value", "text")
    return PodcastText(value=text, purpose=_part(builder, path, table, "purpose")) if text else None


def _value(builder: RecordBuilder, path: Path, value: Value) -> PodcastValue | None:
    recipients = value.get("recipients") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(recipients, list):
        builder.wrong_type(path, "a table with `type`, `method` and `recipients`", value)
        return None
    listed = [_recipient(builder, (*path, "recipients", place), each) for place, each in enumerate(recipients)]
    return PodcastValue(
        type=_part(builder, path, value, "type"),
        method=_part(builder, path, value, "method"),
        suggested=_part(builder, path, value, "suggested"),
        recipients=tuple(each for each in listed if each is not None),
    )


def _recipient(builder: RecordBuilder, path: Path, value: Value) -> ValueRecipient | None:
    if not isinstance(value, dict):
        builder.wrong_type(path, "a table with `type`, `address` and `split`", value)
        return None
    return ValueRecipient(
        type=_part(builder, path, value, "type"),
        address=_part(builder, path, value, "address"),
        split=_number(builder, (*path, "split"), value.get("split", "")) or 0,
        name=_part(builder, path, value, "name"),
        custom_key=_part(builder, path, value, "customKey", "custom_key"),
        custom_value=_part(builder, path, value, "customValue", "custom_value"),
        fee=as_flag(value.get("fee")) is True,
    )


# What players are not told


def _without_recording(builder: RecordBuilder, keys: PodcastKeys) -> None:
    """Say that a table of podcasts does nothing in a post that has nothing to be heard."""
    for path in keys.scopes:
        if path[-1] == "episode":  # of a post about anything that has episodes
            continue
        builder.note(
            path,
            code="post/episode-without-recording",
            text=f"`{'.'.join(map(str, path))}` tells players of a recording, and the post has none.",
            hint="Name the recording: `audio: /audio/one.mp3`, or `enclosure: {url: …, length: …, type: audio/mpeg}`.",
            why="A post without a file to be heard or watched is no episode: what is said of one is left out.",
            level=Level.WARNING,
        )


def _of_no_use(builder: RecordBuilder, keys: PodcastKeys) -> None:
    for path in keys.withdrawn:
        builder.note(
            path,
            code="post/podcast-key-withdrawn",
            text=f"`{'.'.join(map(str, path))}` is of a tag that Apple has withdrawn; it is left out.",
            hint="Delete it: players show the title, the summary and the text of the post.",
            level=Level.INFO,
        )
    for path in keys.unknown:
        builder.note(
            path,
            code="post/unknown-podcast-key",
            text=f"`{'.'.join(map(str, path))}` means nothing to feedpub; it is left out.",
            hint="docs/how-to/publish-a-podcast.md lists the keys of an episode.",
            why="What it was to tell players, they are not told.",
            level=Level.WARNING,
        )
