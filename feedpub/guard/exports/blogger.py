"""Blogger's export: Atom, as Google Takeout has it (`blogger:type`), and as older backups have it (`kind#post`).

Entries have the ids of the live feeds, `tag:blogger.com,1999:blog-….post-…`, which are the guids of the RSS feed, too.
There is no documentation; it is what feeds and exports have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.text.syndication import first

if TYPE_CHECKING:
    from feedpub.text.xml import Element

NAME: Final = "Blogger"

_KIND: Final = "http://schemas.google.com/g/2005#kind"
"""Scheme of the category that says what an entry is."""
_POST: Final = "http://schemas.google.com/blogger/2008/kind#post"


def is_published_post(entry: Element) -> bool | None:
    """Return whether an entry of the export is a published post; None for an entry of anything else."""
    if kind := first(entry, "blogger:type"):
        return (kind, first(entry, "blogger:status")) == ("POST", "LIVE")
    kinds = [category.get("term") for category in entry.all("atom:category") if category.get("scheme") == _KIND]
    return _POST in kinds and not _is_draft(entry) if kinds else None


def _is_draft(entry: Element) -> bool:
    return any(first(control, "app:draft") == "yes" for control in entry.all("app:control"))
