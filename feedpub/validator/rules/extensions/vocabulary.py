"""What the extensions define: each element, where it may stand, how often, and its attributes.

One table an extension, made from its specification. Facts only; the rules in `structure` say what follows from them.
"""

from __future__ import annotations

from msgspec import Struct

HEADS = frozenset({"channel", "atom:feed", "atom:source"})
ITEMS = frozenset({"item", "atom:entry", "podcast:liveItem"})
BOTH = HEADS | ITEMS
ANYWHERE: frozenset[str] = frozenset()
JUDGED = BOTH | {"rss", "image", "textInput", "atom:author", "atom:contributor"}
"""Parents that extensions have in mind; below anything else they may stand as its own specification says."""


class Shape(Struct, frozen=True, kw_only=True):
    """How an element may be used. `parents` is empty where any place is right."""

    parents: frozenset[str] = ANYWHERE
    many: bool = False
    """Whether one parent may have several."""
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


def _shapes(names: str, *, prefix: str, parents: frozenset[str] = ANYWHERE, many: bool = False) -> dict[str, Shape]:
    """Give one shape to several elements without attributes."""
    return {f"{prefix}:{name}": Shape(parents=parents, many=many) for name in names.split()}


_DC = {
    **_shapes("title description type format source language rights date", prefix="dc"),
    **_shapes("creator subject publisher contributor identifier relation coverage", prefix="dc", many=True),
}
_DCTERMS = {
    **_shapes("created issued modified abstract tableOfContents dateAccepted dateCopyrighted", prefix="dcterms"),
    **_shapes("dateSubmitted extent mediator", prefix="dcterms"),
    **_shapes(
        "accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available "
        "bibliographicCitation conformsTo contributor coverage creator date description educationLevel format "
        "hasFormat hasPart hasVersion identifier instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy "
        "isRequiredBy isVersionOf language license medium provenance publisher references relation replaces requires "
        "rights rightsHolder source spatial subject temporal title type valid",
        prefix="dcterms",
        many=True,
    ),
}
_SMALL = {
    **_shapes("updatePeriod updateFrequency updateBase", prefix="sy", parents=HEADS),
    **_shapes("comments hit_parade", prefix="slash", parents=ITEMS),
    **_shapes("section department", prefix="slash", parents=ITEMS, many=True),
    **_shapes("comment commentRss commentRSS", prefix="wfw", parents=ITEMS),
    **_shapes("encoded", prefix="content", parents=frozenset({"item", "podcast:liveItem"})),
    **_shapes("items", prefix="content", parents=frozenset({"item"})),
    **_shapes("archive complete", prefix="fh", parents=HEADS),
    **_shapes("total", prefix="thr", parents=ITEMS),
    "thr:in-reply-to": Shape(parents=BOTH, many=True, required=("ref",), optional=("href", "type", "source")),
}
_OTHERS = {
    **_shapes("generatorAgent errorReportsTo", prefix="admin", parents=HEADS),
    **_shapes("blogRoll mySubscriptions blink changes", prefix="blogChannel", parents=HEADS),
    **_shapes("ping", prefix="trackback", parents=ITEMS),
    **_shapes("about", prefix="trackback", parents=ITEMS, many=True),
    **_shapes("license", prefix="creativeCommons", parents=BOTH, many=True),
}
_MEDIA_PARENTS = BOTH | {"media:content", "media:group"}
_MEDIA = {
    "media:group": Shape(parents=ITEMS, many=True),
    "media:content": Shape(
        parents=ITEMS | {"media:group"},
        many=True,
        optional=(
            "url",
            "fileSize",
            "type",
            "medium",
            "isDefault",
            "expression",
            "bitrate",
            "framerate",
            "samplingrate",
            "channels",
            "duration",
            "height",
            "width",
            "lang",
        ),
    ),
    **{
        f"media:{name}": Shape(parents=_MEDIA_PARENTS, many=many, required=required, optional=optional)
        for name, many, required, optional in (
            ("adult", False, (), ()),
            ("rating", True, (), ("scheme",)),
            ("title", False, (), ("type",)),
            ("description", False, (), ("type",)),
            ("keywords", False, (), ()),
            ("thumbnail", True, ("url",), ("width", "height", "time")),
            ("category", True, (), ("scheme", "label")),
            ("hash", True, (), ("algo",)),
            ("player", True, ("url",), ("width", "height")),
            ("credit", True, (), ("role", "scheme")),
            ("copyright", False, (), ("url",)),
            ("text", True, (), ("type", "lang", "start", "end")),
            ("restriction", True, ("relationship",), ("type",)),
            ("community", False, (), ()),
            ("comments", False, (), ()),
            ("embed", True, ("url",), ("width", "height")),
            ("responses", False, (), ()),
            ("backLinks", False, (), ()),
            ("status", False, (), ("state", "reason")),
            ("price", True, (), ("type", "info", "price", "currency")),
            ("license", True, (), ("type", "href")),
            ("subTitle", True, (), ("type", "lang", "href")),
            ("peerLink", True, (), ("type", "href")),
            ("location", True, (), ("description", "start", "end")),
            ("rights", False, (), ("status",)),
            ("scenes", False, (), ()),
        )
    },
    "media:starRating": Shape(parents=frozenset({"media:community"}), optional=("average", "count", "min", "max")),
    "media:statistics": Shape(parents=frozenset({"media:community"}), optional=("views", "favorites")),
    "media:tags": Shape(parents=frozenset({"media:community"})),
    "media:comment": Shape(parents=frozenset({"media:comments"}), many=True),
    "media:response": Shape(parents=frozenset({"media:responses"}), many=True),
    "media:backLink": Shape(parents=frozenset({"media:backLinks"}), many=True),
    "media:param": Shape(parents=frozenset({"media:embed"}), many=True, required=("name",)),
    "media:scene": Shape(parents=frozenset({"media:scenes"}), many=True),
    **_shapes(
        "sceneTitle sceneDescription sceneStartTime sceneEndTime",
        prefix="media",
        parents=frozenset({"media:scene"}),
    ),
}
_ITUNES = {
    **_shapes("author block explicit title subtitle summary keywords", prefix="itunes", parents=BOTH),
    **_shapes("owner new-feed-url type complete applepodcastsverify", prefix="itunes", parents=HEADS),
    **_shapes("duration episode season episodeType order isClosedCaptioned", prefix="itunes", parents=ITEMS),
    **_shapes("email name", prefix="itunes", parents=frozenset({"itunes:owner"})),
    "itunes:image": Shape(parents=BOTH, required=("href",)),
    "itunes:category": Shape(parents=HEADS | {"itunes:category"}, many=True, required=("text",)),
}
_LISTED = frozenset({"channel", "podcast:podroll", "podcast:publisher", "podcast:valueTimeSplit"})
_PODCAST = {
    "podcast:transcript": Shape(parents=ITEMS, many=True, required=("url", "type"), optional=("language", "rel")),
    "podcast:locked": Shape(parents=HEADS, optional=("owner",)),
    "podcast:funding": Shape(parents=BOTH, many=True, required=("url",)),
    "podcast:chapters": Shape(parents=ITEMS, required=("url", "type")),
    "podcast:soundbite": Shape(parents=ITEMS, many=True, required=("startTime", "duration")),
    "podcast:person": Shape(parents=BOTH, many=True, optional=("role", "group", "img", "href")),
    "podcast:location": Shape(parents=BOTH, many=True, optional=("rel", "geo", "osm", "country")),
    "podcast:season": Shape(parents=ITEMS, optional=("name",)),
    "podcast:episode": Shape(parents=ITEMS, optional=("display",)),
    "podcast:trailer": Shape(
        parents=HEADS, many=True, required=("url", "pubdate"), optional=("length", "type", "season")
    ),
    "podcast:license": Shape(parents=BOTH, optional=("url",)),
    "podcast:alternateEnclosure": Shape(
        parents=ITEMS,
        many=True,
        required=("type",),
        optional=("length", "bitrate", "height", "lang", "title", "rel", "codecs", "default"),
    ),
    "podcast:source": Shape(
        parents=frozenset({"podcast:alternateEnclosure"}), many=True, required=("uri",), optional=("contentType",)
    ),
    "podcast:integrity": Shape(parents=frozenset({"podcast:alternateEnclosure"}), required=("type", "value")),
    "podcast:guid": Shape(parents=HEADS),
    "podcast:value": Shape(parents=BOTH, many=True, required=("type", "method"), optional=("suggested",)),
    "podcast:valueRecipient": Shape(
        parents=frozenset({"podcast:value", "podcast:valueTimeSplit"}),
        many=True,
        required=("type", "address", "split"),
        optional=("name", "customKey", "customValue", "fee"),
    ),
    "podcast:valueTimeSplit": Shape(
        parents=frozenset({"podcast:value"}),
        many=True,
        required=("startTime", "duration"),
        optional=("remoteStartTime", "remotePercentage"),
    ),
    "podcast:medium": Shape(parents=HEADS),
    "podcast:image": Shape(
        parents=BOTH,
        many=True,
        required=("href",),
        optional=("alt", "aspect-ratio", "width", "height", "type", "purpose"),
    ),
    "podcast:images": Shape(parents=BOTH, required=("srcset",)),
    "podcast:liveItem": Shape(
        parents=frozenset({"channel"}), many=True, required=("status", "start"), optional=("end",)
    ),
    "podcast:contentLink": Shape(parents=ITEMS, many=True, required=("href",)),
    "podcast:socialInteract": Shape(
        parents=BOTH, many=True, required=("protocol",), optional=("uri", "accountId", "accountUrl", "priority")
    ),
    "podcast:block": Shape(parents=HEADS, many=True, optional=("id",)),
    "podcast:txt": Shape(parents=BOTH, many=True, optional=("purpose",)),
    "podcast:remoteItem": Shape(
        parents=_LISTED,
        many=True,
        required=("feedGuid",),
        optional=("feedUrl", "itemGuid", "medium", "title", "feedImg"),
    ),
    "podcast:podroll": Shape(parents=HEADS),
    "podcast:publisher": Shape(parents=HEADS),
    "podcast:updateFrequency": Shape(parents=HEADS, optional=("complete", "dtstart", "rrule")),
    "podcast:podping": Shape(parents=HEADS, optional=("usesPodping",)),
    "podcast:chat": Shape(parents=BOTH, required=("server", "protocol"), optional=("accountId", "space")),
}
SHAPES: dict[str, Shape] = _DC | _DCTERMS | _SMALL | _OTHERS | _MEDIA | _ITUNES | _PODCAST
"""Usual name of an element -> how it may be used."""
FINISHED = ("admin", "blogChannel", "content", "creativeCommons", "dc", "fh", "slash", "sy", "thr", "trackback", "wfw")
"""Extensions that no element will ever be added to."""
GROWING = ("dcterms", "itunes", "media", "podcast")
"""Extensions whose owners, or whose users, still add elements."""
TEXTLESS = (
    *("fh:archive", "fh:complete", "itunes:image", "itunes:category", "itunes:owner"),
    *("media:group", "media:content", "media:thumbnail", "media:player", "media:community", "media:comments"),
    *("media:responses", "media:backLinks", "media:scenes", "media:scene", "media:starRating", "media:statistics"),
    *("podcast:transcript", "podcast:chapters", "podcast:alternateEnclosure", "podcast:source", "podcast:integrity"),
    *("podcast:value", "podcast:valueRecipient", "podcast:image", "podcast:liveItem", "podcast:remoteItem"),
)
"""Elements that say all by attributes and children."""
CHILDLESS = (
    *(name for name in SHAPES if name.startswith(("dc:", "sy:", "slash:", "wfw:", "trackback:", "blogChannel:"))),
    *("content:encoded", "thr:total", "creativeCommons:license", "fh:archive", "fh:complete"),
    *(name for name in SHAPES if name.startswith("itunes:") and name not in {"itunes:owner", "itunes:category"}),
    *(
        f"media:{name}"
        for name in ("title", "description", "text", "keywords", "rating", "hash", "credit", "copyright")
    ),
    *("media:category", "media:restriction", "media:adult", "media:thumbnail", "media:player"),
)
"""Elements that hold text, or nothing, but no other elements."""
