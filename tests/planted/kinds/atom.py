"""Mistakes in Atom: what must be there, ids, dates, links, the types of texts."""

from __future__ import annotations

import re

from feedpub.model.records import Level
from tests.planted.fault import Fault, Plant, drop, swap


def _fault(kind: str, plant: Plant, *rules: str, level: Level = Level.WARNING) -> Fault:
    return Fault(kind=kind, formats=("atom",), rules=rules, plant=plant, level=level)


_DATE = r"<(?:updated|published)>(?P<at>(?P<d>\d{4}-\d\d-\d\d)T(?P<t>\d\d:\d\d:\d\d)[^<]*)<"
_IN_ENTRY = r"<entry>(?:(?!</entry>).)*?"
_ID = _IN_ENTRY + r"<id>(?P<at>[^<]*)<"
_PAGE = _IN_ENTRY + r'(?P<at><link[^>]*rel="alternate"[^>]*/>)'


def _date(kind: str, new: str) -> Fault:
    return _fault(f"atom-date-{kind}", swap(_DATE, new), "atom/date-*", "atom/element-blank")


_DATES = (
    _date("as-rfc822", "Wed, 18 Nov 2026 07:42:10 +0000"),
    _date("without-zone", r"\g<d>T\g<t>"),
    _date("without-time", r"\g<d>"),
    _date("with-a-space", r"\g<d> \g<t>Z"),
    _date("zone-without-colon", r"\g<d>T\g<t>+0200"),
    _date("zone-behind-a-space", r"\g<d>T\g<t> +02:00"),
    _date("zone-impossible", r"\g<d>T\g<t>+29:00"),
    _date("without-seconds", "2026-10-18T07:42Z"),
    _date("letters-small", "2026-10-18t07:42:10z"),
    _date("day-that-is-none", "2026-02-30T07:42:10Z"),
    _date("hour-24", "2026-10-18T24:10:10Z"),
    _date("month-of-one-digit", "2026-9-18T07:42:10Z"),
    _date("year-0001", "0001-01-01T00:00:00Z"),
    _date("year-1970", "1970-01-01T00:00:00Z"),
    _date("in-the-future", "2031-10-18T07:42:10Z"),
    _date("as-number", "1795000000"),
    _date("empty", ""),
)
FAULTS = (
    *_DATES,
    *(
        _fault(f"atom-entry-without-{name}", drop(_IN_ENTRY + rf"(?P<at><{name}[^>]*>[^<]*</{name}>)", "entry"), "atom/required-element-missing")
        for name in ("id", "title", "updated")
    ),
    *(
        _fault(f"atom-feed-without-{name}", drop(rf"(?P<at><{name}[^>]*>[^<]*</{name}>).*?<entry>", "feed"), "atom/required-element-missing")
        for name in ("id", "title", "updated")
    ),
    *(
        _fault(f"atom-entry-{name}-twice", swap(_IN_ENTRY + rf"(?P<one><{name}[^>]*>[^<]*</{name}>)(?P<at>)", r"\g<one>", "entry"), "atom/element-repeated")
        for name in ("id", "title", "updated", "published", "summary")
    ),
    _fault("atom-author-missing", swap(r"\A.*\Z", lambda match: re.sub(r"(?s)<author>.*?</author>", "", match[0]), "*"), "atom/author-missing"),
    _fault("atom-author-without-name", drop(r"(?<=<author>)\s*<name>[^<]*</name>", "author"), "atom/required-element-missing"),
    _fault("atom-author-text-alone", swap(r"<author>(?P<at>.*?)</author>", "Mary Okafor", "author"), "atom/*"),
    _fault("atom-author-email-spoilt", swap(r"<email>(?P<at>[^<]*)<", "mary at example.org"), "atom/email-invalid"),
    _fault("atom-author-email-with-name", swap(r"<email>(?P<at>[^<]*)<", "Mary &lt;mary@example.org&gt;"), "atom/email-invalid"),
    _fault("atom-author-name-with-email", swap(r"<author>\s*<name>(?P<at>[^<]*)<", "Mary (mary@example.org)"), "atom/email-in-name"),
    _fault("atom-author-name-empty", swap(r"<author>\s*<name>(?P<at>[^<]*)<", ""), "atom/element-blank"),
    _fault("atom-id-relative", swap(_ID, "/2026/one/"), "atom/id-invalid"),
    _fault("atom-id-number", swap(_ID, "1187"), "atom/id-invalid"),
    _fault("atom-id-empty", swap(_ID, ""), "atom/*"),
    _fault("atom-id-with-spaces", swap(_ID, "https://example.org/a b"), "atom/id-invalid"),
    _fault("atom-id-around-space", swap(r"<id>(?P<at>)", "\n      "), "atom/white-space-around"),
    _fault("atom-id-tag-without-date", swap(_ID, "tag:example.org:one"), "atom/id-invalid"),
    _fault("atom-id-uuid-short", swap(_ID, "urn:uuid:12345"), "atom/id-invalid"),
    _fault("atom-id-host-in-capitals", swap(_ID, "https://Harbour.Example.org/one/"), "atom/id-not-canonical"),
    _fault("atom-id-of-another-entry", swap(r"<entry>.*?<id>(?P<id>[^<]*)<.*?<entry>(?:(?!</entry>).)*<id>(?P<at>[^<]*)<", r"\g<id>"), "atom/entry-*", level=Level.INFO),
    _fault("atom-ids-all-alike", swap(r"\A.*\Z", lambda match: re.sub(r"(?s)(<entry>.*?<id>)[^<]*", r"\g<1>https://example.org/feed", match[0]), "*"), "atom/ids-all-alike"),
    _fault("atom-feed-date-before-entries", swap(r"\A(?:(?!<entry>).)*?<updated>(?P<at>[^<]*)<", "2025-01-02T03:04:05Z"), "atom/feed-older-than-entry"),
    _fault("atom-published-after-updated", swap(_IN_ENTRY + r"<published>(?P<at>[^<]*)<", "2026-11-19T23:00:00Z", "entry"), "atom/published-after-updated"),
    _fault("atom-link-without-href", drop(r'(?<=<link)[^>]*(?P<at>\shref="[^"]*")'), "link/href-missing"),
    _fault("atom-link-text-as-in-rss", swap(_PAGE, "<link>https://example.org/one/</link>"), "link/*"),
    _fault("atom-link-empty", swap(_IN_ENTRY + r'<link[^>]*href="(?P<at>[^"]*)"', ""), "link/*"),
    _fault("atom-link-relative", swap(r'<link[^>]*rel="self"[^>]*href="(?P<at>[^"]*)"', "/feed.xml"), "link/*"),
    _fault("atom-link-rel-a-word", swap(r'rel="(?P<at>alternate|enclosure|replies)"', "webpage"), "link/rel-unregistered"),
    _fault("atom-link-rel-misspelt", swap(r'rel="(?P<at>alternate)"', "alternative"), "link/rel-unregistered"),
    _fault("atom-link-rel-empty", swap(r'rel="(?P<at>alternate)"', ""), "link/rel-*"),
    _fault("atom-link-type-a-word", swap(r'<link[^>]*type="(?P<at>[^"]*)"', "html"), "link/type-invalid"),
    _fault("atom-link-hreflang-by-name", swap(r'hreflang="(?P<at>[^"]*)"', "english language"), "link/hreflang-invalid"),
    _fault("atom-link-length-with-unit", swap(r'<link[^>]*length="(?P<at>\d+)"', "12 MB"), "link/length-invalid"),
    _fault("atom-link-alternate-twice", swap(_IN_ENTRY + r'(?P<one><link[^>]*rel="alternate"[^>]*/>)(?P<at>)', '<link rel="alternate" type="text/html" href="https://example.org/b/"/><link rel="alternate" type="text/html" href="https://example.org/c/"/>', "entry"), "link/alternates-alike"),
    _fault("atom-self-missing", drop(r'<link[^>]*rel="self"[^>]*/>', "*"), "link/self-missing"),
    _fault("atom-self-elsewhere", swap(r'<link rel="self"[^>]*href="(?P<at>[^"]*)"', "https://old.example.org/atom.xml"), "link/self-unlike-location"),
    _fault("atom-self-type-of-rss", swap(r'<link[^>]*type="(?P<at>application/atom\+xml)"[^>]*href="[^"]*news.atom"/>', "application/rss+xml"), "link/self-type"),
    _fault("atom-self-type-html", swap(r'rel="self" type="(?P<at>application/atom\+xml)"', "text/html"), "link/self-type"),
    _fault("atom-self-twice", swap(r"\A(?:(?!<entry>).)*?(?P<at>)<title", '<link rel="self" type="application/atom+xml" href="https://example.org/second.xml"/>', "feed"), "link/*"),
    _fault("atom-no-page-and-no-content", swap(r"\A.*\Z", lambda match: re.sub(r"(?s)<content.*?</content>|<link[^>]*alternate[^>]*>", "", match[0]), "*"), "atom/content-and-alternate-missing"),
    _fault("atom-html-without-type", drop(r'(?<=<content) type="html"'), "atom/html-in-plain-text"),
    _fault("atom-text-type-a-media-type", swap(r'<(?:title|subtitle|summary) type="(?P<at>html)"', "text/html"), "atom/text-type-invalid"),
    _fault("atom-content-type-unknown", swap(r'<content type="(?P<at>html|xhtml)"', "markdown"), "atom/content-type-invalid", "atom/*"),
    _fault("atom-content-not-escaped", swap(r'<content type="html"[^>]*>(?P<at>)', "<p>It rained.</p>"), "atom/markup-not-escaped"),
    _fault("atom-xhtml-without-div", swap(r'<content type="xhtml"[^>]*>\s*(?P<at><div.*?</div>)', '<p xmlns="http://www.w3.org/1999/xhtml">One</p>', "content"), "atom/xhtml-without-div"),
    _fault("atom-xhtml-without-namespace", drop(r'(?<=<div) xmlns="http://www.w3.org/1999/xhtml"', "content"), "atom/*", "ns/*"),
    _fault("atom-xhtml-escaped", swap(r"<div[^>]*>(?P<at>.*?)</div>", "&lt;p&gt;One &lt;b&gt;boat&lt;/b&gt;&lt;/p&gt;", "content"), "atom/escaped-markup-in-xhtml"),
    _fault("atom-html-in-title", swap(_IN_ENTRY + "<title>(?P<at>)", "&lt;b&gt;New&lt;/b&gt; "), "atom/html-in-plain-text"),
    _fault("atom-title-empty", swap(_IN_ENTRY + "<title[^>]*>(?P<at>[^<]*)<", ""), "atom/element-blank"),
    _fault("atom-category-without-term", swap(r'<category (?P<at>term="[^"]*")', ""), "atom/category-without-term"),
    _fault("atom-category-as-in-rss", swap(r"(?P<at><category[^>]*/>)", "<category>tools</category>"), "atom/*"),
    _fault("atom-category-scheme-relative", swap(r'scheme="(?P<at>[^"]*)"', "topics"), "atom/url-invalid"),
    _fault("atom-element-of-rss", swap(r"<entry>(?P<at>)", "<pubDate>Wed, 18 Nov 2026 07:42:10 +0000</pubDate>", "entry"), "atom/element-unknown"),
    _fault("atom-element-misspelt", swap(r"(?P<at><summary[^>]*>(?P<s>[^<]*)</summary>)", r"<sumary>\g<s></sumary>", "entry"), "atom/element-unknown"),
    _fault("atom-modified-of-0.3", swap(r"<entry>(?P<at>)", "<modified>2026-11-18T07:42:10Z</modified>", "entry"), "atom/element-unknown", "ns/*"),
    _fault("atom-attribute-unknown", swap(r"<entry(?P<at>)>", ' lang="en"'), "atom/attribute-unknown"),
    _fault("atom-text-between-entries", swap(r"</entry>(?P<at>)", "and more", "*"), "atom/text-misplaced"),
    _fault("atom-icon-relative-with-space", swap(r"<icon>(?P<at>[^<]*)<", "my icon.png"), "atom/url-invalid"),
    _fault("atom-metadata-behind-entries", swap(r"</entry>(?P<at>)\s*</feed>", "<rights>© 2026</rights>", "*"), "atom/metadata-after-entry", "atom/element-repeated"),
    _fault("atom-entry-in-entry", swap(r"</id>(?P<at>)\s*<title>(?:(?!</entry>).)*?</entry>", "<entry><id>https://example.org/x</id></entry>", "entry"), "atom/element-unknown", "atom/*"),
    _fault("atom-thread-count-words", swap(r'thr:count="(?P<at>\d+)"', "none"), "extension/*"),
    _fault("atom-hub-without-self", swap(r"\A.*rel=\"hub.*\Z", lambda match: re.sub(r'<link rel="self"[^>]*/>(?=.*rel="hub")', "", match[0], flags=re.DOTALL), "*"), "link/hub-without-self", "link/self-missing"),
)  # fmt: skip
