from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.collect.dialects import find
from feedpub.model.records import Absence
from feedpub.sites.hexo import address, front

if TYPE_CHECKING:
    from tests.dialects.site import Site


def installed(site: Site, *names: str) -> None:
    site.write("package.json", json.dumps({"dependencies": dict.fromkeys(names, "*")}))


def said(site: Site) -> set[str]:
    return {diagnostic.code for diagnostic in site.collect().diagnostics}


def doubts(site: Site) -> list[str]:
    return [doubt.code for doubt in config.read(site.folder).doubts if "timezone" not in doubt.text]


# The configuration


def test_a_site_without_the_usual_keys_is_known_by_its_package(site: Site) -> None:
    (site.folder / "_config.yml").write_text("title: A\nurl: https://example.com\n", encoding="utf-8")
    before = find(site.folder)
    assert before is not None
    assert before.name == "jekyll"
    installed(site, "hexo")
    found = find(site.folder)
    assert found is not None
    assert found.name == "hexo"


@pytest.mark.parametrize("text", ["{", "[1]", '{"dependencies": []}'])
def test_a_package_json_that_says_nothing_is_passed_over(site: Site, text: str) -> None:
    site.write("package.json", text)
    assert site.options().feeds.atom == "atom.xml"


def test_options_follow_the_configuration(site: Site) -> None:
    site.configure(
        "subtitle: Below",
        "author: Mina",
        "email: mina@example.com",
        "language: [zh-CN, en]",
        "public_dir: out",
        "render_drafts: true",
        "future: false",
        "sitemap:\n  path: [map.txt, map.xml]",
        "feed:\n  type: rss2\n  path: feed\n  limit: false\n  content: false\n  hub: https://hub.example.com/",
    )
    options = site.options()
    assert (options.site.description, options.site.language, options.output.folder) == ("Below", "zh-CN", "out")
    assert [(each.name, each.email) for each in options.site.author] == [("Mina", "mina@example.com")]
    assert (options.content.drafts, options.content.future, options.sitemap.path) == (True, False, "map.xml")
    assert (options.feeds.rss, options.feeds.limit, options.feeds.content.value) == ("feed.xml", 0, "summary")
    assert options.feeds.hub == "https://hub.example.com/"


def test_a_tab_may_begin_a_line_of_the_configuration_and_a_host_stand_in_cname(site: Site) -> None:
    (site.folder / "_config.yml").write_text("source_dir: source\nfeed:\n\tpath: a.xml\n", encoding="utf-8")
    site.write("source/CNAME", "tea.example.com\n")
    assert (site.options().site.url, site.options().feeds.atom) == ("https://tea.example.com/", "a.xml")


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("", []),
        ("root: /sub/", ["site/not-followed"]),
        ("feed: {order_by: -updated}", ["site/not-followed"]),
        ("feed: {template: missing.xml}", ["site/feed-not-read"]),
    ],
)
def test_what_is_not_followed_is_said(site: Site, lines: str, codes: list[str]) -> None:
    site.configure(lines)
    assert doubts(site) == codes


def test_a_zone_that_nobody_says_is_asked_for_until_it_is_said(site: Site) -> None:
    (site.folder / "_config.yml").write_text("source_dir: source\nurl: https://example.com\n", encoding="utf-8")
    assert [doubt.code for doubt in config.read(site.folder).doubts] == ["site/not-followed"]
    site.write("feedpub.toml", '[site]\ntimezone = "Asia/Seoul"\n')
    assert config.read(site.folder).doubts == ()


@pytest.mark.parametrize(
    ("id_", "pattern"),
    [
        ("{{ post.permalink | uriencode }}", "{url}"),
        ("{{ url }}{{ post.path }}", "{url}"),
        ("tag:example.com:{{ post.slug }}", "tag:example.com:{slug}"),
    ],
)
def test_the_template_of_a_feed_tells_its_ids(site: Site, id_: str, pattern: str) -> None:
    site.configure("feed: {template: ./atom.xml}")
    loop = f"{{% for post in posts.toArray() %}}<entry><id>{id_}</id></entry>{{% endfor %}}"
    site.write("atom.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{loop}</feed>')
    assert doubts(site) == []
    assert site.options().ids.pattern == pattern


# Which files


def test_hidden_copied_and_left_out_files_are_no_pages(site: Site) -> None:
    site.configure("skip_render: [README.md, '_posts/raw/**']", "exclude: ['out/**']", "include: ['_in/*.md']")
    text = "---\ntitle: A\ndate: 2024-01-02\n---\n"
    for path in (
        "README.md",
        "_posts/raw/a.md",
        "out/a.md",
        "_in/a.md",
        "_no/a.md",
        "_posts/_a.md",
        "_posts/b~",
        "c.md",
    ):
        site.write(f"source/{path}", text)
    assert set(site.posts()) == {"source/_in/a.md", "source/c.md"}


def test_a_site_with_folders_of_pictures_has_posts_of_one_ending(site: Site) -> None:
    site.configure("post_asset_folder: true")
    site.write("source/_posts/a/page.html", "<p>An asset.</p>")
    assert site.url("title: A\ndate: 2024-01-02\npermalink: b\n") == "b/"
    assert set(site.posts()) == {"source/_posts/a.md"}


# Front matter


@pytest.mark.parametrize(
    ("text", "values", "body", "line"),
    [
        ("---\ntitle: A\n---\nText\n", {"title": "A"}, "Text\n", 4),
        ("\ufefftitle: A\r\n---\r\nText\r\n", {"title": "A"}, "Text\n", 3),
        ("----\ntitle: A\n----\nText\n", {"title": "A"}, "Text\n", 4),
        ('"title": "A"\n;;;\nText\n', {"title": "A"}, "Text\n", 3),
        (';;;\n"title": "A"\n;;;\nText\n', {"title": "A"}, "Text\n", 4),
        ("# about\ntitle: A\n---\n", {"title": "A"}, "", 4),
        ("Text\n\n---\n\nMore\n", {}, "Text\n\n---\n\nMore\n", 1),
        ("Text\n", {}, "Text\n", 1),
        ("---\ntitle: A\n", {}, "---\ntitle: A\n", 1),
        (";;;\nnone\n;;;\n", {}, ";;;\nnone\n;;;\n", 1),
        ("", {}, "", 1),
    ],
)
def test_front_matter_is_read_as_hexo_reads_it(text: str, values: dict[str, str], body: str, line: int) -> None:
    found = front.read(text)
    assert (found.values, found.block.body, found.block.body_line) == (values, body, line)


def test_a_mistake_in_front_matter_is_told_on_its_line(site: Site) -> None:
    site.write("source/_posts/a.md", "title: A\ndate: [\n---\nText\n")
    (diagnostic,) = site.collect().diagnostics
    assert diagnostic.where.line in {2, 3}
    assert site.posts() == {}


# When


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-01-02 10:00:00", "2024-01-02T01:00:00+00:00"),
        ("2024-01-02 10:00:00 +0000", "2024-01-02T01:00:00+00:00"),
        ("2024/01/02 10:00", "2024-01-02T01:00:00+00:00"),
        ("2024-01-02 10:00 +0900", "2024-01-02T01:00:00+00:00"),
        ("2024/01/02 10:00:00:16", "2024-01-02T01:00:00+00:00"),
        ("2024-02-31 10:00:00", "2024-03-02T01:00:00+00:00"),
    ],
)
def test_dates_are_those_of_hexo_on_a_machine_with_the_clock_of_the_site(site: Site, written: str, moment: str) -> None:
    site.configure("timezone: Asia/Seoul")
    post = site.post(f"title: A\ndate: {written}\n")
    assert post.date is not None
    assert post.date.isoformat() == moment


@pytest.mark.parametrize("written", ["", "date: soon\n"])
def test_a_post_without_a_date_has_no_address(site: Site, written: str) -> None:
    site.write("source/_posts/a.md", f"---\ntitle: A\n{written}---\nText\n")
    assert site.posts() == {}
    assert said(site) == {"post/bad-date" if written else "post/no-date", "post/unknown-address"}


def test_a_day_that_no_month_has_is_no_date_of_a_name(site: Site) -> None:
    site.configure("new_post_name: :year-:month-:day-:title.md", "permalink: :title/")
    site.write("source/_posts/2024-02-31-a.md", "---\ntitle: A\n---\nText\n")
    assert site.posts()["source/_posts/2024-02-31-a.md"].date is None


# Where


@pytest.mark.parametrize(
    ("pattern", "front_matter", "url"),
    [
        (":year/:i_month/:i_day/:hour:minute:second/:title.html", "", "2024/1/2/100000/a.html"),
        ("posts/:id/", "id: 12\n", "posts/12/"),
        ("posts/:abbrlink/", "abbrlink: 3f2a\n", "posts/3f2a/"),
        (":post_title/", "", "tea-time/"),
        (":category/:title", "categories: [Tea, Green]\n", "drink/Green/a"),
        (":category/:title/", "", "uncategorized/a/"),
        ("/x//:title/", "", "x/a/"),
        (":timestamp/", "", "1704189600/"),
        (":lang/:title/", "", "en/a/"),
    ],
)
def test_a_permalink_is_filled_as_hexo_fills_it(site: Site, pattern: str, front_matter: str, url: str) -> None:
    site.configure(
        f"permalink: '{pattern}'", "category_map: {Tea: drink}", "permalink_defaults: {lang: en}", "timezone: Etc/UTC"
    )
    assert site.url(f"title: Tea time!\ndate: 2024-01-02 10:00:00\n{front_matter}") == url


@pytest.mark.parametrize(
    ("pattern", "front_matter"),
    [(":abbrlink/", ""), (":category/:title/", "categories: [[A], [B]]\n"), (":hash/", ""), (":id/", "id:\n")],
)
def test_an_address_that_only_hexo_knows_is_said_and_left_out(site: Site, pattern: str, front_matter: str) -> None:
    site.configure(f"permalink: '{pattern}'")
    site.write("source/_posts/a.md", f"---\ntitle: A\ndate: 2024-01-02 10:00:00\n{front_matter}---\nText\n")
    assert site.posts() == {}
    assert said(site) == {"post/unknown-address"}


def test_a_path_out_of_the_site_is_refused(site: Site) -> None:
    site.write("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\npermalink: ../../a\n---\nText\n")
    assert said(site) == {"post/unsafe-path"}


def test_a_day_that_the_clock_of_the_machine_decides_is_said(site: Site) -> None:
    site.configure("timezone: Asia/Seoul")
    assert site.url("title: A\ndate: 2024-01-02 05:00:00\n") == "2024/01/02/a/"
    assert said(site) == {"post/address-by-clock"}


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        (":title.md", "sub/a b.md", {"title": "sub/a b"}),
        (":lang/:title.md", "ko/a.md", {"lang": "ko", "title": "a"}),
        (":year-:month-:day-:title.md", "2024-01-02-a.md", {"year": "2024", "month": "01", "day": "02", "title": "a"}),
        (":year-:title.md", "sub/über name.md", {"title": "sub-uber-name"}),
        (":year/:month.md", "2024/01.md", {"year": "2024", "month": "01", "title": "2024-01"}),
        (":a:b:c:d:title.md", "abcde.md", {"title": "abcde"}),
        (":title-:title.md", "a-a.md", {"title": "a-a"}),
    ],
)
def test_the_name_of_a_file_tells_what_new_post_name_says(pattern: str, path: str, found: dict[str, str]) -> None:
    assert address.named(pattern, path) == found


@pytest.mark.parametrize(
    ("name", "slug"),
    [("C++ & más!", "C-mas"), ("Łódź", "Lodz"), ("한글 이름", "한글-이름"), ("Œuvre ø", "OEuvre-o"), ("ɕ", "c")],
)
def test_names_become_parts_of_addresses_as_in_hexo(name: str, slug: str) -> None:
    assert address.slugize(name) == slug
    assert (address.slugize(name, "lower"), address.slugize(name, "upper")) == (slug.lower(), slug.upper())


# Whether


@pytest.mark.parametrize(
    ("front_matter", "absence"),
    [
        ("draft: true\n", Absence.DRAFT),
        ("password: leaf\n", Absence.HELD_BACK),
        ("hidden: true\n", Absence.HIDDEN),
        ("tags: secret\n", Absence.HELD_BACK),
        ("tags: secret\npassword: ''\n", None),
        ("tags: [open, {a: b}, '']\n", None),
    ],
)
def test_what_is_held_back_stands_in_no_feed(site: Site, front_matter: str, absence: Absence | None) -> None:
    installed(site, "hexo", "hexo-hide-posts")
    site.configure("encrypt: {tags: [{name: secret, password: leaf}, none]}")
    assert site.post(f"title: A\ndate: 2024-01-02\n{front_matter}").not_in_feeds is absence


@pytest.mark.parametrize(
    ("path", "front_matter"), [("source/_drafts/a.md", ""), ("source/_posts/a.md", "published: false\n")]
)
def test_drafts_are_published_where_the_site_renders_them(site: Site, path: str, front_matter: str) -> None:
    site.write(path, f"---\ntitle: A\ndate: 2024-01-02\n{front_matter}---\nText\n")
    assert site.posts() == {}
    site.configure("render_drafts: true")
    assert set(site.posts()) == {path}


def test_a_post_may_be_called_like_its_file(site: Site) -> None:
    site.configure("use_filename_as_post_title: true")
    assert site.post("date: 2024-01-02\n", path="source/_posts/tea time.md").title == "tea time"


# Bodies


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{% codeblock A lang:js %}\n`a` {{ b }}\n{% endcodeblock %}\nc", "```js\n`a` {{ b }}\n```\nc"),
        ("{% code %}\n```\n{% endcode %}", "````\n```\n````"),
        ("{% blockquote Mina, Tea %}\na\nb\n{% endblockquote %}\n", "\n> a\n> b\n> — Mina, Tea\n\n"),
        ("{% asset_img big a b.png 20 30 \"T\" 'An [alt]' %}", "![An alt](<https://example.com/2024/01/02/a/b.png>)"),
        ("{% asset_img c.png 'A cup' %}", "![A cup](<https://example.com/2024/01/02/a/c.png>)"),
        ("{% asset_img c.png 'T' 'A [cup]' %}", "![A cup](<https://example.com/2024/01/02/a/c.png>)"),
        ("{% img left /c.png 20 %}", "![](<https://example.com/c.png>)"),
        ("{% asset_path c.png %}", "https://example.com/2024/01/02/a/c.png"),
        ("{% asset_link c.pdf The sheet %}", '<a href="https://example.com/2024/01/02/a/c.pdf">The sheet</a>'),
        ("{% link Tea & more https://e.com/ %}", '<a href="https://e.com/">Tea &amp; more</a>'),
        ("{% iframe https://e.com/ %}", '<iframe src="https://e.com/"></iframe>'),
        ("{% url_for a/b %} {% full_url_for //e.com %}", "https://example.com/a/b //e.com"),
        ("{% raw %}{{ a }}{% endraw %}", "{{ a }}"),
        ("a{# note #}b", "ab"),
        ("{% note info %}\na\n{% endnote %}", "\na\n"),
        ("`{% img %}` {{ a", "`{% img %}` {{ a"),
        ("{% codeblock %} a", " a"),
    ],
)
def test_tags_of_hexo_become_markdown_and_others_nothing(site: Site, body: str, text: str) -> None:
    assert site.body(body) == text


def test_nothing_is_a_template_where_the_front_matter_says_so(site: Site) -> None:
    assert site.body("{{ a }}", "disableNunjucks: true\n") == "{{ a }}"


def test_links_to_posts_lead_to_them(site: Site) -> None:
    site.configure("new_post_name: :year-:title.md")
    site.write("source/_posts/2024-b.md", "---\ntitle: B & c\ndate: 2024-03-04\n---\nText\n")
    made = site.made("{% post_link b %} {% post_link b#x 'A title' false %} {% post_path b %} {% post_link ../c %}")
    url = "https://example.com/2024/03/04/b/"
    assert made.text == f'<a href="{url}">B &amp; c</a> <a href="{url}#x">A title</a> {url} '
    assert [each.what for each in made.left_out] == ["{% post_link %}"]


def test_the_pictures_of_a_post_are_those_of_its_folder(site: Site) -> None:
    post = site.post(site.front, "{% asset_img b.png %} {{ a }} {% img /c.png %}\n\n![](/d.png)\n")
    assert [image.url.rpartition("/")[2] for image in post.body_images] == ["b.png", "d.png"]


def test_markdown_is_read_as_by_the_renderer_that_is_installed(site: Site) -> None:
    assert site.html('a\nb "c"') == "<p>a<br>\nb “c”</p>"
    installed(site, "hexo", "hexo-renderer-markdown-it", "hexo-math")
    site.configure("markdown: {render: {breaks: false, typographer: false}}")
    assert site.html('a\nb "c"') == '<p>a\nb "c"</p>'
