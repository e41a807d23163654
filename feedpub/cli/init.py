"""`feedpub init`: write a commented feedpub.toml."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, languages, options, problems
from feedpub.io import reading, writing
from feedpub.model.errors import FeedpubError, UsageError

if TYPE_CHECKING:
    from feedpub.collect.dialect import FoundSite


@click.command("init")
@options.site_argument
@click.option("--url", metavar="URL", help="Address of the home page; asked for on a terminal.")
@click.option("--title", metavar="TEXT", help="Name of the site.")
@options.site_type_option
@options.follow_links_option
@click.option("--force", is_flag=True, help="Write a feedpub.toml that is there anew; its settings stay.")
@options.lang_option
def command(*, site: Path, url: str | None, title: str | None, site_type: str | None, force: bool) -> int:
    """Write a feedpub.toml for SITE (the current folder) in which every option is explained.

    In the site of another generator it says what that generator's configuration says.
    """
    console = asked.console()
    try:
        file, found = _written(asked.folder(site), url, title, site_type, force=force)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    if found is not None:
        console.say(f"{found}.")
    console.say(f"Wrote {file}; every option is explained there. `feedpub build{_argument(site)}` builds the site.")
    return 0


def _written(
    site: Path, url: str | None, title: str | None, site_type: str | None, *, force: bool
) -> tuple[Path, FoundSite | None]:
    from feedpub import config  # noqa: PLC0415 - start-up counts
    from feedpub.collect import dialects  # noqa: PLC0415 - start-up counts
    from feedpub.config.written import config_file  # noqa: PLC0415 - start-up counts

    file = site / config.FILE_NAME
    is_there = reading.status(site, file.name) is not None
    if is_there and not force:
        raise UsageError(f"{file} is there already; --force writes it anew and keeps its settings, not its comments")
    known = {"site.title": title, "site.type": site_type}
    found = None if is_there else dialects.find(site, site_type or dialects.AUTO)
    is_known = is_there or (found is not None and any(one.path == ("site", "url") for one in found.taken))
    given = {**known, "site.url": url or _asked(is_known=is_known)}
    loaded = config.read(site, {key: value for key, value in given.items() if value})
    return writing.write_text(site, config.FILE_NAME, config_file(loaded.options)), loaded.found


def _asked(*, is_known: bool) -> str:
    """Ask for the address of the site, where a person can answer; nothing when a file tells it."""
    if is_known:
        return ""
    if not _is_person():
        raise UsageError("the address of the site is missing; give it with --url https://example.com/")
    return str(click.prompt(languages.say("Address of the site"), err=True))


def _is_person() -> bool:
    return sys.stdin.isatty()


def _argument(site: Path) -> str:
    return "" if site == Path() else f" {site}"
