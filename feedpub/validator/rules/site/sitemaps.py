"""Rules over sitemaps and what they speak of: files, feeds, other sitemaps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import FOLDER, Found, rule
from feedpub.validator.rules.site import view
from feedpub.validator.rules.sitemap.hreflang import unreturned, without_return
from feedpub.validator.values import dates, uris

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.validator.document import Folder, ParsedDocument

_DAY = timedelta(days=1)


@rule("site/item-not-in-sitemap", Level.WARNING, on=FOLDER, spec="sitemaps.org; agreement of feeds and sitemap")
def item_not_in_sitemap(folder: Folder) -> Iterator[Found]:
    """The page of a feed's item is in no sitemap.

    Readers learn of the page and search engines do not; or a draft has slipped into the feed.
    Nothing is said when a sitemap of the index is not in the folder, nor of pages on other hosts.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News",
    "items": [{"id": "1", "url": "https://example.com/draft", "content_text": "a"}]}
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News",
    "items": [{"id": "1", "url": "https://example.com/1", "content_text": "a"}]}
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    sitemaps = [document for document in view.sitemaps(folder) if document.facts.urls]
    if not sitemaps or any(document.fault for document in view.sitemaps(folder)) or list(_absent(folder)):
        return
    links = {item.address for document in view.feeds(folder) for item in document.facts.items if item.address}
    absent = {view.canonical(link) for link in links}.difference(
        map(view.canonical, folder.unlisted), *map(view.listed, sitemaps)
    )
    origins = set().union(*map(view.origins, sitemaps)) if absent else ()
    for document in view.feeds(folder) if absent else ():
        for item in document.facts.items:
            if item.address and view.canonical(item.address) in absent and uris.origin(item.address) in origins:
                text = f'The page "{item.address}" is in no sitemap.'
                hint = "Add it to the sitemap, or take the item out of the feed."
                yield view.at_item(document, item, "link", text, hint)


def _absent(folder: Folder) -> Iterator[Found]:
    """Find the entries of indexes for which there is no file."""
    for document in view.indexes(folder):
        for one in document.facts.urls:
            path = view.path_of(folder, one.loc)
            if path is not None and not folder.has_file(path):
                text = f'The sitemap "{one.loc}" was not found: there is no file {path or "index.html"}.'
                yield view.at_url(document, one, text, "Publish the sitemap, or take it out of the index.")


@rule("site/child-not-found", Level.WARNING, on=FOLDER, spec="sitemaps.org, using sitemap index files")
def child_not_found(folder: Folder) -> Iterator[Found]:
    """A sitemap index lists a sitemap that does not exist in the folder.

    Search engines report an error, and never see the pages it should list.

    ```site bad
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/gone.xml</loc></sitemap></sitemapindex>
    ```
    ```site good
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    --- posts.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    return _absent(folder)


@rule("site/nested-index", Level.ERROR, on=FOLDER, spec="sitemaps.org, sitemap index tag definitions")
def nested_index(folder: Folder) -> Iterator[Found]:
    """A sitemap index lists another sitemap index.

    Only sitemaps may be listed; search engines do not follow an index inside an index.

    ```site bad
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/more.xml</loc></sitemap></sitemapindex>
    --- more.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    ```
    ```site good
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    --- posts.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    known = {view.canonical(one.url) for one in view.indexes(folder) if one.url}
    for document in view.indexes(folder):
        for one in document.facts.urls:
            if view.canonical(one.loc) in known - {view.canonical(document.url or "")}:
                yield view.at_url(
                    document,
                    one,
                    f'"{one.loc}" is a sitemap index itself, nested in this one.',
                    "List its sitemaps here; an index holds 50,000 of them.",
                )


@rule("site/not-a-sitemap", Level.ERROR, on=FOLDER, spec="sitemaps.org, sitemap index tag definitions")
def not_a_sitemap(folder: Folder) -> Iterator[Found]:
    """A sitemap index lists a feed or a page.

    Search engines that take feeds want them submitted alone, and pages belong in a sitemap; in an index they expect
    sitemaps.

    ```site bad
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/feed.json</loc></sitemap></sitemapindex>
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    ```site good
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    --- posts.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    known = {view.canonical(one.url) for one in view.feeds(folder) if one.url}
    for document in view.indexes(folder):
        for one in document.facts.urls:
            path = view.path_of(folder, one.loc)
            if view.canonical(one.loc) in known:
                yield view.at_url(document, one, f'"{one.loc}" is a feed, not a sitemap.', "Take it out of the index.")
            elif path is not None and view.is_page(folder, path):
                hint = "List the page in a sitemap, and the sitemap here."
                yield view.at_url(document, one, f'"{one.loc}" is a page, not a sitemap.', hint)


@rule("site/sitemap-not-in-index", Level.INFO, on=FOLDER, spec="sitemaps.org, using sitemap index files")
def sitemap_not_in_index(folder: Folder) -> Iterator[Found]:
    """A sitemap is not listed in the sitemap index beside it.

    Search engines that are given the index alone never see it; mostly it is left over from an earlier build.

    ```site bad
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    --- posts.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    --- old.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/2</loc></url></urlset>
    ```
    ```site good
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/posts.xml</loc></sitemap></sitemapindex>
    --- posts.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    listed = {loc for document in view.indexes(folder) for loc in view.listed(document)}
    for document in view.sitemaps(folder) if listed else ():
        if view.is_of_news(document):
            continue  # which is found by robots.txt
        if document.url and not {view.canonical(document.url), view.canonical(f"{document.url}.gz")} & listed:
            yield view.at_feed(
                document, f'No sitemap index lists "{document.url}".', "List it, or remove the file if it is old."
            )


@rule("site/loc-without-file", Level.WARNING, on=FOLDER, spec="sitemaps.org, loc")
def loc_without_file(folder: Folder) -> Iterator[Found]:
    """A sitemap lists a page for which there is no file.

    Search engines fetch the page, get "not found" and trust the sitemap less.
    Nothing is said about a folder without any HTML page: then it holds the feeds only, and the pages are elsewhere.

    ```site bad
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/gone/</loc></url></urlset>
    --- index.html
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1/</loc></url></urlset>
    --- 1/index.html
    ```
    """
    if not folder.has_pages:
        return
    for document in view.sitemaps(folder):
        for place, loc in enumerate(document.facts.urls.locs):
            path = view.path_of(folder, loc)
            if path is not None and not view.exists(folder, path):
                text = f'There is no file for "{loc}".'
                yield view.at_url(
                    document, document.facts.urls[place], text, "Publish the page, or take it out of the sitemap."
                )


@rule("site/lastmod-older-than-feed", Level.WARNING, on=FOLDER, spec="sitemaps.org, lastmod")
def lastmod_older_than_feed(folder: Folder) -> Iterator[Found]:
    """The lastmod of a page lies before the date its feed gives.

    Search engines do not fetch a page again that is said to be older than what they have.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1",
    "url": "https://example.com/1", "content_text": "a", "date_modified": "2026-05-05T00:00:00Z"}]}
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc><lastmod>2026-05-01</lastmod></url></urlset>
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1",
    "url": "https://example.com/1", "content_text": "a", "date_modified": "2026-05-05T00:00:00Z"}]}
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc><lastmod>2026-05-05</lastmod></url></urlset>
    ```
    """
    changed: dict[str, tuple[datetime, str]] = {}
    for document in view.feeds(folder):
        for item in document.facts.items:
            when = view.moment(document, item.updated) or view.published(document, item)
            if item.address and when is not None:
                changed.setdefault(view.canonical(item.address), (when, item.updated or item.published))
    for document in view.sitemaps(folder) if changed else ():
        listed = view.listed(document)
        for place in [place for place, loc in enumerate(listed) if loc in changed]:
            one = document.facts.urls[place]
            when, text = changed[listed[place]]
            lastmod = dates.w3cdtf(one.lastmod).moment if one.lastmod else None
            slack = timedelta(seconds=1) if "T" in one.lastmod else _DAY
            if lastmod is not None and lastmod + slack <= when:
                yield view.at_url(
                    document,
                    one,
                    f'lastmod "{one.lastmod}" of "{one.loc}" lies before "{text}", the date in the feed.',
                    "Write the date of the last change in both.",
                )


@rule(
    "site/hreflang-no-return", Level.WARNING, on=FOLDER, spec="Google Search Central, localized versions of your pages"
)
def hreflang_no_return(folder: Folder) -> Iterator[Found]:
    """A translation that another sitemap of the folder lists does not link back.

    Links between translations count only where both pages agree; search engines pass over a link without return.

    ```site bad
    --- en.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
    <url><loc>https://example.com/en</loc><xhtml:link rel="alternate" hreflang="de" href="https://example.com/de"/></url></urlset>
    --- de.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/de</loc></url></urlset>
    ```
    ```site good
    --- en.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
    <url><loc>https://example.com/en</loc><xhtml:link rel="alternate" hreflang="de" href="https://example.com/de"/></url></urlset>
    --- de.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
    <url><loc>https://example.com/de</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.com/en"/></url></urlset>
    ```
    """
    sitemaps = view.sitemaps(folder)
    known = [link for document in sitemaps for link in document.facts.alternates]
    if not known or len(sitemaps) == 1:
        return
    lists = {id(document): _listed(document) for document in sitemaps}
    everywhere = set().union(*lists.values())
    for document in sitemaps:
        elsewhere = everywhere - lists[id(document)]
        for one in without_return(document.facts.alternates, known, elsewhere):
            found = unreturned(one)
            yield Found(
                text=found.text,
                hint=found.hint,
                found=found.found,
                line=found.line,
                column=found.column,
                path=found.path,
                document=document,
            )


def _listed(document: ParsedDocument) -> set[str]:
    return set(map(uris.canonical, document.facts.urls.locs))


@rule("site/packed-copy-differs", Level.WARNING, on=FOLDER, spec="agreement of a file and its packed copy")
def packed_copy_differs(folder: Folder) -> Iterator[Found]:
    """A packed sitemap lists other pages than the file of the same name beside it.

    Search engines take either, and one of the two is from an earlier build.

    ```site bad
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    --- sitemap.xml.gz
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/2</loc></url></urlset>
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    --- sitemap.xml.gz
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    by_path = {document.path: document for document in folder.documents}
    for document in folder.documents:
        plain = by_path.get(document.path.removesuffix(".gz"))
        if plain is None or plain is document or document.fault or plain.fault:
            continue
        if plain.facts.urls.locs != document.facts.urls.locs:
            yield view.at_feed(
                document, f"The file lists other pages than {plain.path}.", "Pack the present file again."
            )
