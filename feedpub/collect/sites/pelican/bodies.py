"""Bodies of Pelican posts: links to other files resolved, what Python-Markdown alone understands taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from feedpub.collect import post as post_reading
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.record import Named
from feedpub.collect.sites.jekyll.bodies import without_attributes
from feedpub.collect.sites.pelican import rst
from feedpub.collect.sites.pelican.content import content, missing, read_head
from feedpub.collect.sites.pelican.links import Links, UnknownLinkError, has_links
from feedpub.collect.sites.pelican.post import address_of
from feedpub.collect.sites.pelican.rules import MARKDOWN, RST, Rules
from feedpub.collect.sites.pelican.slugs import MissingLibraryError
from feedpub.errors import ContentError, SystemFault
from feedpub.files import reading
from feedpub.files.refusal import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model import Post

_LANGUAGE_OF_CODE = re.compile(r"(?m)(^[ \t]*\n|\A)(?: {4}|\t)(?::::|#!)[\w+-]+[^\n]*\n")
_HEADING = re.compile(r"(?m)^(#{1,6}[ \t].*?)[ \t]+\{:?[ \t]*[#.\w][^}\n]*\}[ \t]*$")
_CONTENTS = re.compile(r"(?m)^\[TOC\][ \t]*$")


def body(folder: Path, data: bytes, post: Post, settings: Settings) -> str:
    """Give the body of a post for its feeds. Raises ContentError for what of it cannot be resolved."""
    rules = cast("Rules", settings.extra)
    named = Named(source=post.source, path=post.source.removeprefix(rules.content))
    ending = named.path.rpartition(".")[2]
    try:
        text = post_reading.decode(data).removeprefix("\ufeff")
        head = read_head(text, named.path, rules.default_language)
        written = rst.html(text, rules.default_language) if ending in RST else head.body
    except (FrontMatterError, rst.RstError) as error:
        raise _refusal(post, error.problem) from error
    except MissingLibraryError as error:
        raise _refusal(post, missing(error, "A text in reStructuredText")) from error
    if has_links(written):
        read = content(head, named, settings, rules)
        find = (_Files(folder, rules).has, lambda path: _page(folder, path, settings))
        links = Links(named.path, read.save_as, rules, settings.site_url, find)
        try:
            written = links.in_markdown(written) if ending in MARKDOWN else links.in_html(written)
        except UnknownLinkError as error:
            raise _refusal(post, error.problem, 0 if ending in RST else head.body_line - 1) from error
    return _plain(written, has_toc=rules.has_toc) if ending in MARKDOWN else written


class _Files:
    """Tells which files the content has."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self._site, self._content = folder, rules.content

    def has(self, path: str) -> bool:
        """Whether there is a file at a path of the content that does not lead out of it."""
        try:
            return reading.is_file(self._site, self._content + path)
        except RefusedError:
            return False  # the link leads to no page


def _page(folder: Path, path: str, settings: Settings) -> str:
    """Give the address of the page that is made of a file; empty when none is."""
    rules = cast("Rules", settings.extra)
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


def _plain(text: str, *, has_toc: bool) -> str:
    """Give Markdown without attributes, the languages of indented code and the place of a table of contents."""
    if has_toc and "[TOC]" in text:
        text = _CONTENTS.sub("", text)
    if ":::" in text or "#!" in text:
        text = _LANGUAGE_OF_CODE.sub(r"\1", text)
    if "{" in text:
        text = _HEADING.sub(r"\1", text)
    return without_attributes(text)


def _refusal(post: Post, problem: Problem, lines: int = 0) -> ContentError:
    moved = Problem(
        code=problem.code,
        text=problem.text,
        hint=problem.hint,
        why=problem.why,
        line=problem.line + lines,
        column=problem.column,
        found=problem.found,
    )
    return ContentError(problem.text, (moved.diagnostic(post.source),))
