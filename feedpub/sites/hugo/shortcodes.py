"""Shortcodes in the body of a Hugo page: found, nested, and replaced; what each becomes stands in `embedded`.

`{{< name >}}`, `{{% name %}}`, with an end or without; `{{</* name */>}}` is meant as text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.left_out import MARK, without_marks
from feedpub.collect.templates import is_secret
from feedpub.sites.hugo import embedded
from feedpub.sites.hugo.embedded import Call, Context, UnknownShortcodeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.collect.settings import Settings

_TAG = re.compile(
    r"""\{\{(?P<mark>[<%])(?:
        /\*(?P<text>(?:(?!\{\{[<%]|\*/[>%]\}\}).)*+)\*/[>%]\}\}
      | \s*+(?P<end>/)?\s*+(?P<name>[\w.\-]++(?:/[\w.\-]++)*+)
        (?P<args>(?:\\"(?:[^"\\]|\\(?!"))*+\\"|"(?:[^"\\]|\\.)*+"|`[^`]*+`|(?!/?[>%]\}\}|\{\{[<%])[^"`])*+)
        (?P<closed>/)?[>%]\}\})""",
    re.VERBOSE | re.DOTALL,
)
"""Nothing in it is tried in two ways: a body with many openings and no end must not take for ever."""
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w.\-:@]+)\s*=\s*)?(?:\\"(?P<escaped>(?:[^"\\]|\\(?!"))*)\\"|"(?P<text>(?:[^"\\]|\\.)*)"|`(?P<raw>[^`]*)`|(?P<word>\S+))"""
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


_DEEPEST: Final = 50
"""Shortcodes within each other; more than anybody writes."""


class Trouble(Struct, frozen=True, kw_only=True):
    """A shortcode that cannot be replaced, and its index in the body."""

    name: str
    at: int
    what: str
    is_unknown: bool = False
    """Whether it is left out, with what it is about kept: it may be one of the site's own, or of a theme."""


class _Frame(Struct):
    """A shortcode that is open, and what has been made of its inside so far."""

    name: str = ""
    args: tuple[tuple[str, str], ...] = ()
    at: int = 0
    parts: list[str] = field(default_factory=list)


def has_any(body: str) -> bool:
    """Whether Hugo would look for shortcodes in the body."""
    return "{{<" in body or "{{%" in body


def replaced(body: str, context: Context) -> tuple[str, tuple[Trouble, ...]]:
    """Return the body with its shortcodes replaced, and those that cannot be, in their order; they leave nothing."""
    return _Replacing(body, context).result()


class _Replacing:
    """One body on its way."""

    def __init__(self, body: str, context: Context) -> None:
        self._body, self._context = body, context
        self._stack = [_Frame()]
        self._open: Counter[str] = Counter()
        self._troubles: list[Trouble] = []

    def result(self) -> tuple[str, tuple[Trouble, ...]]:
        """Return the text, and what is wrong with it."""
        closing = _closing(self._body)
        end = 0
        for match in _TAG.finditer(self._body):
            self._put(self._read(end, match.start()))
            end = match.end()
            if match["text"] is not None:
                mark = match["mark"]
                self._put(f"{{{{{mark}{match['text']}{'>' if mark == '<' else '%'}}}}}")
            elif match["end"]:
                self._close(match["name"])
            else:
                self._begin(match, is_closed=closing.get(match.start(), False) and not match["closed"])
        self._put(self._read(end, len(self._body)))
        text = without_marks("".join(self._stack[0].parts))
        return text, tuple(sorted(self._troubles, key=lambda trouble: trouble.at))

    def _read(self, start: int, end: int) -> str:
        """Return the text between two places, in which nothing opens a shortcode but what cannot be read as one."""
        piece = self._body[start:end]
        if not has_any(piece):
            return piece
        parts: list[str] = []
        at = 0
        for found in _UNREAD.finditer(piece):
            is_named = bool(found["end"] and found["name"])
            name = found["name"] if is_named else found[0][:20]
            what = "it cannot be read as a shortcode"
            self._troubles.append(Trouble(name=name, at=start + found.start(), what=what, is_unknown=is_named))
            parts += [piece[at : found.start()], MARK]
            at = found.end()
        return "".join([*parts, piece[at:]])

    def _put(self, text: str) -> None:
        self._stack[-1].parts.append(text)

    def _begin(self, match: re.Match[str], *, is_closed: bool) -> None:
        frame = _Frame(match["name"], _arguments(match["args"]), match.start())
        if not is_closed:
            self._put(self._made(frame, None))
        elif len(self._stack) > _DEEPEST:
            self._troubles.append(Trouble(name=frame.name, at=frame.at, what="it is nested too deep"))
        else:
            self._stack.append(frame)
            self._open[frame.name] += 1

    def _close(self, name: str) -> None:
        """Make what was opened last under this name; whatever was opened inside and is still open has no end."""
        while self._open[name]:
            frame = self._stack.pop()
            self._open[frame.name] -= 1
            is_it = frame.name == name
            inner = "".join(frame.parts)
            made = self._made(frame, inner if is_it else None)
            self._put(made if is_it else made + inner)
            if is_it:
                return

    def _made(self, frame: _Frame, inner: str | None) -> str:
        if frame.name.lower() == "highlight" and inner is not None and self._open[frame.name]:
            return inner  # it is part of the listing around it
        if frame.name.endswith(".inline"):
            return ""  # a template in the text, which Hugo does not run unless it is told to
        call = Call(name=frame.name, args=frame.args, inner=inner)
        try:
            return embedded.make(call, self._context)
        except UnknownShortcodeError as error:
            is_unknown = not error.is_sure or frame.name.lower() in self._context.own
            what = str(error)
            self._troubles.append(Trouble(name=frame.name, at=frame.at, what=what, is_unknown=is_unknown))
            return MARK if is_secret(self._body, frame.at) else MARK + (inner or "")


_UNREAD = re.compile(
    r"\{\{[<%]\s*+(?P<name>[\w./-]*+)(?:(?!\{\{[<%]|[>%]\}\})[^\n]){0,1000}+(?P<end>[>%]\}\})?", re.DOTALL
)
"""What begins like a shortcode and is none, to its end or that of its line."""


def _closing(body: str) -> Mapping[int, bool]:
    """Tell for the place of each opening tag whether a closing one belongs to it."""
    opened: dict[str, list[int]] = {}
    found: dict[int, bool] = {}
    for match in _TAG.finditer(body):
        if match["text"] is not None or match["closed"]:
            continue
        if match["end"]:
            if places := opened.get(match["name"]):
                found[places.pop()] = True
        else:
            opened.setdefault(match["name"], []).append(match.start())
    return found


def _arguments(written: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for match in _ARGUMENT.finditer(written):
        text = match["text"]
        value = _ESCAPE.sub(r"\1", text) if text is not None else match["escaped"] or match["raw"]
        found.append((match["key"] or "", match["word"] if value is None else value))
    return tuple(found)


def plainly(body: str, settings: Settings) -> str:  # noqa: ARG001 - called like what needs them
    """Return the body with its shortcodes replaced as far as that needs no other file: enough to find its pictures."""
    return replaced(body, _plain())[0]


@cache
def _plain() -> Context:
    return Context(params={}, site_params={}, address=lambda _: "", inline=html.escape, is_plain=True)
