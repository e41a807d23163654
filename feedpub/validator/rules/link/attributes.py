"""Rules of the attributes of atom:link, in Atom and in RSS (RFC 4287 section 4.2.7)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import (
    BLANK,
    DIGITS,
    LANGUAGE,
    MEDIA_TYPE,
    NOT_BLANK,
    PLAIN_TEXT,
    REFERENCE,
    in_language,
    padded,
)
from feedpub.validator.values import media_types, repair, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_DATA = Path(__file__).parent.parent.parent / "data"
_IANA = "http://www.iana.org/assignments/relation/"


@cache
def _registered() -> frozenset[str]:
    text = _DATA.joinpath("link_relations.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def relation(link: Element) -> str:
    """Return the relation of a link in its short form; `alternate` when it states none."""
    stated = link.get("rel")
    return "alternate" if stated is None else stated.strip().removeprefix(_IANA).lower()


def is_registered(name: str) -> bool:
    """Whether a relation, in its short form, is registered with IANA."""
    return name in _registered()


def _type_meant(_value: str, link: Element) -> str:
    return f'Write type="{next(iter(media_types.by_name(link.get("href") or "")), "text/html")}", or leave it out.'


href_missing = rule(
    "link/href-missing", Level.ERROR, spec="RFC 4287 section 4.2.7.1", refs=("MissingHref", "MissingAttribute")
)(
    missing(
        {"atom:link": ("@href",)},
        "The link has no href attribute.",
        'Write <{element.qname} href="…"/>; the text of the element does not count.',
    ),
    """A link has no href.

    It leads nowhere; readers drop it, and some refuse the feed.

    ```xml bad in=entry
    <link rel="alternate">https://example.com/1</link>
    ```
    ```xml good in=entry
    <link rel="alternate" href="https://example.com/1"/>
    ```
    """,
)

href_invalid = rule(
    "link/href-invalid",
    Level.ERROR,
    spec="RFC 4287 section 4.2.7.1",
    refs=("InvalidLink", "InvalidIRI", "InvalidUriChar", "InvalidTAG", "InvalidURN", "InvalidUUID"),
)(
    typed(
        {"atom:link/@href": REFERENCE},
        'The href "{value}" {problem}.',
        lambda value, _: repair.advice(value, may_be_relative=True),
    ),
    """The href of a link is no URL.

    Readers cannot follow it, or each fixes it in its own way.

    ```xml bad in=entry
    <link href=" https://example.com/a b"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/a%20b"/>
    ```
    """,
)


@rule("link/rel-blank", Level.WARNING, on="atom:link", spec="RFC 4287 section 4.2.7.2", refs=("AttrNotBlank",))
def rel_blank(link: Element, _document: ParsedDocument) -> Iterator[Found]:
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
)
def rel_unregistered(link: Element, _document: ParsedDocument) -> Iterator[Found]:
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


type_invalid = rule("link/type-invalid", Level.ERROR, spec="RFC 4287 section 4.2.7.3", refs=("InvalidMIMEType",))(
    typed({"atom:link/@type": MEDIA_TYPE}, 'The type "{value}" {problem}.', _type_meant),
    """The type of a link is no media type.

    Readers choose among links by it, and pass over one they do not understand.

    ```xml bad in=entry
    <link type="html" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link type="text/html" href="https://example.com/1"/>
    ```
    """,
)


@rule("link/enclosure-type-unlike-name", Level.WARNING, on="atom:link", spec="practice of readers")
def enclosure_type_unlike_name(link: Element, _document: ParsedDocument) -> Iterator[Found]:
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


hreflang_invalid = rule(
    "link/hreflang-invalid", Level.ERROR, spec="RFC 4287 section 4.2.7.4, BCP 47", refs=("InvalidLanguage",)
)(
    typed(
        {"atom:link/@hreflang": LANGUAGE},
        'The hreflang "{value}" {problem}.',
        lambda value, _: in_language(
            value, 'Write hreflang="{}".', "Write a language tag such as en or pt-BR, or leave it out."
        ),
    ),
    """The hreflang of a link is no language tag.

    Readers that choose the page in the language of their user pass over the link.

    ```xml bad in=entry
    <link hreflang="english" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link hreflang="en" href="https://example.com/1"/>
    ```
    """,
)

length_invalid = rule(
    "link/length-invalid",
    Level.ERROR,
    spec="RFC 4287 section 4.2.7.6",
    refs=("InvalidNonNegativeInteger", "InvalidInteger", "NotBlank"),
)(
    typed(
        {"atom:link/@length": padded(DIGITS)},
        'The length "{value}" is no number of bytes.',
        "Write the size of the file in bytes, digits only, or leave it out.",
    ),
    """The length of a link is no number of bytes.

    Players show it as the size of the download, and some refuse the file.

    ```xml bad in=entry
    <link rel="enclosure" length="3 MB" href="https://example.com/a.mp3"/>
    ```
    ```xml good in=entry
    <link rel="enclosure" length="3145728" href="https://example.com/a.mp3"/>
    ```
    """,
)

title_blank = rule("link/title-blank", Level.WARNING, spec="RFC 4287 section 4.2.7.5", refs=("AttrNotBlank",))(
    typed({"atom:link/@title": NOT_BLANK}, "The title of the link is empty.", "Leave it out.", found=""),
    """The title of a link is empty.

    Readers that show it have nothing to click on.

    ```xml bad in=entry
    <link title="" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link title="The page" href="https://example.com/1"/>
    ```
    """,
)

title_with_html = rule("link/title-with-html", Level.WARNING, spec="RFC 4287 section 4.2.7.5", refs=("ContainsHTML",))(
    typed(
        {"atom:link/@title": PLAIN_TEXT},
        'The title holds "{problem}", which looks like HTML.',
        "Write plain text, with the characters themselves.",
        found="{problem}",
    ),
    """The title of a link holds HTML.

    It is plain text; readers show the tags as letters.

    ```xml bad in=entry
    <link title="&lt;b&gt;The&lt;/b&gt; page" href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <link title="The page" href="https://example.com/1"/>
    ```
    """,
)

not_empty = rule("link/not-empty", Level.WARNING, spec="RFC 4287 section 4.2.7", refs=("AtomLinkNotEmpty",))(
    typed(
        {"atom:link": BLANK},
        'The link holds the text "{value:.60}".',
        'Write <{element.qname} href="…"/>, with the text in title if it is one.',
    ),
    """Text stands in a link.

    It means nothing in Atom; in RSS the URL is the text, here it is the href.

    ```xml bad in=entry
    <link href="https://example.com/1">The page</link>
    ```
    ```xml good in=entry
    <link href="https://example.com/1" title="The page"/>
    ```
    """,
)
