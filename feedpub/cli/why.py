"""`feedpub why`: which feeds hold a post, at which place, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, environment, languages, options, problems
from feedpub.cli.asked import source_of
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.incremental.request import Request


@click.command("why")
@click.argument("post")
@click.option("--site", type=options.FOLDER, default=".", help="Folder of the site.")
@options.url_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@options.lang_option
def command(*, post: str, site: Path, url: str | None, site_type: str | None, built: Path | None) -> int:
    """Say which feeds hold POST, at which place, or why none does. POST is a file, a URL or a slug."""
    from feedpub import pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline.placement import placement  # noqa: PLC0415 - start-up counts

    console = asked.console()
    try:
        request = _request(asked.folder(site), url, site_type, built)
        found = pipeline.survey(request)
        source = source_of(post, site, found)
        whole = found
        if any(source in {each.source for each in posts} for _, posts in found.selection.feeds):
            found = pipeline.as_published(request, found)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    for line in placement(source, found, whole):
        console.result(languages.say(line))
    about = [one for one in found.diagnostics if one.where.path == source]
    problems.show_of_site(about, site, console, "text", {})
    return 0


def _request(site: Path, url: str | None, site_type: str | None, built: Path | None) -> Request:
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts

    loaded = config.load(site, config.overrides(url, None, site_type, built))
    return pipeline.Request(folder=site, options=loaded, now=environment.now())
