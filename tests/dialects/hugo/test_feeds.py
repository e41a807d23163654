"""Feed templates of a Hugo site: what they tell of ids, limits and sections without being run.

What ids these templates give was seen in the output of Hugo 0.168.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.model.records import Absence, Level
from tests.dialects.site import fed

if TYPE_CHECKING:
    from tests.dialects.site import Site


def rss(guid: str, pages: str = ".Site.RegularPages") -> str:
    items = f"{{{{ range {pages} }}}}<item>{guid}</item>{{{{ end }}}}"
    return f"<rss><channel><link>{{{{ .Permalink }}}}</link>\n{items}</channel></rss>"


@pytest.mark.parametrize(
    ("guid", "pattern"),
    [
        ("<guid>{{ .Permalink }}</guid>", ""),
        ('<guid isPermaLink="true">{{- .Permalink | safeHTML -}}</guid>', ""),
        ("<guid>{{ .RelPermalink | absURL }}</guid>", ""),
        ("<guid>{{ absURL .RelPermalink }}</guid>", ""),
        ("<link>{{ .Page.Permalink }}</link>", ""),
        ("<guid>https://example.com{{ .RelPermalink }}</guid>", "https://example.com{path}"),
        ("<guid>{{ .RelPermalink }}</guid>", "{path}"),
        ('<guid>{{ printf "tag:%s:%s" "example.com" .RelPermalink }}</guid>', "tag:example.com:{path}"),
        ("<guid>{{ if .Params.id }}{{ .Params.id }}{{ else }}{{ .Permalink }}{{ end }}</guid>", ""),
        ("{{/* <guid>{{ .RelPermalink }}</guid> */}}<guid>{{ .Permalink }}</guid>", ""),
    ],
)
def test_the_id_of_a_post_is_told_by_the_guid_of_the_template(site: Site, guid: str, pattern: str) -> None:
    site.write("layouts/_default/rss.xml", rss(guid))
    loaded = config.read(site.folder)
    assert loaded.doubts == ()
    assert loaded.options.ids.scheme.value == ("pattern" if pattern else "hugo")
    assert loaded.options.ids.pattern == (pattern or "{url}")


@pytest.mark.parametrize("guid", ["{{ .File.UniqueID }}", "{{ .Permalink | md5 }}", "{{ .Title }}", "{{ .Date.Unix }}"])
def test_an_id_that_cannot_be_told_is_said_with_its_place(site: Site, guid: str) -> None:
    site.write("layouts/index.rss.xml", rss(f"<guid>{guid}</guid>"))
    loaded = config.read(site.folder)
    (said,) = loaded.doubts
    assert (said.code, said.where.path, said.where.line) == ("site/feed-not-read", "layouts/index.rss.xml", 2)
    assert loaded.options.ids.scheme.value == "hugo"


@pytest.mark.parametrize(
    ("name", "limit"), [("index.rss.xml", 0), ("_default/home.rss.xml", 0), ("_default/rss.xml", None)]
)
def test_the_limit_of_the_template_of_the_home_page_is_of_its_feed_alone(
    site: Site, name: str, limit: int | None
) -> None:
    site.write(
        f"layouts/{name}", "<rss>{{ range first 3 .Pages }}<item><guid>{{ .Permalink }}</guid></item>{{ end }}</rss>"
    )
    feeds = config.load(site.folder).feeds
    assert (feeds.limit, feeds.sections.limit, feeds.tags.limit) == (3, limit, limit)


@pytest.mark.parametrize(
    ("pages", "limit"),
    [
        ("first 15 .Site.RegularPages", 15),
        (".Site.RegularPages | first 8", 8),
        (".Site.RegularPages", 0),
        ("first .Site.Config.Services.RSS.Limit .Pages", 0),
    ],
)
def test_the_template_tells_how_many_posts_a_feed_holds(site: Site, pages: str, limit: int) -> None:
    site.write("layouts/_default/rss.xml", rss("<guid>{{ .Permalink }}</guid>", pages))
    assert config.load(site.folder).feeds.limit == limit


@pytest.mark.parametrize(
    "pages",
    [
        'where .Site.RegularPages "Section" "posts"',
        'where .Site.RegularPages "Type" "in" (slice "posts")',
        'where site.RegularPages "Type" "in" site.Params.mainSections',
        '(where .Site.RegularPages ".Section" "eq" "posts")',
    ],
)
def test_the_feed_of_the_home_page_holds_the_sections_that_its_template_asks_for(site: Site, pages: str) -> None:
    site.configure("[params]", 'mainSections = ["posts"]')
    site.write("layouts/_default/rss.xml", rss("<guid>{{ .Permalink }}</guid>", pages))
    site.write("content/notes/n.md", "+++\ndate = 2024-01-01\n+++\nN\n")
    site.write("content/posts/p.md", "+++\ndate = 2024-01-01\n+++\nP\n")
    assert {source: post.only_in_sections for source, post in site.posts().items()} == {
        "content/notes/n.md": True,
        "content/posts/p.md": False,
    }


def test_the_layouts_of_the_site_come_before_those_of_its_theme(site: Site) -> None:
    site.configure('theme = "paper"')
    site.write("themes/paper/layouts/rss.xml", rss("<guid>{{ .RelPermalink }}</guid>"))
    assert config.load(site.folder).ids.pattern == "{path}"
    site.write("layouts/index.rss.xml", rss("<guid>{{ .Permalink }}</guid>"))
    assert config.load(site.folder).ids.scheme.value == "hugo"


def test_formats_of_the_configuration_give_the_paths_of_atom_and_json(site: Site) -> None:
    site.configure(
        "[outputs]", 'home = ["html", "rss", "atom", "jsonfeed", "search"]', "[outputFormats.atom]",
        'mediaType = "application/atom+xml"', 'baseName = "atom"', "[outputFormats.jsonfeed]",
        'mediaType = "application/feed+json"', 'path = "feeds"', "[outputFormats.search]",
        'mediaType = "application/json"', "[mediaTypes.'application/atom+xml']", 'suffixes = ["feed"]',
    )  # fmt: skip
    feeds = config.load(site.folder).feeds
    assert (feeds.rss, feeds.atom, feeds.json) == ("index.xml", "atom.feed", "feeds/index.json")


def test_sections_that_only_a_variable_names_are_all(site: Site) -> None:
    site.write(
        "layouts/_default/rss.xml", rss("<guid>{{ .Permalink }}</guid>", 'where .RegularPages "Type" "in" $sections')
    )
    assert not site.post("date: 2024-01-02\n").only_in_sections


def test_ids_that_are_no_uris_are_a_warning_where_the_site_gives_them(site: Site) -> None:
    site.write("layouts/_default/rss.xml", rss("<guid>{{ .RelPermalink }}</guid>"))
    assert config.read(site.folder).options.validate.rules == {"atom/id-invalid": Level.WARNING}


@pytest.mark.parametrize(
    ("condition", "front"),
    [
        ("if .Param `xml` | default true", "xml: false"),
        ('if and (.Param "xml" | default true) (not .Draft)', "params: {XML: false}"),
        (
            'if or (not .Params.externalUrl) (not (hasPrefix .Params.externalUrl "https://"))',
            "externalUrl: https://a.b/",
        ),
        ("if and (ne .Layout `search`) (ne .Layout `archives`)", "layout: archives"),
    ],
)
def test_a_condition_of_the_template_may_keep_a_post_out(site: Site, condition: str, front: str) -> None:
    text = rss("<guid>{{ .Permalink }}</guid>").replace("<item>", f"{{{{ {condition} }}}}<item>")
    site.write("layouts/_default/rss.xml", text.replace("</item>", "</item>{{ end }}"))
    assert site.post(f"date: 2024-01-02\n{front}\n").not_in_feeds is Absence.OWN_TEMPLATE
    assert site.post("date: 2024-01-02\n").not_in_feeds is None


def test_a_section_may_have_a_feed_where_sections_have_none(site: Site) -> None:
    site.configure("[outputs]", 'section = ["HTML"]')
    site.write("content/blog/_index.md", "---\ntitle: Blog\noutputs: [HTML, RSS]\n---\n")
    site.write("content/news/_index.md", "---\ntitle: News\n---\n")
    assert [each.term.slug for each in fed(site.post("date: 2024-01-02\n", path="content/blog/a.md"))] == ["blog"]
    assert fed(site.post("date: 2024-01-02\n", path="content/news/a.md")) == []
