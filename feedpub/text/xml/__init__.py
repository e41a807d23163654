"""Read XML that nobody vouches for: located elements from a stream of bytes, and nothing is ever fetched.

One pass of expat over the bytes builds a light tree and hands each element over when it ends. Entities are
bounded, external ones are noted and never read, nesting is bounded. What is wrong with the document itself is
a Fault, not an exception, and where that can be repaired reading goes on behind it (`xml.recovery`). This package
knows no format: names of namespaces are given to it.
"""

from __future__ import annotations

from feedpub.text.xml.element import MAX_DEPTH, Element, Entity, Fault, Instruction, NamespaceDeclaration, Prolog
from feedpub.text.xml.reader import MAX_EXPANSION, XML_NAMESPACE, Reader

__all__ = [
    "MAX_DEPTH",
    "MAX_EXPANSION",
    "XML_NAMESPACE",
    "Element",
    "Entity",
    "Fault",
    "Instruction",
    "NamespaceDeclaration",
    "Prolog",
    "Reader",
]
