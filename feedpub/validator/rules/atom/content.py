"""The content of an entry (RFC 4287 section 4.1.3): its media type, its address, its form."""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing, typed
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.rules.atom.text import type_of
from feedpub.validator.types import REFERENCE, all_of, that
from feedpub.validator.values import media_types, repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SHORT = frozenset({"text", "html", "xhtml"})
_SOURCE = all_of(
    that(bool, "is empty"),
    REFERENCE,
    hint=lambda value, _: repair.advice(value, may_be_relative=True),
)


def _type_meant(_name: str, content: Element) -> str:
    return f'Add type="{next(iter(media_types.by_name(content.attributes["src"])), "text/html")}".'


def _is_base64(content: Element) -> bool:
    """Whether content must be Base64 (section 4.1.3.3, rule 6)."""
    declared = type_of(content)
    if "src" in content.attributes or declared in _SHORT or media_types.problem(declared):
        return False
    return not media_types.is_text(declared) and not media_types.is_xml(declared)


@rule(
    "atom/content-type-invalid",
    Level.ERROR,
    on="atom:content",
    spec="RFC 4287 sections 4.1.3.1 and 4.1.3.2",
    refs=("InvalidMIMEType", "AttrNotBlank"),
    kinds=FEEDS,
)
def content_type_invalid(content: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The type of a content is none of text, html and xhtml and no media type that may stand there.

    Readers choose by it how to show the content; they cannot with a type they do not know. Content that lies
    elsewhere (src) has a true media type, and composite types (multipart, message) are barred.

    ```xml bad in=entry
    <content type="xml">Words</content>
    ```
    ```xml bad in=entry
    <content type="html" src="https://example.com/1.html"/>
    ```
    ```xml good in=entry
    <content type="text/html" src="https://example.com/1.html"/>
    ```
    """
    declared = content.get("type")
    if declared is None:
        return
    remote = "src" in content.attributes
    if declared in _SHORT and not remote:
        return
    if declared in _SHORT:
        reason = "is no media type, which content with a src must have"
    elif media_types.is_composite(declared):
        reason = "is a composite type, which content may not have"
    else:
        reason = media_types.problem(declared) or ""
    if reason:
        yield Found(
            text=f'The type "{declared}" of the content {reason}.',
            attribute="type",
            found=declared,
            hint="Write text, html or xhtml, or a media type such as text/html where the content lies elsewhere.",
        )


content_src_invalid = rule(
    "atom/content-src-invalid",
    Level.ERROR,
    spec="RFC 4287 section 4.1.3.2",
    refs=("InvalidUriChar", "InvalidURIAttribute", "InvalidTAG", "InvalidURN", "InvalidUUID"),
    kinds=FEEDS,
)(
    typed({"atom:content/@src": _SOURCE}, 'The src "{value}" {problem}.', blank="The src of the content is empty."),
    """The address of content that lies elsewhere is no URL.

    Readers cannot fetch it.

    ```xml bad in=entry
    <content type="text/html" src="https://example.com/a b.html"/>
    ```
    ```xml good in=entry
    <content type="text/html" src="https://example.com/a%20b.html"/>
    ```
    """,
)

content_src_without_type = rule(
    "atom/content-src-without-type",
    Level.WARNING,
    spec="RFC 4287 section 4.1.3.2",
    refs=("MissingTypeAttr",),
    kinds=FEEDS,
)(
    missing(
        {"atom:content": ("@type",)},
        "The content has a src and no type.",
        _type_meant,
        when=lambda content: "src" in content.attributes,
    ),
    """Content lies elsewhere and its media type is not given.

    Readers must fetch it to learn whether they can show it.

    ```xml bad in=entry
    <content src="https://example.com/1.html"/>
    ```
    ```xml good in=entry
    <content type="text/html" src="https://example.com/1.html"/>
    ```
    """,
)


@rule(
    "atom/content-src-not-empty",
    Level.ERROR,
    on="atom:content",
    spec="RFC 4287 section 4.1.3.2",
    refs=("UnexpectedText", "UndefinedElement"),
    kinds=FEEDS,
    harms=("Ruby's rss",),
)
def content_src_not_empty(content: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Content has a src and yet holds something itself.

    Nobody can tell which of the two is meant; readers show one of them.

    ```xml bad in=entry
    <content type="text/html" src="https://example.com/1.html">Words</content>
    ```
    ```xml good in=entry
    <content type="text/html" src="https://example.com/1.html"/><summary>Words</summary>
    ```
    """
    if "src" in content.attributes and (content.children or content.text.strip()):
        yield Found(
            text="The content has a src and is not empty.",
            found=content.text.strip(),
            hint="Move the words into <summary>, or remove src.",
        )


@rule(
    "atom/content-mixed",
    Level.ERROR,
    on="atom:content",
    spec="RFC 4287 section 4.1.3.3",
    refs=("UnexpectedText",),
    kinds=FEEDS,
)
def content_mixed(content: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Content of an XML media type is not one element alone.

    The element is the root of the XML document that the type names; with text beside it there is none.

    ```xml bad in=entry
    <content type="image/svg+xml">A circle: <svg xmlns="http://www.w3.org/2000/svg"/></content>
    ```
    ```xml good in=entry
    <content type="image/svg+xml"><svg xmlns="http://www.w3.org/2000/svg"/></content>
    ```
    """
    declared = type_of(content)
    if declared in _SHORT or "src" in content.attributes or not media_types.is_xml(declared):
        return
    children = content.children
    if len(children) > 1 or (children and content.text.strip()):
        held = "text beside its element" if content.text.strip() else f"{len(children)} elements"
        yield Found(
            text=f'The content of type "{declared}" holds {held}.',
            found=content.text.strip(),
            hint="Leave one element, the root of the document.",
        )


@rule(
    "atom/content-not-base64",
    Level.ERROR,
    on="atom:content",
    spec="RFC 4287 section 4.1.3.3",
    refs=("NotBase64",),
    kinds=FEEDS,
)
def content_not_base64(content: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Content of a binary media type is not written in Base64.

    Readers decode it and get rubbish, or nothing.

    ```xml bad in=entry
    <content type="image/png">a picture!</content>
    ```
    ```xml good in=entry
    <content type="image/png">iVBORw0KGgo=</content>
    ```
    """
    if content.children or not _is_base64(content):
        return
    text = "".join(content.text.split())
    try:
        binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        yield Found(
            text=f'The content of type "{type_of(content)}" is not Base64.',
            found=content.text.strip(),
            hint="Encode it in Base64, or publish it beside the feed and name it in src.",
        )


@rule("atom/summary-missing", Level.ERROR, on="atom:entry", spec="RFC 4287 section 4.1.2", refs=("MissingSummary",))
def summary_missing(entry: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An entry whose content lies elsewhere, or is binary, has no summary.

    A reader that cannot fetch or show the content has nothing else.

    ```xml bad in=entry
    <title>One</title><content type="text/html" src="https://example.com/1.html"/>
    ```
    ```xml good in=entry
    <title>One</title><content type="text/html" src="https://example.com/1.html"/><summary>Words</summary>
    ```
    """
    content = entry.child("atom:content")
    if content is not None and entry.child("atom:summary") is None:
        remote = "src" in content.attributes
        if remote or _is_base64(content):
            reason = "lies elsewhere" if remote else "is in Base64"
            yield Found(
                text=f"The content of the entry {reason}, and there is no summary.",
                missing="summary",
                hint="Add <summary> with a few words about the content.",
            )


@rule(
    "atom/content-fragment",
    Level.WARNING,
    on="atom:content",
    spec="RFC 4287 section 4.1.3.3",
    refs=("HtmlFragment",),
    kinds=FEEDS,
)
def content_fragment(content: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Content of type text/html or application/xhtml+xml is a fragment, not a whole page.

    With a media type it is a whole document to readers; for a piece of one Atom has the types html and xhtml.

    ```xml bad in=entry
    <content type="text/html">&lt;p&gt;Words&lt;/p&gt;</content>
    ```
    ```xml good in=entry
    <content type="html">&lt;p&gt;Words&lt;/p&gt;</content>
    ```
    """
    declared = media_types.essence(type_of(content))
    if "src" in content.attributes:
        return
    if declared == "text/html":
        whole = "<html" in content.text.lower()
    elif declared == "application/xhtml+xml":
        whole = any(child.local == "html" for child in content.children)
    else:
        return
    if not whole:
        meant = "html" if declared == "text/html" else "xhtml"
        yield Found(
            text=f'The content of type "{declared}" has no html element, it is a fragment.',
            found=declared,
            hint=f'Write type="{meant}".',
        )
