"""Templates in the posts of a site that has none: readers are shown no source of anything."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from feedpub.collect import read_body
from feedpub.collect.left_out import MARK, Body
from feedpub.collect.templates import ANY, JINJA, LIQUID, without_formulas
from feedpub.content.code import without_verbatim
from feedpub.model.records import Markup

if TYPE_CHECKING:
    import re

    from tests.collect.sites import Sites


def made(sites: Sites, body: str, name: str = "a.md", **options: object) -> Body:
    collected = sites.collect({name: f"---\ntitle: A\ndate: 2024-01-01\n---\n{body}"}, **options)
    return read_body(sites.folder, collected.posts[0], collected.settings)


@pytest.mark.parametrize(
    ("written", "kept", "what"),
    [
        ("a {{ site.title }} b", "a  b", "{{ site.title }}"),
        ("a {% include x.html %} b", "a  b", "{% include %}"),
        ("a{% if x %}secret{% endif %}b", "ab", "{% if %}"),
        ("{% note %}*b*{% endnote %}", "*b*", "{% note %}"),
        ("{{< notice >}}*b*{{< /notice >}}", "*b*", "{{< notice >}}"),
        ('{{% img src="a.png" %}}b', "b", "{{% img %}}"),
        ("{% encrypt pw %}secret{% note %}too{% endnote %}{% endencrypt %}b", "b", "{% encrypt %}"),
        ("{{< hugo-encryptor x >}}secret{{< /hugo-encryptor >}}b", "b", "{{< hugo-encryptor >}}"),
        ('{% lock password="x" %}secret{% endlock %}b', "b", "{% lock %}"),
        ("{% password_field %}b", "b", "{% password_field %}"),
        ("{{{ html }}}b", "b", "{{{ html }}}"),
        ("{{#if x}}b{{/if}}", "b", "{{#if x}}"),
        ("[b]({{ x }}/c) ![d]({{ y }})", "b ", "{{ x }}"),
        ("b `{{ c }}` {{ d }}", "b `{{ c }}` ", "{{ d }}"),
    ],
)
def test_templates_are_taken_out_with_a_word(sites: Sites, written: str, kept: str, what: str) -> None:
    body = made(sites, f"First.\n\n{written}\n")
    assert body.text == f"First.\n\n{kept}\n"
    assert body.left_out[0].what == what
    assert body.left_out[0].where.line == 7
    assert "`<pre>`" in body.left_out[0].hint


def test_a_comment_within_a_tag_is_nothing(sites: Sites) -> None:
    body = made(sites, "a{% # secret %}b {%- # secret -%} c\n")
    assert (body.text, body.left_out) == ("ab  c\n", ())


@pytest.mark.parametrize(
    "text",
    [
        "`{{ a }}` ``{% b ` %}``",
        "```\n{{ a }}\n```",
        "~~~ liquid\n{% a %}\n\n{{ b }}\n~~~",
        "Text\n\n    {{ a }}\n\n    {% b %}\n",
        "- One\n\n      {{ a }}\n      {{ b }}\n\n- Two\n\n  ```\n  {{ c }}\n  ```\n",
        "> ```\n> {{ a }}\n> ```\n",
        "<pre>\n{{ a }}\n\n{% b %}\n</pre>",
        "<code>{{ a }}</code>",
        "$x^{{2}}$ and $$\\frac{{a}}{{b}}$$ and \\(y_{{1}}\\) \\[{{z}}\\]",
        "\\begin{align}\n{{a}} &= {{b}}\n\\end{align}",
        "# Title {#id} { a } %} }} {# no comment #}",
        "{{ not closed, {% nor this",
        "import this\n\nexport it",
    ],
)
def test_code_and_formulas_and_what_is_no_template_are_text(sites: Sites, text: str) -> None:
    assert made(sites, text) == Body(text=text)


def test_what_stands_between_raw_is_text(sites: Sites) -> None:
    assert made(sites, "a {% raw %}{{ b }}{% endraw %} {% comment %}c{% endcomment %}") == Body(text="a {{ b }} ")


def test_templates_in_html_are_taken_out_but_of_code(sites: Sites) -> None:
    body = made(sites, "<p>{{ a }}b</p><pre>{{ c }}</pre>", "a.html")
    assert body.text == "<p>b</p><pre>{{ c }}</pre>"


MDX = """\
import Tabs from '@theme/Tabs';
import {
  a,
} from "../b";

export const meta = {
  a: 1,

  b: 2,
};

Hello {props.name}, \\{you} <https://example.com/>

<Tabs values={[">", {a: 1}]} />

<Note kind="warn">
Be *careful* {/* a word */}<b className="x" style={{color: "red"}}>now</b>.
</Note>

`{code}` <>x</>

```jsx
import x from "y"
<Foo />
```
"""


def test_of_mdx_the_text_is_left(sites: Sites) -> None:
    body = made(sites, MDX, "a.mdx", extensions=(".mdx",))
    assert " ".join(body.text.split()) == (
        'Hello , {you} <https://example.com/> Be *careful* <b class="x">now</b>. `{code}` x '
        '```jsx import x from "y" <Foo /> ```'
    )
    assert [each.what for each in body.left_out] == ["import …", "export …", "{…}", "<Tabs>", "<Note>"]
    assert [each.where.line for each in body.left_out] == [5, 10, 16, 18, 20]


def test_markdown_that_imports_is_mdx(sites: Sites) -> None:
    body = made(sites, "import X from './x'\n\nText. <X a={b}>*In*</X> {c}\n")
    assert body.text == "\n\nText. *In* \n"


def test_a_module_that_is_never_closed_ends_with_the_text(sites: Sites) -> None:
    assert made(sites, "a\n\nexport const b = {\n\nc").text == "a\n\n"
    assert made(sites, "import 'a'\n\nb {c\n\nd").text == "\n\nb "


@pytest.mark.parametrize(
    "piece",
    [
        *("import a\n", "import {\n", "export const a = {\n\n", "import 'x'\n", "{", "<A ", "<a ", "{/* "),
        *("{{ ", "{{ x }}", "{% if x %}", "{% raw %}", "{{< ", "{{{", "$a ", "$$", "\\begin{a}", "`a` {{ b }} ", "- "),
    ],
)
@pytest.mark.parametrize("front", ["{{ a }}\n\n", "import 'x'\n\n"])
def test_no_text_takes_longer_than_it_is_long(sites: Sites, piece: str, front: str) -> None:
    start = process_time()
    made(sites, front + piece * 4000)
    assert process_time() - start < 3


def test_formulas_are_blank_in_their_length() -> None:
    assert without_formulas("a $b$ c") == "a     c"
    assert without_formulas("5$ and 6$ or \\$7 $8") == "5$ and 6$ or \\$7 $8"


def test_code_is_blank_in_its_lines() -> None:
    text = "한 `b`\r\n\r\n\tc\r\n"
    assert without_verbatim(text, Markup.MARKDOWN) == "한    \r\n\r\n\t \r\n"


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [(LIQUID, "{# a #} {% b %}", "{%"), (JINJA, "{# a #} {% b %}", "{#"), (ANY, "{# a #} {{< b >}}", "{{<")],
)
def test_a_language_is_known_by_what_opens_a_template(language: re.Pattern[str], text: str, found: str) -> None:
    match = language.search(text)
    assert match is not None
    assert match[0] == found


def test_no_mark_is_left(sites: Sites) -> None:
    assert MARK not in made(sites, "{{ a }}`{{ b }}`<img src='{{ c }}'>").text
