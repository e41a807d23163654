"""Whose frames feed readers show: players of films and sound on their allow-lists. All other frames are dropped."""

from __future__ import annotations

from typing import Final

from feedpub.text import patterns

_PLAYERS: Final = patterns.lazy(
    r"https?://(?:(?:www\.|m\.)?(?:youtube|youtube-nocookie)\.com|player\.vimeo\.com|(?:open|embed)\.spotify\.com"
    r"|w\.soundcloud\.com|(?:[\w-]+\.)?bandcamp\.com|(?:www\.|geo\.)?dailymotion\.com"
    r"|(?:play-tv|tv)\.kakao\.com|(?:tv|serviceapi\.nmv|serviceapi\.rmcnmv)\.naver\.com)/"
)


def is_player(url: str) -> bool:
    """Whether a frame with this absolute address is a player that readers are known to show."""
    return _PLAYERS.match(url) is not None
