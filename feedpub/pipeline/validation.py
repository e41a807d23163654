"""Has the documents of a build validated: in several processes where there is much, and none twice.

A feed without warnings needs no second validation while its bytes, its address and the rules are the same:
`validator.memory` remembers those. Sitemaps are always validated: a page that is listed can become too old.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.incremental.store import NOWHERE, Store, key_of
from feedpub.io import workers
from feedpub.model.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from feedpub.model.records import Document, Level
    from feedpub.validator import Report

_FEEDS: Final = frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED})
_WORTH_SHARING: Final = 1_000_000
"""Bytes of feeds from which on two processes are faster than one (benchmarks/README.md)."""


class NamedDocument(Struct, frozen=True, kw_only=True):
    """A document to be validated, the name by which people know it, its address."""

    name: str
    url: str
    document: Document


class ValidationOptions(Struct, frozen=True, kw_only=True):
    """By which rules, when, and by what means; the means change nothing but the time that takes."""

    levels: Mapping[str, Level | None]
    now: datetime
    site: str = ""
    modules: tuple[str, ...] = ()
    """Files of rules below `site`, besides the rules that are installed."""
    jobs: int = 1
    memory: Store = NOWHERE
    """Where is kept what was found without warnings."""


def reports(
    documents: Sequence[NamedDocument], how: ValidationOptions, advance: Callable[[], None] = lambda: None
) -> list[Report]:
    """Return the report of each document, in order; `advance` is called for each that is done.

    Large feeds are validated by other processes. The documents of the reports hold facts, and no tree.
    """
    from feedpub import validator  # noqa: PLC0415 - before processes are forked: each would import it again
    from feedpub.validator.memory import Memory  # noqa: PLC0415 - loads the validator

    validator.ruleset(tuple(how.levels.items()), how.site, how.modules)
    memory = Memory(how.memory, how.levels, how.now)
    digests = [_digest(each) if each.document.kind in _FEEDS else "" for each in documents]
    found = {place: report for place, digest in enumerate(digests) if (report := memory.report(digest))}
    wanted = [place for place in range(len(documents)) if place not in found]
    shares = _shares([place for place in wanted if digests[place]], documents, how.jobs)
    answers = workers.spread(
        partial(_checked, how), [[documents[place] for place in share] for share in shares], len(shares)
    )
    others = [place for place in wanted if not digests[place]]
    of_others = _checked(how, [documents[place] for place in others])
    for places, answer in zip((others, *shares), chain([of_others], answers), strict=True):
        for place, report in zip(places, answer, strict=True):
            found[place] = report
            advance()
    result = [found[place] for place in range(len(documents))]
    memory.write([(digest, report) for digest, report in zip(digests, result, strict=True) if digest])
    return result


def _shares(places: Sequence[int], documents: Sequence[NamedDocument], jobs: int) -> list[list[int]]:
    """Divide the documents among the processes that are worth their start.

    Neighbours stay together: the formats of one feed hold the same texts, each of which is looked at once.
    """
    sizes = [len(documents[place].document.data) for place in places]
    jobs = jobs if sum(sizes) >= _WORTH_SHARING else 1
    shares: list[list[int]] = [[] for _ in range(jobs)]
    before = 0
    for place in places:
        shares[before * jobs // sum(sizes)].append(place)
        before += len(documents[place].document.data)
    return [share for share in shares if share]


def _checked(how: ValidationOptions, documents: Sequence[NamedDocument]) -> list[Report]:
    """Validate documents. Runs in any process."""
    if not documents:
        return []
    from feedpub import validator  # noqa: PLC0415 - where nothing has changed there is nothing to validate
    from feedpub.validator.sources import bytes_source  # noqa: PLC0415 - where nothing has changed there is nothing to validate

    rules = validator.ruleset(tuple(how.levels.items()), how.site, how.modules)
    found = []
    for each in documents:
        report = validator.check(bytes_source(each.name, each.document.data, each.url, is_own=True), rules, now=how.now)
        report.document.forget_tree()
        found.append(report)
    return found


def _digest(each: NamedDocument) -> str:
    return key_of(each.document.kind.value, each.name, each.url, each.document.digest)
