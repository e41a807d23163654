"""Rules over sitemaps that are text: an address in each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.rule import ANY_DOCUMENT, Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument

_SPEC = "sitemaps.org, text file"
_NAMES = (".txt", ".txt.gz")
_TEXT = frozenset({Kind.SITEMAP})


def _hint(line: str) -> str:
    words = line.split()
    addresses = [word for word in words if word.lower().startswith(("http://", "https://"))]
    if len(addresses) > 1:
        return "Write one address in a line."
    if addresses:
        return f'Write "{addresses[0]}" alone; dates and priorities have their place in XML sitemaps only.'
    if line.startswith("#"):
        return "Leave comments out: the format has none."
    return "Write the whole address of a page, with https://, or take the line out."


@rule("sitemap/line-not-an-address", Level.ERROR, on=ANY_DOCUMENT, spec=_SPEC, kinds=_TEXT)
def line_not_an_address(document: ParsedDocument) -> Iterator[Found]:
    """A line of a text sitemap is something else than one whole address.

    The format is a list of addresses, without header, comments or dates; Google Search Console reports each other line
    as an invalid URL and passes over it.

    ```site bad
    --- sitemap.txt
    https://example.com/ 2026-11-01
    /about/
    ```
    ```site good
    --- sitemap.txt
    https://example.com/
    https://example.com/about/
    ```
    """
    for one in document.facts.odd_lines:
        text = f'The line "{one.text:.100}" is not one whole address.'
        yield Found(text=text, found=one.text, line=one.line, column=one.column, hint=_hint(one.text))


@rule(
    "sitemap/listing-name", Level.WARNING, on=ANY_DOCUMENT, spec="Google Search Central, build a sitemap", kinds=_TEXT
)
def listing_name(document: ParsedDocument) -> Iterator[Found]:
    """A text sitemap has a name that does not end in .txt.

    Google asks for that ending, and servers tell the type of a file by it.

    ```site bad
    --- urls.list
    https://example.com/
    ```
    ```site good
    --- urls.txt
    https://example.com/
    ```
    """
    if document.is_listing and "." in document.path and not document.path.lower().endswith(_NAMES):
        text = "This sitemap is text, and its name does not end in .txt."
        yield Found(text=text, line=1, column=1, hint="Call it sitemap.txt, or sitemap.txt.gz where it is packed.")
