"""From a folder of files to posts: the first stage.

    walk    names of files, sorted                              files, names
    parse   bytes, name, settings -> record; pure               post
    decide  record, now -> published, or skipped for a reason
    finish  lengths of media files, links between languages     enclosures, translations

Every mistake of every file is reported in one run; a file with errors is skipped as broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect.outcome import Collected, Progress, ReadingOptions
from feedpub.collect.settings import settings_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from feedpub.collect.dialect import Walked
    from feedpub.collect.left_out import Body
    from feedpub.collect.reading import Reading
    from feedpub.collect.settings import Settings
    from feedpub.model.options import ContentOptions
    from feedpub.model.records import Post

__all__ = ["Collected", "Progress", "ReadingOptions", "begin", "collect", "read_body", "settings_for"]

_PLAINLY = ReadingOptions()


def begin(  # noqa: PLR0913 - each is a different thing the pipeline knows
    folder: Path,
    options: ContentOptions,
    walked: Walked,
    *,
    how: ReadingOptions = _PLAINLY,
    marks: bytes | None = None,
    report: Callable[[Progress], None] = lambda _: None,
) -> Reading:
    """Begin to read the files of a walk, for `collect`.

    `how` (processes, a cache) changes nothing but the time it takes; `marks` are those of the files (`io.tree.marks`),
    where they were looked at just now.
    """
    from feedpub.collect import collecting  # noqa: PLC0415 - where nothing has changed, nothing is read

    return collecting.begin(folder, options, walked, how, report, marks)


def collect(  # noqa: PLR0913 - each is a different thing that a build knows
    folder: Path, options: ContentOptions, walked: Walked, *, begun: Reading, now: datetime, output: str = ""
) -> Collected:
    """Read the posts and pages of the site in `folder`, of which the files were walked over.

    `begun` is what `begin` made of the walk; `output` is the folder that is published. Raises UsageError for options
    that cannot be followed, SystemFault when a file cannot be read.
    """
    from feedpub.collect import collecting  # noqa: PLC0415 - where nothing has changed, nothing is read

    return collecting.collect(folder, options, walked, begun, now, output)


def read_body(folder: Path, post_read: Post, settings: Settings | None = None) -> Body:
    """Return the body of a post again, with the settings that it was collected with, and what is left out of it.

    Raises SystemFault when its file has gone or has become unreadable, ContentError for a body that the rules of
    its generator cannot make a text of.
    """
    from feedpub.collect import collecting  # noqa: PLC0415 - where nothing has changed, nothing is read

    return collecting.read_body(folder, post_read, settings)
