"""Feeds of blogs as the usual programs write them: Jekyll, Hugo, WordPress, Ghost, and Atom written by hand."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.planted.content import Article, Site, site

if TYPE_CHECKING:
    from datetime import datetime


def rfc3339(moment: datetime) -> str:
    """Return a moment as Atom, JSON Feed and sitemaps write it."""
    return moment.isoformat()


def jekyll(edition: int) -> str:
    """Return a feed as jekyll-feed writes it: Atom, text as escaped HTML."""
    one = site(edition)
    entries = "".join(_jekyll_entry(one, article) for article in one.articles)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{one.language}">
  <generator uri="https://jekyllrb.com/" version="4.3.1">Jekyll</generator>
  <link href="{one.url}/feed.xml" rel="self" type="application/atom+xml" />
  <link href="{one.url}/" rel="alternate" type="text/html" hreflang="{one.language}" />
  <updated>{rfc3339(one.newest)}</updated>
  <id>{one.url}/feed.xml</id>
  <title type="html">{escape(escape(one.name))}</title>
  <subtitle>{escape(one.about)}</subtitle>
  <author>
    <name>{one.owner}</name>
    <email>{one.email}</email>
    <uri>{one.url}/about/</uri>
  </author>
{entries}</feed>
"""


def _jekyll_entry(one: Site, article: Article) -> str:
    categories = "".join(f'    <category term="{escape(tag)}" />\n' for tag in article.tags)
    return f"""  <entry>
    <title type="html">{escape(escape(article.title))}</title>
    <link href="{one.url}/{article.slug}/" rel="alternate" type="text/html" title="{escape(article.title)}" />
    <published>{rfc3339(article.published)}</published>
    <updated>{rfc3339(article.published)}</updated>
    <id>{one.url}/{article.slug}/</id>
    <content type="html" xml:base="{one.url}/{article.slug}/">{escape(article.html(one))}</content>
    <author>
      <name>{article.author}</name>
    </author>
{categories}    <summary type="html">{escape(escape(article.summary))}</summary>
  </entry>
"""


def hugo(edition: int) -> str:
    """Return a feed as Hugo's own template writes it: RSS with an excerpt."""
    one = site(edition, articles=7)
    items = "".join(
        f"""    <item>
      <title>{escape(article.title)}</title>
      <link>{one.url}/posts/{article.slug}/</link>
      <pubDate>{format_datetime(article.published)}</pubDate>
      <guid>{one.url}/posts/{article.slug}/</guid>
      <description>{escape(article.html(one))}</description>
    </item>
"""
        for article in one.articles
    )
    return f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>{escape(one.name)}</title>
    <link>{one.url}/posts/</link>
    <description>{escape(one.about)}</description>
    <generator>Hugo</generator>
    <language>{one.language}</language>
    <managingEditor>{one.email} ({one.owner})</managingEditor>
    <webMaster>{one.email} ({one.owner})</webMaster>
    <copyright>2026 {one.owner}</copyright>
    <lastBuildDate>{format_datetime(one.newest)}</lastBuildDate>
    <atom:link href="{one.url}/posts/index.xml" rel="self" type="application/rss+xml" />
{items}  </channel>
</rss>
"""


def wordpress(edition: int) -> str:
    """Return a feed as WordPress writes it: RSS with content:encoded and the tallies of comments."""
    one = site(edition)
    items = "".join(_wordpress_item(one, article) for article in one.articles)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"
\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"
\t>

<channel>
\t<title>{escape(one.name)}</title>
\t<atom:link href="{one.url}/feed/" rel="self" type="application/rss+xml" />
\t<link>{one.url}</link>
\t<description>{escape(one.about)}</description>
\t<lastBuildDate>{format_datetime(one.newest)}</lastBuildDate>
\t<language>{one.language}</language>
\t<sy:updatePeriod>
\thourly\t</sy:updatePeriod>
\t<sy:updateFrequency>
\t1\t</sy:updateFrequency>
\t<generator>https://wordpress.org/?v=6.9</generator>
<image>
\t<url>{one.url}/wp-content/uploads/icon-32x32.png</url>
\t<title>{escape(one.name)}</title>
\t<link>{one.url}</link>
\t<width>32</width>
\t<height>32</height>
</image>
{items}</channel>
</rss>
"""


def _wordpress_item(one: Site, article: Article) -> str:
    page = f"{one.url}/{article.published:%Y/%m}/{article.slug}/"
    categories = "".join(f"\t\t<category><![CDATA[{tag}]]></category>\n" for tag in article.tags)
    return f"""\t<item>
\t\t<title>{escape(article.title)}</title>
\t\t<link>{page}</link>
\t\t<comments>{page}#respond</comments>
\t\t<dc:creator><![CDATA[{article.author}]]></dc:creator>
\t\t<pubDate>{format_datetime(article.published)}</pubDate>
{categories}\t\t<guid isPermaLink="false">{one.url}/?p={article.number}</guid>
\t\t<description><![CDATA[{escape(article.summary)} [&#8230;]]]></description>
\t\t<content:encoded><![CDATA[{article.html(one)}]]></content:encoded>
\t\t<wfw:commentRss>{page}feed/</wfw:commentRss>
\t\t<slash:comments>{article.seconds % 7}</slash:comments>
\t</item>
"""


def ghost(edition: int) -> str:
    """Return a feed as Ghost writes it: RSS on few lines, everything in CDATA, pictures in Media RSS."""
    one = site(edition, articles=5)
    items = "".join(
        f"<item><title><![CDATA[{article.title}]]></title>\n<description><![CDATA[{escape(article.summary)}]]></description>\n"
        f"<link>{one.url}/{article.slug}/</link>\n"
        f'<guid isPermaLink="false">{article.size:x}{article.number:x}{article.seconds:x}</guid>\n'
        + "".join(f"<category><![CDATA[{tag}]]></category>\n" for tag in article.tags)
        + f"<dc:creator><![CDATA[{article.author}]]></dc:creator>\n<pubDate>{_gmt(article.published)}</pubDate>\n"
        f'<media:content url="{one.url}/content/images/{article.slug}.jpg" medium="image"/>\n'
        f"<content:encoded><![CDATA[{article.html(one)}]]></content:encoded></item>\n"
        for article in one.articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:atom="http://www.w3.org/2005/Atom" version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title><![CDATA[{one.name}]]></title>
<description><![CDATA[{one.about}]]></description>
<link>{one.url}/</link>
<image><url>{one.url}/favicon.png</url><title>{escape(one.name)}</title><link>{one.url}/</link></image>
<generator>Ghost 6.5</generator>
<lastBuildDate>{_gmt(one.newest)}</lastBuildDate>
<atom:link href="{one.url}/rss/" rel="self" type="application/rss+xml"/>
<language>{one.language}</language>
<ttl>60</ttl>
{items}</channel></rss>
"""


def _gmt(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def by_hand(edition: int) -> str:
    """Return Atom as a careful author writes it: tag URIs, XHTML, persons, a source, threads, pages of a feed."""
    one = site(edition)
    entries = "".join(
        f"""  <entry>
    <id>tag:{one.host},{article.published:%Y-%m-%d}:{article.slug}</id>
    <title>{escape(article.title)}</title>
    <updated>{article.published:%Y-%m-%dT%H:%M:%SZ}</updated>
    <published>{article.published:%Y-%m-%dT%H:%M:%S.25Z}</published>
    <link rel="alternate" type="text/html" href="{one.url}/{article.published:%Y}/{article.slug}.html"/>
    <link rel="enclosure" type="audio/mpeg" length="{article.size}" href="{one.url}/audio/{article.slug}.mp3"/>
    <link rel="replies" type="application/atom+xml" thr:count="{article.seconds % 9}" href="{one.url}/{article.slug}/comments.atom"/>
    <category term="{escape(article.tags[0])}" scheme="{one.url}/topics/" label="{escape(article.tags[0].title())}"/>
    <contributor><name>{article.author}</name><uri>{one.url}/people/</uri></contributor>
    <summary>{escape(article.summary)}</summary>
    <content type="xhtml" xml:lang="{one.language}">
      <div xmlns="http://www.w3.org/1999/xhtml">
        <p>{escape(article.paragraphs[1])}</p>
        <p><img src="{one.url}/i/{article.slug}.png" alt="{escape(article.title)}"/> <em>{escape(article.tags[1])}</em></p>
      </div>
    </content>
  </entry>
"""
        for article in one.articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="{one.language}">
  <id>tag:{one.host},2019:feed</id>
  <title>{escape(one.name)}</title>
  <subtitle type="html">{escape(escape(one.about))}</subtitle>
  <updated>{one.newest:%Y-%m-%dT%H:%M:%SZ}</updated>
  <author>
    <name>{one.owner}</name>
    <email>{one.email}</email>
  </author>
  <link rel="self" type="application/atom+xml" href="{one.url}/news.atom"/>
  <link rel="alternate" type="text/html" href="{one.url}/"/>
  <link rel="hub" href="https://hub.example.org/"/>
  <link rel="next" type="application/atom+xml" href="{one.url}/news.atom?page=2"/>
  <icon>{one.url}/favicon.ico</icon>
  <logo>{one.url}/banner.png</logo>
  <rights>© 2026 {one.owner}</rights>
{entries}</feed>
"""
