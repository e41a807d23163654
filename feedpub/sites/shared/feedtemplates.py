"""Feed templates in Liquid, Nunjucks and Tera, as far as they tell without being run.

What matters of one: its format, the loop over posts, which of them and how many, and what is the id of a post.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.sites.shared.expressions import UnreadError, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from feedpub.sites.shared.expressions import Expression, ValueFilter, Values

_KINDS: Final = (
    ("rss", re.compile(r"<rss[\s>{]")),
    ("atom", re.compile(r"<feed[\s>{]")),
    ("json", re.compile(r"jsonfeed\.org/version")),
)
_LARGEST: Final = 40_000
_MOST_TAGS: Final = 1_000
_COMMENT: Final = re.compile(
    r"\{%-?\s*+comment\s*+-?%\}.{0,2000}?\{%-?\s*+endcomment\s*+-?%\}|\{#.{0,2000}?#\}|<!--.{0,2000}?-->", re.DOTALL
)
_TAG: Final = re.compile(r"\{%-?\s*+(\w++)(.{0,1000}?)-?%\}", re.DOTALL)
_ITEM: Final = re.compile(r'<(?:item|entry)[\s>{]|"id"\s*:')
_SET: Final = re.compile(r"\s*+(\w++)\s*+=\s*+(.*)", re.DOTALL)
_LIMIT: Final = re.compile(r"\b(limit|offset)\s*:\s*([\w.-]+)|\breversed\b")
_ROUNDS: Final = re.compile(
    r"\bif\s+(?:for)?loop\.index(0?)\s*(<=?|==(?=\s*\d+\s*-?%\}\s*\{%-?\s*break))\s*(\d{1,6})\s*-?%\}"
)
_OTHERWISE: Final = re.compile(r"\{%-?\s*+(?:else|elsif|elif|elseif|case|when)\b")
_SHOWN: Final = r"(?:\{\{.*?\}\}|\{%.*?%\}"
_IDS: Final = {
    "rss": (re.compile(r"<guid\b[^>]*>(.*?)</guid>", re.DOTALL), re.compile(r"<link>(.*?)</link>", re.DOTALL)),
    "atom": (
        re.compile(r"<id>(.*?)</id>", re.DOTALL),
        re.compile(rf"<link\b{_SHOWN}|[^>])*?\shref=[\"']({_SHOWN}|[^\"'<>])*)", re.DOTALL),
    ),
    "json": (re.compile(r'"id"\s*:\s*(.*?),?\s*$', re.MULTILINE), re.compile(r'"url"\s*:\s*(.*?),?\s*$', re.MULTILINE)),
}
"""What tells the id of an item, by format; what readers take in its place where it has none."""


class FeedLoop(Struct, frozen=True, kw_only=True):
    """The loop of a template over the posts of a feed."""

    format: str
    variable: str
    """The name of a post in it."""
    source: Expression | None
    """What it goes over, with all filters; None for what cannot be told."""
    written: str
    """The same, as it stands in the template."""
    limit: str
    """How many posts, as Liquid says it beside the loop; empty where it does not."""
    id: str
    """The template of the id of a post."""
    beside: str = ""
    """What another loop goes over that makes items of the same feed, as it stands there; empty where there is none."""


def kind_of(text: str) -> str:
    """Return the format of the feed that a template makes: `rss`, `atom`, `json`; empty for what is no feed."""
    return next((name for name, mark in _KINDS if mark.search(text)), "")


def may_hold_items(text: str) -> bool:
    """Whether a part of a template makes items, or a feed."""
    return bool(_ITEM.search(text) or kind_of(text))


def tells_posts_apart(pattern: str) -> bool:
    """Whether a pattern of ids has a part that is another for each post, and no part that is not known."""
    return any(f"{{{name}}}" in pattern for name in ("url", "path", "id", "slug", "stem")) and DATE not in pattern


def plain(text: str, is_true: Callable[[str], bool | None]) -> str:
    """Return a template without comments, and without the branches of conditions that are known not to hold.

    Nothing of one that is larger than any feed template.
    """
    if len(text) > _LARGEST or sum(map(text.count, ("{%", "{{", "{#", "<!--"))) > _MOST_TAGS:
        return ""
    return _pruned(_COMMENT.sub("", text), is_true)


def loop_of(text: str, values: Values) -> FeedLoop | None:
    """Return the loop over posts; None where there is none. The names that are set before it are put into `values`."""
    kind = kind_of(text)
    found = [one for one in _loops(text) if _ITEM.search(text, one[1], one[2])]
    if not kind or not found:
        return None
    head, start, end = min(found, key=lambda one: one[2] - one[1])
    variable, _, source = head.partition(" in ")
    body = text[start:end]
    written = next((match[1].strip() for each in _IDS[kind] if (match := each.search(body))), "")
    for name, template in _names_set(text[:end]):
        values.let(name, template)
    limit = next((match[2] for match in _LIMIT.finditer(source) if match[1] == "limit"), "") or _counted(body)
    source = _LIMIT.sub("", source).strip()
    return FeedLoop(
        format=kind,
        variable=variable.strip(),
        source=_source(source, values),
        written=source,
        limit=limit,
        id=_unquoted(written) if kind == "json" else written.removeprefix("<![CDATA[").removesuffix("]]>"),
        beside=next((each for each, *span in found if _is_beside(text, (start, end), (*span,))), "").partition(" in ")[
            2
        ],
    )


def _is_beside(text: str, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two loops both run: neither is in the other, and no condition chooses between them."""
    first, second = sorted((one, other))
    return first[1] < second[0] and not _OTHERWISE.search(text, first[1], second[0])


def _counted(body: str) -> str:
    """Return how many rounds of a loop make an item, where a condition on their number says so; else nothing."""
    if match := _ROUNDS.search(body):
        rounds = int(match[3]) + (match[1] == "0")
        return str(rounds - 1 if match[2] == "<" else rounds)
    return ""


def line_of(text: str, part: str) -> int:
    """Return the line on which a part of a template stands; 1 where it is not there as it is."""
    at = text.find(part)
    return text.count("\n", 0, at) + 1 if at > 0 else 1


def _unquoted(written: str) -> str:
    return written[1:-1] if len(written) > 1 and written[0] == written[-1] == '"' else written


def _loops(text: str) -> Iterator[tuple[str, int, int]]:
    """Return what each loop goes over, and where its inside begins and ends."""
    opened: list[tuple[str, int]] = []
    for match in _TAG.finditer(text):
        if match[1] == "for":
            opened.append((" ".join(match[2].split()), match.end()))
        elif match[1] == "endfor" and opened:
            head, start = opened.pop()
            yield head, start, match.start()


def _names_set(text: str) -> Iterator[tuple[str, str]]:
    """Return the names that a template sets, each with what it is set to as a template."""
    block: tuple[str, int] | None = None
    for match in _TAG.finditer(text):
        if match[1] in {"assign", "set"} and (set_to := _SET.fullmatch(match[2])):
            yield set_to[1], f"{{{{{set_to[2].rstrip()}}}}}"
        elif match[1] in {"capture", "set"}:
            block = (match[2].strip(), match.end())
        elif match[1] in {"endcapture", "endset"} and block:
            yield block[0], text[block[1] : match.start()]
            block = None


def _source(written: str, values: Values) -> Expression | None:
    """Return what a loop goes over, names that are set replaced by what they stand for."""
    try:
        expression = parsed(written)
        for _ in range(8):
            if len(expression.values) != 1 or (inner := values.expression_of(expression.values[0])) is None:
                return expression
            around = expression.filters
            expression = parsed(inner)
            expression = expression._replace(filters=(*expression.filters, *around))
    except UnreadError:
        return None  # what the loop goes over is not known; whoever needs it says so
    return None


_CONDITIONS: Final = {"if", "unless"}


def _pruned(text: str, is_true: Callable[[str], bool | None]) -> str:
    """Return the text with the branch in place of a condition, where it is known which; each has at most an `else`."""
    parts: list[str] = []
    stack: list[bool | None] = []  # whether the branch is kept; None where nobody knows
    end = 0
    for match in _TAG.finditer(text):
        name = match[1]
        is_kept = all(one is not False for one in stack)
        if is_kept:
            parts.append(text[end : match.start()])
        end = match.end()
        if name in _CONDITIONS:
            truth = is_true(match[2].strip())
            stack.append(truth if truth is None or name == "if" else not truth)
        elif name in {"else", "elsif", "elif"} and stack and stack[-1] is not None:
            stack[-1] = not stack[-1]
            continue
        elif name in {"endif", "endunless"} and stack and stack.pop() is not None:
            continue
        if all(one is not False for one in stack) and not (name in _CONDITIONS and stack[-1] is not None):
            parts.append(match[0])
    return "".join((*parts, text[end:]))


# Filters


def unchanged(value: str, *_: str) -> str:
    """Return the value: of filters that change nothing of an address."""
    return value


def formatted_date(value: str, form: str = "") -> str:
    """Return the date of a post in a form of digits. Raises ValueError for any other."""
    if value != DATE:
        raise ValueError(value)
    made = re.sub("%([Ymd])", lambda match: _DATES[match[1]], form)
    if "%" in made:
        raise ValueError(form)
    return made.replace("{year}-{month}-{day}", "{date}")


DATE: Final = "{moment}"
"""Stands for the date of a post until it gets a form."""
_DATES: Final = {"Y": "{year}", "m": "{month}", "d": "{day}"}

UNCHANGING: Final[Mapping[str, ValueFilter]] = dict.fromkeys(
    (
        *("xml_escape", "escape", "escape_once", "escapeXml", "safe", "strip", "trim", "jsonify", "dump", "json"),
        *("strip_newlines", "normalize_whitespace", "strip_html", "striptags", "string", "cdata_escape", "json_encode"),
        *("escape_xml", "lstrip", "rstrip", "safeURL"),
    ),
    unchanged,
)
"""Filters that leave an address as it is."""
