"""Rules about where addresses lead on to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.validator.live import Role
from feedpub.validator.rule import LIVE, Found, rule
from feedpub.validator.rules.http.servers import advice, path_of
from feedpub.web.answers import MOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.live import LiveSite, Visit

_PERMANENT: Final = frozenset({301, 308})
_DOCUMENTS: Final = (Role.FEED, Role.SITEMAP)
_SPEC: Final = "RFC 9110 section 15.4"


@rule("http/redirect-temporary", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec=_SPEC)
def redirect_temporary(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The address redirects for the time being only (302, 303, 307).

    Readers keep the old address and ask twice for ever; when the old host goes, so do the subscribers. With 301 or 308
    they store the new one.

    ```http bad
    * feed rss
    > GET https://example.com/feed
    < 302
    < Location: /feed.xml
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed
    < 301
    < Location: /feed.xml
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    for hop in visit.hops:
        if hop.leads_to and hop.status not in _PERMANENT:
            path = path_of(hop.url)
            yield Found(
                text=f"{hop.url} answers {hop.status} and leads on to {hop.leads_to} for the time being only.",
                path="Location",
                found=hop.leads_to,
                hint=advice(
                    hop,
                    "Answer 301, if it is meant to stay.",
                    nginx=f"`location = {path} {{ return 301 {hop.leads_to}; }}`",
                    apache=f"`Redirect permanent {path} {hop.leads_to}`",
                    netlify="status 301 at the end of the line in _redirects",
                ),
            )


@rule("http/redirect-chain", Level.WARNING, on=LIVE, roles=_DOCUMENTS, spec=_SPEC)
def redirect_chain(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The address leads on more than once before something is answered.

    Each redirect costs every reader one more request at every look, and some give up after few.

    ```http bad
    * feed rss
    > GET http://example.com/feed
    < 301
    < Location: https://example.com/feed
    > GET https://example.com/feed
    < 301
    < Location: https://example.com/feed.xml
    > GET https://example.com/feed.xml
    < 200
    ```
    ```http good
    * feed rss
    > GET http://example.com/feed
    < 301
    < Location: https://example.com/feed.xml
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    led = [hop for hop in visit.hops if hop.leads_to]
    if len(led) > 1 and visit.last and visit.last.status not in MOVED:
        way = " -> ".join(hop.url for hop in visit.hops)
        yield Found(
            text=f"It leads on {len(led)} times: {way}.", hint=f"Redirect {visit.url} to {visit.hops[-1].url} at once."
        )


@rule(
    "http/redirect-endless",
    Level.ERROR,
    on=LIVE,
    roles=(*_DOCUMENTS, Role.HOME),
    spec=_SPEC,
    harms=("miniflux", "Google Search"),
)
def redirect_endless(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The address leads in a circle, on and on, or nowhere.

    Nobody gets anything.

    ```http bad
    * feed rss
    > GET https://example.com/feed
    < 301
    < Location: https://example.com/feed
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed
    < 301
    < Location: https://example.com/feed.xml
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    last = visit.last
    if last is None or last.status not in MOVED or _is_downgrade(last.url, last.leads_to):
        return
    if last.leads_to:
        text = f"After {len(visit.hops)} redirect{'' if len(visit.hops) == 1 else 's'} it leads on to {last.leads_to}."
    else:
        text = f"{last.url} answers {last.status} without saying where it leads (Location)."
    yield Found(text=text, path="Location", found=last.leads_to, hint="Let it lead to the document itself.")


def _is_downgrade(url: str, target: str) -> bool:
    return url.startswith("https:") and target.startswith("http:")


@rule(
    "http/redirect-to-http",
    Level.ERROR,
    on=LIVE,
    roles=(*_DOCUMENTS, Role.HOME),
    spec="RFC 9110 section 4.2.2",
    harms=("miniflux", "Google Search"),
)
def redirect_to_http(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """An address with https leads on to one without.

    Others can listen and change what comes from there; careful readers do not go there at all.

    ```http bad
    * feed rss
    > GET https://example.com/feed
    < 301
    < Location: http://example.com/feed.xml
    ```
    ```http good
    * feed rss
    > GET https://example.com/feed
    < 301
    < Location: https://example.com/feed.xml
    > GET https://example.com/feed.xml
    < 200
    ```
    """
    for hop in visit.hops:
        if _is_downgrade(hop.url, hop.leads_to):
            yield Found(
                text=f"{hop.url} leads on to {hop.leads_to}, without encryption; nothing was asked there.",
                path="Location",
                found=hop.leads_to,
                hint="Redirect to the address with https. A server behind a proxy may have to be told that it is one.",
            )


@rule("http/plain-not-redirected", Level.WARNING, on=LIVE, roles=(Role.PLAIN,), spec="RFC 9110 section 4.2.2")
def plain_not_redirected(visit: Visit, _site: LiveSite) -> Iterator[Found]:
    """The same address with http is answered as well, and does not lead to https.

    There are two of each address: some subscribers keep the one without encryption, and search engines choose.

    ```http bad
    * plain
    > GET http://example.com/feed.xml
    < 200
    ```
    ```http good
    * plain
    > GET http://example.com/feed.xml
    < 301
    < Location: https://example.com/feed.xml
    ```
    """
    last = visit.last
    is_answer = last is not None and last.status and last.status < 400  # noqa: PLR2004 - RFC 9110: no error
    if last is not None and is_answer and not last.leads_to.startswith("https:"):
        host = last.url.partition("://")[2].partition("/")[0]
        yield Found(
            text=f"{last.url} answers {last.status} and does not lead to https.",
            hint=advice(
                last,
                f"Redirect http to https (301) for all of {host}.",
                nginx="`return 301 https://$host$request_uri;` in the server that listens on port 80",
                apache=f"`Redirect permanent / https://{host}/` in the virtual host of port 80",
            ),
        )
