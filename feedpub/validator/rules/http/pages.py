"""Rules about the pages that a sitemap lists, as they are answered: a sample of them is visited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.validator.live import Role, forbidding, head_of, is_page
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit

_PAGES: Final = (Role.PAGE,)
_SPEC: Final = "Google Search Central, page indexing report"
_OK: Final = 200
_FAILED: Final = 400
_HIDDEN: Final = frozenset({"noindex", "none"})
_CRAWLERS: Final = {"googlebot": "Google", "bingbot": "Bing"}


@rule("http/page-gone", Level.ERROR, on=LIVE, roles=_PAGES, spec=_SPEC, harms=("Google Search",))
def page_gone(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A page that the sitemap lists is not there.

    Search engines report it ("Submitted URL not found"), and trust the sitemap less.

    ```http bad
    * page
    > GET https://example.com/1/
    < 404
    ```
    ```http good
    * page
    > GET https://example.com/1/
    < 200
    ```
    """
    last = visit.last
    if last is None or last.is_certificate:
        return
    if last.failure:
        said = f"it cannot be fetched: {last.failure}"
    elif last.status >= _FAILED:
        said = f"it answers {last.status} {last.reason}".rstrip()
    else:
        return
    yield Found(
        text=f"{visit.named_by} lists it, and {said}.",
        found=visit.url,
        hint="Take it out of the sitemap, or publish the page.",
    )


@rule("http/page-redirects", Level.WARNING, on=LIVE, roles=_PAGES, spec=_SPEC)
def page_redirects(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A page that the sitemap lists only leads on to another one.

    Search engines list the other one and report this ("Page with redirect"); each costs them one more request.

    ```http bad
    * page
    > GET https://example.com/1
    < 301
    < Location: https://example.com/1/
    > GET https://example.com/1/
    < 200
    ```
    ```http good
    * page
    > GET https://example.com/1/
    < 200
    ```
    """
    first = visit.hops[0] if visit.hops else None
    if first is not None and first.leads_to:
        target = visit.hops[-1].url if visit.hops[-1] is not first else first.leads_to
        yield Found(
            text=f"{visit.named_by} lists it, and it leads on to {target} ({first.status}).",
            path="Location",
            found=visit.url,
            hint=f"List {target}.",
        )


@rule("http/page-noindex", Level.WARNING, on=LIVE, roles=_PAGES, spec=_SPEC)
def page_noindex(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A page that the sitemap lists says that search engines are not to show it.

    The one asks for what the other forbids ("Submitted URL marked noindex"): the page is not found. In a header
    (`X-Robots-Tag`) nobody sees it who looks at the page; hosts set it for previews.

    ```http bad
    * page
    > GET https://example.com/1/
    < 200
    < X-Robots-Tag: noindex
    ```
    ```http bad
    * page
    > GET https://example.com/1/
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>One</title><meta name="robots" content="noindex">
    ```
    ```http good
    * page
    > GET https://example.com/1/
    < 200
    < X-Robots-Tag: max-image-preview:large
    ```
    """
    last = visit.last
    if last is None or last.status != _OK:
        return
    if _hides(last.header("x-robots-tag")):
        yield Found(
            text=f"{visit.named_by} lists it, and it is sent with X-Robots-Tag: {last.header('x-robots-tag')}.",
            path="X-Robots-Tag",
            found=last.header("x-robots-tag"),
            hint="Take the header away, or the page out of the sitemap.",
        )
    if is_page(last):
        said = head_of(last)
        name = next((one for one in ("robots", *_CRAWLERS) if any(map(_hides, said.metas(one)))), "")
        if name:
            yield Found(
                text=f'{visit.named_by} lists it, and it forbids its listing by <meta name="{name}">.',
                path="meta",
                found=name,
                hint="Take the meta element away, or the page out of the sitemap.",
            )


def _hides(value: str) -> bool:
    """Whether a value of `robots` or X-Robots-Tag hides a page, for one crawler or for all: `googlebot: noindex`."""
    return any(word.rpartition(":")[2].strip().lower() in _HIDDEN for word in value.split(","))


@rule("http/page-canonical-elsewhere", Level.WARNING, on=LIVE, roles=_PAGES, spec=_SPEC)
def page_canonical_elsewhere(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A page that the sitemap lists names another address as its own (`rel=canonical`).

    The sitemap and the page contradict each other: search engines list the one or the other, and report the page as a
    duplicate.

    ```http bad
    * page
    > GET https://example.com/print/1/
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>One</title><link rel="canonical" href="https://example.com/1/">
    ```
    ```http good
    * page
    > GET https://example.com/1/
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>One</title><link rel="canonical" href="/1/">
    ```
    """
    last = visit.last
    if last is None or last.status != _OK or not is_page(last):
        return
    said = head_of(last)
    href = next((link["href"].strip() for link in said.links("canonical")), "")
    base = next((tag.values.get("href", "") for tag in said.named("base")), "")
    meant = uris.resolve(uris.resolve(last.url, base), href) if href else ""
    known = {uris.canonical(url) for url in (visit.url, last.url)}
    if meant and uris.canonical(uris.without_fragment(meant)) not in known:
        yield Found(
            text=f"{visit.named_by} lists it, and it says that its address is {meant}.",
            path="canonical",
            found=meant,
            hint=f'List {meant}, or correct <link rel="canonical"> of the page.',
        )


@rule("http/page-forbidden-by-robots", Level.WARNING, on=LIVE, roles=_PAGES, spec="RFC 9309")
def page_forbidden_by_robots(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """A page that the sitemap lists is one that robots.txt forbids to fetch.

    Search consoles report it ("Submitted URL blocked by robots.txt"), and the page is listed without its text, or not
    at all.

    ```http bad
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    User-agent: *
    Disallow: /low
    * page https://example.com/low/1
    ```
    ```http good
    * robots
    > GET https://example.com/robots.txt
    < 200
    < Content-Type: text/plain
    <
    User-agent: *
    Disallow: /low
    * page
    > GET https://example.com/1/
    < 200
    ```
    """
    found = [
        (name, one) for agent, name in _CRAWLERS.items() if (one := forbidding(site, agent, visit.url)) is not None
    ]
    if found:
        names, line = " and ".join(name for name, _ in found), found[0][1]
        yield Found(
            text=f'{visit.named_by} lists it, and robots.txt forbids {names} to fetch it: "Disallow: {line.written}", '
            f"line {line.line}.",
            found=visit.url,
            hint="Take it out of the sitemap, or allow it in robots.txt.",
        )
