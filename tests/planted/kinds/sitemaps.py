"""Mistakes in sitemaps and their indexes, and in what Google's extensions say of pictures, films, news, translations."""

from __future__ import annotations

from feedpub.model.records import Level
from tests.planted.fault import Fault, Plant, behind, drop, swap, twice

_BOTH = ("sitemap", "sitemapindex")


def _fault(
    kind: str, plant: Plant, *rules: str, formats: tuple[str, ...] = ("sitemap",), level: Level = Level.WARNING
) -> Fault:
    return Fault(kind=f"sitemap-{kind}", formats=formats, rules=rules, plant=plant, level=level)


def _text(kind: str, name: str, new: str, *rules: str, formats: tuple[str, ...] = ("sitemap",)) -> Fault:
    return _fault(kind, swap(rf"<{name}(?: [^>]*)?>(?P<at>[^<]*)<", new), *rules, formats=formats)


def _attribute(kind: str, name: str, attribute: str, new: str, *rules: str) -> Fault:
    return _fault(kind, swap(rf'<{name} (?:[^>]* )?{attribute}="(?P<at>[^"]*)"', new), *rules)


_DATES = tuple(
    _text(f"lastmod-{kind}", "lastmod", new, "sitemap/*lastmod*", formats=_BOTH)
    for kind, new in (
        ("as-rfc822", "Wed, 18 Nov 2026 07:42:10 GMT"),
        ("with-a-space", "2026-10-18 07:42:10"),
        ("american", "10/18/2026"),
        ("month-13", "2026-13-01"),
        ("day-that-is-none", "2026-02-30"),
        ("without-zone", "2026-10-18T07:42:10"),
        ("zone-without-colon", "2026-10-18T07:42:10+0200"),
        ("hour-25", "2026-10-18T25:42:10+02:00"),
        ("in-the-future", "2031-10-18"),
        ("year-0001", "0001-01-01T00:00:00Z"),
        ("year-1970", "1970-01-01"),
        ("as-number", "1795000000"),
        ("word", "yesterday"),
        ("empty", ""),
    )
)
_URL = "sitemap/*"
_PROTOCOL = (
    _text("loc-relative", "loc", "/one/", "sitemap/relative-loc", formats=_BOTH),
    _text("loc-without-scheme", "loc", "harbour.example.org/one/", "sitemap/relative-loc", formats=_BOTH),
    _text("loc-without-host", "loc", "https:///one/", _URL, formats=_BOTH),
    _text("loc-empty", "loc", "", "sitemap/empty-loc", formats=_BOTH),
    _fault("loc-twice-in-entry", twice(r"<loc>[^<]*</loc>", "url"), "sitemap/duplicate-child"),
    _fault("loc-listed-twice", swap(r"<loc>(?P<l>[^<]*)<.*?<loc>(?P<at>[^<]*)<", r"\g<l>"), "sitemap/duplicate-loc", formats=_BOTH),
    _fault("loc-missing", drop(r"\n\s*<loc>[^<]*</loc>", "url"), "sitemap/missing-loc"),
    _text("loc-other-host", "loc", "https://elsewhere.example.com/one/", "sitemap/cross-host", formats=_BOTH),
    _fault("loc-http", swap(r"<loc>http(?P<at>s)://", ""), "sitemap/mixed-scheme", formats=_BOTH),
    _fault("loc-too-long", swap(r"<loc>[^<]*(?P<at>)<", "a" * 2100), "sitemap/loc-too-long", formats=_BOTH),
    _fault("loc-percent-bad", swap(r"<loc>[^<]*(?P<at>)<", "100%/"), "sitemap/bad-url", "sitemap/*", formats=_BOTH),
    _fault("loc-fragment", swap(r"<loc>[^<]*(?P<at>)<", "#part"), "sitemap/loc-with-fragment", level=Level.INFO),
    _fault("loc-feed", swap(r"<loc>[^<]*(?P<at>)<", "feed.xml"), "sitemap/not-a-page", level=Level.INFO),
    _fault("entry-in-capitals", swap(r"<(?P<at>/?url)>", "URL", "*"), "sitemap/*", "xml/*"),
    _fault("entry-misspelt", swap(r"(?P<at><url>(?P<c>.*?)</url>)", r"<urls>\g<c></urls>", "urls"), "sitemap/*"),
    _fault("child-misspelt", swap(r"(?P<at><loc>(?P<l>[^<]*)</loc>)", r"<location>\g<l></location>", ""), "sitemap/*", formats=_BOTH),
    _fault("child-lastmod-case", swap(r"(?P<at><lastmod>(?P<l>[^<]*)</lastmod>)", r"<lastMod>\g<l></lastMod>"), "sitemap/unknown-element", formats=_BOTH),
    _fault("child-of-own", swap(r"</loc>(?P<at>)", "<title>One</title>"), "sitemap/unknown-element"),
    _fault("lastmod-twice", twice(r"<lastmod>[^<]*</lastmod>"), "sitemap/duplicate-child", formats=_BOTH),
    _text("changefreq-a-word", "changefreq", "often", "sitemap/bad-changefreq"),
    _text("changefreq-capital", "changefreq", "Weekly", "sitemap/changefreq-case"),
    _text("priority-ten", "priority", "10", "sitemap/bad-priority"),
    _text("priority-comma", "priority", "0,5", "sitemap/bad-priority"),
    _text("priority-word", "priority", "high", "sitemap/bad-priority"),
    _text("priority-negative", "priority", "-0.1", "sitemap/bad-priority"),
    _fault("text-between", swap(r"</(?:url|sitemap)>(?P<at>)", "and", "*"), "sitemap/text-between-elements", formats=_BOTH),
    _fault("url-outside", swap(r"(?P<at>)<url>", "<loc>https://harbour.example.org/x/</loc>", "urlset"), "sitemap/unexpected-element"),
    _fault("attribute-of-own", swap(r"<loc(?P<at>)>", ' lang="en"'), "sitemap/unknown-attribute", formats=_BOTH),
    _fault("cdata-with-blank", swap(r"<loc>(?P<at>[^<]*)<", "<![CDATA[https://harbour.example.org/a b/]]>"), _URL, formats=_BOTH),
    _fault("index-with-url", swap(r"</sitemap>(?P<at>)", "<url><loc>https://harbour.example.org/x/</loc></url>", "*"), "sitemap/unexpected-element", formats=("sitemapindex",)),
    _fault("index-with-priority", swap(r"</loc>(?P<at>)", "<priority>0.5</priority>"), "sitemap/unknown-element", formats=("sitemapindex",)),
    _fault("index-lists-itself", swap(r"<loc>https://[^/]*/(?P<at>[^<]*)<", "sitemap.xml"), "sitemap/index-lists-itself", formats=("sitemapindex",)),
    _fault("sitemap-in-urlset", swap(r"</url>(?P<at>)", "<sitemap><loc>https://harbour.example.org/x.xml</loc></sitemap>", "*"), "sitemap/unexpected-element"),
    _fault("nothing-listed", swap(r"<urlset[^>]*>(?P<at>.*)</urlset>", "", "*"), "sitemap/empty"),
    _fault("root-in-capitals", swap(r"(?P<at><urlset(?P<a>[^>]*)>(?P<c>.*)</urlset>)", r"<URLSET\g<a>>\g<c></URLSET>", "*"), "xml/unknown-root", "sitemap/*"),
    _fault("rss-as-entries", swap(r"(?P<at><url>(?P<c>.*?)</url>)", r"<item>\g<c></item>", "item"), "sitemap/unexpected-element"),
)  # fmt: skip
_PICTURES = (
    _fault("image-without-loc", drop(r"<image:loc>[^<]*</image:loc>", "image:image"), "sitemap/image-without-loc"),
    _text("image-relative", "image:loc", "/images/one.jpg", "sitemap/extension-bad-url"),
    _fault("image-outside-of-page", swap(r"xmlns:image=.*(?P<at>)</urlset>", "<image:image><image:loc>https://harbour.example.org/i.jpg</image:loc></image:image>", "*"), "sitemap/misplaced-extension", "sitemap/*"),
    _fault("image-child-misspelt", swap(r"</image:loc>(?P<at>)", "<image:name>One</image:name>"), "sitemap/extension-unknown-element"),
    _fault("image-caption-withdrawn", swap(r"</image:loc>(?P<at>)", "<image:caption>One</image:caption>"), "sitemap/withdrawn-element", level=Level.INFO),
    _fault("image-namespace-wrong", swap(r'xmlns:image="[^"]*(?P<at>1\.1)"', "1.0", "*"), "sitemap/wrong-extension-namespace"),
    _fault("image-loc-as-loc", swap(r"(?P<at><image:loc>(?P<l>[^<]*)</image:loc>)", r"<loc>\g<l></loc>"), "sitemap/*"),
)  # fmt: skip
_FILMS = (
    *(
        _fault(f"video-without-{name}", drop(rf"<video:{name}>[^<]*</video:{name}>", "video:video"), "sitemap/video-incomplete")
        for name in ("thumbnail_loc", "title", "description", "content_loc")
    ),
    _text("video-duration-clock", "video:duration", "00:12:30", "sitemap/video-bad-duration"),
    _text("video-duration-too-long", "video:duration", "90000", "sitemap/video-bad-duration"),
    _text("video-duration-zero", "video:duration", "0", "sitemap/video-bad-duration"),
    _text("video-rating-of-ten", "video:rating", "8.5", "sitemap/video-bad-rating"),
    _text("video-views-words", "video:view_count", "12k", "sitemap/video-bad-view-count"),
    _text("video-date-american", "video:publication_date", "11/18/2026", "sitemap/extension-bad-date"),
    _text("video-date-future", "video:publication_date", "2031-01-01", "sitemap/extension-date-in-future"),
    _text("video-family-word", "video:family_friendly", "true", "sitemap/video-not-yes-or-no"),
    _text("video-live-word", "video:live", "false", "sitemap/video-not-yes-or-no"),
    _text("video-restriction-country", "video:restriction", "England", "sitemap/video-bad-restriction"),
    _attribute("video-restriction-word", "video:restriction", "relationship", "only", "sitemap/video-bad-relationship"),
    _fault("video-restriction-without", drop(r'(?<=<video:restriction) relationship="allow"'), "sitemap/video-bad-relationship"),
    _text("video-platform-word", "video:platform", "fridge", "sitemap/video-bad-restriction"),
    _text("video-thumbnail-relative", "video:thumbnail_loc", "/t.jpg", "sitemap/extension-bad-url"),
    _fault("video-content-is-page", swap(r"<loc>(?P<l>[^<]*)<(?:(?!</url>).)*?<video:content_loc>(?P<at>[^<]*)<", r"\g<l>"), "sitemap/video-content-loc-is-loc"),
    _text("video-description-too-long", "video:description", "It rained. " * 200, "sitemap/video-value-too-long"),
    _fault("video-title-twice", twice(r"<video:title>[^<]*</video:title>"), "sitemap/extension-duplicate-child"),
    _fault("video-child-misspelt", swap(r"(?P<at><video:duration>(?P<d>[^<]*)</video:duration>)", r"<video:length>\g<d></video:length>"), "sitemap/extension-unknown-element"),
    _fault("video-too-many-tags", behind(r"<video:tag>[^<]*</video:tag>", "<video:tag>boat</video:tag>" * 33, "video:video"), "sitemap/video-too-many-tags"),
    _attribute("video-uploader-elsewhere", "video:uploader", "info", "https://elsewhere.example.com/mary", "sitemap/video-uploader-elsewhere"),
    _fault("video-expired", swap(r"</video:rating>(?P<at>)", "<video:expiration_date>2020-01-01</video:expiration_date>"), "sitemap/video-expired"),
    _fault("video-expiration-american", swap(r"</video:rating>(?P<at>)", "<video:expiration_date>11/18/2030</video:expiration_date>"), "sitemap/extension-bad-date"),
    _fault("video-category-withdrawn", swap(r"</video:rating>(?P<at>)", "<video:category>boats</video:category>"), "sitemap/withdrawn-element", level=Level.INFO),
    _fault("video-price-without-currency", swap(r"</video:rating>(?P<at>)", "<video:price>1.99</video:price>"), "sitemap/*", level=Level.INFO),
)  # fmt: skip
_NEWS = (
    *(
        _fault(f"news-without-{name}", drop(rf"<news:{name}>(?:(?!</news:{name}>).)*</news:{name}>", "news:news"), "sitemap/news-incomplete")
        for name in ("publication", "name", "language", "publication_date", "title")
    ),
    _text("news-language-by-name", "news:language", "English", "sitemap/news-bad-language"),
    _text("news-language-with-country", "news:language", "en-GB", "sitemap/news-bad-language"),
    _text("news-date-american", "news:publication_date", "11/18/2026", "sitemap/extension-bad-date"),
    _text("news-date-rfc822", "news:publication_date", "Thu, 19 Nov 2026 07:42:10 GMT", "sitemap/extension-bad-date"),
    _text("news-date-without-zone", "news:publication_date", "2026-11-19T07:42:10", "sitemap/extension-date-without-zone"),
    _text("news-date-old", "news:publication_date", "2026-10-01", "sitemap/news-too-old"),
    _text("news-date-future", "news:publication_date", "2026-12-24", "sitemap/extension-date-in-future"),
    _text("news-name-with-note", "news:name", "Harbour Notes (subscription)", "sitemap/news-name-with-note"),
    _text("news-title-empty", "news:title", "", "sitemap/*"),
    _fault("news-twice", twice(r"<news:news>.*?</news:news>", "url"), "sitemap/news-twice"),
    _fault("news-title-twice", twice(r"<news:title>[^<]*</news:title>"), "sitemap/extension-duplicate-child"),
    _fault("news-name-outside-publication", swap(r"</news:publication>(?P<at>)", "<news:name>Harbour</news:name>"), "sitemap/*"),
    _fault("news-keywords-withdrawn", swap(r"</news:title>(?P<at>)", "<news:keywords>boats</news:keywords>"), "sitemap/withdrawn-element", level=Level.INFO),
    _fault("news-child-misspelt", swap(r"</news:title>(?P<at>)", "<news:author>Mary</news:author>"), "sitemap/extension-unknown-element"),
    _fault("news-title-escaped-twice", swap(r"<news:title>(?P<at>)", "Q &amp;amp; A "), "sitemap/extension-escaped-twice"),
)  # fmt: skip
_TRANSLATIONS = (
    _attribute("hreflang-underscore", "xhtml:link", "hreflang", "en_GB", "sitemap/hreflang-bad-code"),
    _attribute("hreflang-of-no-country", "xhtml:link", "hreflang", "en-UK", "sitemap/hreflang-bad-code"),
    _attribute("hreflang-country-alone", "xhtml:link", "hreflang", "be-be-be", "sitemap/hreflang-bad-code"),
    _attribute("hreflang-by-name", "xhtml:link", "hreflang", "german", "sitemap/hreflang-bad-code"),
    _attribute("hreflang-region-alone", "xhtml:link", "hreflang", "US", "sitemap/hreflang-bad-code"),
    _attribute("hreflang-rel-other", "xhtml:link", "rel", "canonical", "sitemap/hreflang-other-rel"),
    _attribute("hreflang-relative", "xhtml:link", "href", "/de/one/", "sitemap/hreflang-relative"),
    _fault("hreflang-without-href", swap(r'<xhtml:link[^>]*(?P<at> href="[^"]*")', ""), "sitemap/hreflang-incomplete"),
    _fault("hreflang-without-language", drop(r' hreflang="[^"]*"'), "sitemap/hreflang-incomplete"),
    _fault("hreflang-itself-missing", swap(r"</loc>(?P<at>\s*<xhtml:link[^>]*/>)", "", "*"), "sitemap/hreflang-no-*"),
    _fault("hreflang-no-return", swap(r"(?P<at><xhtml:link[^>]*/>)\s*</url>", "", "*"), "sitemap/hreflang-no-*"),
    _fault("hreflang-twice", twice(r"<xhtml:link[^>]*/>"), "sitemap/hreflang-twice"),
    _fault("hreflang-without-prefix", swap(r"<(?P<at>xhtml:)link", ""), "sitemap/*", "ns/*"),
    _fault("hreflang-namespace-wrong", swap(r'xmlns:xhtml="(?P<at>[^"]*)"', "http://www.w3.org/TR/xhtml11/xhtml11_schema.html", "*"), "sitemap/wrong-extension-namespace"),
)  # fmt: skip
FAULTS = (*_DATES, *_PROTOCOL, *_PICTURES, *_FILMS, *_NEWS, *_TRANSLATIONS)
