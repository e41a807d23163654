"""Rules over what is good practice in a JSON Feed, its pages, and HTML where it has plain text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.model.podcasts import is_recording
from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import missing, slots, typed
from feedpub.validator.rule import Found, Outline, having, rule
from feedpub.validator.rules.jsonfeed.value import VERSIONS
from feedpub.validator.types import PLAIN_TEXT, Type
from feedpub.validator.values import plain, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import JsonNode, ParsedDocument


_SPEC = "JSON Feed 1.1"
_AUTHORS = ("$.author", "$.authors[]", "$.items[].author", "$.items[].authors[]")
_NEW_KEYS = frozenset({"authors", "language"})


def _has_author_alone(outline: Outline) -> bool:
    return "author" in outline.children and "authors" not in outline.children


@rule(
    "jsonfeed/deprecated-author",
    Level.INFO,
    on=("$", "$.items[]"),
    concerns=_has_author_alone,
    needs_document=True,
    spec=f"{_SPEC}, changes",
)
def deprecated_author(node: JsonNode, document: ParsedDocument) -> Iterator[Found]:
    """The key author was replaced by authors in version 1.1, and stands here without it.

    Readers still know it; those for 1.1 need not. Beside authors it does no harm: older readers know nothing else.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "author": {"name": "Ann"}
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "authors": [{"name": "Ann"}]
    ```
    """
    if _version(document) != VERSIONS[0]:
        yield Found(
            text='"author" is deprecated since version 1.1.',
            at=node.child("author"),
            hint='Write "authors": [{…}]; both may stand.',
        )


@rule(
    "jsonfeed/key-of-newer-version",
    Level.INFO,
    on=("$", "$.items[]"),
    concerns=having(*_NEW_KEYS),
    needs_document=True,
    spec=f"{_SPEC}, changes",
)
def key_of_newer_version(node: JsonNode, document: ParsedDocument) -> Iterator[Found]:
    """A feed of version 1 uses a key that came with 1.1.

    A reader that goes by the version passes over it.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1", "title": "News", "items": [], "language": "en"
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "language": "en"
    ```
    """
    if _version(document) != VERSIONS[0]:
        return
    for child in node.children():
        if child.qname in _NEW_KEYS:
            yield Found(
                text=f'"{child.qname}" came with version 1.1.', at=child, hint=f'Write version "{VERSIONS[1]}".'
            )


def _version(document: ParsedDocument) -> object:
    version = document.json.child("version") if document.json is not None else None
    return version.value if version is not None else None


@rule("jsonfeed/empty-author", Level.WARNING, on=_AUTHORS, spec=f"{_SPEC}, authors")
def empty_author(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """An author has neither name nor url nor avatar.

    One of them is required; there is nothing to show.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "authors": [{}]
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "authors": [{"url": "mailto:ann@example.com"}]
    ```
    """
    if isinstance(node.value, dict) and not any(node.value.get(key) for key in ("name", "url", "avatar")):
        yield Found(text="The author has neither name nor url nor avatar.", hint='Add "name".')


@rule("jsonfeed/recording-without-duration", Level.INFO, on="$.items[].attachments[]", spec=f"{_SPEC}, attachments")
def recording_without_duration(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """A recording among the attachments does not say how long it is.

    Players show 0:00, or nothing, until they have fetched it.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "attachments": [
      {"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5000}]
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "attachments": [
      {"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5000,
       "duration_in_seconds": 2520}]
    ```
    """
    value = node.value
    if not isinstance(value, dict) or "duration_in_seconds" in value:
        return
    media_type = value.get("mime_type")
    if isinstance(media_type, str) and is_recording(media_type.strip().lower()):
        yield Found(text="The recording has no duration_in_seconds.", hint='Add "duration_in_seconds".')


no_home_page_url = rule("jsonfeed/no-home-page-url", Level.INFO, spec=f"{_SPEC}, top-level")(
    missing(
        {"$": ("home_page_url",)}, "The feed has no home_page_url.", 'Add "home_page_url" with the address of the site.'
    ),
    """The feed does not say which site it belongs to.

    home_page_url is strongly recommended; readers cannot lead to the site without it.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "home_page_url": "https://example.com/"
    ```
    """,
)

no_feed_url = rule("jsonfeed/no-feed-url", Level.INFO, spec=f"{_SPEC}, top-level")(
    missing(
        {"$": ("feed_url",)}, "The feed has no feed_url.", 'Add "feed_url" with the address the feed is published at.'
    ),
    """The feed does not say where it is published.

    feed_url is strongly recommended; a copy of the feed cannot be traced without it.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json"
    ```
    """,
)


@rule("jsonfeed/feed-url-unlike-location", Level.WARNING, on="$.feed_url", spec=f"{_SPEC}, top-level")
def feed_url_unlike_location(node: JsonNode, document: ParsedDocument) -> Iterator[Found]:
    """The feed_url (the link to itself) is not where the feed is published.

    Readers that follow it move their subscription to the other address.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/old.json"
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json"
    ```
    """
    if not isinstance(node.value, str) or not document.url or uris.absolute_problem(node.value):
        return
    if not uris.same_resource(node.value, document.url):
        yield Found(
            text=f'feed_url is "{node.value}", but the feed is published at "{document.url}".',
            hint=f'Write "{document.url}".',
            found=node.value,
        )


@rule("jsonfeed/next-url-loop", Level.WARNING, on="$.next_url", spec=f"{_SPEC}, top-level")
def next_url_loop(node: JsonNode, document: ParsedDocument) -> Iterator[Found]:
    """The next page of the feed is the page itself.

    A reader that follows next_url never comes to an end.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json", "next_url": "https://example.com/feed.json"
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json", "next_url": "https://example.com/feed.json?page=2"
    ```
    """
    own = document.json.child("feed_url") if document.json is not None else None
    addresses = [document.url or "", own.value if own is not None and isinstance(own.value, str) else ""]
    if isinstance(node.value, str) and any(one and uris.same_resource(one, node.value) for one in addresses):
        yield Found(
            text=f'next_url "{node.value}" is this page itself.',
            hint="Leave next_url out on the last page.",
            found=node.value,
        )


_BAD = patterns.lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_WHOLLY_MARKUP = patterns.lazy(r"\s*<([A-Za-z][A-Za-z0-9]*)\b[^<>]*>.*</[A-Za-z][A-Za-z0-9]*\s*>\s*", re.DOTALL)
_SUSPECT_BYTES = (
    (b"\\", patterns.lazy(rb"\\u")),
    (b"\x7f", patterns.lazy(rb"\x7f")),
    (b"\xc2", patterns.lazy(rb"\xc2[\x80-\x9f]")),
    (b"\xef", patterns.lazy(rb"\xef\xbf")),
    (b"\xc3", patterns.lazy(rb"\xc3(?:[\x82\x83]|\xa2\xe2|\xb0\xc5)|" + plain.ENCODED_TWICE_BYTES)),
)
"""What the bytes of a feed hold that has a bad character or was encoded twice; few others do. Control characters below
U+0020 JSON itself forbids."""
_PLAIN = ("$.title", "$.description", "$.items[].title", "$.items[].summary", "$.items[].tags[]")


def _element_around(text: str) -> str:
    """Return the name of the element of HTML that the whole text is in."""
    match = _WHOLLY_MARKUP.fullmatch(text)
    return match[1] if match is not None and plain.is_html_element(match[1]) else ""


html_in_plain_text = rule("jsonfeed/html-in-plain-text", Level.WARNING, spec="JSON Feed 1.1, items: plain text")(
    typed(
        slots(PLAIN_TEXT, *_PLAIN),
        '"{element.qname}" is plain text and holds "{problem}".',
        "Write the text without HTML; only content_html may hold it.",
        found="{problem}",
    ),
    """A text that is plain holds HTML.

    Readers show the tags and entities as they are written.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "title": "<b>Hello</b>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<b>Hello</b>", "title": "Hello"
    ```
    """,
)

html_in_content_text = rule("jsonfeed/html-in-content-text", Level.WARNING, spec="JSON Feed 1.1, items")(
    typed(
        {"$.items[].content_text": Type(_element_around)},
        '"content_text" is HTML: it begins with "<{problem}".',
        "Write it as content_html, or leave the tags out.",
        found="{problem}",
    ),
    """content_text is HTML from beginning to end.

    It is for plain text: readers show the tags as they are written. A text that speaks of tags is none of these.

    ```json bad in=item
    "id": "1", "content_text": "<p>Rain again.</p>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Rain again.</p>"
    ```
    ```json good in=item
    "id": "1", "content_text": "Write <b>bold</b> for bold."
    ```
    """,
)


@rule("jsonfeed/empty-content", Level.WARNING, on="$.items[]", spec="JSON Feed 1.1, items")
def empty_content(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """The content of an item is empty.

    content_html or content_text must be there, and readers open an empty page when there is nothing in it.

    ```json bad in=item
    "id": "1", "content_html": ""
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Rain again.</p>"
    ```
    """
    contents = [one for key in ("content_html", "content_text") if (one := node.child(key)) is not None]
    if contents and all(isinstance(one.value, str) and not one.value.strip() for one in contents):
        yield Found(
            text=f'"{contents[0].qname}" is empty.', at=contents[0], hint="Write the post, or its summary, into it."
        )


@rule("jsonfeed/bad-character", Level.WARNING, on="$", spec="RFC 8259 section 8.2; Unicode, C1 controls")
def bad_character(node: JsonNode, document: ParsedDocument) -> Iterator[Found]:
    r"""Text holds a control character such as U+0000, or U+FFFD.

    Those show as boxes, or cut the text off; U+FFFD marks a letter that was lost before.

    ```json bad in=item
    "id": "1", "content_text": "Rain\u0000 again"
    ```
    ```json good in=item
    "id": "1", "content_text": "Rain\nagain"
    ```
    """
    for one in _suspects(node, document):
        match = _BAD.search(one.value)
        if match is not None:
            yield Found(
                text=f'"{one.qname}" holds U+{ord(match[0]):04X}.',
                at=one,
                found=match[0],
                hint="Read the source in the encoding it is in, and write whole characters.",
            )


@rule("jsonfeed/encoded-twice", Level.WARNING, on="$", spec="RFC 3629")
def encoded_twice(node: JsonNode, document: ParsedDocument) -> Iterator[Found]:
    r"""Text was turned into UTF-8 twice.

    People read "FranÃ§ois" for François.

    ```json bad in=item
    "id": "1", "content_text": "Fran\u00c3\u00a7ois"
    ```
    ```json good in=item
    "id": "1", "content_text": "Fran\u00e7ois"
    ```
    """
    for one in _suspects(node, document):
        meant = plain.decoded_once_more(one.value)
        if meant:
            yield Found(
                text=f'"{one.qname}" seems to be encoded twice.',
                at=one,
                found=plain.encoded_twice_in(one.value),
                hint=f'Decode it once before writing: "{" ".join(meant.split())[:40]}".',
            )


@lru_cache(maxsize=1)  # two rules ask, one after the other
def _may_be_suspect(document: ParsedDocument) -> bool:
    return plain.may_hold(document.data, _SUSPECT_BYTES)


def _suspects(top: JsonNode, document: ParsedDocument) -> Iterator[JsonNode]:
    """Return all texts, nothing when the bytes cannot hold what is sought."""
    if _may_be_suspect(document):
        yield from (one for one in top.walk() if isinstance(one.value, str))
