"""The sites of other generators, one dialect each, and built sites: which files are read, and how.

Nothing of a site is ever run: configurations are read as data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub import collect as collecting
from feedpub.collect import dialects, files, names
from feedpub.collect.dialect import Walked
from feedpub.collect.settings import settings_for
from feedpub.model.options import BuiltBodies, BuiltOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from feedpub.collect import Collected, Progress, ReadingOptions
    from feedpub.collect.reading import Reading
    from feedpub.collect.settings import Settings
    from feedpub.io.tree import Tree
    from feedpub.model.options import ContentOptions, SiteOptions
    from feedpub.sites.html.files import BuiltPage


__all__ = ["collect", "pages", "walk"]

_PLAINLY = collecting.ReadingOptions()
_NOT_BUILT = BuiltOptions()


def collect(  # noqa: PLR0913 - each is a different thing that a build knows
    folder: Path,
    options: ContentOptions,
    site: SiteOptions,
    *,
    now: datetime,
    skip: Iterable[Path] = (),
    built: BuiltOptions = _NOT_BUILT,
    output: str = "",
    walked: Walked | None = None,
    begun: Reading | None = None,
    how: ReadingOptions = _PLAINLY,
    report: Callable[[Progress], None] = lambda _: None,
) -> Collected:
    """Read the posts and pages of the site in `folder`, whatever made it. `skip` are folders not to be entered.

    `output` is the folder that is published. `walked` is what `walk` gave just now, and `begun` what `collect.begin`
    made of it, where they were asked. Raises UsageError for options that cannot be followed, SystemFault when a file
    cannot be read.
    """
    if walked is None:
        walked = walk(folder, options, site, skip, built)
    if begun is None:
        begun = collecting.begin(folder, options, walked, how=how, report=report)
    collected = collecting.collect(folder, options, walked, begun=begun, now=now, output=output)
    if site.type == dialects.BUILT:
        from feedpub.sites.html import together  # noqa: PLC0415 - few sites are built already

        return together.looked_over(collected, built.folder, site.url)
    has_pages = built.folder or walked.settings.dialect or built.bodies is BuiltBodies.PAGE
    if not has_pages:
        return collected
    if built.folder:
        collected = _with_pages(folder, built, collected, walked.settings)
    from feedpub.sites import page_texts  # noqa: PLC0415 - reads HTML, which few sites need

    return replace(
        collected,
        pages=page_texts.find(
            folder,
            built,
            output=output,
            separator=options.excerpt_separator,
            posts=collected.posts,
            settings=walked.settings,
        ),
    )


def _with_pages(folder: Path, built: BuiltOptions, collected: Collected, settings: Settings) -> Collected:
    """Return the posts with what the built pages beside their source say of them."""
    from feedpub.sites import beside  # noqa: PLC0415 - reads HTML, which few sites need

    looked = beside.look(folder, built, collected.posts, settings)
    return replace(collected, posts=looked.posts, diagnostics=(*collected.diagnostics, *looked.diagnostics))


def pages(folder: Path, built: BuiltOptions, site: SiteOptions, skip: Iterable[Path]) -> Iterator[BuiltPage]:
    """Return the HTML files of the built folder, one after the other. Raises SystemFault when one cannot be read."""
    from feedpub.sites.html import files  # noqa: PLC0415 - reads HTML, which few sites need

    return files.pages(folder, built, site.url, skip)


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
