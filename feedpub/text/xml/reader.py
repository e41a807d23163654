"""The one pass of expat over the bytes: elements as they end, what the document says beside them, what is wrong.

What a document may cost is bounded here, and no address in it is ever opened.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from xml.parsers import expat

from feedpub.text.xml.element import (
    MAX_DEPTH,
    MOST_ATTRIBUTES,
    MOST_ELEMENTS,
    Element,
    Entity,
    Fault,
    Instruction,
    NamespaceDeclaration,
    Prolog,
)
from feedpub.text.xml.faults import fault_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from xml.parsers.expat import XMLParserType

    from feedpub.text.xml.repairs import Columns

MAX_EXPANSION = 1_000_000
"""Characters that one entity may stand for."""
_LONGEST_WORDS = 100
_FEWEST_BYTES = 15
"""Of an element, on average over a document that has very many: entries of sitemaps have twice as many."""
_MOST_NAMES = 20_000
"""Different names of elements and attributes."""
_MOST_NAMESPACES = 100_000
"""Declarations; contents in XHTML have one each."""
_MOST_DECLARED = 10_000
"""Entities, namespaces and instructions that are kept; no rule needs more to say what is wrong."""
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_SEPARATOR = "\x1f"
"""Between namespace, local name and prefix in what expat says; no document can hold it."""


class _Stop(Exception):  # noqa: N818 - a signal out of expat's callbacks, never seen outside
    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Reader:
    """Reads one document. `on_end` is called with each element when it ends; `root` is the tree.

    A child of the root whose name is in `release` is dropped, with all before it, after that call, so that a
    sitemap of any length needs little memory. `prefixes` gives the usual prefix of each known namespace ("" for none);
    `meant` the known namespace that another one is taken for. `homes` may be given from `on_root` on, for a format
    without a namespace: container -> the names that mean something in it. An element without a namespace anywhere else
    is called `{}local`, and so are those inside of it: it is none of the format. `is_strange` may be given likewise: it
    tells of a usual name that no element has. What stands inside of such an element, or of one in a namespace that
    nobody knows, is called `{namespace}local`, whatever it is: it means what that says, and nothing to the format. A
    reader that `is_bounded` stops at a document that would take more memory than any feed of the world does.
    """

    def __init__(  # noqa: PLR0913 - what to do with what is read, and how it is called
        self,
        on_end: Callable[[Element], None],
        prefixes: Mapping[str, str],
        release: frozenset[str] = frozenset(),
        on_root: Callable[[Element], None] | None = None,
        meant: Callable[[str], str | None] | None = None,
        *,
        is_bounded: bool = False,
    ) -> None:
        self.prolog = Prolog()
        self.root: Element | None = None
        self.fault: Fault | None = None
        self.homes: Mapping[str, Collection[str]] | None = None
        self.is_strange: Callable[[str], bool] | None = None
        self._strange: dict[str, bool] = {}
        self._on_end = on_end
        self._on_root = on_root
        self._meant = meant
        self._release = release
        self._prefixes = dict(prefixes)
        self._names: dict[str, tuple[str, str, str, str]] = {}
        self._current: Element | None = None
        self._depth = 0
        self._expanded: dict[str, int] = {}
        self._parsed = 0
        self._held = self._released = self._declared = 0
        self._columns: Columns | None = None
        self._most = MOST_ELEMENTS if is_bounded else sys.maxsize

    def read(self, chunks: Iterable[bytes], encoding: str | None = None, columns: Columns | None = None) -> None:
        """Read the document from its bytes; `encoding` overrides what it declares (RFC 7303 section 3).

        `columns` leads back to places in the document as it is written, where it was repaired.

        Whatever is wrong with it ends up in `fault`; exceptions of `on_end` pass through.
        """
        self._columns = columns
        parser = self._parser = self._begun(encoding)
        try:
            for chunk in chunks:
                self._parsed += len(chunk)
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword here
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes no keyword here
        except expat.ExpatError as error:
            self.fault = fault_of(error, self._column(error.lineno, error.offset), self.root, self._current)
        except (LookupError, ValueError) as error:
            if self.root is not None:
                raise
            # Python's part of the parser looks up what the declaration names, and raises what it likes.
            self.fault = Fault(code="unknown-encoding", text=str(error)[:_LONGEST_WORDS], line=1, column=1)
        except _Stop as stop:
            line, column = self._place()
            self.fault = Fault(code=stop.code, text=str(stop), line=line, column=column)
        finally:
            self._end_all()
            del self._parser  # it holds this reader, too, and both would be kept for long

    def innermost(self) -> Element | None:
        """Return the element that is open, if what was read so far ends neither within a tag nor within a comment.

        To be asked while chunks are read.
        """
        return self._current if self._parser.CurrentByteIndex == self._parsed else None

    def _place(self) -> tuple[int, int]:
        """Return the line and column at which expat is, counted from 1."""
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber
        return line, self._column(line, column)

    def _column(self, line: int, offset: int) -> int:
        return offset + 1 if self._columns is None else self._columns.original(line, offset + 1)

    def call(self, namespace: str, prefix: str) -> None:
        """Read a namespace ("" for none) as if it were the one with that usual prefix; from `on_root` on."""
        self._prefixes[namespace] = prefix
        self._names.clear()
        root = self.root
        if root is not None and root.namespace == namespace:
            root.name = f"{prefix}:{root.local}"

    def _begun(self, encoding: str | None) -> XMLParserType:
        parser = expat.ParserCreate(encoding, namespace_separator=_SEPARATOR)
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.ordered_attributes = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = lambda name, _: self._skipped(name, "")
        parser.StartNamespaceDeclHandler = self._namespace
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        self.prolog.version = version
        self.prolog.encoding = encoding or ""

    def _doctype(self, name: str, system: str | None, public: str | None, has_internal: int) -> None:
        self.prolog.doctype = name
        self.prolog.doctype_line = self._parser.CurrentLineNumber
        self.prolog.doctype_system = system or ""
        self.prolog.doctype_public = public or ""
        self.prolog.doctype_internal = bool(has_internal)

    def _entity(
        self,
        name: str,
        _is_parameter: bool,  # noqa: FBT001 - the signature is expat's
        value: str | None,
        _base: str | None,
        system: str | None,
        *_rest: str | None,
    ) -> None:
        if len(self.prolog.entities) >= _MOST_DECLARED:
            raise _Stop("too-many", f"the document declares more than {_MOST_DECLARED:,} entities")
        line, column = self._place()
        self.prolog.entities.append(
            Entity(
                name=name,
                system=system or "",
                line=line,
                column=column,
            )
        )
        if value is not None:
            self._expanded[name] = self._length(value)
            if self._expanded[name] > MAX_EXPANSION:
                raise _Stop("entity-expansion", f"entity {name} stands for {self._expanded[name]} characters")

    def _length(self, value: str) -> int:
        """Return the length of an entity's text with the entities in it replaced by theirs."""
        length = len(value)
        for reference in value.split("&")[1:]:
            length += self._expanded.get(reference.partition(";")[0], 0)
        return length

    def _external(self, context: str, _base: str | None, system: str | None, _public: str | None) -> int:
        self._skipped(context, system or "")
        return 1  # "handled": reading goes on behind it, nothing is opened

    def _skipped(self, name: str, system: str) -> None:
        if len(self.prolog.skipped_entities) >= _MOST_DECLARED:
            return
        line, column = self._place()
        self.prolog.skipped_entities.append(
            Entity(
                name=name,
                system=system,
                line=line,
                column=column,
            )
        )

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._declared += 1
        if self._declared > _MOST_NAMESPACES:
            raise _Stop("too-many", f"the document declares more than {_MOST_NAMESPACES:,} namespaces")
        if len(self.prolog.namespaces) >= _MOST_DECLARED:
            return
        line, column = self._place()
        self.prolog.namespaces.append(
            NamespaceDeclaration(
                prefix=prefix or "",
                uri=uri or "",
                line=line,
                column=column,
            )
        )

    def _instruction(self, target: str, data: str) -> None:
        if len(self.prolog.instructions) >= _MOST_DECLARED:
            return
        line, column = self._place()
        self.prolog.instructions.append(
            Instruction(
                target=target,
                data=data,
                line=line,
                column=column,
            )
        )

    def _start(self, raw: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Stop("too-deep", f"elements lie more than {MAX_DEPTH} deep inside each other")
        self._held += 1
        if self._held > self._most or len(attributes) > 2 * MOST_ATTRIBUTES:
            self._stop_at_many(attributes)
        known = self._names
        names = known.get(raw) or self._learn(raw)
        parent = self._current
        homes = self.homes
        if homes is not None and not names[1] and parent is not None and names[2] not in homes.get(parent.name, ()):
            names = (f"{{}}{names[2]}", *names[1:])
        elif self.is_strange is not None and parent is not None and self._means_nothing_in(parent.name):
            names = (f"{{{names[1]}}}{names[2]}", *names[1:])
        element = Element(
            names,
            {
                (known.get(key) or self._learn(key))[0]: value
                for key, value in zip(attributes[::2], attributes[1::2], strict=True)
            }
            if attributes
            else {},
            parent,
            self._parser.CurrentLineNumber,
            self._parser.CurrentColumnNumber + 1,
        )
        if self._columns is not None:
            element.column = self._columns.original(element.line, element.column)
        if parent is not None:
            parent.add(element)
        else:
            self.root = element
            if self._on_root is not None:
                self._on_root(element)
        self._current = element

    def _means_nothing_in(self, parent: str) -> bool:
        """Whether what stands in an element of that name is none of the format's, and of no extension that is known."""
        known = self._strange.get(parent)
        if known is None:
            assert self.is_strange is not None, "asked only where it is given"  # noqa: S101 - for the type checker
            known = self._strange[parent] = parent.startswith("{") or self.is_strange(parent)
        return known

    def _end(self, _name: str) -> None:
        element = self._current
        assert element is not None, "expat ends only what it has started"  # noqa: S101 - for the type checker
        self._depth -= 1
        element.end()
        self._on_end(element)
        parent = self._current = element.parent
        if parent is not None and parent.parent is None and element.name in self._release:
            parent.forget()
            element.forget()
            self._released += self._held - 1
            self._held = 1
            if self._released > self._most and self._released > self._parser.CurrentByteIndex // _FEWEST_BYTES:
                raise _Stop(
                    "too-many", f"the document has more than {MOST_ELEMENTS:,} elements that say next to nothing"
                )

    def _end_all(self) -> None:
        """End the elements that are open where reading broke off."""
        element = self._current
        while element is not None:
            element.end()
            element = element.parent

    def _stop_at_many(self, attributes: list[str]) -> None:
        if self._held > self._most:
            raise _Stop("too-many", f"the document has more than {MOST_ELEMENTS:,} elements")
        raise _Stop("too-many", f"an element has {len(attributes) // 2:,} attributes")

    def _characters(self, data: str) -> None:
        element = self._current
        if element is not None:
            element.nodes.append(data)

    def _learn(self, raw: str) -> tuple[str, str, str, str]:
        """Take expat's namespace, local name and prefix apart, once for each name."""
        if len(self._names) >= _MOST_NAMES:
            raise _Stop("too-many", f"the document has more than {_MOST_NAMES:,} different names")
        parts = raw.split(_SEPARATOR)
        namespace, local = (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])
        self.prolog.used_namespaces.add(namespace)
        qname = f"{parts[2]}:{local}" if len(parts) > 2 else local  # noqa: PLR2004 - the third part is the prefix
        usual = "xml" if namespace == XML_NAMESPACE else self._prefixes.get(namespace)
        if usual is None and namespace and self._meant is not None:
            usual = self._prefixes.get(self._meant(namespace) or "")
        if usual is None:
            name = f"{{{namespace}}}{local}" if namespace else local
        else:
            name = f"{usual}:{local}" if usual else local
        names = self._names[raw] = (name, namespace, local, qname)
        return names
