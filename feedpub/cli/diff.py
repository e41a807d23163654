"""`feedpub diff`: what subscribers and search engines would see of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, options, problems
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("diff")
@options.site_argument
@options.url_option
@options.out_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@options.against_option
@options.against_optional_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="For people, for programs, or for a comment on a pull request.",
)
@click.option("--exit-code", is_flag=True, help="End with status 1 when something changes.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    site_type: str | None,
    built: Path | None,
    against: str,
    against_optional: bool,
    form: str,
    exit_code: bool,
) -> int:
    """Show what a build of SITE (the current folder) would change; nothing is published.

    For each feed: posts that are new, changed, announced again, pushed out by newer ones, or gone; for the sitemap
    addresses added and removed, and lastmod changed.
    """
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.cli.changes import FORMATS  # noqa: PLC0415 - start-up counts

    console = asked.console()
    try:
        with console.progress() as progress:
            overrides = config.overrides(url, out, site_type, built)
            place = asked.folder(site)
            loaded = config.load(place, overrides)
            request = pipeline.Request(
                folder=place,
                options=loaded,
                now=environment.now(),
                against=against,
                against_optional=against_optional,
                key=environment.key(str(place), make=False),
            )
            changes = pipeline.difference(request, progress)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    console.document(FORMATS[form](changes))
    return 1 if exit_code and changes else 0
