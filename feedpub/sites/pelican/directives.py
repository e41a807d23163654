"""Directives and roles of reStructuredText: those that Pelican adds, and those that are left out of a feed.

Left out is what reads other files or asks the network, and what docutils does not know: plug-ins of Pelican have it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

LEFT_OUT: Final = "feedpub_left_out"
"""Attribute of a document of docutils: name and line of each directive that was left out."""

_NESTED: Final = "feedpub_nested"
_MOST_NESTED: Final = 20
"""References in all texts of substitutions together: each may double what comes of them."""
_NAMED: Final = re.compile(r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?([\w:+.-]+?)[ \t]?::(?:[ \t]|$)", re.MULTILINE)
_EXPLAINED: Final = re.compile(r"(?<!\s)\s*+\([^()]++\)$")
_CODE_OPTIONS: Final = (
    *("anchorlinenos", "classprefix", "hl_lines", "lineanchors", "linenos", "linenospecial", "linenostart"),
    *("linenostep", "lineseparator", "linespans", "nobackground", "nowrap", "tagsfile", "tagurlformat"),
    *("class", "name", "number-lines", "emphasize-lines", "caption", "lineno-start", "dedent", "force"),
)
_READING: Final = ("include", "literalinclude")


def know(text: str, language: str) -> None:
    """Have every directive of a text left out that docutils does not know, in this language or in English."""
    names = {each.lower() for each in _NAMED.findall(text)}
    if not names:
        return
    from docutils.parsers.rst import directives  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.parsers.rst.languages import en, get_language  # noqa: PLC0415 - sites in Markdown do without it

    known = {*_registries()[0], *en.directives, *getattr(get_language(language), "directives", ())}
    for name in names - known:
        directives.register_directive(name, _left_out())


def forget() -> None:
    """Forget what a text has defined: docutils would know its roles and directives in every later one."""
    for registry, own in zip(_registries(), _own(), strict=True):
        for name in registry.keys() - own:
            del registry[name]


@cache
def _own() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(registry) for registry in _registries())


def _registries() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the directives and the roles that docutils was told of; it has no other way to forget them."""
    from docutils.parsers.rst import directives, roles  # noqa: PLC0415 - sites in Markdown do without it

    return vars(directives)["_directives"], vars(roles)["_roles"]


@cache
def _left_out() -> Any:  # noqa: ANN401 - docutils has no types
    from docutils.parsers.rst import Directive, directives  # noqa: PLC0415 - sites in Markdown do without it

    class DroppedDirective(Directive):
        """A directive that is left out with all that belongs to it."""

        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True
        option_spec = _AnyOption({"": directives.unchanged})

        def run(self) -> list[Any]:
            """Return nothing."""
            return _noted(self)

    return DroppedDirective


class _AnyOption(dict[str, Any]):
    """Options of a directive that nothing is known of: all there are."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - docutils has no types
        return self[""]


def _noted(directive: Any) -> list[Any]:  # noqa: ANN401 - docutils has no types
    document = directive.state.document
    noted = [*getattr(document, LEFT_OUT, []), (directive.name, directive.lineno)]
    setattr(document, LEFT_OUT, noted)
    return []


@cache
def register() -> None:
    """Tell docutils the words that Pelican adds to it, and what is left out of those that it knows."""
    from docutils import nodes  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.parsers.rst import Directive, directives, roles  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.parsers.rst.directives.misc import Raw, Replace  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.parsers.rst.directives.tables import CSVTable  # noqa: PLC0415 - sites in Markdown do without it

    class Code(Directive):
        """A block of code, its language given or not."""

        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True
        option_spec = dict.fromkeys(_CODE_OPTIONS, directives.unchanged)

        def run(self) -> list[Any]:
            """Return the block."""
            text = "\n".join(self.content)
            return [nodes.literal_block(text, text, classes=["code"])]

    class OwnRaw(Raw):
        """Text in HTML, which is cleaned as any other; not that of a file."""

        def run(self) -> list[Any]:
            """Return the text, or nothing."""
            return _noted(self) if {"file", "url"} & self.options.keys() else [*super().run()]

    class OwnReplace(Replace):
        """A text that stands for a name; what stands for itself in it many times over is refused."""

        def run(self) -> list[Any]:
            """Return the text."""
            made = [*super().run()]
            document = self.state.document
            inner = sum(1 for node in made for _ in node.findall(nodes.substitution_reference))
            total = inner + int(getattr(document, _NESTED, 0))
            setattr(document, _NESTED, total)
            if total > _MOST_NESTED:
                raise self.severe(f"More than {_MOST_NESTED} substitutions within substitutions")
            return made

    class OwnDate(Directive):
        """The day of the build, which would make every build another."""

        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True

        def run(self) -> list[Any]:
            """Return a text that says nothing."""
            return [*_noted(self), nodes.Text("\N{ZERO WIDTH SPACE}")]

    class OwnTable(CSVTable):
        """A table that stands in the post."""

        def run(self) -> list[Any]:
            """Return the table, or nothing."""
            return _noted(self) if {"file", "url"} & self.options.keys() else [*super().run()]

    def abbreviation(_name: str, rawtext: str, text: str, *_: object, **__: object) -> tuple[list[Any], list[Any]]:
        return [nodes.inline(rawtext, _EXPLAINED.sub("", text))], []

    for word, directive in {
        **dict.fromkeys(("code-block", "sourcecode"), Code),
        **dict.fromkeys(_READING, _left_out()),
        "raw": OwnRaw,
        "csv-table": OwnTable,
        "replace": OwnReplace,
        "date": OwnDate,
    }.items():
        directives.register_directive(word, directive)
    roles.register_local_role("abbr", abbreviation)
    _own()
