"""What Hugo's own shortcodes become in a feed: plain HTML that every reader shows, without scripts and styles."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedpub.collect.frontmatter import Value

_NAME = re.compile(r"[\w.\-]+")


class Call(Struct, frozen=True, kw_only=True):
    """A shortcode as it is written. Arguments without a name have the name ``."""

    name: str
    args: tuple[tuple[str, str], ...]
    inner: str | None

    def get(self, name: str, position: int | None = None) -> str:
        """Return the argument of this name, else the one at the position among those without a name; or nothing."""
        named = next((value for key, value in self.args if key.lower() == name), None)
        if named is not None:
            return named
        unnamed = [value for key, value in self.args if not key]
        return unnamed[position] if position is not None and position < len(unnamed) else ""


class Context(Struct, frozen=True, kw_only=True):
    """What a shortcode may ask for."""

    params: Mapping[str, Value]
    """The front matter, keys in lower case."""
    site_params: Mapping[str, Value]
    address: Callable[[str], str]
    """Returns the address of a page by a reference to it; raises UnknownError."""
    inline: Callable[[str], str]
    """Returns the HTML of a line of Markdown."""
    own: frozenset[str] = frozenset()
    """Names of shortcodes that the site or its theme defines."""
    has_others: bool = False
    """Whether a theme or module that is not looked into may define more."""
    is_plain: bool = False
    """Whether only pictures are looked for."""


class UnknownShortcodeError(Exception):
    """A shortcode that cannot be replaced; `str()` says why, after its name. Where that is sure, Hugo refuses it."""

    def __init__(self, what: str, *, is_sure: bool = True) -> None:
        super().__init__(what)
        self.is_sure = is_sure


def make(call: Call, context: Context) -> str:
    """Return what a shortcode becomes. Raises UnknownError."""
    maker = _MAKERS.get(call.name.lower())
    if maker is None:
        raise UnknownShortcodeError("neither Hugo nor the site has one of this name", is_sure=False)
    return maker(call, context)


def is_known(name: str) -> bool:
    """Whether there is a shortcode of Hugo's with this name."""
    return name.lower() in _MAKERS or name.lower() in _OTHERS


def _figure(call: Call, context: Context) -> str:
    attributes = {name: call.get(name) for name in ("src", "alt", "width", "height")}
    attributes["src"] = attributes["src"] or call.get("src", 0)
    attributes["alt"] = attributes["alt"] or _text_of(call.get("caption"))
    picture = _tag("img", attributes)
    if link := call.get("link"):
        picture = f'<a href="{escape(link)}">{picture}</a>'
    caption = _caption(call, context)
    return f"<figure>{picture}{caption}</figure>"


def _caption(call: Call, context: Context) -> str:
    title, caption, credit = call.get("title"), call.get("caption"), call.get("attr")
    if not (title or caption or credit):
        return ""
    parts = [f"<h4>{escape(title)}</h4>"] if title else []
    said = context.inline(caption) if caption else ""
    if credit:
        link = call.get("attrlink")
        named = context.inline(credit)
        said += f' <a href="{escape(link)}">{named}</a>' if link else f" {named}"
    if said:
        parts.append(f"<p>{said.strip()}</p>")
    return f"<figcaption>{''.join(parts)}</figcaption>"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{given}>"


def _text_of(markdown: str) -> str:
    return re.sub(r"[*_`]", "", markdown)


def _highlight(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    language = call.get("lang", 0) or call.get("type")
    kind = f' class="language-{escape(language)}"' if _NAME.fullmatch(language) else ""
    code = escape((call.inner or "").strip("\n"), quote=False)
    # A blank line would end a block of HTML in a list; a reference in its place is shown as one.
    return f"<pre><code{kind}>{code.replace(_BLANK, _BLANK_KEPT)}\n</code></pre>"


_BLANK: Final = "\n\n"
_BLANK_KEPT: Final = "\n&#10;"


def player(frame: str, page: str, title: str) -> str:
    """Return the frame of a player, and a link to the page of its film for readers that show no frames."""
    shown = escape(title or page)
    return (
        f'<figure><iframe src="{escape(frame)}" title="{shown}" allowfullscreen></iframe>'
        f'<figcaption><a href="{escape(page)}">{shown}</a></figcaption></figure>'
    )


def _youtube(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    name = _required(call, "id")
    query = {key: call.get(key) for key in ("start", "end")}
    asked = "&".join(f"{key}={value}" for key, value in query.items() if value.isdigit())
    frame = f"https://www.youtube.com/embed/{name}" + (f"?{asked}" if asked else "")
    return player(frame, f"https://www.youtube.com/watch?v={name}", call.get("title"))


def _vimeo(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    name = _required(call, "id")
    return player(f"https://player.vimeo.com/video/{name}", f"https://vimeo.com/{name}", call.get("title"))


def _gist(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    user, name, file = call.get("user", 0), call.get("id", 1), call.get("file", 2)
    if not (_NAME.fullmatch(user) and _NAME.fullmatch(name)):
        raise UnknownShortcodeError("it needs a user and the name of a gist")
    address = f"https://gist.github.com/{user}/{name}"
    return link(address, file or address)


def _x(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    user, name = call.get("user"), call.get("id", 0)
    if not _NAME.fullmatch(name):
        raise UnknownShortcodeError("it needs an `id`")
    return link(f"https://x.com/{user or 'i'}/status/{name}")


def _instagram(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    return link(f"https://www.instagram.com/p/{_required(call, 'id')}/")


def link(address: str, label: str = "") -> str:
    """Return a paragraph that is a link."""
    return f'<p><a href="{escape(address)}">{escape(label or address)}</a></p>'


def _required(call: Call, name: str) -> str:
    value = call.get(name, 0)
    if not _NAME.fullmatch(value):
        raise UnknownShortcodeError(f"it needs an `{name}`")
    return value


def _ref(call: Call, context: Context) -> str:
    return context.address(call.get("path", 0))


def _details(call: Call, context: Context) -> str:
    summary = context.inline(call.get("summary") or "Details")
    return f"<details>\n<summary>{summary}</summary>\n\n{call.inner or ''}\n\n</details>"


def _param(call: Call, context: Context) -> str:
    if context.is_plain:
        return ""
    name = call.get("name", 0)
    for params in (context.params.get("params"), context.params, context.site_params):
        found: object = params
        for step in name.lower().split("."):
            found = _step(found, step)
        if isinstance(found, str):
            return found
    raise UnknownShortcodeError(f"there is no parameter `{name}`", is_sure=not context.has_others)


def _step(found: object, step: str) -> object:
    if not hasattr(found, "items"):
        return None
    return next((value for key, value in found.items() if key.lower() == step), None)


def _comment(call: Call, context: Context) -> str:  # noqa: ARG001 - every maker is called alike
    return ""


_OTHERS: Final = frozenset({"qr"})
"""Shortcodes of Hugo's that only Hugo can carry out."""
_MAKERS: Final[Mapping[str, Callable[[Call, Context], str]]] = {
    "figure": _figure,
    "highlight": _highlight,
    "youtube": _youtube,
    "vimeo": _vimeo,
    "vimeo_simple": _vimeo,
    "gist": _gist,
    "x": _x,
    "x_simple": _x,
    "tweet": _x,
    "twitter": _x,
    "instagram": _instagram,
    "ref": _ref,
    "relref": _ref,
    "details": _details,
    "param": _param,
    "comment": _comment,
}
