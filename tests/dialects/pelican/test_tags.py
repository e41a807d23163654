"""Templates that plug-ins of Pelican run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dialects.pelican.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.left_out import Body

HEAD = "Title: A\nDate: 2024-01-01\n\n"
LIQUID = 'PLUGINS = ["liquid_tags.youtube"]'
JINJA = 'PLUGINS = ["jinja2content"]'


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def made(site: Site, text: str, path: str = "post.md") -> Body:
    return site.made(f"{HEAD}{text}" if path.endswith(".md") else text, path)


@pytest.mark.parametrize(
    ("written", "kept", "what"),
    [
        ("a {% notebook b.ipynb %} c", "a  c", "{% notebook %}"),
        ("{% include_code b.py lang:python %}c", "c", "{% include_code %}"),
        ("{% video /b.mp4 %}c", "c", "{% video %}"),
        ("{% gist a/b:c %}c", "c", "{% gist %}"),
        ("`{% notebook a %}`{% notebook b %}", "`{% notebook a %}`", "{% notebook %}"),
    ],
)
def test_a_tag_of_liquid_tags_is_left_out_and_noted(site: Site, written: str, kept: str, what: str) -> None:
    site.configure(LIQUID)
    body = made(site, f"First.\n\n{written}\n")
    assert body.text == f"First.\n\n{kept}\n"
    [one] = body.left_out
    assert (one.what, one.where.line, one.where.column) == (what, 6, written.rindex("{%") + 1)
    assert "pelican content" in one.hint


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{% youtube abc 600 400 %}", '<iframe src="https://www.youtube.com/embed/abc"'),
        ("{% vimeo 123 %}", '<a href="https://vimeo.com/123">'),
        ("{% gist 123 b.py %}", '<a href="https://gist.github.com/123">'),
        ("{% img /b.png %}", '<img src="/b.png" alt="">'),
        ("{%img left /b/c.png 200 100 'A cup' %}", '<img src="/b/c.png" alt="A cup">'),
    ],
)
def test_a_tag_that_says_all_is_carried_out(site: Site, written: str, shown: str) -> None:
    site.configure(LIQUID)
    body = made(site, f"a {written} b")
    assert shown in body.text
    assert body.left_out == ()


@pytest.mark.parametrize(
    "plugins",
    [
        LIQUID,
        'PLUGINS = ["liquid_tags"]',
        'PLUGINS = ["pelican.plugins.liquid_tags"]',
        'PLUGINS = ["liquid-tags.img", "x"]',
        "PLUGINS = here()",
        "",
    ],
)
def test_where_a_plug_in_may_run_them_tags_are_left_out(site: Site, plugins: str) -> None:
    site.configure(plugins)
    assert made(site, "a {% notebook b %}c").text == "a c"


@pytest.mark.parametrize("plugins", ["PLUGINS = []", 'PLUGINS = ["sitemap"]', LIQUID])
def test_what_no_plug_in_runs_is_text_as_it_is_in_the_page(site: Site, plugins: str) -> None:
    site.configure(plugins)
    assert made(site, "a {% b %} {{ c }}").text == "a {% b %} {{ c }}"


def test_jinja_is_left_out_in_code_too(site: Site) -> None:
    site.configure(JINJA)
    body = made(site, "a {{ b }} `{{ c }}` {# d #}{% for e in f %}g{% endfor %}{% raw %}{{ h }}{% endraw %}")
    assert body.text == "a   {{ h }}"
    assert [one.what for one in body.left_out] == ["{{ b }}", "{{ c }}", "{% for %}"]


def test_jinja_is_left_out_of_restructuredtext(site: Site) -> None:
    site.configure(JINJA)
    body = made(site, "A\n#\n\n:date: 2024-01-01\n\nText {{ b }}\n\n.. include:: c.rst\n", "post.rst")
    assert body.text == "<p>Text</p>\n"
    assert [(one.what, one.where.line) for one in body.left_out] == [("{{ b }}", 6), (".. include::", 8)]
