"""Which pages the sitemap lists: posts, pages, those of the site's generator that list posts, and the home page.

Also which versions in other languages each is told to have. Writes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain, compress, islice
from operator import attrgetter, ne
from typing import TYPE_CHECKING, NamedTuple

from feedpub.model.details import Translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import TypeAlias

    from feedpub.model.details import Video
    from feedpub.model.options import SitemapOptions
    from feedpub.model.records import Image, Listing, Post
    from feedpub.model.site import Site

    Page: TypeAlias = "Post | ListingPage"

_URL = attrgetter("url")


class ListingPage(NamedTuple):
    """The home page, or one of the site's generator that lists posts, with what a sitemap asks of a post."""

    url: str
    updated: datetime | None
    date: None = None
    image: Image | None = None
    body_images: tuple[Image, ...] = ()
    translations: tuple[Translation, ...] = ()
    title: str = ""
    videos: tuple[Video, ...] = ()


class ListedPage(NamedTuple):
    """A page that lists posts, and the last change of what it lists."""

    listing: Listing
    changed: datetime


class PageVersions:
    """The versions in other languages that a page is told to have: those that are listed, and the page itself."""

    def __init__(self, site: Site, posts: Sequence[Post], listings: Mapping[str, ListedPage]) -> None:
        self._site = site
        self._of_listings = _versions_of_listings((each.listing for each in listings.values()), site.language)
        has_any = self._of_listings or any(post.translations for post in posts)
        left_out = {post.url for post in posts if post.not_in_sitemap is not None} if has_any else set()
        urls = {site.url, *(post.url for post in posts), *self._of_listings} if has_any else set()
        self._listed = urls - left_out
        self.are_none = not has_any
        """Whether no page has another version."""

    def of(self, page: Post | ListingPage) -> tuple[Translation, ...]:
        """Return all versions of a page, by their languages, and the one for everybody else; none where it is alone."""
        return self.at(page.url, page.translations)

    def at(self, url: str, given: tuple[Translation, ...] = ()) -> tuple[Translation, ...]:
        """Return the versions of the page at an address, of which `given` are known."""
        of_listing = self._of_listings.get(url, ())
        if not given and not of_listing:
            return ()
        found = {each.language.lower(): each for each in (*of_listing, *given) if self._is_there(each)}
        if len(found) < 2:  # noqa: PLR2004 - a page is no version of itself
            return ()
        usual = found.get(self._site.language.lower())
        everybody = (Translation(language="x-default", url=usual.url),) if usual else ()
        return (*(found[tag] for tag in sorted(found)), *(everybody if "x-default" not in found else ()))

    def _is_there(self, version: Translation) -> bool:
        """Whether a version is in this sitemap, or on another site, of which nothing is known here."""
        return not version.url.startswith(self._site.url) or version.url in self._listed


def _versions_of_listings(listings: Iterable[Listing], site_language: str) -> dict[str, tuple[Translation, ...]]:
    """Return the versions of the pages that list posts, by their addresses; pages without other versions are absent."""
    groups: dict[str, dict[str, Translation]] = {}
    for listing in listings:
        if listing.versions and (language := listing.language or site_language):
            group = groups.setdefault(listing.versions, {})
            group.setdefault(language.lower(), Translation(language=language, url=listing.url))
    several = (tuple(group.values()) for group in groups.values() if len(group) > 1)
    return {each.url: versions for versions in several for each in versions}


class Listed(NamedTuple):
    """What the sitemap lists."""

    home: ListingPage | None
    """The home page, where it is listed."""
    pages: Sequence[Page]
    """All others, by URL."""
    listings: Mapping[str, ListedPage]
    """The pages that list posts, by their addresses."""
    versions: PageVersions

    @property
    def urls(self) -> list[str]:
        """Every address, the home page first."""
        return [*([self.home.url] if self.home else []), *(page.url for page in self.pages)]

    def changed(self, page: Page) -> datetime | None:
        """Return when a page was changed last, as far as that is known."""
        listed = self.listings.get(page.url)
        return page.updated or page.date or (listed.changed if listed is not None else None)


def _is_none(_: str) -> bool:
    return False


def listed(
    site: Site, posts: Iterable[Post], options: SitemapOptions, is_left_out: Callable[[str], bool] = _is_none
) -> Listed:
    """Return what the sitemap lists.

    `is_left_out` is asked for the addresses of pages that are no files of the site; posts say it themselves.
    """
    every = _by_url(posts)
    listings = {url: page for url, page in _listings(every).items() if not is_left_out(url)}
    pages: list[Page] = [post for post in every if post.not_in_sitemap is None]
    place = bisect_left(every, site.url, key=_URL)
    file = every[place] if place < len(every) and every[place].url == site.url else None
    home: ListingPage | None = None
    # A home page that is a file of the site may have said that it wants to be left out.
    if options.home and not is_left_out(site.url) and (file is None or file.not_in_sitemap is None):
        pages = [post for post in pages if post is not file] if file else pages
        newest = max(filter(None, [post.updated or post.date for post in pages]), default=None)
        home = ListingPage(site.url, newest)
        if file is not None:
            home = home._replace(
                image=file.image,
                body_images=file.body_images,
                translations=file.translations,
                title=file.title,
                videos=file.videos,
            )
    if listings:
        known = {site.url, *(post.url for post in every)}
        pages = sorted(
            [*pages, *(ListingPage(url, each.changed) for url, each in listings.items() if url not in known)], key=_URL
        )
    return Listed(home, pages, listings, PageVersions(site, every, listings))


def _by_url(posts: Iterable[Post]) -> list[Post]:
    """Return the posts sorted by URL, of those that share one the last."""
    every = sorted(posts, key=_URL)
    urls = [post.url for post in every]
    return list(compress(every, chain(map(ne, urls, islice(urls, 1, None)), [True])))


def _listings(posts: Iterable[Post]) -> dict[str, ListedPage]:
    """Return the pages that the site's generator makes to list posts, by their addresses."""
    found: dict[str, ListedPage] = {}
    for post in posts:
        if post.listings and post.date is not None:
            moment = post.updated or post.date
            for listing in post.listings:
                known = found.get(listing.url)
                if known is None or moment > known.changed:
                    found[listing.url] = ListedPage(listing, moment)
    return found
