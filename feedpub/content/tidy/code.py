"""Code without what a page shows around it: numbers of its lines, buttons to copy it, the name of its language."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from feedpub.content.attributes import names
from feedpub.content.tidy.tree import HtmlElement, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = names(
    "ln lnt lineno linenos linenodiv lineno-cell linenumber line-number line-numbers line-numbers-rows "
    "line-numbers-wrapper line-num linenum line_number gutter rouge-gutter react-syntax-highlighter-line-number "
    "hljs-ln-n hljs-ln-numbers blob-num js-line-number code-line-number giallo-ln crayon-nums"
)
"""Classes of Chroma, Rouge, Pygments, Prism, highlight.js, Expressive Code and others; they hold numbers alone."""
_COPY = names(
    "copy-button copy-btn copybtn copy-code copy-code-button copy-code-btn code-copy code-copy-button code-copy-btn "
    "btn-copy btn-clipboard clipboard-button clipboard-btn clipboard copy-to-clipboard copy-to-clipboard-button "
    "copy-icon copy-snippet-button copy-snippet code-block-copy zeroclipboard-container"
)
_LABELS = names(
    "code-lang code-language code-label lang-label language-label lang-name language-name highlight-lang hljs-lang "
    "code-header code-block-header codeblock-header"
)
"""Classes of what stands over a block of code: the name of its language; of a file, which stays."""
_LINES = names(
    "ec-line token-line linenums hljs-ln rouge-line-table lntable rouge-table highlighttable codehilitetable"
)
"""Classes of what parts code into lines otherwise than by line breaks."""
CLASSES = _NUMBERS | _COPY | _LABELS | _LINES | names("code-toolbar lang sourcecode")
SIGN = (
    r"td[^>]{0,300}+>\s*+(?:<div[^>]{0,300}+>\s*+){0,3}+<pre[\s>]"
    r"|pre[^>]{0,300}+>\s*+(?:<code[^>]{0,300}+>\s*+)?<table[\s>]"
)
"""Pattern of tables that may be code: a `pre` in a cell, a table in a `pre`."""
_LABEL = 40
"""Characters of the longest text that can be a button's, or the name of a language."""


def tidy(root: HtmlElement) -> None:
    """Leave of each block of code its text alone."""
    for table in root.named("table"):
        _plain_table(table)
    for each in list(root.elements()):
        if _is_debris(each):
            each.remove()
    for block in root.named("pre"):
        for link in block.named("a"):
            if "#" in link.get("href") and not link.words():
                link.remove()
        _by_line_breaks(block)


def _plain_table(table: HtmlElement) -> None:
    block = table.around("pre")
    rows = [[cell for cell in row.children if isinstance(cell, HtmlElement)] for row in table.named("tr")]
    title = " ".join(row[0].words() for row in rows if row and row[0].name == "th")
    code = _code([row for row in rows if row and row[0].name == "td"], is_in_block=block is not None)
    if code is None:
        return
    around = (block, table.around("code"))
    place = next((each for each in around if each is not None and each.words() == table.words()), table)
    made: list[HtmlElement | str] = [HtmlElement("p", None, escaped(title))] if title else []
    place.replace(*made, block_of(code))


def _code(rows: Sequence[Sequence[HtmlElement]], *, is_in_block: bool) -> str | None:
    """Return the code that a table shows beside numbers; None for any other table."""
    if not rows or any(len(row) < 2 for row in rows):  # noqa: PLR2004 - numbers, and a line
        return None
    numbers = [row[0].text() for row in rows]
    if len(rows) == 1:
        first, last = rows[0][0], rows[0][-1]
        is_gutter = is_in_block or bool(first.classes & _NUMBERS) or bool(first.named("pre") and last.named("pre"))
        return _text(last) if is_gutter and _are_numbers(numbers[0]) else None
    marked = all(row[0].classes & _NUMBERS for row in rows)
    if marked or (is_in_block and _are_numbers("\n".join(numbers))):
        return _lines([row[-1] for row in rows])
    return None


def _text(cell: HtmlElement) -> str:
    blocks = cell.named("pre")
    return blocks[0].text() if len(blocks) == 1 else cell.text()


def _are_numbers(text: str) -> bool:
    """Whether a text has nothing but growing numbers."""
    found = text.split()
    if not found or not all(each.isdecimal() for each in found):
        return False
    counted = [int(each) for each in found]
    return all(one < other for one, other in pairwise(counted))


def block_of(code: str) -> HtmlElement:
    """Return the block of a code."""
    return HtmlElement("pre", None, HtmlElement("code", None, escaped(code)))


def _is_debris(each: HtmlElement) -> bool:
    if each.classes & _COPY:
        return len(each.words()) <= _LABEL
    if each.classes & _NUMBERS or (_cannot_be_selected(each) and each.around("pre")):
        return each.name != "pre" and all(map(str.isdecimal, each.words().split())) and not each.named("pre", "img")
    return _is_label(each)


def _cannot_be_selected(each: HtmlElement) -> bool:
    return "user-select:none" in each.values.get("style", "").replace(" ", "")


def _is_label(each: HtmlElement) -> bool:
    """Whether it is the name of a language that a page shows over a block of code, or the bar with it."""
    around = each.parent.classes if each.parent is not None else frozenset()
    is_bar = "toolbar" in each.classes and "code-toolbar" in around
    is_name = "lang" in each.classes and any(name.startswith("language-") for name in around)
    if not is_bar and not is_name and not (each.classes & _LABELS and each.parent and each.parent.named("pre")):
        return False
    words = each.words()
    is_file = "." in words or "/" in words
    return len(words) <= _LABEL and not is_file and not each.named("pre")


def _by_line_breaks(block: HtmlElement) -> None:
    """Write the lines of a block of code that are elements of their own as text."""
    inner = block.named("code")
    holder = inner[0] if len(inner) == 1 else block
    lists = [each for each in holder.children if isinstance(each, HtmlElement)]
    if len(lists) == 1 and lists[0].name == "ol":
        holder = lists[0]
    lines = [each for each in holder.children if isinstance(each, HtmlElement)]
    is_loose = any(isinstance(each, str) and each.strip() for each in holder.children)
    if lines and not is_loose and all(each.name in ("div", "li") for each in lines):
        block.replace(block_of(_lines(lines)))


def _lines(elements: Sequence[HtmlElement]) -> str:
    """Return the code of elements that are a line each."""
    return "".join([_text(each).removesuffix("\n") + "\n" for each in elements])
