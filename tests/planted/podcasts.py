"""Feeds of podcasts: as a host writes them for Apple's directory, and with the Podcasting 2.0 namespace."""

from __future__ import annotations

from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.planted.content import Article, Site, site


def podcast(edition: int) -> str:
    """Return an audio podcast with what Apple's directory asks for and what the podcast namespace adds."""
    one = site(edition)
    items = "".join(_episode(one, article) for article in one.articles)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <atom:link href="{one.url}/podcast.xml" rel="self" type="application/rss+xml"/>
    <title>{escape(one.name)}</title>
    <link>{one.url}/</link>
    <description>{escape(one.about)}</description>
    <language>{one.language.lower()}</language>
    <copyright>© 2026 {one.owner}</copyright>
    <pubDate>{format_datetime(one.newest)}</pubDate>
    <itunes:author>{one.owner}</itunes:author>
    <itunes:type>episodic</itunes:type>
    <itunes:explicit>false</itunes:explicit>
    <itunes:image href="{one.url}/cover.jpg"/>
    <itunes:category text="Leisure">
      <itunes:category text="Hobbies"/>
    </itunes:category>
    <itunes:owner>
      <itunes:name>{one.owner}</itunes:name>
      <itunes:email>{one.email}</itunes:email>
    </itunes:owner>
    <podcast:guid>{edition + 1}a8c7d3e-5c1f-5b44-9a3f-6d2b8f0e4a71</podcast:guid>
    <podcast:locked owner="{one.email}">yes</podcast:locked>
    <podcast:funding url="{one.url}/support/">Support the show</podcast:funding>
    <podcast:medium>podcast</podcast:medium>
{items}  </channel>
</rss>
"""


def _episode(one: Site, article: Article) -> str:
    minutes, seconds = divmod(article.seconds, 60)
    return f"""    <item>
      <title>{escape(article.title)}</title>
      <itunes:title>{escape(article.title)}</itunes:title>
      <itunes:episode>{article.number}</itunes:episode>
      <itunes:season>4</itunes:season>
      <itunes:episodeType>full</itunes:episodeType>
      <link>{one.url}/episodes/{article.slug}</link>
      <guid isPermaLink="false">{one.host}/episodes/{article.number}</guid>
      <pubDate>{format_datetime(article.published)}</pubDate>
      <description>{escape(escape(article.summary, {}))}</description>
      <content:encoded><![CDATA[{article.html(one)}]]></content:encoded>
      <enclosure url="{one.url}/audio/{article.slug}.mp3" length="{article.size}" type="audio/mpeg"/>
      <itunes:duration>{minutes // 60:02}:{minutes % 60:02}:{seconds:02}</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:image href="{one.url}/covers/{article.slug}.png"/>
      <podcast:transcript url="{one.url}/transcripts/{article.slug}.vtt" type="text/vtt" language="{one.language}"/>
      <podcast:chapters url="{one.url}/chapters/{article.slug}.json" type="application/json+chapters"/>
      <podcast:person role="guest" group="cast" href="{one.url}/people/">{article.author}</podcast:person>
      <podcast:soundbite startTime="73.5" duration="60.0"/>
      <podcast:location geo="geo:53.5511,9.9937">Hamburg</podcast:location>
    </item>
"""
