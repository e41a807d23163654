"""What of the Liquid in a Jekyll post is carried out here: variables, and the tags that need nothing but the post.

One pass from the first character to the last. What is put in place of a variable is text and never read again, and all
of it together is bounded. Loops, conditions, includes, data, captures and the tags of plug-ins are left to the page
that Jekyll makes; where there is none they are left out, and noted. What Jekyll itself refuses is refused.
"""

from __future__ import annotations

import html
import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.left_out import MARK, Generator, Notes, without_marks
from feedpub.collect.templates import is_secret, last_ends
from feedpub.sites.jekyll.variables import MalformedError, OutOfReachError, Variables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Where

    References: TypeAlias = Mapping[str, Callable[[str], str]]
    """The addresses for `post_url` and `link`."""
    Checks: TypeAlias = Mapping[str, Callable[[str], None]]
    """Whether what is left out names files of the site: for each tag, and for `data`."""

JEKYLL: Final = Generator(title="Jekyll", command="jekyll build", folder="_site")

_OPENING: Final = re.compile(r"\{[{%]")
_NAMED: Final = re.compile(r"\s*(\w+)\s*")
_END_OF_RAW: Final = re.compile(r"\{%-?\s*endraw\b([^%]*+)%\}")
_DROPPED: Final = frozenset({"for", "tablerow", "if", "unless", "case", "capture", "ifchanged"})
"""Blocks that are left out with what is in them: it is made several times, or it may be that nobody is to see it."""
_OF_DATA: Final = re.compile(
    r"""\bsite\s*+(?:\.\s*+data\b|\[\s*+["']data["']\s*+\])\s*+"""
    r"""(?:\.\s*+([\w-]++)|\[\s*+(?:"([^"]*+)"|'([^']*+)')\s*+\])"""
)
_FILE: Final = re.compile(r"""["']?([^\s"']++)""")
_NOTHING: Final[Checks] = MappingProxyType({})
_BRANCHES: Final = frozenset({"else", "elsif", "when", "break", "continue"})
_OF_JEKYLL: Final = (_DROPPED | _BRANCHES).union(
    [
        "assign",
        "comment",
        "cycle",
        "decrement",
        "echo",
        "end",
        "gist",
        "github_edit_link",
        "highlight",
        "include",
        "include_relative",
        "increment",
        "liquid",
        "link",
        "post_url",
        "raw",
        "render",
    ]
)
"""Tags that there are without a plug-in of the site, those of GitHub Pages among them."""


class UnknownTargetError(Exception):
    """Something that a body points to and that is not there; the text is a sentence without its full stop."""


class LiquidError(Exception):
    """Liquid that Jekyll refuses, too, or that leads to nothing."""

    def __init__(self, text: str, where: Where | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.where = where


class SkippedBlock(Struct):
    """A block that is left out, and how many of its name are open."""

    name: str
    at: int
    depth: int = 1


class HighlightBlock(Struct):
    """The inside of `highlight` so far; another one in it changes nothing."""

    language: str
    at: int
    name: str = "highlight"
    parts: list[str] = field(default_factory=list)
    depth: int = 1


def has_liquid(body: str) -> bool:
    """Return whether Jekyll would look for Liquid in the body."""
    return "{{" in body or "{%" in body


def render(
    text: str, variables: Variables, references: References, notes: Notes | None, checks: Checks = _NOTHING
) -> str:
    """Return the body with its Liquid carried out or left out.

    Where there are no notes, nothing is to be said of it. Raises LiquidError.
    """
    return without_marks(_Rendering(text, variables, references, notes, checks).result())


def plainly(text: str, values: Mapping[str, Value], settings: Settings) -> str:
    """Return the body as far as the front matter of the post tells what it becomes; nothing where Jekyll refuses it."""
    known = {key: value for key, value in values.items() if key not in ("title", "date", "slug", "categories", "tags")}
    unknown = dict.fromkeys(("post_url", "link"), lambda _: MARK)
    try:
        return render(text, Variables(known, settings, is_whole=False), unknown, None)
    except LiquidError:
        return ""


class _Rendering:
    """One body on its way from its source to its text."""

    def __init__(
        self, text: str, variables: Variables, references: References, notes: Notes | None, checks: Checks
    ) -> None:
        self._text, self._variables, self._references, self._notes = text, variables, references, notes
        self._checks = checks
        self._parts: list[str] = []
        self._skipped: SkippedBlock | None = None
        self._listing: HighlightBlock | None = None
        self._trims = False

    def result(self) -> str:
        """Return the text. Raises LiquidError."""
        at = 0
        while match := _OPENING.search(self._text, at):
            start = match.start()
            piece = self._text[at:start]
            self._add(piece.rstrip() if self._text.startswith("-", start + 2) else piece)
            at = self._variable(start) if match[0] == "{{" else self._tag(start)
        self._add(self._text[at:])
        for block in (self._skipped, self._listing):
            if block is not None:
                raise self._refusal(f"`{{% {block.name} %}}` has no end", block.at)
        return "".join(self._parts)

    def _add(self, piece: str) -> None:
        """Add text that stands between tags."""
        if self._trims:
            piece = piece.lstrip()
        self._trims = False
        self._put(piece)

    def _put(self, piece: str) -> None:
        if self._skipped is None:
            (self._listing.parts if self._listing else self._parts).append(piece)

    def _inside(self, start: int, closing: str) -> tuple[str, int]:
        """Return what stands between the marks, and the index behind them."""
        end = self._text.find(closing[0] if closing == "}}" else closing, start + 2)
        if end < 0 or not self._text.startswith(closing, end):
            raise self._refusal(f"`{self._text[start : start + 2]}` has no `{closing}`", start)
        inner = self._text[start + 2 : end]
        self._trims = inner.endswith("-")
        return inner.removeprefix("-").removesuffix("-"), end + 2

    def _variable(self, start: int) -> int:
        inner, end = self._inside(start, "}}")
        if self._skipped is None:
            try:
                made = self._variables.text(inner)
            except OutOfReachError as error:
                made = MARK
                self._check_data(inner, start)
                if error.is_worth_a_word:
                    self._note(f"{{{{ {error.what} }}}}", start, error.why, error.instead)
            except MalformedError as error:
                raise self._refusal(f"`{{{{{inner}}}}}` cannot be read", start) from error
            self._put(made)
        return end

    def _tag(self, start: int) -> int:
        inner, end = self._inside(start, "%}")
        match = _NAMED.match(inner)
        if inner.lstrip().startswith("#"):
            return end  # a comment
        if match is None:
            raise self._refusal("`{%` has no name behind it", start)
        name = match[1]
        if name == "raw":
            return self._raw(start, end)
        if self._skipped is not None:
            self._in_skipped(self._skipped, name)
        else:
            self._carried_out(name, inner[match.end() :].strip(), start)
        return end

    def _raw(self, start: int, end: int) -> int:
        match = _END_OF_RAW.search(self._text, end)
        if match is None:
            raise self._refusal("`{% raw %}` has no end", start)
        self._add(self._text[end : match.start()])
        self._trims = match[1].endswith("-")
        return match.end()

    def _in_skipped(self, skipped: SkippedBlock, name: str) -> None:
        skipped.depth += (name == skipped.name) - (name == f"end{skipped.name}")
        if not skipped.depth:
            self._skipped = None

    def _carried_out(self, name: str, rest: str, start: int) -> None:
        if name in self._references:
            self._put(self._address(name, rest, start))
        elif name in {"highlight", "endhighlight"}:
            self._highlight(name, rest, start)
        elif name == "gist":
            address = html.escape(f"https://gist.github.com/{rest.partition(' ')[0]}")
            self._put(f'<a href="{address}">{address}</a>')
        elif name == "comment":
            self._skipped = SkippedBlock(name, start)
        elif name not in _BRANCHES and not name.startswith("end"):
            if name not in _OF_JEKYLL and not self._variables.has_plugins:
                raise self._refusal(f"`{{% {name} %}}` is no tag of Jekyll's, and the site has no plug-in", start)
            self._put(MARK)
            self._check_file(name, rest, start)
            self._note(f"{{% {name} %}}", start)
            is_dropped = name in _DROPPED or (
                is_secret(self._text, start) and self._last_ends.get(f"end{name}", -1) > start
            )
            self._skipped = SkippedBlock(name, start) if is_dropped else None

    @cached_property
    def _last_ends(self) -> Mapping[str, int]:
        return last_ends(self._text)

    def _check_file(self, name: str, rest: str, start: int) -> None:
        """Refuse a tag that names a file elsewhere: Jekyll does, too, or would publish it."""
        match = _FILE.match(rest)
        if match and name in self._checks and "{" not in match[1]:
            self._check(name, match[1], start)
        self._check_data(rest, start)

    def _check_data(self, inner: str, start: int) -> None:
        if "data" in self._checks:
            for match in _OF_DATA.finditer(inner):
                self._check("data", match[match.lastindex or 1], start)

    def _check(self, name: str, what: str, start: int) -> None:
        try:
            self._checks[name](what)
        except UnknownTargetError as error:
            raise self._refusal(str(error), start) from error

    def _address(self, name: str, rest: str, start: int) -> str:
        if "{{" in rest:
            self._note(f"{{% {name} {{{{ … }}}} %}}", start)
            return MARK
        try:
            return self._references[name](rest)
        except UnknownTargetError as error:
            raise self._refusal(str(error), start) from error

    def _highlight(self, name: str, rest: str, start: int) -> None:
        listing = self._listing
        if listing is not None:
            listing.depth += 1 if name == "highlight" else -1
            if not listing.depth:
                self._listing = None
                self._put(_listed(listing))
        elif name == "highlight":
            self._listing = HighlightBlock((rest.split(None, 1) or [""])[0], start)

    def _note(self, what: str, at: int, why: str = "", instead: str = "") -> None:
        if self._notes is not None:
            self._notes.note(what, at, why, instead)

    def _refusal(self, what: str, at: int) -> LiquidError:
        return LiquidError(f"{what}.", self._notes.place(at) if self._notes is not None else None)


def _listed(listing: HighlightBlock) -> str:
    code = html.escape("".join(listing.parts).replace(MARK, "").strip("\r\n"), quote=False)
    attribute = f' class="language-{html.escape(listing.language)}"' if listing.language else ""
    return f"<pre><code{attribute}>{code}\n</code></pre>"
