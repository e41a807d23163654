"""The commands, as click knows them: one a file, imported when it is called, so that `--version` answers at once."""

from __future__ import annotations

from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Final

import click

from feedpub import __version__
from feedpub.cli import options
from feedpub.cli.asked import console

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS: Final = (
    *("build", "serve", "diff", "validate", "check", "explain", "why", "config"),
    *("ids", "redirects", "notify", "snippet", "schema", "init"),
)


class _Commands(click.Group):
    """Finds each command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        """Import the command's module, when there is one."""
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"feedpub.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; for a name that is none, the one that was probably meant."""
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - start-up counts

            meant = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"did you mean {meant[0]}?" if meant else f"there are {', '.join(_COMMANDS)}"
            raise click.UsageError(f"there is no command {args[0]}; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 fine, 1 problems in content or output, 2 wrong usage or configuration, 3 the system failed; "
    "130, 143, 129 where SIGINT, SIGTERM, SIGHUP ended it.",
)
@options.lang_option
@click.version_option(__version__, "-V", "--version", prog_name="feedpub", message="%(prog)s %(version)s")
def group() -> None:
    """Publish feeds and sitemaps from a folder of posts: nothing broken, nothing by half, nothing twice."""


def run(arguments: Sequence[str] | None) -> int:
    """Run the command that the arguments name; give the exit status.

    Raises what the command raises, and KeyboardInterrupt where the person at the terminal ends it.
    """
    try:
        status = group.main(args=arguments, prog_name="feedpub", standalone_mode=False)
    except click.ClickException as error:
        # Arguments may be names of files, which anybody may have chosen.
        error.show(shown := StringIO())
        console().complain(shown.getvalue())
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return status if isinstance(status, int) else 0
