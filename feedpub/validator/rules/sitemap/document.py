"""Rules over a sitemap as a whole: namespace, encoding, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator import namespaces
from feedpub.validator.rule import ANY_DOCUMENT, DOCUMENT, Found, rule
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument

MOST_ENTRIES = 50_000
MOST_BYTES = 52_428_800
_UTF8 = frozenset({"utf-8", "ascii"})
_EXTENSIONS = {
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "xhtml": namespaces.XHTML,
}


@rule("sitemap/missing-namespace", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, urlset and sitemapindex")
def missing_namespace(document: ParsedDocument) -> Iterator[Found]:
    """The root element declares no namespace.

    Search engines take the file for some other XML and read no URL from it.

    ```xml bad
    <urlset><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```xml good
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    """
    root = document.root
    if root is not None and not root.namespace:
        yield Found(
            text=f"<{root.qname}> is in no namespace.",
            at=root,
            hint=f'Write <{root.qname} xmlns="{namespaces.SITEMAP}">.',
        )


@rule("sitemap/wrong-namespace", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, urlset and sitemapindex")
def wrong_namespace(document: ParsedDocument) -> Iterator[Found]:
    """The root element is in another namespace than that of the protocol.

    The name must agree letter by letter; a file of an old version or of something else is refused by search engines.
    One that is only misspelt is named by xml/namespace-misspelt.

    ```xml bad
    <urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```xml good
    <s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>https://example.com/</s:loc></s:url></s:urlset>
    ```
    """
    root = document.root
    if root is None or not root.namespace or namespaces.meant(root.namespace) == namespaces.SITEMAP:
        return
    if root.namespace != namespaces.SITEMAP:
        yield Found(
            text=f'The namespace of <{root.qname}> is "{root.namespace}", not that of the protocol.',
            at=root,
            hint=f'Write xmlns="{namespaces.SITEMAP}".',
            found=root.namespace,
        )


@rule(
    "sitemap/wrong-extension-namespace",
    Level.WARNING,
    on=ANY_DOCUMENT,
    spec="Google Search Central, sitemap extensions",
)
def wrong_extension_namespace(document: ParsedDocument) -> Iterator[Found]:
    """The namespace of an extension is not the one search engines know.

    Images, news, videos or translations under another namespace are passed over without a word.

    ```xml bad
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.0">
    <url><loc>https://example.com/1</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image></url>
    </urlset>
    ```
    ```xml good
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://example.com/1</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image></url>
    </urlset>
    ```
    """
    for declared in document.prolog.namespaces:
        meant = _EXTENSIONS.get(declared.prefix) or next(
            (uri for name, uri in _EXTENSIONS.items() if _is_meant(declared.uri, name)), declared.uri
        )
        if declared.uri not in _EXTENSIONS.values() and declared.uri != meant and not namespaces.meant(declared.uri):
            yield Found(
                text=f'The namespace "{declared.uri}" is not that of an extension, though it looks like one.',
                line=declared.line,
                column=declared.column,
                path=document.root.path if document.root is not None else "",
                hint=f'Write xmlns:{declared.prefix or "image"}="{meant}".',
                found=declared.uri,
            )


def _is_meant(uri: str, name: str) -> bool:
    return f"/sitemap-{name}" in uri or (name == "xhtml" and "xhtml" in uri.lower())


@rule("sitemap/encoding-not-utf8", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, entity escaping")
def encoding_not_utf8(document: ParsedDocument) -> Iterator[Found]:
    """The file is not in UTF-8.

    The protocol allows no other encoding; a search engine may read wrong addresses or none.

    ```xml bad
    <?xml version="1.0" encoding="ISO-8859-1"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```xml good
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    """
    encoding = document.encoding
    if encoding is not None and encoding.used not in _UTF8:
        yield Found(
            text=f"The file is encoded in {encoding.declared or encoding.used}.",
            hint='Save it as UTF-8 and declare encoding="UTF-8".',
            found=encoding.declared or encoding.used,
        )


@rule("sitemap/too-large", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, sitemap file requirements")
def too_large(document: ParsedDocument) -> Iterator[Found]:
    """The file is larger than 50 MB (52,428,800 bytes), unpacked.

    Search engines refuse the whole file, or read it up to the limit.

    ```repeated bad in=urlset
    600000 times
    <!-- comments count, too: a hundred bytes each, which makes sixty million bytes in all ............. -->
    ```
    ```xml good
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    """
    if document.size > MOST_BYTES:
        yield Found(
            text=f"The file has {document.size:,} bytes unpacked, more than the limit of {MOST_BYTES:,} (50 MB).",
            at=document.root,
            hint="Split it into several sitemaps and list them in a sitemap index.",
            found=str(document.size),
        )


@rule("sitemap/too-many-urls", Level.ERROR, on=DOCUMENT, spec="sitemaps.org, sitemap file requirements")
def too_many_urls(document: ParsedDocument) -> Iterator[Found]:
    """A sitemap lists more than 50,000 URLs, or an index more than 50,000 sitemaps.

    Search engines refuse the whole file, or read it up to the limit.

    ```repeated bad in=urlset
    50001 times
    <url><loc>https://example.com/</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/</loc></url>
    ```
    """
    entries = _entries(document)
    if entries > MOST_ENTRIES:
        what = "sitemaps" if document.kind is Kind.SITEMAPINDEX else "URLs"
        yield Found(
            text=f"The file lists {entries:,} {what}, more than the limit of {MOST_ENTRIES:,}.",
            at=document.root,
            hint="Split it into several files and list them in a sitemap index.",
            found=str(entries),
        )


@rule("sitemap/empty", Level.WARNING, on=DOCUMENT, spec="sitemaps.org XML schema, minOccurs of url and sitemap")
def empty(document: ParsedDocument) -> Iterator[Found]:
    """The file lists nothing.

    The schema asks for one entry at least, and search consoles report an empty sitemap as an error. A sitemap of news
    may be empty while there are none.

    ```xml bad
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/</loc></url>
    ```
    ```xml good
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"></urlset>
    ```
    """
    root = document.root
    if any("sitemap-news/" in one.uri for one in document.prolog.namespaces):
        return
    if document.is_listing and not _entries(document):
        yield Found(text="The file lists no address.", hint="Write one in each line, or do not publish the file.")
    elif root is not None and not _entries(document):
        entry = "sitemap" if document.kind is Kind.SITEMAPINDEX else "url"
        yield Found(
            text=f"<{root.qname}> is empty: it contains no <{entry}>.",
            at=root,
            hint=f"Put at least one <{entry}> in, or do not publish the file.",
        )


def _entries(document: ParsedDocument) -> int:
    """Return the number of `url` and `sitemap` elements below the root; of a text sitemap that of its addresses."""
    if document.is_listing:
        return len(document.facts.urls)
    counts = document.root.counts if document.root is not None else {}
    return sum(number for qname, number in counts.items() if qname.rpartition(":")[2] in {"url", "sitemap"})


@rule("sitemap/index-lists-itself", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, sitemap index tag definitions")
def index_lists_itself(document: ParsedDocument) -> Iterator[Found]:
    """A sitemap index lists itself.

    Only sitemaps may be listed; a search engine that followed it would turn in a circle.

    ```site bad
    --- index.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/index.xml</loc></sitemap></sitemapindex>
    ```
    ```site good
    --- index.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    ```
    """
    if document.kind is not Kind.SITEMAPINDEX or not document.url:
        return
    for one in document.facts.urls:
        if uris.same_resource(one.loc, document.url):
            yield Found(
                text=f'The index lists itself: a sitemap index is nested in "{one.loc}".',
                hint="Take the entry out.",
                found=one.loc,
                line=one.line,
                column=one.column,
                path=document.facts.path_of(one),
            )
