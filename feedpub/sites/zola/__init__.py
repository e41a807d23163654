"""Zola: pages at the addresses, dates and ids of its built-in feeds, and a feed where each of its feeds is.

What is known of it was seen in the output of Zola 0.22 (tests/sites); its templates are never run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import Walked
from feedpub.collect.names import Names
from feedpub.collect.settings import TieOrder, settings_for
from feedpub.model.options import ContentOptions
from feedpub.sites.zola import bodies, config, files, post
from feedpub.sites.zola.rules import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.dialect import FoundSite
    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import SiteOptions
    from feedpub.model.records import Post

NAME: Final = "zola"
TITLE: Final = config.TITLE


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration file by which a Zola site is known; () where there is none."""
    return config.detect(folder)


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    return config.found(folder, names)


def check_permalink(pattern: str) -> None:
    """Raise ValueError for any pattern: Zola gives addresses by the place of the file."""
    if pattern != ContentOptions().permalink:
        raise ValueError("Zola has no patterns for addresses; a page may have a `path`")


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return the pages of the content; options go before the configuration. As `collect` raises."""
    found = config.ZolaConfiguration(folder, site.config or detect(folder))
    rules = replace(found.rules(site.url), shortcodes=files.shortcodes(folder, found.keys.text("theme")))
    pages = files.walk(folder, options, rules, found.ignored, skip)
    return Walked(
        names=Names.of(pages.named),
        settings=replace(
            settings_for(options, site, dialect=NAME, extra=pages.rules, grammar=GRAMMAR),
            ties=TieOrder(by=("url",)),
            flavour=found.flavour(),
        ),
        records=pages.records,
        diagnostics=(*found.doubts(), *pages.diagnostics),
    )


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a page."""
    return post.parse(data, named, settings)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body with its shortcodes and links. Raises ContentError with what of it Zola refuses, too."""
    return bodies.body(folder, data, read, settings)
