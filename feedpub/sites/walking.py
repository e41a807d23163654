"""Which files of a site are read, and how: by feedpub's own rules, or by those of another generator. Opens no post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect import dialects, files, names
from feedpub.collect.dialect import Walked
from feedpub.collect.settings import settings_for
from feedpub.model.options import BuiltOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.io.tree import Tree
    from feedpub.model.options import ContentOptions, SiteOptions

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
    """Return the files to read and how to read them, by the rules of the generator whose site it is.

    `found` is what was found just now by `collect.files.scope`, where that was looked at: of a site of feedpub's own.
    `jobs` is the greatest number of processes that walk.
    """
    if site.type == dialects.BUILT:
        from feedpub.sites import html  # noqa: PLC0415 - few sites are built already

        return html.walk(folder, options, site, skip, built)
    if built.folder:
        skip = (*skip, folder / built.folder)
    if dialects.is_dialect(site.type):
        return dialects.load(site.type).walk(folder, options, site, skip)
    settings = settings_for(options, site)
    walked = files.walk(folder, options, skip, found, jobs)
    found_names = names.name_files(walked.prefix, walked.paths)
    return Walked(names=found_names, settings=settings, diagnostics=walked.diagnostics)
