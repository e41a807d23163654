"""Rules about how long an answer may be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.validator.live import Role, number
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.rules.http.servers import advice, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

_SPEC: Final = "RFC 9111 section 5.2"
_DAY: Final = 86_400
_OK: Final = 200


def _directives(one: Exchange) -> dict[str, str]:
    """Return the directives of Cache-Control, in lower case, with their values."""
    parts = (part.partition("=") for part in one.header("cache-control").split(","))
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in parts if name.strip()}


def _answer(visit: Visit) -> Exchange | None:
    last = visit.last
    return last if last is not None and last.status == _OK else None


@rule("http/no-cache-control", Level.INFO, on=LIVE, roles=(Role.FEED,), spec=_SPEC)
def no_cache_control(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The answer does not say how long it may be kept.

    Caches and readers guess: a tenth of the age of the document is usual (RFC 9111 section 4.2.2), so a new post of a
    blog that was silent for a month is seen three days late.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Cache-Control: public, max-age=600
    ```
    """
    one = _answer(visit)
    if one is not None and not one.header("cache-control") and not one.header("expires"):
        path = path_of(one.url)
        yield Found(
            text="There is neither Cache-Control nor Expires.",
            path="Cache-Control",
            hint=advice(
                one,
                "Send `Cache-Control: public, max-age=600`, for ten minutes.",
                nginx=f"`expires 10m;` in `location = {path}`",
                apache='`Header set Cache-Control "public, max-age=600"` (mod_headers)',
                netlify=f"the line `{path}`, and below it, indented, `Cache-Control: public, max-age=600`",
            ),
        )


@rule("http/no-store", Level.WARNING, on=LIVE, roles=(Role.FEED, Role.SITEMAP), spec=_SPEC)
def no_store(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """Nobody may keep the answer (no-store).

    A reader that obeys cannot ask whether the feed has changed, for it must not keep what it has: it gets all of it
    each time. `no-cache` is what is meant: keep it, and ask before you show it.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Cache-Control: no-store, must-revalidate
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Cache-Control: no-cache
    ```
    """
    one = _answer(visit)
    if one is not None and "no-store" in _directives(one):
        yield Found(
            text="Cache-Control has no-store.",
            path="Cache-Control",
            found=one.header("cache-control"),
            hint="Send `Cache-Control: no-cache`, or a time: `public, max-age=600`.",
        )


@rule("http/max-age-too-long", Level.WARNING, on=LIVE, roles=(Role.FEED, Role.SITEMAP), spec=_SPEC)
def max_age_too_long(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The answer may be kept for longer than a day, or is said never to change.

    Caches and readers that obey do not ask again before: subscribers see a new post that much later. Such times are
    meant for pictures and scripts with a digest in their name.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Cache-Control: public, max-age=31536000, immutable
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Cache-Control: public, max-age=3600
    ```
    """
    one = _answer(visit)
    if one is None:
        return
    said = _directives(one)
    ages = [age for name in ("max-age", "s-maxage") if (age := number(said.get(name, ""))) is not None]
    if max(ages, default=0) > _DAY or "immutable" in said:
        long = f"{max(ages) // _DAY:,} days" if max(ages, default=0) > _DAY else "ever (immutable)"
        yield Found(
            text=f"It may be kept for {long}.",
            path="Cache-Control",
            found=one.header("cache-control"),
            hint="Send `Cache-Control: public, max-age=600`; an hour is long.",
        )


@rule("http/cookie", Level.INFO, on=LIVE, roles=(Role.FEED, Role.SITEMAP), spec="RFC 9111 section 7.3")
def cookie(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The answer sets a cookie.

    Most shared caches (nginx, Varnish, Fastly, Cloudflare) do not keep an answer that sets one, so each reader is a
    request to the server itself; no reader sends it back.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Set-Cookie: session=1
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    one = _answer(visit)
    if one is not None and one.header("set-cookie"):
        name = one.header("set-cookie").partition("=")[0]
        yield Found(
            text=f'It sets the cookie "{name}".',
            path="Set-Cookie",
            found=name,
            hint="Set no cookies with feeds and sitemaps.",
        )
