"""`feedpub build`: everything, from the folder of posts to the published feeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from feedpub.cli import building, options
from feedpub.guard import CODES
from feedpub.io import refusal

_SAYS_NOTHING: Final = frozenset({"site", "jobs", "cache", "form", "report", "quiet", "verbose"})
"""Parameters that decide nothing of what is made."""


@click.command("build")
@options.site_argument
@options.url_option
@options.out_option
@options.target_option
@options.site_type_option
@options.built_option
@click.option(
    "--inject",
    is_flag=True,
    help="Add the links to the feeds to the pages of --built that lack them, and nothing else.",
)
@click.option("--dry-run", is_flag=True, help="Do everything but publish; print what would change.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--keep-going", is_flag=True, help="Leave out posts that have errors and publish the rest.")
@click.option(
    "--take-over",
    is_flag=True,
    help="Replace feeds and sitemaps in the output folder that feedpub did not make; later builds do so, too.",
)
@options.against_option
@options.against_optional_option
@click.option(
    "--accept",
    type=click.Choice(CODES),
    multiple=True,
    metavar="CODE",
    help=f"Let through what the guard finds, for this build only: {', '.join(CODES)}. May be repeated.",
)
@options.follow_links_option
@options.local_rules_option
@options.jobs_option
@options.cache_option
@options.format_option
@options.report_option
@options.quiet_option
@options.verbose_option
@options.lang_option
def command(**options_given: Any) -> int:  # noqa: ANN401 - as the options above say
    """Build the feeds and the sitemap of SITE (the current folder) and publish them.

    Nothing is published unless every document is valid and no subscriber gets an old post as new, and then
    everything at once.
    """
    return building.build(**options_given, given=_given())


def _given() -> dict[str, object]:
    """Return what the command line says of what is made, without its being understood; folders from anywhere."""
    context = click.get_current_context()
    links = {"follow_links": True} if refusal.follows_links() else {}
    return links | {
        name: str(value.absolute()) if isinstance(value, Path) else value
        for name, value in context.params.items()
        if name not in _SAYS_NOTHING and context.get_parameter_source(name) is not ParameterSource.DEFAULT
    }
