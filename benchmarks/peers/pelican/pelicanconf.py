"""Feeds and a list of addresses: no page of its own for any post."""
# ruff: noqa: INP001 - Pelican reads this file by its path

SITEURL = "https://example.com"
SITENAME = "Example"
PATH = "content"
TIMEZONE = "Asia/Seoul"
DEFAULT_LANG = "en"
THEME = "theme"
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM, FEED_ALL_RSS = "atom.xml", "rss.xml"
CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
TAG_FEED_ATOM, TAG_FEED_RSS = "category/{slug}/atom.xml", "category/{slug}/rss.xml"
RSS_FEED_SUMMARY_ONLY = False
DIRECT_TEMPLATES = ["sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
ARTICLE_SAVE_AS = PAGE_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
LOAD_CONTENT_CACHE = CACHE_CONTENT = True
