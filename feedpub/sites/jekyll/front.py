"""The front matter of a file of a Jekyll site, with what the defaults of the configuration give it.

A file of `_posts` is a post whatever stands in it; any other file is one that Jekyll reads only where it begins with
`---`. What Jekyll does not find to be front matter is text, and the post has its title and date by its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.collect import frontmatter, post
from feedpub.collect.fields import as_flag
from feedpub.collect.frontmatter import FrontMatter
from feedpub.collect.frontmatter.block import Block, is_fenced_json, is_json, is_toml, without_bom
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.model.records import Level
from feedpub.sites.jekyll.rules import GRAMMAR, POSTS, merge
from feedpub.sites.shared.reading import NOTHING

if TYPE_CHECKING:
    from feedpub.collect.frontmatter import Value
    from feedpub.collect.settings import Settings
    from feedpub.sites.jekyll.rules import JekyllPlace, JekyllRules

_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---\s*?\r?\n")
_OPENED = frozenset({"front-matter/not-closed", "front-matter/not-at-the-start", "front-matter/bad-delimiter"})
"""What is said of text that was meant to be front matter."""


_NO_YAML = frozenset({"front-matter/not-yaml", "front-matter/needs-quotes"})
_WHY_NO_YAML = "Jekyll shows it without title, and dates it with each build; it stands in no feed."


def unread(problem: Problem, rules: JekyllRules) -> Problem:
    """Return what is said of front matter that is no YAML: Jekyll goes on without it, unless it is told not to."""
    if problem.code not in _NO_YAML or rules.has_strict_front_matter:
        return problem
    return replace(problem, level=Level.WARNING, why=_WHY_NO_YAML)


def is_read(data: bytes, place: JekyllPlace) -> bool:
    """Whether Jekyll reads the file; any other it copies as it is."""
    return place.kind == POSTS or _HEADER.match(data) is not None


def read(data: bytes, source: str = "post.md") -> FrontMatter:
    """Return the front matter of the file `source`. Raises FrontMatterError for what Jekyll cannot read."""
    text = post.decode(data, source)
    try:
        is_other = not _HEADER.match(data) and _is_of_others(without_bom(text))
        front = None if is_other else frontmatter.read(text, GRAMMAR)
        note = _unread(Problem(code="", text="", line=1, column=1)) if is_other else None
    except FrontMatterError as error:
        if error.problem.code not in _OPENED:
            raise
        front, note = None, _unread(error.problem)
    if front is not None:
        return front
    body = without_bom(text)
    block = Block(text="", first_line=1, body=body, body_line=1)
    return FrontMatter(values={}, block=block, notes=(note,) if note else ())


def merged(front: FrontMatter, place: JekyllPlace, rules: JekyllRules, settings: Settings) -> FrontMatter:
    """Return the front matter with the defaults, and with the whole address of its picture."""
    return replace(front, values=_with_whole_image(with_defaults(front, place, rules), settings))


def with_defaults(front: FrontMatter, place: JekyllPlace, rules: JekyllRules) -> dict[str, Value]:
    """Return the front matter of a file over what the configuration gives it."""
    given = rules.values_for(place.path, place.kind) if rules.defaults else {}
    return merge(given, front.values) if given else front.values


def _is_of_others(text: str) -> bool:
    return is_toml(text) or is_json(text) or is_fenced_json(text)


def _unread(problem: Problem) -> Problem:
    return Problem(
        code="front-matter/taken-for-text",
        text="What looks like front matter is none for Jekyll, which publishes it as text.",
        hint=problem.hint or "Begin the file with `---`, the keys in YAML, and `---` again.",
        why="Readers see the keys, and the post has its title and date by the name of its file.",
        line=problem.line,
        column=problem.column,
        level=Level.WARNING,
    )


def _with_whole_image(values: dict[str, Value], settings: Settings) -> dict[str, Value]:
    """Put a picture's path below the site's address, as jekyll-feed does (`absolute_url`), not beside the post."""
    image = values.get("image")
    if isinstance(image, str):
        return {**values, "image": _whole(image, settings)}
    if isinstance(image, dict) and isinstance(image.get("path"), str):
        return {**values, "image": {**image, "path": _whole(str(image["path"]), settings)}}
    return values


def _whole(path: str, settings: Settings) -> str:
    if not path or "://" in path or as_flag(path) is not None or path in NOTHING:
        return path
    return settings.site_url + path.strip().lstrip("/")
