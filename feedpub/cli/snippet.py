"""`feedpub snippet`: what a site's templates and its web server need for the feeds, to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from feedpub.cli import asked, environment, options, problems
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from feedpub.model.records import FeedSpec

_HTML: Final = "html"
_HOSTS: Final = ("nginx", "apache", "caddy", "netlify", "cloudflare", "github")
_HALF_AN_HOUR: Final = 1800


@click.command("snippet")
@options.site_argument
@options.url_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@click.option(
    "--for",
    "host",
    type=click.Choice((_HTML, *_HOSTS)),
    default=_HTML,
    show_default=True,
    help="Links for the head of pages, or rules for a web server or host.",
)
@click.option("--all", "every", is_flag=True, help="With `html`, also the links for the pages of each term.")
@click.option(
    "--max-age",
    type=click.IntRange(min=0),
    default=_HALF_AN_HOUR,
    show_default=True,
    metavar="SECONDS",
    help="For how long readers and caches need not ask again.",
)
@click.option(
    "--as-xml",
    is_flag=True,
    help="For a server: send RSS and Atom as `application/xml`, which browsers show with the feeds' style sheet.",
)
@options.lang_option
def command(  # noqa: PLR0913 - the options above
    *,
    site: Path,
    url: str | None,
    site_type: str | None,
    built: Path | None,
    host: str,
    every: bool,
    max_age: int,
    as_xml: bool,
) -> int:
    """Print what SITE (the current folder) needs besides its feeds, to be copied; nothing is published.

    For pages, `<link rel="alternate">` lines, by which browsers and readers find the feeds; for servers, the media
    types of the feeds and how long they may be kept.
    """
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts

    console = asked.console()
    try:
        loaded = config.load(asked.folder(site), config.overrides(url, None, site_type, built))
        request = pipeline.Request(folder=site, options=loaded, now=environment.now())
        specs = [spec for spec, _ in pipeline.survey(request).selection.feeds]
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    if not specs:
        console.say(
            "There are no feeds: no post is published, or `feeds.formats` and the paths of `[feeds]` are empty."
        )
        return 0
    if host == _HTML:
        console.document("\n".join(_links(specs, every=every)))
        return 0
    from feedpub.generate import headers  # noqa: PLC0415 - start-up counts

    feeds = headers.served(specs, loaded.site.url, as_xml=as_xml)
    console.document(headers.rules(host, feeds, max_age))
    if number := headers.left_out(host, feeds):
        console.say(
            f"{number} feeds are left out, for {host} takes {headers.MOST_OF_CLOUDFLARE} rules; they are sent as "
            "`application/xml` and `application/json`, which readers take, too."
        )
    return 0


def _links(specs: Sequence[FeedSpec], *, every: bool) -> Iterator[str]:
    from feedpub.content import autodiscovery  # noqa: PLC0415 - start-up counts

    first = autodiscovery.first(specs)
    if first is not None:
        yield from map(autodiscovery.element, autodiscovery.links(first))
    for spec in specs if every else ():
        if spec is not first:
            yield f"<!-- {_in_comment(spec.title)} -->"
            yield from map(autodiscovery.element, autodiscovery.links(spec))


def _in_comment(text: str) -> str:
    """Return a text that ends no comment of HTML."""
    return text.replace("--", "- -").replace(">", "&gt;")
