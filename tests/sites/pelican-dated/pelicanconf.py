import os

SITENAME = "Dated"
SITEURL = "https://dated.example.org/"
PATH = os.path.join("posts")
TIMEZONE = "America/New_York"
DEFAULT_LANG = "ko"
WITH_FUTURE_DATES = False
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "잡담"
DEFAULT_METADATA = {"status": "published"}
SLUGIFY_USE_UNICODE = True
SLUGIFY_PRESERVE_CASE = True
SLUG_REGEX_SUBSTITUTIONS = [
    (r"C\+\+", "cpp"),
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
]
FILENAME_METADATA = r"(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>[^.]*)"
EXTRA_PATH_METADATA = {
    "notes": {"lang": "en"},
    "notes/special.md": {"slug": "from-configuration"},
}
YEAR = "{date:%Y}"
ARTICLE_URL = f"{YEAR}/{'{date:%m}'}/{'{date:%-d}'}/{{slug}}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = "{lang}/" + ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_LANG_URL + "index.html"
CATEGORY_URL = "c/{slug}/"
CATEGORY_SAVE_AS = "c/{slug}/index.html"
PAGE_PATHS = []
READERS = {"html": None}
FEED_ALL_ATOM = None
FEED_ATOM = "atom.xml"
FEED_RSS = "rss.xml"
CATEGORY_FEED_ATOM = "c/%s/atom.xml"
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 5
RSS_FEED_SUMMARY_ONLY = False
