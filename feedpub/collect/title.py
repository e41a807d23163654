"""A title for a post that names none: what its readers would call it, never the name of its file in the raw."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from feedpub.model.records import Markup
from feedpub.text import patterns, plain

if TYPE_CHECKING:
    from feedpub.collect.builder import RecordBuilder

_MARKDOWN_HEADING = patterns.lazy(r"\s*+(?:#[ \t]+(?P<atx>[^\n]++)|(?P<setext>[^\n]++)\n=++[ \t\r]*+(?:\n|\Z))")
_HTML_HEADING = patterns.lazy(r"\s*+<h1[^>]*>(?P<html>.*?)</h1\s*>", re.IGNORECASE | re.DOTALL)
_MARKS = patterns.lazy(r"!?\[([^\]]{0,500}+)\]\([^)]{0,500}+\)|[*`]+|\{[#.:][^}]{0,500}+\}")
_HASH = patterns.lazy(r"[0-9a-f]{7,}", re.IGNORECASE)
_LIMIT = 80


def title(builder: RecordBuilder) -> str:
    """Return the title as it is written, else of the body, the file's name, the summary, the date or the folder."""
    written = builder.text("title")
    if written:
        return " ".join(written.split()) if "\n" in written or "  " in written else written
    post, name = builder.post, builder.name
    found = from_heading(builder.body, post["markup"]) or from_name(name.name)
    if found:
        return plain.clean(found)[0]
    if post.get("summary"):
        return from_summary(post["summary"])
    if builder.local is not None:
        return builder.local.date().isoformat()
    return name.folder.rpartition("/")[2] or "index"


def from_heading(body: str, markup: Markup) -> str:
    """Return the text of the heading that the body begins with; empty when it begins otherwise."""
    start = body[:2000]
    match = _HTML_HEADING.match(start)
    if match:
        return plain.plain(match["html"])
    match = _MARKDOWN_HEADING.match(start) if markup is Markup.MARKDOWN else None
    if not match:
        return ""
    line = (match["atx"] or match["setext"]).strip()
    if match["atx"]:
        # The number signs that close a heading stand apart from its text: `# C# #` is `C#`.
        opened = line.rstrip("#")
        line = opened.strip() if opened != line and opened[-1:] in {" ", "\t", ""} else line
    heading = _MARKS.sub(lambda mark: mark[1] or "", line)
    return plain.plain(heading) if "<" in heading else html.unescape(" ".join(heading.split()))


def from_name(name: str) -> str:
    """Return the words of a file's name, each capitalised; empty for a number or a hash."""
    words = [word for word in re.split(r"[-_\s]+", name) if word]
    if all(word.isdigit() for word in words) or any(_is_hash(word) for word in words):
        return ""
    return " ".join(word[:1].upper() + word[1:] for word in words)


def from_summary(summary: str) -> str:
    """Return the start of a summary."""
    return plain.truncate(summary, _LIMIT)


def _is_hash(word: str) -> bool:
    return _HASH.fullmatch(word) is not None and any(letter.isdigit() for letter in word)
