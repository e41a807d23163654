"""Pelican: articles and pages at the addresses, dates and ids that Pelican 4 gives them.

What was read in its source was held against Pelican 4.12 (tests/sites). Its configuration is Python, and is read
without being run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import Walked
from feedpub.collect.files import walk_folder
from feedpub.collect.names import Names
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.io import reading
from feedpub.sites.pelican import address, bodies, complaints, config, markdown, post

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.dialect import FoundSite
    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import ContentOptions, SiteOptions
    from feedpub.model.records import Post

NAME: Final = "pelican"
TITLE: Final = "Pelican"
_NEVER: Final = frozenset({".git", ".hg", ".svn", ".feedpub", ".venv"})
"""Folders that hold no content, also where the content is the folder of the site itself."""


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration and, over it, the one for publishing."""
    return tuple(name for name in config.MARKERS if reading.is_file(folder, name))


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    return config.found(folder, names, NAME, TITLE)


def check_permalink(pattern: str) -> None:
    """Raise ValueError for a pattern of addresses that cannot be filled in."""
    address.check(pattern)


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return articles and pages; options go before the configuration."""
    found = config.PelicanConfiguration(folder, site.config or detect(folder))
    rules = found.rules(options)
    settings = replace(settings_for(options, site, dialect=NAME, extra=rules), flavour=markdown.flavour(found))
    source = folder / rules.content if rules.content else folder
    walked = walk_folder(folder, source, options.extensions, options.exclude, skip, is_hidden=_is_hidden)
    named = (Named(source=file.source, path=file.path) for file in walked.files if rules.kind(file.path))
    return Walked(
        names=Names.of(named),
        settings=settings,
        diagnostics=(*complaints.complaints(found, site, options), *walked.diagnostics),
    )


def _is_hidden(_path: str, name: str) -> bool:
    return name in _NEVER


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of an article or page."""
    return post.parse(data, named, settings)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body with its links resolved. Raises ContentError for what Pelican refuses, too."""
    return bodies.body(folder, data, read, settings)
