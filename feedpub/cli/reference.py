"""Writes docs/reference from the code, so that it cannot say anything else.

`python -m feedpub.cli.reference DIR`; with `--check` nothing is written, and the exit code is 1 when a file is stale.
"""

from __future__ import annotations

import argparse
import enum
import inspect
import sys
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from msgspec import Struct

from feedpub.cli import cleaning
from feedpub.cli.manual import ENVIRONMENT, EXIT_STATUS, manual
from feedpub.config.schema import is_table, settable
from feedpub.model.options import Options
from feedpub.text.toml import OFF, toml_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import click

    from feedpub.cli.messages import Message, SampleSite
    from feedpub.config.schema import Setting
    from feedpub.validator.rule import Example, Rule


def pages() -> Mapping[str, str]:
    """Return the text of every page by the name of its file."""
    from feedpub.cli import schema  # noqa: PLC0415 - likewise its module
    from feedpub.cli.commands import group  # noqa: PLC0415 - the whole command line, which only this page needs
    from feedpub.cli.messages import MESSAGES  # noqa: PLC0415 - likewise the catalogues
    from feedpub.validator import RULES  # noqa: PLC0415 - likewise

    return {
        "configuration.md": configuration(),
        "commands.md": commands(group),
        "rules.md": rules(RULES),
        "messages.md": messages(MESSAGES),
        "feedpub.1": manual(group),
        **{name: schema.written(what) for what, name in schema.FILES.items()},
    }


def stale(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the pages that are missing or not what they should be."""
    return tuple(name for name, text in wanted.items() if not _holds(folder / name, text))


def write(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Write the pages that are stale, and give their names."""
    names = stale(folder, wanted)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    return names


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


_GENERATED: Final = "<!-- Written by `make docs` from the code: change it there. -->"


def page(title: str, introduction: str, sections: Iterable[str]) -> str:
    """Return a page of Markdown."""
    parts = [_GENERATED, f"# {title}", introduction.strip(), *(section.strip() for section in sections)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of Markdown."""
    return "\n".join([_row(head), _row(("---",) * len(head)), *(_row(row) for row in rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in cells)} |"


_ON_COMMANDS: Final = """\
Messages for people go to standard error, results to standard output. The manual, `man feedpub`, has the same.
"""


def commands(main: click.Command) -> str:
    """Return the page: one section a command, its arguments and options in tables."""
    context = main.make_context("feedpub", [], resilient_parsing=True)
    on_all = (
        f"## Exit status\n\n{table(('status', 'meaning'), EXIT_STATUS)}",
        f"## Environment\n\n{table(('variable', 'meaning'), ((f'`{name}`', what) for name, what in ENVIRONMENT))}",
    )
    return page("Commands", _ON_COMMANDS, (*_of_command(main, context), *on_all))


def _of_command(command: Any, context: click.Context) -> Iterator[str]:  # noqa: ANN401 - a command or a group of them
    yield _command(command, context)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        inner = command.get_command(context, name)
        if not inner.hidden:
            yield from _of_command(inner, inner.make_context(name, [], parent=context, resilient_parsing=True))


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [record for param in command.get_params(context) if (record := param.get_help_record(context))]
    parts = [
        f"## {context.command_path}",
        f"```\n{usage}\n```",
        inspect.cleandoc(command.help or "").partition("\f")[0].replace("\b\n", ""),
        table(("option", "meaning"), ((f"`{names}`", meaning) for names, meaning in rows)) if rows else "",
    ]
    return "\n\n".join(part for part in parts if part)


_ON_CONFIGURATION: Final = """\
feedpub reads `feedpub.toml` in the folder of the site; `feedpub init` writes one with every key explained. The
file is [TOML](https://toml.io/). Only `site.url` must be given. A list of one may be written without brackets.
Mistakes in it are all named at once, each with its line and column, and nothing is published before they are fixed.
"""
_HEAD: Final = ("key", "value", "default", "meaning")
_WORDS: Final[Mapping[Any, str]] = {str: "text", int: "whole number", bool: "`true` or `false`"}


def configuration() -> str:
    """Return the page: one section a table, one row a key."""
    sections = [
        section
        for setting in settable(Options).values()
        for section in _of_table(setting, setting.default, (setting.name,))
    ]
    return page("Configuration", _ON_CONFIGURATION, sections)


def _of_table(setting: Setting, default: object, path: tuple[str, ...]) -> Iterator[str]:
    keys = [(key, _default(key, default)) for key in settable(setting.type).values()]
    plain = ((key, value) for key, value in keys if not is_table(key.type))
    rows = ((f"`{key.name}`", in_words(key.type), _shown(key, value), key.doc) for key, value in plain)
    yield f"## `[{'.'.join(path)}]`\n\n{setting.doc}\n\n{table(_HEAD, rows)}"
    for key, value in keys:
        if is_table(key.type):
            yield from _of_table(key, value, (*path, key.name))


def _default(key: Setting, around: object) -> object:
    return key.default if around is None else getattr(around, key.name)


def _shown(key: Setting, value: object) -> str:
    if key.is_required:
        return "must be given"
    return "none" if value is None or value in ("", (), {}) else f"`{toml_value(value)}`"


def in_words(kind: Any) -> str:  # noqa: ANN401 - the type of any field
    """Say what may be written for a field of this type."""
    if get_origin(kind) is tuple:
        return f"list of {in_words(get_args(kind)[0])}"
    if get_origin(kind) is Mapping:
        return f"table of {in_words(get_args(kind)[1])}"
    if isinstance(kind, UnionType):
        (inner,) = (part for part in get_args(kind) if part is not NoneType)
        if issubclass(inner, Struct):
            return "table"
        return f"{in_words(inner)}, `{OFF}`" if issubclass(inner, enum.Enum) else in_words(inner)
    if issubclass(kind, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    return _WORDS.get(kind) or _plural(kind.__name__.removeprefix("Podcast").lower())


def _plural(noun: str) -> str:
    return f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"


_ON_RULES: Final = """\
What `feedpub validate` and every build look for. The level of a rule, or of a group of them, is changed in the
table `[validate.rules]` of [the configuration](configuration.md); `feedpub explain RULE` shows one of them.
"""


def rules(catalogue: Iterable[Rule]) -> str:
    """Return the page: the rules by area, each with its reason and its examples."""
    areas = groupby(sorted(catalogue, key=attrgetter("area", "name")), key=attrgetter("area"))
    return page("Rules", _ON_RULES, (section for area, of_area in areas for section in _area(area, tuple(of_area))))


def _area(name: str, of_area: Sequence[Rule]) -> Iterator[str]:
    overview = table(
        ("rule", "level", "what is wrong"),
        ((f"[`{rule.name}`](#{_anchor(rule.name)})", rule.level.value, rule.summary) for rule in of_area),
    )
    yield f"## {name}\n\n{overview}"
    yield from map(_rule, of_area)


def _anchor(name: str) -> str:
    """Return the fragment that Markdown gives a heading: slashes and colons go."""
    return "".join(character for character in name.lower() if character.isalnum() or character in "-_")


def _rule(rule: Rule) -> str:
    parts = [
        f"### {rule.name}",
        f"{rule.level.value.capitalize()} · {rule.spec}",
        rule.summary,
        rule.why,
        f"Loses something: {', '.join(rule.harms)}." if rule.harms else "",
        *(_example("Bad", example) for example in rule.bad),
        *(_example("Good", example) for example in rule.good),
        f"Known elsewhere as {', '.join(f'`{ref}`' for ref in rule.refs)}." if rule.refs else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _example(verdict: str, example: Example) -> str:
    inside = f", inside `{example.inside}`" if example.inside else ""
    fence = "````" if "```" in example.text else "```"
    return f"{verdict}{inside}:\n\n{fence}{example.language}\n{example.text.rstrip()}\n{fence}"


_ON_MESSAGES: Final = """\
What a build says of posts, configurations, files and subscribers, by the code that stands in every message. What it
says of the documents that it has made, and `feedpub validate` of any, are [the rules](rules.md). `feedpub explain CODE`
shows one of either. Where a code has two levels, the second is that of sites whose generator takes what is wrong, or
that of a lighter case.
"""


def messages(catalogue: Iterable[Message]) -> str:
    """Return the page: the codes by area, each with what it means, why it matters, what to do, and an example."""
    areas = groupby(sorted(catalogue, key=attrgetter("area", "name")), key=attrgetter("area"))
    return page("Messages", _ON_MESSAGES, (section for area, these in areas for section in _codes(area, tuple(these))))


def _codes(name: str, of_area: Sequence[Message]) -> Iterator[str]:
    overview = table(
        ("code", "level", "what it means"),
        ((f"[`{one.name}`](#{_anchor(one.name)})", one.level, one.summary) for one in of_area),
    )
    yield f"## {name}\n\n{overview}"
    yield from map(_message, of_area)


def _message(one: Message) -> str:
    parts = [
        f"### {one.name}",
        one.level.capitalize(),
        one.summary,
        f"Why: {one.why}",
        f"Fix: {one.fix}",
        *(_sample(one.sample) if one.sample else (f"No example: {one.no_sample}",)),
    ]
    return "\n\n".join(part for part in parts if part)


def _sample(sample: SampleSite) -> Iterator[str]:
    if sample.before:
        yield "Published before, from:"
        yield from _files(sample.before)
    yield f"`{sample.command}` says it of:"
    yield from _files(sample.files)
    for name, target in sample.links.items():
        yield f"`{cleaning.visible(name)}` is a symbolic link to `{cleaning.visible(target)}`."


def _files(files: Mapping[str, str]) -> Iterator[str]:
    for name, text in files.items():
        lines = "\n".join(map(cleaning.visible, text.rstrip("\n").split("\n")))
        yield f"`{cleaning.visible(name)}`\n\n```text\n{lines}\n```"


def run(arguments: Sequence[str] | None = None) -> int:
    """Write or check the pages; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m feedpub.cli.reference", description="Write docs/reference.")
    parser.add_argument("folder", type=Path, help="the folder of the pages, docs/reference")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is stale")
    given = parser.parse_args(arguments)
    if not given.check:
        sys.stdout.writelines(f"wrote {name}\n" for name in write(given.folder, pages()))
        return 0
    names = stale(given.folder, pages())
    sys.stderr.writelines(f"{given.folder / name} is stale: run `make docs`\n" for name in names)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(run())
