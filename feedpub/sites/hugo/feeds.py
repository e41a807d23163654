"""The feeds of a Hugo site that templates of its own or of its theme make, as far as they tell without being run.

What matters of one: the id of a post, how many posts it holds, and of which sections those of the home page are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.hugo.paths import clean
from feedpub.sites.shared import feedtemplates
from feedpub.sites.shared.expressions import UnreadError
from feedpub.sites.shared.feeds import OwnFeed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

_PLACES: Final = ("", "_default/")
_MOST_BYTES: Final = 40_000
_MOST_ACTIONS: Final = 1_000
_COMMENT: Final = re.compile(r"\{\{-?\s*+/\*.{0,2000}?\*/\s*+-?\}\}|<!--.{0,2000}?-->", re.DOTALL)
_ACTION: Final = re.compile(r"\{\{-?((?:[^{}]|\}(?!\})|\{(?!\{))*+)\}\}", re.DOTALL)
_SET: Final = re.compile(r"\{\{-?\s*+\$(\w++)\s*+:?=((?:[^{}]|\}(?!\})|\{(?!\{))*+)\}\}", re.DOTALL)
_IDS: Final = {
    "rss": (re.compile(r"<guid\b[^>]*>(.*?)</guid>", re.DOTALL), re.compile(r"<link>(.*?)</link>", re.DOTALL)),
    "atom": (re.compile(r"<id>(.*?)</id>", re.DOTALL), re.compile(r"<link\b[^>]*?\shref=\"([^\"]*)\"", re.DOTALL)),
}
_ITEM: Final = re.compile(r"<(?:item|entry)[\s>{]")
_FIRST: Final = re.compile(r"\bfirst\s++(\d{1,6}|\$\w+|\(?\s*+[.$\w]+(?:\.\w+)*)")
_SECTIONS: Final = re.compile(
    r"""\bwhere\s+\(?[$.\w]+(?:\.\w+)*\s+["'`]\.?(?:Type|Section)["'`]\s+(?:["'`](?:in|==|eq)["'`]\s+)?+"""
    r"""(?:\(slice\s+(?P<several>[^()]*)\)|["'`](?P<one>[\w-]+)["'`]|(?P<main>[$.\w]*\bmainSections)\b)""",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"""\bwhere\s+\S+\s+["'`]\.?Params\.(\w+)["'`]\s+["'`](?:!=|ne)["'`]\s+true""")
_SHOWN_BY: Final = re.compile(r"""\bif\b[^}]{0,200}?\.Param\s+["'`](\w+)["'`]\s*\|\s*default\s+true\b""")
_NOT_ELSEWHERE: Final = re.compile(
    r"""\bif\b[^}]{0,400}?\bnot\s+\(\s*(?:strings\.)?[hH]asPrefix\s+\.Params\.(\w+)\s+["'`]https?://"""
)
_NOT_LAYOUT: Final = re.compile(r"""\bne\s+\.Layout\s+["'`](\w+)["'`]""")
_TURNED: Final = re.compile(r"\.By(?:Publish)?Date\.Reverse\b")
_BRANCHED: Final = re.compile(
    r"\{\{-?\s*(?:with|if)\b(?P<inner>(?:(?!\{\{-?\s*(?:with|if)\b).)*?)\{\{-?\s*end\s*-?\}\}", re.DOTALL
)
_BRANCH: Final = re.compile(r"\{\{-?\s*+else\b.{0,500}?\}\}", re.DOTALL)
_WORD: Final = re.compile(r"""(\(|\)|\||"(?:[^"\\]|\\.)*"|`[^`]*`|[^\s()|"`]+)""")
_SHOWN: Final = 100


class HugoFeedTemplate(Struct, frozen=True, kw_only=True):
    """What the template of the home page's feed tells."""

    feed: OwnFeed
    sections: tuple[str, ...] = ()
    """Of which the feed of the home page holds posts; of all where there are none."""
    hidden_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Parameters of a page, in lower case, that keep it out of feeds, and beginnings of their values that do."""
    is_oldest_turned: bool = False
    """Whether its order is that of dates turned round, and with it that of posts of one moment."""


class HugoFeedSettings(Struct, frozen=True, kw_only=True):
    """What the configuration says that a template may ask for."""

    base: str
    """The path of the home page, without the last slash."""
    main_sections: tuple[str, ...]
    limit: int
    """Of `services.rss`; 0 for all."""


def template_of(site: Path, themes: Iterable[str], form: str, settings: HugoFeedSettings) -> HugoFeedTemplate | None:
    """Return what the template of the site's feed in a format (`rss`, `atom`) tells; None where Hugo's own makes it.

    The layouts of the site come before those of its themes.
    """
    try:
        name = next(_found(site, themes, form), "")
        data = reading.beginning(site, name, _MOST_BYTES) if name else None
    except RefusedError:
        return None  # nothing of it is published
    return None if data is None else _told(data.decode("utf-8-sig", "replace"), name, form, settings)


def _found(site: Path, themes: Iterable[str], form: str) -> Iterator[str]:
    """Return the templates that there are, the one that Hugo takes first."""
    names = [f"{kind}.{form}.xml" for kind in ("index", "home")]
    names += [f"list.{form}.xml", f"{form}.xml", *(["index.xml", "list.xml"] if form == "rss" else [])]
    for base in ("layouts", *(f"themes/{clean(theme)}/layouts" for theme in themes)):
        if not reading.is_folder(site, base):
            continue
        listed = {place: reading.listing(site, f"{base}/{place}".rstrip("/")).others for place in _PLACES}
        yield from (f"{base}/{place}{name}" for name in names for place in _PLACES if name in listed[place])


def _told(text: str, file: str, form: str, settings: HugoFeedSettings) -> HugoFeedTemplate | None:
    template = _COMMENT.sub("", text) if text.count("{{") + text.count("<!--") < _MOST_ACTIONS else ""
    item = _ITEM.search(template)
    if item is None:
        return None
    written = next((match[1].strip() for each in _IDS[form] if (match := each.search(template, item.start()))), "")
    values = _GoValues(template, settings)
    shown = " ".join(written.split())[:_SHOWN] or "an item without an id"
    try:
        pattern = _normal(values.text(written), settings)
    except UnreadError:
        pattern = ""
    return HugoFeedTemplate(
        feed=OwnFeed(
            path="",
            format=form,
            limit=_limit(template, values, settings),
            id=pattern,
            unread="" if pattern else shown,
            where=Where(path=file, line=feedtemplates.line_of(text, written), column=1),
        ),
        sections=_sections(template, settings),
        hidden_by=_hidden(template),
        is_oldest_turned=_TURNED.search(template) is not None,
    )


def _hidden(template: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {name.lower(): ("true",) for name in _HIDDEN.findall(template)}
    found |= {name.lower(): ("false",) for name in _SHOWN_BY.findall(template)}
    found |= {name.lower(): ("http://", "https://") for name in _NOT_ELSEWHERE.findall(template)}
    layouts = tuple(_NOT_LAYOUT.findall(template))
    return found | {"layout": layouts} if layouts else found


def _normal(made: str, settings: HugoFeedSettings) -> str:
    """Return a pattern in its shortest form; nothing for one that is the same for all posts."""
    made = made.replace("{base}", "") if not settings.base else made
    if made in {"{url}", "{site}{path}", "{site}{base}{path}"}:
        return "{url}"
    return made if feedtemplates.tells_posts_apart(made) else ""


def _limit(template: str, values: _GoValues, settings: HugoFeedSettings) -> int:
    """Return how many posts the feed holds, 0 for all: a number of the template, else what the configuration says."""
    for match in _FIRST.finditer(template):
        number = values.number(match[1])
        if number:
            return number
    return settings.limit


def _sections(template: str, settings: HugoFeedSettings) -> tuple[str, ...]:
    match = _SECTIONS.search(template)
    if match is None:
        return ()
    if match["several"]:
        return tuple(re.findall(r"[\"'`]([\w-]+)[\"'`]", match["several"]))
    return (match["one"],) if match["one"] else settings.main_sections


class _GoValues:
    """What expressions of a Go template come to: values, pipes, and functions that leave an address as it is."""

    def __init__(self, template: str, settings: HugoFeedSettings) -> None:
        self._settings = settings
        self._set = {match[1]: _trimmed(match[2]) for match in _SET.finditer(template)}
        self._depth = 0

    def number(self, written: str) -> int:
        """Return a number of the template; 0 for one that it does not say."""
        for _ in range(4):
            if written.isascii() and written.isdigit():
                return int(written)
            written = self._set.get(written.lstrip("$"), "") if written.startswith("$") else ""
        return 0

    def text(self, template: str) -> str:
        """Return what a template comes to. Raises UnreadError."""
        found = {made for one in _variants(template) if (made := self._made(one))}
        if len(found) != 1:
            raise UnreadError(template)
        return found.pop()

    def _made(self, template: str) -> str:
        parts: list[str] = []
        end = 0
        for match in _ACTION.finditer(template):
            parts.append("".join(template[end : match.start()].split()))
            try:
                parts.append(self._pipe(_ActionWords(_trimmed(match[1]))))
            except UnreadError:
                return ""
            end = match.end()
        return "".join((*parts, "".join(template[end:].split())))

    def _pipe(self, words: _ActionWords) -> str:
        """Return what commands with `|` between them come to, up to the end or a closing bracket."""
        value: str | None = None
        while True:
            command: list[str | tuple[str]] = []
            while words.next not in {"", "|", ")"}:
                word = words.pop()
                command.append((self._inner(words),) if word == "(" else word)
            value = self._command(command, value)
            if words.next != "|":
                return value
            words.pop()

    def _inner(self, words: _ActionWords) -> str:
        value = self._pipe(words)
        if words.pop() != ")":
            raise UnreadError("(")
        return value

    def _command(self, command: list[str | tuple[str]], piped: str | None) -> str:
        if not command:
            raise UnreadError("|")
        head, *rest = command
        arguments = [self._argument(each) for each in rest] + ([] if piped is None else [piped])
        if isinstance(head, tuple) or (not arguments and head not in _FUNCTIONS):
            return self._argument(head)
        if head.endswith(".Format"):
            return feedtemplates.formatted_date(feedtemplates.DATE, _go_date(arguments[0])) if arguments else ""
        if head not in _FUNCTIONS:
            raise UnreadError(head)
        try:
            return _FUNCTIONS[head](*arguments)
        except (ValueError, TypeError) as error:
            raise UnreadError(head) from error

    def _argument(self, word: str | tuple[str]) -> str:
        if isinstance(word, tuple):
            return word[0]
        if word[0] in '"`':
            text = word[1:-1]
            if "{" in text or "\\" in text:
                raise UnreadError(word)
            return text
        if match := _KNOWN.fullmatch(word):
            return {"permalink": "{url}", "relpermalink": "{base}{path}"}[match[1].lower()]
        if _BASE.fullmatch(word):
            return "{site}{base}/"
        if word.startswith("$") and word[1:] in self._set and self._depth < 4:  # noqa: PLR2004 - deep enough
            self._depth += 1
            try:
                return self._pipe(_ActionWords(self._set[word[1:]]))
            finally:
                self._depth -= 1
        raise UnreadError(word)


_KNOWN: Final = re.compile(r"(?:\$?\w*|\$?\w*\.Page)\.(Permalink|RelPermalink)")
_BASE: Final = re.compile(r"\$?\.?(?:Site|site)\.BaseURL")


class _ActionWords:
    """The words of an action, one after the other."""

    def __init__(self, written: str) -> None:
        self._words = [match[1] for match in _WORD.finditer(written)] if len(written) < 500 else ["?"]  # noqa: PLR2004 - longer than any
        self._at = 0

    @property
    def next(self) -> str:
        """The word that comes next; empty at the end."""
        return self._words[self._at] if self._at < len(self._words) else ""

    def pop(self) -> str:
        """Return the next word, and pass it."""
        word = self.next
        self._at += 1
        return word


def _variants(template: str) -> list[str]:
    """Return the template once for each branch of its conditions, which nobody can tell here."""
    match = _BRANCHED.search(template)
    if match is None:
        return [template]
    inner = match["inner"].partition("}}")[2]
    branches = _BRANCH.split(inner)[:4]
    return [template[: match.start()] + branch + template[match.end() :] for branch in branches]


def _go_date(layout: str) -> str:
    """Return a layout of Go as directives of strftime. Raises UnreadError for one that says more than the day."""
    made = layout.replace("2006", "%Y").replace("01", "%m").replace("02", "%d")
    if re.search(r"[A-Za-z0-9]", re.sub("%[Ymd]", "", made)):
        raise UnreadError(layout)
    return made


def _whole(value: str) -> str:
    if value in {"{path}", "{base}{path}", "{url}"}:
        return "{url}"
    raise ValueError(value)


def _printed(form: str, *values: str) -> str:
    parts = re.split(r"%[sv]", form)
    if "%" in form.replace("%s", "").replace("%v", "") or len(parts) != len(values) + 1:
        raise ValueError(form)
    return "".join(part + value for part, value in zip(parts, (*values, ""), strict=True))


def _same(value: str) -> str:
    return value


_FUNCTIONS: Final[dict[str, Callable[..., str]]] = {
    **dict.fromkeys(
        (
            *("safeHTML", "safeURL", "html", "htmlEscape", "htmlUnescape", "plainify", "transform.XMLEscape", "print"),
            *("transform.HTMLEscape", "string", "strings.TrimSpace", "relURL", "safe.HTML", "safe.URL"),
        ),
        _same,
    ),
    "absURL": _whole,
    "absLangURL": _whole,
    "urls.AbsURL": _whole,
    "printf": _printed,
    "fmt.Printf": _printed,
}


def _trimmed(inside: str) -> str:
    """Return what stands in an action, without the blanks and the dash that end it."""
    return inside.strip().removesuffix("-").strip()
