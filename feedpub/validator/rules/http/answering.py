"""Rules about whether an address answers at all: connection, certificate, status, and a page in the place of a feed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Kind, Level
from feedpub.text import hosts
from feedpub.validator.live import Role, is_page
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.values import uris
from feedpub.web.answers import MOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit
    from feedpub.web.answers import Exchange

_OK: Final = 200
_TOO_MANY: Final = 429
_OF_SERVERS: Final = 500
_REFUSED: Final = frozenset({401, 403, 407, 451})
_DOCUMENTS: Final = (Role.FEED, Role.SITEMAP, Role.HOME)
_SOON: Final = timedelta(days=14)
"""Certificates that renew themselves do so a month before their end: one that has two weeks left does not."""


@rule("http/unreachable", Level.ERROR, on=LIVE, roles=_DOCUMENTS, spec="RFC 9110", harms=("miniflux", "Google Search"))
def unreachable(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """An address does not answer, or its answer breaks off.

    Readers try again for some days, and then tell their users that the feed is gone.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < ! Connection refused
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    last = visit.last
    if last is not None and last.failure and not last.is_certificate:
        yield Found(text=f"It cannot be fetched: {last.failure}.{_named(visit)}", hint=_reach(visit))
    elif last is not None and last.fault and not last.encoding:
        yield Found(text=f"The answer cannot be read: {last.fault}.", hint=_reach(visit))


def _reach(visit: Visit) -> str:
    if visit.named_by:
        return f"See that the server answers there, or correct the address in {visit.named_by}."
    return "See that the server runs, that its name is right, and that its firewall lets readers in."


def _named(visit: Visit) -> str:
    return f" {visit.named_by} names it." if visit.named_by else ""


@rule("http/certificate", Level.ERROR, on=LIVE, spec="RFC 9110 section 4.3.4", harms=("miniflux", "Google Search"))
def certificate(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The certificate of the server is not valid for the address.

    No reader and no search engine fetches anything there, and browsers warn their users.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < ! its certificate is not valid (certificate has expired)
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    last = visit.last
    if last is not None and last.is_certificate:
        said = last.failure.partition(";")[0]
        yield Found(
            text=f"Nothing was asked there: {said}.{_named(visit)}",
            hint="Renew the certificate, for this very host, and serve the certificates between it and the root, too.",
            apart=last.url,
        )


@rule("http/certificate-expires", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec="RFC 5280 section 4.1.2.5")
def certificate_expires(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """The certificate of the server ends within two weeks.

    What renews certificates does so a month ahead; where it has not, it will probably not, and the site is gone then
    for everybody.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < (certificate-ends): 2026-11-23
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < (certificate-ends): 2027-01-20
    ```
    """
    last = visit.last
    place = uris.origin(last.url) if last is not None else ""
    same = (one for one in site.visits if one.last is not None and uris.origin(one.last.url) == place)
    if last is None or last.certificate_ends is None or next(same, visit) is not visit:
        return
    left = last.certificate_ends - site.now
    if left < _SOON:
        days = max(0, left.days)
        yield Found(
            text=f"The certificate ends on {last.certificate_ends:%Y-%m-%d}, in {days} day{'' if days == 1 else 's'}.",
            hint="Look why what renews it (certbot, the host) has not done so.",
        )


@rule(
    "http/status",
    Level.ERROR,
    on=LIVE,
    roles=(*_DOCUMENTS, Role.ROBOTS),
    spec="RFC 9110 section 15",
    harms=("miniflux", "Google Search"),
)
def status(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """A feed, sitemap or home page is not there, or the server refuses it.

    Readers that get 404 or 410 give the feed up after some time, those that get 403 never had it; with a robots.txt
    that answers 5xx search engines stop to read the whole site.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 404
    ```
    ```http bad
    * robots
    > GET https://example.com/robots.txt
    < 503
    ```
    ```http good
    * robots
    > GET https://example.com/robots.txt
    < 404
    ```
    """
    last = visit.last
    if last is None or last.failure or last.status in MOVED or last.status == _OK:
        return
    if visit.role is Role.ROBOTS and last.status < _OF_SERVERS and last.status != _TOO_MANY:
        return  # as good as none: everything is allowed (RFC 9309 section 2.3.1.3)
    said = f"{last.status} {last.reason}".rstrip()
    yield Found(text=f"The server answers {said}.{_named(visit)}", found=str(last.status), hint=_fix(last, visit))


def _fix(last: Exchange, visit: Visit) -> str:
    if last.header("cf-mitigated"):
        return "Cloudflare asks here whether a person reads: let this path pass its bot checks, for readers are none."
    if last.status in _REFUSED:
        return "Let programs in at this path: readers send neither cookies nor passwords, and run no scripts."
    if last.status == _TOO_MANY:
        return "Allow more requests: each reader's service asks for all of its users."
    if last.status >= _OF_SERVERS:
        return "Look into the log of the server."
    if visit.named_by:
        return f"Publish it there, or correct the address in {visit.named_by}."
    return "Publish it there; where it has moved, redirect to where it is now (301)."


@rule(
    "http/page-instead",
    Level.ERROR,
    on=LIVE,
    roles=(Role.FEED, Role.SITEMAP),
    spec="practice of hosts",
    harms=("miniflux", "Google Search"),
)
def page_instead(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """Where a feed or a sitemap is meant to be, the server answers a page for people, with status 200.

    It is a page that says "not found", a login, or an app that answers everything; readers take it for a broken feed,
    and nobody is told that it is gone.

    ```http bad
    * feed unknown
    > GET https://example.com/feed.xml
    < 200
    < Content-Type: text/html
    <
    <!DOCTYPE html><title>Not found</title>
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    < Content-Type: application/rss+xml
    <
    <rss version="2.0"/>
    ```
    """
    last = visit.last
    if last is not None and last.status == _OK and visit.kind is Kind.UNKNOWN and is_page(last):
        what = "feed" if visit.role is Role.FEED else "sitemap"
        yield Found(
            text=f"A page for people is answered where a {what} should be.{_named(visit)}",
            hint=f"Publish the {what} there, and answer 404 for what is not there.",
        )


@rule("http/unfinished", Level.WARNING, on=LIVE, spec="--seconds")
def unfinished(visit: Visit, site: LiveSite) -> Iterator[Found]:
    """What all visits together may take, in time and in bytes, was used up before everything had been visited.

    Of what was not visited nothing is said, be it right or wrong.

    ```http bad
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    * late 3
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    if site.late and visit is site.visits[0]:
        what = f"{site.late} address{'' if site.late == 1 else 'es'}"
        yield Found(
            text=f"{what} could not be visited: time or bytes for all were used up.",
            hint="Give it more time (--seconds), or see why the server takes so long.",
        )


@rule("http/no-https", Level.WARNING, on=LIVE, roles=(Role.FEED, Role.SITEMAP), spec="RFC 9110 section 4.2.2")
def no_https(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The feed or sitemap is served without encryption.

    Anybody on the way can read and change it; readers on the web (https) and apps for iOS do not load what it names.

    ```http bad
    * feed rss
    > GET http://example.com/feed.xml
    < 200
    ```
    ```http good
    * feed rss
    > GET http://localhost:8000/feed.xml
    < 200
    ```
    """
    last = visit.last
    if last is not None and last.status == _OK and last.url.startswith("http://") and not hosts.local_host(last.url):
        yield Found(
            text="It is answered over http, and nothing leads to https.",
            hint="Get a certificate (Let's Encrypt has free ones), and redirect http to https.",
        )
