"""Feeds that nobody need fix, remembered by their digests: their facts, and the advice on them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - what is packed is read by the types of its fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import asdict

from feedpub.incremental.fingerprint import edition
from feedpub.incremental.packing import Packing
from feedpub.incremental.store import key_of
from feedpub.model.records import Diagnostic, Kind, Level
from feedpub.validator.check import Report
from feedpub.validator.document import ParsedDocument
from feedpub.validator.facts import Facts, ItemFact, PageFact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.incremental.store import Store


class _CleanFeed(Struct, frozen=True, kw_only=True, array_like=True):
    """A feed without warnings."""

    path: str
    url: str | None
    kind: Kind
    size: int
    facts: dict[str, str | int | bool]
    """Those that are no lists."""
    hubs: list[str]
    pages: list[PageFact]
    items: list[ItemFact]
    advice: tuple[Diagnostic, ...]


class _CleanFeeds(Struct, frozen=True, kw_only=True, array_like=True):
    """What a build found."""

    now: datetime
    clean: dict[str, _CleanFeed]
    """By digest."""


_FEEDS: Final = Packing[_CleanFeeds](_CleanFeeds).kept_as("document", is_single=True)


class Memory:
    """What the last build with these rules found without warnings; `store` is where that is kept."""

    def __init__(self, store: Store, levels: Mapping[str, Level | None], now: datetime) -> None:
        self._store, self._now = store, now
        self._key = key_of(edition(), sorted(levels.items(), key=str))
        found = store.get(_FEEDS, self._key)
        # What is clean stays so as time goes by; of a clock that was set back nothing is known.
        self._known = found.clean if found and found.now <= now else {}

    def report(self, digest: str) -> Report | None:
        """Return the report of a document that is known to be without warnings."""
        known = self._known.get(digest)
        if known is None:
            return None
        facts = Facts(hubs=known.hubs, pages=known.pages, items=known.items, **known.facts)  # type: ignore[arg-type]  # each of its type
        document = ParsedDocument(
            path=known.path, url=known.url, now=self._now, facts=facts, kind=known.kind, size=known.size
        )
        return Report(document=document, diagnostics=known.advice)

    def write(self, found: Sequence[tuple[str, Report]]) -> None:
        """Remember those without warnings."""
        if {digest for digest, _ in found} == self._known.keys():
            return
        clean = {digest: _kept(report) for digest, report in found if _is_clean(report)}
        self._store.put(_FEEDS, self._key, _CleanFeeds(now=self._now, clean=clean))


def _is_clean(report: Report) -> bool:
    return not report.document.fault and all(one.level is Level.INFO for one in report.diagnostics)


def _kept(report: Report) -> _CleanFeed:
    document, facts = report.document, report.document.facts
    return _CleanFeed(
        path=document.path,
        url=document.url,
        kind=document.kind,
        size=document.size,
        facts={name: value for name, value in asdict(facts).items() if isinstance(value, str | int)},
        hubs=facts.hubs,
        pages=facts.pages,
        items=facts.items,
        advice=report.diagnostics,
    )
