from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from feedpub.content import render
from feedpub.model.errors import ContentError
from feedpub.model.records import Markup

if TYPE_CHECKING:
    from tests.dialects.site import Site


def refused(site: Site, body: str, **more: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        site.body(body, **more)
    return caught.value


def test_a_body_without_shortcodes_stays_as_it_is(site: Site) -> None:
    assert site.body("Some *text*.\n") == "Some *text*.\n"


def test_a_figure_becomes_a_picture_with_its_caption(site: Site) -> None:
    body = site.body('{{< figure src="cup.png" alt="A cup" title="Cup" caption="The *cup*" link="/big" >}}')
    assert body == (
        '<figure><a href="/big"><img src="cup.png" alt="A cup"></a>'
        "<figcaption><h4>Cup</h4><p>The <em>cup</em></p></figcaption></figure>"
    )


def test_a_figure_may_name_where_it_comes_from(site: Site) -> None:
    body = site.body('{{< figure src=cup.png caption="Cup" attr="Mina" attrlink="https://mina.example/" />}}')
    assert '<p>Cup <a href="https://mina.example/">Mina</a></p>' in body
    assert 'alt="Cup"' in body
    assert "<p>Mina</p>" in site.body('{{< figure src=cup.png attr="Mina" >}}')


def test_the_picture_of_a_figure_is_one_of_the_post(site: Site) -> None:
    post = site.post("title: A\n", '{{< figure src="cup.png" >}}\n')
    assert [image.url for image in post.body_images] == ["https://example.com/posts/a/cup.png"]


def test_highlighted_code_is_code_with_its_blank_lines(site: Site) -> None:
    body = site.body('{{< highlight go "linenos=table" >}}\nif a < b {\n\n}\n{{< /highlight >}}\n')
    assert render(body, Markup.MARKDOWN, "https://example.com/") == (
        "<pre><code>if a &lt; b {\n\n}\n</code></pre>"
    ) or "if a &lt; b {\n\n}" in render(body, Markup.MARKDOWN, "https://example.com/")


@pytest.mark.parametrize(
    ("written", "frame", "link"),
    [
        ("youtube dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4"),
        ('youtube id="a-b_c" start=30', "https://www.youtube.com/embed/a-b_c?start=30", "https://www.youtube.com/w"),
        ('vimeo id="55073825" title="A film"', "https://player.vimeo.com/video/55073825", ">A film</a>"),
    ],
)
def test_a_film_is_a_player_and_a_link(site: Site, written: str, frame: str, link: str) -> None:
    body = site.body(f"{{{{< {written} >}}}}")
    assert f'<iframe src="{frame}"' in body
    assert link in body


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("gist mina 123abc", "https://gist.github.com/mina/123abc"),
        ('x user="mina" id="42"', "https://x.com/mina/status/42"),
        ("instagram CxOWiQNP2MO", "https://www.instagram.com/p/CxOWiQNP2MO/"),
    ],
)
def test_what_needs_scripts_is_a_link(site: Site, written: str, link: str) -> None:
    assert site.body(f"{{{{< {written} >}}}}") == f'<p><a href="{link}">{link}</a></p>'


def test_details_keep_the_markdown_inside(site: Site) -> None:
    body = site.body('{{< details summary="More" >}}\nSome *text*.\n{{< /details >}}')
    html = render(body, Markup.MARKDOWN, "https://example.com/")
    assert "<summary>More</summary>" in html
    assert "<em>text</em>" in html


def test_a_comment_leaves_nothing(site: Site) -> None:
    assert site.body("a{{< comment >}}unseen {{< youtube x >}}{{< /comment >}}b") == "ab"


def test_parameters_come_from_the_page_then_from_the_site(site: Site) -> None:
    site.configure("[params.shop]", 'tel = "555"')
    assert site.body("{{< param color >}} {{< param shop.tel >}}", "params:\n  Color: red\n") == "red 555"
    assert "no parameter `no`" in str(refused(site, "{{< param no >}}"))


def test_addresses_below_the_host_are_those_of_a_site_below_a_path(site: Site) -> None:
    site.write("hugo.toml", 'baseURL = "https://example.com/sub/"\n')
    html = site.html("[y](/y/) ![](/i.png) [sub](/sub/z/) [other](//other.example/)")
    assert [address.partition('"')[0] for address in html.split('="')[1:] if address[0] != '"'] == [
        *("https://example.com/sub/y/", "https://example.com/sub/i.png", "https://example.com/sub/z/"),
        "https://other.example/",
    ]


def test_shortcodes_meant_as_text_are_text(site: Site) -> None:
    assert site.body("{{</* figure src=x */>}} {{%/* x */%}}") == "{{< figure src=x >}} {{% x %}}"


def test_shortcodes_nest(site: Site) -> None:
    body = site.body("{{% details %}}{{< highlight sh >}}ls{{< /highlight >}}{{< youtube x >}}{{% /details %}}")
    assert "<pre><code" in body
    assert body.endswith("</details>")


def test_a_shortcode_of_the_site_is_left_out_and_noted_with_its_place(site: Site) -> None:
    site.write("layouts/_shortcodes/gallery.html", "<b></b>")
    body = site.made("Text.\n\na {{< gallery a >}} b\n")
    assert body.text == "Text.\n\na  b\n"
    (one,) = body.left_out
    assert (one.what, one.where.path, one.where.line, one.where.column) == (
        *("{{< gallery >}}", "content/posts/a.md"),
        *(7, 3),
    )
    assert one.hint.startswith("Run `hugo` first")


def test_what_a_shortcode_encrypts_is_left_out_with_it(site: Site) -> None:
    for name in ("fixit-encryptor", "lock", "note"):
        site.write(f"layouts/_shortcodes/{name}.html", "<b></b>")
    text = (
        "a{{% fixit-encryptor x %}}secret {{< note >}}too{{< /note >}}{{% /fixit-encryptor %}}b"
        '{{< lock passwd="x" >}}secret{{< /lock >}}c{{< note >}}shown{{< /note >}}'
    )
    assert site.made(text).text.split() == ["abcshown"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("layouts/shortcodes/note.html", ""),
        ("layouts/posts/_shortcodes/note.html", ""),
        ("layouts/_shortcodes/Note.en.html", ""),
        ("layouts/shortcodes/note", ""),
        ("layouts/shortcodes/note.rss.xml", ""),
        ("themes/x/layouts/shortcodes/note.md", ""),
        ("go.mod", "module example.com/site"),
        ("hugo.toml", 'theme = "elsewhere"\n'),
        ("hugo.toml", "[[module.imports]]\npath = 'github.com/x/y'\n"),
        ("hugo.toml", 'themesDir = "../themes"\n'),
    ],
)
def test_what_a_shortcode_is_about_that_something_may_define_is_kept(site: Site, path: str, text: str) -> None:
    site.write(path, f'baseURL = "https://example.com/"\n{text}' if path == "hugo.toml" else text)
    body = site.made("{{< note >}}{{% note %}}inner{{% /note %}}{{< note 2 >}}")
    assert body.text == "inner"
    assert [(one.what, one.uses) for one in body.left_out] == [("{{< note >}}", 3)]


def test_a_shortcode_that_nothing_can_define_is_an_error(site: Site) -> None:
    site.configure('theme = "x"')
    site.write("themes/x/layouts/shortcodes/other.html", "")
    [one] = refused(site, "a\n{{< nope >}}b{{< /nope >}} {{< qr x />}}").diagnostics
    assert one.text == "The shortcode `nope` cannot be replaced: neither Hugo nor the site has one of this name."
    assert (one.where.line, one.where.column) == (6, 1)


def test_a_template_in_the_text_is_not_run_as_hugo_does_not(site: Site) -> None:
    body = site.made("a{{< time.inline >}}{{ now }}{{< /time.inline >}}b{{< time.inline />}}")
    assert (body.text, body.left_out) == ("ab", ())


def test_pictures_with_shortcodes_in_their_addresses_go(site: Site) -> None:
    site.write("layouts/shortcodes/cdn.html", "")
    assert site.body("a ![b]({{< cdn >}}/b.png) <img src='{{< cdn >}}'> c\n") == "a   c\n"


def test_a_shortcode_of_the_site_under_the_name_of_one_of_hugo_may_lack_what_that_needs(site: Site) -> None:
    site.write("layouts/_shortcodes/youtube.html", "<b></b>")
    assert [one.what for one in site.made("{{< youtube >}}").left_out] == ["{{< youtube >}}"]


@pytest.mark.parametrize("body", ["{{< youtube >}}", "{{< gist mina >}}", "{{< x >}}", "{{< vimeo 'a b' >}}"])
def test_a_shortcode_that_lacks_something_is_an_error(site: Site, body: str) -> None:
    assert refused(site, body).diagnostics[0].code == "post/bad-shortcode"


def test_shortcodes_within_each_other_without_end_are_an_error(site: Site) -> None:
    body = "{{< details >}}" * 60 + "{{< /details >}}" * 60
    assert "nested too deep" in refused(site, body).diagnostics[0].text


def test_a_listing_in_a_listing_is_part_of_it(site: Site) -> None:
    body = site.body("{{< highlight a >}}<{{< highlight b >}}<{{< /highlight >}}{{< /highlight >}}")
    assert body.count("&lt;") == 2
    assert "&amp;" not in body


def test_the_start_of_a_shortcode_without_its_end_is_named(site: Site) -> None:
    assert "cannot be read" in refused(site, 'a\n{{< figure src="x" \n').diagnostics[0].text


def test_what_begins_and_ends_like_a_shortcode_and_is_none_is_left_out(site: Site) -> None:
    site.write("layouts/shortcodes/em.html", "")
    body = site.made('a {{< em "a >}} b')
    assert body.text == "a  b"
    assert [one.what for one in body.left_out] == ["{{< em >}}"]
    assert "`{{< 'x' >}}` cannot be" in refused(site, "a {{< 'x' >}}").diagnostics[0].text


@pytest.mark.parametrize(
    "written",
    ['figure src=\\"a b.png\\"', 'figure src="a b.png"', "figure src=`a b.png`", 'figure\nsrc="a b.png"\n'],
)
def test_arguments_stand_between_quotes_of_any_kind(site: Site, written: str) -> None:
    assert site.body(f"{{{{< {written} >}}}}") == '<figure><img src="a b.png"></figure>'


def test_an_end_without_a_start_leaves_nothing(site: Site) -> None:
    assert site.body("a{{< /details >}}b") == "ab"


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("b", "https://example.com/posts/b-slug/"),
        ("b.md", "https://example.com/posts/b-slug/"),
        ("/posts/b", "https://example.com/posts/b-slug/"),
        ("posts/b.md#end", "https://example.com/posts/b-slug/#end"),
        ("bundle", "https://example.com/notes/bundle/"),
        ("/notes", "https://example.com/notes/"),
        ("#top", "https://example.com/posts/a/#top"),
        ("https://other.example/", "https://other.example/"),
    ],
)
def test_references_become_addresses(site: Site, reference: str, url: str) -> None:
    site.write("content/posts/b.md", "---\nslug: b-slug\n---\n")
    site.write("content/notes/bundle/index.md", "---\ntitle: B\n---\n")
    site.write("content/notes/_index.md", "---\ntitle: N\n---\n")
    assert site.body(f'{{{{< ref "{reference}" >}}}}') == url
    assert site.body(f'{{{{% relref path="{reference}" %}}}}') == url


def test_a_reference_to_nothing_or_to_several_is_named(site: Site) -> None:
    site.write("content/one/same.md", "---\ntitle: A\n---\n")
    site.write("content/two/same.md", "---\ntitle: A\n---\n")
    assert "no page `nowhere`" in refused(site, '{{< ref "nowhere" >}}').diagnostics[0].text
    assert "`one/same.md` or `two/same.md`" in refused(site, '{{< ref "same" >}}').diagnostics[0].text


@pytest.mark.parametrize("reference", ["/", "notes", "/tags/x", "tags", "Deep", "deep.md#x", "/notes/my post"])
def test_a_reference_that_hugo_may_follow_is_left_out(site: Site, reference: str) -> None:
    site.write("content/notes/deep.md", "---\ntags: [x]\n---\n")
    site.write("content/notes/My Post.md", "---\n---\n")
    body = site.body(f'[a]({{{{< ref "{reference}" >}}}})')
    assert body == "a" or body.startswith("[a](https://example.com/notes/")


def test_a_reference_to_nothing_is_left_out_where_hugo_is_told_to_build_it(site: Site) -> None:
    site.configure('refLinksErrorLevel = "WARNING"')
    body = site.made('[a]({{< relref "nowhere" >}}) {{< ref "" >}}')
    assert body.text == "a "
    assert [one.what for one in body.left_out] == ["{{< relref >}}"]


def test_references_stay_in_the_language_of_the_page(site: Site) -> None:
    site.configure("[languages.en]", "[languages.ko]")
    site.write("content/posts/b.md", "---\ntitle: B\n---\n")
    site.write("content/posts/b.ko.md", "---\ntitle: B\n---\n")
    path = "content/posts/a.ko.md"
    assert site.body('{{< ref "b" >}}', path=path) == "https://example.com/ko/posts/b/"
    assert site.body('{{< ref "b" >}}') == "https://example.com/posts/b/"


def test_references_go_to_the_folder_of_their_language(site: Site) -> None:
    site.configure("[languages.en]", 'contentDir = "content/en"', "[languages.ko]", 'contentDir = "content/ko"')
    site.write("content/en/b.md", "---\ntitle: B\n---\n")
    site.write("content/ko/b.md", "---\ntitle: B\n---\n")
    assert site.body('{{< ref "b" >}}', path="content/ko/a.md") == "https://example.com/ko/b/"


def test_the_attributes_of_headings_are_left_out_but_not_in_code(site: Site) -> None:
    body = "# Head {#id .class}\n\n```\n# Code {#id}\n```\n\nA {brace}.\n"
    assert site.html(body) == "<h1>Head</h1>\n<pre><code># Code {#id}\n</code></pre>\n<p>A {brace}.</p>"


def test_markup_that_other_programs_render_is_refused(site: Site) -> None:
    path = "content/posts/a.rst"
    assert refused(site, "Text.\n", path=path).diagnostics[0].code == "post/unknown-markup"


def test_org_files_are_left_out_with_a_warning(site: Site) -> None:
    site.write("content/posts/a.org", "#+title: A\n\nText.\n")
    assert [one.code for one in site.collect().diagnostics] == ["site/not-read"]


@pytest.mark.parametrize("opening", ["{{< a ", '{{< a "', "{{< a `", "{{</* a ", "{{% ", "# a {#b ", "{{< details >}}"])
def test_openings_without_ends_do_not_take_for_ever(site: Site, opening: str) -> None:
    body = f"{opening}\n\ntext    text\n" * 2000
    with suppress(ContentError):
        assert site.body(body)


# Markdown


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        ((), "<dl>\n<dt>Tea</dt>\n<dd>a</dd>\n</dl>\n<h2>H</h2>"),
        (("[markup.goldmark.extensions]", "definitionList = false"), "<p>Tea\n: a</p>\n<h2>H</h2>"),
        (("[markup.goldmark.parser.attribute]", "title = false"), "<h2>H {#h}</h2>"),
    ],
)
def test_definitions_and_attributes_are_on_until_they_are_switched_off(
    site: Site, lines: tuple[str, ...], made: str
) -> None:
    site.configure(*lines)
    assert made in site.html("Tea\n: a\n\n## H {#h}\n")


@pytest.mark.parametrize(
    ("lines", "written", "made"),
    [
        (("enableEmoji = true",), "Done :tada: `:tada:`", "<p>Done 🎉 <code>:tada:</code></p>"),
        ((), "Done :tada:", "<p>Done :tada:</p>"),
        (("[markup.goldmark.extensions]", "strikethrough = false"), "~~a~~", "<p>~~a~~</p>"),
        (("[markup.goldmark.extensions]", "linkify = false"), "https://e.org/", "<p>https://e.org/</p>"),
        (("[markup.goldmark.extensions.extras.superscript]", "enable = true"), "1^st^", "<p>1<sup>st</sup></p>"),
        (("[markup.goldmark.extensions.extras.mark]", "enable = true"), "==a==", "<p><mark>a</mark></p>"),
        (("[markup.goldmark.renderer]", "hardWraps = true"), "a\nb", "<p>a<br>\nb</p>"),
        (("[markup.goldmark.parser.attribute]", "block = true"), 'a\n{title="b"}', '<p title="b">a</p>'),
    ],
)
def test_options_of_goldmark_are_followed(site: Site, lines: tuple[str, ...], written: str, made: str) -> None:
    site.configure(*lines)
    assert site.html(written) == made


def test_mathematics_that_are_passed_through_are_kept_letter_by_letter(site: Site) -> None:
    site.configure(
        *("[markup.goldmark.extensions.passthrough]", "enable = true"),
        *("[markup.goldmark.extensions.passthrough.delimiters]", "block = [['$$', '$$']]"),
        r"inline = [['\(', '\)']]",
    )
    assert site.html("\\(a*b*c\\)\n\n$$\nx_1 * y_1 \\\\\n$$\n") == "<p>\\(a*b*c\\)</p>\n<p>$$\nx_1 * y_1 \\\\\n$$</p>"


@pytest.mark.parametrize("block", ["'$$'", "[['$$']]", "[['', '']]", "[1]", "[[1, 2]]"])
def test_delimiters_that_are_none_are_passed_over(site: Site, block: str) -> None:
    site.configure(
        *("[markup.goldmark.extensions.passthrough]", "enable = true"),
        *("[markup.goldmark.extensions.passthrough.delimiters]", f"block = {block}"),
    )
    assert site.html("$$a*b*c$$") == "<p>$$a<em>b</em>c$$</p>"
