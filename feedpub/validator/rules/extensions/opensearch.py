"""OpenSearch in feeds: the numbers of a list of search results, the query, and the link to the description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.rules.link.attributes import relation
from feedpub.validator.types import COUNT, LANGUAGE, at_most, either, matching
from feedpub.validator.values.media_types import essence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SPEC = "OpenSearch 1.1 draft 6"
_TYPE = "application/opensearchdescription+xml"
_ROLES = ("correction", "example", "related", "request", "subset", "superset")
_ROLE = either(
    _ROLES.__contains__,
    matching(
        patterns.lazy(r"[A-Za-z_][\w.-]*:[\w.-]+"),
        f"is none of {', '.join(_ROLES)}",
        "Write request for the query that led to these results; a role of your own has a prefix.",
    ),
)
_WHOLE = matching(patterns.lazy(r"-?[0-9]+"), "not a whole number", "Write a number in digits, or leave it out.")

number_invalid = rule("opensearch/number-invalid", Level.WARNING, spec=_SPEC)(
    typed(
        {
            **slots(
                COUNT,
                "opensearch:totalResults opensearch:itemsPerPage opensearch:Query/@totalResults",
                "opensearch:Query/@count",
            ),
            **slots(_WHOLE, "opensearch:startIndex opensearch:Query/@startIndex opensearch:Query/@startPage"),
        },
        'The {slot} is "{value}", {problem}.',
        read=stripped,
    ),
    """A number of search results is no whole number.

    Who shows the results page by page cannot tell how many there are, or which comes next.

    ```xml bad in=channel
    <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">about 400</opensearch:totalResults>
    ```
    ```xml good in=channel
    <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">400</opensearch:totalResults>
    ```
    """,
)

role_unknown = rule("opensearch/role-unknown", Level.WARNING, spec=f"{_SPEC}, Query")(
    typed({"opensearch:Query/@role": _ROLE}, 'The role "{value}" {problem}.'),
    """The role of a query is none that OpenSearch knows, and has no prefix.

    Programs that repeat or refine the search cannot tell what the query is.

    ```xml bad in=channel
    <opensearch:Query xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" role="query" searchTerms="tides"/>
    ```
    ```xml good in=channel
    <opensearch:Query xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" role="request" searchTerms="tides"/>
    ```
    """,
)

query_invalid = rule("opensearch/query-invalid", Level.WARNING, spec=f"{_SPEC}, Query")(
    typed(
        {
            "opensearch:Query/@title": at_most(256, "OpenSearch allows"),
            "opensearch:Query/@language": either("*".__eq__, LANGUAGE),
        },
        "The {slot} is not right: {problem}.",
        "Shorten the title; write a language tag such as en, or * for any.",
    ),
    """The title of a query is too long, or its language is no language tag.

    Programs that repeat the search leave it out.

    ```xml bad in=channel
    <opensearch:Query xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" role="request" language="english"/>
    ```
    ```xml good in=channel
    <opensearch:Query xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" role="request" language="en"/>
    ```
    """,
)


@rule(
    "opensearch/description-type",
    Level.WARNING,
    on=("atom:feed", "channel"),
    concerns=having("atom:link"),
    spec=f"{_SPEC}, autodiscovery in RSS and Atom",
)
def description_type(container: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A link with rel search has another type than an OpenSearch description, or none.

    Programs know the description of the search by its type, and pass the link over.

    ```xml bad in=feed
    <link rel="search" type="text/html" href="https://example.com/search"/>
    ```
    ```xml good in=feed
    <link rel="search" type="application/opensearchdescription+xml" href="https://example.com/opensearch.xml"/>
    ```
    """
    for link in container.all("atom:link"):
        stated = link.get("type") or ""
        if relation(link) == "search" and essence(stated) != _TYPE:
            text = (
                f'The link with rel search has the type "{stated}".'
                if stated
                else "The link with rel search has no type."
            )
            yield Found(
                text=text, at=link, attribute="type" if stated else "", found=stated, hint=f'Write type="{_TYPE}".'
            )


@rule(
    "opensearch/numbers-disagree",
    Level.WARNING,
    on=("atom:feed", "channel"),
    concerns=having("opensearch:totalResults", "opensearch:itemsPerPage"),
    spec=f"{_SPEC}, response elements",
)
def numbers_disagree(container: Element, _document: ParsedDocument) -> Iterator[Found]:
    """There are more items than search results in all, or than a page is said to hold.

    Who shows the results page by page leaves some out, or shows them twice.

    ```xml bad in=channel
    <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1</opensearch:totalResults>
    <item><title>One</title></item><item><title>Two</title></item>
    ```
    ```xml good in=channel
    <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">2</opensearch:totalResults>
    <item><title>One</title></item><item><title>Two</title></item>
    ```
    """
    number = len(container.all("item")) + len(container.all("atom:entry"))
    for name in ("opensearch:totalResults", "opensearch:itemsPerPage"):
        child = container.child(name)
        stated = child.text.strip() if child is not None else ""
        if stated.isdecimal() and len(stated) < len("1000000000") and 0 < int(stated) < number:
            text = f"{child.qname if child is not None else name} is {stated}, and there are {number} items."
            yield Found(text=text, at=child, found=stated, hint="Write the number of results in all, and of a page.")
