"""The manual page, feedpub(1), from the commands as click knows them; and what both it and the reference say of all.

Written in man(7): `.TH`, `.SH`, `.SS`, `.TP`, which groff and mandoc read alike. No date stands in it, so that the same
commands give the same bytes.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from feedpub import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import click

EXIT_STATUS: Final = (
    ("0", "All is well."),
    ("1", "Problems in content, output or guard; with `--strict` warnings, too. Nothing was published."),
    ("2", "Wrong usage or configuration. Nothing was done."),
    ("3", "The system failed: disk, permission, network. Published files are whole."),
    ("129", "SIGHUP ended the command, as when a terminal closes. No file is half written."),
    ("130", "SIGINT (Ctrl-C) ended the command. No file is half written."),
    ("141", "The reader of the output left, as in `feedpub explain | head`."),
    ("143", "SIGTERM ended the command, as a build server does. No file is half written."),
)
ENVIRONMENT: Final = (
    ("SOURCE_DATE_EPOCH", "Seconds since 1970 that stand for now."),
    ("FEEDPUB_KEY", "The key of what is kept in `.feedpub`, 16 characters at least."),
    ("FEEDPUB_INDEXNOW_KEY", "The key for IndexNow; it comes before `notify.indexnow.key`."),
    ("CI", "Where it is set, a build that knows nothing of any build before it says so."),
    ("GITHUB_STEP_SUMMARY", "A file to which `build` and `validate` add a table of what they found."),
    ("NO_COLOR", "No colour, also on a terminal."),
    ("FORCE_COLOR", "Colour, also where there is no terminal."),
    ("_FEEDPUB_COMPLETE", "`bash_source`, `zsh_source` or `fish_source` prints the script that completes commands."),
)


def manual(main: click.Group) -> str:
    """Return the manual page of a group of commands."""
    context = main.make_context("feedpub", [], resilient_parsing=True)
    lines = [
        f'.TH FEEDPUB 1 "" "feedpub {__version__}" "User Commands"',
        ".SH NAME",
        "feedpub \\- publish feeds and sitemaps from a folder of posts",
        ".SH SYNOPSIS",
        ".B feedpub",
        ".I command",
        "[options]",
        ".SH DESCRIPTION",
        *_paragraphs(main.help or ""),
        ".SH COMMANDS",
        *_commands(main, context),
        ".SH EXIT STATUS",
        *_listed(EXIT_STATUS),
        ".SH ENVIRONMENT",
        *_listed(ENVIRONMENT),
        ".SH FILES",
        *_listed(
            (
                ("feedpub.toml", "The configuration, in the folder of the site."),
                ("feedpub.ids", "Posts whose ids are fixed, a line each."),
                (".feedpub", "What is kept from one build to the next; it may be removed."),
            )
        ),
    ]
    return "\n".join(lines) + "\n"


def _commands(group: Any, context: click.Context) -> Iterator[str]:  # noqa: ANN401 - a group, or a command that is none
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        if hasattr(command, "list_commands"):
            yield from _commands(command, inner)
            continue
        yield f".SS {_text(' '.join([inner.command_path, *command.collect_usage_pieces(inner)]))}"
        yield from _paragraphs(command.help or "")
        yield from _listed(found for one in command.get_params(inner) if (found := one.get_help_record(inner)))


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(inspect.cleandoc(text).replace("\b\n", "").split("\n\n")):
        yield from (".PP",) if number else ()
        yield _text(" ".join(paragraph.split()))


def _listed(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in rows:
        yield ".TP"
        yield f".B {_text(name)}"
        yield _text(meaning)


def _text(text: str) -> str:
    """Return text of which nothing is a request or an escape of roff."""
    written = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{written}" if written.startswith((".", "'")) else written
