"""Docusaurus: the posts of its blogs at their addresses, and a feed where each of the blogs is.

What is known of it was seen in the output of Docusaurus 3.10 (tests/sites). Literals of the configuration are read as
data, and nothing of a site is run. Docs and pages are none of it: the sitemap of Docusaurus has them, and stays.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import Walked
from feedpub.collect.files import walk_folder
from feedpub.collect.names import Names
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.content.flavour import Flavour
from feedpub.model.options import ContentOptions
from feedpub.sites.docusaurus import bodies, config, post
from feedpub.sites.docusaurus.rules import GRAMMAR
from feedpub.sites.shared import globs
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.dialect import FoundSite
    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import SiteOptions
    from feedpub.model.records import Diagnostic, Post
    from feedpub.sites.docusaurus.rules import BlogRules

NAME: Final = "docusaurus"
TITLE: Final = config.TITLE


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration file by which a site with a blog is known; () where there is none."""
    return config.detect(folder)


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that can be known of the configuration. Raises UsageError where it tells of no blog."""
    return config.found(folder, names)


def check_permalink(pattern: str) -> None:
    """Raise ValueError for any pattern but the default: addresses are those of files and of their `slug`."""
    if pattern != ContentOptions().permalink:
        raise ValueError("posts of Docusaurus have the addresses that Docusaurus gives them; remove the key")


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return the posts of all blogs; options go before the configuration. As `collect` raises."""
    found = config.DocusaurusConfiguration(folder, site.config or detect(folder))
    rules = found.rules(site.url)
    names: list[Named] = []
    diagnostics: list[Diagnostic] = []
    for blog in rules.blogs:
        walked = walk_folder(
            folder,
            folder / blog.path,
            options.extensions,
            options.exclude,
            skip,
            is_hidden=partial(_is_left_out, blog),
        )
        names += [Named(source=file.source, path=file.path) for file in walked.files]
        diagnostics += walked.diagnostics
    settings = settings_for(options, site, dialect=NAME, extra=rules, grammar=GRAMMAR)
    return Walked(
        names=Names.of(names),
        settings=replace(settings, flavour=Flavour(root=urls.root_of(rules.base_url))),
        diagnostics=tuple(diagnostics),
    )


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a post."""
    return post.parse(data, named, settings)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body without what only a page can show."""
    return bodies.body(folder, data, read, settings)


def _is_left_out(blog: BlogRules, path: str, name: str) -> bool:
    return name.startswith(".") or any(globs.matches(each, path) for each in blog.excluded)
