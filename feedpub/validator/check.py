"""Check one document, or a folder of them: read once, show the rules what they asked for, gather what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.model.errors import FeedpubError
from feedpub.model.records import Kind, Level
from feedpub.validator import read
from feedpub.validator.document import Folder
from feedpub.validator.findings import Findings, in_order
from feedpub.validator.rule import Scope
from feedpub.validator.sources import file_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from feedpub.model.records import Diagnostic
    from feedpub.validator.document import ParsedDocument, Source
    from feedpub.validator.ruleset import Ruleset
    from feedpub.validator.sources import Location

_FEEDS = frozenset({Kind.RSS, Kind.ATOM})


class Report(Struct, frozen=True, kw_only=True):
    """The outcome for one document; diagnostics in the order of their places, repeats counted."""

    document: ParsedDocument
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


def check(source: Source, rules: Ruleset, *, now: datetime) -> Report:
    """Return what a document says, and all that the rules find in it.

    Raises SystemFault when the source cannot be read, RefusedError when it lies where it must not.
    """
    document = read.begin(source, now)
    findings = Findings(document, rules)
    read.run(source, document, findings, in_parts=rules.is_ours)
    fault = document.fault
    is_cut = rules.is_ours and document.kind in _FEEDS and not read.is_too_large(document)
    if fault is None or not (read.is_recoverable(document) or is_cut):
        return _finished(document, findings, rules)
    again = read.begin(source, now)
    findings = Findings(again, rules)
    if read.is_recoverable(document):
        read.run_recovered(source, again, findings, fault)
    else:  # what was read before the fault depends on how the document was cut
        read.run(source, again, findings, in_parts=False)
    return _finished(again, findings, rules)


def _finished(document: ParsedDocument, findings: Findings, rules: Ruleset) -> Report:
    scopes = [Scope.ANY_DOCUMENT] if document.fault else [Scope.ANY_DOCUMENT, Scope.DOCUMENT]
    for scope in scopes:
        findings.run(rules.for_scope(document.kind, scope), None, document)
    return Report(document=document, diagnostics=findings.diagnostics())


def check_files(files: Iterable[Path], location: Location, rules: Ruleset, *, now: datetime) -> tuple[Report, ...]:
    """Return the report of each file that is published at a location, with what the rules across files find.

    Raises as `check` does.
    """
    reports = [check(file_source(file, location), rules, now=now) for file in files]
    folder = Folder(
        documents=tuple(report.document for report in reports),
        base_url=location.base_url,
        has_file=location.has_file,
        read=location.read,
        has_pages=location.has_pages(),
    )
    return check_folder(reports, folder, rules)


def check_folder(reports: Iterable[Report], folder: Folder, rules: Ruleset) -> tuple[Report, ...]:
    """Return each report with what the rules over the whole folder find added to it."""
    reports = tuple(reports)
    findings = {id(report.document): Findings(report.document, rules) for report in reports}
    for one, level in rules.for_scope(None, Scope.FOLDER):
        try:
            for found in one.check(folder):
                document = found.document or folder.documents[0]
                findings[id(document)].add(one, level, found, None)
        except FeedpubError:
            raise  # the system failed, or what is not of the site was asked for
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault in one rule must not silence the others
            for document in folder.documents[:1]:
                findings[id(document)].crashed(one, error, None)
    return tuple(
        replace(report, diagnostics=in_order((*report.diagnostics, *findings[id(report.document)].diagnostics())))
        for report in reports
    )
