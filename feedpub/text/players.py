"""Players of films and sound that stand in frames: which readers show them, and the page of what they play."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from feedpub.text import patterns

_PLAYERS: Final = patterns.lazy(
    r"https?://(?:(?:www\.|m\.)?(?:youtube|youtube-nocookie)\.com|player\.vimeo\.com|(?:open|embed)\.spotify\.com"
    r"|w\.soundcloud\.com|(?:[\w-]+\.)?bandcamp\.com|(?:www\.|geo\.)?dailymotion\.com"
    r"|(?:play-tv|tv)\.kakao\.com|(?:tv|serviceapi\.nmv|serviceapi\.rmcnmv)\.naver\.com"
    r"|player\.twitch\.tv|clips\.twitch\.tv|player\.bilibili\.com|embed\.(?:music|podcasts)\.apple\.com"
    r"|(?:www\.)?mixcloud\.com/widget|embed\.nicovideo\.jp|rutube\.ru/play/embed|archive\.org/embed"
    r"|codepen\.io/[\w-]+/embed|(?:www\.)?loom\.com/embed|embed\.ted\.com|fast\.wistia\.(?:net|com)/embed"
    r"|asciinema\.org/a|(?!www\.)[\w.-]+\.[a-z]{2,}/videos/embed/[\w-]+)(?=[/?]|\Z)"
)
"""Players of films and sound on the allow-lists of feed readers, which drop all other frames; the last is PeerTube."""

_PAGES: Final = tuple(
    (patterns.lazy(rf"https?://(?:www\.|m\.)?{pattern}"), page)
    for pattern, page in (
        (
            r"(?:youtube|youtube-nocookie)\.com/embed/videoseries\?(?:.*&)?list=([\w-]+)",
            "https://www.youtube.com/playlist?list={}",
        ),
        (
            r"(?:youtube|youtube-nocookie)\.com/(?:(?:embed|v|e|shorts|live)/|watch\?(?:.*&)?v=)([\w-]+)",
            "https://www.youtube.com/watch?v={}",
        ),
        (r"player\.vimeo\.com/video/(\d+)(?:/|\?(?:.*&)?h=)(\w+)", "https://vimeo.com/{}/{}"),
        (r"player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}"),
        (r"(?:open|embed)\.spotify\.com/embed(?:-podcast)?/(\w+)/(\w+)", "https://open.spotify.com/{}/{}"),
        (
            r"(?:geo\.)?dailymotion\.com/(?:embed/video/|player[\w./]*?\.html\?(?:.*&)?video=)(\w+)",
            "https://www.dailymotion.com/video/{}",
        ),
        (r"player\.twitch\.tv/?\?(?:.*&)?video=v?(\d+)", "https://www.twitch.tv/videos/{}"),
        (r"player\.twitch\.tv/?\?(?:.*&)?channel=(\w+)", "https://www.twitch.tv/{}"),
        (r"clips\.twitch\.tv/embed/?\?(?:.*&)?clip=([\w-]+)", "https://clips.twitch.tv/{}"),
        (r"codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+)", "https://codepen.io/{}/pen/{}"),
        (r"player\.bilibili\.com/player\.html\?(?:.*&)?bvid=(\w+)", "https://www.bilibili.com/video/{}"),
        (r"player\.bilibili\.com/player\.html\?(?:.*&)?aid=(\d+)", "https://www.bilibili.com/video/av{}"),
        (r"embed\.(music|podcasts)\.apple\.com/([^?#]+)", "https://{}.apple.com/{}"),
        (r"embed\.nicovideo\.jp/watch/(\w+)", "https://www.nicovideo.jp/watch/{}"),
        (r"rutube\.ru/play/embed/(\w+)", "https://rutube.ru/video/{}/"),
        (r"archive\.org/embed/([^?#/]+)", "https://archive.org/details/{}"),
        (r"loom\.com/embed/(\w+)", "https://www.loom.com/share/{}"),
        (r"embed\.ted\.com/(?:talks/)?([^?#]+)", "https://www.ted.com/talks/{}"),
        (r"asciinema\.org/a/(\w+)", "https://asciinema.org/a/{}"),
        (r"([\w.-]+)/videos/embed/([\w-]+)", "https://{}/videos/watch/{}"),
        (r"instagram\.com/(p|reel|tv)/([\w-]+)/embed", "https://www.instagram.com/{}/{}/"),
        (r"([\w.-]+)/@([\w.@-]+)/(\d+)/embed", "https://{}/@{}/{}"),
        (r"gist\.github\.com/([^?#]+)\.pibb", "https://gist.github.com/{}"),
        (r"(?:codesandbox\.io)/embed/([\w-]+)", "https://codesandbox.io/s/{}"),
        (r"jsfiddle\.net/((?:[\w-]+/)+?)embedded(?:/|$)", "https://jsfiddle.net/{}"),
        (r"giphy\.com/embed/(\w+)", "https://giphy.com/gifs/{}"),
    )
)
"""Addresses of frames by their beginnings, and those of what they show; Mastodon and Instagram frame their posts."""
_ASKED = frozenset({"href", "url"})
"""Parameters by which some players are told the page of what they play."""


def is_player(url: str) -> bool:
    """Whether a frame with this absolute address is a player that readers are known to show."""
    return _PLAYERS.match(url) is not None


def page_of(url: str) -> str:
    """Return the address of the page of what a frame shows; that of the frame where no other is known."""
    for pattern, page in _PAGES:
        if match := pattern.match(url):
            return page.format(*match.groups())
    asked = parse_qs(urlsplit(url).query) if is_player(url) or "/plugins/" in url else {}
    told = next((values[0] for name, values in asked.items() if name in _ASKED), "")
    return told if re.match(r"https?://(?!api\.)[\w.-]+/", told) else url


_YOUTUBE: Final = patterns.lazy(
    r"https?://(?:(?:www\.|m\.)?(?:youtube|youtube-nocookie)\.com/(?:(?:embed|v|e|shorts|live)/|watch\?(?:.*&)?v=)"
    r"|youtu\.be/)(?!videoseries)([\w-]{11})(?![\w-])"
)


def youtube_name(url: str) -> str:
    """Return the name of the film of YouTube that an address shows; empty for any other."""
    match = _YOUTUBE.match(url)
    return match[1] if match is not None else ""


_LONG_ENOUGH = 6
"""Characters of a name of a film that stands in no address by chance."""


def leads_to(link: str, page: str) -> bool:
    """Whether a link leads to the page of a film, also by another address of it."""
    name = re.split(r"[/=]", page.rstrip("/"))[-1]
    return (name if len(name) >= _LONG_ENOUGH else page) in link
