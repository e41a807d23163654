"""Rules of what links say of a feed or entry: its address, its hub, the pages it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import hosts
from feedpub.validator.bases import base_of, has_stated_host
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.rules.content.fragments import FEEDS
from feedpub.validator.rules.link.attributes import relation
from feedpub.validator.values import domains, media_types, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.facts import ItemFact

_ATOM = frozenset({Kind.ATOM})


@rule(
    "link/same-document",
    Level.WARNING,
    on="atom:link",
    needs_document=True,
    spec="RFC 3986 section 4.4, XML Base section 4",
    refs=("SameDocumentReference",),
)
def same_document(link: Element, document: ParsedDocument) -> Iterator[Found]:
    """A relative link means its xml:base itself, which is not where the document lies.

    By RFC 3986 such a reference means the document at hand, by XML Base another address; readers go either way.

    ```xml bad
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><link href="."/></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><link href="/news/"/></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/news/"/></feed>
    ```
    """
    href = link.get("href")
    if href is None or document.url is None or href.startswith("/") or uris.is_absolute(href):
        return
    base = base_of(link, document.url)
    if uris.same_resource(uris.resolve(base, href), base) and not uris.same_resource(base, document.url):
        yield Found(
            text=f'The href "{href}" means {base}, the base stated by xml:base.',
            attribute="href",
            found=href,
            hint=f'Write href="{base}", the whole URL.',
        )


_FOR_PEOPLE = frozenset({"alternate", "enclosure", "related", "replies", "via"})
"""What a reader shows or plays; other links are followed by who has fetched the feed and so knows its address."""


def _leads_nowhere(href: str, link: Element) -> bool:
    """Whether a reference names the document that it stands in: it is empty, or nothing but a fragment."""
    return not href.partition("#")[0].strip() and not has_stated_host(link)


@rule("link/href-empty", Level.WARNING, on="atom:link", spec="RFC 3986 section 4.4", refs=("SameDocumentReference",))
def href_empty(link: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The href of a link is empty, or only a fragment: it leads back to the feed.

    The entry has no page: readers open the feed itself, its source in a browser, or nothing.

    ```xml bad in=entry
    <link href=""/>
    ```
    ```xml bad in=entry
    <link rel="related" href="#top"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/>
    ```
    """
    href = link.get("href")
    if href is not None and relation(link) != "self" and _leads_nowhere(href, link):
        said = f'is "{href}", a place in the feed' if href.strip() else "is empty, which means the feed"
        hint = "Write the whole address of the page, or leave the link out."
        yield Found(text=f"The href of the link {said} itself.", attribute="href", found=href, hint=hint)


@rule("link/href-relative", Level.WARNING, on="atom:link", spec="RFC 4287 section 4.2.7.1, practice of readers")
def href_relative(link: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The href of a link is relative, and no xml:base says to what.

    It is relative to the address that the feed was fetched from, which planets, caches and readers that keep the file
    alone do not know: the link leads nowhere there, and never to a file that can be downloaded.

    ```xml bad in=entry
    <link href="/2026/one/"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/2026/one/"/>
    ```
    ```xml good in=entry
    <link xml:base="https://example.com/2026/" href="one/"/>
    ```
    """
    href = link.get("href")
    if href is None or relation(link) not in _FOR_PEOPLE or uris.reference_problem(href) or uris.is_absolute(href):
        return
    if not uris.split(href).authority and not has_stated_host(link) and not _leads_nowhere(href, link):
        text = f'The href "{href}" is relative, and there is no xml:base with a host.'
        yield Found(text=text, attribute="href", found=href, hint="Write the whole address, with https:// and host.")


@rule(
    "link/alternates-alike",
    Level.ERROR,
    on=("atom:feed", "atom:entry", "atom:source"),
    spec="RFC 4287 sections 4.1.1, 4.1.2 and 4.2.11",
    refs=("DuplicateAtomLink",),
    kinds=_ATOM,
)
def alternates_alike(container: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Two alternate links have the same type and language.

    Readers open one page for an entry and cannot tell which of the two is meant.

    ```xml bad in=entry
    <link href="https://example.com/1"/><link href="https://example.com/2"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/><link rel="related" href="https://example.com/2"/>
    ```
    """
    seen: set[tuple[str, str]] = set()
    for link in container.all("atom:link"):
        if relation(link) == "alternate":
            key = (media_types.essence(link.get("type") or ""), (link.get("hreflang") or "").lower())
            if key in seen:
                yield Found(
                    text="There is an alternate link of the same type and hreflang before this one.",
                    at=link,
                    found=link.get("href") or "",
                    hint="Keep one, make the other related, or tell them apart by type or hreflang.",
                )
            seen.add(key)


@rule("link/host-runs-on", Level.WARNING, on=DOCUMENT, spec="RFC 3986 section 3.2.2", kinds=FEEDS)
def host_runs_on(document: ParsedDocument) -> Iterator[Found]:
    """The address of an item begins with the host of the feed and goes on without a slash.

    A template put a path behind the address of the site; there is no such host.

    ```xml bad in=channel
    <link>https://example.com</link><item><title>One</title><link>https://example.compost/1</link></item>
    ```
    ```xml good in=channel
    <link>https://example.com</link><item><title>One</title><link>https://example.com/post/1</link></item>
    ```
    ```xml good in=channel
    <link>https://example.com</link><item><title>One</title><link>https://example.community/1</link></item>
    ```
    """
    own = hosts.host_of(document.facts.home_url).lower()
    if "." not in own:
        return
    for item in document.facts.items:
        host = hosts.host_of(item.link).lower()
        behind = host.removeprefix(own)
        if behind != host and behind.isalnum() and not domains.is_longer(own, behind):
            text = f'The address "{item.link}" goes on with "{behind}" where the host of the feed, "{own}", ends.'
            yield _of_item(item, text, f'Write "{item.link.replace(own, own + "/", 1)}".')


def _of_item(item: ItemFact, text: str, hint: str) -> Found:
    return Found(text=text, found=item.link, line=item.line, column=item.column, path=item.path, hint=hint)
