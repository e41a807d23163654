"""How a line of YAML should have been written: the value in quotes, the list closed. Nothing here parses YAML."""

from __future__ import annotations

from feedpub.text import patterns

_LINE = patterns.lazy(r"(?P<head>[ \t]*(?:-[ \t]+)*+(?:[^\s:#\"'\[{][^:]*:[ \t]+)?)(?P<value>\S.*)")

_CLOSES = {"[": "]", "{": "}"}


def quoted(line: str) -> str:
    """Return the line with its value in double quotes; the line itself where there is no value to quote."""
    match = _LINE.fullmatch(line.rstrip())
    if match is None or not match["head"].strip():
        return line
    value = match["value"]
    if value[0] in "|>":
        return line
    return match["head"] + in_quotes(_bare(value))


def closed(line: str) -> str:
    """Return the line with the bracket or brace at its end that its value begins with and does not close."""
    match = _LINE.fullmatch(line.rstrip())
    if match is None or match["value"][0] not in _CLOSES:
        return line
    opening, value = match["value"][0], match["value"].rstrip(", \t")
    return line if _CLOSES[opening] in value else match["head"] + value + _CLOSES[opening]


def in_quotes(value: str) -> str:
    """Return the value as a double-quoted scalar of YAML."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def value_column(line: str) -> int:
    """Return the column, from 1, at which the value of the line begins."""
    match = _LINE.fullmatch(line.rstrip())
    return 1 if match is None else match.start("value") + 1


def _bare(value: str) -> str:
    """Return the value without a quote that was opened at its start or left at its end."""
    for quote in ('"', "'"):
        if value.startswith(quote) and value.endswith(quote) and len(value) > 1:
            return value[1:-1].replace(quote * 2, quote) if quote == "'" else value[1:-1]
        if value.startswith(quote) and value.count(quote) == 1:
            return value[1:]
    return value
