"""The films that a body shows, for the sitemap: files in `video`, and players in frames."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from feedpub.content import markdown
from feedpub.content.attributes import rooted
from feedpub.content.bounded import bounded
from feedpub.content.flavour import COMMON, Flavour
from feedpub.content.pictures import attributes_of, without_hidden
from feedpub.model.details import Video
from feedpub.model.records import Markup
from feedpub.text import patterns, players
from feedpub.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = patterns.lazy(r"<(?:video|iframe)", re.IGNORECASE)
_FILM = patterns.lazy(r"<(video|iframe)(?=[\s/>])([^<>]{0,4000}+)>(?:(?!</?\1)(?s:.)){0,4000}+", re.IGNORECASE)
"""A tag with what stands in its element; each letter is looked at a few times at most, whatever the text is."""
_SOURCE = patterns.lazy(r"<source(?=[\s/])[^<>]{0,2000}+>", re.IGNORECASE)
_OF_FILMS = ("youtube", "youtube-nocookie", "vimeo", "dailymotion", "bilibili", "nicovideo", "rutube", "loom", "wistia")
"""What players of films are called in their addresses; others play sound, or both."""


def body_videos(body: str, markup: Markup, base_url: str, flavour: Flavour = COMMON) -> tuple[Video, ...]:
    """Return the films of a body in order, each once, as far as it says what they are.

    An address that cannot be one is passed over: the body keeps it from readers, too.
    """
    if not _SIGN.search(body):
        return ()
    if markup is Markup.MARKDOWN:
        try:
            body = bounded(partial(markdown.to_html, body, flavour), str, len(body))
        except ValueError:
            return ()  # what is wrong with it is said where a feed holds the post
    found: dict[str, Video] = {}
    for match in _FILM.finditer(without_hidden(rooted(body, flavour.root))):
        values = attributes_of(match[2])
        make = _file if match[1].lower() == "video" else _player
        for film in make(values, match[0], base_url):
            found.setdefault(film.content or film.player, film)
    return tuple(found.values())


def _file(values: dict[str, str], text: str, base_url: str) -> Iterator[Video]:
    sources = (attributes_of(each[0]).get("src", "") for each in _SOURCE.finditer(text))
    address = next((url for source in (values.get("src", ""), *sources) if (url := whole(base_url, source))), "")
    if address:
        title = " ".join((values.get("title") or values.get("aria-label") or "").split())
        yield Video(content=address, thumbnail=whole(base_url, values.get("poster", "")), title=title)


def _player(values: dict[str, str], _text: str, base_url: str) -> Iterator[Video]:
    address = whole(base_url, values.get("src") or values.get("data-src") or "")
    if address and is_player_of_films(address):
        yield of_player(address, " ".join(values.get("title", "").split()))


def is_player_of_films(address: str) -> bool:
    """Whether a frame with this address shows a film."""
    host = address.split("/", 3)[2]
    return players.is_player(address) and any(name in host.split(".") for name in _OF_FILMS)


def of_player(address: str, title: str = "") -> Video:
    """Return the film that a player shows; of YouTube its picture is known by its name."""
    name = players.youtube_name(address)
    if not name:
        return Video(player=address, title=title)
    return Video(
        player=f"https://www.youtube.com/embed/{name}",
        thumbnail=f"https://i.ytimg.com/vi/{name}/hqdefault.jpg",
        title=title,
    )


def whole(base_url: str, reference: str) -> str:
    """Return an absolute address of the web; empty where that cannot be."""
    try:
        address = absolute(base_url, reference.strip()) if reference.strip() else ""
    except ValueError:
        return ""
    return address if address.startswith(("https://", "http://")) else ""
