"""Read a document of JSON for the rules: its values with their places, however its syntax is broken."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from feedpub.model.records import Kind
from feedpub.text import patterns
from feedpub.text.encoding import AS_MEANT
from feedpub.text.xml import Fault
from feedpub.validator import entries
from feedpub.validator.document import JsonNode
from feedpub.validator.gather import gather_json

if TYPE_CHECKING:
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.findings import Findings

_LONG_NUMBER = 1000
_MOST_VALUES = 200_000
"""Values that are looked at; real feeds have some thousand."""
_BEGINNING = 1_000_000
_TOO_DEEP = 10_000
_BRACKET = patterns.lazy(r"[\[\]{}]")
_STRING = patterns.lazy(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def read_json(data: bytes, document: ParsedDocument, findings: Findings, *, in_parts: bool) -> None:
    """Read the values of a JSON Feed and show them to the rules; what breaks off is repaired where that is possible."""
    from feedpub.text.positions import JsonPlaces  # noqa: PLC0415 - only JSON needs it

    document.kind = Kind.JSONFEED
    document.size = len(data)
    document.data = data
    if document.fault is not None:
        return
    text, fault = _decoded(data)
    if not document.is_own and _has_too_many_values(text):
        words = f"it has more than {_MOST_VALUES:,} values"
        document.fault = Fault(code="too-many", text=words, line=1, column=1)
        return
    loaded = _loaded(text)
    if isinstance(loaded, Fault) and loaded.code == "not-json":
        from feedpub.text.jsonrepairs import repaired  # noqa: PLC0415 - few documents need it

        again, document.recovered = repaired(text)
        wrong = loaded
        loaded = _loaded(again, is_strict=False)
        if isinstance(loaded, Fault) or not document.recovered:
            loaded, document.recovered = wrong, ()
        else:
            text = again
    if fault is not None:
        document.recovered = (fault, *document.recovered)
    if isinstance(loaded, Fault):
        document.fault = loaded
        return
    value, document.has_repeated_keys = loaded
    document.json = JsonNode(value, JsonPlaces(text))
    entries.show_json(document.json, findings, document, in_parts=in_parts and not document.recovered)
    gather_json(document.json, document.facts)


def _decoded(data: bytes) -> tuple[str, Fault | None]:
    """Return JSON as text, and what is wrong with its bytes."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        start = error.start
        fault = _json_fault("bad-encoding", f"byte {start} is not UTF-8", data[:start].decode("latin-1"), start)
        other = json.detect_encoding(data)  # by its zeros, as RFC 4627 section 3 has it
        return data.decode("utf-8-sig" if other == "utf-8" else other, AS_MEANT), fault


def _has_too_many_values(text: str) -> bool:
    """Whether there are more values than are looked at: each stands behind a comma or an opening bracket."""

    def count(text: str) -> int:
        return sum(map(text.count, ",[{"))

    if count(text) <= _MOST_VALUES:
        return False
    bare = _STRING.sub("", text)
    return count(bare) > _MOST_VALUES and not _is_too_deep(bare[:_BEGINNING])


def _is_too_deep(bare: str) -> bool:
    """Whether values lie so deep inside each other that a parser gives up before it has taken any memory."""
    steps = (1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(bare))
    return max(accumulate(steps), default=0) > _TOO_DEEP


def _loaded(text: str, *, is_strict: bool = True) -> tuple[Any, bool] | Fault:
    """Return whatever JSON holds, and whether a key repeats in some object of it; a fault where it is none."""
    try:
        return _parsed(text, is_strict=is_strict)
    except json.JSONDecodeError as error:
        return _json_fault("not-json", _sentence(error.msg), text, error.pos)
    except _ConstantError as error:
        return _json_fault("not-json", f"{error} is not a value of JSON", text, text.find(str(error)))
    except RecursionError:
        return _json_fault("too-deep", "values lie too deep inside each other", text, 0)


def _sentence(words: str) -> str:
    from feedpub.text.jsonrepairs import sentence  # noqa: PLC0415 - few documents need it

    return sentence(words)


class _ConstantError(Exception):
    """NaN or Infinity, which Python's reader lets pass."""


def _parsed(text: str, *, is_strict: bool) -> tuple[Any, bool]:
    repeats = False

    def refuse(name: str) -> None:
        raise _ConstantError(name)

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        found = dict(pairs)
        repeats = repeats or len(found) < len(pairs)
        return found

    # Control characters in texts break JSON, and every one of them has been noted.
    value = json.loads(
        text, parse_constant=refuse, parse_int=_whole_number, object_pairs_hook=object_of, strict=is_strict
    )
    return value, repeats


def _whole_number(digits: str) -> int | float:
    """Python refuses to read very long numbers exactly; nobody needs them exactly."""
    return int(digits) if len(digits) < _LONG_NUMBER else float(digits)


def _json_fault(code: str, text: str, before: str, position: int) -> Fault:
    start = before.rfind("\n", 0, position) + 1
    return Fault(code=code, text=text, line=before.count("\n", 0, position) + 1, column=position - start + 1)
