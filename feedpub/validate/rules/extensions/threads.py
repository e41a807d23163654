"""Atom threading (RFC 4685): replies, and the number and date of replies on links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.addresses import problem as address_problem
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.values import dates, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_ON_LINKS = ("thr:count", "thr:updated")


@rule(
    "thr/ref-invalid",
    Level.ERROR,
    on="thr:in-reply-to",
    spec="RFC 4685 section 3",
    refs=("InvalidFullLink", "InvalidTAG", "InvalidURN", "InvalidUriChar", "InvalidUUID"),
    kinds=FEEDS,
)
def ref_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The `ref` of a reply is not the id of an entry, an absolute URI.

    Readers join replies to entries by it.

    ```xml bad in=entry
    <thr:in-reply-to ref="entry 1"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="tag:example.com,2026:1"/>
    ```
    """
    value = element.get("ref")
    if value is None:
        return
    wrong = uris.absolute_problem(value) if not value.isascii() else address_problem(value)
    if wrong is not None:
        text = f'The ref "{value}" {wrong}.'
        yield Found(text=text, attribute="ref", found=value, hint="Copy the atom:id of the entry, or the item's guid.")


@rule(
    "thr/ref-not-canonical",
    Level.WARNING,
    on="thr:in-reply-to",
    spec="RFC 4685 section 3; RFC 4287 section 4.2.6.1",
    refs=("NonCanonicalURI",),
    kinds=FEEDS,
)
def ref_not_canonical(element: Element, _document: Document) -> Iterator[Found]:
    """The `ref` of a reply is written in an unusual way (capitals in the host, default port, `..`).

    Ids are compared letter by letter, so a reader may not find the entry.

    ```xml bad in=entry
    <thr:in-reply-to ref="HTTP://Example.com:80/1"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="http://example.com/1"/>
    ```
    """
    value = element.get("ref")
    if value is None or uris.absolute_problem(value) is not None:
        return
    usual = uris.canonical(value)
    if usual != value:
        text = f'The ref "{value}" is not in its canonical form.'
        yield Found(text=text, attribute="ref", found=value, hint=f"Write {usual}, in the entry's id, too.")


@rule(
    "thr/attribute-misplaced",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4685 section 4",
    refs=("UnexpectedAttribute",),
    kinds=FEEDS,
)
def attribute_misplaced(element: Element, _document: Document) -> Iterator[Found]:
    """thr:count or thr:updated stands on a link that is not one to replies.

    Readers look for them on rel="replies" only.

    ```xml bad in=entry
    <link rel="related" href="https://example.com/1" thr:count="3"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" type="application/atom+xml" thr:count="3"/>
    ```
    """
    if element.get("rel") == "replies":
        return
    for name in _ON_LINKS:
        value = element.get(name)
        if value is not None:
            text = f'A link with rel="{element.get("rel") or "alternate"}" has {name}.'
            yield Found(text=text, attribute=name, found=value, hint='Put it on the link with rel="replies".')


@rule("thr/when", Level.ERROR, on="atom:link", spec="RFC 4685 section 4", refs=("NoThrWhen",), kinds=FEEDS)
def when(element: Element, _document: Document) -> Iterator[Found]:
    """A link has thr:when, which drafts had and the standard has not.

    Readers look at thr:updated.

    ```xml bad in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:when="2026-11-01T09:00:00Z"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="2026-11-01T09:00:00Z"/>
    ```
    """
    value = element.get("thr:when")
    if value is not None:
        yield Found(text="There is no thr:when.", attribute="thr:when", found=value, hint="Write thr:updated.")


@rule(
    "thr/updated-invalid",
    Level.ERROR,
    on="atom:link",
    spec="RFC 4685 section 4; RFC 3339",
    refs=("InvalidRFC3339Date",),
    kinds=FEEDS,
)
def updated_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """thr:updated is not a date of RFC 3339.

    Readers cannot tell whether there are new replies.

    ```xml bad in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="yesterday"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="2026-11-01T09:00:00Z"/>
    ```
    """
    value = element.get("thr:updated")
    if value is None:
        return
    wrong = dates.rfc3339(value).problem
    if wrong:
        text = f'thr:updated "{value}" {wrong}.'
        yield Found(text=text, attribute="thr:updated", found=value, hint="Write 2026-11-01T09:00:00Z.")
