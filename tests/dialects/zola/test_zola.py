from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.collect.dialects import find
from feedpub.model.errors import ContentError, UsageError
from feedpub.model.records import Absence
from feedpub.sites.zola import rules
from tests.dialects.site import fed

if TYPE_CHECKING:
    from tests.dialects.site import Site


def taken(site: Site) -> dict[str, Any]:
    found = find(site.folder)
    assert found is not None
    assert found.name == "zola"
    return {".".join(one.path): one.value for one in found.taken}


def refused(site: Site, body: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        site.body(body)
    return caught.value


# The configuration


def test_the_usual_site_needs_nothing_else(site: Site) -> None:
    options = site.options()
    assert (options.site.url, options.feeds.atom, options.feeds.rss) == ("https://example.com/", "atom.xml", "rss.xml")
    assert (options.feeds.limit, options.ids.scheme.value, options.output.folder) == (0, "permalink", "public")


def test_a_shared_name_is_zolas_by_its_address(site: Site) -> None:
    (site.folder / "zola.toml").rename(site.folder / "config.toml")
    assert taken(site)["site.url"] == "https://example.com"
    (site.folder / "config.toml").write_text("title = 'a'\n", encoding="utf-8")
    assert find(site.folder) is None


def test_options_follow_the_configuration(site: Site) -> None:
    site.configure(
        'default_language = "ko"',
        'author = "Mina Park <mina@example.com>"',
        "feed_limit = 7",
        'feed_filenames = ["rss.xml"]',
        'output_dir = "out"',
        "generate_sitemap = false",
        "generate_robots_txt = false",
    )
    options = site.options()
    assert (options.site.language, options.feeds.limit, options.output.folder) == ("ko", 7, "out")
    assert [(author.name, author.email) for author in options.site.author] == [("Mina Park", "mina@example.com")]
    assert (options.sitemap.enabled, options.sitemap.robots) == (False, False)
    site.configure('author = "mina@example.com (Mina Park)"')
    assert [(author.name, author.email) for author in site.options().site.author] == [("Mina Park", "mina@example.com")]
    site.configure('author = "Mina"', 'output_dir = "../out"')
    assert site.options().site.author[0].name == "Mina"
    assert site.options().output.folder == "public"


def test_feeds_of_templates_of_the_site_are_told(site: Site) -> None:
    site.configure('feed_filenames = ["atom.xml", "mine.xml"]')
    (finding,) = site.collect().diagnostics
    assert (finding.code, finding.found, finding.where.line) == ("site/not-followed", "mine.xml", 3)


def test_there_are_no_patterns_of_addresses(site: Site) -> None:
    with pytest.raises(UsageError):
        site.options(content__permalink="/:year/")


def test_a_site_may_be_called_zolas(site: Site) -> None:
    (site.folder / "zola.toml").unlink()
    site.write("feedpub.toml", '[site]\ntype = "zola"\nurl = "https://example.com/"\n')
    assert site.url() == "posts/a/"


# Pages


def test_a_slug_without_unidecode_asks_for_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rules.slugify.cache_clear()
    monkeypatch.setitem(sys.modules, "unidecode", None)
    site.configure('taxonomies = [{ name = "tags" }]')
    site.write("content/차.md", '+++\ntitle = "A"\n[taxonomies]\ntags = ["봄"]\n+++\n')
    found = site.collect().diagnostics
    assert [one.code for one in found] == ["post/missing-library", "post/missing-library"]
    assert "feedpub[zola]" in found[0].hint


@pytest.mark.parametrize(
    ("how", "name", "address"),
    [
        ("on", "Upper Case & Co.", "upper-case-co"),
        ("on", "한글 파일", "hangeul-pail"),
        ("safe", "what? (a) #1.", "what%20a%201"),
        ("off", "A & b", "A%20&%20b"),
    ],
)
def test_names_become_addresses_as_in_zola(site: Site, how: str, name: str, address: str) -> None:
    site.configure("[slugify]", f'paths = "{how}"')
    assert site.url(path=f"content/{name}.md") == f"{address}/"


def test_dates_of_names_go_from_the_address_unless_they_are_kept(site: Site) -> None:
    assert site.url(path="content/2024-01-02-a.md") == "a/"
    assert site.post(path="content/2024-02-30-a.md").date is None
    site.configure("[slugify]", "paths_keep_dates = true")
    assert site.url(path="content/2024-01-02-a.md") == "2024-01-02-a/"


@pytest.mark.parametrize("path", ["../up", "%2e%2e/up"])
def test_a_path_that_leads_out_is_refused(site: Site, path: str) -> None:
    site.write("content/a.md", f'+++\ntitle = "A"\npath = "{path}"\n+++\n')
    (finding,) = site.collect().diagnostics
    assert (finding.code, finding.where.line) == ("post/unsafe-path", 3)


@pytest.mark.parametrize("key", ["date", "updated"])
def test_a_date_that_is_none_is_told(site: Site, key: str) -> None:
    site.write("content/a.md", f'+++\ntitle = "A"\n{key} = "soon"\n+++\n')
    (finding,) = site.collect().diagnostics
    assert (finding.code, finding.where.line) == ("post/bad-date", 3)


def test_files_that_zola_refuses_are_refused(site: Site) -> None:
    site.write("content/a.md", "Text.\n")
    site.write("content/b.md", "+++\ntitle = \n+++\n")
    site.write("content/c/_index.md", "+++\ntitle = \n+++\n")
    assert {one.where.path for one in site.collect().diagnostics} == {
        "content/a.md",
        "content/b.md",
        "content/c/_index.md",
    }


def test_pages_below_a_draft_are_drafts(site: Site) -> None:
    site.write("content/gone/_index.md", '+++\ntitle = "G"\ndraft = true\n+++\n')
    site.write("content/gone/deep/a.md", '+++\ntitle = "A"\n+++\n')
    assert {one.reason for one in site.collect().skipped} == {Absence.DRAFT}
    assert len(site.posts(content__drafts="true")) == 2


def test_ignored_content_is_passed_over(site: Site) -> None:
    site.configure('ignored_content = ["notes/*.md"]')
    site.write("content/notes/a.md", '+++\ntitle = "A"\n+++\n')
    assert site.posts() == {}


@pytest.mark.parametrize("name", ["README.md", "notes/README.md"])
def test_a_star_in_ignored_content_takes_in_folders(site: Site, name: str) -> None:
    site.configure('ignored_content = ["*/README.md"]')
    site.write(f"content/{name}", "No front matter.\n")
    assert site.posts() == {}


def test_a_section_that_leads_elsewhere_is_not_in_the_sitemap(site: Site) -> None:
    site.write("content/a/_index.md", '+++\ntitle = "A"\nredirect_to = "b"\n+++\n')
    assert site.posts()["content/a/_index.md"].not_in_sitemap is Absence.CANONICAL_ELSEWHERE


def test_a_page_is_listed_by_its_section_and_those_it_lets_through_to(site: Site) -> None:
    site.write("content/a/_index.md", '+++\ntitle = "A"\ngenerate_feeds = true\n+++\n')
    site.write("content/a/b/_index.md", '+++\ntitle = "B"\ntransparent = true\ngenerate_feed = true\n+++\n')
    assert [each.term.slug for each in fed(site.post(path="content/a/b/c.md"))] == ["a/b", "a"]
    site.write("content/_index.md", '+++\ntitle = "Home"\n+++\n')
    site.write("content/a/_index.md", '+++\ntitle = "A"\ntransparent = true\n+++\n')
    assert [each.term.slug for each in fed(site.post(path="content/a/b/c.md"))] == ["a/b"]


def test_terms_without_a_letter_or_a_page_list_nothing(site: Site) -> None:
    site.configure('taxonomies = [{ name = "tags", feed = true }, { name = "series", render = false }]')
    post = site.post('[taxonomies]\ntags = ["+"]\nseries = ["One"]\n')
    assert fed(post) == []


def test_a_description_is_the_summary_unless_the_text_has_a_mark(site: Site) -> None:
    assert site.post('description = "Short"\n').summary == "Short"
    assert site.post('description = "Short"\n', "One.\n\n<!-- more -->\n\nTwo.\n").summary == ""


# Bodies


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('youtube(id="abc")', '<iframe src="https://www.youtube.com/embed/abc"'),
        ("vimeo(id='123', autoplay=true)", '<a href="https://vimeo.com/123"'),
        ('streamable(id="x")', '<p><a href="https://streamable.com/x">'),
        ('gist(url="https://gist.github.com/m/1", file="a.rs")', '<p><a href="https://gist.github.com/m/1">a.rs</a>'),
    ],
)
def test_the_shortcodes_that_came_with_zola_are_replaced(site: Site, written: str, shown: str) -> None:
    assert shown in site.body(f"{{{{ {written} }}}}\n")


def test_other_shortcodes_are_left_out_and_noted_with_their_lines(site: Site) -> None:
    site.write("templates/shortcodes/note.html", "<b></b>")
    site.write("templates/shortcodes/box.md", "<b></b>")
    body = site.made('Text.\n{{ note(text="a}") }}\n{% box() %}\nin\n{% end %}\n{{ youtube() }}\n')
    assert body.text == "Text.\n\n\nin\n\n\n"
    assert [(one.what, one.where.line) for one in body.left_out] == [
        ("{{ note(…) }}", 6),
        ("{% box(…) %}", 7),
        ("{{ youtube(…) }}", 10),
    ]


def test_what_a_shortcode_encrypts_is_left_out_with_it(site: Site) -> None:
    for name in ("protected", "note"):
        site.write(f"templates/shortcodes/{name}.html", "<b></b>")
    text = 'a{% protected(by="x") %}secret {% note() %}too{% end %}\nsecret{% end %}b{% note() %}shown{% end %}'
    assert site.made(text).text.split() == ["a", "bshown"]


def test_pictures_with_shortcodes_in_their_addresses_go(site: Site) -> None:
    site.write("templates/shortcodes/cdn.html", "")
    assert site.body("a ![b]({{ cdn() }}/b.png) c\n") == "a  c\n"


def test_a_shortcode_that_nothing_can_define_is_an_error(site: Site) -> None:
    site.configure('theme = "x"')
    site.write("themes/x/templates/shortcodes/other.html", "")
    with pytest.raises(ContentError) as caught:
        site.body("a\n{% nope() %}b{% end %} {{ other() }} {{ youtube(id=1) }}")
    [one] = caught.value.diagnostics
    assert one.text == "The shortcode `nope` cannot be replaced: neither Zola nor the site has one of this name."
    assert one.where.column == 1


@pytest.mark.parametrize("path", ["templates/shortcodes/in/nope.md", "themes/x/templates/shortcodes/nope.html", ""])
def test_a_shortcode_that_a_theme_may_define_is_left_out(site: Site, path: str) -> None:
    site.configure('theme = "x"')
    if path:
        site.write("themes/x/templates/page.html", "")
        site.write(path, "")
    assert site.body("a {{ nope(x=[1, 2], y=true) }}{% nope() %}b{% end %}").strip() == "a b"
    assert site.body("a {{ nope(x='l\\'a', y=\"\\\"\") }}").strip() == "a"


def test_a_link_to_nothing_is_left_out_where_zola_is_told_to_build_it(site: Site) -> None:
    site.configure("[link_checker]", 'internal_level = "warn"')
    body = site.made("a [b](@/nothing.md) c")
    assert body.text == "a b c"
    assert [one.what for one in body.left_out] == ["@/nothing.md"]


def test_shortcodes_meant_as_text_are_text(site: Site) -> None:
    assert site.body('{{/* youtube(id="x") */}} {{ x }}\n') == '{{ youtube(id="x") }} {{ x }}\n'


def test_pictures_are_looked_for_outside_of_shortcodes(site: Site) -> None:
    post = site.post(body='![A](a.png) {{ box(src="![B](b.png)") }}\n')
    assert [image.url for image in post.body_images] == ["https://example.com/posts/a/a.png"]


def test_links_to_files_become_addresses_but_not_in_code(site: Site) -> None:
    site.configure("[languages.ko]")
    site.write("content/b/c.md", '+++\ntitle = "C"\nslug = "see"\n+++\n')
    site.write("content/b/c.ko.md", '+++\ntitle = "C"\n+++\n')
    body = site.body("[c](@/b/c.md#x) [k](<@/b/c.ko.md>) `[c](@/b/c.md)`\n\n[r]: @/b/c.md\n")
    assert body == (
        "[c](https://example.com/b/see/#x) [k](<https://example.com/ko/b/c/>) `[c](@/b/c.md)`\n\n"
        "[r]: https://example.com/b/see/\n"
    )


def test_links_to_nothing_are_named(site: Site) -> None:
    (finding,) = refused(site, "\n[c](@/b/c.md)\n").diagnostics
    assert (finding.code, finding.where.line) == ("post/lost-link", 6)


# Markdown


@pytest.mark.parametrize(
    ("lines", "written", "made"),
    [
        ((), "# H {#h .b}\n\na {b}", "<h1>H</h1>\n<p>a {b}</p>"),
        ((), ":tea: a\n: b", "<p>:tea: a\n: b</p>"),
        (("[markdown]", "render_emoji = true"), ":tea:", "<p>🍵</p>"),
        (("[markdown]", "smart_punctuation = true"), '"a"...', "<p>“a”…</p>"),
        (("[markdown]", "definition_list = true"), "a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
        (
            ("[markdown]", "github_alerts = true"),
            "> [!NOTE]\n> a",
            "<div>\n<p><strong>Note</strong></p>\n<p>a</p>\n</div>",
        ),
    ],
)
def test_options_of_markdown_are_followed(site: Site, lines: tuple[str, ...], written: str, made: str) -> None:
    site.configure(*lines)
    assert site.html(written) == made


@pytest.mark.parametrize(("lines", "anchor"), [((), "a"), (("[markdown]", "bottom_footnotes = true"), "fn-a")])
def test_footnotes_lead_to_the_anchors_of_the_page(site: Site, lines: tuple[str, ...], anchor: str) -> None:
    site.configure(*lines)
    assert f'href="https://example.com/a/#{anchor}"' in site.html("b[^a]\n\n[^a]: c\n")
