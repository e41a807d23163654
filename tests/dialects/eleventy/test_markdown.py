"""Markdown of Eleventy sites: the plug-ins of markdown-it that the configuration loads."""

from __future__ import annotations

import pytest

from feedpub.content import render
from feedpub.content.flavour import TOC, Flavour
from feedpub.model.records import Markup
from feedpub.sites.eleventy import markdown
from feedpub.sites.shared.javascript import Script


def html(written: str, script: str) -> str:
    return render(written, Markup.MARKDOWN, "https://example.com/a/", markdown.flavour([Script(script)]))


def test_without_plug_ins_markdown_is_the_common_one() -> None:
    assert markdown.flavour([Script("export default function () {}")]) == Flavour(constructs=(TOC,))


@pytest.mark.parametrize(
    ("plugin", "written", "made"),
    [
        ("markdown-it-container", "::: tip\nb\n:::", "<p><strong>Tip</strong></p>\n<p>b</p>"),
        (
            "markdown-it-github-alerts",
            "> [!NOTE]\n> b",
            "<blockquote>\n<p><strong>Note</strong></p>\n<p>b</p>\n</blockquote>",
        ),
        ("markdown-it-table-of-contents", "[[toc]]\n\nb", "<p>b</p>"),
        ("markdown-it-deflist", "a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
        ("markdown-it-attrs", "# A {#b .c}", "<h1>A</h1>"),
        ("markdown-it-abbr", "*[A]: b\n\nA", '<p><abbr title="b">A</abbr></p>'),
        ("markdown-it-emoji", ":tea:", "<p>🍵</p>"),
        ("markdown-it-mark", "==a==", "<p><mark>a</mark></p>"),
        ("@vscode/markdown-it-katex", "$a*b*c$", "<p>$a*b*c$</p>"),
        ("markdown-it-anchor", "a\n: b", "<p>a\n: b</p>"),
    ],
)
def test_what_a_plug_in_adds_is_rendered(plugin: str, written: str, made: str) -> None:
    assert html(written, f'import plugin from "{plugin}";') == made
    assert html(written, f"const plugin = require('{plugin}');") == made


def test_options_of_markdown_it_are_followed() -> None:
    assert html('"a"\nb', "const md = markdownIt({ html: true, breaks: true, typographer: true });") == (
        "<p>“a”<br>\nb</p>"
    )
    assert html("a\nb", "const md = new MarkdownIt({ breaks: false });") == "<p>a\nb</p>"
    assert html("a\nb", "const md = markdownIt('default');") == "<p>a\nb</p>"


def test_footnotes_have_the_anchors_of_the_plug_in() -> None:
    made = html("a[^x] b[^x]\n\n[^x]: c\n", 'import footnote from "markdown-it-footnote";')
    for anchor in ("fn1", "fnref1", "fnref1:1"):
        assert f'id="{anchor}"' in made
        assert f'href="https://example.com/a/#{anchor}"' in made
