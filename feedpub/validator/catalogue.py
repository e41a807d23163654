"""All rules there are: those of feedpub, those of installed plug-ins, and those of modules that a site names.

A rule of a plug-in is a value of the same type as ours, and carries the plug-in: what goes wrong in it names that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.io import plugins, reading
from feedpub.io.plugins import Plugin
from feedpub.text import patterns
from feedpub.validator.rule import Rule, rules_in
from feedpub.validator.rules import RULES
from feedpub.validator.ruleset import Ruleset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from feedpub.model.records import Level

    Levels: TypeAlias = tuple[tuple[str, Level | None], ...]
    """Levels of rules by name or glob, None for off; the last that matches is taken."""

_NAME: Final = patterns.lazy(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
_LOCAL: Final = "[validate] modules"


@cache
def catalogue(site: str = "", modules: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return all rules by name; `modules` are files of the folder `site` that declare some, and are run.

    It is `RULES` itself where there are no others. Raises PluginError for a plug-in or module that cannot be loaded,
    gives anything but rules, or calls one as another is called.
    """
    found = {rule.name: rule for rule in RULES}
    others = ((one, plugins.load(one)) for one in plugins.installed(plugins.RULES))
    local = ((one, _module(site, one)) for one in map(_named, modules))
    for plugin, value in chain(others, local):
        for rule in _rules(plugin, value):
            if rule.name in found:
                raise plugin.failed_to_load(f"there is a rule {rule.name} already{_whose(found[rule.name])}")
            found[rule.name] = rule
    return RULES if len(found) == len(RULES) else tuple(found[name] for name in sorted(found))


@lru_cache(maxsize=8)
def ruleset(levels: Levels = (), site: str = "", modules: tuple[str, ...] = ()) -> Ruleset:
    """Return all rules at these levels: one for a whole run, for what it looks up for a document serves the next.

    `levels` and `modules` as `Ruleset` and `catalogue` take them. Raises as `catalogue` does.
    """
    return Ruleset(catalogue(site, modules) if modules else catalogue(), dict(levels))


def _rules(plugin: Plugin, value: object) -> Sequence[Rule]:
    """Return what a plug-in gives, each rule with the plug-in's name."""
    try:
        found = (
            rules_in(value) if isinstance(value, ModuleType) else (value,) if isinstance(value, Rule) else _all(value)
        )
    except (Exception, SystemExit) as error:
        raise plugin.failed_to_load(error) from error
    for one in found:
        if not isinstance(one, Rule):
            raise plugin.failed_to_load(f"it has a {type(one).__name__} where a rule is wanted")
        if not _NAME.fullmatch(one.name):
            raise plugin.failed_to_load(f"{one.name!r} is no name of a rule; write it like house/title-too-long")
    return [replace(one, plugin=plugin) for one in found]


def _all(value: object) -> tuple[Rule, ...]:
    if not isinstance(value, Iterable):
        raise TypeError(f"it is a {type(value).__name__}, not a rule, rules or a module of them")
    return tuple(value)


def _whose(rule: Rule) -> str:
    return f", of {rule.plugin.distribution}" if rule.plugin else ""


def _named(module: str) -> Plugin:
    return Plugin(group=_LOCAL, name=module, value=module, distribution="feedpub.toml")


def _module(site: str, plugin: Plugin) -> ModuleType:
    """Run a file of the site and return what it declares. Nothing is written beside it."""
    data = reading.read(site, plugin.value)
    if data is None:
        raise plugin.failed_to_load("there is no such file")
    module = ModuleType(f"feedpub_rules_of_the_site.{plugin.value}")
    try:
        exec(compile(data, f"{site}/{plugin.value}", "exec"), module.__dict__)  # noqa: S102 - the caller was told to run it
    except (Exception, SystemExit) as error:
        raise plugin.failed_to_load(error) from error
    return module
