"""`feedpub explain`: a code of any message, with its reason, what to do and examples: rules and all others."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import click

from feedpub.cli import asked, cleaning, options
from feedpub.cli.cells import padded, width
from feedpub.cli.languages import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from feedpub.cli.asked import Configured
    from feedpub.cli.messages import Message, SampleSite
    from feedpub.validator.rule import Example, Rule


def _completed(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the codes that begin as what was typed, for the shell."""
    return [name for name in _every() if name.startswith(incomplete)]


@click.command("explain")
@click.argument("code", required=False, shell_complete=_completed)
@click.option("--local-rules", is_flag=True, help="Also those of the Python files that feedpub.toml here names.")
@options.lang_option
def command(*, code: str | None, local_rules: bool) -> None:
    """Explain CODE, of a rule or any other message; without CODE list all, with a glob (`post/*`) those that match."""
    console = asked.console()
    every = _every(asked.configured() if local_rules else None)
    if code is not None and code in every:
        console.document("\n".join(_explained(every[code])))
        return
    listed = [every[name] for name in sorted(every) if code is None or fnmatchcase(name, code)]
    if not listed:
        raise asked.no_such_code(str(code), every.keys())
    console.document("\n".join(_listed(listed)))


def _every(site: Configured | None = None) -> Mapping[str, Rule | Message]:
    """Return all codes by name; of a site also the rules that it names, which are run."""
    from feedpub.cli.messages import MESSAGES  # noqa: PLC0415 - start-up counts: `--help` needs neither
    from feedpub.validator import catalogue  # noqa: PLC0415 - likewise

    rules = catalogue(*site.modules(run=True)) if site else catalogue()
    return {**{one.name: one for one in rules}, **{one.name: one for one in MESSAGES}}


def explanations(names: Collection[str]) -> Iterator[str]:
    """Return what is to be said of rules, by their names; nothing of those that are none of the catalogue."""
    from feedpub.validator import catalogue  # noqa: PLC0415 - start-up counts: `--help` does not need the rules

    yield from ("\n".join(_of_rule(one)) for one in catalogue() if one.name in names)


def _listed(several: Collection[Rule | Message]) -> Iterator[str]:
    names = max(len(one.name) for one in several)
    levels = max(width(_level(one)) for one in several)
    for one in several:
        yield f"{padded(_level(one), levels)}  {one.name:<{names}}  {say(one.summary)}"


def _level(one: Rule | Message) -> str:
    return say(one.level if isinstance(one.level, str) else one.level.value)


def _explained(one: Rule | Message) -> Iterator[str]:
    from feedpub.cli.messages import Message  # noqa: PLC0415 - loaded by whoever calls this

    return _of_message(one) if isinstance(one, Message) else _of_rule(one)


def _of_message(one: Message) -> Iterator[str]:
    yield f"{one.name} ({_level(one)})"
    yield f"  {say(one.summary)}"
    yield ""
    yield f"{say('Why:')} {say(one.why)}"
    yield f"{say('Fix:')} {say(one.fix)}"
    if one.sample:
        yield ""
        yield from _of_sample(one.sample)
    elif one.no_sample:
        yield say(f"No example: {one.no_sample}")


def _of_sample(sample: SampleSite) -> Iterator[str]:
    if sample.before:
        yield say("Published before, from:")
        yield from _of_files(sample.before)
        yield ""
    yield say(f"`{sample.command}` says it of:")
    yield from _of_files(sample.files)
    for name, target in sample.links.items():
        yield f"  {say(f'{cleaning.visible(name)}, a symbolic link to {cleaning.visible(target)}')}"


def _of_files(files: Mapping[str, str]) -> Iterator[str]:
    for name, text in files.items():
        yield f"  {cleaning.visible(name)}"
        yield from _indented(map(cleaning.visible, text.rstrip("\n").split("\n")))


def _of_rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.name} ({_level(rule)})"
    yield f"  {say(rule.summary)}"
    yield ""
    yield f"{say('Why:')} {say(rule.why)}"
    if rule.harms:
        yield f"{say('Loses something:')} {', '.join(rule.harms)}"
    yield f"{say('Specification:')} {rule.spec}"
    if rule.plugin:
        yield f"{say('From:')} {rule.plugin.distribution}"
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in examples:
            yield ""
            yield say(f"{title}{f', in {example.inside}' if example.inside else ''}:")
            yield from _of_example(example)


def _of_example(example: Example) -> Iterator[str]:
    return _indented(example.text.rstrip("\n").split("\n"))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
