"""A document as rules see it: what it is, where it is published, its tree, and the facts it states."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct, field

from feedpub.model.records import Kind
from feedpub.text import patterns
from feedpub.text.xml import Prolog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from feedpub.text.encoding import Encoding
    from feedpub.text.positions import JsonPlaces
    from feedpub.text.xml import Element, Fault
    from feedpub.validator.facts import Facts

JsonPath: TypeAlias = tuple[str | int, ...]

_LINE_END = patterns.lazy(rb"\r\n?|\n")


class PublishedFiles(Protocol):
    """The files that a document is published among, by their paths below the address of the site."""

    @property
    def base_url(self) -> str | None:
        """The address of the folder that paths are below."""

    def has_file(self, path: str) -> bool:
        """Whether there is a file or folder."""

    def size(self, path: str) -> int | None:
        """Return the bytes of a file; None where there is none."""

    def read(self, path: str) -> bytes:
        """Return a file, of a page its beginning; empty when there is none that can be read."""

    def has_pages(self) -> bool:
        """Whether there are HTML pages: whether it is a whole site and not only its feeds."""


class Source(Struct, frozen=True, kw_only=True):
    """Bytes to be checked: `path` is what messages call them, `url` the address of publication where known."""

    path: str
    open: Callable[[], Iterable[bytes]]
    """Returns the bytes as stored, in chunks of any size; may be called again."""
    url: str | None = None
    files: PublishedFiles | None = None
    """What lies around it, where that is known and to be looked at."""
    is_own: bool = False
    """Whether this build has made it: it is checked to its end, whatever that costs."""


class Replacement(Struct, frozen=True):
    """A value that is to take the place of another in an element: in its text, or in the attribute named."""

    line: int
    column: int
    qname: str
    attribute: str
    old: str
    new: str


class ParsedDocument(Struct, kw_only=True, eq=False):
    """What is known of one document; filled while it is read, then shown to the rules.

    `root` is an XML document's tree (without what was released while streaming), `json` a JSON Feed's.
    `facts` is what the document says to other documents: ids, links, dates, locs.
    """

    path: str
    url: str | None
    now: datetime
    facts: Facts
    files: PublishedFiles | None = None
    """What lies around it; rules that compare with that say nothing where it is None."""
    is_own: bool = False
    """Whether this build has made it."""
    kind: Kind = Kind.UNKNOWN
    size: int = 0
    """Bytes, unpacked."""
    is_listing: bool = False
    """Whether it is a sitemap of text, a line for each address: then it has neither `root` nor `json`."""
    packed: bool = False
    """Whether the bytes came gzipped."""
    encoding: Encoding | None = None
    prolog: Prolog = field(default_factory=Prolog)
    fault: Fault | None = None
    """Why it could not be read to its end."""
    recovered: tuple[Fault, ...] = ()
    """What is wrong with its syntax where reading could go on behind it."""
    root: Element | None = None
    json: JsonNode | None = None
    fixes: list[Replacement] = field(default_factory=list)
    """What rules say can only be meant, where they say something else is wrong."""
    has_repeated_keys: bool = False
    """Whether a key of JSON stands twice in one object."""
    head: bytes = b""
    """The first bytes, unpacked."""
    data: bytes | bytearray = b""
    """All bytes read so far, as the parser was given them (UTF-8 as a rule); empty for streamed sitemaps."""
    _line_starts: list[int] = field(default_factory=list)
    _scanned: int = 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong with its syntax, as far as it could be read."""
        return (*self.recovered, self.fault) if self.fault is not None else self.recovered

    def line(self, number: int) -> str:
        """Return a line as it is written, without its end; "" where there is none or bytes are not kept."""
        starts = self._starts()
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.data)
        return self.data[starts[number - 1] : end].decode("utf-8", "replace").rstrip("\r\n")

    def source_of(self, element: Element) -> str:
        """Return an element as it is written, from its start tag to its end tag; "" where bytes are not kept."""
        starts = self._starts()
        if element.line > len(starts):
            return ""
        begin = self.data.find(b"<" + element.qname.encode(), starts[element.line - 1] + element.column - 1)
        end = self.data.find(b"</" + element.qname.encode(), begin)
        return self.data[begin:end].decode("utf-8", "replace") if 0 <= begin < end else ""

    def forget_tree(self) -> None:
        """Keep the facts alone: what the rules over a folder need, and a thousandth of the memory."""
        if self.root is not None:
            for element in [one for one in self.root.walk() if one.children]:
                element.forget()
        self.root = self.json = self.files = None
        self.data = b""
        self._line_starts.clear()

    def _starts(self) -> list[int]:
        """Return the offset of each line that was read so far."""
        starts = self._line_starts
        if len(self.data) > self._scanned:
            begin = starts.pop() if starts else 0
            starts.append(begin)
            starts.extend(match.end() for match in _LINE_END.finditer(self.data, begin))
            self._scanned = len(self.data)
        return starts


class JsonNode:
    """A value of a JSON document and where it stands: `$.items[0].id`.

    `name` is the path with indexes left out, as selectors write it: `$.items[].id`.
    """

    __slots__ = ("above", "name", "places", "step", "value")

    def __init__(
        self,
        value: Any,  # noqa: ANN401 - whatever JSON holds
        places: JsonPlaces,
        name: str = "$",
        above: JsonNode | None = None,
        step: str | int = "$",
    ) -> None:
        self.value = value
        self.places = places
        self.name = name
        self.above = above
        self.step = step

    @property
    def path(self) -> JsonPath:
        """The keys and indexes that lead to this value."""
        steps: list[str | int] = []
        node = self
        while node.above is not None:
            steps.append(node.step)
            node = node.above
        return tuple(reversed(steps))

    @property
    def line(self) -> int:
        """Line of the key (of the value in a list)."""
        return self.places.key(self.path).line

    @property
    def column(self) -> int:
        """Column of the key (of the value in a list)."""
        return self.places.key(self.path).column

    @property
    def qname(self) -> str:
        """The key this value stands under; the nearest one for a value in a list, `$` at the top."""
        node = self
        while isinstance(node.step, int) and node.above is not None:
            node = node.above
        return str(node.step)

    @property
    def xpath(self) -> str:
        """`$.items[0].id`."""
        return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)

    def child(self, step: str | int) -> JsonNode | None:
        """Return the value under a key or at an index, None when there is none."""
        value = self.value
        if isinstance(step, str):
            found = isinstance(value, dict) and step in value
        else:
            found = isinstance(value, list) and 0 <= step < len(value)
        return self._below(step, value[step]) if found else None

    def children(self) -> Iterator[JsonNode]:
        """Return the values directly inside."""
        if isinstance(self.value, dict | list):
            pairs = self.value.items() if isinstance(self.value, dict) else enumerate(self.value)
            yield from itertools.starmap(self._below, pairs)

    def _below(self, step: str | int, value: Any) -> JsonNode:  # noqa: ANN401 - whatever JSON holds
        name = f"{self.name}.{step}" if isinstance(step, str) else f"{self.name}[]"
        return JsonNode(value, self.places, name, self, step)

    def walk(self) -> Iterator[JsonNode]:
        """Return this value and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(list(node.children())))

    def __repr__(self) -> str:
        """Show the place, for people who debug rules."""
        return f"<{self.xpath} at {self.line}:{self.column}>"


def _nothing(_path: str) -> bytes:
    return b""


class Folder(Struct, frozen=True, kw_only=True):
    """The documents that are published together.

    `base_url` is the address of `root`; `has_file` tells whether a path below root exists.
    """

    documents: tuple[ParsedDocument, ...]
    base_url: str | None
    has_file: Callable[[str], bool]
    read: Callable[[str], bytes] = _nothing
    """Returns a file below root that is none of the documents (robots.txt, a page), empty when there is none."""
    has_pages: bool = False
    """Whether there are HTML pages below root: whether it is a whole site and not only its feeds."""
    unlisted: frozenset[str] = frozenset()
    """Addresses of pages that the owner keeps out of the sitemap on purpose."""
