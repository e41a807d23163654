"""The page that the feed of a term leads to: one of the site's own, or that of the whole site."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from feedpub.model.feed_options import TermOptions
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.model.feed_options import FeedsOptions, MoreFeedOptions
    from feedpub.model.records import Post, Term

_PLACEHOLDER = re.compile(r"\{(slug|term|page|site)\}")
_FOLDERS: Final = {
    "categories": ("category", "categories", "topics"),
    "tags": ("tag", "tags", "topics"),
    "authors": ("author", "authors"),
    "languages": ("lang", ""),
    "sections": ("section", ""),
}
"""Where sites have the pages of their terms, by taxonomy."""


def filled(template: str, term: Term | None, site_title: str = "") -> str:
    """Put a term into a template in one pass, so that braces in its label stay what they are."""
    if term is None:
        return template
    values = {"slug": term.slug, "page": term.slug, "term": term.label, "site": site_title}
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


class TermPages:
    """The pages of a site, looked for by the terms that they may be of."""

    def __init__(self, posts: Sequence[Post], site_url: str) -> None:
        self._posts, self._site_url = posts, site_url

    @cached_property
    def _urls(self) -> frozenset[str]:
        return frozenset(post.url for post in self._posts if post.date is None)

    def url_of(
        self, term: Term | None, options: TermOptions | FeedsOptions | MoreFeedOptions, paths: Iterable[str]
    ) -> str:
        """Return the address of the page of a term whose feeds have these paths; empty for that of the site."""
        if term is None or not isinstance(options, TermOptions):
            return ""
        if options.page:
            return self._site_url + urls.quote_path(filled(options.page, term))
        return next(filter(self._urls.__contains__, self._candidates(term, paths)), "") if self._urls else ""

    def _candidates(self, term: Term, paths: Iterable[str]) -> Iterator[str]:
        beside = (path.rpartition("/")[0] for path in paths if "/" in path)
        usual = (f"{folder}/{term.slug}".lstrip("/") for folder in _FOLDERS[term.taxonomy.value])
        for place in dict.fromkeys((*beside, *usual)):
            address = self._site_url + urls.quote_path(place)
            yield from (f"{address}/", f"{address}.html", address, f"{address}/index.html")
