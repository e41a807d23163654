"""Markdown of Pelican sites: which extensions of Python-Markdown the configuration names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import content
from feedpub.model.records import Level, Markup

if TYPE_CHECKING:
    from tests.dialects.pelican.site import Site

POST = "Title: Tea\nDate: 2024-01-02\n\n"
_ADMONITION = "MARKDOWN = {'extension_configs': {'markdown.extensions.admonition': {}}}"


def html(site: Site, written: str, *lines: str) -> str:
    site.configure(*lines)
    body = site.body(POST + written)
    settings = site.survey().collected.settings
    assert settings is not None
    return content.render(body, Markup.MARKDOWN, "https://example.com/a/", settings.flavour)


def test_extra_is_on_until_the_configuration_names_others(site: Site) -> None:
    written = "A\n:   b\n\n## H {#h}\n\nHTML\n\n*[HTML]: T\n"
    assert html(site, written) == (
        '<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>\n<h2>H</h2>\n<p><abbr title="T">HTML</abbr></p>'
    )
    assert "<h2>H {#h}</h2>" in html(site, written, _ADMONITION)


@pytest.mark.parametrize(
    ("extension", "written", "made"),
    [
        ("markdown.extensions.admonition", "!!! note\n    a", "<div>\n<p><strong>Note</strong></p>\n<p>a</p>\n</div>"),
        ("admonition", "!!! note\n    a", "<div>\n<p><strong>Note</strong></p>\n<p>a</p>\n</div>"),
        ("pymdownx.details", "??? a\n    b", "<details>\n<summary>A</summary>\n<p>b</p>\n</details>"),
        ("markdown.extensions.toc", "[TOC]\n\na", "<p>a</p>"),
        ("markdown.extensions.toc:TocExtension", "[TOC]\n\na", "<p>a</p>"),
        ("markdown.extensions.nl2br", "a\nb", "<p>a<br>\nb</p>"),
        ("smarty", '"a"', "<p>“a”</p>"),
        ("md_in_html", '<div markdown="1">\n*a*\n</div>', "<div>\n<p><em>a</em></p>\n</div>"),
        ("pymdownx.arithmatex", "$a*b*c$", "<p>$a*b*c$</p>"),
        ("pymdownx.emoji", ":tea:", "<p>🍵</p>"),
        ("pymdownx.mark", "==a==", "<p><mark>a</mark></p>"),
    ],
)
def test_what_an_extension_adds_is_rendered(site: Site, extension: str, written: str, made: str) -> None:
    assert html(site, written, f"MARKDOWN = {{'extensions': ['{extension}']}}") == made
    assert not site.survey().diagnostics


def test_the_plug_in_for_mathematics_keeps_them_letter_by_letter(site: Site) -> None:
    assert html(site, "$$a*b*c$$", "PLUGINS = ['render_math']") == "<p>$$a*b*c$$</p>"


def test_typogrify_is_followed(site: Site) -> None:
    assert html(site, '"a"', "TYPOGRIFY = True") == "<p>“a”</p>"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a_b",), "The extension `a_b` of Markdown is not known: texts are read without it."),
        (("a_b", "meta", "c"), "The extensions `a_b`, `c` of Markdown are not known: texts are read without them."),
    ],
)
def test_extensions_that_are_not_known_are_named_once(site: Site, names: tuple[str, ...], said: str) -> None:
    finding = site.complaint(f"MARKDOWN = {{'extensions': {list(names)}}}")
    assert (finding.code, finding.level, finding.text) == ("config/markdown-extension", Level.WARNING, said)
    assert finding.where.path == "pelicanconf.py"


def test_a_configuration_that_is_computed_is_taken_for_the_usual_one(site: Site) -> None:
    made = html(site, "## H {#h}", "MARKDOWN = {'extensions': [make()]}")
    assert made == "<h2>H</h2>"


def test_a_shape_that_is_none_names_no_extension(site: Site) -> None:
    assert html(site, "## H {#h}", "MARKDOWN = ['a']") == "<h2>H {#h}</h2>"
