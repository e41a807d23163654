"""Rules about how a site leads to its feeds and sitemaps: robots.txt, and the head of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Kind, Level
from feedpub.text import urls
from feedpub.validator.live import FEED_TYPES, Role, forbidding, is_page, linked_feeds, origin
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.values import robots, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

_CRAWLERS: Final = {"googlebot": "Google", "bingbot": "Bing"}
_OK: Final = 200
_NOT_THERE: Final = 400
_FAILED: Final = 500
_SITEMAPS: Final = frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX})
_FEEDS: Final = frozenset({Kind.RSS, Kind.RDF, Kind.ATOM, Kind.ATOM03, Kind.JSONFEED})


def _refused(site: LiveSite, url: str) -> str:
    """Say which line of robots.txt forbids an address, and whom; empty where none does."""
    found = [(name, one) for agent, name in _CRAWLERS.items() if (one := forbidding(site, agent, url)) is not None]
    if not found:
        return ""
    names = " and ".join(name for name, _ in found)
    return f'robots.txt forbids {names} to fetch it: "Disallow: {found[0][1].written}", line {found[0][1].line}'


@rule("http/forbidden-by-robots", Level.WARNING, on=LIVE, roles=(Role.FEED, Role.SITEMAP), spec="RFC 9309")
def forbidden_by_robots(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """The feed or sitemap is one that robots.txt forbids to fetch.

    Search engines do not read it, nor do those readers' services and directories that go by robots.txt.

    ```http bad
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    User-agent: *
    Disallow: /feed
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    User-agent: *
    Disallow: /feedback
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    last = visit.last
    if last is not None and (why := _refused(site, last.url)):
        yield Found(text=f"{why}.", hint="Allow it in robots.txt.", found=last.url)


@rule("http/robots-is-page", Level.WARNING, on=LIVE, roles=(Role.ROBOTS,), spec="RFC 9309 section 2.3")
def robots_is_page(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A page for people is answered in the place of robots.txt.

    Crawlers find no rule in it, and no sitemap.

    ```http bad
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>Home</title>
    ```
    ```http good
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    Sitemap: https://example.com/sitemap.xml
    ```
    """
    last = visit.last
    if last is not None and last.status == _OK and is_page(last):
        yield Found(text="It is a page.", hint="Publish a robots.txt, or answer 404.", path="Content-Type")


@rule("http/robots-without-sitemap", Level.INFO, on=LIVE, roles=(Role.SITEMAP,), spec="sitemaps.org, robots.txt")
def robots_without_sitemap(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """No robots.txt names the sitemap.

    Search engines to which nobody has submitted it do not find it.

    ```http bad
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    User-agent: *
    * sitemap sitemap
    > GET https://example.com/sitemap.xml
    < 200
    ```
    ```http good
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    Sitemap: https://example.com/sitemap.xml
    * sitemap sitemap
    > GET https://example.com/sitemap.xml
    < 200
    ```
    """
    last = visit.last
    parents = {one.url for one in site.all(Role.SITEMAP) if one.kind is Kind.SITEMAPINDEX}
    if last is None or visit.kind not in _SITEMAPS or visit.named_by in parents:
        return
    data = site.robots_of(visit.url)
    own = (one.last for one in site.all(Role.ROBOTS) if one.last and origin(one.url) == origin(visit.url))
    asked = data is not None or any(_NOT_THERE <= one.status < _FAILED for one in own)
    named = {uris.canonical(value) for _, value in robots.sitemaps(data or b"")}
    if asked and not named & {uris.canonical(visit.url), uris.canonical(last.url)}:
        what = "robots.txt does not name it" if data is not None else "there is no robots.txt that names it"
        yield Found(text=f"{what[0].upper()}{what[1:]}.", hint=f"Add the line `Sitemap: {last.url}` to robots.txt.")


@rule("http/robots-sitemap-relative", Level.WARNING, on=LIVE, roles=(Role.ROBOTS,), spec="sitemaps.org, robots.txt")
def robots_sitemap_relative(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A line of robots.txt names a sitemap without scheme and host.

    The protocol asks for the whole address; Bing and others pass over what is none.

    ```http bad
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    Sitemap: /sitemap.xml
    ```
    ```http good
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    Sitemap: https://example.com/sitemap.xml
    ```
    """
    last = visit.last
    if last is None or last.status != _OK or is_page(last):
        return
    for number, value in robots.sitemaps(last.data):
        if not urls.is_web(value):
            yield Found(
                text=f'Line {number} says "Sitemap: {value}".',
                found=value,
                apart=value,
                hint=f"Write `Sitemap: {uris.resolve(last.url, value)}`.",
            )


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


@rule("http/no-sitemap", Level.INFO, on=LIVE, roles=(Role.HOME,), spec="sitemaps.org")
def no_sitemap(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """There is no sitemap: robots.txt names none, and none is at `/sitemap.xml`.

    Search engines find new pages later, and some never; of those that change they know nothing.

    ```http bad
    * home
    > GET https://example.com/
    < 200
    ```
    ```http good
    * home
    > GET https://example.com/
    < 200
    * sitemap sitemap
    > GET https://example.com/sitemap.xml
    < 200
    ```
    """
    if visit is site.visits[0] and visit.last and visit.last.status == _OK and not site.all(Role.SITEMAP):
        yield Found(text="No sitemap was found.", hint="Publish one, and name it in robots.txt: `Sitemap: https://…`.")


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
