"""From bytes to bytes that expat reads: which encoding a document says it has, has, and what is wrong with it.

XML 1.0 appendix F is followed: a byte order mark first, then the declaration, then UTF-8. expat reads UTF-8,
UTF-16, ISO-8859-1 and US-ASCII itself; every other encoding that Python knows is turned into UTF-8 here.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(rb"""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")


def _meant(error: UnicodeError) -> tuple[str, int]:
    """Return the letters that bytes probably mean that are illegal in an encoding: those of Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    letters = error.object[error.start : error.end].decode("cp1252", "replace")
    return letters.replace("\ufffd", "?"), error.end


AS_MEANT = "feedpub.meant"
"""How codecs treat bytes that are illegal: as `_meant` does."""
codecs.register_error(AS_MEANT, _meant)
_NATIVE = frozenset({"utf-8", "ascii"})
_MANY = 10_000
"""Illegal bytes of which no meaning is sought: each of them takes time."""
HEAD = 1024
"""Bytes within which a declaration must end to be seen."""


class Encoding(Struct, frozen=True, kw_only=True):
    """What is known of a document's encoding."""

    declared: str
    """As written in the XML declaration; empty when it declares none."""
    bom: str
    """Python's name of the encoding that the byte order mark tells; empty without one."""
    used: str
    """Python's name of the encoding the bytes were read in."""
    shape: str = ""
    """The encoding that the first bytes tell where no byte order mark stands: UTF-16, UTF-32 or EBCDIC; else empty."""
    unknown: bool = False
    """The declared encoding is none that is known here."""
    bad_byte: int | None = None
    """Offset of the first byte that is not legal in `used`."""
    bad_line: int = 1
    bad_column: int = 1

    @property
    def contradictory(self) -> bool:
        """Whether the declaration and the first bytes (byte order mark or shape) tell different encodings."""
        told = self.bom or self.shape
        return bool(self.declared and told) and not _agree(_known(self.declared) or "", told)


def first_byte(head: bytes) -> bytes:
    """Return the first byte of a text that is neither white space nor part of a byte order mark; empty without one."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]


def examine(data: bytes) -> Encoding:
    """Say in which encoding a document is to be read, from its beginning; its bytes are not checked."""
    head = data[:HEAD]
    bom, skipped = _bom(head)
    shape = "" if bom else _unmarked(head)
    wide = bom or shape
    text = head[skipped:]
    if wide not in {"", "utf-8"}:
        text = text.decode(wide, "replace").encode("ascii", "replace")
    match = _DECLARATION.match(text)
    declared = match[1].decode("ascii") if match else ""
    known = _known(declared) if declared else "utf-8"
    agreed = known if known and shape and _agree(known, shape) else wide
    used = agreed or known or "utf-8"
    return Encoding(declared=declared, bom=bom, shape=shape, used=used, unknown=bool(declared) and known is None)


def readable(data: bytes, encoding: Encoding) -> tuple[bytes, str, Encoding]:
    """Return bytes that expat can read, the encoding to tell it, and the encoding with its first bad byte.

    Only for encodings that expat does not read itself, or after a fault: the whole document is decoded.
    """
    _, skipped = _bom(data[:4])
    body = data[skipped:]
    try:
        text = body.decode(encoding.used)
    except UnicodeDecodeError as error:
        text = body.decode(encoding.used, "replace")
        if text.count("\ufffd") < _MANY:
            text = body.decode(encoding.used, AS_MEANT)
        before = body[: error.start].decode(encoding.used, "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        encoding = Encoding(
            declared=encoding.declared,
            bom=encoding.bom,
            shape=encoding.shape,
            used=encoding.used,
            unknown=encoding.unknown,
            bad_byte=error.start + skipped,
            bad_line=line,
            bad_column=column,
        )
    return text.encode("utf-8", "replace"), "utf-8", encoding


def is_native(encoding: Encoding) -> bool:
    """Whether expat reads the bytes as they are, without `readable`."""
    return encoding.used in _NATIVE


def _bom(head: bytes) -> tuple[str, int]:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    return "", 0


_SHAPES = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""How `<` or `<?xm` begins a document in encodings that are no extension of ASCII (XML 1.0 appendix F.1)."""


def _unmarked(head: bytes) -> str:
    return next((name for begin, name in _SHAPES if head.startswith(begin)), "")


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
        "<".encode(found.name)
    except (LookupError, UnicodeError):
        return None  # unknown here, or (like base64) not an encoding of text
    return found.name


def _agree(declared: str, bom: str) -> bool:
    """`UTF-16` goes with either byte order, and any EBCDIC with the one that is read to find the declaration."""
    if bom == "cp037":
        return declared.startswith(("cp", "ibm")) and not declared.startswith("cp125")
    return declared == bom or (declared in {"utf-16", "utf-32"} and bom.startswith(declared))
