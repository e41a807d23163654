"""Addresses in extensions: of files, of pages, and the URIs that name schemes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.model.records import Level
from feedpub.text.urls import to_uri
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.slots import TEXT, Slots, called, values
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.values import schemes, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_ABSOLUTE: Slots = {
    "wfw:comment": TEXT,
    "wfw:commentRss": TEXT,
    "wfw:commentRSS": TEXT,
    "itunes:new-feed-url": TEXT,
    "media:content": ("url",),
    "media:player": ("url",),
    "media:thumbnail": ("url",),
    "media:embed": ("url",),
    "media:copyright": ("url",),
    "media:license": ("href",),
    "media:subTitle": ("href",),
    "media:peerLink": ("href",),
    "media:backLink": TEXT,
    "media:response": TEXT,
    "media:category": ("scheme",),
    "media:credit": ("scheme",),
    "media:rating": ("scheme",),
    "podcast:transcript": ("url",),
    "podcast:funding": ("url",),
    "podcast:chapters": ("url",),
    "podcast:person": ("img", "href"),
    "podcast:trailer": ("url",),
    "podcast:license": ("url",),
    "podcast:source": ("uri",),
    "podcast:image": ("href",),
    "podcast:contentLink": ("href",),
    "podcast:socialInteract": ("uri", "accountUrl"),
    "podcast:remoteItem": ("feedUrl", "feedImg"),
    "trackback:ping": TEXT,
    "trackback:about": TEXT,
    "blogChannel:blogRoll": TEXT,
    "blogChannel:mySubscriptions": TEXT,
    "blogChannel:blink": TEXT,
    "blogChannel:changes": TEXT,
    "feedburner:origLink": TEXT,
    "feedburner:origEnclosureLink": TEXT,
    "feedburner:awareness": TEXT,
    "creativeCommons:license": TEXT,
    "admin:generatorAgent": ("rdf:resource",),
    "admin:errorReportsTo": ("rdf:resource",),
}
_IN_MEDIA_RSS = frozenset({"urn:ebu", "urn:yvs", "urn:simple", "urn:icra", "urn:mpaa", "urn:v-chip"})
"""Names of schemes that Media RSS itself gives, and that are no sound URNs."""
_REFERENCES: Slots = {"thr:in-reply-to": ("href", "source")}


def problem(value: str) -> str | None:
    """Say what is wrong with an absolute URI, in words that follow the value; the forms of tag: and urn: count, too."""
    wrong = uris.absolute_problem(value)
    if wrong is not None:
        return wrong
    scheme = value.partition(":")[0].lower()
    if scheme == "tag":
        return uris.tag_problem(value)
    if scheme == "urn":
        return uris.urn_problem(value)
    return None if value.isascii() else "has characters outside of ASCII, which a URI must encode"


def ending(url: str) -> str:
    """Give the ending of the file's name in lower case; empty when there is none."""
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _hint(value: str) -> str:
    if not value.isascii() and uris.absolute_problem(value) is None:
        with suppress(ValueError):  # its host may be one that cannot be written in ASCII
            return f"Write {to_uri(value)}."
    return "Write the whole address, as in https://example.com/1.mp3."


@rule(
    "extension/address-invalid",
    Level.ERROR,
    on=tuple(_ABSOLUTE),
    spec="the specification of the extension; RFC 3986 section 4.3",
    refs=("InvalidFullLink", "InvalidUriChar", "InvalidURN", "InvalidTAG", "InvalidUUID", "UriNotIri", "InvalidLink"),
    kinds=FEEDS,
)
def address_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The address of a file, a page or a scheme in an extension is relative, or no URI at all.

    Extensions know no base address: readers cannot fetch the file.

    ```xml bad in=item
    <media:thumbnail url="/pictures/1.jpg"/>
    ```
    ```xml good in=item
    <media:thumbnail url="https://example.com/pictures/1.jpg"/>
    ```
    """
    for attribute, value in values(element, _ABSOLUTE):
        wrong = None if value in _IN_MEDIA_RSS else problem(value)
        if wrong is not None:
            text = f'The {called(element, attribute)} "{value}" {wrong}.'
            yield Found(text=text, attribute=attribute, found=value, hint=_hint(value))


@rule(
    "thr/reference-invalid",
    Level.ERROR,
    on=tuple(_REFERENCES),
    spec="RFC 4685 section 3",
    refs=("InvalidUriChar", "InvalidIRI"),
    kinds=FEEDS,
)
def reference_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The `href` or `source` of a reply is not the address of a page or feed.

    Readers cannot lead from the reply to what it replies to.

    ```xml bad in=entry
    <thr:in-reply-to ref="https://example.com/0" href="see the page above"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="https://example.com/0" href="https://example.com/0"/>
    ```
    """
    for attribute, value in values(element, _REFERENCES):
        wrong = uris.reference_problem(value)
        if wrong is not None:
            text = f'The {called(element, attribute)} "{value}" {wrong}.'
            hint = "Write the address of the page (href) or feed (source) replied to."
            yield Found(text=text, attribute=attribute, found=value, hint=hint)


@rule(
    "extension/scheme-unregistered",
    Level.WARNING,
    on=tuple(_ABSOLUTE),
    spec="RFC 7595; IANA registry of URI schemes",
    refs=("SchemeNotIANARegistered",),
    kinds=FEEDS,
)
def scheme_unregistered(element: Element, _document: Document) -> Iterator[Found]:
    """An address of an extension has a scheme that IANA does not know.

    It is a misspelling, or works on some machines only.

    ```xml bad in=item
    <wfw:comment>htps://example.com/1/comment</wfw:comment>
    ```
    ```xml good in=item
    <wfw:comment>https://example.com/1/comment</wfw:comment>
    ```
    """
    for attribute, value in values(element, _ABSOLUTE):
        scheme = (uris.split(value).scheme or "").lower()
        if scheme and uris.is_absolute(value) and not schemes.is_registered(scheme):
            text = f'The scheme "{scheme}:" of {called(element, attribute)} is none that IANA knows.'
            yield Found(text=text, attribute=attribute, found=value, hint="Write https: or another known scheme.")
