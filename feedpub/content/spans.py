"""What generators add to the running text of Markdown: marks, mathematics, attributes, abbreviations, footnotes."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.content import flavour as flavours
from feedpub.content.code import without_spans
from feedpub.content.constructs import formula_of
from feedpub.content.draft import ENDS_PARAGRAPH, FILL
from feedpub.text import patterns, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from feedpub.content.draft import Draft, Text
    from feedpub.content.flavour import Delimiters

_TAG: Final = patterns.lazy(
    rf"(?=<[a-zA-Z/!?])(?:<[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>|{plain.TAG}|{plain.COMMENT})", re.DOTALL
)
_MARK: Final = patterns.lazy(r"\{::(comment|nomarkdown)(?:[ \t][^{}\n]*+)?(?<!/)\}")
_MARK_ALONE: Final = patterns.lazy(r"\{::(?:comment|nomarkdown|options)(?:[ \t/][^{}\n]*+)?(?<=/)\}")
_END: Final = patterns.lazy(r"\{:/(?:comment|nomarkdown)?\}")
_LIST: Final = r"\{:(?![:/])(?:[^{}\n]|\n(?![ \t]*\n))*+\}"
_SPAN: Final = patterns.lazy(
    rf"(?<=[)\]*_`>\w{FILL}])(?P<span>(?:{_LIST})++)"
    rf"|(?m:^[ \t>]*+(?:[-*+]|\d{{1,9}}[.)])[ \t]++(?P<item>{_LIST}[ \t]*+))"
)
_BARE_LIST: Final = r"\{:?[ \t]*+(?:[#.][\w-]|[\w-]++=)[^{}\n]*+\}"
_BARE_SPAN: Final = patterns.lazy(
    rf"(?<=[)\]*_`>{FILL}])(?P<span>{_BARE_LIST})|(?<=[ \t])(?P<item>\{{:[^{{}}\n]*+\}})(?=[ \t]*+(?:\n|\||\Z))"
)
_BETWEEN: Final = patterns.lazy(r"\}?\{:?")
_HEADING: Final = patterns.lazy(
    r"\{(?::[ \t]*+|[ \t]*+(?=[#.]|[\w-]+=))(?P<attributes>[^{}\n]*+)\}(?P<tail>[ \t]*+#*+[ \t]*+)$", re.MULTILINE
)
_HEADING_LINE: Final = patterns.lazy(r"[ \t>]*+#{1,6}[ \t]")
_UNDERLINE: Final = patterns.lazy(r"\n[ ]{0,3}(?:=++|-++)[ \t]*+$", re.MULTILINE)
_DOLLAR: Final = patterns.lazy(r"(?<![\\$])\$(?![\s$])(?:[^$\n\\]|\\.)+?(?<![\s\\])\$(?![\d$])")
_LINK: Final = patterns.lazy(r"\]\((?P<inside>(?:[^()\n]++|\([^()\n]*+\))*+)\)")
_ADDRESS: Final = patterns.lazy(
    r"[ \t]*+(?P<address>[^\s<>\"'][^<>\"' \t]*+(?:[ \t]++[^<>\"' \t]++)*+)"
    r"(?P<title>[ \t]++(?:\"[^\n]*\"|'[^\n]*'))?+[ \t]*+"
)
_EMPHASIS: Final = patterns.lazy(
    r"(?<![*\\])(?P<mark>\*{1,2})(?=[^\s*])"
    rf"(?:[^*\n]|(?!{ENDS_PARAGRAPH})\n|(?<!\*)\*(?!\*)){{1,1000}}?(?<=[^\s*])(?P=mark)(?!\*)"
)


def read(text: Text, draft: Draft) -> None:
    """Set aside what is no Markdown of the running text, and take away what only a generator understands."""
    if "`" in text.plain:
        text.plain = without_spans(text.plain, FILL)
    if "<" in text.plain:
        text.plain = _TAG.sub(_filled, text.plain)
    if flavours.MARKS in draft.flavour.constructs and "{::" in text.plain:
        text.replace_between(_MARK, _END, partial(_marked, draft), in_paragraph=False)
        text.replace(_MARK_ALONE, lambda *_: "")
    for each in _in_running_text(draft.flavour.mathematics):
        if each.opening in text.plain:
            _set_formulas_aside(text, each, draft)
    for step in _STEPS:
        if step.construct in draft.flavour.constructs and step.sign in text.plain:
            text.replace(step.pattern, partial(step.make, draft))


def _in_running_text(mathematics: Iterable[Delimiters]) -> list[Delimiters]:
    """Return the delimiters of formulas in a line: where some are for blocks and for spans, the latter."""
    return list({each.opening: each for each in sorted(mathematics, key=lambda each: not each.is_block)}.values())


def _filled(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FILL, match[0])


def _marked(draft: Draft, mark: re.Match[str], inner: str) -> str:
    return draft.aside(inner) if mark[1] == "nomarkdown" else ""


def _set_formulas_aside(text: Text, delimiters: Delimiters, draft: Draft) -> None:
    if delimiters.opening == delimiters.closing == "$":
        text.replace(_DOLLAR, lambda _, written: draft.aside(formula_of(delimiters, written[1:-1])))
        return
    opening = re.compile(rf"(?<!\\){re.escape(delimiters.opening)}")
    closing = re.compile(re.escape(delimiters.closing))
    text.replace_between(
        opening, closing, lambda _, formula: draft.aside(formula_of(delimiters, formula)), in_paragraph=True
    )


def _heading(draft: Draft, match: re.Match[str], _written: str) -> str | None:
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    if _HEADING_LINE.match(text, start):
        tail = match["tail"].rstrip()
    elif text[start : match.start()].strip() and not match["tail"].strip() and _UNDERLINE.match(text, match.end()):
        tail = ""
    else:
        return None
    return f"{draft.attach(match['attributes'], around=True)}{tail}"


def _span(draft: Draft, match: re.Match[str], written: str) -> str:
    before = written[: -len(match["span"] or match["item"])]
    inner = _BETWEEN.sub(" ", match["span"] or "").strip("{}")
    return before + (draft.attach(inner, around=False) if inner else "")


def _link(_draft: Draft, match: re.Match[str], written: str) -> str | None:
    """Return the end of a link whose address has spaces in it, as CommonMark takes it."""
    if " " not in match["inside"] or not (parts := _ADDRESS.fullmatch(written[2:-1])):
        return None
    address = parts["address"].strip()
    return f"]({address.replace(' ', '%20')}{parts['title'] or ''})" if " " in address else None


def _emphasis(draft: Draft, match: re.Match[str], written: str) -> str | None:
    text, start, end, width = match.string, match.start(), match.end(), len(match["mark"])
    opens = _is_word(text[start - 1 : start]) and not _is_word(text[start + width : start + width + 1])
    closes = _is_word(text[end : end + 1]) and not _is_word(text[end - width - 1 : end - width])
    if not opens and not closes:
        return None
    name = "strong" if width > 1 else "em"
    return f"{draft.aside(f'<{name}>')}{written[width:-width]}{draft.aside(f'</{name}>')}"


def _is_word(char: str) -> bool:
    return char.isalnum()


class _Step(NamedTuple):
    """One construct, what a text has that has it, and what is made of each place."""

    construct: str
    sign: str
    pattern: re.Pattern[str]
    make: Callable[[Draft, re.Match[str], str], str | None]


_STEPS: Final = (
    _Step(flavours.HEADING_ATTRIBUTES, "{", _HEADING, _heading),
    _Step(flavours.ATTRIBUTES, "{:", _SPAN, _span),
    _Step(flavours.BARE_ATTRIBUTES, "{", _BARE_SPAN, _span),
    _Step(flavours.SPACED_LINKS, "](", _LINK, _link),
    _Step(flavours.EMPHASIS, "*", _EMPHASIS, _emphasis),
)


# In the HTML that was made

_NOT_TEXT: Final = patterns.lazy(
    r"<(?P<hidden>pre|code|script|style|abbr|textarea)(?![^\s/>]).*?(?:</(?P=hidden)\s*>|\Z)"
    rf"|{plain.COMMENT}|{plain.TAG}",
    re.DOTALL | re.IGNORECASE,
)
_MOST_TITLES: Final = 1_000_000
"""Characters that abbreviations may add to a text."""


def explained(html: str, abbreviations: Mapping[str, str]) -> str:
    """Return HTML in which abbreviations say what they mean. ValueError where that would be much text."""
    known = {escape(name, quote=False): escape(title) for name, title in abbreviations.items()}
    words = sorted(map(re.escape, known), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    added = 0

    def explain(match: re.Match[str]) -> str:
        nonlocal added
        title = known[match[0]]
        added += len(title)
        if added > _MOST_TITLES:
            raise ValueError("its abbreviations stand for too much text")
        return f'<abbr title="{title}">{match[0]}</abbr>' if title else f"<abbr>{match[0]}</abbr>"

    parts: list[str] = []
    end = 0
    for tag in _NOT_TEXT.finditer(html):
        parts += [pattern.sub(explain, html[end : tag.start()]), tag[0]]
        end = tag.end()
    return "".join([*parts, pattern.sub(explain, html[end:])])


_REFERENCE: Final = patterns.lazy(r'<a href="#fn-([^"]+)" id="fnref-([^"]+)" data-footnote-ref>(\d+)')
_NOTE: Final = patterns.lazy(r'<li id="fn-([^"]+)">')
_BACK: Final = patterns.lazy(
    r'<a href="#fnref-([^"]+)" class="footnote-backref" data-footnote-backref'
    r' data-footnote-backref-idx="(\d+)(?:-(\d+))?"'
)
_FORMS: Final[Mapping[str, Callable[[str, str, int], tuple[str, str]]]] = {
    "kramdown": lambda name, _, time: (f"fn:{name}", f"fnref:{name}" + (f":{time - 1}" if time > 1 else "")),
    "goldmark": lambda _, number, time: (f"fn:{number}", f"fnref{time - 1 if time > 1 else ''}:{number}"),
    "markdown-it": lambda _, number, time: (f"fn{number}", f"fnref{number}" + (f":{time - 1}" if time > 1 else "")),
    "python": lambda name, _, time: (f"fn:{name}", f"fnref{time if time > 1 else ''}:{name}"),
    "zola": lambda name, _, time: (name, f"fr-{name}-{time}"),
    "zola-bottom": lambda name, _, time: (f"fn-{name}", f"fr-{name}-{time}"),
}
"""How each generator calls the anchors of a note and of a reference to it, by its name, number and time."""


def anchored(html: str, form: str) -> str:
    """Return HTML whose footnotes have the anchors that the generator gives them."""
    anchors = _FORMS[form]
    numbers: dict[str, str] = {}

    def reference(match: re.Match[str]) -> str:
        numbers[match[1]] = match[3]
        again = match[2][len(match[1]) + 1 :]
        note, back = anchors(match[1], match[3], int(again) if again else 1)
        return f'<a href="#{note}" id="{back}" data-footnote-ref>{match[3]}'

    def target(match: re.Match[str]) -> str:
        return f'<li id="{anchors(match[1], numbers.get(match[1], ""), 1)[0]}">'

    def back(match: re.Match[str]) -> str:
        name = match[1][: -len(match[3]) - 1] if match[3] else match[1]
        index = f"{match[2]}-{match[3]}" if match[3] else match[2]
        _, anchor = anchors(name, match[2], int(match[3] or 1))
        return f'<a href="#{anchor}" class="footnote-backref" data-footnote-backref data-footnote-backref-idx="{index}"'

    html = _REFERENCE.sub(reference, html)
    return _BACK.sub(back, _NOTE.sub(target, html))
