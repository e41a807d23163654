"""Visit a deployed site, beginning at one address: a home page, a feed or a sitemap.

    the address -> robots.txt and the home page -> feeds and sitemaps -> what these name: pages, enclosures, hubs

Polite: few at a time, samples of what there are many of, no page that robots.txt forbids to feedpub.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.live import visiting
from feedpub.model.errors import SystemFault
from feedpub.model.records import Kind
from feedpub.text import hosts, urls
from feedpub.validator import check, live, sources
from feedpub.validator.live import LiveSite, Role, Visit
from feedpub.validator.values import robots, uris
from feedpub.web import pool, without_credentials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from feedpub.model.records import Diagnostic
    from feedpub.validator import ParsedDocument, Report, Ruleset
    from feedpub.validator.document import JsonNode
    from feedpub.web.answers import Exchange
    from feedpub.web.session import Session

AGENT: Final = "feedpub"
"""How robots.txt calls us."""
_AT_ONCE: Final = 4
"""Requests under way at the same time."""
_OK: Final = 200
_FEEDS: Final = frozenset({Kind.RSS, Kind.RDF, Kind.ATOM, Kind.ATOM03, Kind.JSONFEED})
_SITEMAPS: Final = frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX})


class Amounts(Struct, frozen=True, kw_only=True):
    """How many addresses of each kind are visited at most."""

    feeds: int = 10
    sitemaps: int = 5
    pages: int = 10
    enclosures: int = 5
    hubs: int = 3


class LiveReport(Struct, frozen=True, kw_only=True):
    """What is wrong with what an address answers, and with the document that it answers."""

    path: str
    """The address; what messages call it."""
    kind: Kind
    diagnostics: tuple[Diagnostic, ...]
    document: ParsedDocument | None = None


class Sample(Struct, frozen=True, kw_only=True):
    """How many of something were visited, where there are more."""

    what: str
    visited: int
    named: int


class LiveSurvey(Struct, frozen=True, kw_only=True):
    """What came of a survey."""

    reports: tuple[LiveReport, ...]
    """Of each address that was visited, the one that was given first."""
    samples: tuple[Sample, ...] = ()


class _Named(Struct, frozen=True, kw_only=True):
    """An address that something else names."""

    url: str
    by: str
    media_type: str = ""
    length: str = ""


def survey(  # noqa: PLR0913, PLR0917 - what to visit, and how
    start: str,
    of: Session,
    rules: Ruleset,
    now: datetime,
    amounts: Amounts,
    report: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
) -> LiveSurvey:
    """Visit a site, and return what is wrong.

    `report` is told of the stage, and of how many of its visits are done. Raises SystemFault where the address does not
    answer at all, PluginError for a rule of a plug-in that fails.
    """
    visits = _Round(start, of, rules, now, amounts, report)
    return LiveSurvey(reports=visits.reports(), samples=tuple(visits.samples))


class _Round:
    """The visits of one run, and the documents that they brought."""

    def __init__(  # noqa: PLR0913, PLR0917 - as `survey`
        self,
        start: str,
        of: Session,
        rules: Ruleset,
        now: datetime,
        amounts: Amounts,
        report: Callable[[str, int, int], None],
    ) -> None:
        self._start, self._of, self._rules, self._now = start, of, rules, now
        self._amounts, self._report = amounts, report
        self._visits: list[Visit] = []
        self._late = 0
        self.samples: list[Sample] = []
        self._reports: dict[str, Report] = {}
        """What the validator says of each document, by the address of its visit."""

    def reports(self) -> tuple[LiveReport, ...]:
        self._visit_start()
        first = self._visits[0]
        if first.last is not None and not first.last.is_certificate:
            self._visit_around(first)
            self._visit_documents()
            self._visit_named()
        site = LiveSite(visits=tuple(self._visits), now=self._now, late=self._late)
        said = live.diagnostics(site, self._rules)
        return tuple(self._of_address(url, said[url]) for url in said)

    def _of_address(self, url: str, said: Sequence[Diagnostic]) -> LiveReport:
        found = self._reports.get(url)
        if found is None:
            return LiveReport(path=url, kind=Kind.UNKNOWN, diagnostics=tuple(said))
        return LiveReport(path=url, kind=found.kind, diagnostics=(*said, *found.diagnostics), document=found.document)

    # What is asked

    def _all(self, stage: str, visits: Iterable[Callable[[], Visit]]) -> None:
        """Make visits, several at a time, and keep them in their order, those that came to an end."""
        tasks = list(visits)
        made = pool.in_threads(
            lambda task: task(),
            tasks,
            self._of,
            most=_AT_ONCE,
            report=lambda done: self._report(stage, done, len(tasks)),
        )
        for one in made:
            if any(exchange.is_late for exchange in one.exchanges):
                self._late += 1
            else:
                self._visits.append(self._read(one))

    def _read(self, visit: Visit) -> Visit:
        """Return the visit of a document with what that is; the validator looks at it."""
        last = visit.last
        if visit.role not in {Role.FEED, Role.SITEMAP} or last is None or last.status != _OK:
            return visit
        whole = next((one for one in visit.whole if not one.fault), last)
        found = check(sources.bytes_source(visit.url, whole.data, last.url), self._rules, now=self._now)
        is_known = found.kind is not Kind.UNKNOWN
        if is_known or not live.is_page(last):  # of a page in its place it is enough to say that
            self._reports[visit.url] = found
        encoding = found.document.encoding
        used = encoding.used if encoding is not None else "utf-8" if found.kind is Kind.JSONFEED else ""
        return replace(visit, kind=found.kind, encoding=used if is_known else "")

    def _visit_start(self) -> None:
        shown = without_credentials(self._start)
        first = visiting.hops(self._start, self._of)
        if first[-1].failure and not first[-1].is_certificate:
            raise SystemFault(f"{first[-1].url} cannot be fetched: {first[-1].failure}", shown)
        visit = self._read(Visit(role=Role.FEED, url=shown, exchanges=first))
        if visit.kind in _FEEDS | _SITEMAPS:
            role = Role.FEED if visit.kind in _FEEDS else Role.SITEMAP
            made = visiting.document(first, self._start, self._of)
            self._visits.append(replace(visit, role=role, exchanges=made))
            return
        self._reports.pop(shown, None)
        is_home = live.is_page(first[-1]) if first[-1].status == _OK else uris.split(shown).path in {"", "/"}
        if not is_home and first[-1].status == _OK:  # neither a page nor a feed: the validator says what it is
            self._visits.append(self._read(Visit(role=Role.FEED, url=shown, exchanges=first)))
        else:
            self._visits.append(Visit(role=Role.HOME if is_home else Role.FEED, url=shown, exchanges=first))

    def _visit_around(self, first: Visit) -> None:
        """Visit what stands around the address: robots.txt, the home page, and the address without https."""
        last = first.last
        place = uris.origin(last.url if last is not None else first.url)
        around = [partial(self._made, Role.ROBOTS, _Named(url=f"{place}/robots.txt", by=""))]
        if first.role is Role.FEED and first.kind in _FEEDS:
            around.append(partial(self._made, Role.HOME, self._home(first, place)))
        if first.url.startswith("https:") and place == uris.origin(first.url) and ":" not in place.partition("://")[2]:
            around.append(partial(self._made, Role.PLAIN, _Named(url=f"http:{first.url.partition(':')[2]}", by="")))
        self._all("around", around)
        # That the root of a host is no page is no fault where nobody says that it is one.
        self._visits = [
            one
            for one in self._visits
            if one is first or one.role is not Role.HOME or one.named_by or (one.last and one.last.status == _OK)
        ]

    def _home(self, first: Visit, place: str) -> _Named:
        """Return the home page of a feed: the one that it names, else the root of its host.

        A copy on this machine or network names that of the public site, which is not the one that is to be checked.
        """
        facts = self._reports[first.url].document.facts
        home = uris.without_fragment(uris.resolve(first.url, facts.home_url)) if facts.home_url else ""
        is_copy = bool(hosts.local_host(first.url)) and uris.origin(home) != place
        if urls.is_web(home) and not is_copy:
            return _Named(url=home, by=first.url)
        return _Named(url=f"{place}/", by="")

    def _made(self, role: Role, named: _Named) -> Visit:
        """Make one visit."""
        ways: dict[Role, Callable[[str, Session], tuple[Exchange, ...]]] = {
            Role.HOME: visiting.page,
            Role.PAGE: visiting.page,
            Role.ENCLOSURE: visiting.enclosure,
            Role.HUB: visiting.hub,
            Role.PLAIN: visiting.plain,
            Role.ROBOTS: visiting.hops,
        }
        exchanges = (
            ways[role](named.url, self._of)
            if role in ways
            else visiting.document(visiting.hops(named.url, self._of), named.url, self._of)
        )
        return Visit(
            role=role,
            url=named.url,
            exchanges=exchanges,
            named_by=named.by,
            media_type=named.media_type,
            length=named.length,
        )

    # What is to be visited

    def _visit_documents(self) -> None:
        """Visit the feeds and sitemaps that a home page and its robots.txt name, and what sitemap indexes do."""
        first = self._visits[0]
        if first.role is Role.HOME and first.last is not None and first.last.status == _OK:
            linked = {uris.without_fragment(link.url): link for link in live.linked_feeds(first.last)}
            feeds = [_Named(url=url, by=first.last.url, media_type=one.media_type) for url, one in linked.items()]
            self._all(
                "feeds",
                (
                    partial(self._made, Role.FEED, one)
                    for one in self._some("feeds", feeds, self._amounts.feeds, newest=True)
                ),
            )
            self._all("sitemaps", (partial(self._made, Role.SITEMAP, one) for one in self._sitemaps(first.last.url)))
        children = [one for visit in self._visits if visit.kind is Kind.SITEMAPINDEX for one in self._children(visit)]
        self._all(
            "sitemaps",
            (
                partial(self._made, Role.SITEMAP, one)
                for one in self._some("sitemaps", children, self._amounts.sitemaps)
            ),
        )

    def _sitemaps(self, home: str) -> list[_Named]:
        """Return the sitemaps that robots.txt names; where it names none, the usual one, if it is there."""
        place = uris.origin(home)
        site = LiveSite(visits=tuple(self._visits), now=self._now)
        stated = [
            uris.resolve(f"{place}/robots.txt", value) for _, value in robots.sitemaps(site.robots_of(home) or b"")
        ]
        if stated:
            found = [_Named(url=url, by=f"{place}/robots.txt") for url in dict.fromkeys(stated) if urls.is_web(url)]
            return self._some("sitemaps", found, self._amounts.sitemaps)
        usual = f"{place}/sitemap.xml"
        answer = visiting.hops(usual, self._of)[-1]
        return [_Named(url=usual, by="")] if answer.status == _OK and not live.is_page(answer) else []

    def _children(self, visit: Visit) -> Iterator[_Named]:
        found = self._reports[visit.url].document.facts.urls.locs
        return (_Named(url=loc.strip(), by=visit.url) for loc in found if urls.is_web(loc.strip()))

    def _visit_named(self) -> None:
        """Visit samples of what feeds and sitemaps name."""
        robots_txt = LiveSite(visits=tuple(self._visits), now=self._now)
        listed = [
            one
            for visit in self._visits
            if visit.kind is Kind.SITEMAP
            for one in self._children(visit)
            if uris.origin(one.url) == uris.origin(visit.url)
        ]
        pages = self._some("pages", _once(listed), self._amounts.pages)
        for one in pages:
            if live.forbidding(robots_txt, AGENT, one.url) is not None:
                self._visits.append(Visit(role=Role.PAGE, url=one.url, named_by=one.by))
        allowed = [one for one in pages if live.forbidding(robots_txt, AGENT, one.url) is None]
        feeds = [self._reports[one.url] for one in self._visits if one.kind in _FEEDS and one.url in self._reports]
        files = _once(one for feed in feeds for one in _enclosures(feed.document))
        enclosures = self._some("enclosures", files, self._amounts.enclosures, newest=True)
        stated = [
            _Named(url=hub, by=feed.path) for feed in feeds for hub in feed.document.facts.hubs if urls.is_web(hub)
        ]
        hubs = _once(stated)[: self._amounts.hubs]
        self._all("pages", (partial(self._made, Role.PAGE, one) for one in allowed))
        self._all("enclosures", (partial(self._made, Role.ENCLOSURE, one) for one in enclosures))
        self._all("hubs", (partial(self._made, Role.HUB, one) for one in hubs))

    def _some(self, what: str, named: Sequence[_Named], most: int, *, newest: bool = False) -> list[_Named]:
        """Return as many as are visited, and note where that are not all: a sample, or the newest, which come first."""
        if len(named) > most:
            self.samples.append(Sample(what=what, visited=most, named=len(named)))
        return list(named[:most]) if newest else _sample(named, most)


def _once(named: Iterable[_Named]) -> list[_Named]:
    """Return each address once, as it was named first."""
    found: dict[str, _Named] = {}
    for one in named:
        found.setdefault(uris.without_fragment(one.url), one)
    return list(found.values())


def _sample(named: Sequence[_Named], most: int) -> list[_Named]:
    """Return so many, the first and the last among them, and the others at the same distance."""
    if len(named) <= most:
        return list(named)
    if most <= 1:
        return list(named[:most])
    return [named[number * (len(named) - 1) // (most - 1)] for number in range(most)]


def _enclosures(document: ParsedDocument) -> Iterator[_Named]:
    """Return the files that the items of a feed bring along, the newest first, as feeds have them."""
    base = document.url or document.path
    if document.json is not None:
        yield from _attachments(document.json, document.path, base)
    for element in document.root.walk() if document.root is not None else ():
        is_link = element.name == "atom:link" and element.get("rel") == "enclosure"
        url = element.get("href" if is_link else "url") or ""
        if (is_link or element.name == "enclosure") and urls.is_web(whole := uris.resolve(base, url.strip())):
            length, media_type = element.get("length") or "", element.get("type") or ""
            yield _Named(url=whole, by=document.path, length=length, media_type=media_type)


def _attachments(feed: JsonNode, path: str, base: str) -> Iterator[_Named]:
    items = feed.child("items")
    for item in items.children() if items is not None else ():
        attachments = item.child("attachments")
        for node in attachments.children() if attachments is not None else ():
            value = node.value if isinstance(node.value, dict) else {}
            url = uris.resolve(base, str(value.get("url", "")).strip())
            if urls.is_web(url):
                size, media_type = value.get("size_in_bytes", ""), value.get("mime_type", "")
                yield _Named(url=url, by=path, length=str(size), media_type=str(media_type))
