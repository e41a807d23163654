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
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_origin

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
        **rules(RULES),
        **messages(MESSAGES),
        "feedpub.1": manual(group),
        **{name: schema.written(what) for what, name in schema.FILES.items()},
    }


def stale(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the pages that are missing, not what they should be, or of an area that is no more."""
    folders = dict.fromkeys(name.rpartition("/")[0] for name in wanted if "/" in name)
    there = (f"{each}/{file.name}" for each in folders for file in sorted((folder / each).glob("*.md")))
    former = tuple(name for name in there if name not in wanted)
    return (*(name for name, text in wanted.items() if not _holds(folder / name, text)), *former)


def write(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Write the pages that are stale, remove those of areas that are no more, and give the names of both."""
    names = stale(folder, wanted)
    for name in names:
        file = folder / name
        if name in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            file.unlink()
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


def rules(catalogue: Iterable[Rule]) -> Mapping[str, str]:
    """Return the pages: all rules in tables, and those of each area with their reasons and examples."""
    head = ("rule", "level", "what is wrong")
    rows = [_Row(one.area, one.name, one.level.value, one.summary, _rule(one)) for one in catalogue]
    return _by_area("rules", page("Rules", _ON_RULES, ()), head, rows)


class _Row(NamedTuple):
    """A rule or a code in the reference."""

    area: str
    name: str
    level: str
    summary: str
    text: str


def _by_area(title: str, before: str, head: tuple[str, ...], rows: Iterable[_Row]) -> Mapping[str, str]:
    """Return a page with a table for each area, and one with the texts of each: in one page they are too long."""
    found: dict[str, str] = {}
    overview = [before.rstrip()]
    by_area = sorted(rows, key=attrgetter("area", "name"))
    for area, these in groupby(by_area, key=attrgetter("area")):
        of_area = tuple(these)
        name = f"{title}/{area}.md"
        overview.append(f"## [{area}]({name})\n\n{_overview(head, of_area, name)}")
        sections = (f"## {one.name}\n\n{one.text}" for one in of_area)
        up = f"All areas: [{title}](../{title}.md)."
        found[name] = page(f"{title.capitalize()}: {area}", f"{up}\n\n{_overview(head, of_area)}", sections)
    overview.append("```{toctree}\n:hidden:\n\n" + "\n".join(name.removesuffix(".md") for name in found) + "\n```\n")
    return {f"{title}.md": "\n\n".join(overview), **found}


def _overview(head: tuple[str, ...], rows: Iterable[_Row], page_of: str = "") -> str:
    links = ((f"[`{one.name}`]({page_of}#{_anchor(one.name)})", one.level, one.summary) for one in rows)
    return table(head, links)


def _anchor(name: str) -> str:
    """Return the fragment that Markdown gives a heading: slashes and colons go."""
    return "".join(character for character in name.lower() if character.isalnum() or character in "-_")


def _rule(rule: Rule) -> str:
    parts = [
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


def messages(catalogue: Iterable[Message]) -> Mapping[str, str]:
    """Return the pages: all codes in tables, and those of each area with what they mean, why, and what to do."""
    head = ("code", "level", "what it means")
    rows = [_Row(one.area, one.name, one.level, one.summary, _message(one)) for one in catalogue]
    return _by_area("messages", page("Messages", _ON_MESSAGES, ()), head, rows)


def _message(one: Message) -> str:
    parts = [
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
