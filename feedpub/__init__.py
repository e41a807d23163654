"""feedpub: the publish step for feeds and sitemaps.

As a library: `build`, `diff`, `validate` and `validate_site`, what they return and raise, and what a rule of one's own
is made with (docs/reference/python.md). Each name is imported from its home when it is first asked for, so that neither
`import feedpub` nor the start of the command line loads anything.
"""

TYPE_CHECKING = False  # as type checkers know it; to import it from typing takes longer than all the rest here
if TYPE_CHECKING:
    from feedpub.guard.changes import Changes as Changes
    from feedpub.library import BuildReport as BuildReport
    from feedpub.library import SiteReport as SiteReport
    from feedpub.library import build as build
    from feedpub.library import diff as diff
    from feedpub.library import validate as validate
    from feedpub.library import validate_site as validate_site
    from feedpub.model.errors import ContentError as ContentError
    from feedpub.model.errors import FeedpubError as FeedpubError
    from feedpub.model.errors import PluginError as PluginError
    from feedpub.model.errors import SystemFault as SystemFault
    from feedpub.model.errors import UsageError as UsageError
    from feedpub.model.records import Diagnostic as Diagnostic
    from feedpub.model.records import Document as Document
    from feedpub.model.records import Kind as Kind
    from feedpub.model.records import Level as Level
    from feedpub.model.records import Where as Where
    from feedpub.publish import Action as Action
    from feedpub.publish import Change as Change
    from feedpub.text.xml import Element as Element
    from feedpub.validator import RULES as RULES
    from feedpub.validator import Report as Report
    from feedpub.validator.rule import Found as Found
    from feedpub.validator.rule import Rule as Rule
    from feedpub.validator.rule import Scope as Scope
    from feedpub.validator.rule import rule as rule

__version__ = "0.1.0"

_HOMES = {
    "build": "library",
    "diff": "library",
    "validate": "library",
    "validate_site": "library",
    "BuildReport": "library",
    "SiteReport": "library",
    "Report": "validator",
    "Changes": "guard.changes",
    "Change": "publish",
    "Action": "publish",
    "Document": "model.records",
    "Diagnostic": "model.records",
    "Where": "model.records",
    "Level": "model.records",
    "Kind": "model.records",
    "RULES": "validator",
    "Rule": "validator.rule",
    "rule": "validator.rule",
    "Found": "validator.rule",
    "Scope": "validator.rule",
    "Element": "text.xml",
    "FeedpubError": "model.errors",
    "UsageError": "model.errors",
    "ContentError": "model.errors",
    "SystemFault": "model.errors",
    "PluginError": "model.errors",
}
"""The module below feedpub that each public name comes from."""

__all__ = [*_HOMES, "__version__"]  # noqa: PLE0604 - the keys are text


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if not TYPE_CHECKING:  # which would take any name for one of ours

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module 'feedpub' has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - where nothing is asked for, nothing is loaded

        value = globals()[name] = getattr(import_module(f"feedpub.{home}"), name)
        return value
