"""Bodies of Pelican posts: links to other files resolved, what Python-Markdown alone understands taken out."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect import post as post_reading
from feedpub.collect.left_out import Body, Generator, Notes
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.record import Named
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.errors import ContentError, SystemFault
from feedpub.sites.pelican import rst, tags
from feedpub.sites.pelican.content import content, missing, read_head
from feedpub.sites.pelican.links import Links, has_links
from feedpub.sites.pelican.post import address_of
from feedpub.sites.pelican.rules import MARKDOWN, RST, PelicanRules
from feedpub.sites.pelican.slugs import MissingLibraryError
from feedpub.sites.shared.configuration import is_too_long
from feedpub.sites.shared.reading import rules_in

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.problem import Problem
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post
    from feedpub.sites.pelican.head import PelicanHead

PELICAN: Final = Generator(title="Pelican", command="pelican content", folder="output")

_LANGUAGE_OF_CODE = re.compile(r"(?m)(^[ \t]*\n|\A)(?: {4}|\t)(?::::|#!)[\w+-]++[^\n]*+\n")


def body(folder: Path, data: bytes, post: Post, settings: Settings) -> Body:
    """Return the body of a post for its feeds. Raises ContentError for what Pelican refuses, too."""
    rules = rules_in(settings, PelicanRules)
    named = Named(source=post.source, path=post.source.removeprefix(rules.content))
    ending = named.path.rpartition(".")[2]
    try:
        text = post_reading.decode(data).removeprefix("\ufeff")
        head = read_head(text, named.path, rules.default_language)
        made = _of_rst(text, post, rules) if ending in RST else tags.without_tags(head.body, post, PELICAN, rules)
    except (FrontMatterError, rst.RstError) as error:
        raise _refusal(post, error.problem) from error
    except MissingLibraryError as error:
        raise _refusal(post, missing(error, "A text in reStructuredText")) from error
    if has_links(made.text):
        made = _linked(made, head, named, post, _Files(folder, settings))
    return replace(made, text=_plain(made.text)) if ending in MARKDOWN else made


def _of_rst(text: str, post: Post, rules: PelicanRules) -> Body:
    made = tags.without_tags(text, post, PELICAN, rules)
    text = made.text
    html, left_out = rst.html(text, rules.default_language)
    notes = Notes(post, PELICAN, text)
    starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    for name, line in left_out:
        notes.note(f".. {name}::", starts[min(line, len(starts)) - 1])
    return Body(text=html, left_out=(*made.left_out, *notes.left_out))


def _linked(made: Body, head: PelicanHead, named: Named, post: Post, files: _Files) -> Body:
    settings, rules = files.settings, files.rules
    read = content(head, named, settings, rules)
    links = Links(named.path, read.save_as, rules, settings.site_url, (files.has, files.page))
    ending = named.path.rpartition(".")[2]
    text = links.in_markdown(made.text) if ending in MARKDOWN else links.in_html(made.text)
    is_rst = ending in RST
    notes = Notes(post, PELICAN, "" if is_rst else made.text)  # of a text that docutils has made no place is known
    for written, at in links.unknown:
        notes.note(written, 0 if is_rst else at, "it leads to nothing in the content of the site")
    return Body(text=text, left_out=(*made.left_out, *notes.left_out))


class _Files:
    """Tells which files the content has, and what pages are made of them."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.settings, self.rules = settings, rules_in(settings, PelicanRules)
        self._folder = folder
        self._known: dict[str, bool] = {}
        self._pages: dict[str, str] = {}

    def has(self, path: str) -> bool:
        """Whether there is a file at a path of the content that does not lead out of it."""
        if path not in self._known:
            self._known[path] = self._is_there(path)
        return self._known[path]

    def _is_there(self, path: str) -> bool:
        if is_too_long(path):
            return False
        try:
            return reading.is_file(self._folder, self.rules.content + path)
        except RefusedError:
            return False  # the link leads to no page

    def page(self, path: str) -> str:
        """Return the address of the page that is made of a file; empty when none is."""
        if path not in self._pages:
            self._pages[path] = _page(self._folder, path, self.settings)
        return self._pages[path]


def _page(folder: Path, path: str, settings: Settings) -> str:
    rules = rules_in(settings, PelicanRules)
    source = f"{rules.content}{path}"
    data = reading.read(folder, source)
    if data is None:
        raise SystemFault(f"{source} cannot be read: it is not there any more", source)
    try:
        text = post_reading.decode(data).removeprefix("\ufeff")
        read = content(read_head(text, path, rules.default_language), Named(source=source, path=path), settings, rules)
    except (FrontMatterError, rst.RstError, MissingLibraryError):
        return ""
    try:
        return address_of(read, settings)
    except ValueError:  # said of that file
        return ""


def _plain(text: str) -> str:
    """Return Markdown without the languages of indented code."""
    return _LANGUAGE_OF_CODE.sub(r"\1", text) if ":::" in text or "#!" in text else text


def _refusal(post: Post, problem: Problem) -> ContentError:
    return ContentError(problem.text, (problem.diagnostic(post.source),))
