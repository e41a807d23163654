"""`feedpub explain`: a rule of the validator, with its reason and a bad and a good example."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import click

from feedpub.cli import asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from feedpub.validator.rule import Example, Rule


@click.command("explain")
@click.argument("rule", required=False)
@click.option("--local-rules", is_flag=True, help="Also those of the Python files that feedpub.toml here names.")
def command(*, rule: str | None, local_rules: bool) -> None:
    """Explain RULE; without RULE list all of them, with a glob (`rss/*`) those that match."""
    from feedpub.validator import catalogue  # noqa: PLC0415 - start-up counts: `--help` does not need the rules

    console = asked.console()
    site = asked.configured() if local_rules else None
    every = catalogue(*site.modules(run=True)) if site else catalogue()
    by_name = {one.name: one for one in every}
    if rule in by_name:
        console.document("\n".join(_explained(by_name[rule])))
        return
    listed = [one for one in every if rule is None or fnmatchcase(one.name, rule)]
    if not listed:
        raise asked.no_such_rule(str(rule), by_name.keys())
    width = max(len(one.name) for one in listed)
    console.document("\n".join(f"{one.level.value:<8} {one.name:<{width}}  {one.summary}" for one in listed))


def explanations(names: Collection[str]) -> Iterator[str]:
    """Return what is to be said of rules, by their names; nothing of those that are none of the catalogue."""
    from feedpub.validator import catalogue  # noqa: PLC0415 - start-up counts: `--help` does not need the rules

    yield from ("\n".join(_explained(one)) for one in catalogue() if one.name in names)


def _explained(rule: Rule) -> Iterator[str]:
    yield f"{rule.name} ({rule.level.value})"
    yield f"  {rule.summary}"
    yield ""
    yield f"Why: {rule.why}"
    yield f"Specification: {rule.spec}"
    if rule.plugin:
        yield f"From: {rule.plugin.distribution}"
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in examples:
            yield ""
            yield f"{title}{f', in {example.inside}' if example.inside else ''}:"
            yield from _indented(example)


def _indented(example: Example) -> Iterator[str]:
    return (f"    {line}" for line in example.text.rstrip("\n").split("\n"))
