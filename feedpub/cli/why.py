"""`feedpub why`: which feeds hold a post, at which place, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import clock, options, problems
from feedpub.cli.report import by_file
from feedpub.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.model import FeedSpec, Post
    from feedpub.pipeline import Survey


@click.command("why")
@click.argument("post")
@click.option("--site", type=options.FOLDER, default=".", help="Folder of the site.")
@options.url_option
def command(*, post: str, site: Path, url: str | None) -> int:
    """Say which feeds hold POST, at which place, or why none does. POST is a file, a URL or a slug."""
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts

    console = options.console()
    request = pipeline.Request(folder=site, options=config.load(site, options.overrides(url, None)), now=clock.now())
    found = pipeline.survey(request)
    source = _source(post, site, found)
    for line in _answer(source, found):
        console.result(line)
    about = [one for one in found.diagnostics if one.where.path == source]
    problems.show(by_file(about, problems.lines_of(site, {})), console, "text")
    return 0


def _source(name: str, site: Path, found: Survey) -> str:
    """Give the source path of the post that is meant. Raises UsageError when there is none, or more than one."""
    collected = found.collected
    known = [post.source for post in collected.posts] + [one.source for one in collected.skipped]
    for candidate in (name, _below(name, site)):
        if candidate in known:
            return candidate
    meant = sorted(
        {post.source for post in collected.posts if name in {post.url, post.stem} or post.url.endswith(f"/{name}/")}
        | {
            source
            for source in known
            if source.endswith(f"/{name}") or source.rpartition("/")[2].startswith(f"{name}.")
        }
    )
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageError(f"{name} may be {' or '.join(meant)}; name one of them")
    raise UsageError(
        f"{name} is not a post or page of this site: its ending is not among content.extensions, it has no front "
        "matter, its name begins with `.` or `_`, or it lies outside of the content folder"
    )


def _below(name: str, site: Path) -> str:
    """Give a path from the current folder as a path of the site."""
    from pathlib import Path  # noqa: PLC0415 - only here at run time

    try:
        return Path(name).absolute().relative_to(site.absolute()).as_posix()
    except ValueError:
        return name


def _answer(source: str, found: Survey) -> Iterator[str]:
    for one in found.collected.skipped:
        if one.source == source:
            yield f"{source}: in no feed and not in the sitemap, because {one.reason.value}."
            return
    for post in found.collected.posts:
        if post.source == source:
            yield f"{source}: {post.title}"
            yield f"  URL: {post.url}"
            if source in found.ids:
                yield f"  id: {found.ids[source]}"
            yield from (f"  {line}" for line in _places(post, found))


def _places(post: Post, found: Survey) -> Iterator[str]:
    held = [line for spec, posts in found.selection.feeds for line in _place(post, spec, posts)]
    yield from held
    if post.not_in_feeds:
        yield f"in no feed, because {post.not_in_feeds.value}"
    elif not held:
        newer = sum(1 for one in found.collected.posts if one.date and post.date and one.date > post.date)
        yield f"in no feed: {newer} newer posts fill them all; feeds.limit is how many they hold"
    if post.not_in_sitemap:
        yield f"not in the sitemap, because {post.not_in_sitemap.value}"
    else:
        when = post.last_modified
        yield "in the sitemap, " + (f"lastmod {when:%Y-%m-%dT%H:%M:%SZ}" if when else "without lastmod")


def _place(post: Post, spec: FeedSpec, posts: tuple[Post, ...]) -> Iterator[str]:
    for number, one in enumerate(posts, start=1):
        if one.source == post.source:
            yield f"in “{spec.title}” ({', '.join(spec.paths.values())}), item {number} of {len(posts)}"
