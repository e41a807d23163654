"""Addresses in RSS 2.0: absolute, in ASCII, of a scheme that exists."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.text.urls import to_uri
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import rule
from feedpub.validator.rules.address.places import with_fault
from feedpub.validator.schema import addresses
from feedpub.validator.types import ABSOLUTE, Type, all_of, padded, that
from feedpub.validator.values import repair, schemes, uris
from feedpub.validator.values.addresses import LOCAL_HOST

_ELEMENTS = (
    "channel/link",
    "channel/docs",
    "item/link",
    "item/comments",
    "image/link",
    "image/url",
    "textInput/link",
)
_ALL = (*_ELEMENTS, "item/source/@url", "item/enclosure/@url")
_LAUNCHERS = frozenset({"feed", "feeds", "itpc", "pcast", "podcast"})
"""Schemes that start a reader where one is installed; `feed` is registered all the same."""
_FETCHED = padded(
    all_of(
        ABSOLUTE,
        that(
            lambda value: (uris.split(value).scheme or "").lower() in {"http", "https"}, "is not an address of the web"
        ),
    )
)
_IN_ASCII = that(
    lambda value: value.isascii() or uris.absolute_problem(value.strip()) is not None,
    "holds letters outside of ASCII",
)


def _not_fetched(value: str) -> str:
    """Return the scheme of an address by which nothing can be fetched."""
    if value.startswith(("https:", "http:")):
        return ""
    scheme = uris.split(value.strip()).scheme
    if not scheme or not uris.is_absolute(value):
        return ""
    return scheme if scheme.lower() in _LAUNCHERS or not schemes.is_known(scheme) else ""


_FETCHABLE = Type(_not_fetched, "Write https: or another known scheme.")


def _encoded(value: str) -> str:
    try:
        return to_uri(value)
    except ValueError:
        return "its percent-encoded form"


url_invalid = rule(
    "rss/url-invalid",
    Level.ERROR,
    spec="RSS 2.0, Comments about link; RFC 3986",
    refs=(
        "InvalidFullLink",
        "InvalidLink",
        "InvalidUriChar",
        "InvalidURLAttribute",
        "InvalidURN",
        "InvalidTAG",
        "InvalidUUID",
    ),
    harms=("ROME", "gofeed"),
)(
    typed(
        {**slots(padded(ABSOLUTE), *_ALL), "item/enclosure/@url": _FETCHED},
        'The address "{value}" {problem}.',
        hint=lambda value, _: repair.advice(value),
    ),
    """An address is relative, or no URL at all.

    A feed is read far from the site, so nothing can be fetched from an address without host; what no URL may hold, as a
    space, each reader takes in its own way.

    ```xml bad in=item
    <title>One</title><link>/2026/one/</link>
    ```
    ```xml bad in=item
    <title>One</title><link>https://example.com/low water</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/2026/one/</link>
    ```
    """,
)

url_not_ascii = rule(
    "rss/url-not-ascii", Level.ERROR, spec="RFC 3986 section 2", refs=("UriNotIri", "InvalidIRI", "InvalidURLAttribute")
)(
    typed(
        slots(_IN_ASCII, *_ALL), 'The address "{value}" {problem}.', hint=lambda value, _: f'Write "{_encoded(value)}".'
    ),
    """An address holds letters outside of ASCII.

    RSS wants URIs, which hold such letters encoded only; some readers fetch a wrong address otherwise.

    ```xml bad in=item
    <title>One</title><link>https://example.com/füße</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/f%C3%BC%C3%9Fe</link>
    ```
    """,
)

url_scheme_unregistered = rule(
    "rss/url-scheme-unregistered",
    Level.WARNING,
    spec="IANA, Uniform Resource Identifier schemes",
    refs=("SchemeNotIANARegistered",),
)(
    typed(
        slots(_FETCHABLE, *_ALL, "item/guid"),
        'The scheme "{problem}:" is none by which anything can be fetched.',
        when=lambda element: element.name != "guid" or element.get("isPermaLink") != "false",
    ),
    """An address has a scheme that IANA does not know, or one that only starts a program.

    It is a misspelling, or works on some machines only: nothing can be fetched from feed: or itpc:.

    ```xml bad in=item
    <title>One</title><link>htps://example.com/1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1</link>
    ```
    """,
)

url_local = rule("rss/url-local", Level.WARNING, spec="RFC 6761; RFC 1918")(
    with_fault(LOCAL_HOST, addresses.RSS),
    """An address is one of the machine or network that the feed was made on.

    The feed was made with the settings of a test server; nobody else can follow it.

    ```xml bad in=item
    <title>One</title><link>http://localhost:4000/1</link>
    ```
    ```xml bad in=item
    <title>One</title><link>https://192.168.1.20/1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1</link>
    ```
    """,
)
