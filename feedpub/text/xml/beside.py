"""What a document says beside its elements, and why it could not be read to its end: data alone."""

from __future__ import annotations

from msgspec import Struct, field


class Fault(Struct, frozen=True, kw_only=True):
    """Why a document could not be read to its end: `code` is what is wrong, `text` the parser's words."""

    code: str
    text: str
    line: int
    column: int


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
