"""Templates that plug-ins of Pelican run in texts: tags of `liquid_tags`, and Jinja. Without them they are text."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from feedpub.collect.left_out import Body, Notes
from feedpub.collect.templates import JINJA, without_templates
from feedpub.content.code import without_verbatim
from feedpub.model.records import Markup
from feedpub.sites.hugo import embedded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.collect.left_out import Generator
    from feedpub.model.records import Post
    from feedpub.sites.pelican.rules import PelicanRules

_LIQUID: Final = "liquid_tags"
_TAGS: Final = (
    *("alert", "audio", "b64img", "diag", "flickr", "gist", "giphy", "googlemap", "graphviz", "img", "include_code"),
    *("literal", "mermaid", "notebook", "soundcloud", "speakerdeck", "spotify", "video", "vimeo", "youtube"),
)
_IMAGE: Final = re.compile(r"(?:^|\s)(?P<src>(?:https?://|/|\S+/)\S+)(?:\s+\d+)*(?P<title>(?:\s+\S.*)?)$", re.DOTALL)
_NAME: Final = re.compile(r"[\w-]+")


def liquid_tags(plugins: Iterable[str] | None) -> tuple[str, ...]:
    """Return the tags that plug-ins run; None for plug-ins that cannot be known."""
    if plugins is None:
        return _TAGS
    named = [name.replace("-", "_").split(".") for name in plugins]
    return tuple(
        {*_TAGS, *(name[-1] for name in named if _LIQUID in name)} if any(_LIQUID in each for each in named) else ()
    )


def runs_jinja(plugins: Iterable[str] | None) -> bool:
    """Return whether a plug-in runs texts as templates of Jinja."""
    return any("jinja2content" in name for name in plugins or ())


def without_tags(text: str, post: Post, generator: Generator, rules: PelicanRules) -> Body:
    """Return a text with the tags in it carried out or left out."""
    notes = Notes(post, generator, text)
    if rules.has_jinja and JINJA.search(text):
        text = without_templates(text, text, notes, JINJA)
    if rules.tags and post.markup is Markup.MARKDOWN and "{%" in text:
        text = without_templates(text, without_verbatim(text, post.markup), notes, _opening(rules.tags), _carried_out)
    return Body(text=text, left_out=notes.left_out)


@lru_cache(maxsize=16)
def _opening(tags: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\{{%(?=\s*(?:{'|'.join(sorted(map(re.escape, tags)))})\b)")


def _carried_out(_mark: str, inside: str) -> str | None:
    """Return what a tag becomes that needs nothing but what is written in it; None for any other."""
    name, _, rest = inside.partition(" ")
    first = rest.split(None, 1)[0] if rest.strip() else ""
    if name == "img" and (image := _IMAGE.search(rest)):
        title = image["title"].strip().strip("\"'")
        return f'<img src="{escape(image["src"])}" alt="{escape(title)}">'
    if not _NAME.fullmatch(first):
        return None
    if name == "youtube":
        page = f"https://www.youtube.com/watch?v={first}"
        return embedded.player(f"https://www.youtube.com/embed/{first}", page, "")
    if name == "vimeo":
        return embedded.player(f"https://player.vimeo.com/video/{first}", f"https://vimeo.com/{first}", "")
    return embedded.link(f"https://gist.github.com/{first}") if name == "gist" else None
