"""Hexo: posts and pages at its addresses, and a feed where each of hexo-generator-feed is.

What is known of it was seen in the output of Hexo 8.1 (tests/sites); nothing of a site is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import Walked
from feedpub.collect.files import content_folder, walk_folder
from feedpub.collect.names import Names
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.model.options import ContentOptions, SiteOptions
from feedpub.model.records import Level
from feedpub.sites.hexo import bodies, config, post
from feedpub.sites.hexo.rules import DRAFTS, GRAMMAR, POSTS
from feedpub.sites.shared import globs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.dialect import FoundSite
    from feedpub.collect.left_out import Body
    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post
    from feedpub.sites.hexo.config import HexoConfiguration

NAME: Final = "hexo"
TITLE: Final = config.TITLE


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration file by which a Hexo site is known; () where there is none."""
    return config.detect(folder)


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    return config.found(folder, names)


def check_permalink(pattern: str) -> None:
    """Raise ValueError for any pattern but the default: that of the configuration applies."""
    if pattern != ContentOptions().permalink:
        raise ValueError("posts of a Hexo site have the `permalink` of `_config.yml`; remove the key")


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return the posts and pages; options go before the configuration. As `collect` raises."""
    found = config.HexoConfiguration(folder, site.config or detect(folder))
    scope = _HexoScope(found, has_asset_folders=bool(found.keys.flag("post_asset_folder")))
    walked = walk_folder(
        folder,
        content_folder(folder, options),
        options.extensions,
        options.exclude,
        skip,
        is_hidden=lambda path, _: scope.is_left_out(path),
    )
    rules = found.rules(site.url)
    if site.timezone != SiteOptions(url="").timezone:
        rules = replace(rules, has_zone=True)
    return Walked(
        names=Names.of(Named(source=file.source, path=file.path) for file in walked.files),
        settings=replace(
            settings_for(options, site, dialect=NAME, extra=rules, grammar=GRAMMAR),
            flavour=found.flavour(),
            same_url=Level.WARNING,
            has_hidden="hexo-hide-posts" in found.packages,
        ),
        diagnostics=walked.diagnostics,
    )


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a post or page."""
    return post.parse(data, named, settings)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body with its tags of Nunjucks replaced or left out."""
    return bodies.body(folder, data, read, settings)


class _HexoScope:
    """Which paths below the source folder Hexo makes posts and pages of."""

    def __init__(self, found: HexoConfiguration, *, has_asset_folders: bool) -> None:
        self._found = found
        self._ending = f".{(found.keys.text('new_post_name') or '.md').rpartition('.')[2]}" if has_asset_folders else ""

    def is_left_out(self, path: str) -> bool:
        """Return whether a file or folder is left out."""
        name = path.rpartition("/")[2]
        if name.endswith(("~", "%")) or _matches(self._found.ignored, path):
            return True
        below = next((start for start in (POSTS, DRAFTS) if f"{path}/".startswith(start)), "")
        if below:
            is_asset = "." in name and bool(self._ending) and not name.endswith(self._ending)
            return bool(_hidden_in(path[len(below) :])) or is_asset
        if _matches(self._found.excluded, path):
            return True
        return bool(_hidden_in(path)) and not self._is_included(path)

    def _is_included(self, path: str) -> bool:
        """Whether a name that is hidden is wanted, or a folder may hold one that is."""
        included = self._found.included
        return _matches(included, path) or any(each.startswith((f"{path}/", "**")) for each in included)


def _matches(wanted: tuple[str, ...], path: str) -> bool:
    return any(globs.matches(each, path) for each in wanted)


def _hidden_in(path: str) -> list[str]:
    return [name for name in path.split("/") if name.startswith(("_", "."))]
