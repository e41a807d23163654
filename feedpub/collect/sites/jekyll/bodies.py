"""Bodies of Jekyll posts: their Liquid carried out, kramdown's marks taken out.

The library for Liquid is asked (in `liquid`) only for posts that a feed holds and that have any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.collect import frontmatter
from feedpub.collect.fields import as_flag
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.sites.jekyll.plain import has_liquid
from feedpub.errors import ContentError, SystemFault
from feedpub.model import Diagnostic, Level, Markup, Where

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model import Post

_ATTRIBUTES = re.compile(r"(?m)^[ ]{0,3}\{:[^}\n]{0,300}+\}[ \t]*\n?|(?<=[)\]*_`>\w])\{:[^}\n]{0,300}+\}")
_FENCE = re.compile(r"(?ms)^([ ]{0,3})(`{3,}|~{3,}).*?(?:^[ ]{0,3}\2[`~]*[ \t]*$|\Z)|`[^`\n]+`(?!\{:)")


def body(folder: Path, data: bytes, post: Post, settings: Settings) -> str:
    """Give the body of a post for its feeds. Raises ContentError for Liquid that cannot be carried out."""
    try:
        front = frontmatter.read(data.decode())
    except (UnicodeDecodeError, FrontMatterError) as error:
        raise _changed(post) from error
    if front is None:
        raise _changed(post)
    if post.source.lower().endswith(_UNKNOWN_MARKUP):
        ending = post.source.rpartition(".")[2]
        raise _refusal(post, "post/unknown-markup", f"feedpub does not read `.{ending}`.", _OTHER_MARKUP)
    text = front.block.body
    if has_liquid(text) and as_flag(front.values.get("render_with_liquid")) is not False:
        text = _rendered(folder, text, front.values, post, settings)
    return without_attributes(text) if post.markup is Markup.MARKDOWN else text


def without_attributes(text: str) -> str:
    """Give Markdown without kramdown's lists of attributes (`{: .note}`), which other Markdown shows as text."""
    if "{:" not in text:
        return text
    kept: list[str] = []
    end = 0
    for code in _FENCE.finditer(text):
        kept += [_ATTRIBUTES.sub("", text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*kept, _ATTRIBUTES.sub("", text[end:])])


def _rendered(folder: Path, text: str, values: dict[str, frontmatter.Value], post: Post, settings: Settings) -> str:
    try:
        from feedpub.collect.sites.jekyll import liquid  # noqa: PLC0415 - loads the library, which few posts need
    except ModuleNotFoundError as error:
        raise _refusal(post, "post/liquid", _NO_LIBRARY, "Install it: `pip install 'feedpub[jekyll]'`.") from error
    try:
        return liquid.render(text, folder, values, post, settings)
    except liquid.LiquidTrouble as trouble:
        raise _refusal(post, "post/liquid", trouble.text, trouble.hint, trouble.line) from trouble


_UNKNOWN_MARKUP = (".textile", ".adoc", ".asciidoc", ".org", ".rst")
_OTHER_MARKUP = "Write the post in Markdown or HTML, or keep it out of the feeds: `feed: false`."
_NO_LIBRARY = "The post has Liquid in it (`{{ … }}` or `{% … %}`), and the library that carries it out is not there."


def _refusal(post: Post, code: str, text: str, hint: str, line: int = 0) -> ContentError:
    diagnostic = Diagnostic(
        code=code,
        level=Level.ERROR,
        where=Where(path=post.source, line=post.body_line + max(line - 1, 0), column=1),
        text=text,
        hint=hint,
        why="Readers would see its source instead of what it stands for.",
    )
    return ContentError(text, (diagnostic,))


def _changed(post: Post) -> SystemFault:
    return SystemFault(f"{post.source} has changed during the build.", post.source)
