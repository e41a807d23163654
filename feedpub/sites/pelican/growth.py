"""What a text in reStructuredText grows to: names that stand for long texts, addresses and classes said once for all.

A few bytes for each place may put as many into each as the whole text has; beyond a bound it is refused.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

_TIMES: Final = 50
_ALWAYS: Final = 500_000
"""Characters that any text may grow to; a long one `_TIMES` its own."""


class GrowthError(Exception):
    """A text that grows too much."""


def reader() -> Any:  # noqa: ANN401 - docutils has no types
    """Return what reads a text for docutils and refuses one that grows too much."""
    from docutils.readers import standalone  # noqa: PLC0415 - sites in Markdown do without it

    made: Any = standalone.Reader()
    usual = made.get_transforms
    made.get_transforms = lambda: [*usual(), *_transforms()]
    return made


@cache
def _transforms() -> tuple[Any, ...]:
    from docutils import nodes  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.transforms import Transform  # noqa: PLC0415 - sites in Markdown do without it

    class GrowthOfNames(Transform):
        """Before names are replaced by what they stand for, which is copied for each."""

        default_priority = 215

        def apply(self) -> None:
            """Refuse names whose texts would come to too much."""
            _check(self.document, _growth_of_names(self.document, nodes))

    class GrowthOfAttributes(Transform):
        """When everything is resolved, and before it is written."""

        default_priority = 995

        def apply(self) -> None:
            """Refuse addresses, classes and the like that would come to too much."""
            _check(self.document, sum(map(_written, self.document.findall(nodes.Element))))

    return GrowthOfNames, GrowthOfAttributes


def _check(document: Any, size: int) -> None:  # noqa: ANN401 - docutils has no types
    source = len(document.settings.feedpub_text)
    if size > max(_ALWAYS, _TIMES * source):
        raise GrowthError(f"its {source} characters would grow to {size}")


def _written(element: Any) -> int:  # noqa: ANN401 - docutils has no types
    values = (each if isinstance(each, list) else [each] for each in element.attributes.values())
    return sum(len(each) for value in values for each in value if isinstance(each, str))


def _growth_of_names(document: Any, nodes: Any) -> int:  # noqa: ANN401 - docutils has no types
    definitions, spelled = document.substitution_defs, document.substitution_names
    sizes: dict[str, int] = {}

    def size(reference: Any) -> int:  # noqa: ANN401 - docutils has no types
        said = reference["refname"]
        name = said if said in definitions else spelled.get(said.lower(), "")
        if name not in definitions:
            return 0
        if name not in sizes:
            sizes[name] = 0  # for one that stands for itself, which docutils refuses
            of = definitions[name]
            sizes[name] = len(of.astext()) + sum(map(_written, of.findall(nodes.Element)))
            sizes[name] += sum(map(size, of.findall(nodes.substitution_reference)))
        return sizes[name]

    return sum(map(size, document.findall(nodes.substitution_reference)))
