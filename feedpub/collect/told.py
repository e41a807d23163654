"""What the rules of another generator say of a file, so that `post` does not ask feedpub's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from feedpub.collect.problem import Problem
    from feedpub.model.records import Absence, Author, Listing, Markup


class Told(Struct, frozen=True, kw_only=True):
    """What a dialect knows of a post; None where feedpub's own rules apply to the front matter."""

    id: str = ""
    """The id that the feeds of the generator carry, where it is not what the scheme of ids makes."""
    url: str | None = None
    """Absolute and percent-encoded; only where `problems` has no error."""
    title: str | None = None
    slug: str | None = None
    """What the id is made of where the scheme of the generator wants a slug."""
    dates: tuple[datetime | None, datetime | None] | None = None
    """The date of the post, and the moment from which it is shown; both None for a page."""
    updated: tuple[datetime | None] | None = None
    expires: tuple[datetime | None] | None = None
    language: str | None = None
    authors: tuple[Author, ...] | None = None
    categories: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    summary: str | None = None
    image_base: str = ""
    """The address by which a relative one of the post's picture is completed; empty for that of the post."""
    body: str | None = None
    """The body as `body` of the dialect will give it, for its pictures; as it stands in the file when None."""
    markup: Markup | None = None
    sections: tuple[str, ...] = ()
    only_in_sections: bool = False
    listings: tuple[Listing, ...] | None = None
    hidden: tuple[Absence | None] | None = None
    """Why the post is not published whatever the time."""
    not_in_feeds: Absence | None = None
    """A reason besides those that the front matter may give."""
    not_in_sitemap: Absence | None = None
    problems: tuple[Problem, ...] = ()

    def by_field(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what takes the place of keys: by fields of the post, and by fields of the record."""
        if self is NOTHING:
            return {}, {}
        of_post = {name: value for name in _SAME if (value := getattr(self, name)) is not None}
        of_record: dict[str, Any] = {}
        if self.dates:
            of_post["date"], of_record["not_before"] = self.dates
        if self.updated:
            [of_post["updated"]] = self.updated
        if self.hidden:
            [of_record["hidden"]] = self.hidden
        if self.expires:
            [of_record["expires"]] = self.expires
        return of_post, of_record


_SAME: Final = (
    "url",
    "title",
    "slug",
    "language",
    "authors",
    "categories",
    "tags",
    "summary",
    "sections",
    "only_in_sections",
    "listings",
)
"""Names that are those of fields of the post."""
NOTHING = Told()
