"""The elements of the extensions of RSS and Atom, each made from its specification.

Extensions say of an element where it may stand, so here the parents are listed and not the children.
"""

from __future__ import annotations

from typing import Any, Final

from feedpub.validator.schema.shape import Holds, Schema, Shape

HEADS: Final = frozenset({"channel", "atom:feed", "atom:source"})
ITEMS: Final = frozenset({"item", "atom:entry", "podcast:liveItem"})
BOTH: Final = HEADS | ITEMS
JUDGED: Final = BOTH | {"rss", "image", "textInput", "atom:author", "atom:contributor"}
"""Parents that extensions have in mind; below anything else they may stand as its own specification says."""


def _inside(*names: str) -> frozenset[str]:
    return frozenset(names)


def _alike(prefix: str, names: str, **shape: Any) -> dict[str, Shape]:  # noqa: ANN401 - the fields of a Shape
    """Return one shape for several elements."""
    return {f"{prefix}:{name}": Shape(**shape) for name in names.split()}


_DC = {
    **_alike("dc", "title description type format source language rights date", holds=Holds.TEXT),
    **_alike(
        "dc",
        "creator subject publisher contributor identifier relation coverage",
        many=True,
        holds=Holds.TEXT,
    ),
}
_DCTERMS = {
    **_alike("dcterms", "created issued modified abstract tableOfContents dateAccepted dateCopyrighted dateSubmitted"),
    **_alike("dcterms", "extent mediator"),
    **_alike(
        "dcterms",
        "accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available "
        "bibliographicCitation conformsTo contributor coverage creator date description educationLevel format "
        "hasFormat hasPart hasVersion identifier instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy "
        "isRequiredBy isVersionOf language license medium provenance publisher references relation replaces requires "
        "rights rightsHolder source spatial subject temporal title type valid",
        many=True,
    ),
}
_SMALL = {
    **_alike("sy", "updatePeriod updateFrequency updateBase", parents=HEADS, holds=Holds.TEXT),
    **_alike("slash", "comments hit_parade", parents=ITEMS, holds=Holds.TEXT),
    **_alike("slash", "section department", parents=ITEMS, many=True, holds=Holds.TEXT),
    **_alike("wfw", "comment commentRss commentRSS", parents=ITEMS, holds=Holds.TEXT),
    "content:encoded": Shape(parents=_inside("item", "podcast:liveItem"), holds=Holds.TEXT),
    "content:items": Shape(parents=_inside("item")),
    **_alike("content", "item format encoding", many=True),
    **_alike("fh", "archive complete", parents=HEADS, holds=Holds.NOTHING),
    "thr:total": Shape(parents=ITEMS, holds=Holds.TEXT),
    "thr:in-reply-to": Shape(parents=BOTH, many=True, attributes="ref href? type? source?"),
    **_alike("admin", "generatorAgent errorReportsTo", parents=HEADS),
    **_alike("blogChannel", "blogRoll mySubscriptions blink changes", parents=HEADS, holds=Holds.TEXT),
    "trackback:ping": Shape(parents=ITEMS, holds=Holds.TEXT),
    "trackback:about": Shape(parents=ITEMS, many=True, holds=Holds.TEXT),
    "creativeCommons:license": Shape(parents=BOTH, many=True, holds=Holds.TEXT),
}
_IN_MEDIA = BOTH | {"media:content", "media:group"}
_RECORDING = (
    "url? fileSize? type? medium? isDefault? expression? bitrate? framerate? samplingrate? channels? duration? height?"
    " width? lang?"
)
_MEDIA = {
    "media:group": Shape(parents=ITEMS, many=True, holds=Holds.ELEMENTS),
    "media:content": Shape(parents=ITEMS | {"media:group"}, many=True, attributes=_RECORDING, holds=Holds.ELEMENTS),
    **_alike("media", "adult keywords", parents=_IN_MEDIA, holds=Holds.TEXT),
    **_alike("media", "title description", parents=_IN_MEDIA, attributes="type?", holds=Holds.TEXT),
    "media:copyright": Shape(parents=_IN_MEDIA, attributes="url?", holds=Holds.TEXT),
    **_alike("media", "community comments responses backLinks scenes", parents=_IN_MEDIA, holds=Holds.ELEMENTS),
    "media:status": Shape(parents=_IN_MEDIA, attributes="state? reason?"),
    "media:rights": Shape(parents=_IN_MEDIA, attributes="status?"),
    **{
        f"media:{name}": Shape(parents=_IN_MEDIA, many=True, attributes=attributes, holds=holds)
        for name, attributes, holds in (
            ("rating", "scheme?", Holds.TEXT),
            ("thumbnail", "url width? height? time?", Holds.NOTHING),
            ("category", "scheme? label?", Holds.TEXT),
            ("hash", "algo?", Holds.TEXT),
            ("player", "url width? height?", Holds.NOTHING),
            ("credit", "role? scheme?", Holds.TEXT),
            ("text", "type? lang? start? end?", Holds.TEXT),
            ("restriction", "relationship type?", Holds.TEXT),
            ("embed", "url width? height?", Holds.ANYTHING),
            ("price", "type? info? price? currency?", Holds.ANYTHING),
            ("license", "type? href?", Holds.ANYTHING),
            ("subTitle", "type? lang? href?", Holds.ANYTHING),
            ("peerLink", "type? href?", Holds.ANYTHING),
            ("location", "description? start? end?", Holds.ANYTHING),
        )
    },
    "media:starRating": Shape(
        parents=_inside("media:community"), attributes="average? count? min? max?", holds=Holds.ELEMENTS
    ),
    "media:statistics": Shape(parents=_inside("media:community"), attributes="views? favorites?", holds=Holds.ELEMENTS),
    "media:tags": Shape(parents=_inside("media:community")),
    "media:comment": Shape(parents=_inside("media:comments"), many=True),
    "media:response": Shape(parents=_inside("media:responses"), many=True),
    "media:backLink": Shape(parents=_inside("media:backLinks"), many=True),
    "media:param": Shape(parents=_inside("media:embed"), many=True, attributes="name"),
    "media:scene": Shape(parents=_inside("media:scenes"), many=True, holds=Holds.ELEMENTS),
    **_alike("media", "sceneTitle sceneDescription sceneStartTime sceneEndTime", parents=_inside("media:scene")),
}
_ITUNES = {
    **_alike("itunes", "author block explicit title subtitle summary keywords", parents=BOTH, holds=Holds.TEXT),
    "itunes:owner": Shape(parents=HEADS, holds=Holds.ELEMENTS),
    **_alike("itunes", "new-feed-url type complete applepodcastsverify", parents=HEADS, holds=Holds.TEXT),
    **_alike("itunes", "duration episode season episodeType order isClosedCaptioned", parents=ITEMS, holds=Holds.TEXT),
    **_alike("itunes", "email name", parents=_inside("itunes:owner"), holds=Holds.TEXT),
    "itunes:image": Shape(parents=BOTH, attributes="href", holds=Holds.NOTHING),
    "itunes:category": Shape(parents=HEADS | {"itunes:category"}, many=True, attributes="text", holds=Holds.ELEMENTS),
}
_LISTED = _inside("channel", "podcast:podroll", "podcast:publisher", "podcast:valueTimeSplit")
_PODCAST = {
    **{
        f"podcast:{name}": Shape(parents=parents, many=True, attributes=attributes, holds=Holds.ELEMENTS)
        for name, parents, attributes in (
            ("transcript", ITEMS, "url type language? rel?"),
            ("alternateEnclosure", ITEMS, "type length? bitrate? height? lang? title? rel? codecs? default?"),
            ("source", _inside("podcast:alternateEnclosure"), "uri contentType?"),
            ("value", BOTH, "type method suggested?"),
            (
                "valueRecipient",
                _inside("podcast:value", "podcast:valueTimeSplit"),
                "type address split name? customKey? customValue? fee?",
            ),
            ("image", BOTH, "href alt? aspect-ratio? width? height? type? purpose?"),
            ("liveItem", _inside("channel"), "status start end?"),
            ("remoteItem", _LISTED, "feedGuid feedUrl? itemGuid? medium? title? feedImg?"),
        )
    },
    "podcast:chapters": Shape(parents=ITEMS, attributes="url type", holds=Holds.ELEMENTS),
    "podcast:integrity": Shape(
        parents=_inside("podcast:alternateEnclosure"), attributes="type value", holds=Holds.ELEMENTS
    ),
    **{
        f"podcast:{name}": Shape(parents=parents, many=many, attributes=attributes)
        for name, parents, many, attributes in (
            ("locked", HEADS, False, "owner?"),
            ("funding", BOTH, True, "url"),
            ("soundbite", ITEMS, True, "startTime duration"),
            ("person", BOTH, True, "role? group? img? href?"),
            ("location", BOTH, True, "rel? geo? osm? country?"),
            ("season", ITEMS, False, "name?"),
            ("episode", ITEMS, False, "display?"),
            ("trailer", HEADS, True, "url pubdate length? type? season?"),
            ("license", BOTH, False, "url?"),
            ("guid", HEADS, False, ""),
            (
                "valueTimeSplit",
                _inside("podcast:value"),
                True,
                "startTime duration remoteStartTime? remotePercentage?",
            ),
            ("medium", HEADS, False, ""),
            ("images", BOTH, False, "srcset"),
            ("contentLink", ITEMS, True, "href"),
            ("socialInteract", BOTH, True, "protocol uri? accountId? accountUrl? priority?"),
            ("block", HEADS, True, "id?"),
            ("txt", BOTH, True, "purpose?"),
            ("podroll", HEADS, False, ""),
            ("publisher", HEADS, False, ""),
            ("updateFrequency", HEADS, False, "complete? dtstart? rrule?"),
            ("podping", HEADS, False, "usesPodping?"),
            ("chat", BOTH, False, "server protocol accountId? space?"),
        )
    },
}
_PSC = {
    "psc:chapters": Shape(parents=ITEMS, attributes="version?", holds=Holds.ELEMENTS),
    "psc:chapter": Shape(
        parents=_inside("psc:chapters"), many=True, attributes="start title href? image?", holds=Holds.NOTHING
    ),
}
_GEOMETRY = "relationshiptag? featuretypetag? featurename? elev? floor? radius?"
_GEORSS = {
    **_alike("georss", "point line polygon box circle", many=True, attributes=_GEOMETRY, holds=Holds.TEXT),
    **_alike("georss", "elev floor radius", many=True, holds=Holds.TEXT),
    **_alike("georss", "featuretypetag relationshiptag featurename", many=True, holds=Holds.TEXT),
    "georss:where": Shape(many=True, attributes=_GEOMETRY, holds=Holds.ELEMENTS),
}
_OPENSEARCH = {
    **_alike("opensearch", "totalResults startIndex itemsPerPage link", parents=HEADS, holds=Holds.TEXT),
    "opensearch:Query": Shape(
        parents=HEADS,
        many=True,
        attributes="role title? totalResults? searchTerms? count? startIndex? startPage? language? inputEncoding?"
        " outputEncoding?",
        holds=Holds.NOTHING,
    ),
}
EXTENSIONS: Final = Schema(_DC | _DCTERMS | _SMALL | _MEDIA | _ITUNES | _PODCAST | _PSC | _GEORSS | _OPENSEARCH)
FINISHED: Final = (
    *("admin", "blogChannel", "content", "creativeCommons", "dc", "fh", "psc", "slash", "sy", "thr", "trackback"),
    "wfw",
)
"""Extensions that no element will ever be added to."""
GROWING: Final = ("dcterms", "georss", "itunes", "media", "opensearch", "podcast")
"""Extensions whose owners, or whose users, still add elements."""
_FAMILIES: Final = frozenset({*FINISHED, *GROWING})


def is_unknown(name: str) -> bool:
    """Whether a usual name is one that its extension does not have; `dc:date.Taken` is a dc:date, refined."""
    known = EXTENSIONS.shapes
    return name.partition(":")[0] in _FAMILIES and name not in known and name.partition(".")[0] not in known


TEXTLESS: Final = EXTENSIONS.holding(Holds.ELEMENTS, Holds.NOTHING)
"""Elements that say all by attributes and children."""
CHILDLESS: Final = EXTENSIONS.holding(Holds.TEXT, Holds.NOTHING)
"""Elements that hold text, or nothing, but no other elements."""
MEDIA_TYPES: Final = """
media:content/@type media:subTitle/@type media:peerLink/@type media:license/@type thr:in-reply-to/@type
podcast:transcript/@type podcast:chapters/@type podcast:trailer/@type podcast:alternateEnclosure/@type
podcast:source/@contentType podcast:image/@type
"""
"""The attributes that hold media types."""
