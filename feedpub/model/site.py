"""What every feed says of its site, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from feedpub.model.podcasts import PodcastOptions
    from feedpub.model.records import Author


class Site(Struct, frozen=True, kw_only=True):
    """What every feed says of its site. `url` ends in a slash; all URLs are absolute."""

    url: str
    title: str
    description: str
    language: str = ""
    authors: tuple[Author, ...] = ()
    rights: str = ""
    icon: str = ""
    logo: str = ""
    hub: str = ""
    cloud: str = ""
    """Where readers of RSS register to be told; empty for none."""
    license: str = ""
    """The address of the terms under which others may use what feeds hold (RFC 4946)."""
    cover: str = ""
    accent: str = ""
    """A picture and a colour, `1A6B3C`, by which readers show the feed (webfeeds 1.0 of Feedly)."""
    shows_first_picture: bool = False
    """Whether the first picture of a text stands for a post that names none."""
    stylesheet: str = ""
    """URL path of the style sheet for browsers, from the root of the host; empty for none."""
    podcast: PodcastOptions | None = None
    """What directories are told of feeds with recordings; None where nothing is."""
    has_episodes: bool = True
    """Whether feeds tell players of episodes what their posts say."""
