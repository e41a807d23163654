"""From a folder of files to posts: the first stage.

    walk    names of files, sorted                              files, names
    parse   bytes, name, settings -> record; pure               post
    decide  record, now -> published, or skipped for a reason
    finish  lengths of media files, links between languages     enclosures, translations

Every mistake of every file is reported in one run; a file with errors is skipped as broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.collect import sites
from feedpub.collect.outcome import Collected, How, Progress
from feedpub.collect.settings import settings_for
from feedpub.collect.walking import walk
from feedpub.options import BuiltOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from feedpub.collect.left_out import Body
    from feedpub.collect.reading import Reading
    from feedpub.collect.settings import Settings
    from feedpub.collect.sites.dialect import Walked
    from feedpub.collect.sites.html.files import BuiltPage
    from feedpub.model import Post
    from feedpub.options import ContentOptions, SiteOptions

__all__ = ["Collected", "How", "Progress", "begin", "collect", "pages", "read_body", "settings_for", "walk"]

_PLAINLY = How()
_NOT_BUILT = BuiltOptions()


def begin(  # noqa: PLR0913 - each is a different thing the pipeline knows
    folder: Path,
    options: ContentOptions,
    walked: Walked,
    *,
    how: How = _PLAINLY,
    marks: bytes | None = None,
    report: Callable[[Progress], None] = lambda _: None,
) -> Reading:
    """Begin to read the files of a walk, for `collect`.

    `how` (processes, a cache) changes nothing but the time it takes; `marks` are those of the files (`tree.marks`),
    where they were looked at just now.
    """
    from feedpub.collect import collecting  # noqa: PLC0415 - where nothing has changed, nothing is read

    return collecting.begin(folder, options, walked, how, report, marks)


def collect(  # noqa: PLR0913 - each is a different thing the pipeline knows
    folder: Path,
    options: ContentOptions,
    site: SiteOptions,
    *,
    now: datetime,
    skip: Iterable[Path] = (),
    built: BuiltOptions = _NOT_BUILT,
    walked: Walked | None = None,
    begun: Reading | None = None,
    how: How = _PLAINLY,
    report: Callable[[Progress], None] = lambda _: None,
) -> Collected:
    """Read the posts and pages of the site in `folder`. `skip` are folders not to be entered.

    `walked` is what `walk` gave just now, and `begun` what `begin` made of it, where they were asked. Raises
    UsageError for options that cannot be followed, SystemFault when a file cannot be read.
    """
    from feedpub.collect import collecting  # noqa: PLC0415 - as above

    if walked is None:
        walked = walk(folder, options, site, skip, built)
    if begun is None:
        begun = begin(folder, options, walked, how=how, report=report)
    collected = collecting.collect(folder, options, walked, begun, now)
    return _with_pages(folder, built, collected) if built.folder and site.type != sites.BUILT else collected


def _with_pages(folder: Path, built: BuiltOptions, collected: Collected) -> Collected:
    """Give the posts with what the built pages beside their source say of them."""
    from feedpub.collect import beside  # noqa: PLC0415 - reads HTML, which few sites need

    if collected.settings is None:
        return collected
    looked = beside.look(folder, built, collected.posts, collected.settings)
    said = (*collected.diagnostics, *looked.diagnostics)
    return replace(collected, posts=looked.posts, diagnostics=said, beside=looked.pages)


def pages(folder: Path, built: BuiltOptions, site: SiteOptions, skip: Iterable[Path]) -> Iterator[BuiltPage]:
    """Give the HTML files of the built folder, one after the other. Raises SystemFault when one cannot be read."""
    from feedpub.collect.sites.html import files  # noqa: PLC0415 - as above

    return files.pages(folder, built, site.url, skip)


def read_body(folder: Path, post_read: Post, settings: Settings | None = None) -> Body:
    """Return the body of a post again, with the settings that it was collected with, and what is left out of it.

    Raises SystemFault when its file has gone or has become unreadable, ContentError for a body that the rules of
    its generator cannot make a text of.
    """
    from feedpub.collect import collecting  # noqa: PLC0415 - as above

    return collecting.read_body(folder, post_read, settings)
