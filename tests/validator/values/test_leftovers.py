from __future__ import annotations

import pytest

from feedpub.validator.values.leftovers import template_in_text, value_in_html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("null", "null"),
        ("<p>undefined</p>", "undefined"),
        ("<div><h1>NaN</h1></div>", "NaN"),
        ("undefined | Harbour Notes", "undefined"),
        ("<p>One</p><p>[object Object]</p>", "[object Object]"),
        ("<p>It printed <code>[object Object]</code>.</p>", ""),
        ("<code>null</code>", ""),
        ("<p>It is null and void.</p>", ""),
        ("<table>" + "<tr><td>null</td></tr>" * 20 + "</table>", ""),
    ],
)
def test_a_value_is_left_over_where_html_says_nothing_else(html: str, found: str) -> None:
    assert value_in_html(html) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("{{ page.title }}", "{{ page.title }}"),
        ("{{ page.title }} &amp; more", "{{ page.title }}"),
        ("What “{{ page.title }}” means in Liquid", ""),
        ("<code>{{ page.title }}</code>, explained", ""),
    ],
)
def test_a_title_about_templates_holds_none(title: str, found: str) -> None:
    assert template_in_text(title) == found
