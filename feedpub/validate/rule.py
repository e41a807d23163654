"""What a rule is, how it is declared, and how its documentation is read from its docstring.

A rule is one function. Its name in the catalogue is the bad pattern (`atom/entry-without-updated`), its docstring
holds the summary, the reason and two examples; everything that is printed about a rule comes from here.
"""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from feedpub.model.records import Kind, Level

if TYPE_CHECKING:
    from types import ModuleType

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document, JsonNode

    Node: TypeAlias = Element | JsonNode

Check: TypeAlias = Callable[..., "Iterable[Found]"]
"""`(element, document)`, `(document)` or `(folder)` -> what is wrong, by the scope of the rule."""


class Scope(enum.Enum):
    """What a rule is shown."""

    ELEMENT = "element"
    """Each element (or JSON value) that one of its selectors names, when it ends."""
    DOCUMENT = "document"
    """The whole document, once, if it could be read to its end."""
    ANY_DOCUMENT = "any document"
    """The document, once, also when reading it broke off."""
    FOLDER = "folder"
    """All documents of a folder together."""


DOCUMENT = Scope.DOCUMENT
ANY_DOCUMENT = Scope.ANY_DOCUMENT
FOLDER = Scope.FOLDER

_KINDS = {
    "rss": frozenset({Kind.RSS}),
    "atom": frozenset({Kind.ATOM}),
    "jsonfeed": frozenset({Kind.JSONFEED}),
    "json": frozenset({Kind.JSONFEED}),
    "sitemap": frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX}),
}
_XML = frozenset({Kind.RSS, Kind.ATOM, Kind.SITEMAP, Kind.SITEMAPINDEX, Kind.UNKNOWN})


class Found(Struct, frozen=True, kw_only=True):
    """One finding of a rule. Without `at` it lies on the element the rule was shown, or on the document."""

    text: str
    """What was found, in one sentence, with the value."""
    at: Node | None = None
    attribute: str = ""
    """The attribute concerned, by its usual name."""
    missing: str = ""
    """The name of the child element, attribute or key that should be there; the place is its parent's."""
    hint: str = ""
    """What to write instead; the rule's own hint when empty."""
    found: str = ""
    """The value in question."""
    line: int | None = None
    """The place, where no element marks it."""
    column: int | None = None
    path: str = ""
    """The path, where no element marks it."""
    document: Document | None = None
    """For rules over a folder: the document concerned."""


class Example(Struct, frozen=True, kw_only=True):
    """A document or fragment that trips a rule (`bad`) or does not."""

    text: str
    language: str
    """`xml`, `json` or `text`."""
    inside: str = ""
    """The container a fragment belongs in (`item`, `entry`, `channel`, `feed`, `url`); empty: a whole document."""


class Rule(Struct, frozen=True, kw_only=True):
    """One rule of the catalogue, with all that is ever said about it."""

    name: str
    level: Level
    spec: str
    """The section of the specification or the practice of readers it states."""
    refs: tuple[str, ...]
    scope: Scope
    selectors: tuple[str, ...]
    """`item`, `atom:link`, `channel/title`, `itunes:*`, `*`, `@xml:lang` (whatever has the attribute).

    For JSON `$`, `$.items[]`, `$.items[].id`.
    """
    kinds: frozenset[Kind]
    passes_plain: bool
    """Whether it finds nothing in an entry of a sitemap that is one loc and at most one lastmod, both mere text."""
    check: Check

    @property
    def summary(self) -> str:
        """What is wrong, in one sentence."""
        return _documentation(self.check).summary

    @property
    def why(self) -> str:
        """Whom it harms, and how."""
        return _documentation(self.check).why

    @property
    def bad(self) -> tuple[Example, ...]:
        """Examples that trip the rule."""
        return _documentation(self.check).bad

    @property
    def good(self) -> tuple[Example, ...]:
        """Examples that do not."""
        return _documentation(self.check).good

    @property
    def area(self) -> str:
        """The part of the name before the slash."""
        return self.name.partition("/")[0]


def rule(  # noqa: PLR0913 - a declaration: each part is named where it is used
    name: str,
    level: Level,
    *,
    on: str | tuple[str, ...] | Scope,
    spec: str,
    refs: tuple[str, ...] = (),
    kinds: frozenset[Kind] | None = None,
    passes_plain: bool = False,
) -> Callable[[Check], Rule]:
    """Declare a function as a rule of the catalogue.

    `on` is one or more selectors, or a Scope. `refs` are event classes of the W3C feed validator. `kinds` limits
    the rule to kinds of documents; by default the part of the name before the slash decides.
    For `passes_plain` see Rule.
    """
    scope = on if isinstance(on, Scope) else Scope.ELEMENT
    selectors = () if isinstance(on, Scope) else (on,) if isinstance(on, str) else on

    def declare(check: Check) -> Rule:
        return Rule(
            name=name,
            level=level,
            spec=spec,
            refs=tuple(f"w3c:{ref}" for ref in refs),
            scope=scope,
            selectors=selectors,
            kinds=kinds if kinds is not None else _KINDS.get(name.partition("/")[0], _XML),
            passes_plain=passes_plain,
            check=check,
        )

    return declare


_FENCE = re.compile(r"^```(\w+) (bad|good)(?: in=([\w:-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class _Documentation(Struct, frozen=True):
    summary: str
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


@cache
def _documentation(check: Check) -> _Documentation:
    """Read summary (first paragraph), reason (the next ones) and examples (fenced blocks) from a docstring.

    Only when somebody asks: hundreds of rules are declared at each start, and few find something.
    """
    text = inspect.getdoc(check) or ""
    examples = [
        (verdict == "bad", Example(text=body, language=language, inside=inside))
        for language, verdict, inside, body in _FENCE.findall(text)
    ]
    paragraphs = [" ".join(part.split()) for part in _FENCE.sub("", text).split("\n\n") if part.strip()]
    return _Documentation(
        summary=paragraphs[0] if paragraphs else "",
        why=" ".join(paragraphs[1:]),
        bad=tuple(example for is_bad, example in examples if is_bad),
        good=tuple(example for is_bad, example in examples if not is_bad),
    )


def rules_in(*modules: ModuleType) -> tuple[Rule, ...]:
    """Give the rules that modules declare, by name; nothing depends on the order of imports.

    Raises ValueError when two rules have one name.
    """
    found: dict[str, Rule] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule) and found.setdefault(value.name, value) is not value:
                raise ValueError(f"two rules are called {value.name}")
    return tuple(found[name] for name in sorted(found))


def levelled(rules: Iterable[Rule], levels: dict[str, Level | None]) -> Iterator[tuple[Rule, Level]]:
    """Give each rule that is switched on with its level; `levels` maps names or globs, the last match wins."""
    for one in rules:
        level: Level | None = one.level
        for pattern, wanted in levels.items():
            if fnmatchcase(one.name, pattern):
                level = wanted
        if level is not None:
            yield one, level
