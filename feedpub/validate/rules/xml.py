"""Rules of XML itself: well-formedness, encoding, entities. They hold for every kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model import Level
from feedpub.validate.rule import ANY_DOCUMENT, Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Document


@rule("xml/not-well-formed", Level.ERROR, on=ANY_DOCUMENT, spec="XML 1.0 section 2.1", refs=("SAXError",))
def not_well_formed(document: Document) -> Iterator[Found]:
    """The document breaks the syntax of XML.

    A reader stops at the first such place and shows nothing of the feed.

    ```xml bad
    <rss version="2.0"><channel><title>News</channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>News</title></channel></rss>
    ```
    """
    fault = document.fault
    if fault is not None and fault.code in {"not-well-formed", "invalid-token", "empty", "unbound-prefix"}:
        yield Found(
            text=f"The document is not well-formed XML here: {fault.text}.",
            line=fault.line,
            column=fault.column,
            hint="Close every element, escape & as &amp; and < as &lt;.",
        )
