"""Rules about robots.txt: what it forbids, and how it leads to the sitemaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Kind, Level
from feedpub.text import urls
from feedpub.validator.live import Role, forbidding, is_page
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.values import robots, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit

_CRAWLERS: Final = {"googlebot": "Google", "bingbot": "Bing"}
_OK: Final = 200
_NOT_THERE: Final = 400
_FAILED: Final = 500
_SITEMAPS: Final = frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX})


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
    own = (one.last for one in site.all(Role.ROBOTS) if one.last and uris.origin(one.url) == uris.origin(visit.url))
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
