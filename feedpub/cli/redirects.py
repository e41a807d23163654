"""`feedpub redirects`: what leads subscribers to feeds that have moved, for the web server of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, options, problems
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from pathlib import Path

_HOSTS = ("toml", "netlify", "cloudflare", "nginx", "apache", "caddy")


@click.command("redirects")
@options.site_argument
@options.url_option
@options.out_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@options.against_option
@options.against_optional_option
@click.option(
    "--for",
    "host",
    type=click.Choice(_HOSTS),
    default="toml",
    show_default=True,
    help="Who is to read them: feedpub.toml, a `_redirects` file, or a web server.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    site_type: str | None,
    built: Path | None,
    against: str,
    against_optional: bool,
    host: str,
) -> int:
    """Print the redirects of the feeds of SITE (the current folder) that have moved; nothing is published.

    Those are the feeds of `redirects.paths`, and those that are published now and would stand elsewhere after a build.
    """
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.generate import redirects  # noqa: PLC0415 - start-up counts

    console = asked.console()
    try:
        with console.progress() as progress:
            overrides = config.overrides(url, out, site_type, built)
            place = asked.folder(site)
            request = pipeline.Request(
                folder=place,
                options=config.load(place, overrides),
                now=environment.now(),
                against=against,
                against_optional=against_optional,
                key=environment.key(str(place), make=False),
            )
            paths = pipeline.moved(request, progress)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    found = redirects.redirects(paths, request.options.site.url)
    if found:
        console.document(redirects.for_host(host, found))
    else:
        console.say("No feed has moved.")
    return 0
