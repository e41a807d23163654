"""Which files of a site are read, and how: by feedpub's own rules, or by those of another generator. Opens no post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect import files, names, sites
from feedpub.collect.settings import settings_for
from feedpub.collect.sites.dialect import Walked
from feedpub.options import BuiltOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.options import ContentOptions, SiteOptions
    from feedpub.tree import Tree

_NOT_BUILT = BuiltOptions()


def walk(  # noqa: PLR0913, PLR0917 - each is a different thing the pipeline knows
    folder: Path,
    options: ContentOptions,
    site: SiteOptions,
    skip: Iterable[Path] = (),
    built: BuiltOptions = _NOT_BUILT,
    found: Tree | None = None,
    jobs: int = 1,
) -> Walked:
    """Give the files to read and how to read them, by the rules of the generator whose site it is.

    `found` is what was found just now by `files.scope`, where that was looked at: of a site of feedpub's own. `jobs`
    is the greatest number of processes that walk.
    """
    if site.type == sites.BUILT:
        from feedpub.collect.sites import html  # noqa: PLC0415 - few sites are built already

        return html.walk(folder, options, site, skip, built)
    if built.folder:
        skip = (*skip, folder / built.folder)
    if sites.is_dialect(site.type):
        return sites.load(site.type).walk(folder, options, site, skip)
    settings = settings_for(options, site)
    walked = files.walk(folder, options, skip, found, jobs)
    found_names = names.name_files(walked.prefix, walked.paths)
    return Walked(names=found_names, settings=settings, diagnostics=walked.diagnostics)
