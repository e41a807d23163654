"""Where addresses stand, in every format and extension, and what each is for."""

from __future__ import annotations

from typing import Final

from feedpub.validator.values.addresses import Use


def _slots(use: Use, places: str) -> dict[str, Use]:
    return dict.fromkeys(places.split(), use)


RSS: Final = {
    **_slots(Use.PAGE, "channel/link channel/docs item/link item/comments image/link textInput/link"),
    **_slots(Use.FILE, "image/url item/source/@url item/enclosure/@url"),
    **_slots(Use.PERMALINK, "item/guid"),
}
"""Elements and attributes of RSS; a guid that is no permalink is a name."""
ATOM: Final = {
    **_slots(Use.LINK, "atom:link/@href atom:uri"),
    **_slots(Use.PAGE, "atom:generator/@uri"),
    **_slots(Use.FILE, "atom:icon atom:logo atom:content/@src"),
    **_slots(Use.NAME, "atom:id"),
}
"""Likewise of Atom; what a link is for depends on its relation."""
EXTENSIONS: Final = {
    **_slots(
        Use.PAGE,
        "wfw:comment media:player/@url media:copyright/@url media:license/@href media:backLink podcast:funding/@url"
        " podcast:person/@href podcast:license/@url podcast:socialInteract/@accountUrl feedburner:origLink"
        " creativeCommons:license thr:in-reply-to/@href trackback:about blogChannel:blink",
    ),
    **_slots(
        Use.FILE,
        "wfw:commentRss wfw:commentRSS itunes:new-feed-url itunes:image/@href media:content/@url media:thumbnail/@url"
        " media:embed/@url media:subTitle/@href media:peerLink/@href podcast:transcript/@url podcast:chapters/@url"
        " podcast:person/@img podcast:trailer/@url podcast:image/@href podcast:remoteItem/@feedUrl"
        " podcast:remoteItem/@feedImg thr:in-reply-to/@source trackback:ping feedburner:origEnclosureLink"
        " blogChannel:blogRoll blogChannel:mySubscriptions blogChannel:changes",
    ),
    **_slots(
        Use.LINK,
        "media:response podcast:source/@uri podcast:contentLink/@href podcast:socialInteract/@uri"
        " admin:generatorAgent/@rdf:resource admin:errorReportsTo/@rdf:resource",
    ),
    **_slots(Use.LINK, "@xml:base"),
}
"""Likewise of extensions; and the address that others are relative to."""
JSON: Final = {
    **_slots(Use.PAGE, "$.home_page_url $.items[].url $.items[].external_url"),
    **_slots(
        Use.FILE,
        "$.feed_url $.next_url $.icon $.favicon $.author.avatar $.authors[].avatar $.hubs[].url $.items[].image"
        " $.items[].banner_image $.items[].author.avatar $.items[].authors[].avatar $.items[].attachments[].url",
    ),
    **_slots(Use.LINK, "$.author.url $.authors[].url $.items[].author.url $.items[].authors[].url"),
    **_slots(Use.NAME, "$.items[].id"),
}
"""Values of JSON Feed; the address of an author may be that of a mailbox."""
SITEMAP: Final = {
    **_slots(Use.FILE, "image:loc video:thumbnail_loc video:content_loc"),
    **_slots(Use.PAGE, "video:player_loc xhtml:link/@href"),
}
"""Elements of the extensions of sitemaps; loc itself is read apart (`Facts.odd_urls`)."""
RELATIONS: Final = {
    **dict.fromkeys(("alternate", "", "related", "via", "replies", "up", "license"), Use.PAGE),
    **dict.fromkeys(
        (
            *("self", "enclosure", "hub", "next", "previous", "prev", "first", "last", "current", "icon", "preview"),
            *("next-archive", "prev-archive", "edit", "edit-media", "search", "stylesheet", "payment"),
        ),
        Use.FILE,
    ),
}
"""Relation of a link of Atom -> what it is for, where that is known."""
