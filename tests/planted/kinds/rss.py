"""Mistakes in RSS 2.0: what must be there, what may be there once, dates, guids, enclosures, the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from tests.planted.fault import Fault, Plant, drop, swap, twice

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


def _fault(kind: str, plant: Plant, *rules: str, level: Level = Level.WARNING) -> Fault:
    return Fault(kind=kind, formats=("rss",), rules=rules, plant=plant, level=level)


_DATE = r"<pubDate>(?P<at>(?P<day>\w{3}), (?P<d>\d\d) (?P<m>\w{3}) (?P<y>\d{4}) (?P<t>[\d:]{8}) (?P<z>[^<]+))<"
_ITEM_DATE = r"<item>(?:(?!</item>).)*?" + _DATE
_CHANNEL_DATE = _DATE.replace("pubDate", "lastBuildDate")


def _date(kind: str, new: str | Callable[[re.Match[str]], str], *rules: str) -> Fault:
    return _fault(f"rss-date-{kind}", swap(_DATE, new), *(rules or ("rss/date-*",)))


_DATES = (
    _date("as-rfc3339", r"2026-11-\g<d>T\g<t>Z"),
    _date("without-zone", r"\g<day>, \g<d> \g<m> \g<y> \g<t>"),
    _date("zone-with-colon", r"\g<day>, \g<d> \g<m> \g<y> \g<t> +02:00"),
    _date("zone-by-name-of-place", r"\g<day>, \g<d> \g<m> \g<y> \g<t> CEST"),
    _date("zone-impossible", r"\g<day>, \g<d> \g<m> \g<y> \g<t> +2900"),
    _date("weekday-wrong", lambda match: f"{'Mon' if match['day'] != 'Mon' else 'Tue'}{match['at'][3:]}"),
    _date("weekday-in-german", lambda match: f"Mi{match['at'][3:]}"),
    _date("month-in-french", lambda match: match["at"].replace(match["m"], "août")),
    _date("month-as-number", lambda match: match["at"].replace(f" {match['m']} ", " 11 ")),
    _date("month-in-full", lambda match: match["at"].replace(match["m"], "November")),
    _date("day-that-is-none", lambda match: match["at"].replace(f"{match['d']} ", "31 ", 1).replace(match["m"], "Feb")),
    _date("hour-25", lambda match: match["at"].replace(match["t"], "25:10:00")),
    _date("minute-61", lambda match: match["at"].replace(match["t"], "12:61:00")),
    _date("american", "11/18/2026 07:42 AM"),
    _date("as-number", "1795000000"),
    _date("word", "yesterday"),
    _date("year-of-two-digits", lambda match: match["at"].replace(match["y"], match["y"][2:])),
    _date("year-1970", "Thu, 01 Jan 1970 00:00:00 +0000"),
    _date("year-0001", "Mon, 01 Jan 0001 00:00:00 +0000"),
    _date("in-the-future", "Tue, 20 Nov 2029 12:00:00 +0000"),
    _date("empty", "", "rss/*"),
    _date("template", "{{ page.date | date_to_rfc822 }}", "rss/*", "content/*"),
    _date("invalid-date-of-javascript", "Invalid Date"),
)


def _required() -> tuple[Fault, ...]:
    head = r"(?<=<channel>)(?:(?!<item>|<image>).)*?(?P<at><{}>.*?</{}>)"
    return tuple(
        _fault(f"rss-channel-without-{name}", drop(head.format(name, name), "channel"), "rss/required-element-missing")
        for name in ("title", "link", "description")
    )


FAULTS = (
    *_DATES,
    *_required(),
    _fault("rss-version-missing", drop(r' version="2\.0"', "*"), "rss/*version*", "rss/attribute-missing"),
    _fault("rss-version-3", swap(r'(?<!xml )version="(?P<at>2\.0)"', "3.0", "*"), "rss/version*"),
    _fault("rss-items-outside-of-channel", swap(r"(?P<at></channel>)(?=\s*</rss>)", "</channel><item><title>One</title></item>", "*"), "rss/element-*"),
    _fault("rss-item-without-text", swap(r"<item>(?P<at>.*?)</item>", "<link>https://harbour.example.org/x/</link><guid>https://harbour.example.org/x/</guid>", "item"), "rss/item-without-text"),
    _fault("rss-item-title-twice", swap(r"<item>\s*<title>.*?</title>(?P<at>)", "<title>Again</title>", "item"), "rss/element-twice"),
    _fault("rss-item-description-twice", swap(r"<item>(?:(?!</item>).)*?</description>(?P<at>)", "<description>Again</description>", "item"), "rss/element-twice"),
    _fault("rss-channel-link-twice", swap(r"<channel>.*?</link>(?P<at>)", "<link>https://harbour.example.org/two/</link>", "channel"), "rss/element-twice"),
    _fault("rss-date-twice", twice(r"(?<=\s)<pubDate>[^<]*</pubDate>", "item"), "rss/element-twice"),
    _fault("rss-element-misspelt", swap(r"(?P<at><pubDate>(?P<d>[^<]*)</pubDate>)", r"<pubdate>\g<d></pubdate>", "item"), "rss/element-unknown"),
    _fault("rss-element-of-atom", swap(r"<item>(?P<at>)", "<updated>2026-11-18T07:42:10Z</updated>", "item"), "rss/element-unknown", "ns/*"),
    _fault("rss-element-of-own", swap(r"<item>(?P<at>)", "<thumbnail>https://harbour.example.org/t.jpg</thumbnail>", "item"), "rss/element-unknown", "ns/*"),
    _fault("rss-guid-twice", swap(r"<guid[^>]*>(?P<guid>[^<]+)</guid>(?:(?!<guid).)*<guid[^>]*>(?P<at>[^<]+)<", r"\g<guid>"), "rss/guid-twice"),
    _fault("rss-guid-missing", drop(r"<guid[^>]*>[^<]*</guid>", "item"), "rss/guid-missing"),
    _fault("rss-guid-empty", swap(r"<guid[^>]*>(?P<at>[^<]*)<", ""), "rss/guid-blank"),
    _fault("rss-guid-no-url", swap(r"(?P<at><guid(?: isPermaLink=\"\w+\")?>[^<]*)<", "<guid>post-1187-of-ours"), "rss/guid-not-*"),
    _fault("rss-guid-permalink-word", swap(r'<guid(?P<at>(?: isPermaLink="\w+")?)>', ' isPermaLink="no"'), "rss/guid-attribute"),
    _fault("rss-guid-permalink-case", swap(r'<guid(?P<at>(?: isPermaLink="\w+")?)>', ' ispermalink="false"'), "rss/*attribute*", "rss/guid-*"),
    _fault("rss-guid-relative", swap(r"(?P<at><guid(?: isPermaLink=\"\w+\")?>[^<]*)<", "<guid>/posts/one/"), "rss/guid-not-*"),
    _fault("rss-guid-number", swap(r"(?P<at><guid(?: isPermaLink=\"\w+\")?>[^<]*)<", '<guid isPermaLink="false">7'), "rss/guid-short"),
    _fault("rss-enclosure-without-length", drop(r' length="\d+"(?= type)'), "rss/attribute-missing"),
    _fault("rss-enclosure-without-type", drop(r'(?<=") type="audio/mpeg"'), "rss/attribute-missing"),
    _fault("rss-enclosure-without-url", swap(r"<enclosure (?P<at>url=\"[^\"]+\")", ""), "rss/attribute-missing"),
    _fault("rss-enclosure-length-with-unit", swap(r'<enclosure[^>]* length="\d+(?P<at>)"', " bytes"), "rss/enclosure-length"),
    _fault("rss-enclosure-length-as-duration", swap(r'<enclosure[^>]* length="(?P<at>\d+)"', "00:42:10"), "rss/enclosure-length"),
    _fault("rss-enclosure-length-with-dots", swap(r'<enclosure[^>]* length="(?P<at>\d+)"', "12,345,678"), "rss/enclosure-length"),
    _fault("rss-enclosure-length-empty", swap(r'<enclosure[^>]* length="(?P<at>\d+)"', ""), "rss/*"),
    _fault("rss-enclosure-type-mp3", swap(r'<enclosure[^>]* type="(?P<at>[^"]+)"', "audio/mp3"), "*/*type*", "mediatype/unregistered"),
    _fault("rss-enclosure-type-a-word", swap(r'<enclosure[^>]* type="(?P<at>[^"]+)"', "mp3"), "rss/enclosure-type"),
    _fault("rss-enclosure-type-of-another", swap(r'<enclosure[^>]* type="(?P<at>[^"]+)"', "video/mp4"), "rss/enclosure-type*"),
    _fault("rss-enclosure-twice", twice(r"<enclosure[^>]*/>", "item"), "rss/enclosure-twice"),
    _fault("rss-enclosure-page", swap(r'<enclosure url="(?P<at>[^"]+\.mp3)"', "https://harbour.example.org/episodes/one.html"), "*/*enclosure*", "*/*type*"),
    _fault("rss-language-by-name", swap(r"<language>(?P<at>[^<]+)<", "English"), "rss/language-*"),
    _fault("rss-language-underscore", swap(r"<language>(?P<at>[^<]+)<", "en_US"), "rss/language-*"),
    _fault("rss-language-of-no-country", swap(r"<language>(?P<at>[^<]+)<", "en-UK"), "rss/language-*"),
    _fault("rss-language-twice", twice(r"<language>[^<]+</language>"), "rss/element-twice"),
    _fault("rss-language-missing", drop(r"<language>[^<]+</language>", "channel"), "rss/language-missing", level=Level.INFO),
    _fault("rss-author-name-alone", swap(r"<author>(?P<at>[^<]+)<", "Mary Okafor"), "rss/person-*"),
    _fault("rss-editor-name-alone", swap(r"<managingEditor>(?P<at>[^<]+)<", "Mary Okafor"), "rss/person-*"),
    _fault("rss-editor-name-first", swap(r"<managingEditor>(?P<at>[^<]+)<", "Mary Okafor &lt;mary@harbour.example.org&gt;"), "rss/person-*", "rss/html*"),
    _fault("rss-author-address-spoilt", swap(r"<author>(?P<at>[^<]+)<", "mary at harbour.example.org (Mary)"), "rss/person-*"),
    _fault("rss-image-without-title", drop(r"(?<=</url>)\s*<title>[^<]*</title>", "image"), "rss/required-element-missing"),
    _fault("rss-image-without-link", drop(r"(?<=</title>)\s*<link>[^<]*</link>(?=\s*(?:<width>|</image>))", "image"), "rss/required-element-missing"),
    _fault("rss-image-too-wide", swap(r"<image>.*?<width>(?P<at>\d+)", "600"), "rss/number-invalid"),
    _fault("rss-image-title-of-another", swap(r"<image>.*?<title>(?P<at>[^<]*)<", "Logo"), "rss/image-title-unlike-channel"),
    _fault("rss-image-link-of-another", swap(r"<image>.*?<link>(?P<at>[^<]*)<", "https://elsewhere.example.org/"), "rss/image-link-unlike-channel"),
    _fault("rss-image-svg", swap(r"<image>\s*<url>(?P<at>[^<]*)<", "https://harbour.example.org/logo.svg"), "rss/image-format"),
    _fault("rss-ttl-words", swap(r"<ttl>(?P<at>\d+)", "one hour"), "rss/number-invalid"),
    _fault("rss-ttl-fraction", swap(r"<ttl>(?P<at>\d+)", "0.5"), "rss/number-invalid"),
    _fault("rss-skip-hour-25", swap(r"<hour>(?P<at>\d+)", "25"), "rss/hour-*"),
    _fault("rss-skip-day-german", swap(r"<day>(?P<at>\w+)", "Sonntag"), "rss/day-invalid"),
    _fault("rss-skip-hour-twice", twice(r"<hour>\d+</hour>"), "rss/skipped-twice"),
    _fault("rss-cloud-port-words", swap(r'port="(?P<at>80)"', "http"), "rss/cloud-port"),
    _fault("rss-cloud-without-path", drop(r' path="/RPC2"'), "rss/attribute-missing"),
    _fault("rss-source-without-url", drop(r'(?<=<source) url="[^"]+"'), "rss/attribute-missing"),
    _fault("rss-attribute-unknown", swap(r"<item(?P<at>)>", ' id="12"'), "rss/attribute-unknown"),
    _fault("rss-link-with-href", swap(r"<item>.*?(?P<at><link>[^<]*</link>)", '<link href="https://harbour.example.org/one/"/>'), "rss/*"),
    _fault("rss-text-between-items", swap(r"</item>(?P<at>)", "item follows", "*"), "rss/text-misplaced"),
    _fault("rss-html-not-escaped", swap(r"<description>(?P<at>)[^<]", "<p>It rained.</p>"), "rss/element-in-text"),
    _fault("rss-html-in-title", swap(r"<item>\s*<title>(?P<at>)[^<]", "&lt;b&gt;New&lt;/b&gt; "), "rss/html-in-plain-text"),
    _fault("rss-title-empty", swap(r"<item>\s*<title>(?P<at>.*?)</title>", ""), "rss/blank"),
    _fault("rss-channel-title-empty", swap(r"<channel>.*?<title>(?P<at>.*?)</title>", ""), "rss/blank"),
    _fault("rss-description-empty", swap(r"<description>(?P<at>(?:(?!</description>).)*)</description>(?=\s*</item>|\s*<link>\S*\s*<guid isPermaLink=\"true)", "", "item"), "rss/blank", "content/empty"),
    _fault("rss-item-in-item", swap(r"<item>(?P<at>)", "<item><title>One</title></item>", "item"), "rss/element-*"),
    _fault("rss-self-link-missing", drop(r"<atom:link[^>]*/>", "*"), "link/self-missing"),
    _fault("rss-self-link-elsewhere", swap(r'<atom:link href="(?P<at>[^"]+)"', "https://old.example.org/rss"), "link/self-unlike-location"),
    _fault("rss-self-link-relative", swap(r'<atom:link href="(?P<at>[^"]+)"', "/rss.xml"), "link/*"),
    _fault("rss-self-link-type-html", swap(r'<atom:link[^>]*type="(?P<at>[^"]+)"', "text/html"), "link/self-type"),
    _fault("rss-self-link-twice", twice(r"<atom:link[^>]*/>"), "link/*"),
    _fault("rss-build-date-before-items", swap(_CHANNEL_DATE, "Tue, 05 May 2026 10:00:00 +0000"), "rss/*date*", "rss/channel-older-than-item"),
    _fault("rss-item-before-channel-data", swap(r"</item>(?P<at>)\s*</channel>", "<docs>https://www.rssboard.org/rss-specification</docs>", "channel"), "rss/item-before-metadata", "rss/element-twice"),
    _fault("rss-channel-twice", swap(r"</channel>(?P<at>)", "<channel><title>T</title><link>https://harbour.example.org/</link><description>D</description></channel>"), "rss/element-twice"),
)  # fmt: skip
