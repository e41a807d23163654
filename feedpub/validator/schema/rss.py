"""The elements of RSS 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.validator.schema.shape import Holds, Schema, Shape

if TYPE_CHECKING:
    from feedpub.text.xml import Element

RSS: Final = Schema(
    {
        "rss": Shape(children="channel", attributes="version?"),
        "channel": Shape(
            children="title link description language? copyright? managingEditor? webMaster? pubDate? lastBuildDate?"
            " category* generator? docs? cloud? ttl? image? rating? textInput? skipHours? skipDays? item*"
        ),
        "item": Shape(
            children="title? link? description? author? category* comments? enclosure* guid? pubDate? source?"
        ),
        "image": Shape(children="url title link width? height? description?"),
        "textInput": Shape(children="title description name link"),
        "skipHours": Shape(children="hour+"),
        "skipDays": Shape(children="day+"),
        "cloud": Shape(attributes="domain port path registerProcedure protocol", holds=Holds.NOTHING),
        "category": Shape(attributes="domain?"),
        "enclosure": Shape(attributes="url length type", holds=Holds.NOTHING),
        "guid": Shape(attributes="isPermaLink?"),
        "source": Shape(attributes="url"),
    }
)
_EMPTY: Final = RSS.holding(Holds.NOTHING)
_HOMES: Final = {
    **{name: frozenset(children) for name, children in RSS.children.items()},
    "podcast:liveItem": frozenset(RSS.children["item"]),
    "media:scene": frozenset({"sceneTitle", "sceneDescription", "sceneStartTime", "sceneEndTime"}),
}
"""Container -> the elements without a namespace that mean something in it; two extensions put such into theirs."""
OLD_VERSIONS: Final = frozenset({"0.90", "0.91", "0.92", "0.93", "0.94"})
_OF_OLD_VERSIONS: Final = {
    "channel": _HOMES["channel"] | {"textinput"},
    "textinput": _HOMES["textInput"],
    "item": _HOMES["item"] | {"expirationDate"},
}
"""What versions before 2.0 have besides: `textinput` by Netscape's DTD of 0.91, `expirationDate` in 0.93 and 0.94."""


def is_old(element: Element) -> bool:
    """Whether an element stands in a feed of a version before 2.0."""
    while element.parent is not None:
        element = element.parent
    return element.get("version") in OLD_VERSIONS


def homes(version: str) -> dict[str, frozenset[str]]:
    """Return container -> the elements without a namespace that mean something in it in a version of RSS."""
    return {**_HOMES, **_OF_OLD_VERSIONS} if version in OLD_VERSIONS else _HOMES


CONTAINERS: Final = tuple(RSS.children)
EMPTY: Final = tuple(
    f"{container}/{name}" for container, names in RSS.children.items() for name in names if name in _EMPTY
)
"""Elements that hold nothing, as selectors; all is in their attributes."""
ELEMENTS: Final = ("rss", *(f"{container}/{name}" for container, names in RSS.children.items() for name in names))
"""All elements, as selectors."""
LEAVES: Final = tuple(one for one in ELEMENTS[1:] if one.rpartition("/")[2] not in {*CONTAINERS, *_EMPTY})
"""All elements that hold text, as selectors."""
ATTRIBUTES: Final = {one: RSS.attributes.get(one.rpartition("/")[2], ()) for one in ELEMENTS}
