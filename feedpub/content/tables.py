"""Tables as kramdown takes them, made tables as GFM knows them: with a head, and pipes in code escaped."""

from __future__ import annotations

import re
from typing import Final

from feedpub.content.code import without_spans

_USUAL: Final = re.compile(r"[ \t]*+\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$")
_STOP: Final = re.compile(r"[ \t]*(?:\{:|\^$)")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_ELEMENT: Final = re.compile(r"<(\w++)[^<>]*+>[^<]*+</\1>")
_MOST_COLUMNS: Final = 1000
NO_HEAD: Final = re.compile(r"<thead>\n<tr>\n(?:<th(?: align=\"\w+\")?></th>\n)+</tr>\n</thead>\n")


def with_head(block: str) -> tuple[int, list[str]] | None:
    """Return how long the table is that begins a block of lines, and its lines for GFM.

    None where there is none, or where it is one that GFM takes as it is.
    """
    lines = _lines(block)
    plain = [_bare(line) for line in lines]
    if not lines or any(not _PIPE.search(line) and not _is_rule(line, "-:") for line in plain):
        return None
    if any("$" in line for line in plain):
        return None  # a formula, more likely
    ruled = [index for index, line in enumerate(plain) if _is_rule(line, "-:") or _is_rule(line, "=")]
    has_pipes_in_code = any("|" in line[at] for line, bare in zip(lines, plain, strict=True) for at in _code(bare))
    if ruled == [1] and _USUAL.match(plain[1]) and not has_pipes_in_code and _columns(plain[0]) == _columns(plain[1]):
        return None
    return sum(len(line) + 1 for line in lines), _made(lines, plain, ruled)


def _is_rule(line: str, signs: str) -> bool:
    """Whether a line parts rows, and is made of such signs."""
    return signs[0] in line and ("|" in line or "+" in line) and not line.strip(f"|+ \t{signs}")


def _columns(row: str) -> int:
    return len(_PIPE.split(row.strip().strip("|")))


def _lines(block: str) -> list[str]:
    found = []
    for line in block.rstrip("\n").split("\n"):
        if not line.strip() or _STOP.match(line):
            break
        found.append(line)
    return found


def _bare(line: str) -> str:
    """Return a line with its code and the elements in it blanked."""
    if "`" in line:
        line = without_spans(line, "\0")
    return _ELEMENT.sub(lambda match: "\0" * len(match[0]), line) if "<" in line else line


def _code(plain: str) -> list[int]:
    return [at for at, char in enumerate(plain) if char == "\0"] if "\0" in plain else []


def _made(lines: list[str], plain: list[str], ruled: list[int]) -> list[str]:
    begin = 1 if ruled[:1] == [0] else 0
    rule = next((index for index in ruled if index == begin + 1 and _is_rule(plain[index], "-:")), None)
    rows = [
        _row(line, bare)
        for index, (line, bare) in enumerate(zip(lines, plain, strict=True))
        if index not in ruled and (rule is None or index >= begin)
    ]
    columns = max((len(_PIPE.findall(row)) - 1 for row in rows), default=0)
    if not 0 < columns <= _MOST_COLUMNS:
        return [f"{line}\n" for line in lines]
    if rule is None:
        rows.insert(0, "|" + "  |" * columns)
        alignments = ["---"] * columns
    else:
        alignments = [_alignment(cell) for cell in plain[rule].strip().strip("|+").replace("+", "|").split("|")]
        alignments += ["---"] * (columns - len(alignments))
        rows[0] += " |" * (columns - len(_PIPE.findall(rows[0])) + 1)
    rows.insert(1, "|" + "|".join(alignments[:columns]) + "|")
    indentation = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    return [f"{indentation}{row}\n" for row in rows]


def _row(line: str, plain: str) -> str:
    """Return a row between pipes, those in code escaped."""
    line = "".join("\\|" if char == "|" and bare == "\0" else char for char, bare in zip(line, plain, strict=True))
    line = line.strip()
    line = line if line.startswith("|") else f"| {line}"
    return line if re.search(r"(?<!\\)\|$", line) else f"{line} |"


def _alignment(cell: str) -> str:
    cell = cell.strip()
    return f"{':' if cell.startswith(':') else '-'}-{':' if cell.endswith(':') else '-'}"
