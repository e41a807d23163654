"""How much of a line a finding is about: from its column on, the value, key or tag that stands there. Pure."""

from __future__ import annotations

from feedpub.text import patterns

_LEADS = patterns.lazy(r"(?:<[^<>]*+>\s*+|[\"']?[\w.-]++[\"']?\s*+[:=]\s*+)?+[\"']?")
"""What may stand between the place of a finding and its value: the start tag of an element, a key, a quotation mark."""
_TOKEN = patterns.lazy(r"<[^<>]*+>?|\"(?:[^\"\\]|\\.)*+\"?|'[^']*+'?|[\w.+-]++")
"""A tag, a text in quotation marks, a word or number."""
_CUT = "…"
"""The end of a value that was shortened, as `Diagnostic.found` may be."""


def length(rest: str, found: str) -> int:
    """Return how many characters of the rest of a line, from the column of a finding on, it is about; at least one.

    `found` is the value in question, as far as it is known.
    """
    value = found.removesuffix(_CUT)
    if rest.strip() and value.endswith(rest.rstrip()):
        return len(rest.rstrip())
    if value:
        leads = _LEADS.match(rest)
        for start in (0, leads.end() if leads else 0):
            if rest.startswith(value, start):
                is_cut, end = value != found, start + len(value)
                is_quoted = start > 0 and rest[start - 1] in "\"'" and rest.startswith(rest[start - 1], end)
                return len(rest.rstrip()) if is_cut else end + is_quoted
    token = _TOKEN.match(rest)
    return token.end() if token else 1
