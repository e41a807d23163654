"""Which rules a command runs, and how bad each of them is: the options for it, and what the configuration says."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from feedpub.cli import asked
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from feedpub.cli.asked import Configured
    from feedpub.cli.options import Decorator
    from feedpub.validator import Ruleset

config_option: Decorator = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Configuration whose [validate.rules] apply; feedpub.toml of the current folder when there is one.",
)


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose rules: `select`, `ignore` and `errors`, as `rules` takes them."""
    for option in (
        click.option("--error", "errors", multiple=True, metavar="RULE", help="Treat a rule as an error."),
        click.option("--ignore", multiple=True, metavar="RULE", help="Switch a rule off, by name or glob."),
        click.option("--select", multiple=True, metavar="RULE", help="Run these rules only, by name or glob."),
    ):
        command = option(command)
    return command


def rules(  # noqa: PLR0913 - what is said in several places
    site: Configured | None,
    select: Sequence[str],
    ignore: Sequence[str],
    errors: Sequence[str],
    *,
    run: bool | None,
    usual: Mapping[str, Level | None] = MappingProxyType({}),
) -> Ruleset:
    """Return the rules at the levels asked for, those of the command line last.

    `usual` are levels that hold where nobody says otherwise. Raises UsageError for a name that no rule has, PluginError
    for a plug-in that cannot be loaded.
    """
    from feedpub.validator import Ruleset, catalogue, unmatched  # noqa: PLC0415 - start-up counts: `--help` needs no rules

    found = catalogue(*site.modules(run=run)) if site else catalogue()
    for name in unmatched((*select, *ignore, *errors), found):
        raise asked.no_such_rule(name, {rule.name for rule in found})
    # Taken out first, so that the command line's word comes after every glob of the file and is the last.
    wanted: dict[str, Level | None] = dict.fromkeys(errors, Level.ERROR) | dict.fromkeys(ignore)
    if select:
        wanted |= dict.fromkeys(one.name for one in found if not any(fnmatchcase(one.name, each) for each in select))
    written = site.options.validate.rules if site else {}
    return Ruleset(found, {**usual} | {name: level for name, level in written.items() if name not in wanted} | wanted)
