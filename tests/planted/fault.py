"""One mistake in a document: where it is made, and the rules of which one must speak up there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeAlias

from feedpub.model.records import Level
from tests.planted.looks import CLEAN
from tests.validator.mutations import check_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.model.records import Diagnostic
    from tests.planted.looks import Look

_SEVERITY = {Level.INFO: 0, Level.WARNING: 1, Level.ERROR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A document with a mistake, and the lines of the mistake."""

    text: str
    first: int
    last: int


Plant: TypeAlias = Callable[[str, int], Edit | None]
"""Makes the mistake in a text, at one of its places by a number; nothing where there is no place for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A kind of mistake in some formats; `plant` makes it, with a number that says at which of the places there are."""

    kind: str
    formats: tuple[str, ...]
    rules: tuple[str, ...]
    plant: Plant
    level: Level = Level.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A clean document in which a mistake was made."""

    fault: Fault
    look: Look
    edition: int
    edit: Edit

    @property
    def name(self) -> str:
        return f"{self.fault.kind}-{self.look.name}-{self.edition}"

    @property
    def data(self) -> bytes:
        """The bytes; a lone surrogate stands for a byte that is no UTF-8."""
        return self.edit.text.encode("utf-8", "surrogateescape")

    def said(self) -> tuple[Diagnostic, ...]:
        """Return what the validator says of the document."""
        return check_bytes(self.data, f"{self.name}.xml", self.look.url(self.edition)).diagnostics

    def is_named_by(self, one: Diagnostic) -> bool:
        """Return whether a message is about the mistake: by its rule, at its place, no weaker than it should be."""
        return (
            any(fnmatchcase(one.code, rule) for rule in self.fault.rules)
            and self.edit.first <= (one.where.line or 0) <= self.edit.last
            and _SEVERITY[one.level] >= _SEVERITY[self.fault.level]
        )

    def is_found(self) -> bool:
        return any(map(self.is_named_by, self.said()))


def planted(faults: Iterable[Fault], kind: str = "") -> Iterator[Planted]:
    """Return each mistake, or those of a kind, in each look of its formats that has a place for it.

    Each time it is in the next edition.
    """
    return (
        Planted(fault=fault, look=look, edition=edition, edit=edit)
        for number, fault in enumerate(faults)
        if kind in {"", fault.kind}
        for place, (look, edition) in enumerate(CLEAN)
        if look.format in fault.formats
        and edition == (number + place // 3) % 3
        and (edit := fault.plant(look.write(edition), number + place)) is not None
    )


def always(text: str) -> Callable[[re.Match[str]], str]:
    """Return what replaces whatever is found by one text, as it is: a pattern's own replacement reads backslashes."""
    return lambda _: text


def swap(pattern: str, replacement: str | Callable[[re.Match[str]], str], within: str = "") -> Plant:
    """Return what replaces one match of a pattern: its group `at` where it has one.

    Expected is a message on the lines from the tag before the mistake to its end; or anywhere in the element `within`
    that holds it, and with `*` anywhere in the document.
    """
    compiled = re.compile(pattern, re.DOTALL)
    group = "at" if "at" in compiled.groupindex else 0

    def plant(text: str, number: int) -> Edit | None:
        matches = list(compiled.finditer(text))
        if not matches:
            return None
        match = matches[number % len(matches)]
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        start, end = match.span(group)
        changed = text[:start] + new + text[end:]
        first, last = _place(changed, start, start + len(new), within)
        return Edit(text=changed, first=first, last=last)

    return plant


def drop(pattern: str, within: str = "") -> Plant:
    """Return what takes one match of a pattern away."""
    return swap(pattern, "", within)


def behind(pattern: str, addition: str, within: str = "") -> Plant:
    """Return what adds something behind one match of a pattern."""
    return swap(pattern, lambda match: match[0] + match.expand(addition), within)


def twice(pattern: str, within: str = "") -> Plant:
    """Return what repeats one match of a pattern."""
    return swap(pattern, lambda match: match[0] + match[0], within)


def _place(text: str, start: int, end: int, within: str) -> tuple[int, int]:
    """Return the first and the last line on which a message is expected."""
    if within == "*":
        return 1, text.count("\n") + 1
    opening, closing = (f"<{within}", f"</{within}>" if within else "") if text.startswith("<") else (within, "\n    }")
    begin = max(text.rfind(opening, 0, start + 1), 0)
    if within:
        close = text.find(closing, end)
        end = len(text) if close < 0 else close + len(closing)
    return text.count("\n", 0, begin) + 1, text.count("\n", 0, end) + 1
