"""Eleventy: what can be known of a site whose configuration is JavaScript, and is not run.

Literals of the configuration are read as data. Addresses and dates were held against Eleventy 3.1 with
eleventy-plugin-rss 2 (tests/sites).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import FoundSite, Walked
from feedpub.collect.files import walk_folder
from feedpub.collect.names import Names
from feedpub.collect.record import Named
from feedpub.collect.settings import TieOrder, settings_for
from feedpub.io import reading
from feedpub.model.options import ContentOptions
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.eleventy import config, data, post
from feedpub.sites.eleventy.rules import GRAMMAR, EleventyRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import SiteOptions
    from feedpub.model.records import Post

NAME: Final = "eleventy"
TITLE: Final = "Eleventy"
_HIDDEN: Final = (".", "#", "~")


def detect(folder: Path) -> tuple[str, ...]:
    """Return the first of the names that Eleventy itself looks for, else what the commands of package.json say."""
    usual = next(((name,) for name in config.MARKERS if reading.is_file(folder, name)), ())
    return usual or config.in_package(folder)


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that can be known of the configuration; url and title stand in feedpub.toml otherwise."""
    found = config.EleventyConfiguration(folder, names)
    return FoundSite(name=NAME, title=TITLE, files=names, taken=tuple(found.taken()), doubts=tuple(found.doubts()))


def check_permalink(pattern: str) -> None:
    """Raise ValueError for any pattern but the default: addresses are those of the files' own permalinks."""
    if pattern != ContentOptions().permalink:
        raise ValueError("pages of an Eleventy site have the addresses that Eleventy gives them; remove the key")


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return the templates; options go before the configuration."""
    found = config.EleventyConfiguration(folder, site.config or detect(folder))
    below = f"{options.folder.rstrip('/')}/" if options.folder else ""
    content = folder / below if below else folder
    skipped = (*skip, folder / found.output, *(content / name for name in found.includes))
    found_data = data.read(folder, below, skipped)
    collections = tuple(dict.fromkeys(feed.collection for feed in found.feeds if feed.collection))
    rules = EleventyRules(
        content=below,
        data=found_data.values,
        collections=collections,
        rules={name: rule for name, rule in found.collections.items() if name in collections},
        engines=found.engines,
    )
    exclude = (
        *options.exclude,
        *data.ignored(folder, below),
        *(each for one in found.ignored for each in data.below(one, below)),
    )
    walked = walk_folder(folder, content, options.extensions, exclude, skipped, is_hidden=_is_hidden)
    return Walked(
        names=Names.of(Named(source=file.source, path=file.path) for file in walked.files),
        settings=replace(
            settings_for(options, site, dialect=NAME, extra=rules, grammar=GRAMMAR),
            ties=TieOrder(is_reversed=True),
            flavour=found.flavour(),
        ),
        diagnostics=(*_unread(found_data.unread), *walked.diagnostics),
    )


def parse(data_read: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a page; None for a template that makes something else."""
    return post.parse(data_read, named, settings)


def body(folder: Path, data_read: bytes, read: Post, settings: Settings) -> Body:  # noqa: ARG001 - every dialect is called alike
    """Return the body without the templates in it."""
    return post.body(data_read, read, settings)


def _is_hidden(_path: str, name: str) -> bool:
    return name.startswith(_HIDDEN) or name.endswith("~") or name == "node_modules"


def _unread(scripts: tuple[str, ...]) -> Iterator[Diagnostic]:
    if scripts:
        yield Diagnostic(
            code="config/data-not-read",
            level=Level.WARNING,
            where=Where(path=scripts[0]),
            text="JavaScript makes data here that are not written out in it, and is not run.",
            hint="Write what is always the same (tags, permalink) as literals, or in a data file in JSON beside it.",
            why="Tags, dates and addresses from there are not known; compare those in the feeds with the site.",
            count=len(scripts),
        )
