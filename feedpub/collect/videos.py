"""The films of a post: those that its front matter names, and those of its body.

Keys of this name mean many things to themes. So what cannot be used is passed over here, and is told with what else a
film lacks where the sitemap is to list films (`pipeline.listing`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.fields import as_flag
from feedpub.content.lead import excerpt
from feedpub.content.videos import body_videos, is_player_of_films, of_player, whole
from feedpub.model.details import Video
from feedpub.text import patterns, plain, players

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.frontmatter import Value
    from feedpub.content.flavour import Flavour
    from feedpub.model.records import Post

_ADDRESS: Final = ("content_loc", "content", "file", "src", "url", "href", "path")
_PLAYER: Final = ("player_loc", "player", "embed", "embed_url", "iframe")
_PICTURE: Final = ("thumbnail_loc", "thumbnail", "poster", "image", "cover")
_LENGTHS: Final = patterns.lazy(
    r"(?:(?:(\d{1,2}):)?(\d{1,3}):(\d{2})|PT(?:(\d{1,2})H)?(?:(\d{1,3})M)?(?:(\d{1,5})S)?)\Z"
)
"""`1:02:03`, and durations of ISO 8601."""
_LONGEST: Final = 28_800
"""Seconds of a film that sitemaps may tell of."""
_WORDS: Final = 300


def videos(builder: RecordBuilder) -> tuple[Video, ...]:
    """Return the films that the front matter names, if they are wanted."""
    if not builder.settings.with_films:
        return ()
    found = (film for _, value in builder.all("videos") for film in _named(value, builder.url))
    return tuple({film.content or film.player: film for film in found}.values())


def _named(value: Value, base_url: str) -> Iterator[Video]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each, base_url)
    elif isinstance(value, dict):
        yield _described(value, base_url)
    elif as_flag(value) is None:
        yield _at(whole(base_url, value), "")


def _at(address: str, title: str) -> Video:
    """Return the film at an address: that of a player, of a page of YouTube, or of a file."""
    if address and (players.youtube_name(address) or is_player_of_films(address)):
        return of_player(address, title)
    return Video(content=address, title=title)


def _described(value: Mapping[str, Value], base_url: str) -> Video:
    title = _text(value, ("title", "name"))
    name, provider = _text(value, ("id",)), _text(value, ("provider",)).lower()
    if provider == "youtube" and name:
        film = _at(f"https://youtu.be/{name}", title)
    else:
        film = _at(whole(base_url, _text(value, _ADDRESS)), title)
    if player := whole(base_url, _text(value, _PLAYER)):
        of = _at(player, title)
        film = replace(film, player=of.player or player, thumbnail=film.thumbnail or of.thumbnail)
    return replace(
        film,
        thumbnail=whole(base_url, _text(value, _PICTURE)) or film.thumbnail,
        description=plain.plain(_text(value, ("description", "summary", "caption"))),
        duration=_seconds(_text(value, ("duration", "length"))),
    )


def _text(value: Mapping[str, Value], names: tuple[str, ...]) -> str:
    found = (each for name in names if isinstance(each := value.get(name), str) and each.strip())
    text = next(found, "").strip()
    return text if text.isprintable() else plain.on_one_line(plain.clean(text)[0])


def _seconds(written: str) -> int | None:
    """Return a number of seconds, or of a clock, in seconds; None for anything else, and for what no film lasts."""
    seconds: int | None = None
    if re.fullmatch(r"[0-9]{1,5}", written):
        seconds = int(written)
    elif match := _LENGTHS.match(written):
        hours, minutes, rest, *of_iso = (int(each or 0) for each in match.groups())
        seconds = (hours or of_iso[0]) * 3600 + (minutes or of_iso[1]) * 60 + (rest or of_iso[2])
    return seconds if seconds is not None and 0 < seconds <= _LONGEST else None


def with_videos(post: Post, body: str, flavour: Flavour) -> Post:
    """Return the post with the films of its body besides, each with a description: the post's where it has none."""
    named = {film.content or film.player: film for film in post.videos}
    for film in body_videos(body, post.markup, post.url, flavour):
        known = named.get(film.content or film.player)
        named[film.content or film.player] = film if known is None else _together(known, film)
    if not named:
        return post
    about = ""
    if not all(film.description for film in named.values()):
        try:
            about = post.summary or excerpt(body, post.markup, "", _WORDS, flavour)
        except ValueError:
            about = ""  # what is wrong with the text is said where a feed holds the post
    films = (film if film.description else replace(film, description=about) for film in named.values())
    return replace(post, videos=tuple(films))


def _together(known: Video, shown: Video) -> Video:
    return replace(known, thumbnail=known.thumbnail or shown.thumbnail, title=known.title or shown.title)
