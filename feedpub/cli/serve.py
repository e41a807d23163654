"""`feedpub serve`: the feeds in a browser on this machine, made again whenever a file changes."""

from __future__ import annotations

import contextvars
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import click

from feedpub import config
from feedpub.cli import asked, environment, languages, options, problems
from feedpub.cli.atonce import number
from feedpub.collect.dialects import is_dialect
from feedpub.io import resolving, watching
from feedpub.model.errors import ContentError, FeedpubError, UsageError
from feedpub.model.records import Level
from feedpub.preview.building import ContinuousBuild
from feedpub.preview.wording import PageLanguage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.building import ShownBuild
    from feedpub.preview.server import PreviewServer

_HIGHEST_PORT = 65_535
_PATIENCE = 0.2
"""Seconds after which the server sees that it is to end."""


@click.command("serve")
@options.site_argument
@options.url_option
@options.out_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@options.local_rules_option
@click.option(
    "--port", type=click.IntRange(0, _HIGHEST_PORT), default=0, help="Port of the server; a free one when not given."
)
@options.quiet_option
@options.lang_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    site_type: str | None,
    built: Path | None,
    local_rules: bool | None,
    port: int,
    quiet: bool,
) -> int:
    """Show the feeds of SITE (the current folder) in a browser on this machine, and again after each change of a file.

    Each feed as feed readers show it, each document with what is found in it, what subscribers would see of this build,
    the sitemap, and where each post stands or why it does not. Nothing is published and no file is written; nobody but
    this machine is answered. Ctrl-C ends it.
    """
    console = asked.console(quiet=quiet)
    try:
        folder = asked.folder(site)
        overrides = config.overrides(url, out, site_type, built)
        build = ContinuousBuild(_make(folder, overrides, run=local_rules), _language())
        say(_first(build), console)
        with _server(build, port) as server:
            console.result(languages.say(f"The feeds are shown at {server.url} (Ctrl-C ends it)."))
            serve_until_ended(server, build, watched_folders(folder, overrides), console)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    return 0


def _language() -> PageLanguage:
    language = languages.spoken()
    return PageLanguage(tag=language.replace("_", "-"), say=languages.translator(language))


def _first(build: ContinuousBuild) -> ShownBuild:
    """Return the first build. Raises what makes any impossible, but errors of posts and documents, which are shown."""
    shown = build.build()
    if shown.failure is not None and not isinstance(shown.failure.error, ContentError):
        raise shown.failure.error
    return shown


def _server(build: ContinuousBuild, port: int) -> PreviewServer:
    """Return the server. Raises UsageError where the port cannot be had."""
    from feedpub.preview.server import PreviewServer  # noqa: PLC0415 - start-up counts

    context = contextvars.copy_context()  # links that may be followed are known to this thread alone
    try:
        return PreviewServer(build, port, lambda function, *given: context.copy().run(function, *given))
    except OSError as error:
        raise UsageError(f"port {port} cannot be had ({error.strerror}); name another, or leave --port out") from error


class WatchedFolders(NamedTuple):
    """Whose files are a reason to build again."""

    folders: tuple[str, ...]
    skip: tuple[str, ...] = ()
    """Folders in these in which changes do not count."""


def watched_folders(folder: Path, overrides: Mapping[str, str]) -> WatchedFolders:
    """Return the site, and the folder of the built pages where that lies elsewhere, as one that `--built` names may.

    What another build writes into the folder that is published is no change of the site, unless pages of the site are
    read there.
    """
    options = config.load(folder, overrides)
    built, output = options.built.folder, options.output.folder
    folders = [folder] if not built or _is_below(folder / built, folder) else [folder, folder / built]
    has_pages = bool(built) or is_dialect(options.site.type)
    return WatchedFolders(tuple(map(str, folders)), () if has_pages else (str(folder / output),))


def _is_below(inner: Path, outer: Path) -> bool:
    return resolving.is_below(resolving.real(inner), resolving.real(outer))


def serve_until_ended(server: PreviewServer, build: ContinuousBuild, watched: WatchedFolders, console: Console) -> None:
    """Answer, and build after each change, until the command is ended."""
    stop = Event()

    def watch() -> None:
        for _ in watching.changes(watched.folders, watched.skip, stop):
            before = build.shown.version
            if (shown := build.build()).version != before:
                say(shown, console)

    if not watching.is_told_by_the_system():
        console.say(
            "Files are looked at many times a second; `pip install 'feedpub[serve]'` has the system tell instead."
        )
    watcher = Thread(target=contextvars.copy_context().run, args=(watch,), daemon=True)
    watcher.start()
    try:
        server.serve_forever(poll_interval=_PATIENCE)
    finally:
        stop.set()
        build.close()
        watcher.join(_PATIENCE * 10)


def say(shown: ShownBuild, console: Console) -> None:
    """Say in a line what a build came to."""
    if shown.failure is not None or shown.preview is None:
        console.say(f"The site cannot be built: {shown.failure.text if shown.failure else ''}.")
        return
    counts = [number(count, level.value) for level in (Level.ERROR, Level.WARNING) if (count := shown.count(level))]
    held = number(len(shown.preview.items), "post")
    feeds = number(len(shown.preview.feeds()), "feed")
    console.say(f"{feeds} of {held} in {shown.seconds * 1000:.0f} ms{': ' if counts else ''}{', '.join(counts)}.")


def _make(folder: Path, overrides: Mapping[str, str], *, run: bool | None) -> Callable[[], Preview]:
    """Return what makes a build of the files as they are at that moment."""
    from feedpub.incremental.request import Request  # noqa: PLC0415 - start-up counts
    from feedpub.incremental.store import MemoryStore  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline import previewing  # noqa: PLC0415 - start-up counts

    memory = MemoryStore(environment.clock)
    key = environment.key(str(folder), make=False)

    def make() -> Preview:
        loaded = config.read(folder, overrides)
        request = Request(
            folder=folder,
            options=loaded.options,
            now=environment.now(),
            doubts=loaded.doubts,
            modules=config.local_rules(loaded.options, run=run),
            key=key,
            memory=memory,
        )
        return previewing.preview(request)

    return make
