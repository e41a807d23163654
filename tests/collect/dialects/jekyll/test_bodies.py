from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from feedpub.collect.sites.jekyll.bodies import without_attributes
from feedpub.errors import ContentError, SystemFault
from feedpub.model import Level

if TYPE_CHECKING:
    from tests.collect.dialects.jekyll.site import Site


def refusal(site: Site, body: str, front: str = "") -> str:
    """Give what is said of a body that cannot be made."""
    with pytest.raises(ContentError) as caught:
        site.body(body, front)
    (one,) = caught.value.diagnostics
    assert one.level is Level.ERROR
    assert one.where.path == "_posts/2024-01-02-a.md"
    assert one.hint
    return f"{one.where.line} {one.code} {one.text}"


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
        ("{{ page.tags | jsonify }}", '["x", "y"]'),
        ("{{ page.tags | array_to_sentence_string }}", "x and y"),
        ("{{ 'a,b,c' | split: ',' | array_to_sentence_string: 'or' }}", "a, b, or c"),
        ("{{ 'a' | array_to_sentence_string }}", "a"),
        ("{{ '/a/index.html' | strip_index }}", "/a/"),
        ("{{ '<p>one two</p>' | number_of_words }}", "2"),
        ("{{ ' a \n b ' | normalize_whitespace }}{{ 'x' | smartify }}", "a bx"),
        ("{{ '**b**' | markdownify | strip }}", "<p><strong>b</strong></p>"),
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}"),
        ("a{% comment %}{% nothing %}{% endcomment %}b", "ab"),
        ("{% if page.toc %}yes{% else %}no{% endif %}{% if page.big > 3 %}!{% endif %}", "no!"),
        ("{% highlight ruby linenos %}\na < b\n{% endhighlight %}",
         '<pre><code class="language-ruby">a &lt; b\n</code></pre>'),
        ("{% highlight %}x{% endhighlight %}", "<pre><code>x\n</code></pre>"),
        ("{% gist kim/0123abcd file.rb %}",
         '<a href="https://gist.github.com/kim/0123abcd">https://gist.github.com/kim/0123abcd</a>'),
        ("{{ site.data.menu.first.title }}{{ site.data.nothing }}", "Menu"),
        ("{{ site.unknown }}{{ site.tall }}", "true"),
        ('{% include note.html text="a \\"b\\"" who=page.title n=3 %}', '[a "b"|Own|3]\n'),
        ("{% include note.html text='x' %}", "[x||]\n"),
        ("{% post_url 2024-01-03-other %}", "https://example.com/blog/%EB%89%B4%EC%8A%A4/2024/01/03/other.html"),
        ("{% post_url /2024-01-03-other %}", "https://example.com/blog/%EB%89%B4%EC%8A%A4/2024/01/03/other.html"),
        ("{% post_url sub/2024-01-04-deep %}", "https://example.com/blog/sub/2024/01/04/deep.html"),
        ("{% include_relative parts/p.md %}", "(Own)"),
        ("{% link about.md %}", "https://example.com/blog/about.html"),
        ("{% link /files/a b.pdf %}", "https://example.com/blog/files/a%20b.pdf"),
    ],
)  # fmt: skip
def test_liquid_gives_what_jekyll_makes_of_it(site: Site, written: str, made: str) -> None:
    site.configure("baseurl: /blog", "timezone: Asia/Seoul", "tall: true")
    site.write("_data/menu.yml", "first: {title: Menu}\n")
    site.write("_includes/note.html", "[{{ include.text }}|{{ include.who }}|{{ include.n }}]\n")
    site.write("_posts/2024-01-03-other.md", "---\ncategories: 뉴스\n---\n")
    site.write("sub/_posts/2024-01-04-deep.md", "---\n---\n")
    site.write("about.md", "---\n---\n")
    site.write("_posts/parts/p.md", "({{ page.title }})")
    site.write("files/a b.pdf", "%PDF")
    assert site.body(written, "title: Own\ntags: [x, y]\ntoc: false\nbig: 4\n") == made


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hello\n\n{% youtube abc %}\n", "6 post/liquid The Liquid tag `{% youtube %}` is not one that feedpub knows"),
        ("{{ x | frobnicate }}", "4 post/liquid The Liquid of the post cannot be carried out: unknown filter"),
        ("{% if x %}", "post/liquid The Liquid of the post cannot be carried out"),
        ("a\n{% for p in site.posts %}{% endfor %}", "post/liquid `site.posts` needs the whole site"),
        ("{{ site.time }}", "post/liquid `site.time` needs the whole site"),
        ("{{ 'now' | date: '%Y' }}", "changes with the clock"),
        ("{{ page.date | date: '%Q' }}", "`%Q` is no part of a date"),
        ("{{ 'soon' | date: '%Y' }}", "cannot be carried out"),
        ("{% include nothing.html %}", "`{% include nothing.html %}`: there is no such file in _includes"),
        ("{% include ../_config.yml %}", "there is no such file"),
        ("{% include_relative ../_config.yml %}", "there is no such file in _posts"),
        ("{% include latin.html %}", "it cannot be read"),
        ("{% include loop.html %}", "cannot be carried out"),
        ("{% include {{ page.x }} %}", "the name of an include is made by Liquid"),
        ("{% include %}", "the name of an include"),
        ("{% post_url 2024-01-09-nothing %}", "`{% post_url 2024-01-09-nothing %}`: there is no such post"),
        ("{% link nothing.md %}", "`{% link nothing.md %}`: there is no such file"),
        ("{% link ../secret.md %}", "there is no such file"),
        ("{{ site.data.broken.x }}", "`site.data.broken` cannot be read"),
        ("{% highlight ruby %}", "cannot be carried out"),
    ],
)
def test_what_cannot_be_carried_out_is_said_with_its_place(site: Site, body: str, said: str) -> None:
    site.write("_includes/loop.html", "{% include loop.html %}")
    (site.folder / "_includes/latin.html").write_bytes(b"\xe9")
    site.write("_data/broken.yml", "a: [\n")
    assert said in refusal(site, body, "title: A\n")


def test_a_body_whose_front_matter_switches_liquid_off_stays(site: Site) -> None:
    assert site.body("{{ x }}\n", "render_with_liquid: false\n") == "{{ x }}\n"


def test_without_the_library_the_message_names_the_extra(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(sys.modules):
        if name == "liquid" or name.startswith(("liquid.", "feedpub.collect.sites.jekyll.liquid")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "liquid", None)
    monkeypatch.delattr("feedpub.collect.sites.jekyll.liquid", raising=False)
    assert "the library that carries it out is not there" in refusal(site, "{{ site.title }}")
    assert site.body("no Liquid\n") == "no Liquid\n"


def test_a_post_in_a_markup_that_jekyll_has_by_plug_in_is_refused(site: Site) -> None:
    site.write("_posts/2024-01-02-a.textile", "---\ntitle: A\n---\nh1. A\n")
    collected = site.collect()
    with pytest.raises(ContentError, match=r"`\.textile`"):
        read(site, collected)


def read(site: Site, collected: object) -> str:
    from feedpub.collect import Collected, read_body  # noqa: PLC0415 - as the pipeline calls it

    assert isinstance(collected, Collected)
    return read_body(site.folder, collected.posts[0], collected.settings)


@pytest.mark.parametrize("now", ["gone\n", "---\ntitle: [\n---\n", b"\xff"])
def test_a_post_that_changes_during_the_build_ends_it(site: Site, now: str | bytes) -> None:
    site.write("_posts/2024-01-02-a.md", "---\ntitle: A\n---\n")
    collected = site.collect()
    (site.folder / "_posts/2024-01-02-a.md").write_bytes(now if isinstance(now, bytes) else now.encode())
    with pytest.raises(SystemFault, match="has changed"):
        read(site, collected)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A\n{: .note}\n\nB\n", "A\n\nB\n"),
        ('[a](b){:target="_blank"} c', "[a](b) c"),
        ("{:toc}\n", ""),
        ("`{: .x}` and `code`{:.ruby}", "`{: .x}` and `code`"),
        ("```\n{: .x}\n```\n{: .y}\n", "```\n{: .x}\n```\n"),
        ("a {b: c}", "a {b: c}"),
    ],
)  # fmt: skip
def test_lists_of_attributes_are_left_out_of_markdown_but_not_of_code(written: str, kept: str) -> None:
    assert without_attributes(written) == kept


def test_pictures_are_found_behind_liquid_and_not_where_their_address_is_unknown(site: Site) -> None:
    site.configure("baseurl: /b")
    body = (
        "![a]({{ site.baseurl }}/a.png) ![b]({{ '/b.png' | relative_url }}) ![c]({{ page.c }}/c.png)\n"
        '<img src="{{ site.url }}/d.png"> <img src="{{ page.e }}">\n'
        "{% raw %}![x](x.png){% endraw %}{% comment %}![y](y.png){% endcomment %}\n"
    )
    urls = [image.url for image in site.post(body=body).body_images]
    assert urls == ["https://example.com/b/a.png", "https://example.com/b/b.png", "https://example.com/d.png"]
