"""feedpub.content.render: clean HTML for readers, every URL absolute."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.content import render
from feedpub.content.flavour import Flavour
from feedpub.model.records import Markup

BASE = "https://example.com/2024/a/"
SEED = Path(__file__).parents[3] / "shared" / "seed"


def html(body: str) -> str:
    return render(body, Markup.HTML, BASE)


def markdown(body: str) -> str:
    return render(body, Markup.MARKDOWN, BASE)


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<form action=/x><input name=q>t<select><option>1</select><textarea>u</textarea></form>", "t"),
        ("<object data=x><embed src=y>f</object>", "f"),
        ("<svg><title>t</title><script>x</script></svg>a", "t a"),
        ("<font color=red>a</font>", "a"),
        ("<p class=a style='color:red' id=b data-ke-size=size16>a</p>", "<p>a</p>"),
        ("a<!-- comment --><!--more-->b", "ab"),
        ("<p>a\x0b&#11;\ufffe\rb\r\nc&#13;d</p>", "<p>a\nb\nc\nd</p>"),
        ("<p>a &lt;b&gt; &amp;amp; c</p>", "<p>a &lt;b&gt; &amp;amp; c</p>"),
    ],
)
def test_what_readers_drop_is_dropped(body: str, clean: str) -> None:
    assert html(body) == clean


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "&#106;avascript:x", "vbscript:x", "data:text/html,x",
     "data:image/png;base64,AA", "https://a b/", "//a..b/", "blob:x", "file:///etc/passwd"],
)  # fmt: skip
def test_a_link_that_is_dangerous_or_broken_is_only_its_text(href: str) -> None:
    assert html(f'<a href="{href}">x</a>') == "<a>x</a>"


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ('<a href="../b c">x</a>', '<a href="https://example.com/2024/b%20c">x</a>'),
        ('<a href="/한?a=1&amp;b=2">x</a>', '<a href="https://example.com/%ED%95%9C?a=1&amp;b=2">x</a>'),
        ('<a href="#x">x</a>', '<a href="https://example.com/2024/a/#x">x</a>'),
        ('<a href="mailto:a@b.kr">x</a>', '<a href="mailto:a@b.kr">x</a>'),
        ('<a href="https://한국.kr">x</a>', '<a href="https://xn--3e0b707e.kr/">x</a>'),
        ('<q cite="/s">x</q>', '<q cite="https://example.com/s">x</q>'),
        ('<img src="a.png" loading=lazy decoding=async>', '<img src="https://example.com/2024/a/a.png">'),
        ('<img src="DATA:image/png;base64,A A">', '<img src="DATA:image/png;base64,AA">'),
        ("<video src=v.mp4 poster=/p.png autoplay></video>",
         '<video src="https://example.com/2024/a/v.mp4" poster="https://example.com/p.png" controls=""></video>'),
        ('<img src=a srcset="/b.png 2x, /c,d.png, data:image/gif;base64,A 3x">',
         '<img src="https://example.com/2024/a/a" srcset="https://example.com/b.png 2x, https://example.com/c,d.png">'),
        ('<img src=a srcset="data:x 1x">', '<img src="https://example.com/2024/a/a">'),
    ],
)  # fmt: skip
def test_every_url_is_absolute_and_ascii(body: str, clean: str) -> None:
    assert html(body) == clean


@pytest.mark.parametrize("page", ["", "/2024/a/", BASE])
def test_a_footnote_is_where_its_link_leads_in_the_page_and_in_the_text(page: str) -> None:
    text = (
        f'<p>a<sup id="fnref:1"><a href="{page}#fn:1">1</a></sup></p><p id="fn:1">n <a href="{page}#fnref:1">↩</a></p>'
    )
    assert html(text) == text.replace(f'"{page}#', f'"{BASE}#')


def test_ids_stay_where_a_link_of_the_post_leads() -> None:
    body = '<a href="#n1">1</a><a href="https://example.com/2024/a/#%EA%B0%81">2</a>'
    body += "<p id=n1>a</p><p id=각>b</p><p id=c>c</p>"
    assert re.findall(r'id="[^"]+"', html(body)) == ['id="n1"', 'id="각"']


def test_tables_stay_whole() -> None:
    body = (
        '<table class=x border=1><thead><tr><th scope=col style="width:1px">a</th></tr></thead>'
        "<tbody><tr><td colspan=2 rowspan=1 align=center>b</td></tr></tbody></table>"
    )
    assert html(body) == (
        '<table><thead><tr><th scope="col">a</th></tr></thead>'
        '<tbody><tr><td colspan="2" rowspan="1" align="center">b</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ('<iframe src="//www.youtube.com/embed/x" title=A onload=x style=y>old</iframe>',
         ('<iframe src="https://www.youtube.com/embed/x" title="A"></iframe><p><a href="https://www.youtube.com/watch?v=x">A</a></p>')),
        ('<iframe data-src="https://player.vimeo.com/video/1"></iframe>',
         ('<iframe src="https://player.vimeo.com/video/1"></iframe><p><a href="https://vimeo.com/1">https://vimeo.com/1</a></p>')),
        ('<iframe src="https://maps.example.org/m?a=1&amp;b" title="Map &lt;1&gt;"></iframe>',
         '<a href="https://maps.example.org/m?a=1&amp;b">Map &lt;1&gt;</a>'),
        ('<iframe src="https://maps.example.org/m"><img src=x onerror=alert(1)></iframe>',
         '<a href="https://maps.example.org/m">maps.example.org</a>'),
        ('<iframe src="https://www.youtube.com.evil.org/embed/x"></iframe>',
         '<a href="https://www.youtube.com.evil.org/embed/x">www.youtube.com.evil.org</a>'),
        ('<iframe src="javascript:x"></iframe>', ""),
        ("<iframe srcdoc='<script>x</script>'></iframe>", ""),
    ],
)  # fmt: skip
def test_frames_of_known_players_stay_and_others_become_links(body: str, clean: str) -> None:
    assert html(body) == clean


@pytest.mark.parametrize(
    "host",
    ["www.youtube-nocookie.com", "open.spotify.com", "w.soundcloud.com", "bandcamp.com", "www.dailymotion.com",
     "play-tv.kakao.com", "tv.kakao.com", "tv.naver.com"],
)  # fmt: skip
def test_a_known_player_keeps_its_frame(host: str) -> None:
    assert html(f'<iframe src="https://{host}/e"></iframe>').startswith(f'<iframe src="https://{host}/e"></iframe>')


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<p>&nbsp;</p><p>a</p><p> <br></p><div><br></div>", "<p>a</p>"),
        ("<p><span></span></p><h2> </h2><div><p></p></div>a", "a"),
        ('<div class="separator" style="clear:both"><a href=/b><img src=/s></a></div>',
         '<p><a href="https://example.com/b"><img src="https://example.com/s"></a></p>'),
        ('<div class="separator x"><div>a</div></div>', "<div><div>a</div></div>"),
        ('<div class="separators">a</div>', "<div>a</div>"),
        ("a<b> </b>b", "a<b> </b>b"),
    ],
)  # fmt: skip
def test_debris_of_editors_goes(body: str, clean: str) -> None:
    assert html(body) == clean


@pytest.mark.parametrize("code", ["\n\n  x", "\nx", "  x\n\n\ty  ", "&lt;img data-src='a'&gt;", "&lt;p&gt;&lt;/p&gt;"])
def test_code_survives_exactly(code: str) -> None:
    assert _text(html(f"<pre>\n{code}</pre>")) == _text(f"<pre>\n{code}</pre>")
    assert _text(html(f"<pre><code>{code}</code></pre>")) == _text(f"<pre><code>{code}</code></pre>")


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def _text(fragment: str) -> str:
    """The text as a browser would show it: one line break after `<pre>` is dropped."""
    parser = _Shown()
    parser.feed(fragment.replace("<pre>\n", "<pre>"))
    parser.close()
    return parser.text


def test_an_end_that_parsing_changes_is_parsed_until_it_is_stable() -> None:
    body = "<object><a href=/x>1<button><a href=/y>2</a></button></a></object>"
    assert html(html(body)) == html(body)


def test_markdown_has_what_github_has_and_footnotes() -> None:
    result = markdown(
        "**강조**입니다 ~~s~~ www.example.org <b onclick=x>raw</b>[^1]\n\n- [x] done\n- [ ] open\n\n"
        "|a|b|\n|-|:-:|\n|1|2|\n\n```py\n<p>\n```\n\n[^1]: note\n"
    )
    assert "<strong>강조</strong>입니다 <del>s</del>" in result
    assert '<a href="http://www.example.org/">www.example.org</a> <b>raw</b>' in result
    assert "<li>☑ done</li>\n<li>☐ open</li>" in result
    assert '<th align="center">b</th>' in result
    assert "<pre><code>&lt;p&gt;\n</code></pre>" in result
    assert '<sup><a href="https://example.com/2024/a/#fn-1" id="fnref-1">1</a></sup>' in result
    assert '<li id="fn-1">' in result


def test_a_script_in_markdown_is_dropped() -> None:
    assert markdown("a <script>x</script>\n\n[l](javascript:x)") == "<p>a </p>\n<p><a>l</a></p>"


@pytest.mark.parametrize(
    "body",
    ["<div>" * 10_000, "<b>" * 600, "".join(f"<i id={i}>" for i in range(400)) + "<p>x" * 20_000],
)
def test_html_that_no_parser_should_be_given_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="open inside each other"):
        html(body)


def test_quotes_nested_ten_thousand_deep_are_refused() -> None:
    with pytest.raises(ValueError, match="open inside each other"):
        markdown(">" * 10_000 + "x")


@pytest.mark.parametrize("piece", ["<p>x", "<li>x", "<b>x</b>", "<!-- <div> -->", "<br>", "<script><b></script>", "< "])
def test_a_long_post_that_is_flat_is_no_deep_post(piece: str) -> None:
    assert html(piece * 2_000) is not None


def test_threads_do_not_mix_their_posts() -> None:
    def rendered(number: int) -> bool:
        base = f"https://example.com/{number}/"
        return render('<a href="x">x</a>' * 20, Markup.HTML, base) == f'<a href="{base}x">x</a>' * 20

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(rendered, range(200)))


_OPEN = st.sampled_from(
    ["<p>", "<div>", "<b>", "<a href='/x'>", "<a href=#n>", "<ul><li>", "<table><tr><td>", "<pre>\n", "<blockquote>",
     "<h2>", "<div class=separator>", "<noscript>", "<picture>", "<object>", "<figure>", "<span>", "<i>", "<em id=n>"]
)  # fmt: skip
_CLOSE = st.sampled_from(
    ["</p>", "</div>", "</b>", "</a>", "</ul>", "</table>", "</pre>", "</h2>", "</noscript>", "</picture>", "</object>"]
)
_LEAF = st.sampled_from(
    ["글", "a ", "\n", "&nbsp;", "&lt;script&gt;", "<br>", "<img src=a.png>",
     "<img data-src=/b.png src=data:image/gif;x>",
     "<img>", "<img srcset='c 1x'>", "<source srcset=d>", "<script>x</script>", "<iframe src=//evil.org/></iframe>",
     "<iframe src='https://www.youtube.com/embed/x'>", "</iframe>", "<!-- c -->", "\r",
     "&#13;", "&#11;", "<p>&nbsp;</p>",
     "<input onfocus=x>", "<math><mi>", "<svg>", "<q cite=/c>", "<a href='javascript:x' onclick=y>",
     "<style>", "</style>"]
)  # fmt: skip


@given(st.lists(st.one_of(_OPEN, _CLOSE, _LEAF), max_size=25))
def test_what_is_rendered_is_safe_absolute_and_stable(pieces: list[str]) -> None:
    result = html("".join(pieces))
    assert html(result) == result
    assert not re.search(r"<(?:script|style|noscript|x-|input|svg|object)|<[^>]*(?:javascript:| on\w+=| data-)", result)
    for url in re.findall(r' (?:href|src|poster|cite|srcset)="([^"]*)"', result):
        assert url.startswith(("https://", "data:image/"))
        assert url.isascii()
    assert ET.fromstring(f"<a>{result.replace('&', '&amp;').replace('<', '&lt;')}</a>").text is not None or not result


@given(st.text(alphabet="가a #*_`>[]()!<>-\n|~:/&;\"'=x", max_size=60))
def test_what_is_rendered_from_markdown_is_stable(body: str) -> None:
    result = markdown(body)
    assert html(result) == result


@pytest.mark.skipif(not SEED.is_dir(), reason="the sample posts are not part of the project")
def test_the_sample_posts_are_rendered_whole() -> None:
    for path in sorted(SEED.glob("*.txt")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        result = html(body)
        assert html(result) == result
        assert "data-ke" not in result
        assert "style" not in result
        for tag in ("<p>", "<td>", "<li>", "<img "):
            assert result.count(tag) == len(re.findall(tag.rstrip("> ") + r"[\s>]", body))


@pytest.mark.parametrize("html", ["<rt>", "<rp>", "<optgroup>", "<div></x>", "<div></span>", "<svg><g></x>"])
def test_elements_that_nothing_ends_are_refused_however_many_ends_of_others_there_are(html: str) -> None:
    with pytest.raises(ValueError, match="open inside each other"):
        render(html * 2000, Markup.HTML, "https://example.org/")


def test_readings_without_end_tags_end_with_their_ruby() -> None:
    html = "<ruby>\N{CJK UNIFIED IDEOGRAPH-6F22}<rt>kan<rp>)</ruby>" * 1000
    assert render(html, Markup.HTML, "https://example.org/").count("<ruby>") == 1000


def test_a_line_of_more_addresses_than_memory_bears_is_refused() -> None:
    with pytest.raises(ValueError, match="too many @ in one line"):
        render("a@b.example " * 10_000, Markup.MARKDOWN, "https://example.org/")
    assert render("a@b.example\n" * 1000, Markup.MARKDOWN, "https://example.org/").count("<a ") == 1000


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('<a href="/y/">r</a>', '<a href="https://e.example/s/y/">r</a>'),
        ("[r](/y/)", '<p><a href="https://e.example/s/y/">r</a></p>'),
        ('<a href="/s/y/">r</a>', '<a href="https://e.example/s/y/">r</a>'),
        ('<a href="//cdn.example/y/">r</a>', '<a href="https://cdn.example/y/">r</a>'),
        ('<a href="y/">r</a>', '<a href="https://e.example/s/a/y/">r</a>'),
        (
            '<img srcset="/i.png 1x, /j.png 2x" src="/i.png">',
            '<img srcset="https://e.example/s/i.png 1x, https://e.example/s/j.png 2x" src="https://e.example/s/i.png">',
        ),
    ],
)
def test_what_begins_with_a_slash_may_lie_below_the_site(written: str, made: str) -> None:
    markup = Markup.HTML if written.startswith("<") else Markup.MARKDOWN
    assert render(written, markup, "https://e.example/s/a/", Flavour(root="/s")) == made
