"""Which findings have one cause: what rules of several formats, or one in many documents or posts, say. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from feedpub.model.records import Diagnostic

MARKUP: Final = "markup"
_TWICE: Final = "content/escaped-twice"
"""Where a summary that is taken from a text is advised of markup, the text is what its author means."""
_FAULTS: Final[Mapping[str, frozenset[str]]] = {
    MARKUP: frozenset(("html-in-plain-text", "markup-in-plain-text", "html-in-label", "text-like-markup", _TWICE)),
    "date": frozenset(("date-implausible", "implausible-date", "implausible-lastmod", "lastmod-in-future")),
    "media type": frozenset(
        ("enclosure-type", "enclosure-type-unlike-name", "type-invalid", "bad-mime-type", "mime-type-invalid")
    ),
    "language": frozenset(("language-invalid", "lang-invalid", "bad-language")),
    "host": frozenset(("url-local", "local-host", "extension-local-host")),
    "character": frozenset(("bad-character", "extension-bad-character")),
    "encoding": frozenset(("encoded-twice", "extension-encoded-twice")),
}
"""Names of rules that say the same of several formats, by what is wrong."""
_FORMATS: Final = frozenset(("address", "atom", "content", "jsonfeed", "rss", "xml"))
"""Areas of rules that find in one format what others of the same name find in another."""
_ELEMENT: Final = re.compile(r"<[\w:]+>|\bcontent_html\b|\bcontent_text\b")
"""What a text calls an element by, which each format calls otherwise."""


def fault(code: str) -> str:
    """Return what rules of several formats find when the same is wrong; empty for a rule that stands alone."""
    name = code.rpartition("/")[2]
    return next((fault for fault, names in _FAULTS.items() if name in names or code in names), "")


def kind(code: str) -> str:
    """Return what rules of several formats have in common, each of which finds it in its own; else the code."""
    area, _, name = code.partition("/")
    return (fault(code) if code != _TWICE else "") or (name if area in _FORMATS else code)


def one_for_each_kind(diagnostics: Iterable[Diagnostic], sources: Container[str]) -> tuple[Diagnostic, ...]:
    """Return one warning for each kind of those about `sources`, with their number; all that is said of other files.

    Errors stay one each: all have to be corrected.
    """
    found: dict[object, Diagnostic] = {}
    for one in diagnostics:
        what = kind(one.code)
        is_one_of_many = one.level is not Level.ERROR and what != one.code and one.where.path in sources
        key = (what, one.level) if is_one_of_many else len(found)
        first = found.get(key)
        found[key] = replace(first, count=first.count + one.count, is_counted=False) if first else one
    return tuple(found.values())


def of_one_feed(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what is found in the documents of a feed, once where those of several formats say it of one value."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    for one in diagnostics:
        found.setdefault((kind(one.code), one.level, one.found or _ELEMENT.sub("", one.text)), one)
    return tuple(found.values())


def one_for_each(diagnostics: Iterable[Diagnostic], documents: Container[str]) -> tuple[Diagnostic, ...]:
    """Return one finding for each cause, the gravest; its count is that of the values that are wrong there.

    A value counts once, in however many documents and formats it stands, and as part of however many others. What is
    said of `documents` themselves is not of any source, and stays apart.
    """
    found: dict[tuple[object, ...], Diagnostic] = {}
    counts: dict[tuple[object, ...], dict[str, int]] = {}
    for one in diagnostics:
        key = _cause(one, documents)
        first = found.setdefault(key, one)
        is_graver = one.level.rank > first.level.rank and not (one.code == _TWICE and first.level is Level.INFO)
        found[key] = one if is_graver else first
        values, value = counts.setdefault(key, {}), one.found or _ELEMENT.sub("", one.text)
        values[value] = max(one.count, values.get(value, 0))
    return tuple(replace(one, count=_number(counts[key])) for key, one in found.items())


def _number(counts: Mapping[str, int]) -> int:
    """Return how often values were found that hold no other: formats call the same mistake by more or less of it."""
    return sum(count for value, count in counts.items() if not any(one in value for one in counts if one != value))


def _cause(one: Diagnostic, documents: Container[str]) -> tuple[object, ...]:
    """Return what findings that one line of a source is to blame for have in common."""
    if one.where.path in documents:
        return one.where, one.code, one.text
    what = fault(one.code) or _ELEMENT.sub("", one.text)
    return one.where.path, one.where.line, what
