"""The report of a feed that nobody need fix, as plain data and back: its facts, and the advice on it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import asdict, replace

from feedpub.model.records import Diagnostic, Kind, Level, Where
from feedpub.validator.check import Report
from feedpub.validator.document import Document
from feedpub.validator.facts import Facts, ItemFact

if TYPE_CHECKING:
    from datetime import datetime

_ITEMS: Final = "items"
_PLAIN: Final = (str, int)
_item: Final = attrgetter(*ItemFact.__struct_fields__)


def kept(report: Report) -> dict[str, Any] | None:
    """Return a report as data that JSON can hold; None for one with warnings or errors, or with facts of a sitemap."""
    document = report.document
    facts = asdict(document.facts)
    listed = facts.pop("urls")
    facts[_ITEMS] = list(map(_item, document.facts.items))
    others = (value for name, value in facts.items() if name not in {_ITEMS, "hubs"})
    is_plain = all(isinstance(value, _PLAIN) or value == [] for value in others)
    if document.fault or listed or not is_plain or any(one.level is not Level.INFO for one in report.diagnostics):
        return None
    return {
        "path": document.path,
        "url": document.url,
        "kind": document.kind.value,
        "size": document.size,
        "facts": facts,
        "advice": [_data(one) for one in report.diagnostics],
    }


def restored(data: dict[str, Any], now: datetime) -> Report | None:
    """Return the report again; None for data that is none."""
    try:
        facts = Facts(**{**data["facts"], _ITEMS: [ItemFact(*one) for one in data["facts"][_ITEMS]]})
        document = Document(path=data["path"], url=data["url"], now=now, facts=facts)
        document.kind, document.size = Kind(data["kind"]), data["size"]
        return Report(document=document, diagnostics=tuple(map(_diagnostic, data["advice"])))
    except (KeyError, TypeError, ValueError):
        return None


def _data(one: Diagnostic) -> dict[str, Any]:
    return {**asdict(one), "level": one.level.value, "where": asdict(one.where)}


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    whole = Diagnostic(**{**data, "level": Level(data["level"]), "where": Where(**data["where"])})
    return replace(whole, refs=tuple(whole.refs))
