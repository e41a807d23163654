"""Addresses in extensions: of files, of pages, and the URIs that name schemes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.model.records import Level
from feedpub.text.urls import to_uri
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.types import REFERENCE, REGISTERED_SCHEME, Type
from feedpub.validator.values import repair, uris

if TYPE_CHECKING:
    from feedpub.text.xml import Element

_IN_MEDIA_RSS = frozenset({"urn:ebu", "urn:yvs", "urn:simple", "urn:icra", "urn:mpaa", "urn:v-chip"})
"""Names of schemes that Media RSS itself gives, and that are no sound URNs."""
_ABSOLUTE = """
wfw:comment wfw:commentRss wfw:commentRSS itunes:new-feed-url media:content/@url media:player/@url media:thumbnail/@url
media:embed/@url media:copyright/@url media:license/@href media:subTitle/@href media:peerLink/@href media:backLink
media:response media:category/@scheme media:credit/@scheme media:rating/@scheme podcast:transcript/@url
podcast:funding/@url podcast:chapters/@url podcast:person/@img podcast:person/@href podcast:trailer/@url
podcast:license/@url podcast:source/@uri podcast:image/@href podcast:contentLink/@href podcast:socialInteract/@uri
podcast:socialInteract/@accountUrl podcast:remoteItem/@feedUrl podcast:remoteItem/@feedImg trackback:ping
trackback:about blogChannel:blogRoll blogChannel:mySubscriptions blogChannel:blink blogChannel:changes
feedburner:origLink feedburner:origEnclosureLink feedburner:awareness creativeCommons:license
admin:generatorAgent/@rdf:resource admin:errorReportsTo/@rdf:resource
"""


def _absolute_meant(value: str, _element: Element) -> str:
    if not value.isascii() and uris.absolute_problem(value) is None:
        with suppress(ValueError):  # its host may be one that cannot be written in ASCII
            return f"Write {to_uri(value)}."
    return repair.advice(value)


_ADDRESS = Type(lambda value: None if value in _IN_MEDIA_RSS else problem(value), _absolute_meant)


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
    """Return the ending of the file's name in lower case; empty when there is none."""
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


address_invalid = rule(
    "extension/address-invalid",
    Level.ERROR,
    spec="the specification of the extension; RFC 3986 section 4.3",
    refs=("InvalidFullLink", "InvalidUriChar", "InvalidURN", "InvalidTAG", "InvalidUUID", "UriNotIri", "InvalidLink"),
)(
    typed(slots(_ADDRESS, _ABSOLUTE), 'The {slot} "{value}" {problem}.', read=stripped),
    """The address of a file, a page or a scheme in an extension is relative, or no URI at all.

    Extensions know no base address: readers cannot fetch the file.

    ```xml bad in=item
    <media:thumbnail url="/pictures/1.jpg"/>
    ```
    ```xml good in=item
    <media:thumbnail url="https://example.com/pictures/1.jpg"/>
    ```
    """,
)

reference_invalid = rule(
    "thr/reference-invalid", Level.ERROR, spec="RFC 4685 section 3", refs=("InvalidUriChar", "InvalidIRI")
)(
    typed(
        slots(REFERENCE, "thr:in-reply-to/@href thr:in-reply-to/@source"),
        'The {slot} "{value}" {problem}.',
        "Write the address of the page (href) or feed (source) replied to.",
        read=stripped,
    ),
    """The `href` or `source` of a reply is not the address of a page or feed.

    Readers cannot lead from the reply to what it replies to.

    ```xml bad in=entry
    <thr:in-reply-to ref="https://example.com/0" href="see the page above"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="https://example.com/0" href="https://example.com/0"/>
    ```
    """,
)

scheme_unregistered = rule(
    "extension/scheme-unregistered",
    Level.WARNING,
    spec="RFC 7595; IANA registry of URI schemes",
    refs=("SchemeNotIANARegistered",),
)(
    typed(
        slots(REGISTERED_SCHEME, _ABSOLUTE), 'The scheme "{problem}:" of {slot} is none that IANA knows.', read=stripped
    ),
    """An address of an extension has a scheme that IANA does not know.

    It is a misspelling, or works on some machines only.

    ```xml bad in=item
    <wfw:comment>htps://example.com/1/comment</wfw:comment>
    ```
    ```xml good in=item
    <wfw:comment>https://example.com/1/comment</wfw:comment>
    ```
    """,
)
