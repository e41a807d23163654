"""Shortcodes in the body of a Hugo page: found, nested, and replaced; what each becomes stands in `embedded`.

`{{< name >}}`, `{{% name %}}`, with an end or without; `{{</* name */>}}` is meant as text.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.sites.hugo import embedded
from feedpub.collect.sites.hugo.embedded import Call, Context, UnknownError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.collect.settings import Settings

_TAG = re.compile(
    r"""\{\{(?P<mark>[<%])(?:
        /\*(?P<text>(?:(?!\{\{[<%]|\*/[>%]\}\}).)*+)\*/[>%]\}\}
      | \s*+(?P<end>/)?\s*+(?P<name>[\w.\-]++(?:/[\w.\-]++)*+)
        (?P<args>(?:"(?:[^"\\]|\\.)*+"|`[^`]*+`|(?!/?[>%]\}\}|\{\{[<%])[^"`])*+)
        (?P<closed>/)?[>%]\}\})""",
    re.VERBOSE | re.DOTALL,
)
"""Nothing in it is tried in two ways: a body with many openings and no end must not take for ever."""
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w.\-:@]+)\s*=\s*)?(?:"(?P<text>(?:[^"\\]|\\.)*)"|`(?P<raw>[^`]*)`|(?P<word>\S+))"""
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Trouble(Struct, frozen=True, kw_only=True):
    """A shortcode that cannot be replaced; the line counts from that of the body's first."""

    name: str
    line: int
    what: str
    known: bool = False


class _Frame(Struct):
    """A shortcode that is open, and what has been made of its inside so far."""

    name: str = ""
    args: tuple[tuple[str, str], ...] = ()
    line: int = 0
    source: str = ""
    parts: list[str] = field(default_factory=list)


def has_any(body: str) -> bool:
    """Whether Hugo would look for shortcodes in the body."""
    return "{{<" in body or "{{%" in body


def replaced(body: str, context: Context) -> tuple[str, tuple[Trouble, ...]]:
    """Give the body with its shortcodes replaced, and those that cannot be; they leave nothing."""
    troubles: list[Trouble] = []
    closing = _closing(body)
    stack = [_Frame()]
    end = 0
    for match in _TAG.finditer(body):
        stack[-1].parts.append(body[end : match.start()])
        end = match.end()
        if match["text"] is not None:
            mark = match["mark"]
            stack[-1].parts.append(f"{{{{{mark}{match['text']}{'>' if mark == '<' else '%'}}}}}")
        elif match["end"]:
            _close(stack, match["name"], context, troubles)
        else:
            frame = _Frame(match["name"], _arguments(match["args"]), 1 + body.count("\n", 0, match.start()), match[0])
            if match["closed"] or not _is_closed(closing, match):
                stack[-1].parts.append(_made(frame, None, context, troubles))
            else:
                stack.append(frame)
    while len(stack) > 1:  # pragma: no cover - `_closing` opens only what is closed
        _close(stack, stack[-1].name, context, troubles)
    text = "".join([*stack[0].parts, body[end:]])
    if found := _LEFT.search(text) if not troubles else None:
        line = 1 + text.count("\n", 0, found.start())
        troubles.append(Trouble(name=found[0][:20], line=line, what="it cannot be read as a shortcode"))
    return text, tuple(troubles)


_LEFT = re.compile(r"\{\{[<%](?!\s*+/?\s*+[\w.\-/]++(?:(?![>%]\}\})[^{}])*+[>%]\}\})[^\n]{0,40}")
"""The start of a shortcode without its end; what was meant as text has one."""


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


def _is_closed(closing: Mapping[int, bool], match: re.Match[str]) -> bool:
    return closing.get(match.start(), False)


def _close(stack: list[_Frame], name: str, context: Context, troubles: list[Trouble]) -> None:
    """Make what was opened last under this name; whatever was opened inside and is still open has no end."""
    if all(frame.name != name for frame in stack[1:]):
        return
    while len(stack) > 1:
        frame = stack.pop()
        is_it = frame.name == name
        inner = "".join(frame.parts)
        made = _made(frame, inner if is_it else None, context, troubles)
        stack[-1].parts.append(made if is_it else made + inner)
        if is_it:
            return


def _arguments(written: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for match in _ARGUMENT.finditer(written):
        text = match["text"]
        value = _ESCAPE.sub(r"\1", text) if text is not None else match["raw"]
        found.append((match["key"] or "", match["word"] if value is None else value))
    return tuple(found)


def _made(frame: _Frame, inner: str | None, context: Context, troubles: list[Trouble]) -> str:
    call = Call(name=frame.name, args=frame.args, inner=inner)
    try:
        return embedded.make(call, context)
    except UnknownError as error:
        troubles.append(Trouble(name=frame.name, line=frame.line, what=str(error), known=embedded.is_known(frame.name)))
        return ""


def plainly(body: str, settings: Settings) -> str:  # noqa: ARG001 - called like what needs them
    """Give the body with its shortcodes replaced as far as that needs no other file: enough to find its pictures."""
    return replaced(body, _plain())[0]


@cache
def _plain() -> Context:
    return Context(params={}, site_params={}, address=lambda _: "", inline=html.escape, is_plain=True)


CODE: Final = "post/unknown-shortcode"
