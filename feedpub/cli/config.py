"""`feedpub config`: what is in force, and where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from feedpub.cli import asked, cleaning, options, problems
from feedpub.cli.console import from_here
from feedpub.cli.languages import say
from feedpub.model.errors import FeedpubError
from feedpub.text import toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from feedpub.config.provenance import InForce


@click.command("config")
@options.site_argument
@options.url_option
@options.out_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@click.option("--no-defaults", is_flag=True, help="Leave out what nobody has set.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Lines of TOML for people, or JSON for programs.",
)
@options.lang_option
def command(  # noqa: PLR0913 - the options above
    *,
    site: Path,
    url: str | None,
    out: Path | None,
    site_type: str | None,
    built: Path | None,
    no_defaults: bool,
    form: str,
) -> int:
    """Show every option of SITE (the current folder) as a build has it, and where its value comes from.

    That is the command line, a line of feedpub.toml, the configuration of the site's generator, or the default. The
    lines are TOML: feedpub.toml can hold each of them.
    """
    from feedpub import config  # noqa: PLC0415 - start-up counts
    from feedpub.config.provenance import SaidBy, in_force  # noqa: PLC0415 - likewise

    console = asked.console()
    try:
        loaded = config.read(asked.folder(site), config.overrides(url, out, site_type, built))
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    found = [one for one in in_force(loaded) if not (no_defaults and one.said_by is SaidBy.DEFAULT)]
    if form == "json":
        console.document(_json(found, site))
    else:
        console.document("\n".join(_lines(found, site)))
    problems.show_of_site(loaded.doubts, site, console, "text", {})
    return 0


def _lines(found: Iterable[InForce], site: Path) -> Iterator[str]:
    """Return lines of TOML that feedpub.toml can hold, each with its origin; what is not set stands behind a `#`."""
    for one in found:
        origin = _origin(one, site)
        if one.value is None:
            unset = say(f"{'.'.join(one.path)} is not set")
            yield f"# {unset}  # {origin}"
        elif isinstance(one.value, dict):
            values = {key: toml.OFF if each is None else each for key, each in one.value.items()}
            yield from (f"{toml.line((*one.path, key), each)}  # {origin}" for key, each in values.items())
            if not values:
                yield f"{'.'.join(one.path)} = {{}}  # {origin}"
        else:
            yield f"{toml.line(one.path, one.value)}  # {origin}"


def _origin(one: InForce, site: Path) -> str:
    from feedpub.config.provenance import SaidBy  # noqa: PLC0415 - start-up counts

    if one.because:
        return say(f"follows from {one.because}")
    if one.where is None or one.said_by is SaidBy.COMMAND_LINE:
        return say(str(one.said_by.value))
    path = from_here(one.where.path, str(site))
    place = f"{path}:{one.where.line}" if one.where.line else path
    return f"{place}, {one.key}" if one.key else place


def _json(found: Iterable[InForce], site: Path) -> str:
    from feedpub.config.json_schema import plain  # noqa: PLC0415 - only programs ask for it
    from feedpub.config.provenance import SaidBy  # noqa: PLC0415 - likewise

    def told(one: InForce) -> dict[str, Any]:
        in_file = one.where if one.said_by is not SaidBy.COMMAND_LINE else None
        return {
            "key": ".".join(one.path),
            "value": plain(one.value),
            "from": one.said_by.value,
            "path": from_here(in_file.path, str(site)) if in_file else None,
            "line": in_file.line if in_file else None,
            "column": in_file.column if in_file else None,
            "their_key": one.key or None,
            "because": one.because or None,
        }

    return cleaning.as_json({"options": [told(one) for one in found]})
