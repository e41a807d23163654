AUTHOR = "Kim Minji"
SITENAME = "Tea & Notes"
SITESUBTITLE = "About tea"
SITEURL = ""

PATH = "content"
TIMEZONE = "Asia/Seoul"
DEFAULT_LANG = "en"

STATIC_PATHS = ["images", "extra"]
EXTRA_PATH_METADATA = {
    "extra/robots.txt": {"path": "robots.txt"},
}
TAG_FEED_ATOM = "feeds/tag-{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/{slug}.rss.xml"
AUTHOR_FEED_ATOM = "feeds/by/{slug}.atom.xml"
AUTHOR_FEED_RSS = None
LINKS = (("Pelican", "https://getpelican.com/"),)
DEFAULT_PAGINATION = 10
