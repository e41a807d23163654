"""Atom threading (RFC 4685): replies, and the number and date of replies on links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.extensions.addresses import problem as address_problem
from feedpub.validator.types import CANONICAL, NOTHING, RFC3339, Type
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document

_ON_LINKS = ("thr:count", "thr:updated")
_ID = Type(
    lambda value: address_problem(value) if value.isascii() else uris.absolute_problem(value),
    "Copy the atom:id of the entry, or the item's guid.",
)
_CANONICAL = Type(
    lambda value: CANONICAL.test(value) if uris.absolute_problem(value) is None else None,
    lambda value, _: f"Write {uris.canonical(value)}, in the entry's id, too.",
)

ref_invalid = rule(
    "thr/ref-invalid",
    Level.ERROR,
    spec="RFC 4685 section 3",
    refs=("InvalidFullLink", "InvalidTAG", "InvalidURN", "InvalidUriChar", "InvalidUUID"),
)(
    typed({"thr:in-reply-to/@ref": _ID}, 'The ref "{value}" {problem}.'),
    """The `ref` of a reply is not the id of an entry, an absolute URI.

    Readers join replies to entries by it.

    ```xml bad in=entry
    <thr:in-reply-to ref="entry 1"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="tag:example.com,2026:1"/>
    ```
    """,
)

ref_not_canonical = rule(
    "thr/ref-not-canonical",
    Level.WARNING,
    spec="RFC 4685 section 3; RFC 4287 section 4.2.6.1",
    refs=("NonCanonicalURI",),
)(
    typed({"thr:in-reply-to/@ref": _CANONICAL}, 'The ref "{value}" {problem}.'),
    """The `ref` of a reply is written in an unusual way (capitals in the host, default port, `..`).

    Ids are compared letter by letter, so a reader may not find the entry.

    ```xml bad in=entry
    <thr:in-reply-to ref="HTTP://Example.com:80/1"/>
    ```
    ```xml good in=entry
    <thr:in-reply-to ref="http://example.com/1"/>
    ```
    """,
)


@rule("thr/attribute-misplaced", Level.ERROR, on="atom:link", spec="RFC 4685 section 4", refs=("UnexpectedAttribute",))
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


when = rule("thr/when", Level.ERROR, spec="RFC 4685 section 4", refs=("NoThrWhen",))(
    typed({"atom:link/@thr:when": NOTHING}, "There is no thr:when.", "Write thr:updated."),
    """A link has thr:when, which drafts had and the standard has not.

    Readers look at thr:updated.

    ```xml bad in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:when="2026-11-01T09:00:00Z"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="2026-11-01T09:00:00Z"/>
    ```
    """,
)

updated_invalid = rule(
    "thr/updated-invalid", Level.ERROR, spec="RFC 4685 section 4; RFC 3339", refs=("InvalidRFC3339Date",)
)(
    typed({"atom:link/@thr:updated": RFC3339}, 'thr:updated "{value}" {problem}.', "Write 2026-11-01T09:00:00Z."),
    """thr:updated is not a date of RFC 3339.

    Readers cannot tell whether there are new replies.

    ```xml bad in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="yesterday"/>
    ```
    ```xml good in=entry
    <link rel="replies" href="https://example.com/1.xml" thr:updated="2026-11-01T09:00:00Z"/>
    ```
    """,
)
