"""Which files of a site are read, and how: by feedpub's own rules, or by those of another generator. Opens no post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect import files, names, sites
from feedpub.collect.settings import settings_for
from feedpub.collect.sites.dialect import Walked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.options import ContentOptions, SiteOptions


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Give the files to read and how to read them, by the rules of the generator whose site it is."""
    if sites.is_dialect(site.type):
        return sites.load(site.type).walk(folder, options, site, skip)
    settings = settings_for(options, site)
    found = files.walk(folder, options, skip)
    return Walked(named=names.name_files(found.files), settings=settings, diagnostics=found.diagnostics)
