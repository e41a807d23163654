"""The page about the validator's rules, from the catalogue."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from feedpub.cli.reference.page import page, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.validator.rule import Example, Rule

_INTRODUCTION: Final = """\
What `feedpub validate` and every build look for. The level of a rule, or of a group of them, is changed in the
table `[validate.rules]` of [the configuration](configuration.md); `feedpub explain RULE` shows one of them.
"""


def rules(catalogue: Iterable[Rule]) -> str:
    """Return the page: the rules by area, each with its reason and its examples."""
    areas = groupby(sorted(catalogue, key=attrgetter("area", "name")), key=attrgetter("area"))
    return page("Rules", _INTRODUCTION, (section for area, of_area in areas for section in _area(area, tuple(of_area))))


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
        *(_example("Bad", example) for example in rule.bad),
        *(_example("Good", example) for example in rule.good),
        f"Known elsewhere as {', '.join(f'`{ref}`' for ref in rule.refs)}." if rule.refs else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _example(verdict: str, example: Example) -> str:
    inside = f", inside `{example.inside}`" if example.inside else ""
    fence = "````" if "```" in example.text else "```"
    return f"{verdict}{inside}:\n\n{fence}{example.language}\n{example.text.rstrip()}\n{fence}"
