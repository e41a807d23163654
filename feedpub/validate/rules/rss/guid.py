"""The guid of an item: there, unique, and a permalink only if it is an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_SHORT = 9
"""A number with fewer digits than this was given out by other sites, too."""
_HINT = 'Add isPermaLink="false" where the guid is no address of a page.'


def _is_permalink(element: Element) -> bool:
    return element.get("isPermaLink") in {None, "true"}


def _names_only(value: str) -> bool:
    return value.lower().startswith(("tag:", "urn:"))


@rule(
    "rss/guid-missing", Level.WARNING, on="channel/item", spec="RSS Advisory Board profile, guid", refs=("MissingGuid",)
)
def guid_missing(element: Element, document: Document) -> Iterator[Found]:
    """An item has no guid.

    Readers tell items apart by it; without one they show an item again after each change of its title or address.

    ```xml bad in=item
    <title>One</title>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:1</guid>
    ```
    """
    version = document.root.get("version") if document.root is not None else None
    if element.child("guid") is None and (version or "2.").startswith("2."):
        text = "The item has no <guid>."
        yield Found(
            text=text, missing="guid", hint="Add one that never changes: the address of the post, or a tag: id."
        )


@rule("rss/guid-blank", Level.ERROR, on="item/guid", spec="RSS 2.0, guid", refs=("NotBlank", "InvalidHttpGUID"))
def guid_blank(element: Element, _document: Document) -> Iterator[Found]:
    """A guid is empty.

    All items with an empty guid are one and the same to a reader, which shows only one of them.

    ```xml bad in=item
    <title>One</title><guid></guid>
    ```
    ```xml good in=item
    <title>One</title><guid>https://example.com/1</guid>
    ```
    """
    if not element.text.strip():
        yield Found(
            text="The <guid> is empty.", hint="Write something that never changes, such as the address of the post."
        )


@rule("rss/guid-not-url", Level.ERROR, on="item/guid", spec="RSS 2.0, guid", refs=("InvalidHttpGUID",))
def guid_not_url(element: Element, _document: Document) -> Iterator[Found]:
    """A guid counts as a permalink but is no address.

    Without isPermaLink="false" readers open it as a page, and fail.

    ```xml bad in=item
    <title>One</title><guid>post-1</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">post-1-of-example.com</guid>
    ```
    """
    value = element.text.strip()
    if not value or not _is_permalink(element) or _names_only(value):
        return
    problem = uris.absolute_problem(value) or ("" if value.isascii() else "holds letters outside of ASCII")
    if problem:
        yield Found(text=f'The guid "{value}" counts as a permalink, but {problem}.', found=value, hint=_HINT)


@rule(
    "rss/guid-not-permalink",
    Level.ERROR,
    on="item/guid",
    spec="RSS 2.0, guid",
    refs=("InvalidPermalink", "InvalidHttpGUID"),
)
def guid_not_permalink(element: Element, _document: Document) -> Iterator[Found]:
    """A guid counts as a permalink but is a tag: or urn: name.

    No browser can open such a name.

    ```xml bad in=item
    <title>One</title><guid>tag:example.com,2026:1</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:1</guid>
    ```
    """
    value = element.text.strip()
    if _is_permalink(element) and _names_only(value):
        yield Found(text=f'The guid "{value}" counts as a permalink, but is only a name.', found=value, hint=_HINT)


@rule("rss/guid-attribute", Level.ERROR, on="item/guid", spec="RSS 2.0, guid", refs=("InvalidBooleanAttribute",))
def guid_attribute(element: Element, _document: Document) -> Iterator[Found]:
    """The attribute isPermaLink is neither true nor false.

    Readers guess, each its own way.

    ```xml bad in=item
    <title>One</title><guid isPermaLink="no">post-1-of-example.com</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">post-1-of-example.com</guid>
    ```
    """
    value = element.get("isPermaLink")
    if value is not None and value not in {"true", "false"}:
        text = f'isPermaLink is "{value}".'
        yield Found(text=text, attribute="isPermaLink", found=value, hint='Write "true" or "false", in small letters.')


@rule("rss/guid-twice", Level.ERROR, on="rss/channel", spec="RSS 2.0, guid", refs=("DuplicateValue",))
def guid_twice(element: Element, _document: Document) -> Iterator[Found]:
    """Two items have the same guid.

    Readers take them for one item and never show the second.

    ```xml bad in=channel
    <item><title>One</title><guid>https://example.com/1</guid></item>
    <item><title>Two</title><guid>https://example.com/1</guid></item>
    ```
    ```xml good in=channel
    <item><title>One</title><guid>https://example.com/1</guid></item>
    <item><title>Two</title><guid>https://example.com/2</guid></item>
    ```
    """
    seen: dict[str, int] = {}
    for item in element.all("item"):
        guid = item.child("guid")
        value = guid.text.strip() if guid is not None else ""
        if guid is not None and value in seen:
            text = f'The guid "{value}" is also that of the item in line {seen[value]}.'
            yield Found(text=text, at=guid, found=value, hint="Give each item a guid of its own.")
        elif value:
            seen[value] = item.line


@rule("rss/guid-short", Level.WARNING, on="item/guid", spec="RSS 2.0, guid", refs=("NotSufficientlyUnique",))
def guid_short(element: Element, _document: Document) -> Iterator[Found]:
    """A guid is a short number.

    Other sites give out the same numbers, and readers that keep all items together mix them up.

    ```xml bad in=item
    <title>One</title><guid isPermaLink="false">17</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:17</guid>
    ```
    """
    value = element.text.strip()
    if not _is_permalink(element) and value.isdigit() and len(value) < _SHORT:
        text = f'The guid "{value}" is a short number.'
        yield Found(text=text, found=value, hint='Write it with the site: "tag:example.com,2026:17".')
