"""What expat says of a document that it cannot read, as sentences that say what is wrong and what to do.

Most of it is told better by `recovery`, which sees the names of elements and entities; these are for what that does not
know, above all for what stands in a DOCTYPE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers.expat import ErrorString, errors

from feedpub.text.xml.element import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.parsers.expat import ExpatError

    from feedpub.text.xml.element import Element

_SYNTAX: Final = "not-well-formed"


class _Sentence(NamedTuple):
    code: str
    text: str
    hint: str = ""


_DOCTYPE: Final = "Remove the DOCTYPE with all that stands in it; no feed and no sitemap needs one."
_SENTENCES: Final[Mapping[str, _Sentence]] = {
    errors.XML_ERROR_SYNTAX: _Sentence(
        _SYNTAX,
        "Something stands here that does not belong outside of the root element.",
        "Remove it; texts and elements belong into the root element.",
    ),
    errors.XML_ERROR_NO_ELEMENTS: _Sentence("empty", "The document has no element."),
    errors.XML_ERROR_INVALID_TOKEN: _Sentence(
        "invalid-token",
        "A character stands here that XML does not allow in this place.",
        'Write &amp; for &, &lt; for <, and attributes as name="value".',
    ),
    errors.XML_ERROR_UNCLOSED_TOKEN: _Sentence(
        _SYNTAX, "A tag, comment or section begins here that does not end.", "Close it, or publish the file whole."
    ),
    errors.XML_ERROR_PARTIAL_CHAR: _Sentence(
        _SYNTAX, "The file ends in the middle of a character.", "Publish the file whole: it was cut off."
    ),
    errors.XML_ERROR_TAG_MISMATCH: _Sentence(
        _SYNTAX, "An end tag stands here whose element is not the innermost open one.", "Close every element."
    ),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _Sentence(
        _SYNTAX, "A tag has the same attribute twice, perhaps with two prefixes of one namespace.", "Keep one of them."
    ),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _Sentence(
        _SYNTAX, "Something stands after the end of the root element.", "Remove it."
    ),
    errors.XML_ERROR_PARAM_ENTITY_REF: _Sentence(
        _SYNTAX, "A parameter entity (%name;) is used where none may stand.", _DOCTYPE
    ),
    errors.XML_ERROR_UNDEFINED_ENTITY: _Sentence(
        "undefined-entity",
        "An entity is used that is not defined.",
        "Write the character itself or its number: &#160; for &nbsp;, &#8212; for &mdash;.",
    ),
    errors.XML_ERROR_RECURSIVE_ENTITY_REF: _Sentence("entity-expansion", "An entity stands for itself", _DOCTYPE),
    errors.XML_ERROR_ASYNC_ENTITY: _Sentence(
        _SYNTAX, "An entity begins an element, or ends one, that does not lie whole within it.", _DOCTYPE
    ),
    errors.XML_ERROR_BAD_CHAR_REF: _Sentence(
        _SYNTAX, "A reference names a character that XML does not allow.", "Remove the reference."
    ),
    errors.XML_ERROR_BINARY_ENTITY_REF: _Sentence(
        _SYNTAX, "An entity is used that stands for something other than text.", _DOCTYPE
    ),
    errors.XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF: _Sentence(
        _SYNTAX, "An attribute uses an entity that stands for a file or an address.", _DOCTYPE
    ),
    errors.XML_ERROR_MISPLACED_XML_PI: _Sentence(
        "declaration-not-first", "The XML declaration is not at the very beginning of the file."
    ),
    errors.XML_ERROR_UNKNOWN_ENCODING: _Sentence("unknown-encoding", "no reader knows the encoding"),
    errors.XML_ERROR_INCORRECT_ENCODING: _Sentence(
        "bad-encoding", "The declared encoding is not the one that the file is in.", "Write the file in UTF-8."
    ),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _Sentence(
        _SYNTAX, "A CDATA section does not end.", "Write ]]> where it ends, or publish the file whole."
    ),
    errors.XML_ERROR_EXTERNAL_ENTITY_HANDLING: _Sentence(
        _SYNTAX, "A file that an entity stands for cannot be read.", _DOCTYPE
    ),
    errors.XML_ERROR_NOT_STANDALONE: _Sentence(
        _SYNTAX, "The document needs another file, though it is declared to be standalone.", _DOCTYPE
    ),
    errors.XML_ERROR_ENTITY_DECLARED_IN_PE: _Sentence(
        _SYNTAX, "An entity is declared within a parameter entity.", _DOCTYPE
    ),
    errors.XML_ERROR_UNBOUND_PREFIX: _Sentence(
        "unbound-prefix", "A prefix is used that is declared nowhere.", "Declare it in the root element."
    ),
    errors.XML_ERROR_UNDECLARING_PREFIX: _Sentence(
        _SYNTAX, "A prefix is declared for an empty namespace.", "Write the address of its namespace."
    ),
    errors.XML_ERROR_INCOMPLETE_PE: _Sentence(_SYNTAX, "A parameter entity ends within a declaration.", _DOCTYPE),
    errors.XML_ERROR_XML_DECL: _Sentence(
        _SYNTAX, "The XML declaration is not well-formed.", 'Write <?xml version="1.0" encoding="utf-8"?>.'
    ),
    errors.XML_ERROR_TEXT_DECL: _Sentence(
        _SYNTAX, "The declaration of an external entity is not well-formed.", _DOCTYPE
    ),
    errors.XML_ERROR_PUBLICID: _Sentence(
        _SYNTAX, "The public identifier of the DOCTYPE holds a character that none may hold.", _DOCTYPE
    ),
    "reserved prefix (xml) must not be undeclared or bound to another namespace name": _Sentence(
        _SYNTAX, "The prefix xml is declared for another namespace than its own.", "Remove the declaration."
    ),
    "reserved prefix (xmlns) must not be declared or undeclared": _Sentence(
        _SYNTAX, "The prefix xmlns is declared.", "Remove xmlns:xmlns."
    ),
    "prefix must not be bound to one of the reserved namespace names": _Sentence(
        _SYNTAX, "A prefix is declared for the namespace of xml or xmlns.", "Remove the declaration."
    ),
    "limit on input amplification factor (from DTD and entities) breached": _Sentence(
        "entity-expansion", "entities stand for far more text than the document has", _DOCTYPE
    ),
}
"""By what expat calls it; the last four have no name in all versions of Python."""


def fault_of(error: ExpatError, column: int, root: Element | None, innermost: Element | None) -> Fault:
    """Return what an exception of expat says, when it had come to the root element, and has an element open."""
    words = ErrorString(error.code) or "it cannot be read"
    sentence = _SENTENCES.get(words, _Sentence(_SYNTAX, f"The document cannot be read here: {words}."))
    if sentence.code == "empty" and root is not None:
        still = f"<{innermost.qname}> of line {innermost.line}" if innermost is not None else "its root element"
        text = f"The document ends before {still} is closed."
        sentence = _Sentence(_SYNTAX, text, "Publish the file whole, and close every element.")
    return Fault(code=sentence.code, text=sentence.text, hint=sentence.hint, line=error.lineno, column=column)
