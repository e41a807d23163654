"""`feedpub init`: write a commented feedpub.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import options
from feedpub.errors import SystemFault, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("init")
@options.site_argument
@click.option("--url", metavar="URL", required=True, prompt="Address of the site", help="Address of the home page.")
@click.option("--title", metavar="TEXT", help="Name of the site.")
@click.option("--force", is_flag=True, help="Write a feedpub.toml that is there anew; its settings stay.")
def command(*, site: Path, url: str, title: str | None, force: bool) -> None:
    """Write a feedpub.toml for SITE (the current folder) in which every option is explained."""
    from feedpub import config  # noqa: PLC0415 - start-up counts
    from feedpub.config.written import config_file  # noqa: PLC0415 - as above

    file = site / config.FILE_NAME
    if file.exists() and not force:
        raise UsageError(f"{file} is there already; --force writes it anew and keeps its settings")
    given = {"site.url": url} | ({"site.title": title} if title else {})
    written = config_file(config.load(site, given))
    try:
        file.write_text(written, encoding="utf-8")
    except OSError as error:
        raise SystemFault(f"{file} cannot be written: {error.strerror}", str(file)) from error
    options.console().say(f"Wrote {file}. `feedpub build` builds the site.")
