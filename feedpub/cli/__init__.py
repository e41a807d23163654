"""The command line: knows argv, the clock and the terminal, and nothing of feeds.

One command a file; a command is imported when it is called, so that `feedpub --version` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from feedpub import __version__
from feedpub.errors import FeedpubError, SystemFault

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS: Final = ("build", "diff", "validate", "explain", "why", "ids", "init")
_INTERRUPTED: Final = 130
"""What shells give for a command ended by Ctrl-C."""
_NO_READER: Final = 141
"""What shells give for a command whose reader left (`feedpub explain | head`)."""


class _Commands(click.Group):
    """Finds each command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Give the names in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
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
    epilog="Exit status: 0 fine, 1 problems in content or output, 2 wrong usage or configuration, 3 the system failed.",
)
@click.version_option(__version__, prog_name="feedpub", message="%(prog)s %(version)s")
def commands() -> None:
    """Publish feeds and sitemaps from a folder of posts: nothing broken, nothing by half, nothing twice."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run feedpub and end the process with its exit status."""
    # A build makes hundreds of thousands of objects that last; to look through them again and again for cycles
    # takes a fifth of its time.
    gc.set_threshold(1_000_000, 20, 100)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one for each way to end
    """Run feedpub; give the exit status."""
    output = sys.stdout
    try:
        status = commands.main(args=arguments, prog_name="feedpub", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("feedpub: interrupted; no file is half written", file=sys.stderr)  # noqa: T201 - to the person at the terminal
        return _INTERRUPTED
    except FeedpubError as error:
        print(f"feedpub: {error}", file=sys.stderr)  # noqa: T201 - as above
        return error.exit_code
    except BrokenPipeError:
        return _without_reader()
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"feedpub: {place}{error.strerror or error}", file=sys.stderr)  # noqa: T201 - as above
        return SystemFault.exit_code
    except SystemExit as end:
        # click's own ending: of shell completion, or because nobody reads its output, which it then replaces
        return int(end.code or 0) if sys.stdout is output else _without_reader()
    return status if isinstance(status, int) else 0


def _without_reader() -> int:
    """Give the status when the reader of our output has left; what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return _NO_READER
