"""Documents made of the model: one module a format, each with `generate`.

Pure: nothing here reads a clock, a locale, a setting that is not given, or a file that is not part of feedpub.
The modules of formats are imported where they are first used, for feedgen and lxml are slow to import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model import Format

if TYPE_CHECKING:
    from feedpub.generate.entries import Entries
    from feedpub.model import Document, Feed


def documents(feed: Feed, entries: Entries | None = None) -> tuple[Document, ...]:
    """Give the feed in each of its formats; `entries` shares the work on items that several feeds hold."""
    return tuple(_generate(each, feed, entries) for each in feed.spec.paths)


def _generate(each: Format, feed: Feed, entries: Entries | None) -> Document:
    # Late, see the module's docstring; and a site that publishes JSON alone never loads lxml.
    if each is Format.RSS:
        from feedpub.generate import rss  # noqa: PLC0415 - see above

        return rss.generate(feed, entries)
    if each is Format.ATOM:
        from feedpub.generate import atom  # noqa: PLC0415 - see above

        return atom.generate(feed, entries)
    from feedpub.generate import jsonfeed  # noqa: PLC0415 - see above

    return jsonfeed.generate(feed, entries)
