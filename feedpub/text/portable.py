"""Whether the names of files can stand on every file system: those of Windows and of macOS have their own ideas.

Nothing here looks at a disk.
"""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from feedpub.text import patterns

NAME_BYTES: Final = 255
"""Of one name, on nearly every file system."""
PATH_BYTES: Final = 4000
"""Of a path below the output folder: Linux takes 4096, with the path of the folder."""
_RESERVED: Final = patterns.lazy(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\.|:|$)")
_BARRED: Final = patterns.lazy(r'[<>:"|?*\\\x00-\x1f]')
_PLAIN: Final = patterns.lazy(r"[a-z0-9_-]+(?:[./][a-z0-9_-]+)*")
_MAY_BE_RESERVED: Final = patterns.lazy(r"(?:^|/)(?:con|prn|aux|nul|com|lpt)")


def key(path: str) -> str:
    """Return what is the same for two paths that are one file on some file system.

    Case does not count on Windows and macOS, nor does the normal form on macOS (Unicode, D145); Windows takes dots
    and blanks from the end of a name.
    """
    if path.isascii():
        folded = path.lower()
    else:
        folded = normalize("NFC", normalize("NFD", normalize("NFD", path).casefold()).casefold())
    return folded if _PLAIN.fullmatch(folded) else "/".join(name.rstrip(" .") for name in folded.split("/"))


def flaw(path: str) -> str:
    """Return why some system cannot have a file of this path, in words that follow it; empty where all can."""
    if _PLAIN.fullmatch(path) and not _MAY_BE_RESERVED.search(path):
        return ""
    for name in path.split("/"):
        if _RESERVED.match(name):
            return f"has the name {name!r}, which Windows keeps for a device"
        if match := _BARRED.search(name):
            return f"has the character {match[0]!r}, which Windows allows in no name"
        if name != name.rstrip(" ."):
            return f"has the name {name!r}: Windows drops the dot or blank at its end"
    return ""


def excess(path: str) -> str:
    """Return what of a path is too long for nearly every file system, in words that follow it; empty for none."""
    if len(path) * 4 <= NAME_BYTES:
        return ""
    longest = max(len(name.encode("utf-8", "surrogatepass")) for name in path.split("/"))
    if longest > NAME_BYTES:
        return f"has a name of {longest} bytes; {NAME_BYTES} are possible"
    whole = len(path.encode("utf-8", "surrogatepass"))
    return f"has {whole} bytes; {PATH_BYTES} are possible" if whole > PATH_BYTES else ""
