"""Options that several commands have, so that they mean the same everywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from feedpub.cli.console import Console
from feedpub.errors import SystemFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeAlias

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

CONFIGURATION: Final = "feedpub.toml"
"""Where it is looked for without reading it; `feedpub.config`, which reads it, is slow to import."""
FORMATS: Final = ("text", "json", "github", "sarif")
FOLDER: Final = click.Path(path_type=Path)

site_argument: Decorator = click.argument("site", type=FOLDER, default=".", metavar="[SITE]")
url_option: Decorator = click.option("--url", metavar="URL", help="Address of the site's home page (site.url).")
out_option: Decorator = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder to publish into instead of output.folder; from the current folder.",
)
against_option: Decorator = click.option(
    "--against",
    metavar="FOLDER|URL",
    default="",
    help="What to compare with instead of the output folder: a copy of what is published, or the live site.",
)
against_optional_option: Decorator = click.option(
    "--against-optional", is_flag=True, help="Go on when what to compare with cannot be reached."
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
format_option: Decorator = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How problems are printed."
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


def overrides(
    url: str | None, out: Path | None, site_type: str | None = None, built: Path | None = None
) -> Mapping[str, str]:
    """Give the dotted keys that the options stand for."""
    given = {
        "site.url": url,
        "output.folder": str(out.absolute()) if out else None,
        "site.type": site_type,
        "built.folder": str(built.absolute()) if built else None,
    }
    return {key: value for key, value in given.items() if value is not None}


def folder(path: Path) -> Path:
    """Give the path of a folder. Raises UsageError when there is none, or something else is there.

    SystemFault where names of files are not UTF-8: addresses are made of them, and must be the same everywhere.
    """
    if sys.getfilesystemencoding() != "utf-8":
        raise SystemFault(
            f"names of files are in {sys.getfilesystemencoding()} here, and feedpub needs UTF-8; "
            "set PYTHONUTF8=1 in the environment, or a locale like C.UTF-8"
        )
    if path.is_dir():
        return path
    if path.exists():
        raise UsageError(f"{path} is a file; name the folder that holds it")
    raise UsageError(f"there is no folder {path}")


def console(*, quiet: bool = False, verbose: bool = False) -> Console:
    """Give the console for what the options ask."""
    return Console(verbosity=-1 if quiet else 1 if verbose else 0)
