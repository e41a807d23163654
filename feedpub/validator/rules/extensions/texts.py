"""Plain text in extensions: markup where readers show characters as they are, and texts that are cut off."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import as_written, collapsed, slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.types import PLAIN_TEXT, Type, at_most

_PLAIN = """
dc:rights dc:title dc:creator media:category media:category/@label media:copyright media:credit media:keywords
itunes:author itunes:name itunes:title itunes:subtitle itunes:summary itunes:keywords podcast:person podcast:funding
podcast:soundbite podcast:location
"""
_LONGEST = {
    "itunes:summary": at_most(4000, "Apple takes"),
    "itunes:author": at_most(255, "Apple takes"),
    "itunes:name": at_most(255, "Apple takes"),
}
"""What Apple takes of a text; it says so in bytes for the summary, and counts characters."""
_CUT = "podcast:funding podcast:soundbite podcast:person podcast:location"
_TEXTS = "media:title media:description media:text"
_OPEN_TAG = patterns.lazy(r"<(?:[A-Za-z/!][^<>]*)(?=<|$)")


def _tag_without_end(text: str) -> str:
    broken = _OPEN_TAG.search(text) if "<" in text else None
    return broken[0] if broken is not None else ""


_CLOSED_TAGS = Type(_tag_without_end, 'Write ">" at the end of each tag, and &lt; for a mere "<".')


markup_in_plain_text = rule(
    "extension/markup-in-plain-text", Level.WARNING, spec="the specification of the extension", refs=("ContainsHTML",)
)(
    typed(
        slots(PLAIN_TEXT, _PLAIN),
        "The {slot} is plain text, but holds {problem}.",
        "Write the characters themselves, without tags.",
        found="{problem}",
        read=stripped,
    ),
    """A text that readers show as it is (a name, a right, a category, a summary) holds HTML.

    People see the tags and entities themselves: `R&ouml;ck` instead of Röck.

    ```xml bad in=item
    <media:copyright>&amp;copy; 2026 Ann &lt;b&gt;Author&lt;/b&gt;</media:copyright>
    ```
    ```xml good in=item
    <media:copyright>© 2026 Ann Author</media:copyright>
    ```
    """,
)

text_too_long = rule("itunes/text-too-long", Level.ERROR, spec="A Podcaster's Guide to RSS (Apple)", refs=("TooLong",))(
    typed(
        _LONGEST,
        "{element.qname} has {problem}.",
        "Shorten it; the long text belongs in description or content:encoded.",
    ),
    """A summary is longer than 4000 characters, or the name of an author or owner longer than 255.

    Apple cuts the text off there, in the middle of a word, or refuses the feed.

    ```xml bad in=item
    <itunes:author>Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann,
    Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann,
    Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann and Bo</itunes:author>
    ```
    ```xml good in=item
    <itunes:author>Ann and Bo</itunes:author>
    ```
    """,
)

podcast_text_too_long = rule("podcast/text-too-long", Level.WARNING, spec="podcast namespace 1.0")(
    typed(
        slots(at_most(128, "directories take"), _CUT), "{element.qname} has {problem}.", "Shorten it.", read=collapsed
    ),
    """A label of the podcast namespace has more than 128 characters.

    Directories cut it off there.

    ```xml bad in=channel
    <podcast:funding url="https://example.com/give">If you like what you hear here, and would like to hear more of it,
    then please consider to give us some of your money, once or each month, thank you!</podcast:funding>
    ```
    ```xml good in=channel
    <podcast:funding url="https://example.com/give">Support the show</podcast:funding>
    ```
    """,
)

undeclared_html = rule(
    "media/undeclared-html", Level.WARNING, spec="Media RSS 1.5.1, media:title", refs=("ContainsUndeclaredHTML",)
)(
    typed(
        slots(PLAIN_TEXT, _TEXTS),
        "{element.qname} is plain text, but holds {problem}.",
        'Add type="html", or write plain text.',
        found="{problem}",
        when=lambda text: text.get("type") != "html",
    ),
    """A text without type="html" holds HTML.

    It counts as plain then, and people see the tags.

    ```xml bad in=item
    <media:title>A &lt;i&gt;good&lt;/i&gt; film</media:title>
    ```
    ```xml good in=item
    <media:title type="html">A &lt;i&gt;good&lt;/i&gt; film</media:title>
    ```
    """,
)

broken_html = rule("media/broken-html", Level.WARNING, spec="Media RSS 1.5.1, media:title", refs=("NotHtml",))(
    typed(
        slots(_CLOSED_TAGS, _TEXTS),
        'The HTML of {element.qname} has a tag without its ">".',
        found="{problem}",
        when=lambda text: text.get("type") == "html",
        read=as_written,
    ),
    """A text of type="html" has a tag that does not end.

    Browsers swallow all that follows it.

    ```xml bad in=item
    <media:description type="html">See &lt;a href="https://example.com/"</media:description>
    ```
    ```xml good in=item
    <media:description type="html">See &lt;a href="https://example.com/"&gt;here&lt;/a&gt;</media:description>
    ```
    """,
)
