"""What a document holds, as data: elements, what stands beside them, and why it could not be read to its end.

Nothing here knows how it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 512
"""Elements inside each other; real feeds stay below 40, even with XHTML content."""
MOST_ELEMENTS = 150_000
"""Elements of a document that are in memory together; real feeds have some ten thousand, and those of a sitemap are
let go of."""
MOST_ATTRIBUTES = 1000
"""Of one element."""
_REPEATED = frozenset({"item", "entry", "url", "sitemap"})


class Element:
    """One element: where it stands, what it is called, what it holds.

    `name` is the field's usual name (`item`, `atom:link`, `dc:date`) whatever prefix the document uses, and
    `{namespace}local` where the namespace is unknown; `{}local` is in none, and no element of its format there.
    `qname` is the name as written. `attributes` are keyed by the usual name, too. `nodes` are child elements and
    character data in order, `children` the elements among them: `add` and `forget` keep the two together. `text` is the
    character data directly inside, joined, white space and all; empty until the element has ended. Lines and columns
    count from 1.
    """

    __slots__ = (
        "attributes",
        "children",
        "column",
        "counts",
        "firsts",
        "line",
        "local",
        "name",
        "namespace",
        "nodes",
        "ordinal",
        "parent",
        "qname",
        "text",
    )

    def __init__(
        self,
        names: tuple[str, str, str, str],
        attributes: dict[str, str],
        parent: Element | None,
        line: int,
        column: int,
    ) -> None:
        self.name, self.namespace, self.local, self.qname = names
        self.attributes = attributes
        self.parent = parent
        self.line = line
        self.column = column
        self.text = ""
        self.nodes: list[Element | str] = []
        self.children: list[Element] = []
        self.firsts: dict[str, Element] | None = None
        """The first child of each name; None while there is none."""
        self.counts: dict[str, int] = {}
        self.ordinal = 1
        if parent is not None:
            self.ordinal = parent.counts[self.qname] = parent.counts.get(self.qname, 0) + 1

    def add(self, element: Element) -> None:
        """Add a child element, one that was made with this as its parent."""
        self.nodes.append(element)
        self.children.append(element)
        if self.firsts is None:
            self.firsts = {element.name: element}
        elif element.name not in self.firsts:
            self.firsts[element.name] = element

    def forget(self) -> None:
        """Let go of all that it holds: elements and their children hold each other, which costs memory for long."""
        self.nodes.clear()
        self.children.clear()
        self.firsts = None

    def end(self) -> None:
        """Take the text together: a score of rules ask for it."""
        nodes = self.nodes
        if len(nodes) == 1 and isinstance(nodes[0], str):
            self.text = nodes[0]
        elif nodes:
            self.text = "".join([node for node in nodes if isinstance(node, str)])

    @property
    def whole_text(self) -> str:
        """The character data inside, at any depth, in order."""
        if not self.children:
            return self.text
        return "".join(node if isinstance(node, str) else node.whole_text for node in self.nodes)

    def get(self, attribute: str) -> str | None:
        """Return an attribute's value by its usual name (`href`, `xml:lang`), None when absent."""
        return self.attributes.get(attribute)

    def all(self, name: str) -> list[Element]:
        """Return the child elements of that usual name."""
        if self.firsts is None or name not in self.firsts:
            return []
        return [child for child in self.children if child.name == name]

    def child(self, name: str) -> Element | None:
        """Return the first child element of that usual name."""
        return None if self.firsts is None else self.firsts.get(name)

    def walk(self) -> Iterator[Element]:
        """Return this element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def inherited(self, attribute: str) -> str | None:
        """Return the attribute of this element or its nearest ancestor that has it (`xml:lang`, `xml:base`)."""
        element: Element | None = self
        while element is not None:
            if attribute in element.attributes:
                return element.attributes[attribute]
            element = element.parent
        return None

    @property
    def path(self) -> str:
        """`/rss/channel/item[2]/guid`: an XPath with the names as written."""
        steps: list[str] = []
        element: Element | None = self
        while element is not None:
            steps.append(step(element.qname, element.ordinal, is_root=element.parent is None))
            element = element.parent
        return "/" + "/".join(reversed(steps))

    def __repr__(self) -> str:
        """Show the place, for people who debug rules."""
        return f"<{self.path} at {self.line}:{self.column}>"


def step(qname: str, ordinal: int, *, is_root: bool) -> str:
    """Return one step of the path of an element: its name, and its number among those of that name."""
    numbered = ordinal > 1 or (not is_root and qname.rpartition(":")[2] in _REPEATED)
    return f"{qname}[{ordinal}]" if numbered else qname


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with a document itself: `code` is what kind of fault it is, `text` says it in a sentence."""

    code: str
    text: str
    line: int
    column: int
    hint: str = ""
    """What to do, in a sentence; empty where the kind of fault says it."""
    found: str = ""
    """What stands there: the reference, the character, the name."""
    path: str = ""
    """The path of the innermost element that is open there; empty where it is not known."""
    count: int = 1
    """How often the same is wrong at the same path; the place is that of the first."""


class Entity(Struct, frozen=True, kw_only=True):
    """An entity that the document declares; `system` is its address when it is external."""

    name: str
    system: str
    line: int
    column: int


class NamespaceDeclaration(Struct, frozen=True, kw_only=True):
    """`xmlns:prefix="uri"`, where it stands; the prefix is empty for the default namespace."""

    prefix: str
    uri: str
    line: int
    column: int


class Instruction(Struct, frozen=True, kw_only=True):
    """A processing instruction such as `xml-stylesheet`."""

    target: str
    data: str
    line: int
    column: int


class Prolog(Struct):
    """What a document says beside its elements; filled while it is read."""

    version: str = ""
    encoding: str = ""
    doctype: str = ""
    doctype_line: int = 0
    doctype_public: str = ""
    doctype_system: str = ""
    doctype_internal: bool = False
    """Whether declarations stand inside the DOCTYPE."""
    entities: list[Entity] = field(default_factory=list)
    skipped_entities: list[Entity] = field(default_factory=list)
    """References that were passed over: to external or unknown entities."""
    namespaces: list[NamespaceDeclaration] = field(default_factory=list)
    instructions: list[Instruction] = field(default_factory=list)
    used_namespaces: set[str] = field(default_factory=set)
    """The namespaces that some element or attribute is in."""
