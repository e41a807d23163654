"""Rules of the attributes of atom:link, in Atom and in RSS (RFC 4287 section 4.2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.link.relations import is_registered, relation
from feedpub.validate.values import languages, media_types, plain, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_FEEDS = frozenset({Kind.ATOM, Kind.RSS})
_DIGITS = patterns.lazy(r"[0-9]+")


@rule(
    "link/href-missing",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.1",
    refs=("MissingHref", "MissingAttribute"),
    kinds=_FEEDS,
)
def href_missing(link: Element, _document: Document) -> Iterator[Found]:
    """A link has no href.

    It leads nowhere; readers drop it, and some refuse the feed.

    ```xml bad in=entry
    <link rel="alternate">https://example.com/1</link>
    ```
    ```xml good in=entry
    <link rel="alternate" href="https://example.com/1"/>
    ```
    """
    if "href" not in link.attributes:
        yield Found(
            text="The link has no href attribute.",
            missing="href",
            hint=f'Write <{link.qname} href="…"/>; the text of the element does not count.',
        )


@rule(
    "link/href-invalid",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.1",
    refs=("InvalidLink", "InvalidIRI", "InvalidUriChar", "InvalidTAG", "InvalidURN", "InvalidUUID"),
    kinds=_FEEDS,
)
def href_invalid(link: Element, _document: Document) -> Iterator[Found]:
    """The href of a link is no URL.

    Readers cannot follow it, or each mends it in its own way.

    ```xml bad in=entry
    <link href=" https://example.com/a b"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/a%20b"/>
    ```
    """
    href = link.get("href") or ""
    problem = uris.reference_problem(href)
    if problem:
        yield Found(
            text=f'The href "{href}" {problem}.',
            attribute="href",
            found=href,
            hint="Write a URL, without white space around it and with what it does not allow percent-encoded.",
        )


@rule(
    "link/rel-blank",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.2",
    refs=("AttrNotBlank",),
    kinds=_FEEDS,
)
def rel_blank(link: Element, _document: Document) -> Iterator[Found]:
    """The rel of a link is empty.

    That is not the same as no rel, which means alternate; readers do not know what the link is for.

    ```xml bad in=entry
    <link rel="" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/>
    ```
    """
    if link.get("rel") is not None and not relation(link):
        yield Found(
            text="The rel attribute of the link is empty.",
            attribute="rel",
            hint='Leave it out, or write rel="alternate".',
        )


@rule(
    "link/rel-unregistered",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.2, RFC 8288 section 2.1",
    refs=("UnregisteredAtomLinkRel",),
    kinds=_FEEDS,
)
def rel_unregistered(link: Element, _document: Document) -> Iterator[Found]:
    """The rel of a link is neither registered with IANA nor a URL.

    No reader knows what it means, or two mean different things by it.

    ```xml bad in=entry
    <link rel="comment" href="https://example.com/1#comments"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1#comments"/><link rel="webmention" href="https://example.com/m"/>
    ```
    """
    stated = link.get("rel")
    if stated is None:
        return
    name = relation(link)
    if name and not is_registered(name) and uris.absolute_problem(stated):
        several = " " in name and all(is_registered(part) for part in name.split())
        yield Found(
            text=f'The relation "{stated}" is not registered.',
            attribute="rel",
            found=stated,
            hint="Write a link for each relation." if several else _rel_hint(name),
        )


def _rel_hint(name: str) -> str:
    meant = _USUAL.get(name)
    return f'Write rel="{meant}".' if meant else "Use a registered name such as related, or a URL of your own."


_USUAL = {
    "comment": "replies",
    "comments": "replies",
    "homepage": "alternate",
    "parent": "up",
    "permalink": "alternate",
    "pubsubhubbub": "hub",
    "source": "via",
    "thumbnail": "preview",
}
"""Relations that people make up, and the registered ones that say the same."""


@rule(
    "link/type-invalid",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.3",
    refs=("InvalidMIMEType",),
    kinds=_FEEDS,
)
def type_invalid(link: Element, _document: Document) -> Iterator[Found]:
    """The type of a link is no media type.

    Readers choose among links by it, and pass over one they do not understand.

    ```xml bad in=entry
    <link type="html" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link type="text/html" href="https://example.com/1"/>
    ```
    """
    stated = link.get("type")
    problem = media_types.problem(stated) if stated is not None else None
    if problem:
        known = media_types.by_name(link.get("href") or "")
        yield Found(
            text=f'The type "{stated}" {problem}.',
            attribute="type",
            found=stated or "",
            hint=f'Write type="{known[0] if known else "text/html"}", or leave it out.',
        )


@rule(
    "link/enclosure-type-unlike-name",
    Level.WARNING,
    on="atom:link",
    spec="practice of readers",
    kinds=_FEEDS,
)
def enclosure_type_unlike_name(link: Element, _document: Document) -> Iterator[Found]:
    """The type of an enclosure is not that of its file.

    Players choose by the type, and offer a sound as a picture, or nothing.

    ```xml bad in=entry
    <link rel="enclosure" type="audio/mpeg" href="https://example.com/talk.mp4"/>
    ```
    ```xml good in=entry
    <link rel="enclosure" type="video/mp4" href="https://example.com/talk.mp4"/>
    ```
    """
    stated, href = link.get("type") or "", link.get("href") or ""
    if relation(link) == "enclosure" and not media_types.problem(stated):
        known = media_types.by_name(href)
        if media_types.contradicts_name(stated, href):
            yield Found(
                text=f'The type is "{stated}", and the name of the file says {known[0]}.',
                attribute="type",
                found=stated,
                hint=f'Write type="{known[0]}", if that is what the file is.',
            )


@rule(
    "link/hreflang-invalid",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.4, BCP 47",
    refs=("InvalidLanguage",),
    kinds=_FEEDS,
)
def hreflang_invalid(link: Element, _document: Document) -> Iterator[Found]:
    """The hreflang of a link is no language tag.

    Readers that choose the page in the language of their user pass over the link.

    ```xml bad in=entry
    <link hreflang="english" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link hreflang="en" href="https://example.com/1"/>
    ```
    """
    stated = link.get("hreflang")
    problem = languages.problem(stated) if stated is not None else None
    if problem:
        meant = languages.suggestion(stated or "")
        yield Found(
            text=f'The hreflang "{stated}" {problem}.',
            attribute="hreflang",
            found=stated or "",
            hint=f'Write hreflang="{meant}".'
            if meant
            else "Write a language tag such as en or pt-BR, or leave it out.",
        )


@rule(
    "link/length-invalid",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.6",
    refs=("InvalidNonNegativeInteger", "InvalidInteger", "NotBlank"),
    kinds=_FEEDS,
)
def length_invalid(link: Element, _document: Document) -> Iterator[Found]:
    """The length of a link is no number of bytes.

    Players show it as the size of the download, and some refuse the file.

    ```xml bad in=entry
    <link rel="enclosure" length="3 MB" href="https://example.com/a.mp3"/>
    ```
    ```xml good in=entry
    <link rel="enclosure" length="3145728" href="https://example.com/a.mp3"/>
    ```
    """
    stated = link.get("length")
    if stated is not None and not _DIGITS.fullmatch(stated.strip()):
        yield Found(
            text=f'The length "{stated}" is no number of bytes.',
            attribute="length",
            found=stated,
            hint="Write the size of the file in bytes, digits only, or leave it out.",
        )


@rule(
    "link/title-blank",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.5",
    refs=("AttrNotBlank",),
    kinds=_FEEDS,
)
def title_blank(link: Element, _document: Document) -> Iterator[Found]:
    """The title of a link is empty.

    Readers that show it have nothing to click on.

    ```xml bad in=entry
    <link title="" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link title="The page" href="https://example.com/1"/>
    ```
    """
    stated = link.get("title")
    if stated is not None and not stated.strip():
        yield Found(text="The title of the link is empty.", attribute="title", hint="Leave it out.")


@rule(
    "link/title-with-html",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.5",
    refs=("ContainsHTML",),
    kinds=_FEEDS,
)
def title_with_html(link: Element, _document: Document) -> Iterator[Found]:
    """The title of a link holds HTML.

    It is plain text; readers show the tags as letters.

    ```xml bad in=entry
    <link title="&lt;b&gt;The&lt;/b&gt; page" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link title="The page" href="https://example.com/1"/>
    ```
    """
    sign = plain.html_sign(link.get("title") or "")
    if sign:
        yield Found(
            text=f'The title holds "{sign}", which looks like HTML.',
            attribute="title",
            found=sign,
            hint="Write plain text, with the characters themselves.",
        )


@rule(
    "link/not-empty",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7",
    refs=("AtomLinkNotEmpty",),
    kinds=_FEEDS,
)
def not_empty(link: Element, _document: Document) -> Iterator[Found]:
    """Text stands in a link.

    It means nothing in Atom; in RSS the URL is the text, here it is the href.

    ```xml bad in=entry
    <link href="https://example.com/1">The page</link>
    ```
    ```xml good in=entry
    <link href="https://example.com/1" title="The page"/>
    ```
    """
    text = link.text.strip()
    if text:
        yield Found(
            text=f'The link holds the text "{text[:60]}".',
            found=text,
            hint=f'Write <{link.qname} href="…"/>, with the text in title if it is one.',
        )
