"""The text of a post in its page, found by the words of its source."""

from __future__ import annotations

import re

import pytest

from feedpub.model.records import Markup, Post
from feedpub.sites.html import reading
from feedpub.sites.html.source_text import of_restructured, source_text
from tests.dialects.html.pages import URL, page, rules_of

WORDS = "The kettle boils at dawn, and nobody has asked for tea yet.\n\nLater everybody wants a cup with milk."
TEXT = (
    "<p>The kettle boils at dawn, and nobody has asked for tea yet.</p>\n<p>Later everybody wants a cup with milk.</p>"
)
SHARE = '<div class="box"><a href="https://social.example/">Tell all your friends of this</a></div>'
HEAD = '<div class="top"><h1>Tea</h1><p class="when">3 January 2024, four minutes</p></div>'


def found(source: str, body: str, title: str = "Tea", markup: Markup = Markup.MARKDOWN, **rules: object) -> str | None:
    """Return the text that a page with this body, and the title `Tea`, has of a post with this source."""
    post = Post(source="a.md", stem="a", url=f"{URL}a/", title=title, markup=markup, body_line=1)
    html = page("<title>Tea | Site</title>", body)
    read = reading.page_of(html.encode(), "a/index.html", URL)
    return reading.matched_body(read, post, rules_of(**rules), source_text(source, markup))


def text(source: str, body: str, content: str = "", layout: str = "") -> str:
    """Return the same without white space between elements."""
    html = found(source, body, content=content, layout=layout)
    assert html is not None
    return re.sub(r">\s+<", "><", html)


FLAT = re.sub(r">\s+<", "><", TEXT)


@pytest.mark.parametrize(
    "body",
    [
        f"<main><article>{HEAD}<div>{TEXT}</div>{SHARE}</article></main>",
        f"<main>{HEAD}<div><div>{TEXT}</div></div><div>{SHARE}</div></main>",
        f"<div>{HEAD}{TEXT}{SHARE}</div>",
        f"<table><tr><td>Menu</td><td>{HEAD}{TEXT}</td></tr></table>{SHARE}",
        f"<d-article>{TEXT}</d-article>",
        TEXT,
    ],
)
def test_what_surrounds_the_text_stays_outside_whatever_the_layout(body: str) -> None:
    assert text(WORDS, body) == FLAT


def test_a_page_of_another_post_does_not_hold_the_text() -> None:
    assert found(WORDS, "<article><p>Nothing of this was ever said about any kettle at dawn.</p></article>") is None


def test_a_page_from_before_the_text_was_written_anew_does_not_hold_it() -> None:
    written = "This morning I have rewritten all of it. Nothing that stood here before is left of the whole story."
    assert found(written, f"<article>{TEXT}</article>") is None


def test_a_list_with_beginnings_of_posts_does_not_hold_the_text() -> None:
    source = " ".join(f"word{number}" for number in range(200))
    start = " ".join(f"word{number}" for number in range(30))
    assert found(source, f"<article><p>{start}</p></article><article><p>Others are here, too.</p></article>") is None


def test_of_a_list_with_whole_posts_only_this_one_is_taken() -> None:
    other = "<article><h2>Coffee</h2><div><p>Beans are roasted slowly over a fire of wood.</p></div></article>"
    assert text(WORDS, f"<main>{other}<article><h2>Tea</h2><div>{TEXT}</div></article>{other}</main>") == FLAT


def test_what_only_the_generator_can_make_is_part_of_the_text() -> None:
    source = (
        'See this first, it is new and good.\n\n{{< notice >}}\nMind the step.\n{{< /notice >}}\n\n{{< chart "x" >}}\n'
    )
    made = "<p>See this first, it is new and good.</p><div><p>Mind the step.</p></div><div>A chart of eleven bars</div>"
    body = f"<article>{HEAD}<div>{made}</div>{SHARE}</article>"
    assert text(source, body) == made


def test_templates_at_the_edges_keep_what_stands_there() -> None:
    made = f"<div>Warning, this is old</div>{TEXT}<div>Made by a template</div>"
    assert text(f"{{% old %}}\n\n{WORDS}\n\n{{% end %}}", f"<article>{made}</article>") == re.sub(r">\s+<", "><", made)


def test_a_table_that_a_template_makes_is_taken_with_the_only_words_of_the_source() -> None:
    source = "These versions are there:\n\n{% for one in site.data.versions %}{{ one }}{% endfor %}"
    made = f"<p>These versions are there:</p><table>{'<tr><td>A version with a name</td></tr>' * 30}</table>"
    assert text(source, f"<main>{HEAD}<div>{made}</div></main>").count("<td>") == 30


def test_a_marked_element_around_is_taken_where_templates_are_used() -> None:
    source = "{{< box >}}\nMind the step when you come in.\n{{< /box >}}\n\n{{< gallery >}}"
    made = "<div><p>Mind the step when you come in.</p></div><div><img src='/a.png'></div>"
    assert "a.png" in text(source, f"<main>{HEAD}<div class='post-content'>{made}</div></main>")


def test_a_text_of_nothing_but_templates_is_that_of_its_titled_page() -> None:
    body = (
        '<article><h1>Tea</h1><div class="entry-content"><iframe src="https://www.youtube.com/embed/x"></iframe></div>'
    )
    assert "youtube" in text("{{< youtube x >}}", body)
    assert found("{{< youtube x >}}", "<h1>Not found</h1>", title="Coffee is here") is None


def test_an_empty_text_is_in_no_page() -> None:
    assert found("", f"<article>{TEXT}</article>") is None
    assert found("\n", f"<article>{TEXT}</article>") is None


@pytest.mark.parametrize("source", ["Hi!", "Yes.", "One two three"])
def test_a_short_text_is_found_in_the_page_that_has_its_title(source: str) -> None:
    body = f"<article><h1>Tea</h1><p class='x'>by Kim</p><div class='body'><p>{source}</p></div></article>"
    assert text(source, body) == f"<p>{source}</p>"
    assert found(source, body, title="Something else") is None


def test_a_short_text_is_found_in_a_page_that_has_no_title_at_all() -> None:
    post = Post(source="a.md", stem="a", url=f"{URL}a/", title="Tea", markup=Markup.MARKDOWN, body_line=1)
    read = reading.page_of(b"<p>Version 1.0.</p>", "a/index.html", URL)
    source = source_text("Version {{ x }}.", Markup.MARKDOWN)
    assert reading.matched_body(read, post, rules_of(), source) == "<p>Version 1.0.</p>"


@pytest.mark.parametrize(
    "written",
    ["朝の茶碗に湯を注ぐ。誰もまだ何も言わない。", "วันนี้ฝนตกหนักมากและไม่มีใครออกจากบ้าน", "清晨的水壶在响没有人说话"],
)
def test_texts_without_spaces_between_words_are_found_by_their_characters(written: str) -> None:
    body = f"<div><div><h1>Tea</h1><span>2024年1月3日</span></div><div class='c'><p>{written}</p></div>{SHARE}</div>"
    assert text(written, body) == f"<p>{written}</p>"
    assert found(written, "<div><p>全く別の話がここにある。写真も何もない。</p></div>") is None


def test_code_is_found_beside_the_numbers_of_its_lines() -> None:
    source = "```python\ndef boil(water):\n    return water.heat(100)\n```"
    numbers = '<td class="lntd"><pre><code><span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td>'
    code = '<td class="lntd"><pre><code>def <span>boil</span>(water):\n  return water.heat(100)\n</code></pre></td>'
    made = f'<div class="highlight"><table><tr>{numbers}{code}</tr></table></div>'
    html = text(source, f"<article>{HEAD}<div class='x'>{made}</div>{SHARE}</article>")
    assert "heat(100)" in html
    assert "four minutes" not in html
    inline = '<span class="ln">1</span>def boil(water):\n<span class="ln">2</span>  return water.heat(100)'
    assert "heat(100)" in text(source, f"<article>{HEAD}<div><pre>{inline}</pre></div></article>")


def test_formulas_are_passed_over_however_the_page_shows_them() -> None:
    source = "It is known that $E = mc^2$ holds everywhere.\n\n$$\\int_0^1 x\\,dx$$\n\nThat is all of it."
    formula = '<span class="katex"><span class="katex-mathml"><math><mi>E</mi></math></span><span>E=mc2</span></span>'
    made = f"<p>It is known that {formula} holds everywhere.</p><p>{formula}</p><p>That is all of it.</p>"
    assert text(source, f"<article>{HEAD}<div>{made}</div>{SHARE}</article>").startswith("<p>It is known that")


def test_pictures_tell_a_text_that_has_no_words() -> None:
    made = '<p><img src="/img/kettle.png" alt=""></p><p><img data-src="/img/cup_hu5d4a0b_800x0.webp" src="data:,"></p>'
    body = f"<div>{HEAD}<div>{made}</div><div><img src='/logo.png'>{SHARE}</div></div>"
    html = text("![](/img/kettle.png)\n\n![a cup](cup.jpg)\n", body)
    assert ("kettle" in html, "cup_hu" in html, "logo" in html) == (True, True, False)


def test_notes_at_the_end_are_part_of_the_text() -> None:
    source = f"{WORDS}[^1]\n\n[^1]: See it.\n"
    notes = '<div class="footnotes"><hr><ol><li id="fn:1"><p>See it. <a href="#r">↩</a></p></li></ol></div>'
    html = text(
        source,
        f"<article>{HEAD}<div>{TEXT}<sup><a class='footnote-ref' href='#fn:1'>1</a></sup>{notes}</div></article>",
    )
    assert "See it." in html


def test_what_an_author_wrote_aside_stays_and_that_of_the_page_goes() -> None:
    source = f"{WORDS}\n\n<aside>Remember to warm the pot before you pour.</aside>\n\nThat is how it is done here."
    made = f"{TEXT}<aside>Remember to warm the pot before you pour.</aside><p>That is how it is done here.</p>"
    theirs = "<aside>Subscribe to get the news of tea by mail</aside>"
    html = text(source, f"<article><div>{made[:20]}{made[20:]}{theirs}</div></article>")
    assert "warm the pot" in html
    assert "Subscribe" not in html


def test_tables_of_contents_stay_where_the_author_put_them() -> None:
    source = f"## What there is to drink\n\n{WORDS}"
    made = f'<ul id="markdown-toc"><li>What there is to drink</li></ul><h2>What there is to drink</h2>{TEXT}'
    nav = made.replace("ul", "nav")
    for body in (made, nav):
        assert "toc" not in text(source, f"<article><div>{body}</div></article>")
        assert "toc" in text(f"* toc\n{{:toc}}\n\n{source}", f"<article><div>{body}</div></article>")


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- excerpt -->"])
def test_the_mark_that_ends_the_lead_stands_where_it_stood(mark: str) -> None:
    source = WORDS.replace("\n\n", f"\n\nA second one before the mark.\n\n{mark}\n\n")
    made = TEXT.replace("</p>\n", "</p>\n<p>A second one before the mark.</p>\n")
    assert "before the mark.</p><!-- more --><p>Later" in text(source, f"<article>{HEAD}<div>{made}</div></article>")


def test_a_selector_names_the_element_and_its_page_is_checked_all_the_same() -> None:
    body = f"<div>{HEAD}<div id='x'><p>Before</p>{TEXT}</div></div>"
    assert text(WORDS, body, content="#x") == f"<p>Before</p>{FLAT}"
    assert found(WORDS, "<div id='x'><p>Nothing of this was ever said about it.</p></div>", content="#x") is None


LAYOUT = "main > div.story"


def test_a_text_is_cut_where_other_pages_of_the_site_have_it() -> None:
    own = f"<blockquote><p>Said before.</p></blockquote><div>{TEXT}</div>"
    theirs = "<p class='next'>Read the next one about coffee and its beans</p>"
    html = text(
        f"> Said before.\n\n{WORDS}", f"<main>{HEAD}<div class='story'>{own}{theirs}</div></main>", layout=LAYOUT
    )
    assert html == f"<blockquote><p>Said before.</p></blockquote><div>{FLAT}</div>"
    assert "a.png" in text(
        "{{< gallery >}}", f"<main>{HEAD}<div class='story'><img src='a.png'></div></main>", layout=LAYOUT
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<main>{HEAD}<div class='tale'>{TEXT}</div></main>",
        f"<main><div class='story'><p>Another.</p></div><div class='tale'>{TEXT}</div></main>",
        f"<main><div class='story'><p>Another.</p></div><div class='story'><div>{TEXT}</div></div></main>",
    ],
)
def test_a_page_of_another_layout_is_read_for_itself(body: str) -> None:
    assert text(WORDS, body, layout=LAYOUT) == FLAT


def test_the_layout_is_that_of_the_element_which_surely_holds_a_long_text() -> None:
    long = " ".join(f"word{number}" for number in range(60))
    source = source_text(long, Markup.MARKDOWN)
    body = page("", f"<main>{HEAD}<div class='story wide'><p>{long}</p></div></main>").encode()
    assert reading.layout(reading.page_of(body, "a.html", URL), source) == "main > div.story.wide"
    assert not reading.layout(reading.page_of(body, "a.html", URL), source_text("Short.", Markup.MARKDOWN))
    assert not reading.layout(reading.page_of(b"", "a.html", URL), source)


def test_more_of_the_source_around_an_element_is_worth_a_little_more_of_the_page() -> None:
    body = f"<main>{HEAD}<div><p>It was said before that</p><section>{TEXT}</section><p>Next one</p></div></main>"
    html = text(f"It was said before that\n\n{WORDS}", body)
    assert html.startswith("<p>It was said before that</p>")
    assert "four minutes" not in html


def test_templates_leave_addresses_that_can_be_read() -> None:
    source = "See ![it]({{ site.url }}/a.png) and [that page][x] of mine.\n\n[x]: {{ page.x | prepend: site.url }}\n"
    assert source_text(source, Markup.MARKDOWN).words == ("see", "\x1aa", "and", "that", "page", "of", "mine")


@pytest.mark.parametrize(
    "template",
    [
        "{% comment %} hidden {% endcomment %}",
        "{# hidden #}",
        "{{ hidden }}",
        "{::comment} hidden {:/comment}",
        "{: .hidden}",
    ],
)
def test_templates_and_comments_are_no_words(template: str) -> None:
    assert source_text(f"One {template} two", Markup.MARKDOWN).words == ("one", "two")


def test_templates_in_code_are_words() -> None:
    assert "site" in source_text("Write `{{ site.url }}` there", Markup.MARKDOWN).words


def test_a_text_in_restructured_text_has_the_words_that_its_page_has() -> None:
    written = """A *title*
=========

:date: 2024-08-01
:tags: Tea, rst

Text & <b>, with a `link <{filename}/green.md>`_ and :doc:`that one`.

.. image:: {static}/images/cup.png
   :alt: a cup

.. code-block:: python

   print("tea")

.. _target: https://example.com/
"""
    words = source_text(of_restructured(written), Markup.HTML).words
    assert " ".join(words) == "text b with a link and that one \x1acup print tea"
