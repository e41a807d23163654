"""`feedpub init`: write a commented feedpub.toml."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from feedpub.cli import options, problems
from feedpub.errors import FeedpubError, SystemFault, UsageError


@click.command("init")
@options.site_argument
@click.option("--url", metavar="URL", help="Address of the home page; asked for on a terminal.")
@click.option("--title", metavar="TEXT", help="Name of the site.")
@click.option("--force", is_flag=True, help="Write a feedpub.toml that is there anew; its settings stay.")
def command(*, site: Path, url: str | None, title: str | None, force: bool) -> int:
    """Write a feedpub.toml for SITE (the current folder) in which every option is explained."""
    console = options.console()
    try:
        file = _written(options.folder(site), url, title, force=force)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    console.say(f"Wrote {file}; every option is explained there. `feedpub build{_argument(site)}` builds the site.")
    return 0


def _written(site: Path, url: str | None, title: str | None, *, force: bool) -> Path:
    from feedpub import config  # noqa: PLC0415 - start-up counts
    from feedpub.config.written import config_file  # noqa: PLC0415 - as above

    file = site / config.FILE_NAME
    if file.exists() and not force:
        raise UsageError(f"{file} is there already; --force writes it anew and keeps its settings, not its comments")
    given = {"site.url": url or _asked(is_known=file.exists()), "site.title": title}
    text = config_file(config.load(site, {key: value for key, value in given.items() if value}))
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(file)  # the old settings are whole until the new ones are
    except OSError as error:
        raise SystemFault(f"{file} cannot be written: {error.strerror}", str(file)) from error
    return file


def _asked(*, is_known: bool) -> str:
    """Ask for the address of the site, where a person can answer; nothing when a file tells it."""
    if is_known:
        return ""
    if not sys.stdin.isatty():
        raise UsageError("the address of the site is missing; give it with --url https://example.com/")
    return str(click.prompt("Address of the site", err=True))


def _argument(site: Path) -> str:
    return "" if site == Path() else f" {site}"
