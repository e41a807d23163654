"""Persons in Atom (RFC 4287 section 3.2): e-mail addresses where they belong, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.atom.structure import FEEDS
from feedpub.validate.values import emails, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document


@rule(
    "atom/email-invalid",
    Level.ERROR,
    on="atom:email",
    spec="RFC 4287 section 3.2.3",
    refs=("InvalidAddrSpec", "InvalidContact"),
    kinds=FEEDS,
)
def email_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The e-mail of a person is not an address alone.

    Readers make a mailto link of it, which leads nowhere; the name belongs into its own element.

    ```xml bad in=feed
    <author><name>Ann</name><email>Ann &lt;ann@example.com&gt;</email></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """
    value = element.text.strip()
    problem = emails.address_problem(value)
    if problem:
        address = plain.email_in(value)
        yield Found(
            text=f'The email "{value}" {problem}.' if value else "The email is empty.",
            found=value,
            hint=f"Write <{element.qname}>{address or 'ann@example.com'}</{element.qname}>, or leave the element out.",
        )


@rule(
    "atom/email-without-domain",
    Level.WARNING,
    on="atom:email",
    spec="RFC 5321 section 2.3.5",
    refs=("UnknownHost",),
    kinds=FEEDS,
)
def email_without_domain(element: Element, _document: Document) -> Iterator[Found]:
    """The host of an e-mail address is a single word.

    Such a name means something at most on one machine or in one company, not to the readers of a feed.

    ```xml bad in=feed
    <author><name>Ann</name><email>ann@mailhost</email></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """
    value = element.text.strip()
    host = value.rpartition("@")[2].rstrip(".")
    if host and "." not in host and not host.startswith("[") and not emails.address_problem(value):
        yield Found(
            text=f'The host "{host}" of the email has no domain.',
            found=value,
            hint="Write the whole name of the host, for example ann@example.com.",
        )


@rule(
    "atom/email-in-name",
    Level.WARNING,
    on="atom:name",
    spec="RFC 4287 section 3.2.1",
    refs=("ContainsEmail",),
    kinds=FEEDS,
)
def email_in_name(element: Element, _document: Document) -> Iterator[Found]:
    """The name of a person holds an e-mail address.

    Readers show the name to everybody, and programs that collect addresses find it.

    ```xml bad in=feed
    <author><name>Ann &lt;ann@example.com&gt;</name></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """
    address = plain.email_in(element.text)
    if address:
        yield Found(
            text=f'The name holds the address "{address}".',
            found=element.text.strip(),
            hint="Write the address into <email>, or leave it out.",
        )
