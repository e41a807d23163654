"""What a rule is, how it is declared, and how its documentation is read from its docstring.

A rule is a row of a table (`feedpub.validator.rows`) or one function. Its name in the catalogue is the bad pattern
(`atom/entry-without-updated`), its documentation holds the summary, the reason and two examples; everything that is
printed about a rule comes from here.
"""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from feedpub.model.records import Kind, Level
from feedpub.text.xml import Element
from feedpub.validator.readers import harmed

if TYPE_CHECKING:
    from types import ModuleType

    from feedpub.io.plugins import Plugin
    from feedpub.validator.document import JsonNode, ParsedDocument
    from feedpub.validator.live import Role

    Node: TypeAlias = Element | JsonNode

Check: TypeAlias = Callable[..., "Iterable[Found]"]
"""`(element, document)`, `(document)`, `(folder)` or `(visit, site)` -> what is wrong, by the scope of the rule."""


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
    LIVE = "live"
    """What a live site answers for one address (`live.Visit`), in the roles that its selectors name."""


DOCUMENT = Scope.DOCUMENT
ANY_DOCUMENT = Scope.ANY_DOCUMENT
FOLDER = Scope.FOLDER
LIVE = Scope.LIVE

FEEDS = frozenset({Kind.RSS, Kind.ATOM})
"""For rules about Atom elements and extensions, wherever they stand: RSS documents borrow them."""
OLDER = frozenset({Kind.RDF, Kind.ATOM03})
"""Formats that are read by rules of their own, with the extensions of the others."""
_OF_FEEDS = ("link", "fh", "xhtml")
"""Areas whose rules are about feeds in XML."""
_OF_EXTENSIONS = (
    *("extension", "geo", "georss", "itunes", "media", "opensearch", "podcast"),
    *("slash", "sy", "thr", "wfw"),
)
"""Areas whose rules are about elements that stand in feeds of any format in XML."""
_KINDS = {
    "rss": frozenset({Kind.RSS}),
    "atom": frozenset({Kind.ATOM}),
    "jsonfeed": frozenset({Kind.JSONFEED}),
    "json": frozenset({Kind.JSONFEED}),
    "sitemap": frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX}),
    "rdf": frozenset({Kind.RDF}),
    "atom03": frozenset({Kind.ATOM03}),
    **dict.fromkeys(_OF_FEEDS, FEEDS),
    **dict.fromkeys(_OF_EXTENSIONS, FEEDS | OLDER),
}
_JSON = frozenset({Kind.JSONFEED})
_XML = frozenset(Kind) - _JSON


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
    instead: str = ""
    """The one value that can be meant by `found`; empty where there is none, or more than one."""
    line: int | None = None
    """The place, where no element marks it."""
    column: int | None = None
    path: str = ""
    """The path, where no element marks it."""
    document: ParsedDocument | None = None
    """For rules over a folder: the document concerned."""
    apart: str = ""
    """What tells it from other findings of the rule at the same path: those that have the same are counted as one."""
    count: int = 1
    """How often it was found, where the rule has counted."""


class Outline(NamedTuple):
    """What an element (or JSON value) has, whatever it says there: few outlines make up a document."""

    name: str
    parent: str
    """Name of the element around it, if any; "" for JSON."""
    kind: type
    """Element, or the type of the JSON value."""
    attributes: tuple[str, ...]
    children: tuple[str, ...]
    """Names of the child elements in their order; the keys of a JSON object."""
    types: tuple[type, ...]
    """The types of the values in a JSON object or list, in their order."""


def outline_of(node: Node) -> tuple[str, str, type, tuple[str, ...], tuple[str, ...], tuple[type, ...]]:
    """Return the parts of the outline of an element (or JSON value)."""
    if isinstance(node, Element):
        above, children = node.parent, node.children
        names = tuple([child.name for child in children]) if children else ()
        return node.name, above.name if above is not None else "", Element, tuple(node.attributes), names, ()
    value = node.value
    if isinstance(value, dict):
        return node.name, "", dict, (), tuple(value), tuple(map(type, value.values()))
    return node.name, "", type(value), (), (), tuple(map(type, value)) if isinstance(value, list) else ()


Gate: TypeAlias = Callable[["Node"], object]
"""A quick look at an element itself: whether any of the rules that share it can find something there."""
Concern: TypeAlias = Callable[[Outline], object]
"""Whether a rule can find something in an element of that outline: asked once for many, before any is shown."""


def having(*names: str) -> Concern:
    """Return the concern for elements with one of these children or (`@href`) attributes; `*` and `@*` are any."""
    wanted = frozenset(names)

    def concerns(outline: Outline) -> object:
        attributes = {"@*", *(f"@{name}" for name in outline.attributes)} if outline.attributes else ()
        children = {"*", *outline.children} if outline.children else ()
        return not wanted.isdisjoint((*attributes, *children))

    return concerns


class Row(Struct, frozen=True):
    """What a rule is that says what many say: the elements it is shown, and the test that was made for them."""

    selectors: tuple[str, ...]
    check: Check
    concerns: Concern | None = None
    gate: Gate | None = None


class Example(Struct, frozen=True, kw_only=True):
    """A document or fragment that trips a rule (`bad`) or does not."""

    text: str
    language: str
    """`xml`, `json`, `http` or `text`."""
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

    For JSON `$`, `$.items[]`, `$.items[].id`; for what a live site answers the roles of the addresses.
    """
    kinds: frozenset[Kind]
    passes_plain: bool
    """Whether it finds nothing in an entry of a sitemap that is one loc and at most one lastmod, both mere text."""
    check: Check
    concerns: Concern | None = None
    """Which of the elements that its selectors name it is shown: None for all."""
    gate: Gate | None = None
    """Asked of each element, once for all rules that share it, before they are shown it; they need no document."""
    needs_document: bool = False
    """Whether more than the time, the entry that an element stands in, and the start tags around that, decides what it
    finds there: it is shown the element even where that entry was validated before. Asked of rules of feedpub alone."""
    needs_now: bool = False
    """Whether it tells that something is too old: it is not run where the moment is not known, which other rules take
    for one that all dates lie before."""
    plugin: Plugin | None = None
    """Where it comes from; None for feedpub itself."""
    harms: tuple[str, ...] = ()
    """The readers and directories that lose something by what it finds: names of `feedpub.validator.readers`."""
    doc: str = ""
    """Summary, reason and examples of a row, as they are written; those of a function are its docstring."""

    @property
    def summary(self) -> str:
        """What is wrong, in one sentence."""
        return self._documentation.summary

    @property
    def why(self) -> str:
        """Whom it harms, and how."""
        return self._documentation.why

    @property
    def bad(self) -> tuple[Example, ...]:
        """Examples that trip the rule."""
        return self._documentation.bad

    @property
    def good(self) -> tuple[Example, ...]:
        """Examples that do not."""
        return self._documentation.good

    @property
    def _documentation(self) -> _Documentation:
        return _documentation(self.doc or self.check.__doc__ or "")

    @property
    def area(self) -> str:
        """The part of the name before the slash."""
        return self.name.partition("/")[0]


class Declare(Protocol):
    """Makes a rule of a function, whose docstring is the documentation, or of a row."""

    def __call__(self, what: Check | Row, doc: str = "", /) -> Rule:
        """Return the rule."""


def rule(  # noqa: PLR0913 - a declaration: each part is named where it is used
    name: str,
    level: Level,
    *,
    on: str | tuple[str, ...] | Scope = (),
    spec: str,
    refs: tuple[str, ...] = (),
    kinds: frozenset[Kind] | None = None,
    concerns: Concern | None = None,
    gate: Gate | None = None,
    passes_plain: bool = False,
    needs_document: bool = False,
    needs_now: bool = False,
    harms: tuple[str, ...] = (),
    roles: tuple[Role, ...] = (),
) -> Declare:
    """Declare a rule of the catalogue: a function, or a row of `feedpub.validator.rows` with its documentation.

    `on` is one or more selectors, or a Scope; a row brings its own, and what it `concerns`. `refs` are event classes
    of the W3C feed validator.
    `gate` is a look that rules share, which are shown the elements alone for which it holds; a row brings its own.
    `kinds` limits the rule to kinds of documents; by default the part of the name before the slash decides, and where
    that is no format, it is for JSON Feed if its selectors begin with `$`, else for XML. For `passes_plain`,
    `needs_document` and `needs_now` see Rule. `harms` are the readers that the rule names, to which
    `readers.harmed` adds those of its area. `roles` are what a rule over a live site is shown.
    """
    scope = on if isinstance(on, Scope) else Scope.ELEMENT
    selectors = tuple(role.value for role in roles) if isinstance(on, Scope) else (on,) if isinstance(on, str) else on
    is_json = bool(selectors) and all(selector.startswith("$") for selector in selectors)

    def declare(what: Check | Row, doc: str = "", /) -> Rule:
        check = what.check if isinstance(what, Row) else what
        return Rule(
            name=name,
            level=level,
            spec=spec,
            refs=tuple(f"w3c:{ref}" for ref in refs),
            scope=scope,
            selectors=what.selectors if isinstance(what, Row) else selectors,
            kinds=kinds if kinds is not None else _KINDS.get(name.partition("/")[0], _JSON if is_json else _XML),
            passes_plain=passes_plain,
            check=check,
            concerns=what.concerns if isinstance(what, Row) else concerns,
            gate=what.gate if isinstance(what, Row) else gate,
            needs_document=needs_document,
            needs_now=needs_now,
            harms=harmed(name.partition("/")[0], level, refs, harms),
            doc=doc,
        )

    return declare


_FENCE = re.compile(r"^```(\w+) (bad|good)(?: in=([\w:-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class _Documentation(Struct, frozen=True):
    summary: str
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


@cache
def _documentation(doc: str) -> _Documentation:
    """Read summary (first paragraph), reason (the next ones) and examples (fenced blocks) from a rule's documentation.

    Only when somebody asks: hundreds of rules are declared at each start, and few find something.
    """
    text = inspect.cleandoc(doc)
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


def unmatched(patterns: Iterable[str], rules: Iterable[Rule]) -> list[str]:
    """Return the names and globs that no rule has."""
    names = [one.name for one in rules]
    return [pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for name in names)]


def rules_in(*modules: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that modules declare, by name; nothing depends on the order of imports.

    Raises ValueError when two rules have one name.
    """
    found: dict[str, Rule] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule) and found.setdefault(value.name, value) is not value:
                raise ValueError(f"two rules are called {value.name}")
    return tuple(found[name] for name in sorted(found))


def levelled(rules: Iterable[Rule], levels: dict[str, Level | None]) -> Iterator[tuple[Rule, Level]]:
    """Return each rule that is switched on with its level; `levels` maps names or globs, the last match wins."""
    for one in rules:
        level: Level | None = one.level
        for pattern, wanted in levels.items():
            if fnmatchcase(one.name, pattern):
                level = wanted
        if level is not None:
            yield one, level
