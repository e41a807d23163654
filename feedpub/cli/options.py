"""Options that several commands have, so that they mean the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from feedpub.cli import languages
from feedpub.io import refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

FORMATS: Final = ("text", "json", "github", "sarif", "gitlab", "junit", "markdown")
REPORTS: Final = (".csv", ".json")
FOLDER: Final = click.Path(path_type=Path)

site_argument: Decorator = click.argument("site", type=FOLDER, default=".", metavar="[SITE]")
url_option: Decorator = click.option("--url", metavar="URL", help="Address of the site's home page (site.url).")
out_option: Decorator = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder to publish into instead of output.folder; from the current folder.",
)
target_option: Decorator = click.option(
    "--target",
    metavar="URL",
    help="Place to publish to instead of the output folder: s3://bucket/prefix, gs://bucket/prefix, "
    "sftp://user@host/folder, or file:///folder (publish.target).",
)
against_option: Decorator = click.option(
    "--against",
    metavar="FOLDER|URL",
    default="",
    help="What to compare with instead of the output folder: a copy of what is published, or the live site "
    "(https://user:password@host/ where it asks for them).",
)
against_optional_option: Decorator = click.option(
    "--against-optional",
    is_flag=True,
    help="Go on, with one warning, when what to compare with cannot be reached, breaks off or cannot be read.",
)
built_option: Decorator = click.option(
    "--built",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder with the HTML that a generator made (built.folder); from the current folder.",
)
site_type_option: Decorator = click.option(
    "--site-type",
    metavar="NAME",
    help="Generator whose site this is (site.type): jekyll, or `none`; found by its configuration.",
)


def _follow(_context: click.Context, _parameter: click.Parameter, value: bool) -> bool:  # noqa: FBT001 - as click calls it
    _context.with_resource(refusal.following_links(really=value))
    return value


follow_links_option: Decorator = click.option(
    "--follow-links",
    is_flag=True,
    expose_value=False,
    callback=_follow,
    help="Follow symbolic links that lead out of the site; without it they are refused.",
)
format_option: Decorator = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How problems are printed."
)


def _report(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in REPORTS:
        raise click.BadParameter(f"{value} must end in {' or '.join(REPORTS)}")
    return value


report_option: Decorator = click.option(
    "--report",
    type=FOLDER,
    metavar="FILE",
    callback=_report,
    help="Write every finding, advice too, into FILE: a table where it ends in .csv, an array where in .json.",
)
local_rules_option: Decorator = click.option(
    "--local-rules/--no-local-rules",
    default=None,
    help="Run the Python files of rules that feedpub.toml names ([validate] modules), or leave them out.",
)
jobs_option: Decorator = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Greatest number of processes; as many as there are processors when not given.",
)
cache_option: Decorator = click.option(
    "--cache/--no-cache",
    default=True,
    show_default=True,
    help="Use what earlier builds read, and keep it for the next one. The result is the same.",
)
quiet_option: Decorator = click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")
verbose_option: Decorator = click.option("-v", "--verbose", is_flag=True, help="Say more: advice, too, and every file.")


def _language(_context: click.Context, _parameter: click.Parameter, value: str) -> None:
    if not value:
        return
    name = languages.found(value)
    if not name:
        raise click.BadParameter(f"there is no language {value}; there are {', '.join(languages.available())}")
    languages.ask(name)


def _languages(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the languages that begin as what was typed, for the shell."""
    return [name for name in languages.available() if name.startswith(incomplete)]


lang_option: Decorator = click.option(
    "--lang",
    metavar="LANGUAGE",
    default="",
    expose_value=False,
    is_eager=True,
    callback=_language,
    shell_complete=_languages,
    help="Language of messages, such as `ko`; that of LC_ALL, LC_MESSAGES or LANG when not given.",
)


def to_compare(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options of those that put the site beside what is published (`asked.to_compare`)."""
    for option in (
        against_optional_option,
        against_option,
        follow_links_option,
        built_option,
        site_type_option,
        target_option,
        out_option,
        url_option,
        site_argument,
    ):
        command = option(command)
    return command
