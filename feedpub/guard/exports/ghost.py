"""Ghost's export: JSON, `db[0].data.posts`.

Ghost's RSS has the `id` of a post as its guid, and until 0.11 its `uuid` (`guid: post.id` and `guid: post.uuid`:
core/server/services/rss/generate-feed.js of 1.0, core/server/data/xml/rss/index.js of 0.6). Neither is a URI.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from feedpub.text.syndication import FeedItem, string

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME: Final = "Ghost"


def posts(value: object) -> Iterator[tuple[FeedItem, str]] | None:
    """Return the published posts of an export, each with its text as HTML; None where the JSON is none of Ghost."""
    database = _record(value.get("db") if isinstance(value, dict) else None) or _record([value])
    data, meta = _record([database.get("data")]), _record([database.get("meta")])
    found = data.get("posts")
    if not isinstance(found, list) or not meta.get("version"):
        return None
    by_mail_alone = {
        string(each.get("post_id"))
        for each in data.get("posts_meta") or ()
        if isinstance(each, dict) and each.get("email_only")
    }
    major, _, rest = string(meta["version"]).partition(".")
    key = "uuid" if major == "0" or not rest else "id"  # before 1.0 it was the number of the schema, `003`
    return (
        (_item(post, key), string(post.get("html")))
        for post in found
        if isinstance(post, dict) and _is_published_post(post) and string(post.get("id")) not in by_mail_alone
    )


def _record(values: object) -> Mapping[str, Any]:
    """Return the first of several values, where that is an object."""
    return values[0] if isinstance(values, list) and values and isinstance(values[0], dict) else {}


def _is_published_post(post: Mapping[str, Any]) -> bool:
    return post.get("status") == "published" and (post.get("type") or "post") == "post" and not post.get("page")


def _item(post: Mapping[str, Any], key: str) -> FeedItem:
    slug = string(post.get("slug"))
    return FeedItem(
        string(post.get(key)),
        f"/{slug}/" if slug else "",
        string(post.get("title")),
        _date(post.get("published_at")),
        _date(post.get("updated_at")),
    )


def _date(value: object) -> str:
    """Return a date as written; Ghost before 0.9 counted milliseconds."""
    if not isinstance(value, int) or isinstance(value, bool):
        return string(value)
    try:
        return datetime.fromtimestamp(value / 1000, UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
