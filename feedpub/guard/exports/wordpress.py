"""WordPress's export (WXR): RSS 2.0 with elements of its own, which Squarespace writes, too.

`guid` is what WordPress's RSS and Atom feeds have (`the_guid()` in wp-admin/includes/export.php, feed-rss2.php and
feed-atom.php). Squarespace writes none, and names its posts otherwise in its feed (`site:collection:post`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.text.syndication import first

if TYPE_CHECKING:
    from feedpub.text.xml import Element

NAME: Final = "WordPress"


def is_published_post(item: Element) -> bool | None:
    """Return whether an item of the export is a published post; None for an item of anything else."""
    kind = first(item, "wp:post_type")
    return (kind, first(item, "wp:status")) == ("post", "publish") if kind else None
