"""Bodies of Jekyll posts: their Liquid carried out or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect.fields import as_flag
from feedpub.collect.left_out import Body, Notes
from feedpub.collect.problem import FrontMatterError
from feedpub.model.errors import ContentError, SystemFault
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.jekyll import front, liquid
from feedpub.sites.jekyll.references import References
from feedpub.sites.jekyll.rules import JekyllRules
from feedpub.sites.jekyll.variables import Variables, of_post
from feedpub.sites.shared.reading import rules_in

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect import frontmatter
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post


def body(folder: Path, data: bytes, post: Post, settings: Settings) -> Body:
    """Return the body of a post for its feeds. Raises ContentError for Liquid that Jekyll refuses, too."""
    try:
        found = front.read(data)
    except FrontMatterError as error:
        raise _changed(post) from error
    if post.source.lower().endswith(_UNKNOWN_MARKUP):
        ending = post.source.rpartition(".")[2]
        raise _refusal(post, "post/unknown-markup", f"feedpub does not read `.{ending}`.", _OTHER_MARKUP)
    made = Body(text=found.block.body)
    if liquid.has_liquid(made.text):
        rules = rules_in(settings, JekyllRules)
        values = front.with_defaults(found, rules.place(post.source.removeprefix(rules.source)), rules)
        if as_flag(values.get("render_with_liquid")) is not False:
            made = _rendered(folder, made.text, values, post, settings)
    return made


def _rendered(folder: Path, text: str, values: dict[str, frontmatter.Value], post: Post, settings: Settings) -> Body:
    found = References(folder, settings)
    notes = Notes(post, liquid.JEKYLL, text)
    references = {"post_url": found.post_url, "link": found.link}
    checks = {
        "include": found.include,
        "include_cached": found.include,
        "include_relative": found.include_relative,
        "data": found.data,
    }
    try:
        variables = Variables(of_post(values, post, settings), settings)
        made = liquid.render(text, variables, references, notes, checks)
    except liquid.LiquidError as error:
        raise _refusal(post, "post/liquid", error.text, _BROKEN, error.where) from error
    return Body(text=made, left_out=notes.left_out)


_UNKNOWN_MARKUP = (".textile", ".adoc", ".asciidoc", ".org", ".rst")
_OTHER_MARKUP = "Write the post in Markdown or HTML, or keep it out of the feeds: `feed: false`."
_BROKEN = (
    "Correct it: Jekyll refuses it, too. Liquid that is meant as text stands between `{% raw %}` and `{% endraw %}`."
)


def _refusal(post: Post, code: str, text: str, hint: str, where: Where | None = None) -> ContentError:
    diagnostic = Diagnostic(
        code=code,
        level=Level.ERROR,
        where=where or Where(path=post.source, line=post.body_line, column=1),
        text=text,
        hint=hint,
        why="Readers would see its source instead of what it stands for.",
    )
    return ContentError(text, (diagnostic,))


def _changed(post: Post) -> SystemFault:
    return SystemFault(f"{post.source} has changed during the build.", post.source)
