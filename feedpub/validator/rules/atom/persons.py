"""Persons in Atom (RFC 4287 section 3.2): e-mail addresses where they belong, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import typed
from feedpub.validator.rule import FEEDS, rule
from feedpub.validator.types import EMAIL, Type
from feedpub.validator.values import emails, plain

if TYPE_CHECKING:
    from feedpub.text.xml import Element


def _host_alone(value: str) -> str:
    """Return the host of an address where it is a single word."""
    host = value.rpartition("@")[2].rstrip(".")
    is_word = bool(host) and "." not in host and not host.startswith("[")
    return host if is_word and not emails.address_problem(value) else ""


_WITH_DOMAIN = Type(_host_alone, "Write the whole name of the host, for example ann@example.com.")


def _email_meant(value: str, element: Element) -> str:
    address = plain.email_in(value) or "ann@example.com"
    return f"Write <{element.qname}>{address}</{element.qname}>, or leave the element out."


email_invalid = rule(
    "atom/email-invalid",
    Level.ERROR,
    spec="RFC 4287 section 3.2.3",
    refs=("InvalidAddrSpec", "InvalidContact"),
    kinds=FEEDS,
)(
    typed({"atom:email": EMAIL}, 'The email "{value}" {problem}.', _email_meant, blank="The email is empty."),
    """The e-mail of a person is not an address alone.

    Readers make a mailto link of it, which leads nowhere; the name belongs into its own element.

    ```xml bad in=feed
    <author><name>Ann</name><email>Ann &lt;ann@example.com&gt;</email></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """,
)

email_without_domain = rule(
    "atom/email-without-domain", Level.WARNING, spec="RFC 5321 section 2.3.5", refs=("UnknownHost",), kinds=FEEDS
)(
    typed({"atom:email": _WITH_DOMAIN}, 'The host "{problem}" of the email has no domain.'),
    """The host of an e-mail address is a single word.

    Such a name means something at most on one machine or in one company, not to the readers of a feed.

    ```xml bad in=feed
    <author><name>Ann</name><email>ann@mailhost</email></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """,
)

email_in_name = rule(
    "atom/email-in-name", Level.WARNING, spec="RFC 4287 section 3.2.1", refs=("ContainsEmail",), kinds=FEEDS
)(
    typed(
        {"atom:name": Type(plain.email_in)},
        'The name holds the address "{problem}".',
        "Write the address into <email>, or leave it out.",
    ),
    """The name of a person holds an e-mail address.

    Readers show the name to everybody, and programs that collect addresses find it.

    ```xml bad in=feed
    <author><name>Ann &lt;ann@example.com&gt;</name></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """,
)
