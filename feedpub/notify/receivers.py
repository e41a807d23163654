"""One request to one of those who are told, and what its answer means. Knows nothing of what was told before."""

from __future__ import annotations

import enum
import json
from datetime import datetime  # noqa: TC003 - a type in a signature that msgspec does not read, and tests do
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feedpub.web import without_credentials
from feedpub.web.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedpub.web.answers import Exchange
    from feedpub.web.session import Session

_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json; charset=utf-8"
_MOST_URLS: Final = 10_000
"""Of one request (indexnow.org, documentation)."""
_ANSWER: Final = 2000
"""Bytes of an answer that are read: some say there why they refuse."""
_TRIES: Final = 3
_PAUSE: Final = 2.0
"""Seconds before the second try; doubled for the third."""
_LONGEST_PAUSE: Final = 60
"""Seconds; who asks for more is told at the next call."""
_TOO_MANY: Final = 429
_SERVER: Final = 500
_MULTIPLE: Final = 300
_FAILED: Final = 400


class Way(enum.Enum):
    """How somebody is told; the value is the word of messages."""

    WEBSUB = "websub"
    CLOUD = "rsscloud"
    INDEXNOW = "indexnow"


class Receiver(Struct, frozen=True, kw_only=True):
    """Somebody who is told."""

    way: Way
    address: str
    key: str = ""
    """For IndexNow."""

    @property
    def name(self) -> str:
        """What tells it from the others, in what is kept; without the key, which may change."""
        return f"{self.way.value} {self.shown}"

    @property
    def shown(self) -> str:
        """Its address without user and password."""
        return without_credentials(self.address)


class Failure(Struct, frozen=True, kw_only=True):
    """What somebody could not be told of, and why."""

    urls: tuple[str, ...]
    reason: str
    is_refused: bool
    """Whether it was refused, so that the same will be refused again; else the network or the server failed."""


class Sender:
    """Sends requests in a session, and again where that may help: after pauses that `sleep` makes."""

    def __init__(self, site_url: str, session: Callable[[str], Session], sleep: Callable[[float], None]) -> None:
        self._site_url, self._session, self._sleep = site_url, session, sleep

    def told(self, receiver: Receiver, urls: Sequence[str], now: datetime) -> tuple[Failure, ...]:
        """Tell somebody of addresses; return what failed."""
        if receiver.way is Way.INDEXNOW:
            return tuple(self._indexnow(receiver, urls, now))
        of, failures = self._session(receiver.address), list[Failure]()
        for number, url in enumerate(urls):
            failure = self._sent(receiver, of, (url,), _FORM, _form(receiver.way, url), now)
            if failure is None:
                continue
            if not failure.is_refused:  # it does not answer, and would not for the others
                failures.append(replace(failure, urls=tuple(urls[number:])))
                break
            failures.append(failure)
        return tuple(failures)

    def _indexnow(self, receiver: Receiver, urls: Sequence[str], now: datetime) -> list[Failure]:
        place = f"{self._site_url}{receiver.key}.txt"
        wrong = self._wrong_key(place, receiver.key)
        if wrong is not None:
            return [Failure(urls=tuple(urls), reason=wrong[0], is_refused=wrong[1])]
        of = self._session(receiver.address)
        failures = []
        for start in range(0, len(urls), _MOST_URLS):
            some = tuple(urls[start : start + _MOST_URLS])
            host = urlsplit(self._site_url).netloc
            content = {"host": host, "key": receiver.key, "keyLocation": place, "urlList": some}
            failure = self._sent(receiver, of, some, _JSON, json.dumps(content).encode(), now)
            failures += [failure] if failure is not None else []
        return failures

    def _wrong_key(self, place: str, key: str) -> tuple[str, bool] | None:
        """Say why the file with the key does not prove it, and whether that will stay so; None where it does."""
        found = ask(place, self._session(place), reads=_ANSWER)
        if found.failure:
            return f"the file with the key, {place}, cannot be fetched: {found.failure}", False
        if found.status >= _SERVER:
            return f"the file with the key, {place}, is answered with {found.status}", False
        if found.status >= _MULTIPLE:
            return (
                f"the file with the key, {place}, is answered with {found.status}: publish it (`key_file = true`)",
                True,
            )
        if found.data.decode("utf-8-sig", "replace").strip() != key:
            return f"{place} does not hold the key: publish it (`key_file = true`)", True
        return None

    def _sent(  # noqa: PLR0913, PLR0917 - a request
        self, receiver: Receiver, of: Session, urls: tuple[str, ...], kind: str, content: bytes, now: datetime
    ) -> Failure | None:
        pause = _PAUSE
        for number in range(1, _TRIES + 1):
            got = ask(
                receiver.address, of, method="POST", headers={"Content-Type": kind}, content=content, reads=_ANSWER
            )
            if not got.failure and got.status < _MULTIPLE:
                return None
            may_help = (bool(got.failure) and not got.is_barred) or got.status == _TOO_MANY or got.status >= _SERVER
            wait = _retry_after(got, now) or pause
            if not may_help or number == _TRIES or wait > _LONGEST_PAUSE:
                return Failure(urls=urls, reason=_reason(got, receiver.way), is_refused=not may_help)
            self._sleep(wait)
            pause *= 2
        raise AssertionError("the last try returns")


def _form(way: Way, url: str) -> bytes:
    """Return what is sent: PubSubHubbub 0.3 section 7.1, which hubs of WebSub keep to; rssCloud, ping."""
    pairs = {"hub.mode": "publish", "hub.url": url} if way is Way.WEBSUB else {"url": url}
    return urlencode(pairs).encode()


def _retry_after(got: Exchange, now: datetime) -> float:
    """Return the seconds that the answer asks to wait for (RFC 9110 section 10.2.3); 0 where it says nothing."""
    text = got.header("retry-after").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds()) if text else 0.0
    except (ValueError, TypeError, IndexError):
        return 0.0


_OF_INDEXNOW: Final = {
    400: "it says that the request is not as it should be",
    403: "it does not take the key: it has not found it in the file with the key, or not yet",
    422: "it says that the addresses are not of this host, or that the key does not belong to it",
}
"""indexnow.org, documentation, response codes."""


def _reason(got: Exchange, way: Way) -> str:
    if got.failure:
        return got.failure
    said = f"it answers {got.status} {got.reason}".rstrip()
    if got.leads_to:
        return f"{said} and leads on to {got.leads_to}: name that address"
    if way is Way.INDEXNOW and got.status in _OF_INDEXNOW:
        return f"{said}: {_OF_INDEXNOW[got.status]}"
    words = " ".join(got.data.decode("utf-8", "replace").split())
    is_words = got.status >= _FAILED and words and not words.startswith("<")
    return f"{said}: {words[:200]}" if is_words else said
