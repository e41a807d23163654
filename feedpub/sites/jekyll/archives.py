"""The pages of jekyll-archives that list a post: of its categories and tags, of its year, month and day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Listing, Taxonomy, Term
from feedpub.sites.jekyll.address import sanitized, slugify
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

_DATED: Final = ("year", "month", "day")


def paths(
    templates: Mapping[str, str], categories: tuple[str, ...], tags: tuple[str, ...], date: datetime
) -> Iterator[tuple[Taxonomy, str, str]]:
    """Return the kind, label and path of each page that lists a post; `date` is in the zone of the site."""
    for kind, taxonomy, labels in (("category", Taxonomy.CATEGORY, categories), ("tag", Taxonomy.TAG, tags)):
        if template := templates.get(kind):
            yield from ((taxonomy, label, template.replace(":name", slugify(label))) for label in labels)
    for kind in _DATED:
        if template := templates.get(kind):
            parts = ((":year", f"{date.year:04}"), (":month", f"{date.month:02}"), (":day", f"{date.day:02}"))
            for name, value in parts:
                template = template.replace(name, value)
            yield Taxonomy.SECTION, template, template


@lru_cache(maxsize=4096)
def listing(taxonomy: Taxonomy, label: str, path: str, site_url: str) -> Listing | None:
    """Return a page that lists posts; None where its path is none that a page can have."""
    below = sanitized(path).lstrip("/")
    slug = below.strip("/")
    if not urls.is_safe_path(slug):
        return None
    return Listing(
        term=Term(taxonomy=taxonomy, slug=slug, label=label), url=site_url + urls.quote_path(below), has_feed=None
    )
