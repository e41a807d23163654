"""Sitemaps as generators and shops write them, with pictures, films, news and translations, and an index."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.planted.content import Article, Site, site

if TYPE_CHECKING:
    from collections.abc import Callable

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_GOOGLE = "http://www.google.com/schemas/sitemap-"


def pages(edition: int) -> str:
    """Return a sitemap as a generator of sites writes it."""
    return _urlset(
        site(edition, articles=9), "", lambda _, article: f"    <lastmod>{article.published.isoformat()}</lastmod>\n"
    )


def shop(edition: int) -> str:
    """Return a sitemap of dates and the older hints."""
    return _urlset(
        site(edition, articles=9),
        "",
        lambda _, article: (
            f"""    <lastmod>{article.published:%Y-%m-%d}</lastmod>
    <changefreq>weekly</changefreq>
    <priority>0.{article.seconds % 9 + 1}</priority>
"""
        ),
    )


def pictures(edition: int) -> str:
    """Return a sitemap with the pictures of each page."""
    return _urlset(
        site(edition),
        f'xmlns:image="{_GOOGLE}image/1.1"',
        lambda one, article: (
            f"""    <image:image>
      <image:loc>{one.url}/images/{article.slug}.jpg</image:loc>
    </image:image>
    <image:image>
      <image:loc>{one.url}/images/{article.slug}-2.webp</image:loc>
    </image:image>
"""
        ),
    )


def films(edition: int) -> str:
    """Return a sitemap with the film of each page."""
    return _urlset(
        site(edition),
        f'xmlns:video="{_GOOGLE}video/1.1"',
        lambda one, article: (
            f"""    <video:video>
      <video:thumbnail_loc>{one.url}/thumbs/{article.slug}.jpg</video:thumbnail_loc>
      <video:title>{escape(article.title)}</video:title>
      <video:description>{escape(article.summary)}</video:description>
      <video:content_loc>{one.url}/films/{article.slug}.mp4</video:content_loc>
      <video:duration>{article.seconds}</video:duration>
      <video:rating>4.{article.seconds % 9}</video:rating>
      <video:view_count>{article.size}</video:view_count>
      <video:publication_date>{article.published.isoformat()}</video:publication_date>
      <video:family_friendly>yes</video:family_friendly>
      <video:restriction relationship="allow">IE GB US CA</video:restriction>
      <video:platform relationship="deny">tv</video:platform>
      <video:requires_subscription>no</video:requires_subscription>
      <video:uploader info="{one.url}/people/">{article.author}</video:uploader>
      <video:live>no</video:live>
      <video:tag>{escape(article.tags[0])}</video:tag>
    </video:video>
"""
        ),
    )


def news(edition: int) -> str:
    """Return a news sitemap: articles of the last two days."""
    one = site(edition, articles=4)
    return _urlset(
        one,
        f'xmlns:news="{_GOOGLE}news/0.9"',
        lambda one, article: (
            f"""    <news:news>
      <news:publication>
        <news:name>{escape(one.name)}</news:name>
        <news:language>{one.language[:2]}</news:language>
      </news:publication>
      <news:publication_date>2026-11-{19 + article.number % 2}T0{article.number % 9}:15:00+00:00</news:publication_date>
      <news:title>{escape(article.title)}</news:title>
    </news:news>
"""
        ),
    )


def translations(edition: int) -> str:
    """Return a sitemap of pages in three languages, each of which names all three."""
    one = site(edition, articles=3)
    urls = "".join(
        f"""  <url>
    <loc>{one.url}/{code.lower()}/{article.slug}/</loc>
"""
        + "".join(
            f'    <xhtml:link rel="alternate" hreflang="{other}" href="{one.url}/{other.lower()}/{article.slug}/"/>\n'
            for other in ("en", "de-CH", "pt-BR")
        )
        + "  </url>\n"
        for article in one.articles
        for code in ("en", "de-CH", "pt-BR")
    )
    return _root("urlset", 'xmlns:xhtml="http://www.w3.org/1999/xhtml"', urls)


def index(edition: int) -> str:
    """Return a sitemap index."""
    one = site(edition)
    return _root(
        "sitemapindex",
        "",
        "".join(
            f"  <sitemap>\n    <loc>{one.url}/sitemap-{article.number}.xml</loc>\n"
            f"    <lastmod>{article.published.isoformat()}</lastmod>\n  </sitemap>\n"
            for article in one.articles
        ),
    )


def _urlset(one: Site, extension: str, more: Callable[[Site, Article], str]) -> str:
    urls = "".join(
        f"  <url>\n    <loc>{one.url}/{article.slug}/</loc>\n{more(one, article)}  </url>\n" for article in one.articles
    )
    return _root("urlset", extension, urls)


def _root(name: str, extension: str, content: str) -> str:
    namespaces = f'xmlns="{_NS}"' + (f" {extension}" if extension else "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {namespaces}>\n{content}</{name}>\n'
