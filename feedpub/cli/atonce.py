"""`feedpub build` where nothing has changed: said before the libraries that understand command lines are loaded.

That takes four times as long as to see whether anything has changed in a thousand files, and there is nothing to be
understood: a build of the current folder, without any option. With options, `building` sees to it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from feedpub.cli import environment
from feedpub.cli.console import Console, from_here
from feedpub.incremental import up_to_date
from feedpub.incremental.store import Store
from feedpub.io import workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.incremental.up_to_date import Look, Tally

_BUILD: Final = ("build",)
_HERE: Final = "."


def look(arguments: Sequence[str]) -> Look | None:
    """See the site of the current folder, when it is to be built and nothing else is asked; None for all the rest.

    Raises UsageError when the environment names no time that could be now.
    """
    if tuple(arguments) != _BUILD or sys.getfilesystemencoding() != "utf-8":
        return None
    key = environment.key(_HERE)
    return None if key is None else up_to_date.look(Store(_HERE, key), {}, environment.now(), workers.available())


def is_said(seen: Look | None, console: Console | None = None, folder: str = _HERE) -> bool:
    """Say that nothing has changed, if so."""
    if seen is None or seen.note is None or (tally := seen.known) is None:
        return False
    (console or Console()).say(summary(tally, f"{tally.files} unchanged", from_here(seen.note.output, folder)))
    return True


def summary(tally: Tally, files: str, where: str, *, would: bool = False) -> str:
    """Say in a line what a build came to: `files` is what became of them, `where` the folder that is published."""
    archives = f" with {number(tally.archives, 'archive')}" if tally.archives else ""
    what = f"{number(tally.feeds, 'feed')}{archives} of {number(tally.posts, 'post')}"
    more = f" and {number(tally.pages, 'page')}" if tally.pages else ""
    return f"{'Would publish' if would else 'Published'} {what}{more} in {where}: {files or 'no file'}."


def number(count: int, noun: str) -> str:
    """Return a number with its noun: `1 feed`, `2 feeds`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
