"""Bodies of Hugo pages for their feeds: shortcodes replaced."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from feedpub.collect import frontmatter, post
from feedpub.collect.left_out import Body, Generator, Notes
from feedpub.collect.problem import FrontMatterError
from feedpub.content.markdown import to_html
from feedpub.model.errors import ContentError, SystemFault
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.hugo import embedded, files, references, shortcodes
from feedpub.sites.hugo.embedded import Context, UnknownShortcodeError
from feedpub.sites.hugo.files import HTML, OTHERS
from feedpub.sites.hugo.rules import HugoRules
from feedpub.sites.shared.reading import rules_in

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.settings import Settings
    from feedpub.content.flavour import Flavour
    from feedpub.model.records import Post
    from feedpub.sites.hugo.shortcodes import Trouble

HUGO: Final = Generator(title="Hugo", command="hugo", folder="public")

_WHY = "The feed would carry a raw shortcode, or the post without a part of it."
_BUILT = "publish the HTML that Hugo made of it: `feedpub build --built public`"


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body of a page. Raises ContentError with every shortcode in it that Hugo refuses, too."""
    if read.source.lower().endswith(OTHERS):
        raise _refusal([_unreadable(read)])
    try:
        text = post.decode(data)
        front = frontmatter.read(text, settings.grammar)
    except FrontMatterError as error:
        raise SystemFault(f"{read.source} has changed during the build.", read.source) from error
    values: dict[str, Value] = {key.lower(): value for key, value in front.values.items()} if front else {}
    made = Body(text=front.block.body if front else text)
    if shortcodes.has_any(made.text):
        made = _replaced(folder, made.text, values, read, settings)
    return made


def _replaced(folder: Path, text: str, values: dict[str, Value], read: Post, settings: Settings) -> Body:
    known: dict[str, str | UnknownShortcodeError] = {}
    rules = rules_in(settings, HugoRules)

    def address(reference: str) -> str:
        if reference not in known:
            try:
                known[reference] = references.address(folder, reference, read, settings)
            except UnknownShortcodeError as error:
                known[reference] = error
        found = known[reference]
        if isinstance(found, UnknownShortcodeError):
            raise UnknownShortcodeError(str(found), is_sure=found.is_sure and not rules.has_lax_links)
        return found

    context = Context(
        params=values,
        site_params=rules.params,
        address=address,
        inline=partial(_inline, settings.flavour),
        own=frozenset(name.lower() for name in rules.own_shortcodes),
        has_others=rules.has_other_shortcodes,
    )
    done, troubles = shortcodes.replaced(text, context)
    notes = Notes(read, HUGO, text)
    refused = [
        _diagnostic(trouble, notes.place(trouble.at))
        for trouble in troubles
        if not trouble.is_unknown or _is_nowhere(folder, trouble.name, context)
    ]
    if refused:
        raise _refusal(refused)
    for trouble in troubles:
        notes.note(f"{{{{< {trouble.name} >}}}}", trouble.at)
    return Body(text=done, left_out=notes.left_out)


def _is_nowhere(folder: Path, name: str, context: Context) -> bool:
    """Whether neither Hugo nor anything that belongs to the site can have a shortcode of this name."""
    is_any = embedded.is_known(name) or name.lower() in context.own or context.has_others
    return not is_any and not files.has_shortcode(folder, name)


def _inline(flavour: Flavour, markdown: str) -> str:
    return to_html(markdown, flavour).strip().removeprefix("<p>").removesuffix("</p>")


def _diagnostic(trouble: Trouble, where: Where) -> Diagnostic:
    return Diagnostic(
        code="post/bad-shortcode",
        level=Level.ERROR,
        where=where,
        text=f"The shortcode `{trouble.name}` cannot be replaced: {trouble.what}.",
        why=_WHY,
        hint=f"Correct it: Hugo refuses it, too. Or {_BUILT}.",
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
