from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.model.errors import UsageError
from feedpub.model.records import Level
from feedpub.sites import pelican

if TYPE_CHECKING:
    from tests.dialects.pelican.site import Site

POST = "Title: Tea\nDate: 2024-01-02\n\nText.\n"


def test_the_configuration_for_publishing_goes_before_the_other(site: Site) -> None:
    site.write("publishconf.py", 'from pelicanconf import *\nSITEURL = "https://published.example"\n')
    loaded = config.read(site.folder)
    assert loaded.options.site.url == "https://published.example/"
    assert loaded.found is not None
    assert str(loaded.found).startswith("Pelican site found in pelicanconf.py and publishconf.py: ")


def test_feedpub_toml_goes_before_both(site: Site) -> None:
    site.write("feedpub.toml", '[site]\nurl = "https://own.example/"\n')
    assert config.load(site.folder).site.url == "https://own.example/"


def test_a_site_without_an_address_is_asked_for_one(site: Site) -> None:
    site.write("pelicanconf.py", "import os\nSITEURL = os.environ['URL']\n")
    with pytest.raises(UsageError, match=r"does not tell its address: `SITEURL` \(pelicanconf.py:2\) cannot be known"):
        config.load(site.folder)


def test_feeds_that_pelican_does_not_publish_are_not_published(site: Site) -> None:
    site.configure(*(f"{name} = None" for name in ("CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")))
    feeds = config.load(site.folder).feeds
    assert (feeds.categories.enabled, feeds.authors.enabled, feeds.languages.enabled) == (False, False, True)
    assert (feeds.atom, feeds.limit) == ("feeds/all.atom.xml", 100)


def test_settings_of_older_releases_are_read_by_their_new_names(site: Site) -> None:
    site.configure(
        'ARTICLE_DIR = "articles"', 'TAG_FEED = "t/%s.xml"', "FEED_MAX_ITEMS = None", 'FEED = "all.xml"',
        "FEED_ALL_ATOM = None",
    )  # fmt: skip
    options = config.load(site.folder)
    assert (options.feeds.tags.atom, options.feeds.limit, options.feeds.atom) == ("t/{page}.xml", 0, "all.xml")
    site.write("content/articles/a.md", POST)
    site.write("content/b.md", POST)
    assert [post.source for post in site.survey().collected.posts] == ["content/articles/a.md"]


def test_feeds_in_rss_alone_carry_summaries_where_the_configuration_says_so(site: Site) -> None:
    site.configure(
        *(f"{name}_ATOM = None" for name in ("FEED_ALL", "CATEGORY_FEED", "AUTHOR_FEED", "TRANSLATION_FEED")),
        'CATEGORY_FEED_RSS = "c/{slug}.xml"',
        "RSS_FEED_SUMMARY_ONLY = True",
    )
    assert config.load(site.folder).feeds.content.value == "summary"


def test_a_permalink_of_feedpub_toml_goes_before_the_pattern_of_articles(site: Site) -> None:
    site.write("feedpub.toml", '[content]\npermalink = "{date:%Y}/{slug}/"\n')
    assert site.post(POST).url == "https://example.com/2024/tea/"


def test_a_permalink_that_is_no_pattern_is_refused(site: Site) -> None:
    site.write("feedpub.toml", '[content]\npermalink = "{slug"\n')
    with pytest.raises(UsageError):
        config.load(site.folder)


def test_the_site_may_be_its_own_content(site: Site) -> None:
    site.write("pelicanconf.py", 'SITEURL = "https://example.com"\nPATH = "."\nOUTPUT_PATH = "../out"\n')
    (site.folder / "content").rmdir()
    site.write("post.md", POST)
    assert [post.source for post in site.survey().collected.posts] == ["post.md"]
    assert config.load(site.folder).output.folder == "public"


def test_only_the_files_of_articles_and_pages_are_read(site: Site) -> None:
    site.configure(
        'PAGE_PATHS = ["info", "one.md"]', 'ARTICLE_EXCLUDES = ["drafts"]', 'IGNORE_FILES = ["_*"]',
        'ARTICLE_PATHS = ["news", "."]',
    )  # fmt: skip
    for path in ("news/a.md", "drafts/b.md", "info/c.md", "_d.md", "e.txt", "f.MD", "news/_x/g.md"):
        site.write(f"content/{path}", POST)
    found = site.survey().collected
    assert sorted((post.source, post.date is None) for post in found.posts) == [
        ("content/info/c.md", True),
        ("content/news/a.md", False),
    ]


def test_without_pages_there_are_none(site: Site) -> None:
    site.configure('PAGE_SAVE_AS = ""', 'PAGE_URL = ""')
    site.write("content/pages/a.md", "Title: A\n\nText.\n")
    (page,) = site.survey().collected.posts
    assert page.not_in_sitemap is not None


def test_without_pages_of_categories_there_is_no_category(site: Site) -> None:
    site.configure('CATEGORY_SAVE_AS = ""')
    assert site.post(POST, "a/post.md").categories == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('FILENAME_METADATA = "("', "FILENAME_METADATA"),
        ('ARTICLE_LANG_URL = "{slug"', "ARTICLE_LANG_URL"),
        ('SLUG_REGEX_SUBSTITUTIONS = [("(", "")]', "SLUG_REGEX_SUBSTITUTIONS"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_run_with_its_place(site: Site, line: str, name: str) -> None:
    site.configure(line)
    with pytest.raises(UsageError) as raised:
        site.survey()
    (finding,) = raised.value.diagnostics
    assert (finding.where.path, finding.where.line) == ("pelicanconf.py", 4)
    assert name in finding.text


@pytest.mark.parametrize(
    ("line", "code", "level"),
    [
        ("SLUGIFY_SOURCE = f()", "config/not-static", Level.ERROR),
        ("ARTICLE_URL = f()", "config/not-static", Level.ERROR),
        ("SITENAME = f()", "config/not-static", Level.WARNING),
        ("FEED_ALL_ATOM = f()", "config/not-static", Level.WARNING),
        ("from local import *", "config/not-static", Level.WARNING),
        ('DEFAULT_DATE = "fs"', "config/date-of-files", Level.WARNING),
        ("CLEAN_URLS = True", "config/setting-of-old", Level.ERROR),
        ('ARTICLE_URL = "{date:%b}/{slug}"', "config/names-of-months", Level.WARNING),
        ('FEED_DOMAIN = "https://feeds.example"', "config/feed-elsewhere", Level.WARNING),
        ('FEED_ALL_ATOM_URL = "feed/"', "config/feed-elsewhere", Level.WARNING),
        ('FEED_ATOM = "atom.xml"', "config/second-feed", Level.WARNING),
        ('PLUGINS = ["i18n_subsites", "sitemap"]', "config/plugin-not-run", Level.WARNING),
    ],
)
def test_what_cannot_be_known_or_followed_is_said(site: Site, line: str, code: str, level: Level) -> None:
    finding = site.complaint(line)
    assert (finding.code, finding.level) == (code, level)
    assert (finding.where.path, finding.where.line) == ("pelicanconf.py", 4)


def test_what_feedpub_toml_says_instead_is_not_complained_of(site: Site) -> None:
    site.write("feedpub.toml", '[site]\ntitle = "Tea"\n')
    site.configure("SITENAME = f()", 'ARTICLE_URL = "{date:%b}/{slug}"', 'LOCALE = ("en_US.UTF-8",)')
    site.write("content/post.md", POST)
    assert not site.survey().diagnostics


def test_a_folder_without_a_configuration_is_none_of_pelicans(site: Site) -> None:
    (site.folder / "pelicanconf.py").unlink()
    assert pelican.detect(site.folder) == ()
    assert not pelican.configuration(site.folder, ()).files


def test_a_category_named_twice_has_one_feed(site: Site) -> None:
    site.write("content/a.md", f"Category: Green Tea\n{POST}")
    site.write("content/b.md", f"Category: green  tea\nSlug: b\n{POST}")
    feeds = {path for spec, _ in site.survey().selection.feeds for path in spec.paths.values()}
    assert "feeds/green-tea.atom.xml" in feeds
