"""The run: what is news to whom, wait until it is live, send it, remember what was sent and what is owed.

    published files -> news -> live? -> remember all as owed -> send -> remember what is owed still

What is to be sent is written down before it is sent: a run that is killed is made up for by the next one, at the price
that something may be sent again that was just sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta  # noqa: TC003 - types in signatures
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.incremental.store import digest_of
from feedpub.model.errors import SystemFault
from feedpub.notify import news, state
from feedpub.notify.receivers import Failure, Receiver, Sender, Way
from feedpub.notify.state import Known, PublishedMarks
from feedpub.text.urls import quote_path
from feedpub.web import fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from feedpub.incremental.store import Store
    from feedpub.notify.news import News, Now
    from feedpub.web.session import Session

_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 30.0


class Notification(Struct, frozen=True, kw_only=True):
    """What somebody was told, or would be."""

    receiver: Receiver
    sent: tuple[str, ...]
    failures: tuple[Failure, ...] = ()


class NotifyOutcome(Struct, frozen=True, kw_only=True):
    """What a run came to."""

    basis: str
    """What the news was reckoned from: `remembered`, `recent` where nothing is known of before, or `all`."""
    told: tuple[Notification, ...]
    late: tuple[str, ...] = ()
    """Documents that were not live in time."""
    why_late: str = ""
    """Why they could not be looked at; empty where something else is served."""
    is_kept: bool = True
    """Whether it could be remembered."""

    @property
    def is_refused(self) -> bool:
        """Whether somebody refused something."""
        return any(failure.is_refused for one in self.told for failure in one.failures)

    @property
    def is_failed(self) -> bool:
        """Whether the network, a server or the deploy kept something from being told."""
        return bool(self.late) or any(not failure.is_refused for one in self.told for failure in one.failures)


class Telling(Struct, frozen=True, kw_only=True):
    """What a run is to do."""

    site_url: str
    receivers: tuple[Receiver, ...]
    now: datetime
    documents: tuple[tuple[str, bytes], ...]
    """The feeds and sitemaps that are published, by their paths."""
    wait: float
    """Seconds to wait for them to be live; 0: not to look whether they are."""
    age: timedelta
    """What is younger counts as news where nothing is known."""
    is_local: bool = False
    """Whether the site is for this machine or network alone, and so may those be who are told."""
    is_all: bool = False
    is_dry: bool = False


def tell(
    asked: Telling, store: Store, sleep: Callable[[float], None], report: Callable[[str, int, int], None]
) -> NotifyOutcome:
    """Tell everybody what is news to them; what cannot be sent now is remembered as owed."""
    now = news.read(asked.documents, asked.site_url)
    known = state.read(store, asked.site_url)
    basis = "all" if asked.is_all else "recent" if known is None else "remembered"
    if asked.is_all:
        found = news.everything(now)
    elif known is None:
        found = news.recent(now, asked.now, asked.age, asked.site_url)
    else:
        found = news.since(known, now, asked.site_url)
    due = {receiver: _due(receiver, found, known, now) for receiver in asked.receivers}
    if asked.is_dry:
        return NotifyOutcome(
            basis=basis, told=tuple(Notification(receiver=one, sent=urls) for one, urls in due.items() if urls)
        )
    late, why_late = _awaited(asked, due, now, sleep, report)
    published = news.remembered(known, now)
    owed = _others_owed(known, asked.receivers) | {receiver.name: urls for receiver, urls in due.items() if urls}
    is_kept = state.write(store, asked.site_url, Known(published=published, owed=owed))
    told = []
    sender = Sender(asked.site_url, partial(_session, asked), sleep)
    for number, (receiver, urls) in enumerate(due.items()):
        report("telling", number, len(due))
        ready = tuple(url for url in urls if not _waits(receiver, url, late))
        if not ready:
            continue
        failures = sender.told(receiver, ready, asked.now)
        failed = {url for failure in failures for url in failure.urls}
        told.append(
            Notification(receiver=receiver, sent=tuple(url for url in ready if url not in failed), failures=failures)
        )
        owed[receiver.name] = tuple(url for url in urls if url in failed or url not in ready)
        rest = {name: left for name, left in owed.items() if left}
        is_kept = state.write(store, asked.site_url, Known(published=published, owed=rest)) and is_kept
    return NotifyOutcome(basis=basis, told=tuple(told), late=late, why_late=why_late, is_kept=is_kept)


def _session(asked: Telling, address: str) -> Session:
    """Return what asks an address that the configuration names: one of a private network only for a site of one.

    The configuration is part of the checkout: it must not have a build server ask its neighbours.
    """
    if asked.is_local:
        return fetch.session(address)
    of = fetch.session(asked.site_url)
    of.has_met_public = True
    return of


def _due(receiver: Receiver, found: News, known: Known | None, now: Now) -> tuple[str, ...]:
    """Return what somebody is to be told of: what is news, and what could not be told before."""
    owed = known.owed.get(receiver.name, ()) if known is not None else ()
    if receiver.way is Way.INDEXNOW:
        return tuple(sorted({*found.pages, *owed}))
    feeds = now.rss if receiver.way is Way.CLOUD else frozenset(now.published.feeds)
    return tuple(sorted({*found.feeds, *owed} & feeds))


def _others_owed(known: Known | None, receivers: Iterable[Receiver]) -> dict[str, tuple[str, ...]]:
    """Return what those are owed who are not told any more: they may be again."""
    mine = {receiver.name for receiver in receivers}
    return {name: urls for name, urls in known.owed.items() if name not in mine} if known is not None else {}


def _waits(receiver: Receiver, url: str, late: Sequence[str]) -> bool:
    """Whether an address must not be told of yet: a feed that is not live; a page while anything is not."""
    return bool(late) if receiver.way is Way.INDEXNOW else url in late


def _awaited(
    asked: Telling,
    due: Mapping[Receiver, tuple[str, ...]],
    now: Now,
    sleep: Callable[[float], None],
    report: Callable[[str, int, int], None],
) -> tuple[tuple[str, ...], str]:
    """Wait until what is to be told of is served as it was published; return what is not, in the end, and why."""
    if not asked.wait or not any(due.values()):
        return (), ""
    feeds = {url for receiver, urls in due.items() if receiver.way is not Way.INDEXNOW for url in urls}
    pages = any(urls for receiver, urls in due.items() if receiver.way is Way.INDEXNOW)
    wanted = feeds | (now.digests.keys() - now.published.feeds.keys() if pages else set())
    waiting, waited, pause = sorted(wanted), 0.0, _FIRST_PAUSE
    while True:
        report("waiting", len(wanted) - len(waiting), len(wanted))
        # One is asked for until it is there, then all of them: a deploy brings them together, as a rule.
        missing, why = _not_live(waiting[:1], now, asked.site_url)
        if not missing:
            waiting, why = _not_live(waiting, now, asked.site_url)
        if not waiting or waited >= asked.wait:
            return tuple(waiting), why
        pause = min(pause, asked.wait - waited)
        sleep(pause)
        waited, pause = waited + pause, min(pause * 2, _LONGEST_PAUSE)


def _not_live(urls: Sequence[str], now: Now, site_url: str) -> tuple[list[str], str]:
    """Return what is not served as it was published, and why that could not be seen, where it could not."""
    try:
        live = fetch.get_all(urls, fetch.session(site_url))
    except SystemFault as fault:  # a server that begins anew after a deploy answers soon
        return list(urls), str(fault)
    return [url for url in urls if (got := live[url]) is None or digest_of(got.data).hex() != now.digests[url]], ""


def remember(asked: Telling, store: Store) -> bool | None:
    """Remember what is live now as what everybody knows, and send nothing; for a deploy that is about to come.

    Return whether that could be done; None where something is remembered already, which is surer and stays. Raises
    SystemFault where the live site cannot be looked at.
    """
    if state.read(store, asked.site_url) is not None:
        return None
    paths = {asked.site_url + quote_path(path): path for path, _ in asked.documents}
    live = fetch.get_all(paths, fetch.session(asked.site_url))
    there = [(paths[url], got.data) for url, got in live.items() if got is not None]
    published = news.read(there, asked.site_url).published if there else PublishedMarks()
    return state.write(store, asked.site_url, Known(published=published))
