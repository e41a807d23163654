"""Changes that are no mistakes: what the world writes and every reader takes. None may cause an error or a warning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.planted.fault import Plant, always, swap
from tests.planted.looks import CLEAN

if TYPE_CHECKING:
    from tests.planted.fault import Edit
    from tests.planted.looks import Look

_XML = ("rss", "atom", "sitemap", "sitemapindex")
_FEEDS = ("rss", "atom", "json")
_TITLE = r"(?:<item>\s*<title>(?:<!\[CDATA\[)?|<entry>(?:(?!</entry>).)*?<title[^>]*>|\n      \"title\": \")(?P<at>[^<\"\]]+)"
_BODY = r"(?:<content:encoded><!\[CDATA\[|<description><!\[CDATA\[(?=<p))(?P<at>)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmless:
    """A change in some formats that is none to complain of."""

    kind: str
    formats: tuple[str, ...]
    plant: Plant


def _in(formats: tuple[str, ...] | str, **plants: Plant) -> tuple[Harmless, ...]:
    """Return changes by their names, in these formats."""
    names = (formats,) if isinstance(formats, str) else formats
    return tuple(Harmless(kind=kind.replace("_", "-"), formats=names, plant=plant) for kind, plant in plants.items())


def _titles(**titles: str) -> tuple[Harmless, ...]:
    """Return changes of a title; each is one that a post may have."""
    return _in(_FEEDS, **{f"title_{kind}": swap(_TITLE, always(text)) for kind, text in titles.items()})


def _bodies(**bodies: str) -> tuple[Harmless, ...]:
    """Return additions to a body; each is one that a post may hold."""
    return _in("rss", **{f"body_{kind}": swap(_BODY, always(html)) for kind, html in bodies.items()})


def _whole(pattern: str, new: str) -> Plant:
    """Return what changes all matches of a pattern."""
    return swap(r"\A.*\Z", lambda match: re.sub(pattern, new, match[0]), "*")


def changed() -> tuple[tuple[Harmless, Look, int, Edit], ...]:
    """Return each change in every document of its formats that has a place for it."""
    return tuple(
        (one, look, edition, edit)
        for one in HARMLESS
        for place, (look, edition) in enumerate(CLEAN)
        if look.format in one.formats and (edit := one.plant(look.write(edition), place)) is not None
    )


HARMLESS = (
    *_in(
        _XML,
        line_ends_of_windows=_whole("\n", "\r\n"),
        byte_order_mark=swap(r"\A(?P<at>)", "\ufeff"),
        no_indentation=_whole(r"\n\s+<", "\n<"),
        one_line=_whole(r">\s+<", "><"),
        blank_line_at_end=swap(r"(?P<at>)\Z", "\n\n"),
        comment=swap(r"\?>(?P<at>)", "\n<!-- made by hand -->"),
        comment_at_end=swap(r"(?P<at>)\Z", "<!-- cached 12:00 -->"),
        style_sheet=swap(r"\?>(?P<at>)", '\n<?xml-stylesheet href="/feed.xsl" type="text/xsl"?>\n'),
        no_declaration=swap(r"\A(?P<at><\?xml[^>]*\?>\s*)", ""),
        encoding_in_small_letters=swap(r'encoding="(?P<at>[^"]+)"', "utf-8"),
        quotes_single=_whole(r'="([^"\']*)"(?=[^<]*>)', r"='\1'"),
        character_references=_whole(r"é(?=[^<]*</(?!i|cat))(?![^<\]]*\]\])", "&#233;"),
        space_in_end_tag=_whole(r"</(title|loc)>", r"</\1 >"),
    ),
    *_in(
        ("rss", "atom"),
        namespace_unknown=swap(r"<(?:item|entry)>(?P<at>)", '<my:mood xmlns:my="https://my.example.org/ns">calm</my:mood>'),
        namespace_unknown_with_children=swap(
            r"<(?:item|entry)>(?P<at>)", '<my:box xmlns:my="https://my.example.org/ns"><my:a b="1">c</my:a>text<my:d/></my:box>'
        ),
        thumbnail_of_media_rss=swap(
            r"<(?:item|entry)>(?P<at>)",
            '<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://harbour.example.org/t.jpg"/>',
        ),
    ),
    *_in(
        "rss",
        prefix_other=_whole(r"\batom(?=[:=])", "a10"),
        title_in_cdata=swap(r"<item>\s*<title>(?P<at>(?P<t>[^<&]+))</title>", r"<![CDATA[\g<t>]]>"),
        zone_gmt=_whole(r"\+0000<", "GMT<"),
        zone_other=_whole(r"\+0000<", "-0330<"),
        no_weekday=_whole(r"<(pubDate|lastBuildDate)>\w{3}, ", r"<\1>"),
        enclosure_with_query=swap(r'<enclosure url="[^"]+(?P<at>)"', "?source=feed&amp;dest-id=7"),
        enclosure_behind_trackers=swap(r'<enclosure url="https://(?P<at>)', "dts.podtrac.com/redirect.mp3/"),
        enclosure_length_zero=swap(r'<enclosure[^>]*length="(?P<at>\d+)"', "0"),
        duration_in_seconds=swap(r"<itunes:duration>(?P<at>[^<]*)", "3127"),
        duration_minutes=swap(r"<itunes:duration>(?P<at>[^<]*)", "52:07"),
        language_short=swap(r"<language>(?P<at>[^<]*)", "pt"),
        language_small=swap(r"<language>(?P<at>[^<]*)", "en-us"),
        guid_permalink_true=swap(r"<guid(?P<at>)>https", ' isPermaLink="true"'),
        category_twice=swap(r"</category>(?P<at>)", '<category domain="https://harbour.example.org/t">boats</category>'),
        person_of_apple=swap(r"</itunes:type>(?P<at>)", "<itunes:new-feed-url>https://harbour.example.org/new.xml</itunes:new-feed-url>"),
    ),
    *_in(
        "atom",
        second_author=swap(r"</author>(?P<at>)\s*<(?!published|/)", "<author><name>Ada</name></author>"),
        link_related=swap(r"<entry>(?P<at>)", '<link rel="related" href="https://elsewhere.example.org/"/>'),
        link_via=swap(r"<entry>(?P<at>)", '<link rel="via" href="https://elsewhere.example.org/" title="Elsewhere"/>'),
        link_edit=swap(r"<entry>(?P<at>)", '<link rel="edit" href="https://harbour.example.org/edit/7"/>'),
        link_relation_by_address=swap(r"<entry>(?P<at>)", '<link rel="https://harbour.example.org/rel/map" href="https://elsewhere.example.org/"/>'),
        date_with_fraction=swap(r"<updated>[^<.]*T\d\d:\d\d:\d\d(?P<at>)", ".125"),
        zone_negative=_whole(r"(<(?:updated|published)>[^<]*)\+00:00", r"\1-03:30"),
        title_in_cdata=swap(r"<title>(?P<at>(?P<t>[^<&]+))</title>", r"<![CDATA[\g<t>]]>"),
    ),
    *_in(
        "json",
        key_of_own=swap(r"\{(?P<at>)\n", '"_mine": {"a": [1, null]},'),
        compact=_whole(r"\n\s*", ""),
        escaped=_whole("é", r"\\u00e9"),
        slashes_escaped=_whole("/(?=images)", r"\\/"),
        date_with_fraction=swap(r'"date_published": "[^"+Z]*(?P<at>)', ".125"),
        comment_for_people=swap(r"\A\{(?P<at>)\n", '"user_comment": "This is a feed.",'),
        expired=swap(r'"expired": (?P<at>false)', "true"),
    ),
    *_in(
        ("sitemap", "sitemapindex"),
        no_lastmod=_whole(r"\s*<lastmod>[^<]*</lastmod>", ""),
        lastmod_day=_whole(r"(<lastmod>[^<T]*)[^<]*", r"\1"),
        lastmod_month=swap(r"<lastmod>\d{4}-\d\d(?P<at>[^<]*)", ""),
        lastmod_fraction=swap(r"<lastmod>[^<]*:\d\d(?P<at>)[+Z]", ".125"),
        schema_location=swap(
            r"<(?:urlset|sitemapindex)(?P<at>)",
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.sitemaps.org/schemas/sitemap/0.9 '
            'http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd"',
        ),
        loc_in_cdata=swap(r"<loc>(?P<at>(?P<l>[^<]+))<", r"<![CDATA[\g<l>]]>"),
        loc_with_space_around=swap(r"<loc>(?P<at>(?P<l>[^<]+))<", r"\n      \g<l>\n    "),
        loc_with_query=swap(r"<loc>[^<]+(?P<at>)</loc>\s*<(?!xhtml)", "?page=2&amp;sort=asc"),
        loc_percent_encoded=swap(r"<loc>[^<]+(?P<at>)</loc>\s*<(?!xhtml)", "f%C3%BC%C3%9Fe/"),
    ),
    *_titles(
        null="The null island and its lighthouse",
        undefined="Undefined behaviour at sea",
        nan="NaN is not a number",
        untitled="Untitled Goose Game, reviewed",
        template="What “{{ page.title }}” means in Liquid",
        markdown_star="C** compilers and 2 * 3 * 4",
        hashtag="#throwbackthursday",
        bracket="[Video] A week with the tide table",
        dollar="Save $5 {today only}",
        percent="100% of the harbour",
        quotes="“Quoted” – and a dash…",
        arrow="A -> B, 3 > 2",
        emoji="⚓ Anchors 🚢",
        latin="Lorem ipsum, and where it comes from",
        number="1984",
        long="Everything that we know about the tides, " * 4,
    ),
    *_bodies(
        code_with_localhost="<pre><code>curl http://localhost:4000/</code></pre>",
        code_with_template="<pre><code>{{ page.title }} {% if x %}</code></pre>",
        code_with_php="<pre><code>Warning: Undefined variable $x in a.php on line 7</code></pre>",
        code_with_shortcode="<pre><code>[gallery ids=&quot;1,2&quot;]</code></pre>",
        code_with_object="<p>It printed <code>[object Object]</code>.</p>",
        code_with_escaped_html="<pre><code>&lt;p&gt;One&lt;/p&gt; &lt;b&gt;two&lt;/b&gt;</code></pre>",
        code_with_markdown="<pre><code>## Title\n\n* one\n* two [x](https://example.org/)</code></pre>",
        undefined="<p>In mathematics 1/0 is undefined, and null is no number.</p>",
        bracket="<p>She said [sic] that it [the boat] sank [1].</p>",
        figure='<figure><img src="https://harbour.example.org/b.jpg" srcset="https://harbour.example.org/b.jpg 1x" alt=""><figcaption>A boat</figcaption></figure>',
        details="<details><summary>More</summary><p>Here.</p></details>",
        film='<video controls poster="https://harbour.example.org/b.jpg" src="https://harbour.example.org/b.mp4"></video>',
        table='<table><tr><td align="center">1</td></tr></table>',
        mail='<p><a href="mailto:mary@harbour.example.org">Write</a> or <a href="tel:+441234567">call</a>.</p>',
        paragraph_not_closed="<p>One<p>Two<br>three<ul><li>four<li>five</ul>",
        mathematics="<math><mi>x</mi><mo>=</mo><mn>2</mn></math>",
        drawing='<svg viewBox="0 0 1 1"><path d="M0 0h1"/></svg>',
        colour='<p style="color:#333;text-align:center">x</p>',
        empty_paragraph="<p>&nbsp;</p>",
        ruby="<ruby>港<rt>みなと</rt></ruby>",
    ),
)  # fmt: skip
