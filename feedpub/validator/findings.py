"""Shows a document to the rules, and turns what they find into diagnostics: the same finding in many places is one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.model.errors import FeedpubError
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.text import patterns
from feedpub.text.xml import Element
from feedpub.validator.document import JsonNode, Replacement
from feedpub.validator.rule import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node, Rule
    from feedpub.validator.ruleset import Applied, Ruleset

_INDEXES = re.compile(r"\[\d+\]")
_LONGEST_VALUE = 200
_LONGEST_TEXT = 1000
_LONG_QUOTATION = patterns.lazy(rf'("[^"]{{{_LONGEST_VALUE - 1}}})[^"]+(?=")')
_LONG_RUN = patterns.lazy(rf"([^\s\"<>]{{{_LONGEST_VALUE - 1}}})[^\s\"<>]+")
"""A value in a sentence that has no quotation marks around it: an address, mostly."""
MOST_OF_A_RULE = 100
"""Messages of one rule about one document that are listed; those behind them are counted."""
MOST_FINDINGS = 10_000
"""Findings after which a rule is not run on the rest of a document."""


class Findings:
    """What rules find in one document; the same finding at the same kind of place is counted."""

    def __init__(self, document: ParsedDocument, rules: Ruleset) -> None:
        self.rules = rules
        self._document = document
        self._first: dict[tuple[str, str, str], Diagnostic] = {}
        self._counts: dict[tuple[str, str, str], int] = {}
        self._listed: Counter[str] = Counter()
        """How many messages of each rule there are."""
        self._total: Counter[str] = Counter()
        self._exhausted: set[str] = set()
        """Rules that have found so much that they are not run any more."""
        self._unlisted: dict[str, Diagnostic] = {}
        """For each rule that has more than are listed, the first that is not."""
        self._more: dict[str, int] = {}
        """How many those are."""

    def show(self, node: Node, *, plain: bool = False) -> list[Applied]:
        """Show an element (or JSON value) to the rules; `plain` as in `Ruleset.for_shown`.

        Returns those that may say something of the same element elsewhere: the others found nothing, and look at
        nothing but the entry that it stands in.
        """
        always, gated = self.rules.for_shown(self._document.kind, node, plain=plain)
        again = self.run(always, node, node, self._document) if always else []
        for gate, rules in gated:
            if gate(node):
                again += self.run(rules, node, node, self._document)
        return again

    def run(self, rules: Iterable[Applied], node: Node | None, *shown: object) -> list[Applied]:
        """Run rules, and return those that have to be run again in another document.

        A crash inside one is a message like any other, and the other rules still run.
        """
        again = []
        exhausted = self._exhausted
        for applied in rules:
            one, level = applied
            if exhausted and one.name in exhausted:
                continue
            is_wanted = one.needs_document
            try:
                for found in one.check(*shown):
                    self.add(one, level, found, node)
                    is_wanted = True
                    if one.name in exhausted:
                        break
            except FeedpubError:
                raise  # the system failed, or what is not of the site was asked for
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault in one rule must not silence the others
                self.crashed(one, error, node)
                is_wanted = True
            if is_wanted:
                again.append(applied)
        return again

    def add(self, one: Rule, level: Level, found: Found, node: Node | None) -> None:
        """Turn a finding into a diagnostic, or count it when there is one like it."""
        node = found.at if found.at is not None else node
        if found.instead and isinstance(node, Element):
            fix = Replacement(node.line, node.column, node.qname, found.attribute, found.found, found.instead)
            self._document.fixes.append(fix)
        self._total[one.name] += 1
        if self._total[one.name] >= MOST_FINDINGS:
            self._exhausted.add(one.name)
        key = (one.name, _kind_of_place(found, node), _element(found, node) + found.apart)
        if key in self._first:
            self._counts[key] = self._counts.get(key, 1) + found.count
            return
        if found.count > 1:
            self._counts[key] = found.count
        self._listed[one.name] += 1
        if self._listed[one.name] > MOST_OF_A_RULE:
            self._counts.pop(key, None)
            self._count(one, level, found, node)
            return
        self._first[key] = self._diagnostic(one, level, found, node)

    def _count(self, one: Rule, level: Level, found: Found, node: Node | None) -> None:
        """Count a finding of a rule that has found more than is listed."""
        before = self._unlisted.get(one.name)
        if before is None:
            self._unlisted[one.name] = self._diagnostic(one, level, found, node)
            self._more[one.name] = 0
        self._more[one.name] += found.count

    def _diagnostic(self, one: Rule, level: Level, found: Found, node: Node | None) -> Diagnostic:
        return Diagnostic(
            code=one.name,
            level=level,
            where=self._where(found, node),
            text=_with_short_values(found.text),
            hint=_with_short_values(found.hint),
            why=one.why,
            found=_shortened(found.found),
            refs=one.refs,
        )

    def crashed(self, one: Rule, error: BaseException, node: Node | None) -> None:
        """Keep what is said of a fault of ours. Raises PluginError for one of a plug-in."""
        if one.plugin is not None:
            raise one.plugin.failed_to_run(f"{one.name}: {type(error).__name__}: {error}") from error
        found = Diagnostic(
            code="internal/crash",
            level=Level.ERROR,
            where=self._where(Found(text=""), node),
            text=f"Rule {one.name} failed here: {type(error).__name__}: {error}",
            hint="This is a fault of feedpub, not of the file. Please report it with the file.",
            why="The file was not checked by this rule.",
        )
        self._first.setdefault((found.code, found.where.xpath, found.text), found)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was found, in order of place."""
        counted = [
            replace(one, count=self._counts[key]) if key in self._counts else one for key, one in self._first.items()
        ]
        unlisted = (_of_many(one, self._more[code]) for code, one in self._unlisted.items())
        return in_order(map(self._said_of_all, (*counted, *unlisted)))

    def _said_of_all(self, one: Diagnostic) -> Diagnostic:
        """Return a diagnostic that also says where its rule did not go through the whole file."""
        if one.code not in self._exhausted:
            return one
        return replace(one, text=f"{one.text} The rule was not run on the rest of the file: it had found enough.")

    def _where(self, found: Found, node: Node | None) -> Where:
        """Return the place of a finding: the node's, or the one the finding names."""
        return Where(
            path=self._document.path,
            line=found.line or (node.line if node is not None else 1),
            column=found.column or (node.column if node is not None else 1),
            element=_element(found, node),
            xpath=_path(found, node),
        )


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics in order of place."""
    return tuple(sorted(diagnostics, key=lambda one: (one.where.line or 0, one.where.column or 0, one.code)))


def _path(found: Found, node: Node | None) -> str:
    path = found.path or ("" if node is None else node.xpath if isinstance(node, JsonNode) else node.path)
    return f"{path}/@{found.attribute}" if found.attribute else path


def _element(found: Found, node: Node | None) -> str:
    """Return the name of what is concerned; without a node that of the element that the path ends at."""
    if node is not None:
        return node.qname if found.attribute else found.missing or node.qname
    return found.missing or found.attribute or _INDEXES.sub("", found.path.rpartition("/")[2].rpartition(".")[2])


def _kind_of_place(found: Found, node: Node | None) -> str:
    """Return the path without the numbers in it: places that have the same are of one kind."""
    if found.path or node is None:
        return _INDEXES.sub("", _path(found, node))
    if isinstance(node, JsonNode):
        place = node.name.replace("[]", "")
    else:
        names = []
        element: Element | None = node
        while element is not None:
            names.append(element.qname)
            element = element.parent
        place = "/".join(names)
    return f"{place}/@{found.attribute}" if found.attribute else place


def _of_many(one: Diagnostic, number: int) -> Diagnostic:
    """Return what stands for all findings of a rule that are not listed; it has the place of the first of them."""
    text = f"{one.text} Here and behind, this rule found {number:,} more in this file, which are not listed."
    return replace(one, text=text, count=number, is_counted=True)


def _with_short_values(text: str) -> str:
    """Return a sentence that is not too long: its values are cut off first, so that what it says of them stays."""
    if len(text) > _LONGEST_TEXT:
        text = _LONG_RUN.sub(r"\1…", _LONG_QUOTATION.sub(r"\1…", text))
    return _shortened(text, _LONGEST_TEXT)


def _shortened(value: str, most: int = _LONGEST_VALUE) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"
