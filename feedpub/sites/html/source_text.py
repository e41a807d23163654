"""The words of a post as its source has them, by which its text is known in a page. Nothing is published of them.

Templates are taken out and never carried out: what they stand for is in the page.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from msgspec import Struct

from feedpub.content import lead, markdown
from feedpub.content.bounded import bounded
from feedpub.content.code import without_code
from feedpub.model.records import Markup
from feedpub.sites.html import tree
from feedpub.sites.html.words import PICTURE, Words, without_math
from feedpub.text import patterns

_TEMPLATE: Final = patterns.lazy(
    r"\{%-?\s*comment\b.{0,1500}?\bendcomment\s*-?%\}|\{::comment\}.{0,1500}?\{:/(?:comment)?\}"
    r"|\{%.{0,1500}?%\}|\{\{.{0,1500}?\}\}|\{#.{0,1500}?#\}",
    re.DOTALL,
)
_MODULE: Final = patterns.lazy(r"\A(?:\s*(?:import|export)\s[^\n]*\n)+")
_ATTRIBUTES: Final = patterns.lazy(r"\{:[^{}\n]{0,2000}\}|(?<=\s)\{[#.][^{}\n]{0,2000}\}")
_PICTURE: Final = patterns.lazy(r"[^\s\"'`=()<>{}]{1,400}\.(?:avif|gif|jpe?g|png|svg|webp)\b", re.IGNORECASE)
_PHRASE: Final = patterns.lazy(r"\"([^\"<>][^\"<>\s]{0,3999}+\s[^\"<>]{1,8000}+)\"")
_CONTENTS: Final = patterns.lazy(
    r"\{:\s*+toc|\{\{[<%]\s*+(?:toc|table-of-contents)\b|^[ \t]*+\[\[?_?TOC_?\]?\]", re.IGNORECASE | re.MULTILINE
)
_RST_TITLE: Final = patterns.lazy(
    r"\A\s*+(?:([=\-`:.'\"~^_*+#])\1{2,}+\n)?[^\n]++\n([=\-`:.'\"~^_*+#])\2{2,}+[ \t]*+\n"
)
_RST_TARGET: Final = patterns.lazy(r"\s{0,20}&lt;[^`\n]{0,2000}&gt;(?=`)")
_RST_PICTURE: Final = patterns.lazy(r"^[ \t]*\.\. (?:\|[^|\n]*\| )?(?:image|figure):: *(\S+)", re.MULTILINE)
_RST_MARKS: Final = patterns.lazy(
    r"^[ \t]*:[\w-][^:\n]{0,80}:(?=\s)[^\n]*|^[ \t]*\.\. (?:_[^\n]*|code[\w-]*::[^\n]*|[\w-]+::)|:[\w-]+:(?=`)",
    re.MULTILINE,
)
_MADE_FIRST: Final = patterns.lazy(r"\s*(?:<(?!!--)|\{|!\[|!!!|\.\. )")
_MADE_LAST: Final = patterns.lazy(r"[>}\])$]\s*\Z")
_MADE: Final = patterns.lazy(r"<(?:audio|div|embed|iframe|object|script|section|svg|video)\b", re.IGNORECASE)
_LAST_OF_LEAD: Final = 4


class SourceText(Struct, frozen=True, kw_only=True):
    """What is known of the text of a post before it is looked for in a page."""

    words: tuple[str, ...]
    """In their order, pictures among them."""
    lead: tuple[str, ...]
    """The last words before the mark that ends the lead; empty without one."""
    has_templates: bool
    """Whether there may be something in the text that the source has no words of."""
    has_contents: bool
    """Whether the author put a table of contents into it."""
    begins_made: bool
    """Whether it may begin with what has no words in the source: a template, HTML, a picture."""
    ends_made: bool
    """The same of its end."""

    @property
    def is_made(self) -> bool:
        """Whether it has no words of its own, but templates or pictures that the generator makes something of."""
        return all(word.startswith(PICTURE) for word in self.words) and (self.has_templates or bool(self.words))


def source_text(body: str, markup: Markup, separator: str = "") -> SourceText:
    """Return what is known of a text as it is written. Raises ValueError where it takes too long to read.

    `separator` is what ends the lead of a text, besides the usual marks.
    """
    end = lead.marked_end(body, markup, separator)
    return SourceText(
        words=_bounded_words(body, markup),
        lead=_bounded_words(body[:end], markup)[-_LAST_OF_LEAD:] if end else (),
        has_templates="{{" in body or "{%" in body or _MADE.search(body) is not None,
        has_contents=_CONTENTS.search(body) is not None,
        begins_made=_MADE_FIRST.match(body) is not None,
        ends_made=_MADE_LAST.search(body, max(len(body) - 4000, 0)) is not None,
    )


def of_restructured(text: str) -> str:
    """Return a text in reStructuredText without its title, fields and directives: words in HTML, as the others."""
    text = _RST_TARGET.sub("", escape(_RST_TITLE.sub("", text, count=1), quote=False))
    text = _RST_PICTURE.sub(r'<img src="\1">', text)
    return _RST_MARKS.sub("", text)


def _bounded_words(body: str, markup: Markup) -> tuple[str, ...]:
    return tuple(filter(None, bounded(lambda: _words(body, markup), str, len(body)).split("\n")))


def _words(body: str, markup: Markup) -> str:
    """Return the words, one a line."""
    text = without_math(_ATTRIBUTES.sub("", _without_templates(body, markup)))
    root = tree.parse(markdown.to_html(text) if markup is Markup.MARKDOWN else text)
    return "" if root is None else "\n".join(Words(root).all)


def _without_templates(body: str, markup: Markup) -> str:
    """Return the text without templates and modules, but with the phrases and pictures that they are given.

    A full stop stands for the others: it is no word, and it is an address where one is needed.
    """
    code_free = without_code(body) if markup is Markup.MARKDOWN else body
    kept: list[str] = []
    end = 0
    for match in _TEMPLATE.finditer(code_free):
        is_in_place_of_address = body[match.start() - 1 : match.start()] not in {"", " ", "\n"}
        kept += [body[end : match.start()], "." if is_in_place_of_address else _given(match[0])]
        end = match.end()
    return _MODULE.sub("", "".join([*kept, body[end:]]))


def _given(template: str) -> str:
    pictures = "".join(f'<img src="{name}">' for name in _PICTURE.findall(template))
    phrases = " ".join(_PHRASE.findall(template))
    return f" {pictures} {phrases} " if pictures or phrases else "."
