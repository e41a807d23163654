"""Bodies of Hugo pages for their feeds: shortcodes replaced, marks of Hugo's Markdown taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.collect import frontmatter, post
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.sites.hugo import references, shortcodes
from feedpub.collect.sites.hugo.embedded import Context
from feedpub.collect.sites.hugo.files import HTML, OTHERS
from feedpub.collect.sites.hugo.post import rules_of
from feedpub.errors import ContentError, SystemFault
from feedpub.markup.markdown import to_html, without_code
from feedpub.model import Diagnostic, Level, Markup, Where

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.settings import Settings
    from feedpub.collect.sites.hugo.shortcodes import Trouble
    from feedpub.model import Post

_ATTRIBUTES = re.compile(
    r"^(?P<head>[ ]{0,3}#{1,6}[ \t](?:[^\n{]|\{(?![ \t]*+[#.:]))*+)\{[^{}\n]*+\}[ \t]*+$", re.MULTILINE
)
_WHY = "The feed would carry a raw shortcode, or the post without a part of it."
_BUILT = "publish the HTML that Hugo made of it: `feedpub build --built public`"


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> str:
    """Give the body of a page. Raises ContentError with every shortcode in it that cannot be replaced."""
    if read.source.lower().endswith(OTHERS):
        raise _refusal([_unreadable(read)])
    try:
        text = post.decode(data)
        front = frontmatter.read(text)
    except FrontMatterError as error:
        raise SystemFault(f"{read.source} has changed during the build.", read.source) from error
    values: dict[str, Value] = {key.lower(): value for key, value in front.values.items()} if front else {}
    written = front.block.body if front else text
    if shortcodes.has_any(written):
        written = _replaced(folder, written, values, read, settings)
    return without_attributes(written) if read.markup is Markup.MARKDOWN else written


def _replaced(folder: Path, text: str, values: dict[str, Value], read: Post, settings: Settings) -> str:
    context = Context(
        params=values,
        site_params=rules_of(settings).params,
        address=lambda reference: references.address(folder, reference, read, settings),
        inline=_inline,
    )
    done, troubles = shortcodes.replaced(text, context)
    if troubles:
        own = rules_of(settings).own_shortcodes
        raise _refusal([_diagnostic(read, trouble, is_own=trouble.name in own) for trouble in troubles])
    return done


def _inline(markdown: str) -> str:
    return to_html(markdown).strip().removeprefix("<p>").removesuffix("</p>")


def without_attributes(text: str) -> str:
    """Give Markdown without the attributes of headings, `# Title {#id}`, which feeds would show as text."""
    if "{" not in text:
        return text
    code_free = without_code(text)
    kept: list[str] = []
    end = 0
    for match in _ATTRIBUTES.finditer(code_free):
        kept.append(text[end : match.end("head")].rstrip(" \t"))
        end = match.end()
    return "".join([*kept, text[end:]])


def _diagnostic(read: Post, trouble: Trouble, *, is_own: bool) -> Diagnostic:
    whose = "a shortcode of the site's own" if is_own else "a shortcode"
    return Diagnostic(
        code=shortcodes.CODE,
        level=Level.ERROR,
        where=Where(path=read.source, line=read.body_line + trouble.line - 1),
        text=f"`{trouble.name}` is {whose} that cannot be replaced: {trouble.what}.",
        why=_WHY,
        hint=f"{'Correct it' if trouble.known else 'Write it as Markdown or HTML'}, or {_BUILT}.",
        found=trouble.name,
    )


def _unreadable(read: Post) -> Diagnostic:
    ending = "." + read.source.rpartition(".")[2].lower()
    name = "HTML" if ending in HTML else ending
    return Diagnostic(
        code="post/unknown-markup",
        level=Level.ERROR,
        where=Where(path=read.source, line=read.body_line),
        text=f"feedpub does not read the markup of `{name}` files.",
        why="The feed would carry it as it stands.",
        hint=f"Write the post in Markdown, or {_BUILT}.",
    )


def _refusal(diagnostics: list[Diagnostic]) -> ContentError:
    return ContentError(diagnostics[0].text, diagnostics)
