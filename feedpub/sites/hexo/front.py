"""The front matter of Hexo's files: YAML or JSON before a line of `---` or `;;;`, with or without such a line first."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from feedpub.collect import frontmatter
from feedpub.collect.frontmatter import FrontMatter
from feedpub.collect.frontmatter.block import Block, without_bom
from feedpub.collect.problem import FrontMatterError
from feedpub.sites.hexo.rules import GRAMMAR

_FENCE: Final = re.compile(r"(-{3,}|;{3,})(\n?)")
_CLOSING: Final = re.compile(r"\n(-{3,}|;{3,})")
_KEY: Final = re.compile(r"\s*+(?:#[^\n]*+\n\s*+)*+[\"']?[^\s:\"'#{}\[\]][^:\n]*:(?:\s|\Z)")


def read(text: str) -> FrontMatter:
    """Return the front matter of a file; empty where it has none. Raises FrontMatterError for what Hexo refuses."""
    text = without_bom(text).replace("\r\n", "\n")
    opening = _FENCE.match(text)
    if opening:
        start = opening.end()
        end = text.find(f"\n{opening[1]}", start) if opening[2] else -1
        fence = opening[1]
    else:
        start = 0
        closing = _CLOSING.search(text)
        end, fence = (closing.start(), closing[1]) if closing else (-1, "")
    data = text[start:end] if end > start else ""
    if not data.strip() or not (opening or _KEY.match(data)):
        return _none(text)
    body = text[end + 1 + len(fence) :]
    return _read(data, fence, body.removeprefix("\n"), 1 if opening else 0) or _none(text)


def _read(data: str, fence: str, body: str, lines: int) -> FrontMatter | None:
    """Return what stands in a block; `lines` are those before it. None for JSON that is none, as Hexo takes it."""
    if fence[0] == ";":
        try:
            found = frontmatter.read(f";;;\n{{{data}}}\n;;;\n{body}", GRAMMAR)
        except FrontMatterError:
            return None  # Hexo shows it as text
    else:
        found = _read_yaml(f"---\n{data}\n---\n{body}", lines - 1)
    if found is None:
        return None
    block = replace(
        found.block, first_line=found.block.first_line + lines - 1, body_line=found.block.body_line + lines - 1
    )
    return replace(found, block=block)


def _read_yaml(text: str, lines: int) -> FrontMatter | None:
    try:
        return frontmatter.read(text, GRAMMAR)
    except FrontMatterError as error:
        raise FrontMatterError(replace(error.problem, line=error.problem.line + lines)) from error


def _none(text: str) -> FrontMatter:
    return FrontMatter(values={}, block=Block(text="", first_line=1, body=text, body_line=1))
