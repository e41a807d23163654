"""`feedpub redirects`: what leads subscribers to feeds that have moved, for the web server of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, options, problems
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from typing import Unpack

    from feedpub.cli.asked import GivenToCompare

_HOSTS = ("toml", "netlify", "cloudflare", "nginx", "apache", "caddy")


@click.command("redirects")
@options.to_compare
@click.option(
    "--for",
    "host",
    type=click.Choice(_HOSTS),
    default="toml",
    show_default=True,
    help="Who is to read them: feedpub.toml, a `_redirects` file, or a web server.",
)
@options.lang_option
def command(*, host: str, **given: Unpack[GivenToCompare]) -> int:
    """Print the redirects of the feeds of SITE (the current folder) that have moved; nothing is published.

    Those are the feeds of `redirects.paths`, and those that are published now and would stand elsewhere after a build.
    """
    from feedpub import pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.generate import redirects  # noqa: PLC0415 - start-up counts

    console = asked.console()
    try:
        with console.progress() as progress:
            request = asked.to_compare(given)
            paths = pipeline.moved(request, progress)
    except FeedpubError as error:
        return problems.refuse(error, console, site=given["site"])
    found = redirects.redirects(paths, request.options.site.url)
    if found:
        console.document(redirects.for_host(host, found))
    else:
        console.say("No feed has moved.")
    return 0
