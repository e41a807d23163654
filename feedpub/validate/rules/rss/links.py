"""Addresses in RSS 2.0: absolute, in ASCII, of a scheme that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text.urls import to_uri
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import schemes, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_ELEMENTS = (
    "channel/link",
    "channel/docs",
    "item/link",
    "item/comments",
    "image/link",
    "image/url",
    "textInput/link",
)
_WITH_URL = ("item/source", "item/enclosure")
_ALL = (*_ELEMENTS, *_WITH_URL)
_LAUNCHERS = frozenset({"feed", "feeds", "itpc", "pcast", "podcast"})
"""Schemes that start a reader where one is installed; `feed` is registered all the same."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})  # noqa: S104 - nothing is bound, it is looked for


def _address(element: Element) -> tuple[str | None, str]:
    """Give the address an element holds, and the attribute it is in."""
    if element.name in {"source", "enclosure"}:
        return element.get("url"), "url"
    return element.text.strip(), ""


@rule(
    "rss/url-invalid",
    Level.ERROR,
    on=_ALL,
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
)
def url_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """An address is relative, or no URL at all.

    A feed is read far from the site, so a relative address leads nowhere.

    ```xml bad in=item
    <title>One</title><link>/2026/one/</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/2026/one/</link>
    ```
    """
    value, attribute = _address(element)
    problem = uris.absolute_problem(value.strip()) if value is not None else None
    if problem is None and attribute and element.name == "enclosure" and value is not None:
        scheme = (uris.split(value.strip()).scheme or "").lower()
        problem = None if scheme in {"http", "https"} else "is not an address of the web"
    if problem is not None:
        yield Found(
            text=f'The address "{value}" {problem}.',
            attribute=attribute,
            found=value or "",
            hint="Write the whole address, with https:// and host.",
        )


@rule(
    "rss/url-not-ascii",
    Level.ERROR,
    on=_ALL,
    spec="RFC 3986 section 2",
    refs=("UriNotIri", "InvalidIRI", "InvalidURLAttribute"),
)
def url_not_ascii(element: Element, _document: Document) -> Iterator[Found]:
    """An address holds letters outside of ASCII.

    RSS wants URIs, which hold such letters encoded only; some readers fetch a wrong address otherwise.

    ```xml bad in=item
    <title>One</title><link>https://example.com/füße</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/f%C3%BC%C3%9Fe</link>
    ```
    """
    value, attribute = _address(element)
    if value and not value.isascii() and uris.absolute_problem(value.strip()) is None:
        yield Found(
            text=f'The address "{value}" holds letters outside of ASCII.',
            attribute=attribute,
            found=value,
            hint=f'Write "{_encoded(value)}".',
        )


def _encoded(value: str) -> str:
    try:
        return to_uri(value)
    except ValueError:
        return "its percent-encoded form"


@rule(
    "rss/url-scheme-unregistered",
    Level.WARNING,
    on=(*_ALL, "item/guid"),
    spec="IANA, Uniform Resource Identifier schemes",
    refs=("SchemeNotIANARegistered",),
)
def url_scheme_unregistered(element: Element, _document: Document) -> Iterator[Found]:
    """An address has a scheme that IANA does not know, or one that only starts a program.

    It is a misspelling, or works on some machines only: nothing can be fetched from feed: or itpc:.

    ```xml bad in=item
    <title>One</title><link>htps://example.com/1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1</link>
    ```
    """
    value, attribute = _address(element)
    if element.name == "guid" and element.get("isPermaLink") == "false":
        return
    scheme = uris.split(value.strip()).scheme if value else None
    if scheme and uris.is_absolute(value or "") and not _names_a_document(scheme.lower()):
        text = f'The scheme "{scheme}:" is none by which anything can be fetched.'
        yield Found(text=text, attribute=attribute, found=value or "", hint="Write https: or another known scheme.")


def _names_a_document(scheme: str) -> bool:
    return scheme not in _LAUNCHERS and schemes.is_registered(scheme)


@rule("rss/url-local", Level.WARNING, on=(*_ALL, "item/guid"), spec="practice of readers")
def url_local(element: Element, _document: Document) -> Iterator[Found]:
    """An address leads to the reader's own machine.

    The feed was made with the settings of a test server; nobody else can follow it.

    ```xml bad in=item
    <title>One</title><link>http://localhost:4000/1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1</link>
    ```
    """
    value, attribute = _address(element)
    authority = uris.split(value.strip()).authority if value else None
    if not authority:
        return
    host = authority.rpartition("@")[2].lower()
    if host.removesuffix(":" + host.rpartition(":")[2]) in _LOCAL or host in _LOCAL:
        text = f'The address "{value}" leads to the reader\'s own machine.'
        yield Found(
            text=text, attribute=attribute, found=value or "", hint="Build the feed with the site's public address."
        )
