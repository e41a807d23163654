"""The page about the commands, from their declarations."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from feedpub.cli.reference.page import page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

_INTRODUCTION: Final = """\
Exit codes: 0 all is well; 1 problems in content or output, and nothing was published; 2 wrong usage or
configuration; 3 the system failed (disk, permission, network). A build that is told to end says 130 (SIGINT, Ctrl-C),
143 (SIGTERM) or 129 (SIGHUP): the published files are then as they were, or as they are to be, and no other file is
left among them.

Environment: `SOURCE_DATE_EPOCH` stands for now; `FEEDPUB_KEY` is the key of what is kept in `.feedpub` (see how to
build fast); `NO_COLOR` and `FORCE_COLOR` decide about colour.
"""


def commands(main: click.Command) -> str:
    """Return the page: one section a command, its arguments and options in tables."""
    context = main.make_context("feedpub", [], resilient_parsing=True)
    return page("Commands", _INTRODUCTION, _sections(main, context))


def _sections(command: Any, context: click.Context) -> Iterator[str]:  # noqa: ANN401 - a command or a group of them
    yield _section(command, context)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        inner = command.get_command(context, name)
        if not inner.hidden:
            yield from _sections(inner, inner.make_context(name, [], parent=context, resilient_parsing=True))


def _section(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [record for param in command.get_params(context) if (record := param.get_help_record(context))]
    parts = [
        f"## {context.command_path}",
        f"```\n{usage}\n```",
        inspect.cleandoc(command.help or "").partition("\f")[0].replace("\b\n", ""),
        table(("option", "meaning"), ((f"`{names}`", meaning) for names, meaning in rows)) if rows else "",
    ]
    return "\n\n".join(part for part in parts if part)
