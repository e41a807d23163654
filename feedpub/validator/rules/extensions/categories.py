"""Apple's categories of podcasts: those of today, those of yesterday, and what is none."""

from __future__ import annotations

from difflib import get_close_matches
from html import unescape
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.extensions.tables import categories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


def _listed(element: Element, section: str) -> Iterable[str]:
    """Return the categories that may stand in this place, of today or of yesterday."""
    parent = element.parent
    table = categories(section)
    if parent is None or parent.name != "itunes:category":
        return table
    return table.get(parent.get("text") or "", ())


@rule(
    "itunes/category-unknown",
    Level.ERROR,
    on="itunes:category",
    spec="Apple Podcasts categories",
    refs=("InvalidItunesCategory",),
)
def category_unknown(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A category is none of Apple's, or a subcategory does not belong to the category around it.

    Directories leave the show out of the category's list, or refuse it.

    ```xml bad in=channel
    <itunes:category text="Cooking"/>
    ```
    ```xml good in=channel
    <itunes:category text="Arts"><itunes:category text="Food"/></itunes:category>
    ```
    """
    value = element.get("text")
    if value is None or value in _listed(element, "current") or value in _listed(element, "obsolete"):
        return
    yield Found(
        text=f'"{value}" is none of Apple\'s categories here.',
        attribute="text",
        found=value,
        hint=_advice(value, element),
    )


def _advice(value: str, element: Element) -> str:
    known = _listed(element, "current")
    near = get_close_matches(unescape(value).title(), known, n=1, cutoff=0.75)
    if near:
        return f'Write "{near[0]}".'
    home = next((name for name, subs in categories("current").items() if value in subs), None)
    if home is not None:
        return f'Put it into <itunes:category text="{home.replace("&", "&amp;")}">.'
    some = ", ".join(known) or "no subcategory"
    return f"Choose from Apple's list: {some}."


@rule(
    "itunes/category-obsolete",
    Level.WARNING,
    on="itunes:category",
    spec="Apple Podcasts categories",
    refs=("ObsoleteItunesCategory",),
)
def category_obsolete(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A category is one that Apple gave up in 2019.

    Apple maps it to a current one as it sees fit; other directories no longer know it.

    ```xml bad in=channel
    <itunes:category text="News &amp; Politics"/>
    ```
    ```xml good in=channel
    <itunes:category text="News"><itunes:category text="Politics"/></itunes:category>
    ```
    """
    value = element.get("text")
    if value is not None and value not in _listed(element, "current") and value in _listed(element, "obsolete"):
        text = f'Apple has given up the category "{value}".'
        yield Found(text=text, attribute="text", found=value, hint="Choose one of the current categories.")
