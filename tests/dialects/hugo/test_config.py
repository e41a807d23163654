from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedpub.collect.dialects import find
from feedpub.model.errors import UsageError
from feedpub.model.records import Format, Level
from feedpub.sites.hugo import sources
from feedpub.sites.hugo.config import HugoConfiguration
from tests.dialects.site import fed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dialects.site import Site


def taken(site: Site) -> dict[str, Any]:
    found = find(site.folder)
    assert found is not None
    assert found.name == "hugo"
    return {".".join(one.path): one.value for one in found.taken}


def test_the_usual_site_needs_nothing_else(site: Site) -> None:
    options = site.options()
    assert (options.site.url, options.site.title) == ("https://example.com/", "Tests")
    assert (options.feeds.rss, options.feeds.limit, options.ids.scheme.value) == ("index.xml", 0, "hugo")
    assert options.feeds.tags.rss == "{page}/index.xml"
    assert options.output.folder == "public"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.yaml", "baseURL: https://a.example/\n"),
        ("hugo.json", '{"baseURL": "https://a.example/"}'),
        ("config.toml", "baseurl = 'https://a.example/'\n"),
        ("config.yaml", "BaseURL: https://a.example/\n"),
        ("config/_default/config.yaml", "baseURL: https://a.example/\n"),
        ("config/production/hugo.toml", "baseURL = 'https://a.example/'\n"),
    ],
)
def test_a_site_is_known_by_its_configuration(site: Site, name: str, text: str) -> None:
    (site.folder / "hugo.toml").unlink()
    site.write(name, text)
    assert taken(site)["site.url"] == "https://a.example/"


@pytest.mark.parametrize("text", ['base_url = "https://a.example/"\n', "title = 'no address'\n"])
def test_a_configuration_of_another_generator_is_not_taken(site: Site, text: str) -> None:
    (site.folder / "hugo.toml").unlink()
    site.write("config.toml", text)
    site.write("config/_default/other.toml", "a = 1\n")
    found = find(site.folder)
    assert found is None or found.name != "hugo"


def test_keys_are_read_without_regard_to_case_and_with_their_places(site: Site) -> None:
    site.write("hugo.toml", 'BASEURL = "https://a.example/"\n[PARAMS.Author]\nName = "Mina"\nEMAIL = "m@a.example"\n')
    found = find(site.folder)
    assert found is not None
    author = next(one for one in found.taken if one.path == ("site", "author"))
    assert author.value == [{"name": "Mina", "email": "m@a.example"}]
    assert (author.where.path, author.where.line) == ("hugo.toml", 2)


def test_files_of_a_folder_are_keys_of_their_names(site: Site) -> None:
    (site.folder / "hugo.toml").unlink()
    site.write("config/_default/hugo.toml", 'baseURL = "https://a.example/"\ndefaultContentLanguage = "ko"\n')
    site.write("config/_default/params.toml", 'description = "One"\n')
    site.write("config/_default/params.ko.toml", 'description = "하나"\n')
    site.write("config/_default/languages.toml", '[ko]\nlocale = "ko-KR"\n[en]\n')
    site.write("config/production/params.yaml", "author: Mina\n")
    options = taken(site)
    assert (options["site.description"], options["site.language"]) == ("하나", "ko-KR")
    assert options["site.author"] == [{"name": "Mina"}]


def test_an_author_may_be_said_in_the_old_way(site: Site) -> None:
    site.configure("[author]", 'name = "Mina"')
    assert taken(site)["site.author"] == [{"name": "Mina"}]
    site.configure("author = ['a']")
    assert "site.author" not in taken(site)


def test_options_follow_the_settings_of_the_build(site: Site) -> None:
    site.configure(
        "buildFuture = true",
        "buildDrafts = true",
        'timeZone = "Asia/Seoul"',
        'copyright = "© Mina"',
        'publishDir = "out"',
        'contentDir = "src"',
        "rssLimit = 5",
        'disableKinds = ["sitemap"]',
        "[sitemap]",
        'filename = "map.xml"',
        "[outputFormats.RSS]",
        'baseName = "feed"',
        "[mediaTypes.'application/rss+xml']",
        'suffixes = ["rss"]',
    )
    (site.folder / "src").mkdir()
    options = site.options()
    assert options.content.future
    assert options.content.drafts
    assert (options.content.folder, options.output.folder) == ("src", "out")
    assert (options.feeds.rss, options.feeds.limit, options.feeds.tags.rss) == ("feed.rss", 5, "{page}/feed.rss")
    assert (options.sitemap.enabled, options.sitemap.path) == (False, "map.xml")


def test_a_home_page_below_its_language_has_its_feeds_there(site: Site) -> None:
    site.configure("defaultContentLanguageInSubdir = true", "[languages.en]", "[languages.ko]")
    options = site.options()
    assert (options.feeds.rss, options.feeds.atom, options.sitemap.home) == ("en/index.xml", "en/atom.xml", False)


def test_an_address_that_is_none_is_asked_for(site: Site) -> None:
    site.write("hugo.toml", 'baseURL = "/"\n')
    with pytest.raises(UsageError, match="does not tell its address"):
        site.options()


def test_kinds_without_feeds_in_hugo_have_none_here(site: Site) -> None:
    site.configure('disableKinds = ["taxonomy"]', "[outputs]", 'section = ["html"]')
    assert fed(site.post("tags: [a]\n")) == []
    site.configure('disableKinds = ["RSS"]')
    assert fed(site.post("tags: [a]\n")) == []


def listed(site: Site) -> set[str]:
    """Return the addresses of the pages that list posts, below that of the site."""
    found = (listing.url for post in site.posts().values() for listing in post.listings or ())
    return {url.removeprefix("https://example.com/") for url in found}


def test_a_language_may_do_without_kinds_of_pages_and_feeds(site: Site) -> None:
    of_french = (
        "[languages.fr]",
        'disableKinds = ["taxonomy", "term"]',
        "[languages.fr.outputs]",
        'section = ["html"]',
    )
    site.configure("[languages.en]", *of_french)
    site.write("content/posts/a.fr.md", "---\ntitle: B\ndate: 2024-01-02\ntags: [x]\n---\n")
    english = site.post("title: A\ndate: 2024-01-02\ntags: [x]\n")
    french = site.posts()["content/posts/a.fr.md"]
    assert listed(site) == {"", "posts/", "tags/", "tags/x/", "fr/", "fr/posts/"}
    assert [each.term.slug for each in fed(french)] == ["fr"]
    assert [each.term.slug for each in fed(english)] == ["posts", "tags/x"]


def test_a_home_page_below_its_language_is_listed_as_those_of_the_others(site: Site) -> None:
    site.configure("defaultContentLanguageInSubdir = true", "[languages.en]", "[languages.fr]")
    site.write("content/posts/a.fr.md", "---\ntitle: B\ndate: 2024-01-02\n---\n")
    site.post("title: A\ndate: 2024-01-02\n")
    assert listed(site) == {"en/", "en/posts/", "fr/", "fr/posts/"}


def test_a_file_of_a_language_holds_its_settings(site: Site) -> None:
    (site.folder / "hugo.toml").unlink()
    site.write("config/_default/hugo.toml", 'baseURL = "https://example.com/"\n')
    site.write("config/_default/languages.ko.toml", 'title = "시험"\ncontentDir = "content/ko"\n')
    site.write("config/_default/languages.en.toml", 'title = "Tests"\ncontentDir = "content/en"\n')
    site.write("config/_default/menus.ko.toml", '[[main]]\nname = "Home"\n')
    assert site.url("date: 2024-01-02\n", "content/ko/posts/a.md") == "ko/posts/a/"
    assert site.url("date: 2024-01-02\n", "content/en/posts/a.md") == "posts/a/"
    assert taken(site)["site.title"] == "Tests"


def test_a_section_may_do_without_a_feed(site: Site) -> None:
    for line in ("draft: true", "outputs: [html]", "build: {render: never}"):
        site.write("content/posts/_index.md", f"---\ntitle: P\n{line}\n---\n")
        assert fed(site.post()) == []


def test_content_may_be_mounted_from_elsewhere(site: Site) -> None:
    site.configure(
        "[languages.en]",
        "[languages.ko]",
        "[[module.mounts]]",
        'source = "docs/ko"',
        'target = "content/guide"',
        'lang = "ko"',
        "[[module.mounts]]",
        'source = "assets"',
        'target = "static"',
    )
    assert site.url(path="docs/ko/a.md") == "ko/guide/a/"


def test_a_folder_of_a_language_may_lie_in_that_of_another(site: Site) -> None:
    site.configure("[languages.en]", "[languages.ko]", 'contentDir = "content/ko"')
    assert site.url(path="content/ko/a.md") == "ko/a/"
    assert site.url(path="content/b.md") == "b/"
    assert len(site.posts()) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("[[module.imports]]", 'path = "example.org/theme"'),
        ("enableGitInfo = true",),
        ("[languages.ko]", 'baseURL = "https://ko.example/"'),
        ("[frontmatter]", 'date = [":fileModTime"]'),
        ("[[cascade]]", "[cascade.target]", 'sites = "x"'),
    ],
)
def test_what_cannot_be_followed_is_told(site: Site, lines: tuple[str, ...]) -> None:
    site.configure(*lines)
    (finding,) = site.collect().diagnostics
    assert (finding.code, finding.level) == ("site/not-followed", Level.WARNING)


@pytest.mark.parametrize("lines", [("[permalinks]", 'posts = "/:no/"'), ("[permalinks.page]", 'posts = "/:no/"')])
def test_a_permalink_with_an_unknown_token_is_told_with_its_place(site: Site, lines: tuple[str, ...]) -> None:
    site.configure(*lines)
    finding = next(one for one in site.collect().diagnostics if one.code == "site/bad-permalink")
    assert (finding.where.path, finding.where.line) == ("hugo.toml", 4)


def test_what_is_switched_off_need_not_be_followed(site: Site) -> None:
    site.configure("enableGitInfo = false")
    assert not site.collect().diagnostics


def test_the_configuration_of_another_program_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("base_url: https://tea.example\ncontent_topics: [tea]\n")
    assert sources.detect(tmp_path) == ()


def test_a_permalink_of_the_root_is_for_pages_in_no_section(site: Site) -> None:
    site.configure("[permalinks]", '"/" = "/r/:contentbasename/"', '"/posts/" = "/p/:contentbasename/"')
    assert site.url(path="content/a.md") == "r/a/"
    assert site.url(path="content/posts/a.md") == "p/a/"
    assert site.url(path="content/other/a.md") == "other/a/"


def test_a_bad_permalink_of_feedpub_is_refused(site: Site) -> None:
    with pytest.raises(UsageError):
        site.options(content__permalink="/:no/")


def test_a_permalink_of_a_page_of_terms_that_cannot_be_leaves_their_place(site: Site) -> None:
    site.configure("[permalinks.term]", 'tags = "/:no/"', "[permalinks.section]", 'posts = "/:no/"')
    site.write("content/posts/a.md", "---\ntags: [a]\n---\n")
    post = site.posts()["content/posts/a.md"]
    assert [each.term.slug for each in fed(post)] == ["posts", "tags/a"]


def test_what_the_cache_knows_a_site_by_is_the_same_in_every_run(site: Site) -> None:
    site.configure("[uglyURLs]", "posts = true", "notes = true", "[languages.en]", "[languages.ko]")
    site.write("content/posts/_index.md", "---\ntitle: P\ncascade: {draft: false}\n---\n")
    site.write("layouts/_shortcodes/box.html", "")
    settings = site.collect().settings
    assert settings is not None
    assert "frozenset" not in repr(settings.extra)
    assert str(site.folder) not in repr(settings.extra)


def test_formats_beside_rss_have_their_own_names(site: Site) -> None:
    options = site.options()
    assert {form: getattr(options.feeds, form.value) for form in Format} == {
        Format.RSS: "index.xml",
        Format.ATOM: "atom.xml",
        Format.JSON: "feed.json",
    }


def test_a_folder_of_the_configuration_needs_no_address_to_be_known(tmp_path: Path) -> None:
    (tmp_path / "config/_default").mkdir(parents=True)
    (tmp_path / "config/_default/config.toml").write_text('theme = "congo"\n')
    (tmp_path / "config/_default/params.toml").write_text("a = 1\n")
    assert sources.detect(tmp_path) == ("config/_default/config.toml", "config/_default/params.toml")


def test_a_name_in_the_yaml_of_a_configuration_is_no_mistake(tmp_path: Path) -> None:
    text = "baseURL: https://example.com/\nparams:\n  one: &one text\n  two: *one\n  other: &other https://a.b/\n"
    (tmp_path / "hugo.yaml").write_text(text)
    said = list(HugoConfiguration(tmp_path, ("hugo.yaml",)).doubts())
    assert [(one.code, one.level.value, one.where.line) for one in said] == [
        ("front-matter/needs-quotes", "warning", 5)
    ]
