"""Mistakes in titles, descriptions and bodies: what programs leave behind, and HTML that breaks."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from feedpub.model.records import Level
from tests.planted.fault import Fault, Plant, always, swap


def _fault(
    kind: str,
    plant: Plant,
    *rules: str,
    formats: tuple[str, ...] = ("rss", "atom", "json"),
    level: Level = Level.WARNING,
) -> Fault:
    return Fault(kind=f"text-{kind}", formats=formats, rules=rules, plant=plant, level=level)


_TITLE = r"(?:<item>\s*<title>(?:<!\[CDATA\[)?|<entry>(?:(?!</entry>).)*?<title[^>]*>|\n      \"title\": \")"
_WHOLE_TITLE = _TITLE + r"(?P<at>[^<\"\]]+)"
_LEFT = ("content/*", "text/*", "*/*placeholder*", "*/*left*", "*/*title*", "*/*template*", "*/*text*")
_ESCAPED = r"(?:<content type=\"html\"[^>]*>|<description>)(?=&lt;p)"
_BASED = "(?!)"
_RELATIVE = ("content/relative-url", "content/fragment-url")
_CDATA = r"<content:encoded><!\[CDATA\["
_JSON = r'"content_html": "'


def _whole(kind: str, text: str, *rules: str) -> tuple[Fault, ...]:
    """Return the mistake that the whole body is something else than HTML, for CDATA and JSON."""
    return (
        _fault(
            kind,
            swap(
                r"<description>(?P<at>&lt;(?:(?!</description>).)*)(?=</description>)", lambda _: escape(text), "item"
            ),
            *rules,
            formats=("rss",),
        ),
        _fault(kind, swap(_CDATA + r"(?P<at>.*?)\]\]>", lambda _: text, "item"), *rules, formats=("rss",)),
        _fault(
            kind, swap(_JSON + r'(?P<at>(?:[^"\\]|\\.)*)"', lambda _: json.dumps(text)[1:-1]), *rules, formats=("json",)
        ),
    )


def _body(kind: str, html: str, *rules: str, level: Level = Level.WARNING) -> tuple[Fault, ...]:
    """Return a mistake in the HTML of bodies: escaped, in CDATA, in JSON; with `xml:base` no address is relative."""
    escaped = escape(html)
    quoted = json.dumps(html)[1:-1]
    return (
        _fault(
            kind,
            swap((_BASED if rules[0] in _RELATIVE else "") + _ESCAPED + "(?P<at>)", lambda _: escaped, "entry"),
            *rules,
            formats=("atom",),
            level=level,
        ),
        _fault(kind, swap(_ESCAPED + "(?P<at>)", lambda _: escaped, "item"), *rules, formats=("rss",), level=level),
        _fault(kind, swap(_CDATA + "(?P<at>)", lambda _: html, "item"), *rules, formats=("rss",), level=level),
        _fault(kind, swap(_JSON + "(?P<at>)", lambda _: quoted), *rules, formats=("json",), level=level),
    )


FAULTS = (
    *(
        _fault(
            f"title-{kind}",
            swap(_WHOLE_TITLE, always(new)),
            *_LEFT,
            level=Level.INFO if kind == "untitled" else Level.WARNING,
        )
        for kind, new in (
            ("object", "[object Object]"),
            ("undefined", "undefined"),
            ("null", "null"),
            ("nan", "NaN"),
            ("template", "{{ page.title }}"),
            ("template-percent", "{% if title %}"),
            ("template-dollar", "${post.title}"),
            ("template-asp", "&lt;%= title %&gt;"),
            ("lorem", "Lorem ipsum dolor sit amet"),
            ("untitled", "Untitled"),
            ("php-error", "Warning: Undefined array key 12 in /var/www/html/feed.php on line 7"),
        )
    ),
    _fault("title-entity-escaped-twice", swap(_TITLE + "(?P<at>)", "Q &amp;amp;amp; A "), "*/*twice*", "*/*html*", "content/*", formats=("rss", "atom")),
    _fault("title-entity-in-json", swap(_TITLE + "(?P<at>)", "Q &amp; A "), "*/*twice*", "*/*html*", "*/*entit*", formats=("json",)),
    _fault("title-markdown", swap(_TITLE + "(?P<at>)", "**New** and [linked](https://example.org/) "), "content/*", "*/*markdown*"),
    *_body("body-script", "<script>alert(1)</script>", "content/unsafe-element"),
    *_body("body-iframe", '<iframe src="https://elsewhere.example.org/x"></iframe>', "content/unsafe-element"),
    *_body("body-form", '<form action="https://elsewhere.example.org/x"><input></form>', "content/unsafe-element"),
    *_body("body-style-sheet", "<style>p{color:red}</style>", "content/unsafe-element"),
    *_body("body-style-position", '<p style="position:absolute">x</p>', "content/style"),
    *_body("body-handler", '<p onclick="go()">x</p>', "content/event-handler"),
    *_body("body-script-url", '<a href="javascript:go()">x</a>', "content/script-url"),
    *_body("body-relative-picture", '<img src="/i/one.png" alt="">', "content/relative-url"),
    *_body("body-relative-link", '<a href="../two/">x</a>', "content/relative-url"),
    *_body("body-relative-srcset", '<img src="https://example.org/i.png" srcset="/i/2x.png 2x" alt="">', "content/relative-url"),
    *_body("body-fragment-link", '<a href="#note-1">1</a>', "content/fragment-url"),
    *_body("body-lazy-picture", '<img data-src="https://example.org/i.png" alt="">', "content/lazy-image"),
    *_body("body-picture-without-src", '<img alt="A boat">', "content/*"),
    *_body("body-unclosed", "<div><p>x</p>", "content/unclosed-element"),
    *_body("body-closed-twice", "<p>x</p></div>", "content/unclosed-element"),
    *_body("body-unknown-element", "<blog-card>x</blog-card><captoin>y</captoin>", "content/unknown-element"),
    *_body("body-whole-page", "<html><head><title>x</title></head><body>y</body></html>", "content/whole-page"),
    *_body("body-template", "<p>{{ site.url }}/one/ {% include figure.html %}</p>", "content/template-source"),
    *_body("body-shortcode", '[caption id="x"]A boat[/caption]', "content/*"),
    *_body("body-shortcode-hugo", '{{< figure src="x.png" >}}', "content/*"),
    *_body("body-liquid-error", "<p>Liquid error: internal</p>", "content/template-source"),
    *_body("body-php-error", "<b>Warning</b>:  Undefined variable $x in <b>/var/www/feed.php</b> on line <b>7</b><br>", "content/*"),
    *_body("body-object", "<p>[object Object]</p>", "content/*"),
    *_body("body-src-undefined", '<img src="undefined" alt="">', "content/*", "address/left-over"),
    *_body("body-tracking-pixel", '<img src="https://count.example.org/p.gif" width="1" height="1" alt="">', "content/tracking-pixel", level=Level.INFO),
    *_body("body-base", '<base href="https://example.org/">', "content/*"),
    *_body("body-meta-refresh", '<meta http-equiv="refresh" content="0;url=https://example.org/">', "content/*"),
    *_body("body-attribute-unquoted", '<a href="https://example.org/x>x</a>', "content/*"),
    *_body("body-space-in-url", '<a href="https://example.org/a b">x</a>', "content/url-invalid"),
    *_body("body-blob", '<img src="blob:https://example.org/1" alt="">', "content/*", "address/unfetchable-scheme"),
    *_body("body-file", '<a href="file:///home/mary/x.pdf">x</a>', "content/*", "address/unfetchable-scheme"),
    *_whole("body-escaped-twice", "&lt;p&gt;It rained &lt;b&gt;again&lt;/b&gt;.&lt;/p&gt;", "content/escaped-twice"),
    *_whole("body-markdown", "## News\n\n* one\n* two\n\nIt [rained](https://example.org/) **again**.", "content/markdown"),
    *_whole("body-empty-paragraphs", "<p></p>\n<p>&nbsp;</p>", "content/*"),
)  # fmt: skip
