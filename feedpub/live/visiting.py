"""Visit one address: follow its redirects, and ask again in the ways that readers do. Decides nothing about answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.text import urls
from feedpub.validator.rules.http.conditional import NEVER
from feedpub.web import without_credentials
from feedpub.web.asking import ask

if TYPE_CHECKING:
    from feedpub.web.answers import Exchange
    from feedpub.web.session import Session

_MOST_HOPS: Final = 6
"""Requests to follow redirects; readers give up after five to twenty redirects."""
_PAGE: Final = 300_000
"""Bytes of a page that are read: its head is wanted, and scripts may stand before that."""
_LARGE: Final = 5_000_000
"""Bytes of a document that is not read three times."""
_OK: Final = 200
_GZIP: Final = {"Accept-Encoding": "gzip"}


def hops(url: str, of: Session, *, method: str = "GET", reads: int | None = None) -> tuple[Exchange, ...]:
    """Ask for an address and for what its redirects lead to; never from https to http, and nothing twice."""
    exchanges = [ask(url, of, method=method, reads=reads)]
    seen = {without_credentials(url)}
    while len(exchanges) < _MOST_HOPS:
        last = exchanges[-1]
        target = last.leads_to
        is_downgrade = last.url.startswith("https:") and target.startswith("http:")
        if not target or target in seen or is_downgrade or not urls.is_web(target):
            break
        seen.add(target)
        exchanges.append(ask(target, of, method=method, reads=reads))
    return tuple(exchanges)


def document(first: tuple[Exchange, ...], url: str, of: Session) -> tuple[Exchange, ...]:
    """Ask as readers do for a document that has answered: packed, again, and only for what has changed.

    `url` is the address that was asked for first, with its password, if it has one. A large document is read once;
    of what comes where only changes were asked for nothing is read.
    """
    last = first[-1]
    if last.status != _OK:
        return first
    place = url if len(first) == 1 else last.url
    reads = None if len(last.data) <= _LARGE else 0
    packed = [ask(place, of, headers=_GZIP, reads=reads) for _ in range(2)]
    newest = packed[-1] if packed[-1].status == _OK else last
    etag, modified = (_sendable(newest.header(name)) for name in ("etag", "last-modified"))
    questions = [{"If-None-Match": etag, **_GZIP}] if etag else []
    questions += [{"If-Modified-Since": modified, **_GZIP}] if modified else []
    questions += [{"If-None-Match": NEVER, **_GZIP}] if etag or modified else []
    return (*first, *packed, *(ask(place, of, headers=one, reads=0) for one in questions))


def _sendable(value: str) -> str:
    """Return a value that may stand in a request; nothing for any other, of which rules tell."""
    return value if value.isascii() and value.isprintable() else ""


def page(url: str, of: Session) -> tuple[Exchange, ...]:
    """Ask for a page, and read its beginning."""
    return hops(url, of, reads=_PAGE)


def enclosure(url: str, of: Session) -> tuple[Exchange, ...]:
    """Ask for the head of a file, and for its first two bytes."""
    heads = hops(url, of, method="HEAD")
    if heads[-1].failure or heads[-1].leads_to:
        return heads
    place = url if len(heads) == 1 else heads[-1].url
    return (*heads, ask(place, of, headers={"Range": "bytes=0-1"}, reads=0))


def hub(url: str, of: Session) -> tuple[Exchange, ...]:
    """Ask whether somebody is there."""
    return hops(url, of, reads=0)


def plain(url: str, of: Session) -> tuple[Exchange, ...]:
    """Ask for an address without https, and go nowhere."""
    return (ask(url, of, reads=0),)
