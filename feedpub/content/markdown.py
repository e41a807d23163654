"""Markdown to HTML, not yet sanitised, as the generator of a site reads it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from feedpub.content import flavour as flavours
from feedpub.content.flavour import COMMON, COMMON_EXTENSIONS, Flavour
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedpub.content.draft import Draft

_ALERT = patterns.lazy(r'<p class="markdown-alert-title">([^<\n]*+)</p>')
"""The title of a note (`> [!NOTE]`); without styles only its tags tell it from the text."""
_BOX = '<input type="checkbox" '


class MarkdownText:
    """A text ready for the library: what only the generator's Markdown knows is set aside, or written otherwise."""

    def __init__(self, markdown: str, flavour: Flavour = COMMON) -> None:
        self.text = markdown
        self._flavour = flavour
        self._draft: Draft | None = None
        if _has_more(markdown, flavour):
            from feedpub.content import spans  # noqa: PLC0415 - most posts do without it
            from feedpub.content.blocks import BlockReader  # noqa: PLC0415 - most posts do without it
            from feedpub.content.draft import Draft, without_marks  # noqa: PLC0415 - most posts do without it

            self._draft = draft = Draft(flavour)
            BlockReader(without_marks(markdown), draft).read()
            whole = draft.whole()
            spans.read(whole, draft)
            self.text = whole.written

    @property
    def has_more(self) -> bool:
        """Whether it has what the library does not know, or may have."""
        return self._draft is not None

    def html(self, part: str | None = None) -> str:
        """Return the HTML of the text, or of a part of it.

        The boxes of task lists become characters, since feeds carry no forms. ValueError for a table that would be many
        times as long as what is written of it, and for a line full of addresses of e-mail.
        """
        html = _converted(self.text if part is None else part, self._flavour)
        return self._finished(html) if self._draft else html

    def _finished(self, html: str) -> str:
        from feedpub.content import spans, tables  # noqa: PLC0415 - most posts do without it

        draft = self._draft
        if draft is None:
            return html
        if flavours.LOOSE_TABLES in draft.flavour.constructs and "<th" in html:
            html = tables.NO_HEAD.sub("", html)
        if draft.abbreviations:
            html = spans.explained(html, draft.abbreviations)
        return draft.finished(html)


@lru_cache(maxsize=1)  # of a post its text is asked for, and its excerpt then
def _converted(markdown: str, flavour: Flavour) -> str:
    if "|" in markdown:
        _check_tables(markdown)
    if "@" in markdown:
        _check_addresses(markdown)
    html = _renderer(flavour)(markdown)
    if _BOX in html:
        html = html.replace(f'{_BOX}checked="" disabled="" />', "☑").replace(f'{_BOX}disabled="" />', "☐")
    if "alerts" in flavour.extensions:
        html = _ALERT.sub(r"<p><strong>\1</strong></p>", html)
    if flavour.footnotes and "data-footnote" in html:
        from feedpub.content import spans  # noqa: PLC0415 - most posts do without it

        html = spans.anchored(html, flavour.footnotes)
    return html


def to_html(markdown: str, flavour: Flavour = COMMON) -> str:
    """Return the HTML of CommonMark with GFM's additions, footnotes and what the flavour adds.

    Raw HTML in it stays as it is. Raises ValueError as `MarkdownText.html` does.
    """
    return read(markdown, flavour).html()


@lru_cache(maxsize=2)
def read(markdown: str, flavour: Flavour) -> MarkdownText:
    """Return a text ready to be rendered; it is asked for once for the whole and once for its beginning."""
    return MarkdownText(markdown, flavour)


_BRACES: Final = r"\{:?[ \t]*+(?:[#.][\w-]|[\w-]++=)[^{}\n]*+\}"
_SIGNS: Final[Mapping[str, str]] = {
    flavours.ABBREVIATIONS: "*[",
    flavours.ATTRIBUTES: "{:",
    flavours.CALLOUTS: "[!",
    flavours.CONTAINERS: ":::",
    flavours.MARKS: "{::",
}
"""What a text has at least, that has a construct."""
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    flavours.ADMONITIONS: patterns.lazy(r"(?:!!!|\?\?\?)[ \w+]"),
    flavours.BARE_ATTRIBUTES: patterns.lazy(_BRACES),
    flavours.BARE_LINES: patterns.lazy(_BRACES),
    flavours.DEFINITIONS: patterns.lazy(r"\n *+:[ \t]"),
    flavours.ELEMENTS: patterns.lazy(r"<[a-zA-Z](?:(?<=\n<.)|(?<=\n <.)|(?<=\n  <.)|(?<=\n   <.)|(?<=\A<.))"),
    flavours.EMPHASIS: patterns.lazy(r"\*(?:(?<=\w\*)\*?[^\w\s*][^*\n]*\*|(?<=[^\w\s*]\*)\*?\w)"),
    flavours.END_OF_BLOCK: patterns.lazy(r"\n\^[ \t]*+\n"),
    flavours.HEADING_ATTRIBUTES: patterns.lazy(rf"{_BRACES}[ \t]*+#*+[ \t]*+$", re.MULTILINE),
    flavours.LAZY_ITEMS: patterns.lazy(
        r"^ *+\d++[.)] [^\n]*+\n *+[*+-] |^ *+[*+-] [^\n]*+\n *+\d++[.)] ", re.MULTILINE
    ),
    flavours.LOOSE_TABLES: patterns.lazy(r"\|"),
    flavours.TOC: patterns.lazy(r"(?:\[_?(?:toc|TOC|Toc)_?\]|\{toc\})"),
    flavours.SPACED_LINKS: patterns.lazy(r"\]\([ \t]*+[^\s()]++[ \t]++[^\s\"')]"),
}
"""The same, where it takes more to tell it from what is usual."""


def _has_more(markdown: str, flavour: Flavour) -> bool:
    """Whether a text may have what the library does not know."""
    for construct in flavour.constructs:
        if sign := _SIGNS.get(construct):
            if sign in markdown:
                return True
        elif (pattern := _PATTERNS.get(construct)) and pattern.search(markdown):
            return True
    return any(each.opening in markdown for each in flavour.mathematics)


_MOST_COLUMNS = 1000
_MOST_CELLS = 200_000
"""Cells that Markdown may add to the rows of a table that have fewer than its head."""
_DELIMITERS = patterns.lazy(r"^[ \t>]*+[|:-][|:\- \t]*+$", re.MULTILINE)
_BLANK_LINE = patterns.lazy(r"\n[ \t]*+\n")


def _check_tables(markdown: str) -> None:
    """Refuse tables that a few bytes make endless: each row, a byte long, is filled up to the columns of the head."""
    end = added = 0
    for head in _DELIMITERS.finditer(markdown):
        if head.start() < end:
            continue
        columns = head[0].count("|")
        if columns > _MOST_COLUMNS:
            raise ValueError(f"it has a table of {columns} columns; {_MOST_COLUMNS} are allowed")
        blank = _BLANK_LINE.search(markdown, head.end())
        end = blank.start() if blank else len(markdown)
        added += max(columns * markdown.count("\n", head.end(), end) - markdown.count("|", head.end(), end), 0)
        if added > _MOST_CELLS:
            raise ValueError(f"its tables have more than {_MOST_CELLS} cells that are not written")


_MOST_COPIED = 200_000_000


def _check_addresses(markdown: str) -> None:
    """Refuse lines of so many addresses of e-mail that comrak, which copies the rest of a line for each, takes all."""
    if markdown.count("@") * len(markdown) <= _MOST_COPIED:
        return
    if sum(line.count("@") * len(line) for line in markdown.split("\n")) > _MOST_COPIED:
        raise ValueError("it has too many @ in one line")


@cache
def _renderer(flavour: Flavour) -> Callable[[str], str]:
    from comrak import (  # noqa: PLC0415 - a site in HTML does without it
        ExtensionOptions,
        ParseOptions,
        RenderOptions,
        render_markdown,
    )

    def to_raw_html(markdown: str) -> str:
        extensions, parsing, output = ExtensionOptions(), ParseOptions(), RenderOptions()
        for name in (*COMMON_EXTENSIONS, *flavour.extensions):
            setattr(extensions, name, name not in flavour.without)
        parsing.smart = flavour.smart
        output.hardbreaks = flavour.breaks
        output.unsafe_ = True
        html: str = render_markdown(markdown, extensions, parsing, output)
        return html

    return to_raw_html


_DEFINITION = patterns.lazy(r"^ {0,3}\[[^\]\n]+\]:[^\n]+$", re.MULTILINE)


def definitions(markdown: str) -> str:
    """Return the lines that define references and footnotes, so that a piece cut off can be read alone."""
    if "]:" not in markdown:
        return ""
    return "\n\n" + "\n".join(_DEFINITION.findall(markdown))
