"""What programs leave in texts when something is missing: errors, shortcodes without a plug-in, markup of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS, HOLDERS, called, may_hold_html, text_of
from feedpub.validator.rules.content.leftovers import may_be_left, said
from feedpub.validator.values.leftovers import may_hold_error, without_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Node

_TITLES = ("title", "atom:title", "atom:summary", "$.items[].title", "$.items[].summary", "$.items[].content_text")
_TEXTS = tuple(dict.fromkeys((*_TITLES, *HOLDERS)))
_ERROR = patterns.lazy(
    r"<b>(?:Warning|Notice|Deprecated|Fatal error|Parse error)</b>:\s{1,3}[^\n]{1,300}? on line <b>\d{1,6}</b>"  # PHP
    r"|\A\s*+(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Parse error):\s[^\n]{1,300}? in \S{1,200}"
    r" on line \d{1,6}"
    r"|ZgotmplZ|HAHAHUGOSHORTCODE\w{1,40}|%!\w\((?:MISSING|<nil>|NOVERB)\)"  # templates of Go
)
_SHORTCODE_NAME = (
    r"\[(?P<name>caption|gallery|embed|audio|video|playlist|contact-form-7|wpforms|elementor-template|youtube|vimeo"
    r"|tweet|button|vc_\w{1,40}|et_pb_\w{1,40}|fusion_\w{1,40}|su_\w{1,40}|av_\w{1,40}|img|url)\b"
)
_NAMED = patterns.lazy(_SHORTCODE_NAME, re.IGNORECASE)
_SHORTCODE = patterns.lazy(
    _SHORTCODE_NAME + r"(?:[ =][^\[\]<>]{0,300}=?[^\[\]<>]{0,300}\]|\](?=[^\[\]]{0,500}\[/(?P=name)\]))",
    re.IGNORECASE,
)
_TAG = patterns.lazy(r"<[^<>]*+>")
_NOTHING = patterns.lazy(
    r"(?:</?(?:p|div|span|br|b|i|em|strong|font|figure|ul|ol|li|h[1-6]|a|article|section)\b[^<>]*+>"
    r"|&nbsp;|&#160;|\s)++",
    re.IGNORECASE,
)


@rule(
    "content/program-error",
    Level.WARNING,
    on=_TEXTS,
    gate=may_be_left,
    spec="practice of generators",
    kinds=FEEDS,
)
def program_error(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    r"""A text holds the error of the program that made it.

    People read it in place of the text, and it tells everybody the paths of the server. What stands in code is meant.

    ```json bad in=item
    "id": "1", "content_html": "<b>Warning</b>:  Undefined variable $a in <b>/srv/feed.php</b> on line <b>7</b><br>"
    ```
    ```xml bad in=item
    <title>One</title><description>&lt;a href="#ZgotmplZ"&gt;more&lt;/a&gt;</description>
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>PHP writes <code>Warning: Undefined variable $a in a.php on line 7</code>.</p>"
    ```
    """
    text = said(node)
    if may_hold_error(text) and (found := _ERROR.search(without_code(text))):
        shown = _TAG.sub("", found[0]).strip()
        yield Found(
            text=f'{called(node)} holds an error: "{shown[:120]}".',
            found=shown,
            hint="Correct what it names, and have programs write errors into a log (PHP: display_errors = Off).",
        )


@rule(
    "content/shortcode", Level.WARNING, on=HOLDERS, concerns=may_hold_html, spec="practice of generators", kinds=FEEDS
)
def shortcode(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content holds a shortcode of WordPress or a tag of BBCode that nothing has replaced.

    The plug-in or theme that would replace it is gone, or does not work on feeds: people read the brackets.

    ```xml bad in=item
    <title>One</title><description>&lt;p&gt;[gallery ids="12,13"]&lt;/p&gt;</description>
    ```
    ```xml bad in=item
    <title>One</title><description>[url=https://example.com/]here[/url]</description>
    ```
    ```xml good in=item
    <title>One</title><description>[Video] She said [sic] it. &lt;code&gt;[gallery ids="1"]&lt;/code&gt;</description>
    ```
    """
    text = text_of(node)
    if "]" in text and _NAMED.search(text) and (found := _SHORTCODE.search(without_code(text))):
        yield Found(
            text=f'{called(node)} holds "{found[0][:80]}".',
            found=found[0],
            hint="Write HTML in its place, or have the program replace it in feeds, too.",
        )


@rule(
    "content/nothing-shown", Level.WARNING, on=HOLDERS, concerns=may_hold_html, spec="practice of readers", kinds=FEEDS
)
def nothing_shown(node: Node, _document: ParsedDocument) -> Iterator[Found]:
    """The content is markup with nothing in it.

    Readers open an empty page; without the element they would show the title and open the site.

    ```xml bad in=item
    <title>One</title><description>&lt;p&gt;&amp;nbsp;&lt;/p&gt;&lt;div&gt;&lt;/div&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;p&gt;&lt;img src="https://example.com/1.png" alt=""&gt;&lt;/p&gt;</description>
    ```
    """
    text = text_of(node)
    if "<" in text and _NOTHING.fullmatch(text):
        yield Found(text=f"{called(node)} shows nothing.", found=text.strip(), hint="Fill it, or leave it out.")
