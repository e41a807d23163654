from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.config.written import config_file
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.feed_options import FeedContent, TermPaths
from feedpub.model.options import IdScheme
from feedpub.model.records import Author, Format
from feedpub.sites import jekyll
from tests.running import feedpub

if TYPE_CHECKING:
    from tests.dialects.site import Site


def test_options_come_from_the_configuration_and_the_line_says_which(site: Site) -> None:
    site.write(
        "_config.yml",
        "title: 뉴스\ndescription: >\n  Some\n  news\nurl: https://example.com\nbaseurl: /blog\nlang: ko_KR\n"
        "timezone: Asia/Seoul\npermalink: pretty\nmarkdown_ext: md,text\nfuture: true\nshow_drafts: true\n"
        "author: {name: Kim, email: k@example.com, uri: https://example.com/kim}\nexcerpt_separator: <!--end-->\n"
        "destination: ./out/\nfeed: {path: /f.xml, posts_limit: 3, excerpt_only: true, icon: /i.png, logo: /l.png}\n",
    )
    loaded = config.read(site.folder)
    options = loaded.options
    assert options.site.url == "https://example.com/blog/"
    assert (options.site.title, options.site.description) == ("뉴스", "Some news")
    assert (options.site.language, options.site.timezone) == ("ko-KR", "Asia/Seoul")
    assert options.site.author == (Author(name="Kim", email="k@example.com", url="https://example.com/kim"),)
    assert (options.site.icon, options.site.logo) == ("/i.png", "/l.png")
    assert options.site.type == "jekyll"
    assert options.content.permalink == "/:categories/:year/:month/:day/:title/"
    assert options.content.extensions[:2] == (".md", ".text")
    assert (options.content.future, options.content.drafts) == (True, True)
    assert options.content.excerpt_separator == "<!--end-->"
    assert (options.feeds.atom, options.feeds.limit, options.feeds.content) == ("f.xml", 3, FeedContent.SUMMARY)
    assert options.ids.scheme is IdScheme.JEKYLL
    assert options.output.folder == "out"
    assert str(loaded.found) == (
        "Jekyll site found in _config.yml: url, baseurl, title, description, timezone, feed.icon, feed.logo, lang, "
        "author, markdown_ext, permalink, future, show_drafts, excerpt_separator, feed.posts_limit, feed.path, "
        "feed.excerpt_only taken from it"
    )


@pytest.mark.parametrize(
    ("line", "separator"),
    [("", "\n\n"), ("excerpt_separator: <!--end-->", "<!--end-->"), ('excerpt_separator: ""', "\n\n")],
)
def test_the_excerpt_of_a_site_that_gives_feeds_no_more_is_the_first_paragraph(
    site: Site, line: str, separator: str
) -> None:
    site.configure("feed: {excerpt_only: true}", line)
    assert site.options().content.excerpt_separator == separator


def test_what_jekyll_does_without_being_told_is_done(site: Site) -> None:
    options = site.options()
    assert (options.feeds.atom, options.feeds.limit, options.output.folder) == ("feed.xml", 10, "_site")
    assert options.content.permalink == "/:categories/:year/:month/:day/:title:output_ext"
    assert options.site.timezone == "UTC"


def test_feedpub_toml_goes_before_it_key_by_key_and_the_command_line_before_both(site: Site) -> None:
    site.configure("timezone: Asia/Seoul", "feed: {path: /f.xml}")
    site.write("feedpub.toml", '[site]\ntitle = "Ours"\n[feeds]\natom = "a.xml"\n')
    loaded = config.read(site.folder, {"site.timezone": "Europe/Paris"})
    options = loaded.options
    assert (options.site.title, options.site.timezone, options.feeds.atom) == ("Ours", "Europe/Paris", "a.xml")
    assert options.site.url == "https://example.com/"
    assert str(loaded.found) == "Jekyll site found in _config.yml: url, permalink taken from it"


def test_none_and_another_type_override_the_detection(site: Site) -> None:
    assert site.options(site__type="none", site__url="https://example.org/").feeds.atom == "atom.xml"
    (site.folder / "_config.yml").unlink()
    loaded = config.read(site.folder, {"site.type": "jekyll", "site.url": "https://example.org/"})
    assert loaded.options.feeds.atom == "feed.xml"
    assert str(loaded.found) == "Read as a Jekyll site, without a configuration of its own"
    with pytest.raises(UsageError) as caught:
        site.options(site__type="jekyl", site__url="https://example.org/")
    assert "there is no kind of site 'jekyl'" in caught.value.diagnostics[0].text


def test_later_configuration_files_win(site: Site) -> None:
    site.configure("timezone: Asia/Seoul", "feed: {path: /f.xml, posts_limit: 3}")
    site.write("_config.live.yml", "url: https://live.example\nfeed: {posts_limit: 4}\n")
    site.write("feedpub.toml", '[site]\nconfig = ["_config.yml", "_config.live.yml"]\n')
    loaded = config.read(site.folder)
    assert loaded.options.site.url == "https://live.example/"
    assert (loaded.options.feeds.atom, loaded.options.feeds.limit) == ("f.xml", 4)
    assert str(loaded.found).startswith("Jekyll site found in _config.yml and _config.live.yml: url")


def test_a_mistake_is_named_in_the_file_that_has_it(site: Site) -> None:
    site.write("_config.yml", "title: A\nurl: https://example.com\ntimezone: Mars/Olympus\npermalink: /:nothing/\n")
    with pytest.raises(UsageError) as caught:
        site.options()
    places = [(one.where.path, one.where.line) for one in caught.value.diagnostics]
    assert places == [("_config.yml", 3), ("_config.yml", 4)]
    assert "there is no placeholder `:nothing`; Jekyll has :collection" in caught.value.diagnostics[1].text


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [(b"a: [\n", "front-matter/", 1), (b"a: 1\nb: \xff\n", "config/not-utf-8", 2), (b"- a\n", "front-matter/", 1)],
)
def test_a_configuration_that_cannot_be_read_is_refused_with_its_place(
    site: Site, data: bytes, code: str, line: int
) -> None:
    (site.folder / "_config.yml").write_bytes(data)
    with pytest.raises(UsageError, match=r"_config\.yml cannot be read") as caught:
        site.options()
    (one,) = caught.value.diagnostics
    assert one.code.startswith(code)
    assert (one.where.path, one.where.line) == ("_config.yml", line)


def test_a_configuration_file_that_is_not_there_is_a_fault(site: Site) -> None:
    site.write("feedpub.toml", '[site]\nconfig = ["_config.live.yml"]\n')
    with pytest.raises(SystemFault, match=r"_config\.live\.yml cannot be read"):
        site.options()


def test_without_a_url_the_message_says_what_was_found(site: Site) -> None:
    site.write("_config.yml", "title: A\n")
    with pytest.raises(UsageError, match=r"Jekyll site found in _config\.yml, which does not tell its address"):
        site.options()


def test_a_cname_tells_the_address(site: Site) -> None:
    site.write("_config.yml", "title: A\n")
    site.write("CNAME", "www.example.org\n")
    loaded = config.read(site.folder)
    assert loaded.options.site.url == "https://www.example.org/"
    assert "CNAME" in str(loaded.found)


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("repository: Kim/Kim.github.io\n", "https://kim.github.io/"),
        ("repository: Kim/notes\n", "https://kim.github.io/notes/"),
        ("repository: Kim/notes\nbaseurl: /n\n", "https://kim.github.io/n/"),
    ],
)
def test_the_name_of_the_repository_tells_the_address_of_its_pages(site: Site, lines: str, url: str) -> None:
    site.write("_config.yml", lines)
    assert site.options().site.url == url


@pytest.mark.parametrize("key", ["public_dir: public", "execute: {}", "new_post_name: :title.md"])
def test_the_configuration_of_another_program_is_not_taken_for_jekylls(site: Site, key: str) -> None:
    site.configure(key)
    assert jekyll.detect(site.folder) == ()


def test_what_is_no_language_and_no_mail_address_is_passed_over(site: Site) -> None:
    site.configure("lang: the English language", "author: {name: Kim, email: kim at example.com}")
    options = site.options()
    assert (options.site.language, options.site.author) == ("", (Author(name="Kim"),))


def test_a_toml_configuration_is_read_too(site: Site) -> None:
    (site.folder / "_config.yml").unlink()
    site.write("_config.toml", 'url = "https://toml.example"\n[feed]\nposts_limit = 2\n')
    assert site.options().feeds.limit == 2


def test_authors_of_the_data_are_looked_up(site: Site) -> None:
    site.configure("author: kim")
    site.write("_data/authors.yml", "kim: {name: Kim Minji, url: https://kim.example}\n")
    assert site.options().site.author == (Author(name="Kim Minji", url="https://kim.example/"),)
    site.configure("author: Somebody Else")
    assert site.options().site.author == (Author(name="Somebody Else"),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("authors.csv", "key,name,email\nkim,Kim Minji,k@example.com\n,nobody,\n"),
        ("authors.tsv", "key\tname\temail\nkim\tKim Minji\tk@example.com\n"),
        ("authors.json", '{"kim": {"name": "Kim Minji", "email": "k@example.com"}}'),
    ],
)
def test_authors_may_be_a_table(site: Site, name: str, text: str) -> None:
    site.configure("author: kim")
    site.write(f"_data/{name}", text)
    assert site.options().site.author == (Author(name="Kim Minji", email="k@example.com"),)


@pytest.mark.parametrize(
    ("lines", "files", "rss", "atom"),
    [
        ((), {"feed.xml": "---\n---\n<rss version='2.0'>"}, "feed.xml", "atom.xml"),
        ((), {"feed.xml": "---\n---\n<feed>"}, "rss.xml", "feed.xml"),
        ((), {"atom.xml": "---\n---\n<feed>"}, "rss.xml", "atom.xml"),
        (("plugins: [jekyll-feed]",), {"atom.xml": "---\n---\n<feed>"}, "rss.xml", "feed.xml"),
    ],
)
def test_a_feed_that_the_author_wrote_keeps_its_path(
    site: Site, lines: tuple[str, ...], files: dict[str, str], rss: str, atom: str
) -> None:
    site.configure(*lines)
    for path, text in files.items():
        site.write(path, text)
    feeds = site.options().feeds
    assert (feeds.rss, feeds.atom) == (rss, atom)


def test_feeds_of_categories_tags_and_collections_stand_where_jekyll_feed_has_them(site: Site) -> None:
    site.configure(
        "collections: {recipes: {output: true}, films: {output: true}, notes: {output: false}}",
        "feed: {categories: [News], tags: {path: /t/, only: [a], except: [b]},",
        "  collections: {recipes: {path: /r.xml, categories: [Soup]}, films: , posts: {path: /p.xml}}}",
    )
    feeds = site.options().feeds
    assert feeds.atom == "p.xml"
    assert (feeds.categories.only, feeds.categories.atom) == (("News",), "feed/{term}.xml")
    assert (feeds.tags.enabled, feeds.tags.atom) == (True, "t/{term}.xml")
    assert (feeds.tags.only, feeds.tags.without) == (("a",), ("b",))
    assert (feeds.sections.enabled, feeds.sections.atom) == (True, "feed/{term}.xml")
    assert feeds.sections.only == ("recipes", "recipes/Soup", "films")
    assert feeds.sections.paths == {"recipes": TermPaths(atom="r.xml")}
    assert Format.RSS in feeds.formats


def test_feeds_of_tags_are_off_when_switched_off_and_in_their_folder_when_on(site: Site) -> None:
    site.configure("feed: {tags: false}")
    assert not site.options().feeds.tags.enabled
    site.configure("feed: {tags: true, collections: [posts]}")
    assert site.options().feeds.tags.atom == "feed/by_tag/{term}.xml"


def test_a_source_of_its_own_is_the_folder_of_the_posts(site: Site) -> None:
    site.configure("source: ./src")
    site.write("src/_posts/2024-01-02-a.md", "---\ntitle: A\n---\n")
    site.write("_posts/2024-01-02-b.md", "---\ntitle: B\n---\n")
    assert site.options().content.folder == "src"
    assert [post.url for post in site.posts().values()] == ["https://example.com/2024/01/02/a.html"]


def test_ids_keep_the_two_slashes_of_a_url_that_ends_in_one(site: Site) -> None:
    site.write("_config.yml", "url: https://example.com/\ntitle: A\n")
    assert site.options().ids.authority == "https://example.com//"


def test_init_writes_what_was_found_and_building_with_it_changes_nothing(site: Site) -> None:
    site.configure("timezone: Asia/Seoul", "permalink: /:short_year/:title/", "feed: {tags: {path: /t/, only: [x]}}")
    site.write("_posts/2024-01-02-a.md", "---\ntitle: A\ntags: x\n---\nText.\n")
    first = feedpub("build", cwd=site.folder)
    assert first.status == 0
    assert first.err.startswith("Jekyll site found in _config.yml: url, title, timezone, permalink, feed.tags")
    written = feedpub("init", cwd=site.folder)
    assert written.status == 0
    assert written.err.startswith("Jekyll site found in _config.yml")
    assert 'timezone = "Asia/Seoul"' in (site.folder / "feedpub.toml").read_text(encoding="utf-8")
    options = site.options()
    (site.folder / "feedpub.toml").unlink()
    assert options == site.options()
    assert config_file(options)
    (site.folder / "feedpub.toml").write_text(config_file(options), encoding="utf-8")
    assert "unchanged" in feedpub("build", cwd=site.folder).err


def test_the_files_of_the_plug_ins_are_in_the_way_until_they_are_taken_over(site: Site) -> None:
    site.write("_posts/2024-01-02-a.md", "---\ntitle: A\n---\nText.\n")
    site.write("_site/feed.xml", "<feed/>")
    assert "_site/feed.xml: error publish/not-ours" in feedpub("build", cwd=site.folder).err
    assert feedpub("build", "--take-over", cwd=site.folder).status == 0


def test_init_asks_for_no_address_that_the_configuration_tells(site: Site) -> None:
    assert feedpub("init", cwd=site.folder).status == 0
    assert 'url = "https://example.com/"' in (site.folder / "feedpub.toml").read_text(encoding="utf-8")


def test_the_kind_of_site_can_be_given_on_the_command_line(site: Site) -> None:
    site.write("_posts/2024-01-02-a.md", "---\ntitle: A\n---\nText.\n")
    ended = feedpub("build", "--site-type", "none", "--url", "https://example.com/", "--dry-run", cwd=site.folder)
    assert "Jekyll" not in ended.err


def test_the_address_of_a_service_for_feeds_is_no_path(site: Site) -> None:
    site.configure("feed: {path: 'https://feeds.example/tea'}", "plugins: [jekyll-feed]")
    assert site.options().feeds.atom == "feed.xml"


def test_two_terms_of_one_slug_are_no_mistake_of_a_site_without_feeds_of_terms(site: Site) -> None:
    site.write("_posts/2024-01-03-b.md", "---\ntitle: B\ncategories: [Big-Data]\n---\nText.\n")
    site.post("categories: [Big Data]\n")
    ended = feedpub("build", cwd=site.folder)
    assert ended.status == 0
    assert "warning feed/duplicate-slug: `Big Data`" in ended.err
    assert (site.folder / "_site/category/big-data/atom.xml").is_file()


def test_relative_ids_of_a_feed_that_is_taken_over_stay_with_a_warning(site: Site) -> None:
    site.write("_config.yml", "title: T\nurl: ''\ntheme: jekyll-theme-chirpy\n")
    entry = "<entry><id>/2024/01/02/a.html</id><title>A</title><published>2024-01-02T00:00:00Z</published></entry>"
    site.write("_site/feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><id>/</id><title>T</title>{entry}</feed>')
    site.write(site.path, "---\ntitle: A\n---\nText.\n")
    for _ in range(2):  # also where the id is pinned
        ended = feedpub("build", "--take-over", "--url", "https://example.com/", cwd=site.folder)
        assert ended.status == 0, ended.err
        assert " warning atom/id-invalid: " in ended.err
    assert "<id>/2024/01/02/a.html</id>" in (site.folder / "_site/feed.xml").read_text()
