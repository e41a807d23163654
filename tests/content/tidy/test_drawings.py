"""feedpub.content: drawings in SVG are pictures that need nothing of the page, or what they are called."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from feedpub.content import excerpt, render
from feedpub.model.records import Markup

BARS = '<rect width="3" height="9"/><rect x="4" width="3" height="5"/>'
PICTURE = re.compile(r'<img src="data:image/svg\+xml,([^"]*)" alt="([^"]*)"')


def html(body: str) -> str:
    return render(body, Markup.HTML, "https://tea.example/")


def drawn(result: str) -> ET.Element:
    """The drawing of the one picture."""
    ((address, _),) = PICTURE.findall(result)
    return ET.fromstring(unquote(unescape(address)))


@pytest.mark.parametrize(
    "written",
    [
        f'<svg width="300" height="200" viewBox="0 0 30 20">{BARS}</svg>',
        f'<figure><svg viewBox="0 0 9 9">{BARS}</svg></figure>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300"><svg x="1">{BARS}</svg></svg>',
        f'<svg viewBox="0 0 300 200">{BARS}<path d="M0 0"/></svg>',
    ],
)
def test_a_drawing_is_a_picture(written: str) -> None:
    result = html(f"<p>Sales:</p>{written}")
    assert len(list(drawn(result).iter("{http://www.w3.org/2000/svg}rect"))) == 2
    assert html(result) == result


def test_a_picture_keeps_label_and_size_of_its_drawing() -> None:
    result = html(f'<svg width="300" height="200" aria-label="Sales &amp; more">{BARS}</svg>')
    assert result.endswith('alt="Sales &amp; more" width="300" height="200">')


def test_names_in_lower_case_are_those_of_svg() -> None:
    result = html(
        '<svg width="300" viewbox="0 0 3 2"><lineargradient id="g"></lineargradient><rect fill="url(#g)"/></svg>'
    )
    drawing = drawn(result)
    assert drawing.get("viewBox") == "0 0 3 2"
    assert drawing[0].tag.endswith("}linearGradient")


@pytest.mark.parametrize(
    "icon",
    [
        '<svg class="octicon" width="16" height="16" aria-hidden="true"><path d="M0"/></svg>',
        '<svg viewBox="0 0 24 24"><path d="M0"/></svg>',
        '<svg viewBox="0 0 512 512" class="svg-inline--fa fa-cup"><path d="M0"/><path/><path/></svg>',
        '<span class="icon"><svg viewBox="0 0 512 512"><path d="M0"/></svg></span>',
        '<svg viewBox="0 0 512 512" class="h-5 w-5"><path/><path/><path/></svg>',
        '<svg style="display:none"><symbol id="a"><path/></symbol></svg>',
        '<svg width="1em" height="1em" viewBox="0 0 512 512"><path/><path/><path/></svg>',
    ],
)
def test_icons_go(icon: str) -> None:
    assert html(f"<p>{icon}Tea</p>") == "<p>Tea</p>"


def test_an_icon_that_is_a_link_is_its_label() -> None:
    icon = '<svg role="img" viewBox="0 0 24 24"><title>GitHub</title><path d="M0"/></svg>'
    assert html(f'<p><a href="https://x.example/">{icon}</a></p>') == '<p><a href="https://x.example/">GitHub</a></p>'


@pytest.mark.parametrize(
    "inside",
    [
        f"<script>alert(1)</script>{BARS}",
        f'<g onclick="alert(1)">{BARS}</g>',
        f'<a href="https://evil.example/">{BARS}</a>',
        f'<image xlink:href="https://evil.example/x.png"/>{BARS}',
        f'<use href="#elsewhere"/>{BARS}',
        f"<style>@import 'x.css'</style>{BARS}",
        f"<style>rect {{ fill: url(//evil.example/x) }}</style>{BARS}",
        f"<foreignObject><p>x</p></foreignObject>{BARS}",
        f"<rect width=3>{BARS}",
        "<path d='" + "M0 0 " * 20_000 + "'/>",
    ],
)
def test_what_needs_more_than_itself_is_its_label(inside: str) -> None:
    assert (
        html(f'<p>See <svg width="300" aria-label="Sales">{inside}</svg></p>').replace("  ", " ") == "<p>See Sales </p>"
    )


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<desc>Sales by year</desc>", "Sales by year"),
        ("<title>Sales</title><desc>By year</desc>", "Sales"),
        ("<title> </title><desc>By year</desc>", "By year"),
        ('<text x="1">Tea &amp;</text><text><tspan>pots</tspan></text>', "Tea & pots".replace("&", "&amp;")),
    ],
)
def test_a_drawing_without_label_is_what_it_says_of_itself_or_holds(inside: str, words: str) -> None:
    assert html(f"<p>See <svg>{inside}</svg></p>").replace("  ", " ") == f"<p>See {words} </p>"


def test_a_drawing_that_holds_a_whole_text_is_no_label() -> None:
    assert html(f"<p>See <svg><text>{'word ' * 60}</text></svg></p>") == "<p>See </p>"


def test_a_drawing_leads_to_what_it_holds() -> None:
    result = html('<svg width="300"><defs><path id="p" d="M0"/></defs><use xlink:href="#p"/></svg>')
    assert [each.get("{http://www.w3.org/1999/xlink}href") for each in drawn(result)][1] == "#p"


def test_a_formula_that_mathjax_drew_is_its_tex() -> None:
    formula = '<mjx-container class="MathJax" jax="SVG"><svg width="2ex" data-latex="x^2"><path/></svg></mjx-container>'
    assert html(f"<p>{formula}</p>") == "<p>x^2</p>"


def test_without_tex_it_is_its_drawing() -> None:
    formula = '<mjx-container class="MathJax" jax="SVG"><svg width="2ex"><path/></svg></mjx-container>'
    assert PICTURE.search(html(f"<p>{formula}</p>"))


def test_a_drawing_that_does_not_end_takes_nothing_before_it() -> None:
    assert html('<p>Tea</p><svg width="300"><rect/>') == "<p>Tea</p>"


def test_a_sign_of_somebody_else_is_nothing() -> None:
    assert html('<p>a<x-drawing data-number="7"></x-drawing></p><svg width="16"></svg>') == "<p>a</p>"


def test_the_label_of_a_drawing_that_is_none_of_the_text_is_not_in_the_summary() -> None:
    assert excerpt(f'<p>Tea <svg width="300" aria-hidden="true">{BARS}</svg>is hot.</p>', Markup.HTML, "", 99) == (
        "Tea is hot."
    )
