"""Selections and what they hold, in the words of their tests."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from feedpub.generate.select import Selection, select
from feedpub.model.feed_options import FeedsOptions, TermOptions
from feedpub.model.records import Listing, Taxonomy, Term
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from feedpub.model.records import FeedSpec, Post
    from feedpub.model.site import Site

OFF = TermOptions()
SITE_ONLY = FeedsOptions(categories=OFF)


def chosen(
    of: Iterable[Post], options: FeedsOptions | None = None, site: Site | None = None, *, zone: tzinfo = UTC
) -> Selection:
    """Return what is selected of these posts."""
    return select(
        tuple(of),
        site or builders.site(),
        options or FeedsOptions(),
        lambda term: f"urn:x:{term and term.slug}",
        zone=zone,
    )


def specs(selection: Selection) -> list[FeedSpec]:
    """Return the feeds that were selected."""
    return [spec for spec, _ in selection.feeds]


def held(selection: Selection) -> dict[str, list[str]]:
    """Return the label of each feed, empty for the site's, with the stems of its posts."""
    return {spec.term.label if spec.term else "": [each.stem for each in has] for spec, has in selection.feeds}


def with_terms(taxonomy: str) -> FeedsOptions:
    """Return options with the feeds of the site and of this taxonomy alone."""
    return replace(SITE_ONLY, **{taxonomy: replace(getattr(FeedsOptions(), taxonomy), enabled=True)})


def listing(label: str, slug: str = "", **fields: Any) -> Listing:  # noqa: ANN401 - any field of a listing
    """Return a page that lists posts; its slug is its label where none is given."""
    term = Term(taxonomy=fields.pop("taxonomy", Taxonomy.CATEGORY), slug=slug or label, label=label)
    return Listing(term=term, url=f"https://example.com/{term.slug}/", **fields)
