"""The command line: knows argv, the clock and the terminal, and nothing of feeds."""

from __future__ import annotations

import click

from feedpub import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feedpub")
def main() -> None:
    """Publish feeds and sitemaps: build, validate, and never bother a subscriber."""
