"""Mistakes in extensions: Apple's elements, the podcast namespace, Media RSS, Dublin Core, syndication, places."""

from __future__ import annotations

from feedpub.model.records import Level
from tests.planted.fault import Fault, Plant, behind, drop, swap, twice


def _fault(kind: str, plant: Plant, *rules: str, level: Level = Level.WARNING) -> Fault:
    return Fault(kind=kind, formats=("rss", "atom"), rules=rules, plant=plant, level=level)


def _text(kind: str, name: str, new: str, *rules: str) -> Fault:
    """Return the mistake that an element holds another text."""
    return _fault(kind, swap(rf"<{name}(?: [^>]*)?>(?P<at>[^<]*)<", new), *rules)


def _attribute(kind: str, name: str, attribute: str, new: str, *rules: str, level: Level = Level.WARNING) -> Fault:
    """Return the mistake that an attribute holds another value."""
    return _fault(kind, swap(rf'<{name} (?:[^>]* )?{attribute}="(?P<at>[^"]*)"', new), *rules, level=level)


_ITUNES = (
    _text("itunes-explicit-a-word", "itunes:explicit", "nope", "itunes/explicit-invalid"),
    _text("itunes-explicit-empty", "itunes:explicit", "", "itunes/*", "extension/*"),
    _text("itunes-duration-words", "itunes:duration", "42 minutes", "itunes/duration-invalid"),
    _text("itunes-duration-minutes-60", "itunes:duration", "1:75:00", "itunes/duration-invalid"),
    _text("itunes-duration-four-parts", "itunes:duration", "0:01:02:03", "itunes/duration-invalid"),
    _text("itunes-duration-iso", "itunes:duration", "PT42M10S", "itunes/duration-invalid"),
    _text("itunes-type-a-word", "itunes:type", "weekly", "itunes/kind-unknown"),
    _text("itunes-episode-type-a-word", "itunes:episodeType", "normal", "itunes/kind-unknown"),
    _text("itunes-episode-zero", "itunes:episode", "0", "extension/number-*", "itunes/*"),
    _text("itunes-episode-with-letters", "itunes:episode", "S4E12", "extension/number-*", "itunes/*"),
    _text("itunes-season-a-word", "itunes:season", "four", "extension/number-*", "itunes/*"),
    _text("itunes-owner-email-spoilt", "itunes:email", "mary(at)harbour.example.org", "itunes/email-invalid"),
    _fault("itunes-owner-without-email", drop(r"<itunes:email>[^<]*</itunes:email>", "itunes:owner"), "itunes/owner-without-email"),
    _attribute("itunes-category-misspelt", "itunes:category", "text", "Leisur", "itunes/category-*"),
    _attribute("itunes-category-in-german", "itunes:category", "text", "Freizeit", "itunes/category-*"),
    _attribute("itunes-category-bare-ampersand-twice", "itunes:category", "text", "Society &amp;amp; Culture", "itunes/category-*"),
    _fault("itunes-category-as-text", swap(r'(?P<at><itunes:category text="Hobbies"/>)', "<itunes:category>Hobbies</itunes:category>"), "itunes/*", "extension/*"),
    _fault("itunes-category-without-text", swap(r'<itunes:category (?P<at>text="Hobbies")', 'name="Hobbies"'), "extension/*", "itunes/*"),
    _fault("itunes-category-missing", drop(r"<itunes:category text=\"Leisure\">.*?</itunes:category>(?=\s*<itunes:owner)", "channel"), "itunes/required-tag-missing"),
    _fault("itunes-explicit-missing", drop(r"(?<=</itunes:type>)\s*<itunes:explicit>false</itunes:explicit>", "channel"), "itunes/required-tag-missing"),
    _fault("itunes-image-missing", drop(r'<itunes:image href="[^"]*/cover.jpg"/>', "channel"), "itunes/required-tag-missing"),
    _fault("itunes-image-as-text", swap(r"(?P<at><itunes:image[^>]*/>)", "<itunes:image>https://harbour.example.org/cover.jpg</itunes:image>"), "extension/*", "itunes/*"),
    _fault("itunes-image-url-for-href", swap(r"<itunes:image (?P<at>href)", "url"), "extension/*", "itunes/*"),
    _attribute("itunes-image-relative", "itunes:image", "href", "/cover.jpg", "itunes/image-*", "extension/*"),
    _attribute("itunes-image-gif", "itunes:image", "href", "https://harbour.example.org/cover.gif", "itunes/image-format"),
    _attribute("itunes-image-svg", "itunes:image", "href", "https://harbour.example.org/cover.svg", "itunes/image-format"),
    _fault("itunes-title-twice", twice(r"<itunes:title>[^<]*</itunes:title>"), "extension/element-twice"),
    _fault("itunes-element-misspelt", swap(r"(?P<at><itunes:duration>(?P<d>[^<]*)</itunes:duration>)", r"<itunes:durration>\g<d></itunes:durration>"), "extension/element-*"),
    _fault("itunes-element-in-lower-case", swap(r"(?P<at><itunes:episodeType>(?P<d>[^<]*)</itunes:episodeType>)", r"<itunes:episodetype>\g<d></itunes:episodetype>"), "extension/element-*"),
    _fault("itunes-owner-in-item", swap(r"xmlns:itunes=.*?<item>(?P<at>)", "<itunes:owner><itunes:email>a@example.org</itunes:email></itunes:owner>"), "extension/element-misplaced"),
    _fault("itunes-block-a-word", swap(r"xmlns:itunes=.*?<item>(?P<at>)", "<itunes:block>true</itunes:block>"), "itunes/yes-no-invalid"),
    _fault("itunes-complete-a-word", swap(r"xmlns:itunes=.*?<channel>(?P<at>)", "<itunes:complete>done</itunes:complete>"), "itunes/yes-no-invalid"),
    _fault("itunes-new-feed-url-relative", swap(r"</itunes:type>(?P<at>)", "<itunes:new-feed-url>/new.xml</itunes:new-feed-url>"), "extension/address-invalid", "itunes/*"),
    _fault("itunes-keywords-withdrawn", swap(r"</itunes:type>(?P<at>)", "<itunes:keywords>boats, tides</itunes:keywords>"), "itunes/tag-withdrawn", level=Level.INFO),
    _fault("itunes-author-html", swap(r"<itunes:author>(?P<at>)", "&lt;b&gt;Mary&lt;/b&gt; "), "extension/markup-in-plain-text"),
    _attribute("itunes-enclosure-ogg", "enclosure", "type", "audio/ogg", "itunes/enclosure-format", "rss/enclosure-type*"),
)  # fmt: skip
_PODCAST = (
    _text("podcast-guid-no-uuid", "podcast:guid", "harbour-notes-podcast", "podcast/guid-not-uuid"),
    _text("podcast-locked-a-word", "podcast:locked", "true", "podcast/word-unknown"),
    _text("podcast-medium-a-word", "podcast:medium", "radio", "podcast/word-unknown"),
    _text("podcast-funding-empty", "podcast:funding", "", "extension/text-blank", "podcast/text-blank"),
    _text("itunes-author-empty", "itunes:author", "", "extension/text-blank"),
    _text("itunes-title-empty", "itunes:title", "", "extension/text-blank"),
    _fault("content-encoded-empty", swap(r"<content:encoded>(?P<at>.*?)</content:encoded>", ""), "extension/text-blank", "content/empty"),
    _text("podcast-funding-too-long", "podcast:funding", "Support us " * 20, "podcast/text-too-long"),
    _fault("podcast-funding-without-url", drop(r'(?<=<podcast:funding) url="[^"]*"'), "extension/attribute-missing"),
    _fault("podcast-transcript-without-type", drop(r'(?<=vtt") type="text/vtt"'), "extension/attribute-missing"),
    _attribute("podcast-transcript-type-a-word", "podcast:transcript", "type", "vtt", "extension/media-type-invalid"),
    _attribute("podcast-transcript-type-of-another", "podcast:transcript", "type", "text/html", "*/*type*"),
    _attribute("podcast-transcript-language", "podcast:transcript", "language", "english_us", "extension/language-invalid"),
    _attribute("podcast-transcript-rel-a-word", "podcast:transcript", "language", 'en" rel="subtitles', "podcast/*", "extension/*"),
    _attribute("podcast-chapters-type-other", "podcast:chapters", "type", "text/plain", "podcast/file-type-unusual", "*/*type*"),
    _attribute("podcast-person-role-unknown", "podcast:person", "role", "speaker of words", "podcast/role-unknown", level=Level.INFO),
    _text("podcast-person-without-name", "podcast:person", "", "podcast/text-blank"),
    _attribute("podcast-soundbite-clock", "podcast:soundbite", "startTime", "00:01:13", "extension/decimal-invalid"),
    _fault("podcast-soundbite-without-duration", drop(r'(?<=<podcast:soundbite) startTime="73.5"'), "extension/attribute-missing"),
    _attribute("podcast-location-geo-no-uri", "podcast:location", "geo", "53.55, 9.99", "podcast/*", "extension/*"),
    _attribute("podcast-location-geo-swapped", "podcast:location", "geo", "geo:-118.5,34.1", "podcast/*", "geo/*", "extension/*"),
    _attribute("podcast-location-osm-word", "podcast:location", "geo", 'geo:53.5,9.9" osm="Hamburg', "podcast/*", "extension/*"),
    _fault("podcast-license-words", swap(r"</podcast:medium>(?P<at>)", "<podcast:license>free for all</podcast:license>"), "podcast/*", "extension/*"),
    _fault("podcast-element-misspelt", swap(r"(?P<at><podcast:chapters (?P<a>[^>]*)/>)", r"<podcast:chapter \g<a>/>"), "extension/element-*"),
    _fault("podcast-trailer-date", swap(r"</podcast:medium>(?P<at>)", '<podcast:trailer url="https://harbour.example.org/t.mp3" pubdate="2026-11-18" type="audio/mpeg">T</podcast:trailer>'), "podcast/trailer-date-invalid"),
    _fault("podcast-update-frequency-rule", swap(r"</podcast:medium>(?P<at>)", '<podcast:updateFrequency rrule="EVERY WEEK">Weekly</podcast:updateFrequency>'), "podcast/*", "extension/*"),
    _fault("podcast-namespace-old", swap(r'xmlns:podcast="(?P<at>[^"]*)"', "https://podcastindex.org/namespace/podcasting2.0", "*"), "xml/prefix-reserved", "*/*namespace*", "ns/*"),
    _fault("podcast-value-without-recipient", swap(r"</podcast:medium>(?P<at>)", '<podcast:value type="lightning" method="keysend"/>'), "podcast/*", "extension/*"),
    _fault("podcast-value-split-words", swap(r"</podcast:medium>(?P<at>)", '<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" address="02d5" split="most"/></podcast:value>'), "podcast/*", "extension/*"),
    _fault("podcast-transcript-in-channel", swap(r"</podcast:medium>(?P<at>)", '<podcast:transcript url="https://harbour.example.org/t.vtt" type="text/vtt"/>'), "extension/element-misplaced"),
    _fault("podcast-season-words", swap(r"</itunes:season>(?P<at>)", "<podcast:season>four</podcast:season>"), "podcast/*", "extension/*"),
    _fault("podcast-social-without-uri", swap(r"</itunes:season>(?P<at>)", '<podcast:socialInteract protocol="activitypub"/>'), "podcast/*", "extension/*"),
    _fault("podcast-alternate-without-source", swap(r"</itunes:season>(?P<at>)", '<podcast:alternateEnclosure type="audio/opus" length="12"/>'), "podcast/*", "extension/*"),
)  # fmt: skip
_MEDIA = (
    _attribute("media-content-medium-a-word", "media:content", "medium", "photo", "media/word-unknown"),
    _attribute("media-content-type-a-word", "media:content", "type", "jpeg", "extension/media-type-invalid"),
    _attribute("media-content-type-jpg", "media:content", "type", "image/jpg", "*/*type*", "mediatype/unregistered"),
    _attribute("media-content-type-of-another", "media:content", "type", "audio/mpeg", "*/*type*"),
    _attribute("media-content-medium-of-another", "media:content", "medium", "audio", "media/*"),
    _attribute("media-content-width-with-unit", "media:content", "width", "640px", "extension/number-not-positive"),
    _attribute("media-content-duration-clock", "media:content", "duration", "1:15:00", "extension/*", "media/*"),
    _attribute("media-content-size-with-unit", "media:content", "fileSize", "12 KB", "extension/*"),
    _attribute("media-content-expression", "media:content", "medium", 'image" expression="preview', "media/word-unknown"),
    _attribute("media-content-default-word", "media:content", "isDefault", "yes", "media/word-unknown", "extension/*"),
    _fault("media-content-without-url", swap(r'<media:content (?P<at>url="[^"]*")', ""), "media/content-without-address"),
    _fault("media-content-href-for-url", swap(r"<media:content (?P<at>url)=", "href"), "extension/*", "media/*"),
    _fault("media-thumbnail-without-url", swap(r'<media:thumbnail (?P<at>url="[^"]*")', ""), "extension/attribute-missing"),
    _fault("media-thumbnail-as-text", swap(r"(?P<at><media:thumbnail[^>]*/>)", "<media:thumbnail>https://harbour.example.org/t.jpg</media:thumbnail>"), "extension/*"),
    _attribute("media-thumbnail-height-zero", "media:thumbnail", "height", "0", "extension/number-not-positive"),
    _fault("media-thumbnail-time", swap(r"<media:thumbnail[^>]*(?P<at>)/>", ' time="12 s"'), "media/time-invalid"),
    _attribute("media-description-type", "media:description", "type", "text/html", "media/word-unknown", "extension/*"),
    _text("media-rating-word", "media:rating", "for all", "media/rating-invalid"),
    _attribute("media-credit-role", "media:credit", "role", "the one who took it", "media/credit-role-unknown"),
    _fault("media-hash-short", swap(r'medium="image"[^>]*>(?P<at>)\n', '<media:hash algo="md5">abc</media:hash>'), "media/hash-invalid"),
    _fault("media-restriction", swap(r'medium="image"[^>]*>(?P<at>)\n', '<media:restriction relationship="only" type="country">GB</media:restriction>'), "media/*"),
    _attribute("media-rating-average", "media:starRating", "average", "four", "extension/*", "media/*"),
    _attribute("media-views-words", "media:statistics", "views", "12k", "extension/count-invalid"),
    _fault("media-element-unknown", swap(r"(?P<at>)<media:thumbnail", "<media:picture url='https://harbour.example.org/p.jpg'/>"), "extension/element-*"),
    _fault("media-namespace-without-slash", swap(r'xmlns:media="[^"]*(?P<at>/)"', "", "*"), "*/*namespace*", "ns/*", "xml/*"),
    _fault("media-html-in-title", swap(r"<media:title>(?P<at>)", "&lt;b&gt;New&lt;/b&gt; "), "media/undeclared-html", "extension/markup-in-plain-text"),
)  # fmt: skip
_OTHERS = (
    _fault("dc-date-as-rfc822", swap(r"</dc:creator>(?P<at>)", "<dc:date>Wed, 18 Nov 2026 07:42:10 +0000</dc:date>", "item"), "extension/date-not-w3cdtf"),
    _fault("dc-element-unknown", swap(r"(?P<at><dc:creator>(?P<c>.*?)</dc:creator>)", r"<dc:author>\g<c></dc:author>"), "extension/element-*"),
    _fault("dc-element-in-capitals", swap(r"(?P<at><dc:creator>(?P<c>.*?)</dc:creator>)", r"<dc:Creator>\g<c></dc:Creator>"), "extension/element-*"),
    _fault("dc-creator-empty", swap(r"<dc:creator>(?P<at>.*?)</dc:creator>", ""), "*/*blank*", "*/*empty*"),
    _fault("dc-creator-with-html", swap(r"<dc:creator><!\[CDATA\[(?P<at>)", "<a href='/mary'>Mary</a> "), "extension/markup-in-plain-text"),
    _fault("dc-author-and-creator", swap(r"</dc:creator>(?P<at>)", "<author>mary@harbour.example.org (Mary)</author>", "item"), "extension/item-says-it-twice"),
    _fault("dc-language-by-name", swap(r"</dc:creator>(?P<at>)", "<dc:language>English</dc:language>"), "extension/language-invalid"),
    _text("sy-period-a-word", "sy:updatePeriod", "every hour", "sy/period-invalid"),
    _text("sy-frequency-zero", "sy:updateFrequency", "0", "extension/number-not-positive", "sy/*"),
    _text("sy-frequency-words", "sy:updateFrequency", "often", "extension/number-not-positive", "sy/*"),
    _text("slash-comments-words", "slash:comments", "none", "extension/count-invalid"),
    _fault("slash-comments-in-channel", swap(r"xmlns:slash=.*?<channel>(?P<at>)", "<slash:comments>4</slash:comments>"), "extension/element-misplaced"),
    _text("wfw-comments-relative", "wfw:commentRss", "feed/", "extension/address-invalid"),
    _fault("wfw-comments-case", swap(r"(?P<at><wfw:commentRss>(?P<c>[^<]*)</wfw:commentRss>)", r"<wfw:commentRSS>\g<c></wfw:commentRSS>"), "wfw/*", "extension/*"),
    _fault("content-encoded-twice", twice(r"<content:encoded>.*?</content:encoded>", "item"), "extension/element-twice"),
    _fault("content-encoded-not-escaped", swap(r"<content:encoded>(?P<at><!\[CDATA\[.*?\]\]>)", "<p>It rained.</p>"), "extension/child-unexpected"),
    _fault("content-encoded-in-channel", swap(r"xmlns:content=.*?<channel>(?P<at>)", "<content:encoded>News</content:encoded>"), "extension/element-misplaced"),
    _text("geo-latitude-91", "geo:lat", "191.5", "geo/degrees-invalid"),
    _text("geo-longitude-comma", "geo:long", "9,99", "geo/degrees-invalid", "extension/decimal-invalid"),
    _text("geo-latitude-degrees", "geo:lat", "53° 33′ N", "geo/degrees-invalid"),
    _fault("geo-longitude-missing", drop(r"<geo:long>[^<]*</geo:long>", "item"), "geo/*", "extension/*"),
    *(
        _fault(f"georss-{kind}", behind(r"<(?:item|entry)>", f'<georss:{element} xmlns:georss="http://www.georss.org/georss">{text}</georss:{element}>'), "georss/*", "geo/*", "extension/*")
        for kind, element, text in (
            ("point-swapped", "point", "-118.5 34.1"),
            ("point-comma", "point", "53.55,9.99"),
            ("point-one-number", "point", "53.55"),
            ("line-odd", "line", "53.5 9.9 53.6"),
            ("polygon-open", "polygon", "45 -110 46 -109 43 -108 44 -107"),
            ("box-three-numbers", "box", "45 -110 46"),
            ("box-upside-down", "box", "46 -110 45 -109"),
            ("radius-with-unit", "radius", "12 km"),
            ("element-unknown", "pont", "53.5 9.9"),
        )
    ),
    *(
        _fault(f"opensearch-{kind}", swap(r"(?:<channel>|<feed[^>]*>)(?P<at>)", f'<opensearch:{element} xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{text}</opensearch:{element}>'), "opensearch/*", "extension/*")
        for kind, element, text in (("total-words", "totalResults", "many"), ("page-size-negative", "itemsPerPage", "-1"), ("index-fraction", "startIndex", "1.5"), ("element-unknown", "total", "7"))
    ),
    _fault("creative-commons-license-words", swap(r"<(?:item|entry)>(?P<at>)", '<c:license xmlns:c="http://backend.userland.com/creativeCommonsRssModule">CC BY</c:license>'), "cc/*", "extension/*", "creativecommons/*"),
    _fault("thread-reply-without-ref", swap(r"<entry>(?P<at>)", '<t:in-reply-to xmlns:t="http://purl.org/syndication/thread/1.0" href="https://harbour.example.org/x/"/>'), "thr/*", "extension/*"),
    _fault("archive-without-links", swap(r"(?:<channel>|<feed[^>]*>)(?P<at>)", '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>', "*"), "fh/*"),
    _fault("complete-with-next-page", swap(r"<feed[^>]*>(?P<at>)", '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/><link rel="previous" href="https://harbour.example.org/2"/>', "*"), "fh/*"),
)  # fmt: skip
FAULTS = (*_ITUNES, *_PODCAST, *_MEDIA, *_OTHERS)
