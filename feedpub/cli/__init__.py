"""The command line: knows argv, the clock and the terminal, and nothing of feeds.

One command a file; a command is imported when it is called, so that `feedpub --version` answers at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from feedpub import __version__
from feedpub.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS: Final = ("build", "validate", "explain", "why", "init")
_INTERRUPTED: Final = 130
"""What shells give for a command ended by Ctrl-C."""


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
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run feedpub; give the exit status."""
    try:
        status = commands.main(args=arguments, prog_name="feedpub", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("feedpub: interrupted; what is published is untouched", file=sys.stderr)  # noqa: T201 - to the person at the terminal
        return _INTERRUPTED
    except FeedpubError as error:
        print(f"feedpub: {error}", file=sys.stderr)  # noqa: T201 - as above
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left; there is nobody to tell
        return 0
    return status if isinstance(status, int) else 0
