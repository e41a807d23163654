from __future__ import annotations

from contextlib import suppress
from time import process_time
from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import ContentError, SystemFault
from feedpub.model.records import Level

if TYPE_CHECKING:
    from tests.dialects.site import Site


def refusal(site: Site, body: str, front: str = "") -> str:
    """Return what is said of a body that cannot be made."""
    with pytest.raises(ContentError) as caught:
        site.body(body, front)
    (one,) = caught.value.diagnostics
    assert (one.code, one.level) == ("post/liquid", Level.ERROR)
    assert one.where.path == "_posts/2024-01-02-a.md"
    assert one.hint
    return f"{one.where.line}:{one.where.column} {one.text}"


def test_a_body_without_liquid_is_as_it_stands(site: Site) -> None:
    assert site.body("A { b } % c\n") == "A { b } % c\n"


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("{{ site.title }}", "Tests"),
        ("{{ site.url }}{{ site.baseurl }}/x", "https://example.com/blog/x"),
        ("{{ '/a b.png' | relative_url }}", "/blog/a%20b.png"),
        ("{{ 'a.png' | absolute_url }}", "https://example.com/blog/a.png"),
        ("{{ 'https://other.example/a' | absolute_url }}", "https://other.example/a"),
        ("{{ page.title }} {{ page.url }}", "Own /2024/01/02/a.html"),
        ("{{ page.date | date: '%Y-%m-%dT%H:%M:%S%z' }}", "2024-01-02T00:00:00+0900"),
        ("{{ page.date | date_to_xmlschema }}", "2024-01-02T00:00:00+09:00"),
        ("{{ '2024-02-03' | date_to_string }}", "03 Feb 2024"),
        ("{{ page.date | date_to_long_string }}", "02 January 2024"),
        ("{{ page.date | date_to_rfc822 }}", "Tue, 02 Jan 2024 00:00:00 +0900"),
        ("{{ page.date | date: '%-d.%-m.%y %I %l %p %P %a %A %b %^b %B %j %u %w %e %_m' }}",
         "2.1.24 12 12 AM am Tue Tuesday Jan JAN January 002 2 2  2  1"),
        ("{{ page.date | date: '%F %T %R %V %G %Z %% %s' }}", "2024-01-02 00:00:00 00:00 01 2024 KST % 1704121200"),
        ("{{ nothing | date: '%Y' }}{{ nothing | date_to_xmlschema }}", ""),
        ("{{ '<a> & b' | escape }} {{ '<&>' | xml_escape }}", "&lt;a&gt; &amp; b &lt;&amp;&gt;"),
        ("{{ 'a b&c' | cgi_escape }} {{ '한 /' | uri_escape }}", "a+b%26c %ED%95%9C%20/"),
        ("{{ 'Hello, World!' | slugify }}", "hello-world"),
        ("{{ page.tags | array_to_sentence_string }}", "x and y"),
        ("{{ page.three | array_to_sentence_string: 'or' }}", "a, b, or c"),
        ("{{ 'a' | array_to_sentence_string }}", "a"),
        ("{{ '/a/index.html' | strip_index }}", "/a/"),
        ("{{ ' a \n b ' | normalize_whitespace }}", "a b"),
        ("{{ 'aBc' | upcase }}{{ 'aBc' | downcase }}{{ 'aBc' | capitalize }}", "ABCabcAbc"),
        ("{{ ' a ' | strip }}{{ ' b ' | lstrip }}{{ ' c ' | rstrip }}", "ab  c"),
        ("{{ 'b' | append: 'c' | prepend: page.title }}", "Ownbc"),
        ("{{ 'abab' | replace: 'a', 'x' }} {{ 'abab' | replace_first: 'a', 'x' }}", "xbxb xbab"),
        ("{{ 'abab' | remove: 'a' }} {{ 'abab' | remove_first: 'a' }}", "bb bab"),
        ("{{ page.none | default: 'x' }}{{ page.toc | default: 'y' }}{{ 'z' | default: 'x' }}", "xyz"),
        ("{{ '&lt;<' | escape_once }} {{ '<b>a</b>' | strip_html }}", "&lt;&lt; a"),
        ("{{ 'a b/c' | url_encode }} {{ 'a+b%2Fc' | url_decode }}", "a+b%2Fc a b/c"),
        ("{{ 'abcdefgh' | truncate: 6 }} {{ 'ab' | truncate: 6 }} {{ 'abcd' | truncate: 2, '' }}", "abc... ab ab"),
        ('{{ "a\nb" | newline_to_br }}{{ "a\nb" | strip_newlines }}', "a<br />\nbab"),
        ("{{ page.three | join: '-' }} {{ page.three | size }}", "a-b-c 3"),
        ("{{ page.three | first }}{{ page.three.last }}", "ac"),
        ("{{ page.three[1] }}{{ page['three'][-1] }}{{ page.three[9] }}", "bc"),
        ("{{ page.three.size }}{{ page.title.size }}", "33"),
        ("{{ page.deep.er['key'] }}{{ page.deep.er.nothing.at.all }}{{ site['title'] }}", "valueTests"),
        ("{{ page.tags }}{{ nil }}{{ 3 }}", "xy3"),
        ("{{ page.own }}", "{{ site.title }}"),
        ("a {{- ' b ' -}} c {%- comment -%} x {%- endcomment -%} d", "a b cd"),
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}"),
        ("a{% comment %}{% nothing %}{% endcomment %}b", "ab"),
        ("{% highlight ruby linenos %}\na < b\n{% endhighlight %}",
         '<pre><code class="language-ruby">a &lt; b\n</code></pre>'),
        ("{% highlight %}x{% endhighlight %}", "<pre><code>x\n</code></pre>"),
        ("{% highlight %}a{% highlight %}b{% endhighlight %}c{% endhighlight %}", "<pre><code>abc\n</code></pre>"),
        ("{% highlight liquid %}{% raw %}{{ x }}{% endraw %}{% endhighlight %}",
         '<pre><code class="language-liquid">{{ x }}\n</code></pre>'),
        ("{% gist kim/0123abcd file.rb %}",
         '<a href="https://gist.github.com/kim/0123abcd">https://gist.github.com/kim/0123abcd</a>'),
        ("{{ site.unknown }}{{ site.tall }}", "true"),
        ("{% post_url 2024-01-03-other %}", "https://example.com/blog/%EB%89%B4%EC%8A%A4/2024/01/03/other.html"),
        ("{% post_url /2024-01-03-other %}", "https://example.com/blog/%EB%89%B4%EC%8A%A4/2024/01/03/other.html"),
        ("{% post_url sub/2024-01-04-deep %}", "https://example.com/blog/sub/2024/01/04/deep.html"),
        ("{% link about.md %}", "https://example.com/blog/about.html"),
        ("{% link /files/a b.pdf %}", "https://example.com/blog/files/a%20b.pdf"),
    ],
)  # fmt: skip
def test_liquid_gives_what_jekyll_makes_of_it(site: Site, written: str, made: str) -> None:
    site.configure("baseurl: /blog", "timezone: Asia/Seoul", "tall: true")
    site.write("_posts/2024-01-03-other.md", "---\ncategories: 뉴스\n---\n")
    site.write("sub/_posts/2024-01-04-deep.md", "---\n---\n")
    site.write("about.md", "---\n---\n")
    site.write("files/a b.pdf", "%PDF")
    front = "title: Own\ntags: [x, y]\nthree: [a, b, c]\ntoc: false\nnone: ~\nown: '{{ site.title }}'\n"
    assert site.body(written, f"{front}deep: {{er: {{key: value}}}}\n") == made


@pytest.mark.parametrize(
    ("written", "kept", "what"),
    [
        ("a {% include x.html %} b", "a  b", "{% include %}"),
        ("{% include_relative x.md %}", "", "{% include_relative %}"),
        ("a {% for p in site.posts %}{{ p.title }}{% for x in y %}{% endfor %}{% endfor %} b", "a  b", "{% for %}"),
        ("a {% for p in y %}{% raw %}{% endfor %}{% endraw %}{% endfor %} b", "a  b", "{% for %}"),
        ("a {% if page.x %}secret{% else %}no{% endif %} b", "a  b", "{% if %}"),
        ("{% unless x %}a{% endunless %}", "", "{% unless %}"),
        ("{% case x %}{% when 1 %}a{% endcase %}", "", "{% case %}"),
        ("{% capture x %}a{% endcapture %}b{{ x }}", "b", "{% capture %}"),
        ("{% assign x = 'a' %}b{{ x }}", "b", "{% assign %}"),
        ("{% tablerow x in y %}a{% endtablerow %}", "", "{% tablerow %}"),
        ("{% increment x %}", "", "{% increment %}"),
        ("{% youtube abc %}", "", "{% youtube %}"),
        ("{% note %}An *aside*.{% endnote %}", "An *aside*.", "{% note %}"),
        ("{% encrypt pw %}secret{% note %}too{% endnote %}{% endencrypt %}b", "b", "{% encrypt %}"),
        ("{% password_field %}b", "b", "{% password_field %}"),
        ("{{ site.posts.size }}", "", "{{ site.posts }}"),
        ("{{ site.data.x }}", "", "{{ site.data }}"),
        ('{{ site["data"]["x"] }}', "", "{{ site.data }}"),
        ("{{ site.time | date: '%Y' }}", "", "{{ site.time }}"),
        ("{{ page.next.url }}", "", "{{ page.next }}"),
        ("{{ content }}", "", "{{ content }}"),
        ("{{ site }}", "", "{{ site }}"),
        ("{{ page.tags[x] }}", "", "{{ page.tags[x] }}"),
        ("{{ page.deep }}", "", "{{ page.deep }}"),
        ("{{ page.title | frobnicate }}", "", "{{ … | frobnicate }}"),
        ("{{ page.title | append }}", "", "{{ … | append }}"),
        ("{{ 'now' | date: '%Y' }}", "", "{{ … | date }}"),
        ("{{ 'soon' | date_to_string }}", "", "{{ … | date_to_string }}"),
        ("{{ 'ab' | truncate: 'x' }}", "", "{{ … | truncate }}"),
        ("{{ page.date | date: '%Q' }}", "", "{{ … | date }}"),
        ("{{ (1..1000000000) | join: '' }}", "", "{{ (1..1000000000) | join: '' }}"),
        ("{{ page.tags | join: ' ' | split: ' ' }}", "", "{{ … | split }}"),
        ("{% link {{ page.x }} %}", "", "{% link {{ … }} %}"),
    ],
)  # fmt: skip
def test_what_only_jekyll_can_carry_out_is_left_out_and_noted(site: Site, written: str, kept: str, what: str) -> None:
    site.configure("plugins: [jekyll-note]")
    site.write("_includes/x.html", "included")
    site.write("_data/x.yml", "secret")
    body = site.made(f"First\n\n{written}", "title: A\ntags: [b]\ndeep: {a: b}\n")
    assert body.text == f"First\n\n{kept}"
    first = body.left_out[0]
    assert (first.what, first.where.line, first.where.column) == (what, 8, written.index("{") + 1)


MALFORMED = [
    ("{{.Name}}", ""),
    ("{{ | }}", ""),
    ("{{ @x }}", ""),
    ("{{ count() }}", ""),
    ("{{#if x}}", ""),
    ("$ {{ github.ref == 'main' }}", "$ "),
    ("{{ .Site.Title | printf '%s' }}", ""),
]
"""What Liquid cannot parse, and what Jekyll 4.3 makes of it."""


@pytest.mark.parametrize(("written", "made"), MALFORMED)
def test_what_jekyll_only_warns_of_becomes_nothing_with_a_word(site: Site, written: str, made: str) -> None:
    body = site.made(f"Run:\n\n    a {written} b\n")
    assert body.text == f"Run:\n\n    a {made} b\n"
    [left] = body.left_out
    assert left.why == "Jekyll cannot read this, and makes nothing of it"
    assert "{% raw %}" in left.hint
    assert (left.where.line, left.where.column) == (5, 7 + written.index("{"))


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("{{ page.title + 1 }}", "Own"),
        ("{{ page.title | upcase foo }}", "OWN"),
        ("{{ page.title ? 'a' : 'b' }}", "Own"),
        ("{{ page.title, x | append: 'c' }}", "Ownc"),
        ("{{ 'it's' }}", "it"),
        ("{{ 1.5 }}{{ -1 }}{{ 1 + 1 }}", "1.5-11"),
        ("{{ message }}{{ a b }}{{}}{{ }}", ""),
        ("{{ page.title | frobnicate | upcase }}", "OWN"),
        ("{{ 'soon' | date: '%Y' }}", "soon"),
        ("{%- # a word -%}b{% raw %}c{% endraw x %}", "bc"),
    ],
)
def test_what_jekyll_reads_in_part_is_read_in_part(site: Site, written: str, made: str) -> None:
    body = site.made(written, "title: Own\n")
    assert (body.text, body.left_out) == (made, ())


def test_liquid_that_cannot_be_read_is_an_error_where_jekyll_is_told_to_refuse_it(site: Site) -> None:
    site.configure("liquid:", "  error_mode: strict")
    assert refusal(site, "a {{.Name}}") == "3:3 `{{.Name}}` cannot be read."
    assert not site.made("{{ (1..3) }}").text


@pytest.mark.parametrize("name", ["youtube", "seo", "IF", "doc"])
def test_a_tag_that_nothing_can_define_is_an_error(site: Site, name: str) -> None:
    assert (
        refusal(site, f"a\n{{% {name} x %}}")
        == f"4:1 `{{% {name} %}}` is no tag of Jekyll's, and the site has no plug-in."
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("_config.yml", "url: https://example.com\ngems: [x]\n"),
        ("_config.yml", "url: https://example.com\ntheme: minima\n"),
        ("_config.yml", "url: https://example.com\nremote_theme: a/b\n"),
        ("_plugins/video.rb", "# defines it"),
        ("Gemfile", "gem 'jekyll'\ngroup :jekyll_plugins do\n  gem 'x'\nend\n"),
        ("Gemfile", 'gem "github-pages"\n'),
    ],
)
def test_a_tag_that_a_plug_in_may_define_is_left_out(site: Site, path: str, text: str) -> None:
    site.write(path, text)
    body = site.made("a {% youtube x %} {% note %}*b*{% endnote %} {{ 'c' | tidy }}d")
    assert body.text == "a  *b* d"
    assert [each.what for each in body.left_out] == ["{% youtube %}", "{% note %}", "{{ … | tidy }}"]


def test_defaults_of_the_configuration_are_known_to_a_body(site: Site) -> None:
    site.configure("defaults:", "- scope: {path: ''}", "  values: {author: Kim, render_with_liquid: true}")
    assert site.body("{{ page.author }}") == "Kim"
    site.configure("defaults:", "- scope: {path: ''}", "  values: {render_with_liquid: false}")
    assert site.body("{{ page.author }} {% x %}") == "{{ page.author }} {% x %}"


def test_pictures_and_links_go_whose_addresses_are_left_out(site: Site) -> None:
    body = site.made(
        "![a]({% include x %}/a.png) <img src='{{ base }}/b.png'> [c]({{ site.data.c }}) <a href='{{ base }}'>d</a>\n",
    )
    assert body.text == "  c <a>d</a>\n"


@pytest.mark.parametrize(
    ("front", "written"),
    [
        (f"big: {'x' * 100_000}\n", "{{ page.big }}" * 20),
        (f"big: {'x' * 100_000}\n", "{{ page.big | replace: 'x', page.big }}"),
        (f"big: {'x' * 100_000}\n", "{{ page.big" + " | upcase" * 20 + " }}"),
    ],
)
def test_what_the_variables_of_a_post_come_to_is_bounded(site: Site, front: str, written: str) -> None:
    body = site.made(f"{written}b", front)
    assert len(body.text) <= 1_000_001
    assert body.left_out[0].why == "its variables come to more than 1,000,000 characters"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "Hello\n\n {% post_url 2024-01-09-nothing %}\n",
            "6:2 `{% post_url 2024-01-09-nothing %}`: there is no such post.",
        ),
        ("{% link nothing.md %}", "4:1 `{% link nothing.md %}`: there is no such file."),
        ("{% link ../secret.md %}", "4:1 `{% link ../secret.md %}`: there is no such file."),
        ("{% link .git/config %}", "4:1 `{% link .git/config %}`: there is no such file."),
        ("{% post_url ../x %}", "4:1 `{% post_url ../x %}`: there is no such post."),
        ("a {{ x", "4:3 `{{` has no `}}`."),
        ("a {{ x } }}", "4:3 `{{` has no `}}`."),
        ("a {% x", "4:3 `{%` has no `%}`."),
        ("a {% %}", "4:3 `{%` has no name behind it."),
        ("{% if x %}", "4:1 `{% if %}` has no end."),
        ("{% raw %}", "4:1 `{% raw %}` has no end."),
        ("{% comment %}", "4:1 `{% comment %}` has no end."),
        ("{% highlight ruby %}", "4:1 `{% highlight %}` has no end."),
    ],
)
def test_what_jekyll_refuses_is_an_error_with_its_place(site: Site, body: str, said: str) -> None:
    site.write(".git/config", "x")
    assert refusal(site, body, "title: A\n") == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            'a {{ site.data["../../secret"].x }}',
            '4:3 `site.data["../../secret"]` leads out of the folder of such files.',
        ),
        ("{{ site.data [ '/etc/passwd' ] | jsonify }}", '`site.data["/etc/passwd"]` leads out of'),
        ("{{ site['data']['../x'] }}", '`site.data["../x"]` leads out of'),
        ("{{ site . data['..'] }}", '`site.data[".."]` leads out of'),
        ('{% assign a = site.data["a/b"] %}', '`site.data["a/b"]` leads out of'),
        ('{% for x in site.data["..\\\\x"] %}{% endfor %}', "leads out of"),
        ("{% include ../x %}", "4:1 `{% include ../x %}` leads out of the folder of such files."),
        ("{% include '/etc/passwd' %}", "`{% include /etc/passwd %}` leads out of"),
        ("{% include_relative ../../x a=1 %}", "`{% include_relative ../../x %}` leads out of"),
        ("{% include_cached a/../../x %}", "leads out of"),
        ("{% include x %}", "`{% include x %}`: `_includes/x` is, or lies behind, a symbolic link that leads out of"),
        ("{{ site.data.x }}", '`site.data["x"]`: `_data/x.yml` is, or lies behind, a symbolic link that leads out of'),
        (
            "{{ site.data.x.y }}",
            '`site.data["x"]`: `_data/x.yml` is, or lies behind, a symbolic link that leads out of',
        ),
    ],
)
def test_what_is_left_out_and_names_a_file_elsewhere_is_an_error(
    site: Site, tmp_path_factory: pytest.TempPathFactory, body: str, said: str
) -> None:
    site.configure("plugins: [jekyll-include-cache]")
    outside = tmp_path_factory.mktemp("elsewhere")
    (site.folder / "_includes").symlink_to(outside)
    (site.folder / "_data").mkdir()
    (site.folder / "_data/x.yml").symlink_to(outside / "x.yml")
    assert said in refusal(site, body, "title: A\n")


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("a{% include {{ page.x }} %}b", "ab"),
        ("a{% include {{page.x}}/../y.html %}b", "ab"),
        ("a{% include a/b.html x='../y' %}b", "ab"),
        ('a{{ site.data.x["a/b"] }}b', "ab"),
        ("a{{ site.data[page.x] }}b", "ab"),
        ("a{% raw %}{% include ../x %}{% endraw %}b", "a{% include ../x %}b"),
        ("a{% comment %}{% include ../x %}{% endcomment %}b", "ab"),
    ],
)
def test_what_names_files_of_the_site_or_none_is_no_error(site: Site, body: str, made: str) -> None:
    site.write("_data/x.yml", "a: b\n")
    assert site.body(body, "title: A\n") == made


def test_a_link_that_leads_out_of_the_source_leads_nowhere(site: Site) -> None:
    outside = site.folder.with_name(f"{site.folder.name}-outside")
    outside.mkdir()
    (outside / "secret.md").write_text("---\npermalink: /secret/\n---\n", encoding="utf-8")
    (site.folder / "out").symlink_to(outside)
    assert refusal(site, "{% link out/secret.md %}") == "3:1 `{% link out/secret.md %}`: there is no such file."


LONG = [
    *("{% for i in x %}", "{% x %}", "{{ page.title }}", "{{ x ", "{{", "{% raw %}", "{% raw %}x{% endraw %}", "{%"),
    *(
        "{% highlight x %}<",
        "{{ page.big | upcase }}",
        "{% if x %}{% endif %}",
        "{{ site.data.x }}\n",
        "{{'",
        "{{-  -}}",
    ),
    *("<img src='{{ x }}", "![{{ x }}", "[a]({{ x }}", "{% link _posts/2024-01-02-a.md %}", "{: x", "](x){:", "```x\n"),
]


@pytest.mark.parametrize("piece", LONG)
def test_no_body_takes_longer_than_its_length(site: Site, piece: str) -> None:
    before = process_time()
    with suppress(ContentError):
        site.made(piece * (200_000 // len(piece)), f"title: A\nbig: {'x' * 50_000}\n")
    assert process_time() - before < 5


def test_a_body_whose_front_matter_switches_liquid_off_stays(site: Site) -> None:
    assert site.body("{{ x }}\n", "render_with_liquid: false\n") == "{{ x }}\n"


def test_a_post_in_a_markup_that_jekyll_has_by_plug_in_is_refused(site: Site) -> None:
    site.write("_posts/2024-01-02-a.textile", "---\ntitle: A\n---\nh1. A\n")
    collected = site.collect()
    with pytest.raises(ContentError, match=r"`\.textile`"):
        read(site, collected)


def read(site: Site, collected: object) -> str:
    from feedpub.collect import Collected, read_body  # noqa: PLC0415 - as the pipeline calls it

    assert isinstance(collected, Collected)
    return read_body(site.folder, collected.posts[0], collected.settings).text


@pytest.mark.parametrize("now", ["---\ntitle: [\n---\n", b"\xff"])
def test_a_post_that_changes_during_the_build_ends_it(site: Site, now: str | bytes) -> None:
    site.write("_posts/2024-01-02-a.md", "---\ntitle: A\n---\n")
    collected = site.collect()
    (site.folder / "_posts/2024-01-02-a.md").write_bytes(now if isinstance(now, bytes) else now.encode())
    with pytest.raises(SystemFault, match="has changed"):
        read(site, collected)


def test_pictures_are_found_behind_liquid_and_not_where_their_address_is_unknown(site: Site) -> None:
    site.configure("baseurl: /b")
    body = (
        "![a]({{ site.baseurl }}/a.png) ![b]({{ '/b.png' | relative_url }}) ![c]({{ page.c }}/c.png)\n"
        '<img src="{{ site.url }}/d.png"> <img src="{{ page.e }}">\n'
        "{% raw %}![x](x.png){% endraw %}{% comment %}![y](y.png){% endcomment %}\n"
    )
    urls = [image.url for image in site.post(body=body).body_images]
    assert urls == [
        *("https://example.com/b/a.png", "https://example.com/b/b.png", "https://example.com/d.png"),
        "https://example.com/b/2024/01/02/x.png",
    ]


# Markdown


def test_markdown_is_read_as_kramdown_reads_it(site: Site) -> None:
    assert site.html("{::comment}\na\n{:/comment}\n\n$$a*b*c$$\n\n## H {#h}\n") == "<p>\\[a*b*c\\]</p>\n<h2>H</h2>"


@pytest.mark.parametrize(
    ("keys", "made"),
    [
        ("", "<p>a\nb :tea:</p>\n<div>\n*c*\n</div>\n<p>{::x}</p>"),
        ("kramdown: {hard_wrap: true}", "<p>a<br>\nb :tea:</p>\n<div>\n*c*\n</div>\n<p>{::x}</p>"),
        (
            "kramdown: {parse_block_html: true}",
            "<p>a\nb :tea:</p>\n<div>\n<p><em>c</em></p>\n</div>\n<p>{::x}</p>",
        ),
        ("plugins: [jemoji]", "<p>a\nb 🍵</p>\n<div>\n*c*\n</div>\n<p>{::x}</p>"),
    ],
)
def test_options_of_kramdown_and_emoji_are_followed(site: Site, keys: str, made: str) -> None:
    site.configure(keys)
    assert site.html("a\nb :tea:\n\n<div>\n*c*\n</div>\n\n{::x}\n") == made


def test_another_library_for_markdown_knows_nothing_of_kramdown(site: Site) -> None:
    site.configure("markdown: CommonMarkGhPages")
    assert site.html("a\n: b\n") == "<p>a\n: b</p>"


def test_an_excerpt_of_a_post_has_no_comment_and_no_table_of_contents(site: Site) -> None:
    body = "* TOC\n{:toc}\n\n{::comment}a{:/comment}\n\nB.\n\n[more]\n\nC.\n"
    assert site.post('excerpt_separator: "[more]"\n', body).summary == "B."
    body = "A.\n\n{::comment}\nb\n\n[more]\n{:/comment}\n\nC.\n"
    assert site.post('excerpt_separator: "[more]"\n', body).summary == "A."
