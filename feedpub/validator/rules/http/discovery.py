"""Rules about how a home page leads to the feeds of its site: autodiscovery, `<link rel="alternate">`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Kind, Level
from feedpub.validator.live import FEED_TYPES, Role, is_page, linked_feeds
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

_OK: Final = 200
_FEEDS: Final = frozenset({Kind.RSS, Kind.RDF, Kind.ATOM, Kind.ATOM03, Kind.JSONFEED})


@rule("http/not-announced", Level.WARNING, on=LIVE, roles=(Role.FEED,), spec="RSS Board, RSS Autodiscovery")
def not_announced(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """The home page leads to no feed, and not to this one (`<link rel="alternate">`).

    Readers are given the address of the site, not that of the feed: they look for it there.

    ```http bad
    * home
    > GET https://example.com/
    < 200
    <
    <!DOCTYPE html><title>News</title>
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * home
    > GET https://example.com/
    < 200
    <
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    home = _home_page(site)
    if home is not None and not _names(home, visit) and next(linked_feeds(home), None) is None:
        yield Found(text=f"The home page {home.url} names no feed.", hint=_link_to(visit))


@rule("http/others-announced", Level.INFO, on=LIVE, roles=(Role.FEED,), spec="RSS Board, RSS Autodiscovery")
def others_announced(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """The home page leads to other feeds, and not to this one.

    Whoever gives a reader the address of the site gets the others. That is as it should be for the feed of a category;
    for the one that people are to subscribe to it is not.

    ```http bad
    * home
    > GET https://example.com/
    < 200
    <
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/rss+xml" href="/old.xml">
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * home
    > GET https://example.com/
    < 200
    <
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    home = _home_page(site)
    if home is None or _names(home, visit) or not (named := [link.url for link in linked_feeds(home)]):
        return
    text = f"The home page {home.url} does not name it; it names {', '.join(dict.fromkeys(named))}."
    yield Found(text=text, hint=_link_to(visit))


def _home_page(site: LiveSite) -> Exchange | None:
    """Return the home page, as it was answered; None without one."""
    answers = (one.last for one in site.all(Role.HOME))
    return next((one for one in answers if one is not None and one.status == _OK and is_page(one)), None)


def _names(home: Exchange, visit: Visit) -> bool:
    """Whether the home page names a feed; True of what is no feed that answers, of which nothing is to be said."""
    last = visit.last
    if last is None or last.status != _OK or visit.kind not in _FEEDS:
        return True
    named = {uris.canonical(link.url) for link in linked_feeds(home)}
    return bool(named & {uris.canonical(url) for url in (visit.url, *(hop.url for hop in visit.hops))})


def _link_to(visit: Visit) -> str:
    kind = next((name for name, kind in FEED_TYPES.items() if kind is visit.kind), "application/atom+xml")
    place = visit.last.url if visit.last is not None else visit.url
    return f'Add <link rel="alternate" type="{kind}" href="{place}"> to the head of the page.'


@rule("http/no-feed-announced", Level.WARNING, on=LIVE, roles=(Role.HOME,), spec="RSS Board, RSS Autodiscovery")
def no_feed_announced(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """The home page leads to no feed at all (`<link rel="alternate">`).

    Whoever gives a reader the address of the site is told that there is no feed.

    ```http bad
    * home
    > GET https://example.com/
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>News</title>
    ```
    ```http good
    * home
    > GET https://example.com/
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
    ```
    """
    home = visit.last
    if home is None or home.status != _OK or site.all(Role.FEED) or next(linked_feeds(home), None) is not None:
        return
    yield Found(
        text="There is no link to a feed in the head of the page.",
        path="link",
        hint='Add <link rel="alternate" type="application/rss+xml" href="…"> with the address of the feed; `feedpub '
        "build --inject` does so in every page.",
    )


@rule("http/announced-type", Level.WARNING, on=LIVE, roles=(Role.FEED,), spec="RSS Board, RSS Autodiscovery")
def announced_type(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """A link of the home page says that the feed is of another format than it is.

    Readers choose by the type which of several feeds they take, and some read it as what it says.

    ```http bad
    * home
    > GET https://example.com/
    < 200
    <
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/atom+xml" href="/feed.xml">
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * home
    > GET https://example.com/
    < 200
    <
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    for home in site.all(Role.HOME):
        if home.last is None or home.last.status != _OK:
            continue
        for link in linked_feeds(home.last):
            kind = FEED_TYPES.get(link.media_type, Kind.JSONFEED)
            if site.visit_of(link.url, Role.FEED) is not visit or visit.kind not in _FEEDS or visit.kind is kind:
                continue
            right = next((name for name, one in FEED_TYPES.items() if one is visit.kind), "application/atom+xml")
            if link.media_type != right:
                yield Found(
                    text=f'{home.last.url} names it as "{link.media_type}", and it is {visit.kind.value}.',
                    found=link.media_type,
                    hint=f'Write type="{right}" there.',
                )
