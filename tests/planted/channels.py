"""Feeds of pictures, films and news: as YouTube, a newspaper, and a site of photographs write them."""

from __future__ import annotations

from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.planted.content import site


def videos(edition: int) -> str:
    """Return Atom with one media:group an entry, as YouTube lays it out."""
    one = site(edition)
    entries = "".join(
        f""" <entry>
  <id>{one.url}/watch?v=k{article.number}</id>
  <title>{escape(article.title)}</title>
  <link rel="alternate" href="{one.url}/watch?v=k{article.number}"/>
  <author>
   <name>{article.author}</name>
   <uri>{one.url}/channel/7</uri>
  </author>
  <published>{article.published.isoformat()}</published>
  <updated>{article.published.isoformat()}</updated>
  <summary>{escape(article.summary)}</summary>
  <media:group>
   <media:title>{escape(article.title)}</media:title>
   <media:content url="{one.url}/v/k{article.number}.mp4" type="video/mp4" medium="video" width="1280" height="720" duration="{article.seconds}" isDefault="true"/>
   <media:content url="{one.url}/v/k{article.number}.webm" type="video/webm" medium="video" width="640" height="360" duration="{article.seconds}"/>
   <media:thumbnail url="{one.url}/vi/k{article.number}/hq.jpg" width="480" height="360"/>
   <media:description>{escape(article.summary)}</media:description>
   <media:community>
    <media:starRating count="{article.number}" average="4.50" min="1" max="5"/>
    <media:statistics views="{article.size}"/>
   </media:community>
  </media:group>
 </entry>
"""
        for article in one.articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom" xml:lang="{one.language}">
 <link rel="self" href="{one.url}/feeds/videos.xml?channel_id=7"/>
 <id>{one.url}/channel/7</id>
 <title>{escape(one.name)}</title>
 <link rel="alternate" href="{one.url}/channel/7"/>
 <author>
  <name>{one.owner}</name>
  <uri>{one.url}/channel/7</uri>
 </author>
 <updated>{one.newest.isoformat()}</updated>
{entries}</feed>
"""


def newspaper(edition: int) -> str:
    """Return RSS of a newspaper: everything the channel may have, Dublin Core, pictures in Media RSS, a place."""
    one = site(edition, articles=8)
    items = "".join(
        f"""<item>
<title><![CDATA[{article.title}]]></title>
<description><![CDATA[<p>{escape(article.summary)}</p>]]></description>
<link>{one.url}/news/{article.number}?ref=rss</link>
<guid isPermaLink="true">{one.url}/news/{article.number}?ref=rss</guid>
<pubDate>{format_datetime(article.published, usegmt=True)}</pubDate>
<author>{one.email} ({article.author})</author>
<category domain="{one.url}/topics">{escape(article.tags[0])}</category>
<source url="{one.url}/wire.xml">{escape(one.name)} Wire</source>
<geo:lat>{50 + article.seconds % 9}.25</geo:lat>
<geo:long>-{article.seconds % 90}.5</geo:long>
<media:content url="{one.url}/pictures/{article.slug}.jpg" type="image/jpeg" medium="image" width="976" height="549" fileSize="{article.size % 99999 + 1}">
<media:credit role="photographer" scheme="urn:ebu">{article.author}</media:credit>
<media:description type="plain">{escape(article.summary)}</media:description>
<media:keywords>{", ".join(article.tags)}</media:keywords>
<media:rating scheme="urn:simple">nonadult</media:rating>
</media:content>
<media:thumbnail url="{one.url}/pictures/{article.slug}-small.jpg" width="240" height="135"/>
</item>
"""
        for article in one.articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" \
xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">
<channel>
<title><![CDATA[{one.name}]]></title>
<link>{one.url}/news/</link>
<description><![CDATA[{one.about}]]></description>
<language>{one.language}</language>
<copyright>© 2026 {one.owner}</copyright>
<managingEditor>{one.email} ({one.owner})</managingEditor>
<pubDate>{format_datetime(one.newest, usegmt=True)}</pubDate>
<lastBuildDate>{format_datetime(one.newest, usegmt=True)}</lastBuildDate>
<category>News</category>
<docs>https://www.rssboard.org/rss-specification</docs>
<cloud domain="rpc.{one.host}" port="80" path="/RPC2" registerProcedure="pingMe" protocol="soap"/>
<ttl>15</ttl>
<image>
<url>{one.url}/logo.gif</url>
<title>{escape(one.name)}</title>
<link>{one.url}/news/</link>
<width>120</width>
<height>60</height>
</image>
<skipHours><hour>1</hour><hour>2</hour></skipHours>
<skipDays><day>Sunday</day></skipDays>
<atom:link href="{one.url}/news/rss.xml" rel="self" type="application/rss+xml"/>
{items}</channel>
</rss>
"""
