"""What all formats say of an item, decided once: authors, categories, language, images."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from feedpub.model.records import Author

if TYPE_CHECKING:
    from feedpub.model.records import Item, Site


def authors(item: Item, site: Site) -> tuple[Author, ...]:
    """Return who wrote it: the post's authors, else the site's, else one by the site's name (Atom wants one)."""
    return item.post.authors or site_authors(site)


def site_authors(site: Site) -> tuple[Author, ...]:
    """Return the authors of the site, or one by its name."""
    return site.authors or (Author(name=site.title),)


def labels(item: Item) -> tuple[str, ...]:
    """Return categories, then tags, in the author's spelling; one that differs only in case stands once."""
    first: dict[str, str] = {}
    for label in (*item.post.categories, *item.post.tags):
        first.setdefault(normalize("NFC", label).casefold(), label)
    return tuple(first.values())


def other_language(item: Item, site: Site) -> str:
    """Return the language of the post where it is not the site's, else nothing."""
    language = item.post.language
    return "" if language.casefold() == site.language.casefold() else language
