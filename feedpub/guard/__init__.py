"""What subscribers know: the ids of posts and feeds, what is published, and what of a build would bother them."""

from __future__ import annotations

from typing import Final

CODES: Final = (
    "reannounced",
    "id-reused",
    "feed-vanished",
    "feed-emptied",
    "feed-shrunk",
    "sitemap-shrunk",
    "dates-moved",
    "resurfaced",
    "local-address",
    "archive-vanished",
)
"""What the guard finds, by the names that `--accept` takes."""
