"""Feed templates of a Jekyll site: what they tell of ids, paths and selections without being run.

What ids these templates give was seen in the output of Jekyll 4.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedpub import config
from feedpub.collect.dialects import find
from tests.running import feedpub

if TYPE_CHECKING:
    from tests.dialects.site import Site

HEAD = "---\n---\n"


def rss(item: str, loop: str = "post in site.posts") -> str:
    """Return the template of a feed with these items."""
    return (
        f'{HEAD}<rss version="2.0"><channel>\n{{% for {loop} %}}\n<item>{item}</item>{{% endfor %}}</channel></rss>\n'
    )


def taken(site: Site) -> dict[str, Any]:
    found = find(site.folder)
    assert found is not None
    return {".".join(one.path): one.value for one in found.taken}


@pytest.mark.parametrize(
    ("item", "pattern"),
    [
        ("<guid>{{ post.url | absolute_url }}</guid>", "{url}"),
        ("<guid>{{ site.url }}{{ post.url }}</guid>", "{url}"),
        ("<guid>{{ post.url | prepend: site.baseurl | prepend: site.url | xml_escape }}</guid>", "{url}"),
        ("<guid>https://example.com{{ post.url }}</guid>", "{url}"),
        ("<guid><![CDATA[{{ post.url | relative_url | absolute_url }}]]></guid>", "{url}"),
        ("<link>{{ site.url | append: post.url }}</link>", "{url}"),
        ("<guid>{{ site.url }}{{ post.id }}</guid>", "{site}{id}"),
        ("<guid>{{ post.id | absolute_url }}</guid>", "{jekyll}"),
        ("<guid isPermaLink='false'>{{ post.id }}</guid>", "{id}"),
        ("<guid>http://old.example{{ post.url }}</guid>", "http://old.example{path}"),
        (
            '<guid>tag:example.com,{{ post.date | date: "%Y-%m-%d" }}:{{ post.url }}</guid>',
            "tag:example.com,{date}:{path}",
        ),
        ("{% capture a %}{{ site.url }}{{ post.url }}{% endcapture %}<guid>{{ a }}</guid>", "{url}"),
        ("{% assign a = post.url | absolute_url %}<guid>{{ a }}</guid>", "{url}"),
        ("<guid>{% if post.link %}{{ post.link }}{% else %}{{ post.url | absolute_url }}{% endif %}</guid>", "{url}"),
        ("{% comment %}<guid>{{ post.id }}</guid>{% endcomment %}<guid>{{ post.url | absolute_url }}</guid>", "{url}"),
    ],
)
def test_the_id_of_a_post_is_told_by_its_expression(site: Site, item: str, pattern: str) -> None:
    site.write("feed.xml", rss(item))
    found = taken(site)
    if pattern in {"{url}", "{jekyll}"}:
        assert found["ids.scheme"] == {"{url}": "permalink", "{jekyll}": "jekyll"}[pattern]
    else:
        assert (found["ids.scheme"], found["ids.pattern"]) == ("pattern", pattern)


@pytest.mark.parametrize(
    "item",
    [
        "<guid>{{ post.uuid }}</guid>",
        "<guid>{{ post.url | md5 }}</guid>",
        "<guid>{{ post.url | replace: '.html', '' }}</guid>",
        "<guid>{{ site.title }}</guid>",
        "<guid>{{ post.date | date_to_xmlschema }}</guid>",
        "<guid>{% if post.a %}{{ post.url }}{% else %}{{ post.id }}{% endif %}</guid>",
        "<title>x</title>",
    ],
)
def test_what_cannot_be_read_is_said_once_with_its_line_and_the_rule_of_the_plug_in_holds(
    site: Site, item: str
) -> None:
    site.write("feed.xml", rss(item))
    loaded = config.read(site.folder)
    assert loaded.options.ids.scheme.value == "jekyll"
    (said,) = loaded.doubts
    assert (said.code, said.where.path) == ("site/feed-not-read", "feed.xml")
    assert said.where.line == (5 if "<guid>" in item else 1)


@pytest.mark.parametrize(
    ("between", "count"),
    [
        ("{% endfor %}{% for x in site.wiki limit: 9 %}", 1),
        ("{% endfor %}{% else %}{% for x in site.wiki %}", 0),
        ("", 0),
    ],
)
def test_items_of_another_loop_are_not_followed_and_that_is_said(site: Site, between: str, count: int) -> None:
    item = "<item><guid>{{ post.url | absolute_url }}</guid></item>"
    other = (
        f"{between}<item><title>{{{{ x.title | xml_escape }}}}</title><guid>{{{{ x.url }}}}</guid></item>"
        if between
        else ""
    )
    site.write(
        "feed.xml", f'{HEAD}<rss version="2.0">\n{{% for post in site.posts %}}{item}{other}{{% endfor %}}</rss>'
    )
    found = find(site.folder)
    assert found is not None
    said = [one.said for one in found.doubts]
    assert [(one.code, one.where.path, one.where.line) for one in said] == [
        ("site/feed-not-read", "feed.xml", 4)
    ] * count
    assert all("`site.wiki limit: 9`" in one.text for one in said)


def test_nothing_is_said_of_what_the_options_say(site: Site) -> None:
    site.write("feed.xml", rss("<guid>{{ post.uuid }}</guid>"))
    assert config.read(site.folder, {"ids.scheme": "permalink"}).doubts == ()


@pytest.mark.parametrize(
    ("loop", "only", "limit"),
    [
        ("post in site.posts limit:20", {}, 20),
        ("post in site.posts limit: site.feed_limit", {}, 7),
        ("post in site.posts offset:0 limit:3 reversed", {}, 3),
        ("post in site.categories.news", {"categories": ["news"]}, 0),
        ('post in site.categories["two words"] limit:4', {"categories": ["two words"]}, 4),
        ("post in site.tags[page.tag]", {"tags": ["tea"]}, 0),
        ("post in site.recipes", {"sections": ["recipes"]}, 0),
        ("post in paginator.posts", {}, 0),
    ],
)
def test_the_loop_tells_which_posts_and_how_many(site: Site, loop: str, only: dict[str, list[str]], limit: int) -> None:
    site.configure("feed_limit: 7", "collections: {recipes: {output: true}}")
    template = rss("<guid>{{ post.url | absolute_url }}</guid>", loop).replace(HEAD, "---\ntag: tea\n---\n")
    site.write("rss.xml", template)
    found = taken(site)
    if only:
        assert found["feeds.more"] == [{"path": "rss.xml", "format": "rss", "limit": limit, **only}]
    else:
        assert (found["feeds.limit"], config.load(site.folder).feeds.rss) == (limit, "rss.xml")


@pytest.mark.parametrize(
    ("assigned", "only"),
    [
        ("site.posts | where: 'lang', 'ko'", {"languages": ["ko"]}),
        ("site.posts | where_exp: 'p', 'p.categories contains \"tea\"'", {"categories": ["tea"]}),
        ("site.posts | where_exp: 'p', 'p.hidden != true' | sort: 'date' | reverse", {}),
        ("site.posts | slice: 0, 4", {}),
        ("site.posts | where: 'featured', true", None),
        ("site.posts | concat: site.notes", None),
        ("site.data.news", None),
    ],
)
def test_filters_of_lists_are_followed_or_the_file_is_left_alone(
    site: Site, assigned: str, only: dict[str, list[str]] | None
) -> None:
    template = rss("<guid>{{ post.url | absolute_url }}</guid>", "post in list")
    site.write("own/some.xml", template.replace("<rss", f"{{% assign list = {assigned} %}}<rss", 1))
    found = taken(site)
    more = found.get("feeds.more", [{}])[0]
    served = found.get("feeds.rss") == "own/some.xml" or more.get("path") == "own/some.xml"
    assert served == (only is not None)
    assert {key: more[key] for key in more if key not in {"path", "format", "limit"}} == (only or {})


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("_drafts/feed.xml", rss("<guid>{{ post.url }}</guid>")),
        ("tools/feed.xml", rss("<guid>{{ post.url }}</guid>")),
        ("old.xml", rss("<guid>{{ post.url }}</guid>").replace(HEAD, "---\npublished: false\n---\n")),
        ("bad.xml", rss("<guid>{{ post.url }}</guid>").replace(HEAD, "---\na: [\n---\n")),
        ("away.xml", rss("<guid>{{ post.url }}</guid>").replace(HEAD, "---\npermalink: /../away.xml\n---\n")),
        ("data.xml", f"{HEAD}<data>{{% for post in site.posts %}}<item/>{{% endfor %}}</data>"),
        ("still.xml", f"{HEAD}<rss><channel><item/></channel></rss>"),
        ("huge.xml", rss("<guid>{{ post.url }}</guid>") + "{% if a %}" * 3000),
    ],
)
def test_what_jekyll_passes_over_and_what_is_no_feed_counts_for_nothing(site: Site, file: str, text: str) -> None:
    site.configure("exclude: [tools]")
    site.write(file, text)
    found = taken(site)
    assert (found["feeds.atom"], found["feeds.limit"], found["ids.scheme"]) == ("feed.xml", 10, "jekyll")


@pytest.mark.parametrize("key", ["theme: jekyll-theme-chirpy", "remote_theme: cotes2020/jekyll-theme-chirpy@v7.2.0"])
def test_the_feed_that_chirpy_brings_is_known_by_the_theme(site: Site, key: str) -> None:
    site.configure(key)
    found = taken(site)
    assert (found["feeds.atom"], found["feeds.limit"], found["ids.scheme"]) == ("feed.xml", 5, "permalink")


def test_a_plug_in_beside_a_template_is_the_main_feed_and_ids_that_differ_are_said(site: Site) -> None:
    site.configure("plugins: [jekyll-feed]")
    site.write("rss.xml", rss("<guid>{{ post.url | absolute_url }}</guid>", "post in site.posts limit:20"))
    loaded = config.read(site.folder)
    feeds = loaded.options.feeds
    assert (feeds.atom, feeds.limit, feeds.rss, feeds.more[0].path) == ("feed.xml", 10, "", "rss.xml")
    assert loaded.options.ids.scheme.value == "jekyll"
    assert [one.where.path for one in loaded.doubts] == ["rss.xml"]


def test_a_template_at_the_path_of_the_plug_in_takes_its_place(site: Site) -> None:
    site.configure("plugins: [jekyll-feed]")
    site.write("feed.xml", rss("<guid>{{ post.url | absolute_url }}</guid>", "post in site.posts limit:20"))
    loaded = config.read(site.folder)
    assert (loaded.options.feeds.rss, loaded.options.feeds.limit, loaded.doubts) == ("feed.xml", 20, ())


def test_the_address_in_the_configuration_with_a_slash_at_its_end_gives_ids_with_two(site: Site) -> None:
    site.write("_config.yml", "url: https://example.com/\ntitle: T\n")
    site.write("feed.xml", rss("<guid>{{ site.url }}{{ post.url }}</guid>"))
    site.write("_posts/2024-01-02-a.md", "---\n---\nA\n")
    feedpub("build", cwd=site.folder)
    assert '<guid isPermaLink="false">https://example.com//2024/01/02/a.html</guid>' in (
        site.folder / "_site/feed.xml"
    ).read_text(encoding="utf-8")


def test_what_cannot_be_read_is_a_warning_of_the_build(site: Site) -> None:
    site.write("feed.xml", rss("<guid>{{ post.uuid }}</guid>"))
    site.write("_posts/2024-01-02-a.md", "---\n---\nA\n")
    ended = feedpub("build", cwd=site.folder)
    assert (ended.status, ended.err.count("site/feed-not-read")) == (0, 1)
    assert feedpub("build", "--strict", cwd=site.folder).status == 1


def test_pages_of_terms_that_jekyll_archives_makes_are_those_that_feeds_lead_to(site: Site) -> None:
    site.configure("plugins: [jekyll-archives]", "jekyll-archives:", "  enabled: [categories]", "  permalinks:",
                   "    category: /themen/:name/")  # fmt: skip
    assert taken(site)["feeds.categories.page"] == "themen/{slug}/"
    assert "feeds.tags.page" not in taken(site)


@pytest.mark.parametrize("part", ["{{ ", "{% if a %}", "{# ", "<!-- ", "<guid"])
def test_what_is_opened_and_never_closed_costs_no_time(site: Site, part: str) -> None:
    site.write("feed.xml", rss("<guid>" + part * 9000))
    assert taken(site)["ids.scheme"] == "jekyll"


def test_a_feed_of_all_documents_holds_those_of_collections_too(site: Site) -> None:
    site.configure("collections: {ann: {output: true, permalink: '/:collection/:year/:title/'}, notes: {output: true}}")
    loop = "post in posts limit: 10"
    body = rss("<guid>{{ post.url | absolute_url }}</guid>", loop).replace(
        "<item>", "<item{% if post.lang %}{% endif %}>"
    )
    filters = "where_exp: 'post', 'post.draft != true' | where_exp: 'post', 'post.date <= site.time' | sort: 'date'"
    site.write("feed.xml", body.replace(HEAD, f"{HEAD}{{% assign posts = site.documents | {filters} | reverse %}}\n"))
    site.write("_ann/2024-01-03-a.md", "---\ntitle: Of Ann\n---\nText.\n")
    site.write("_notes/b.md", "---\ntitle: Note\ndate: 2024-01-01\n---\nText.\n")
    site.post("title: Post\n")
    assert feedpub("build", cwd=site.folder).status == 0
    feed = (site.folder / "_site/feed.xml").read_text()
    assert [feed.find(f"<title>{name}</title>") > 0 for name in ("Of Ann", "Post", "Note")] == [True] * 3
