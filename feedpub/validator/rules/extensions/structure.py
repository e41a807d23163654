"""Elements of extensions that do not exist, stand in the wrong place, are there twice, or lack or invent attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing, slots, typed, unknown, unknown_attribute
from feedpub.validator.rule import Found, rule
from feedpub.validator.schema.extensions import CHILDLESS, EXTENSIONS, FINISHED, GROWING, JUDGED, TEXTLESS, is_unknown
from feedpub.validator.schema.shape import nearest
from feedpub.validator.types import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Outline

_FINISHED = tuple(f"{prefix}:*" for prefix in FINISHED)
_GROWING = tuple(f"{prefix}:*" for prefix in GROWING)
_SEVERAL_DATES = frozenset({"item"})
"""An item may have several dc:date: of the making, of the publication."""


def _near(name: str, known: Iterable[str]) -> str:
    return nearest(name, known, fold=str, cutoff=0.6)


def _attribute_meant(name: str, element: Element) -> str:
    near = _near(name, EXTENSIONS.attributes[element.name])
    return f"Did you mean {near}?" if near else "Leave it out."


def _is_unknown(outline: Outline) -> bool:
    return is_unknown(outline.name)


def _folded(name: str) -> str:
    """Reduce a name to what mistakes of case and punctuation have in common."""
    return name.lower().replace("-", "").replace("_", "")


_FAMILIES = {
    prefix: tuple(name for name in EXTENSIONS.shapes if name.startswith(f"{prefix}:"))
    for prefix in (*FINISHED, *GROWING)
}
_FOLDED = {_folded(name): name for name in EXTENSIONS.shapes}


def _unknown_found(element: Element) -> Found:
    family = element.name.partition(":")[0]
    meant = _FOLDED.get(_folded(element.name)) or _near(element.name, _FAMILIES[family])
    hint = f"Did you mean {meant}?" if meant else "Look up the name in the extension's specification, or leave it out."
    return Found(text=f"The extension has no element {element.qname}.", found=element.qname, hint=hint)


@rule(
    "extension/element-unknown",
    Level.ERROR,
    on=(*_FINISHED, *_GROWING),
    concerns=_is_unknown,
    spec="the specification of the extension",
    refs=("UndefinedElement",),
    harms=("Apple Podcasts",),
)
def element_unknown(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element does not exist in its extension: that is finished, or has the name in other case or punctuation.

    No reader knows it; as a rule the name is mistyped.

    ```xml bad in=channel
    <sy:updatePeriods>daily</sy:updatePeriods>
    ```
    ```xml good in=channel
    <sy:updatePeriod>daily</sy:updatePeriod>
    ```
    """
    is_finished = element.name.partition(":")[0] in FINISHED
    if is_finished or _folded(element.name) in _FOLDED:
        yield _unknown_found(element)


@rule(
    "extension/element-unlisted",
    Level.WARNING,
    on=_GROWING,
    concerns=_is_unknown,
    spec="the specification of the extension",
    refs=("UndefinedElement",),
)
def element_unlisted(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element of a growing extension (Media RSS, iTunes, podcast, DCMI terms) is not in its specification.

    It may be newer than this check; more often it is mistyped, and every reader passes it over.

    ```xml bad in=item
    <itunes:lenght>1234</itunes:lenght>
    ```
    ```xml good in=item
    <itunes:duration>1234</itunes:duration>
    ```
    """
    if _folded(element.name) not in _FOLDED:
        yield _unknown_found(element)


def _is_misplaced(outline: Outline) -> bool:
    is_judged = outline.parent in JUDGED or outline.parent in EXTENSIONS.shapes
    return is_judged and outline.parent not in EXTENSIONS.shapes[outline.name].parents


@rule(
    "extension/element-misplaced",
    Level.ERROR,
    on=tuple(name for name, shape in EXTENSIONS.shapes.items() if shape.parents),
    concerns=_is_misplaced,
    spec="the specification of the extension",
    refs=("UndefinedElement",),
    harms=("Apple Podcasts",),
)
def element_misplaced(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element of an extension stands where it does not belong, in the channel instead of the item for example.

    Readers look for it in its own place only, so it has no effect.

    ```xml bad in=channel
    <itunes:duration>12:30</itunes:duration>
    ```
    ```xml good in=item
    <itunes:duration>12:30</itunes:duration>
    ```
    """
    if element.parent is not None:
        homes = sorted(place.removeprefix("atom:") for place in EXTENSIONS.shapes[element.name].parents)
        text = f"{element.qname} does not belong in {element.parent.qname}."
        hint = f"Move it into {homes[0]}." if len(homes) == 1 else f"Move it into one of {', '.join(homes)}."
        yield Found(text=text, found=element.qname, hint=hint)


@rule(
    "extension/element-twice",
    Level.ERROR,
    on=tuple(name for name, shape in EXTENSIONS.shapes.items() if not shape.many),
    spec="the specification of the extension; practice of readers",
    refs=("DuplicateElement",),
    harms=("Ruby's rss",),
)
def element_twice(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element of which there may be one stands twice in the same parent.

    One reader takes the first, another the last; the rest is lost.

    ```xml bad in=item
    <itunes:explicit>true</itunes:explicit><itunes:explicit>false</itunes:explicit>
    ```
    ```xml good in=item
    <itunes:explicit>true</itunes:explicit>
    ```
    """
    if element.ordinal == 1 or element.parent is None:
        return
    if element.name == "dc:date" and element.parent.name in _SEVERAL_DATES:
        return
    text = f"{element.parent.qname} has {element.qname} more than once."
    yield Found(text=text, found=element.text.strip(), hint="Keep one of them.")


attribute_missing = rule(
    "extension/attribute-missing",
    Level.ERROR,
    spec="the specification of the extension",
    refs=("MissingAttribute",),
    harms=("Ruby's rss",),
)(
    missing(EXTENSIONS.required_attributes, "{element.qname} has no attribute {name}.", 'Add {name}="…".'),
    """An element of an extension has not the attribute that makes it useful.

    Without the address of a picture, say, readers have nothing to show and pass the element over.

    ```xml bad in=item
    <itunes:image>https://example.com/cover.jpg</itunes:image>
    ```
    ```xml good in=item
    <itunes:image href="https://example.com/cover.jpg"/>
    ```
    """,
)

attribute_unknown = rule(
    "extension/attribute-unknown", Level.ERROR, spec="the specification of the extension", refs=("UnexpectedAttribute",)
)(
    unknown_attribute(
        {name: known for name, known in EXTENSIONS.attributes.items() if not name.startswith("podcast:")},
        "{element.qname} has no attribute {attribute}.",
        _attribute_meant,
        foreign=lambda name: ":" in name,
    ),
    """An element of an extension has an attribute that its specification does not know.

    No reader looks at it; as a rule it is mistyped, or belongs to another element.

    ```xml bad in=item
    <media:thumbnail url="https://example.com/1.jpg" heigth="100"/>
    ```
    ```xml good in=item
    <media:thumbnail url="https://example.com/1.jpg" height="100"/>
    ```
    """,
)

text_unexpected = rule(
    "extension/text-unexpected", Level.ERROR, spec="the specification of the extension", refs=("UnexpectedText",)
)(
    typed(slots(BLANK, *TEXTLESS), "{element.qname} holds text.", "Leave the text out, or put it where it belongs."),
    """An element of an extension that says all by attributes holds text.

    No reader looks at the text; as a rule it belongs into an attribute, or the element is another one.

    ```xml bad in=item
    <media:thumbnail url="https://example.com/1.jpg">https://example.com/1.jpg</media:thumbnail>
    ```
    ```xml good in=item
    <media:thumbnail url="https://example.com/1.jpg"/>
    ```
    """,
)

child_unexpected = rule(
    "extension/child-unexpected",
    Level.ERROR,
    spec="the specification of the extension",
    refs=("UndefinedElement",),
    harms=("ROME", "miniflux"),
)(
    unknown(
        dict.fromkeys(CHILDLESS, ()),
        "{element.qname} has an element {child.qname} inside.",
        "Escape the markup: put it into <![CDATA[ … ]]>, or write &lt; for <.",
        foreign=lambda name, _: name.startswith("rdf:"),
        first_only=True,
    ),
    """An element of an extension that holds plain or escaped text has elements inside: HTML that is not escaped.

    Readers take the text only up to the first tag, or nothing at all.

    ```xml bad in=item
    <description>One</description><content:encoded><p>Text</p></content:encoded>
    ```
    ```xml good in=item
    <description>One</description><content:encoded><![CDATA[<p>Text</p>]]></content:encoded>
    ```
    """,
)
