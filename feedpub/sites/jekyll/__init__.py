"""Jekyll: posts, drafts, collections and pages at the addresses, dates and ids that Jekyll 4 gives them.

What was read in its source was held against Jekyll 4.3 with jekyll-feed 0.17 and jekyll-sitemap 1.4 (tests/sites).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.io import markers, reading
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.dialect import FoundSite, Walked
    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import ContentOptions, SiteOptions
    from feedpub.model.records import Post

NAME: Final = "jekyll"
TITLE: Final = "Jekyll"

_OF_OTHERS = re.compile(rb"(?m)^(?:source_dir|public_dir|new_post_name|execute)[ \t]*:")
"""Keys of other programs whose configuration has the same name."""
FOLDERS: Final = ("_posts", "_layouts")
"""By these a site without configuration is known."""
MARKERS: Final = ("_config.yml", "_config.yaml", "_config.toml")


def detect(folder: Path) -> tuple[str, ...]:
    """Return the first of the names that Jekyll itself looks for, unless it is Hexo's or that of a Jupyter book.

    Jekyll needs none of them: posts and layouts make a site of it, too, where nothing is of another generator.
    """
    for name in MARKERS:
        if reading.is_file(folder, name):
            return (name,) if _is_own(folder, name) else ()
    return FOLDERS if _is_without_configuration(folder) else ()


def _is_without_configuration(folder: Path) -> bool:
    others = tuple(start for name, starts in markers.GENERATORS.items() if name != NAME for start in starts)
    names = [name.lstrip("._").lower() for name in reading.names_in(str(folder)) or () if name != "package.json"]
    if any(name.startswith(others) for name in names):
        return False
    return all(reading.is_folder(folder, name) for name in FOLDERS)


def _is_own(folder: Path, name: str) -> bool:
    return not _OF_OTHERS.search(reading.read(folder, name) or b"")


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    from feedpub.sites.jekyll import config  # noqa: PLC0415 - most sites are none of Jekyll's

    return config.found(folder, names)


def check_permalink(pattern: str) -> None:
    """Raise ValueError for a template with a placeholder that Jekyll has not."""
    from feedpub.sites.jekyll import address  # noqa: PLC0415 - most sites are none of Jekyll's

    address.check(pattern)


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return posts, documents of collections, pages and static files; options go before the configuration."""
    from feedpub.collect.dialect import Walked  # noqa: PLC0415 - most sites are none of Jekyll's
    from feedpub.collect.names import Names  # noqa: PLC0415 - most sites are none of Jekyll's
    from feedpub.collect.settings import TieOrder, settings_for  # noqa: PLC0415 - most sites are none of Jekyll's
    from feedpub.sites.jekyll import config, files, post  # noqa: PLC0415 - most sites are none of Jekyll's
    from feedpub.sites.jekyll.rules import GRAMMAR  # noqa: PLC0415 - most sites are none of Jekyll's

    found = config.JekyllConfiguration(folder, site.config or detect(folder))
    rules = found.rules(options)
    settings = replace(
        settings_for(options, site, dialect=NAME, extra=rules, grammar=GRAMMAR),
        same_url=Level.WARNING,
        ties=TieOrder(is_reversed=found.feeds.is_newest_first),
        flavour=found.flavour(),
    )
    patterns = (found.keys.words("exclude"), found.keys.words("include"))
    walked = files.walk(folder, options, rules, patterns, skip)
    named, static = files.named(walked.files, rules, options.extensions)
    return Walked(
        names=Names.of(named),
        settings=settings,
        records=tuple(post.static(file.source, file.path, settings) for file in static),
        diagnostics=(*found.notes, *walked.diagnostics),
    )


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a file, None for one that is neither post nor page."""
    from feedpub.sites.jekyll import post  # noqa: PLC0415 - most sites are none of Jekyll's

    return post.parse(data, named, settings)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body with its Liquid carried out or left out. Raises ContentError for what Jekyll refuses, too."""
    from feedpub.sites.jekyll import bodies  # noqa: PLC0415 - most sites are none of Jekyll's

    return bodies.body(folder, data, read, settings)
