"""The names of what the guard finds, which `--accept` takes."""

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
)
