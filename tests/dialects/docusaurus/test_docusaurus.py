from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.collect.dialects import find, load
from feedpub.model.errors import UsageError
from feedpub.model.records import Absence
from feedpub.sites.shared.javascript import UNKNOWN, Script

if TYPE_CHECKING:
    from tests.dialects.site import Site


def configured(site: Site, blog: str = "{}", *lines: str, base: str = "'/'") -> None:
    site.configure(
        "const config: Config = {",
        f"  title: 'Tests', url: 'https://example.com', baseUrl: {base},",
        *lines,
        f"  presets: [['@docusaurus/preset-classic', ({{docs: false, blog: {blog}}} satisfies Options)]],",
        "};",
        "export default config;",
    )


def kind(site: Site) -> str:
    found = find(site.folder)
    return found.name if found else ""


def said(site: Site) -> list[str]:
    return [doubt.text for doubt in config.read(site.folder).doubts]


# The configuration


def test_the_usual_site_needs_nothing_else(site: Site) -> None:
    options = site.options()
    assert (options.site.url, options.site.title, options.site.language) == ("https://example.com/", "Tests Blog", "en")
    assert (options.feeds.rss, options.feeds.atom, options.feeds.json) == (
        "blog/rss.xml",
        "blog/atom.xml",
        "blog/feed.json",
    )
    assert (options.feeds.limit, options.sitemap.enabled, options.output.folder) == (20, False, "build")


@pytest.mark.parametrize(
    ("blog", "lines", "base"),
    [
        ("false", (), "'/'"),
        ("blogOptions", (), "'/'"),
        ("{path: 'gone'}", (), "'/'"),
        ("{path: '../blog'}", (), "'/'"),
        ("{path: process.env.BLOG}", (), "'/'"),
        ("{routeBasePath: route()}", (), "'/'"),
        ("{}", (), "process.env.BASE"),
        ("{}", ("  trailingSlash: process.env.SLASH === 'yes',",), "'/'"),
    ],
)
def test_a_site_whose_addresses_cannot_be_told_is_left_to_its_pages(
    site: Site, blog: str, lines: tuple[str, ...], base: str
) -> None:
    configured(site, blog, *lines, base=base)
    with pytest.raises(UsageError, match="npm run build"):
        kind(site)


def test_a_blog_that_nothing_tells_of_is_refused_by_name(site: Site) -> None:
    site.configure("export default {};")
    with pytest.raises(UsageError, match="tells of no blog"):
        find(site.folder, "docusaurus")
    with pytest.raises(UsageError):
        load("docusaurus").configuration(site.folder, ())


def test_an_address_that_is_computed_is_asked_for(site: Site) -> None:
    site.configure("export default {title: 'T', url: process.env.URL, baseUrl: '/', presets: ['classic']};")
    with pytest.raises(UsageError, match=r"`url` or `baseUrl` \(docusaurus.config.js:1\)"):
        site.options()


def test_options_follow_the_configuration(site: Site) -> None:
    configured(
        site,
        "{path: './blog', routeBasePath: '/', feedOptions: {type: 'json', limit: false, title: 'T', description: 'D'}}",
        "  i18n: {defaultLocale: 'pt_BR', locales: ['pt_BR', 'en']},",
        "  trailingSlash: true,",
        base="'/sub/'",
    )
    options = site.options()
    assert (options.site.url, options.site.language) == ("https://example.com/sub/", "pt-BR")
    assert (options.site.title, options.site.description) == ("T", "D")
    assert (options.feeds.json, options.feeds.rss, options.feeds.limit) == ("feed.json", "rss.xml", 0)
    assert site.post("title: A\n").url == "https://example.com/sub/2024/01/02/a/"
    assert said(site) == ["The feeds of the other 1 locales are left as they are."]


def test_a_blog_without_feeds_gets_those_of_feedpub(site: Site) -> None:
    configured(site, "{feedOptions: {type: null}}")
    assert site.options().feeds.atom == "atom.xml"


def test_several_blogs_have_a_feed_each(site: Site) -> None:
    configured(
        site, "{}", "  plugins: ['x', ['content-blog', {id: 'n', path: 'news', routeBasePath: 'n', exclude: ['b*']}]],"
    )
    site.write("news/2024-02-03-n.md", "---\ntitle: N\n---\nText.\n")
    site.write("news/b.md", "---\ntitle: B\n---\nText.\n")
    more = site.options().feeds.more
    assert [(one.path, one.title, one.page, one.sections) for one in more] == [
        ("n/rss.xml", "Tests Blog", "n", ("n",)),
        ("n/atom.xml", "Tests Blog", "n", ("n",)),
    ]
    posts = site.posts()
    assert {source: (post.sections, post.only_in_sections) for source, post in posts.items()} == {
        "blog/2023-01-01-other.md": (("blog",), False),
        "news/2024-02-03-n.md": (("n",), True),
    }


@pytest.mark.parametrize(
    ("blog", "what"),
    [
        ("{processBlogPosts: async () => []}", "processBlogPosts"),
        ("{feedOptions: {createFeedItems(x) { return []; }}}", "createFeedItems"),
        ("{feedOptions: {limit: LIMIT}}", "feedOptions.limit"),
        ("{feedOptions: options}", "feedOptions"),
    ],
)
def test_what_only_code_tells_of_feeds_is_said(site: Site, blog: str, what: str) -> None:
    configured(site, blog)
    assert said(site) == [f"`{what}` of the blog in `blog` is code, which is not run."]


def test_constants_and_what_stands_in_brackets_are_read_in_scripts() -> None:
    script = Script(
        "const a = 'x', b = 1;\nconst c: string = `y`;\nconst d = true;\nconst e = f();\n"
        "export default {a, b: a, c: c, d: (({g: 1})), e, h: (1), url: [c]};"
    )
    ((value, line),) = script.objects_with("url")
    assert (value, line) == (
        {"a": "x", "b": "x", "c": "y", "d": {"g": 1}, "e": UNKNOWN, "h": UNKNOWN, "url": ["y"]},
        5,
    )


# Posts


@pytest.mark.parametrize(
    ("path", "front", "url"),
    [
        ("blog/2024-01-02-a.mdx", "", "blog/2024/01/02/a"),
        ("blog/2024-1-2-a/index.md", "", "blog/2024/1/2/a"),
        ("blog/2024/01/02/a.md", "", "blog/2024/01/02/a"),
        ("blog/x/2024-01-02.md", "", "blog/2024/01/02/x/"),
        ("blog/2024-01-02-a/b.md", "", "blog/2024/01/02/a/b"),
        ("blog/a/index.md", "date: 2024-01-02\n", "blog/a"),
        ("blog/a.md", "date: 2024-01-02\nslug: /\n", "blog/"),
        ("blog/a.md", "date: 2024-01-02\nslug: b//c/\n", "blog/b/c/"),
    ],
)
def test_posts_have_the_addresses_that_docusaurus_gives_them(site: Site, path: str, front: str, url: str) -> None:
    assert site.url(f"title: A\n{front}", path=path) == url


def test_an_address_has_no_slash_at_its_end_where_the_site_wants_none(site: Site) -> None:
    configured(site, "{}", "  trailingSlash: false,")
    assert site.url("slug: /a/\n") == "blog/a"


@pytest.mark.parametrize(
    ("path", "front", "code"),
    [
        ("blog/a.md", "title: A\n", "post/no-date"),
        ("blog/2024-02-45-a.md", "title: A\n", "post/bad-date"),
        ("blog/a.md", "date: soon\n", "post/bad-date"),
        ("blog/2024-01-02-a.md", "slug: ../../a\n", "post/unsafe-path"),
        ("blog/2024-01-02-a.md", "title: [\n", "front-matter/not-yaml"),
    ],
)
def test_what_cannot_be_used_is_said(site: Site, path: str, front: str, code: str) -> None:
    site.write(path, f"---\n{front}---\nText.\n")
    assert [diagnostic.code for diagnostic in site.collect().diagnostics] == [code]


@pytest.mark.parametrize(
    ("front", "body", "title"),
    [
        ("title: A\n", "# B\n", "A"),
        ("sidebar_label: x\n", "# B {#b}\n\nText.\n", "B"),
        ("sidebar_label: x\n", "import A from 'a';\n\nimport B from 'b';\n\nB c\n===\n", "B c"),
        ("sidebar_label: x\n", "Text.\n", "a"),
    ],
)
def test_a_post_is_called_as_in_docusaurus(site: Site, front: str, body: str, title: str) -> None:
    assert site.post(front, body).title == title


def test_authors_and_tags_are_those_of_their_files(site: Site) -> None:
    site.write("blog/authors.yml", "m: {name: Mina, url: 'https://e.com', email: m@e.com}\nj: {}\nx: y\n")
    site.write("blog/tags.yml", "g: {label: Green}\nh:\n")
    front = "authors: [m, j, {key: m, name: M}, {name: G, url: /g}, {key: z}, {title: none}, '~']\n"
    post = site.post(f"{front}tags: [g, h, i, {{label: L, permalink: /l}}, {{permalink: /m}}]\n")
    assert [(each.name, each.url, each.email) for each in post.authors] == [
        ("Mina", "https://e.com", "m@e.com"),
        ("j", "", ""),
        ("M", "https://e.com", "m@e.com"),
        ("G", "", ""),
        ("z", "", ""),
    ]
    assert post.tags == ("Green", "h", "i", "L")


def test_the_author_of_an_old_post_is_read_too(site: Site) -> None:
    post = site.post("author: Mina\nauthor_url: https://e.com\ntags: one\n")
    assert [(each.name, each.url) for each in post.authors] == [("Mina", "https://e.com")]
    assert post.tags == ()


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ("/img/a.png", "https://example.com/sub/img/a.png"),
        ("https://e.com/a.png", "https://e.com/a.png"),
        ("./a.png", None),
    ],
)
def test_a_picture_that_docusaurus_renames_is_left_out(site: Site, image: str, url: str | None) -> None:
    configured(site, base="'/sub/'")
    found = site.post(f"image: {image}\n").image
    assert (found.url if found else None) == url


def test_drafts_and_what_is_not_listed_stand_in_no_feed(site: Site) -> None:
    assert site.post("unlisted: true\n").not_in_feeds is Absence.UNLISTED
    site.write("blog/2024-01-02-a.md", "---\ndraft: true\n---\nText.\n")
    assert set(site.posts()) == {"blog/2023-01-01-other.md"}


def test_what_was_changed_later_says_so(site: Site) -> None:
    post = site.post("last_update: {date: 2024-02-03, author: m}\n")
    assert post.updated is not None
    assert post.updated.date().isoformat() == "2024-02-03"
    assert site.post("last_update: {date: 2023-02-03}\n").updated is None


# Bodies


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# A {#a}\nText\n", "\nText\n"),
        ("## A {#a}\n\n`## B {#b}`\n", "## A\n\n`## B {#b}`\n"),
        ("a\n{/* truncate */}\nb <!-- truncate --> c", "a\n<!-- more -->\nb <!-- more --> c"),
        (":::tip[Hot]\n\na\n\n:::\n", "\n**Hot**\n\n\na\n\n\n"),
        (":::note A title\na\n:::\n", "\n**A title**\n\na\n\n"),
        (":::info\n\n```\n:::\n```\n:::", "\n**Info**\n\n\n```\n:::\n```\n"),
        (
            "[o](./2023-01-01-other.md#x) [n](gone.md) [s](../secret.md) [w](https://e.com/a.md)",
            "[o](https://example.com/blog/2023/01/01/other#x) n s [w](https://e.com/a.md)",
        ),
        ("a ![b](./c.png 'd') ![e](/f.png)", "a  ![e](/f.png)"),
    ],
)
def test_a_body_is_the_markdown_of_its_page(site: Site, body: str, text: str) -> None:
    assert site.body(body) == text


def test_components_are_left_out_and_said_with_their_lines(site: Site) -> None:
    made = site.made("import A from 'a';\n\n# T\n\na ![b](c.png)\n\n<A>d</A>\n\n{e}\n")
    assert "d" in made.text
    assert "import" not in made.text
    assert [(each.what, each.where.line) for each in made.left_out] == [
        ("![…](…)", 8),
        ("import …", 4),
        ("<A>", 10),
        ("{…}", 12),
    ]


def test_a_path_that_begins_with_a_slash_lies_below_the_base(site: Site) -> None:
    configured(site, base="'/sub/'")
    assert 'src="https://example.com/sub/a.png"' in site.html("![a](/a.png)")
