"""Which rules apply to what: the catalogue, with the levels of a configuration, made quick to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.validator.rule import Outline, Scope, levelled, outline_of
from feedpub.validator.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from feedpub.model.records import Kind, Level
    from feedpub.validator.rule import Gate, Node, Rule

Applied = tuple["Rule", "Level"]
"""A rule with the level at which it is switched on."""


class Wanted(NamedTuple):
    """The rules that can find something in elements of one outline."""

    always: tuple[Applied, ...]
    gated: tuple[tuple[Gate, tuple[Applied, ...]], ...]
    """Those that share a look at the element itself, which comes before them."""


FOR_LOCAL: Final[Mapping[str, Level | None]] = {"*/*local-host": None, "*/url-local": None}
"""Levels where a site is for this machine or network alone: its addresses are right."""
_ENOUGH: Final = 1 << 14
"""Outlines that are remembered: more than a thousand feeds have, and no more than a hostile one may cost."""


class Ruleset:
    """The rules that are switched on. Look-ups are remembered, so keep one for a whole run."""

    def __init__(self, rules: Iterable[Rule], levels: Mapping[str, Level | None] | None = None) -> None:
        self.is_ours = rules is RULES
        """Whether these are the rules of the catalogue and no others, at whatever levels."""
        self._active = tuple(levelled(rules, dict(levels or {})))
        self._names: dict[tuple[Kind, str, str], tuple[Applied, ...]] = {}
        self._outlines: dict[Hashable, Wanted] = {}
        self._scopes: dict[tuple[Kind | None, Scope], tuple[Applied, ...]] = {}
        self._by_local: dict[str, list[tuple[str, Applied]]] = {}
        for one, level in self._active:
            for selector in one.selectors if one.scope is Scope.ELEMENT else ():
                parent, _, own = selector.rpartition("/")
                self._by_local.setdefault(own, []).append((parent, (one, level)))

    def for_node(self, kind: Kind, name: str, parent: str) -> tuple[Applied, ...]:
        """Return the rules for an element (or JSON value) by its usual name and that of its parent."""
        key = (kind, name, parent)
        found = self._names.get(key)
        if found is None:
            found = self._names[key] = tuple(self._matching(kind, name, parent))
        return found

    def for_shown(self, kind: Kind, node: Node, *, plain: bool = False) -> Wanted:
        """Return the rules that can find something in an element (or JSON value), by its outline.

        `plain` is for a plain entry of a sitemap (`Rule.passes_plain`).
        """
        outline = outline_of(node)
        found = self._outlines.get((kind, plain, outline))
        if found is None:
            if len(self._outlines) >= _ENOUGH:
                self._outlines.clear()
            found = self._outlines[kind, plain, outline] = _sorted(self._concerned(kind, plain, Outline(*outline)))
        return found

    def _concerned(self, kind: Kind, plain: bool, outline: Outline) -> Iterable[Applied]:  # noqa: FBT001 - a key
        for applied in self.for_node(kind, outline.name, outline.parent):
            one = applied[0]
            if not (plain and one.passes_plain) and (one.concerns is None or one.concerns(outline)):
                yield applied
        for name in outline.attributes:
            yield from self.for_node(kind, f"@{name}", "")

    def _matching(self, kind: Kind, name: str, parent: str) -> Iterable[Applied]:
        family = name.rpartition(":")[0]
        patterns = (name,) if name.startswith("@") else (name, f"{family}:*", "*")
        seen: set[str] = set()
        for pattern in patterns:
            for wanted_parent, applied in self._by_local.get(pattern, ()):
                fits = not wanted_parent or wanted_parent == parent
                if fits and kind in applied[0].kinds and applied[0].name not in seen:
                    seen.add(applied[0].name)
                    yield applied

    def for_scope(self, kind: Kind | None, scope: Scope) -> tuple[Applied, ...]:
        """Return the rules over whole documents of a kind, or (kind None) over folders."""
        key = (kind, scope)
        found = self._scopes.get(key)
        if found is None:
            found = self._scopes[key] = tuple(
                (one, level)
                for one, level in self._active
                if one.scope is scope and (kind is None or kind in one.kinds)
            )
        return found


def _sorted(rules: Iterable[Applied]) -> Wanted:
    """Return rules, each once, with those together that share a gate."""
    always: list[Applied] = []
    gated: dict[Gate, list[Applied]] = {}
    for applied in {applied[0].name: applied for applied in rules}.values():
        gate = applied[0].gate
        (always if gate is None else gated.setdefault(gate, [])).append(applied)
    return Wanted(tuple(always), tuple((gate, tuple(several)) for gate, several in gated.items()))
