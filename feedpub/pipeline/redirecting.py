"""Where subscribers of feeds that have moved are led: what is published of it, and what must not be so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.config import FILE_NAME
from feedpub.guard.comparison import compare
from feedpub.guard.losses import gone
from feedpub.guard.successors import Successors
from feedpub.io import reading
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.pipeline.destinations import destination
from feedpub.text.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.guard.comparison import New
    from feedpub.guard.snapshot import Snapshot
    from feedpub.incremental.request import Request
    from feedpub.model.records import Document


def moved(request: Request, old: Snapshot, new: New) -> Mapping[str, str]:
    """Return where feeds are that have moved: as the configuration says, and those that this build would move."""
    successors = Successors(new, request.options.feeds, compare(old, new))
    found = {feed.path: successors.now_at(feed) for feed in gone(old, new, request.options)}
    return {**{former: now for former, now in found.items() if now}, **request.options.redirects.paths}


def problems(request: Request, made: Iterable[Document]) -> Iterator[Diagnostic]:
    """Say which redirects lead nowhere, or away from a feed that is published."""
    options = request.options.redirects
    if not options.paths:
        return
    published = {document.path for document in made}
    for former, now in options.paths.items():
        if former in published:
            yield _problem(
                former,
                f"`{former}` is said to have moved to `{now}`, but is published.",
                hint="Take the line out, or give that feed another path.",
                why="Some hosts follow the redirect, others serve the feed: nobody knows what subscribers get.",
            )
        elif not (is_web(now) or now in published or _is_there(request, now)):
            yield _problem(
                former,
                f"`{former}` leads to `{now}`, which is not there.",
                hint="Name the path of a feed that is published, or a URL.",
                why="Its subscribers get an error, and after some days their readers drop it.",
            )
    if options.file and urlsplit(request.options.site.url).path != "/":
        yield Diagnostic(
            code="redirect/not-at-root",
            level=Level.WARNING,
            where=Where(path=FILE_NAME, element="redirects.file"),
            text=f"`{options.file}` is not published: hosts read it at the root of the host alone.",
            hint="`feedpub redirects --for netlify` prints the lines for the file that is there.",
            why="Subscribers of feeds that have moved get an error.",
        )


def _is_there(request: Request, path: str) -> bool:
    """Whether something else stands there than what this build makes."""
    if request.target:
        return bool(destination(request).documents([path]))
    return reading.is_file(request.output, path)


def _problem(former: str, text: str, *, hint: str, why: str) -> Diagnostic:
    return Diagnostic(
        code="redirect/unfit",
        level=Level.ERROR,
        where=Where(path=FILE_NAME, element=f"redirects.paths.{former}"),
        text=text,
        hint=hint,
        why=why,
        found=former,
    )
