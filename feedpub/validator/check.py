"""Check one document, or a folder of them: read once, show the rules what they asked for, gather what they found."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.model.errors import FeedpubError
from feedpub.model.records import Diagnostic, Kind, Level, Where
from feedpub.text.xml import Element
from feedpub.validator import read
from feedpub.validator.document import JsonNode
from feedpub.validator.rule import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from feedpub.validator.document import Document, Folder, Source
    from feedpub.validator.rule import Found, Node, Rule
    from feedpub.validator.ruleset import Ruleset

_FEEDS = frozenset({Kind.RSS, Kind.ATOM})
_INDEXES = re.compile(r"\[\d+\]")
_LONGEST_VALUE = 200


class Report(Struct, frozen=True, kw_only=True):
    """The outcome for one document; diagnostics in the order of their places, repeats counted."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]

    def __repr__(self) -> str:
        """Show what fits into a line."""
        numbers = f"diagnostics: {len(self.diagnostics)}"
        return f"<Report {self.path} ({self.kind.value}) {'ok' if self.ok else 'errors'}; {numbers}>"

    @property
    def path(self) -> str:
        """What messages call the document."""
        return self.document.path

    @property
    def kind(self) -> Kind:
        """What the document is."""
        return self.document.kind

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not any(one.level is Level.ERROR for one in self.diagnostics)


class _Gatherer:
    """Collects the diagnostics of one document; the same finding at the same kind of place is counted."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._first: dict[tuple[str, str, str], Diagnostic] = {}
        self._again: dict[tuple[str, str, str], int] = {}

    def run(self, rules: Iterable[tuple[Rule, Level]], node: Node | None, *shown: object) -> None:
        """Run rules; a crash inside one is a message like any other, and the other rules still run."""
        for one, level in rules:
            try:
                for found in one.check(*shown):
                    self.add(one, level, found, node)
            except FeedpubError:
                raise  # the system failed, or what is not of the site was asked for
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault in one rule must not silence the others
                self.keep(_crash(one, error, _where(self._document, None, node)))

    def add(self, one: Rule, level: Level, found: Found, node: Node | None) -> None:
        """Turn a finding into a diagnostic, or count it when there is one like it."""
        where = _where(self._document, found, found.at if found.at is not None else node)
        key = (one.name, _INDEXES.sub("", where.xpath), where.element)
        if key in self._first:
            self._again[key] = self._again.get(key, 1) + 1
            return
        self._first[key] = Diagnostic(
            code=one.name,
            level=level,
            where=where,
            text=found.text,
            hint=found.hint,
            why=one.why,
            found=_shortened(found.found),
            refs=one.refs,
        )

    def keep(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic of no rule, the first at a kind of place."""
        self._first.setdefault((diagnostic.code, diagnostic.where.xpath, diagnostic.text), diagnostic)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was found, in order of place."""
        counted = (
            replace(one, count=self._again[key]) if key in self._again else one for key, one in self._first.items()
        )
        return tuple(sorted(counted, key=lambda one: (one.where.line or 0, one.where.column or 0, one.code)))


def check(source: Source, rules: Ruleset, *, now: datetime) -> Report:
    """Read a document and give all that the rules find in it.

    Raises OSError when the source cannot be read.
    """
    report = _checked(source, rules, now, in_parts=rules.is_ours)
    if rules.is_ours and report.document.fault is not None and report.document.kind in _FEEDS:
        # What was read before the fault depends on how the document was cut.
        return _checked(source, rules, now, in_parts=False)
    return report


def _checked(source: Source, rules: Ruleset, now: datetime, *, in_parts: bool) -> Report:
    document = read.begin(source, now)
    gatherer = _Gatherer(document)

    known: dict[tuple[str, str, bool], tuple[tuple[Rule, Level], ...]] = {}

    def on_element(node: Node, parent: str, *, plain: bool) -> None:
        name = node.name
        wanted = known.get((name, parent, plain))
        if wanted is None:
            look_up = rules.for_plain if plain else rules.for_node
            wanted = known[name, parent, plain] = look_up(document.kind, name, parent)
        gatherer.run(wanted, node, node, document)
        if isinstance(node, Element) and not rules.attributes.isdisjoint(node.attributes):
            for name in rules.attributes.intersection(node.attributes):
                gatherer.run(rules.for_attribute(document.kind, name), node, node, document)

    read.run(source, document, on_element, in_parts=in_parts)
    scopes = [Scope.ANY_DOCUMENT] if document.fault else [Scope.ANY_DOCUMENT, Scope.DOCUMENT]
    for scope in scopes:
        gatherer.run(rules.for_scope(document.kind, scope), None, document)
    return Report(document=document, diagnostics=gatherer.diagnostics())


def check_folder(reports: Iterable[Report], folder: Folder, rules: Ruleset) -> tuple[Report, ...]:
    """Add to each report what the rules over the whole folder find."""
    reports = tuple(reports)
    gatherers = {id(report.document): _Gatherer(report.document) for report in reports}
    for one, level in rules.for_scope(None, Scope.FOLDER):
        try:
            for found in one.check(folder):
                document = found.document or folder.documents[0]
                gatherers[id(document)].add(one, level, found, found.at)
        except FeedpubError:
            raise  # the system failed, or what is not of the site was asked for
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault in one rule must not silence the others
            crash = _crash(one, error, Where(path=""))
            for document in folder.documents[:1]:
                gatherers[id(document)].keep(replace(crash, where=_where(document, None, None)))
    return tuple(
        replace(report, diagnostics=_merged(report.diagnostics, gatherers[id(report.document)].diagnostics()))
        for report in reports
    )


def _merged(*groups: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(chain(*groups), key=lambda one: (one.where.line or 0, one.where.column or 0, one.code)))


def _where(document: Document, found: Found | None, node: Node | None) -> Where:
    """Return the place of a finding: the node's, or the one the finding names."""
    path = "" if node is None else node.xpath if isinstance(node, JsonNode) else node.path
    element = node.qname if node is not None else _last_step(found)
    line, column = (node.line, node.column) if node is not None else (None, None)
    if found is not None:
        path = found.path or path
        line, column = found.line or line, found.column or column
        if found.attribute:
            path = f"{path}/@{found.attribute}"
        element = found.missing or found.attribute or element
        if found.attribute and node is not None:
            element = node.qname
    return Where(path=document.path, line=line or 1, column=column or 1, element=element, xpath=path)


def _last_step(found: Found | None) -> str:
    """Return the name of the element that a path without a node ends at."""
    return _INDEXES.sub("", found.path.rpartition("/")[2].rpartition(".")[2]) if found is not None else ""


def _crash(one: Rule, error: BaseException, where: Where) -> Diagnostic:
    """Return what is said of a fault of ours. Raises PluginError for one of a plug-in."""
    if one.plugin is not None:
        raise one.plugin.failed_to_run(f"{one.name}: {type(error).__name__}: {error}") from error
    return Diagnostic(
        code="internal/crash",
        level=Level.ERROR,
        where=where,
        text=f"Rule {one.name} failed here: {type(error).__name__}: {error}",
        hint="This is a fault of feedpub, not of the file. Please report it with the file.",
        why="The file was not checked by this rule.",
    )


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
