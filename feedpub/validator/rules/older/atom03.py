"""Rules of Atom 0.3, the draft that was published before Atom 1.0 and is still read (draft-ietf-atompub-format-00)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.namespaces import ATOM
from feedpub.validator.rows import missing, repeated, slots, typed, unknown
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.schema.older import ATOM03
from feedpub.validator.types import REFERENCE, W3CDTF, either, one_of, padded
from feedpub.validator.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SPEC = "Atom 0.3"
_OF_ATOM_1 = {"updated": "modified", "published": "issued", "subtitle": "tagline", "rights": "copyright"}
"""Elements of Atom 1.0 with what says the same in Atom 0.3."""
_LINKS = dict.fromkeys(("atom03:feed/atom03:link", "atom03:entry/atom03:link"), ("@href",))
_LOCAL_TOO = either(lambda value: not dates.w3cdtf(f"{value}Z").problem, W3CDTF)
"""When an entry was issued may be said without a time zone."""


def _home(_name: str, child: Element) -> str:
    instead = _OF_ATOM_1.get(child.local)
    return f"Write <{instead}>, or publish Atom 1.0." if instead else "Put it into the namespace of an extension."


@rule("atom03/avoidable", Level.WARNING, on=DOCUMENT, spec="RFC 4287 section 1.2", refs=("ObsoleteNamespace",))
def avoidable(document: ParsedDocument) -> Iterator[Found]:
    """A feed is written in Atom 0.3.

    feedparser, gofeed, ROME and miniflux still read it; newer readers know Atom 1.0 alone, which replaced it in 2005.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>
    ```
    """
    if document.root is not None:
        hint = f'Write xmlns="{ATOM}", and name elements as Atom 1.0 does.'
        yield Found(text="The feed is Atom 0.3, a draft.", at=document.root, hint=hint)


required_element_missing = rule("atom03/required-element-missing", Level.WARNING, spec=f"{_SPEC} sections 4 and 5")(
    missing(ATOM03.required, "<{element.qname}> has no <{local}>.", "Add <{local}>.", called="{local}"),
    """An element is missing that Atom 0.3 requires.

    Readers show an empty line where a title is missing, and tell entries apart by their links where an id is.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title>
    <link rel="alternate" type="text/html" href="https://example.com/"/><modified>2026-11-01T09:00:00Z</modified></feed>
    ```
    """,
)

element_twice = rule("atom03/element-twice", Level.WARNING, spec=f"{_SPEC} sections 4 and 5")(
    repeated(
        ATOM03.single,
        "<{child.qname}> stands more than once in <{element.qname}>; the first is in line {first.line}.",
        "Keep one <{child.qname}>.",
    ),
    """An element that may stand once stands twice.

    Some readers take the first and some the last.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><title>Old</title></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title></feed>
    ```
    """,
)

element_unknown = rule("atom03/element-unknown", Level.WARNING, spec=f"{_SPEC} sections 4 and 5")(
    unknown(
        ATOM03.children,
        "Atom 0.3 has no element <{child.qname}> in <{element.qname}>.",
        _home,
        foreign=lambda name, _: not name.startswith("atom03:"),
    ),
    """An element in the namespace of Atom 0.3 is none that it has there: one of Atom 1.0 as a rule.

    miniflux, which reads each version by its own names, finds no date in an `updated` here.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><updated>2026-11-01T09:00:00Z</updated></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><modified>2026-11-01T09:00:00Z</modified></feed>
    ```
    """,
)

date_invalid = rule("atom03/date-invalid", Level.WARNING, spec=f"{_SPEC} section 3.3; W3C note on date and time")(
    typed(
        {**slots(padded(W3CDTF), "atom03:modified atom03:created"), "atom03:issued": padded(_LOCAL_TOO)},
        'The date "{value}" {problem}.',
        "Write it like 2026-11-01T09:00:00Z.",
    ),
    """A date is not written as Atom 0.3 wants it.

    Readers that take the format by its letter find no date, and put the entry at the time of their visit.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><modified>Fri, 21 Jun 2024 01:00:00 GMT</modified></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><modified>2024-06-21T01:00:00Z</modified></feed>
    ```
    """,
)

mode_unknown = rule("atom03/mode-unknown", Level.WARNING, spec=f"{_SPEC} section 3.1.2")(
    typed(
        slots(
            one_of(("xml", "escaped", "base64")),
            "atom03:title/@mode atom03:summary/@mode atom03:content/@mode atom03:tagline/@mode atom03:info/@mode",
            "atom03:copyright/@mode",
        ),
        'The mode "{value}" {problem}.',
    ),
    """The `mode` of a text says how its markup is written, and is none of xml, escaped and base64.

    Readers choose by it what to unescape; with another word they may show tags as letters.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline mode="html">&lt;b&gt;All&lt;/b&gt;</tagline></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline mode="escaped">&lt;b&gt;All&lt;/b&gt;</tagline></feed>
    ```
    """,
)

link_without_address = rule("atom03/link-without-address", Level.WARNING, spec=f"{_SPEC} section 3.4")(
    missing(_LINKS, "<{element.qname}> has no href.", 'Add href="https://…".'),
    """A link has no address.

    It leads nowhere; readers pass over it.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><link rel="alternate">https://example.com/</link></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><link rel="alternate" href="https://example.com/"/></feed>
    ```
    """,
)

link_invalid = rule("atom03/link-invalid", Level.WARNING, spec=f"{_SPEC} section 3.4")(
    typed(
        slots(padded(REFERENCE), *(f"{one}/@href" for one in _LINKS)),
        'The href "{value}" {problem}.',
        "Write the address of the page.",
    ),
    """The address of a link breaks the syntax of URLs.

    Readers cannot follow it, or each fixes it in its own way.

    ```xml bad
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><link rel="alternate" href="https://example.com/a b"/></feed>
    ```
    ```xml good
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><link rel="alternate" href="https://example.com/a%20b"/></feed>
    ```
    """,
)
