"""Mistakes in the writing of XML: characters, encodings, entities, tags, namespaces."""

from __future__ import annotations

import re

from tests.planted.fault import Fault, Plant, behind, drop, swap

_XML = ("rss", "atom", "sitemap", "sitemapindex")
_BROKEN = ("xml/*",)


def _fault(kind: str, plant: Plant, *rules: str, formats: tuple[str, ...] = _XML) -> Fault:
    return Fault(kind=kind, formats=formats, rules=rules or _BROKEN, plant=plant)


_TEXT = r"<(?:title|name|news:title|video:title)[^>]*>(?:<!\[CDATA\[)?(?P<at>)[^<]"
_VALUE = r"<(?:title|name|loc)[^>]*>(?P<at>)[^<]"
FAULTS = (
    _fault("xml-blank-line-first", swap(r"\A(?P<at>)", "\n"), "xml/space-before-declaration"),
    _fault("xml-notice-before-declaration", swap(r"\A(?P<at>)", "Warning: Undefined variable $x in feed.php\n")),
    _fault("xml-byte-order-mark-twice", swap(r"\A(?P<at>)", "\ufeff\ufeff")),
    _fault("xml-ampersand-bare", swap(_VALUE, "Q & A "), *_BROKEN),
    _fault("xml-entity-of-html", swap(_VALUE, "one&nbsp;two "), "xml/undefined-entity"),
    _fault("xml-control-character", swap(_VALUE, "\x0b")),
    _fault("xml-reference-to-control-character", swap(_VALUE, "&#8;")),
    _fault("xml-byte-not-utf8", swap(_VALUE, "caf\udce9 "), "xml/*encod*", "xml/*byte*"),
    _fault("xml-encoded-twice", swap(_TEXT, "cafÃ© Ã¼ber "), "xml/encoded-twice", "sitemap/*encoded*"),
    _fault("xml-replacement-character", swap(_TEXT, "caf\ufffd "), "*/*character*"),
    _fault("xml-windows-quotes", swap(_TEXT, "\x93one\x94 "), "*/*character*"),
    _fault("xml-encoding-declared-wrong", swap(r'encoding="(?P<at>[^"]+)"', "UTF-16")),
    _fault("xml-encoding-unknown", swap(r'encoding="(?P<at>[^"]+)"', "unicode"), "xml/encoding-*"),
    _fault("xml-closing-tag-missing", drop(r"</(?:title|loc)>", "*")),
    _fault("xml-closing-tag-misspelt", swap(r"</(?P<at>item|entry|url|sitemap)>", "itme", "*")),
    _fault("xml-closing-tag-twice", behind(r"</(?:item|entry|url|sitemap)>", "</item>", "*")),
    _fault("xml-cut-off", swap(r"(?P<at></(?:rss|feed|urlset|sitemapindex)>\s*)\Z", "", "*")),
    _fault("xml-cut-off-in-the-middle", swap(r"<(?:pubDate|updated|loc)>[^<]{3}(?P<at>.*)\Z", "", "*")),
    _fault("xml-text-behind-root", swap(r"(?P<at>)\Z", "<!-- cached -->\n0\n")),
    _fault("xml-second-root", swap(r"(?P<at>)\Z", "<rss version='2.0'/>\n")),
    _fault("xml-quote-missing", swap(r'<(?:link|atom:link|enclosure|rss|urlset|sitemapindex) [^>]*="[^">]+(?P<at>")', "", "*")),
    _fault("xml-attribute-twice", swap(r'<(?:link|category|enclosure|media:content|xhtml:link) (?P<at>)[^>]+href="', 'href="https://example.org/" ')),
    _fault("xml-cdata-not-closed", drop(r"\]\]>", "*"), "xml/*", "rss/text-like-markup", "content/*"),
    _fault("xml-cdata-ends-early", swap(r"<!\[CDATA\[[^<\]]{3}(?P<at>)", "]]>", "item"), "xml/*", "rss/*", "content/*", "extension/*"),
    _fault("xml-comment-with-dashes", swap(r"(?P<at>)<(?:item|entry|url|sitemap)>", "<!-- one -- two -->")),
    _fault("xml-prefix-undeclared", swap(r"(?P<at>)</(?:item|entry|url|sitemap)>", "<yt:videoId>k12</yt:videoId>")),
    _fault("xml-declaration-twice", behind(r"\A<\?xml[^>]+>", '<?xml version="1.0"?>')),
    _fault("xml-namespace-missing", swap(r'<(?:feed|urlset|sitemapindex)[^>]*? (?P<at>xmlns="[^"]+")', "", "*"), "xml/*", "ns/*", "sitemap/*namespace*"),
    _fault("xml-namespace-wrong", swap(r'xmlns="(?P<at>http://www.w3.org/2005/Atom|http://www.sitemaps[^"]+)"', r"https://www.example.org/ns", "*"), "xml/*", "ns/*", "sitemap/*namespace*"),
    _fault("xml-namespace-https", swap(r'xmlns(?::\w+)?="http(?P<at>)://', "s", "*"), "xml/*", "ns/*", "sitemap/*namespace*"),
    _fault("xml-namespace-slash-added", swap(r'xmlns(?::\w+)?="[^"]+\w(?P<at>)"', "/", "*"), "xml/*", "ns/*", "sitemap/*namespace*"),
    _fault("xml-namespace-case", swap(r'xmlns="http://www.(?P<at>w3.org/2005/Atom|sitemaps.org)', lambda match: match["at"].upper(), "*"), "xml/*", "ns/*", "sitemap/*namespace*"),
    _fault("xml-language-invalid", swap(r'xml:lang="(?P<at>[^"]+)"', "en_US.UTF-8"), "xml/lang-invalid", "*/*lang*"),
    _fault("xml-language-a-word", swap(r'xml:lang="(?P<at>[^"]+)"', "english language"), "xml/lang-invalid"),
    _fault("xml-base-relative", swap(r'xml:base="(?P<at>[^"]+)"', "ht tp://x"), "xml/base-invalid"),
    _fault("xml-doctype-entity", swap(r"\?>(?P<at>)", '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>'), "xml/*", "rss/doctype*"),
    _fault("xml-html-page", swap(r"\A(?P<at>.*)\Z", "<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>\n", "*")),
    _fault("xml-version-1.1", swap(r'\A<\?xml version="(?P<at>1\.0)"', "1.1"), "xml/version"),
    _fault("xml-instruction-of-php", swap(r"\?>(?P<at>)", '\n<?php echo date("r"); ?>'), "xml/*"),
    _fault("xml-instruction-of-php-inside", swap(r"(?P<at>)<(?:item|entry|url|sitemap)>", "<?php the_excerpt() ?>"), "xml/*"),
    _fault("xml-encoding-declared-of-another", swap(r'encoding="(?P<at>[^"]+)"(?=.*é)', "ISO-8859-1", "*"), "xml/encod*", "sitemap/encoding*"),
    _fault("xml-root-in-capitals", swap(r"\A.*\Z", lambda match: re.sub(r"<(/?)(rss|feed|urlset|sitemapindex)\b", lambda tag: tag[0].upper(), match[0]), "*"), "xml/*"),
    _fault("xml-empty", swap(r"\A(?P<at>.*)\Z", "", "*")),
)  # fmt: skip
