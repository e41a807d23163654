"""What of a text only the site's generator can make, and is left out of the feeds where there is no page of it.

A dialect notes what it leaves out of one text; what is said of it is said once for each cause, of the whole site.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect.problem import shortened
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.model.records import Post

MARK: Final = "\x1a"
"""Stands where something is left out until `without_marks` has seen what cannot do without it. No text has it."""
CODE: Final = "post/left-out"

_NAMED: Final = 4
"""Things that the warning of a cause names; a site with more lacks its pages, and is told so."""
_PICTURES: Final = re.compile(
    r"<(?:img|source|iframe|video|audio|embed|object)\b[^<>\x1a]*+\x1a[^<>]*+>|!\[[^\[\]]*+\]\([^()\x1a]*+\x1a[^()]*+\)",
    re.IGNORECASE,
)
_LINKS: Final = re.compile(r"(?<!!)\[([^\[\]]*+)\]\([^()\x1a]*+\x1a[^()]*+\)")
_ATTRIBUTES: Final = re.compile(r"<(?P<name>\w++)(?P<rest>[^<>\x1a]*+\x1a[^<>]*+)>")
_TAG: Final = re.compile(r"<[^<>]*+>")
_CODE: Final = re.compile(r"(?<!`)`[ ]?\x1a[ ]?`(?!`)")
_WORD: Final = re.compile(r"\w")
_PICTURE: Final = re.compile(r"<(?:img|iframe|video|audio)\b|!\[", re.IGNORECASE)


class Generator(Struct, frozen=True, kw_only=True):
    """Whose text it is, and what makes the page that has it whole."""

    title: str
    command: str
    """Empty where nobody knows which generator it is."""
    folder: str
    """Where it puts its pages unless it is told otherwise."""


class LeftOut(Struct, frozen=True, kw_only=True, array_like=True):
    """Something that was left out of the text of one post; `where` is its first place there."""

    what: str
    """As it is written: `{% include %}`."""
    why: str
    """After a colon: `only Jekyll can carry this out`."""
    where: Where
    hint: str
    uses: int = 1
    """How often it occurs there."""


class Body(Struct, frozen=True, kw_only=True):
    """The text of a post, in its markup, ready to be rendered."""

    text: str
    left_out: tuple[LeftOut, ...] = ()


class Notes:
    """What is left out of one text, each cause once, with its place. Places are noted from the first to the last."""

    def __init__(self, post: Post, generator: Generator, text: str) -> None:
        self._post, self._generator, self._text = post, generator, text
        self._noted: dict[tuple[str, str], LeftOut] = {}
        self._uses: Counter[tuple[str, str]] = Counter()
        self._at, self._line, self._start = 0, 0, 0

    def __bool__(self) -> bool:
        """Whether there is anything to be said."""
        return bool(self._noted)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was noted."""
        return tuple(replace(one, uses=self._uses[key]) for key, one in self._noted.items())

    def note(self, what: str, at: int, why: str = "", instead: str = "") -> None:
        """Note something at an index of the text: why it is left out, and what helps, unless that is the generator."""
        why = why or f"only {self._generator.title} can carry this out"
        key = (shortened(what), why)
        self._uses[key] += 1
        if key not in self._noted:
            where = self.place(at)
            self._noted[key] = LeftOut(what=key[0], why=why, where=where, hint=instead or hint(self._generator))

    def place(self, at: int) -> Where:
        """Return the place of an index, which is not before that of the last one asked for."""
        if at >= self._at:
            breaks = self._text.count("\n", self._at, at)
            if breaks:
                self._start = self._text.rindex("\n", self._at, at) + 1
            self._at, self._line = at, self._line + breaks
            line, column = self._line, at - self._start + 1
        else:
            line, column = self._text.count("\n", 0, at), at - self._text.rfind("\n", 0, at)
        return Where(path=self._post.source, line=self._post.body_line + line, column=column)


def hint(generator: Generator) -> str:
    """Return what to do about it: the page that the generator makes has all."""
    command, folder = generator.command, generator.folder
    if not command:
        return (
            "Write what it stands for. What is meant as text stands in code: between backticks, indented, in `<pre>`."
        )
    return f"Run `{command}` first: where {folder} has the page of a post, its text is taken from there."


def without_marks(text: str) -> str:
    """Return the text without marks, pictures and links whose addresses they leave unknown, and code of them alone."""
    if MARK not in text:
        return text
    text = _PICTURES.sub("", _CODE.sub("", text))
    text = _LINKS.sub(r"\1", text)
    text = _ATTRIBUTES.sub(lambda match: f"<{match['name']}>", text)
    return text.replace(MARK, "")


def readable(post: Post, body: Body) -> Body:
    """Return the body; in place of one of which nothing sensible is left the summary and the link of the post."""
    if not body.left_out or _PICTURE.search(body.text) or _WORD.search(_TAG.sub("", body.text)):
        return body
    summary = f"<p>{html.escape(' '.join(post.summary.split()))}</p>\n" if post.summary else ""
    link = f'<p><a href="{html.escape(post.url)}">{html.escape(" ".join(post.title.split()))}</a></p>\n'
    return Body(text=summary + link, left_out=body.left_out)


def diagnostics(left_out: Iterable[LeftOut]) -> tuple[Diagnostic, ...]:
    """Return one warning for each cause, with what is left out, how many posts and uses there are, and the first."""
    causes: dict[tuple[str, str], list[LeftOut]] = {}
    for each in left_out:
        causes.setdefault((each.why, each.hint), []).append(each)
    return tuple(map(_diagnostic, sorted(causes.values(), key=len, reverse=True)))


def _diagnostic(those: Sequence[LeftOut]) -> Diagnostic:
    first = those[0]
    posts = len({each.where.path for each in those})
    texts = "the text of this post" if posts == 1 else f"the texts of {posts} posts"
    names = [f"`{name}`" for name, _ in Counter(each.what for each in those).most_common()]
    return Diagnostic(
        code=CODE,
        level=Level.WARNING,
        where=first.where,
        text=f"{_listed(names)} {'is' if len(names) == 1 else 'are'} left out of {texts}: {first.why}.",
        hint=first.hint,
        why="Readers get the post without it; templates are never shown as text.",
        found=first.what,
        count=sum(each.uses for each in those),
    )


def _listed(names: Sequence[str]) -> str:
    """Return the first of the names in a row, and how many others there are."""
    others = len(names) - _NAMED
    if others > 1:
        return f"{', '.join(names[:_NAMED])} and {others} other things"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
