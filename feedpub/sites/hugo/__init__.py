"""Hugo: pages at the addresses, dates and ids of its built-in templates, and a feed where each of its feeds is.

What is known of it was seen in the output of Hugo 0.168 (tests/sites); its templates are never run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import Walked
from feedpub.collect.names import Names
from feedpub.collect.settings import TieOrder, settings_for
from feedpub.model.options import ContentOptions
from feedpub.model.records import Level
from feedpub.sites.hugo import bodies, files, markdown, paths, post, sources, taken
from feedpub.sites.hugo.config import HugoConfiguration
from feedpub.sites.hugo.rules import GRAMMAR
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.dialect import FoundSite
    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import SiteOptions
    from feedpub.model.records import Post

NAME: Final = "hugo"
TITLE: Final = taken.TITLE
_USUAL: Final = ContentOptions().permalink
"""Stands for no permalink: Hugo gives addresses by the place of the file."""


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration files by which a Hugo site is known; () where there is none."""
    return sources.detect(folder)


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    return taken.found(folder, names)


def check_permalink(pattern: str) -> None:
    """Raise ValueError for a permalink with a token that Hugo has not."""
    if pattern != _USUAL:
        paths.check(pattern)


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return the pages of the content; options go before the configuration. As `collect` raises."""
    found = HugoConfiguration(folder, site.config or detect(folder))
    themes = found.keys.words("theme")
    found.check_folders(folder)
    own_feed = found.feed_template(folder)
    own, refused = files.own_shortcodes(folder, themes)
    rules = replace(
        found.rules(folder, options, _USUAL),
        own_shortcodes=own,
        has_other_shortcodes=bool(refused) or files.has_others(folder, found.keys, themes),
        has_lax_links=found.keys.text("reflinkserrorlevel").lower() == "warning",
    )
    pages = files.walk(folder, options, rules, found.disabled, skip)
    return Walked(
        names=Names.of(pages.named),
        settings=replace(
            settings_for(options, site, dialect=NAME, extra=pages.rules, grammar=GRAMMAR),
            same_url=Level.WARNING,
            ties=TieOrder(by=("title", "source"), is_reversed=bool(own_feed and own_feed.is_oldest_turned)),
            flavour=replace(markdown.flavour(found.keys), root=urls.root_of(site.url)),
        ),
        records=pages.records,
        diagnostics=(*found.doubts(), *refused, *pages.diagnostics),
    )


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a page, None for a file that Hugo copies as it is."""
    return post.parse(data, named, settings)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body with its shortcodes replaced or left out. Raises ContentError for what Hugo refuses, too."""
    return bodies.body(folder, data, read, settings)
