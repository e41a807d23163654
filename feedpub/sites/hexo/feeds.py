"""The feeds that hexo-generator-feed makes, by its options and, where the site has one, by its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.shared import feedtemplates
from feedpub.sites.shared.expressions import UnreadError, Values
from feedpub.sites.shared.feeds import OwnFeed
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.sites.shared.configuration import Written
    from feedpub.sites.shared.expressions import ValueFilter

_KINDS: Final = {"atom": "atom", "rss2": "rss"}
_USUAL_LIMIT: Final = 20
_MOST_BYTES: Final = 100_000
_SHOWN: Final = 100


def of_plugin(site: Path, keys: Written, *, is_installed: bool) -> tuple[OwnFeed, ...]:
    """Return the feeds, the main one first; none where nothing asks for any."""
    if not is_installed and not keys.table("feed"):
        return ()
    kinds, paths = _kinds(keys)
    limit = keys.number("feed", "limit")
    given = keys.at("feed", "limit") is not None
    templates = keys.words("feed", "template")
    found: list[OwnFeed] = []
    for place, (kind, written) in enumerate(zip(kinds, paths, strict=True)):
        path = written.lstrip("/")
        if not urls.is_safe_file(path):
            continue
        feed = OwnFeed(
            path=path,
            format=_KINDS[kind],
            limit=limit or 0 if given else _USUAL_LIMIT,
            where=keys.where("feed"),
            id="{url}",
        )
        name = templates[place if len(templates) > 1 else 0] if place < len(templates) or len(templates) == 1 else ""
        found.append(_by_template(site, name, feed) if name else feed)
    return tuple(found)


def _kinds(keys: Written) -> tuple[list[str], list[str]]:
    """Return kinds and paths as the plug-in understands them: of two kinds Atom is the first, however they stand."""
    given = keys.at("feed", "type")
    kinds = list(keys.words("feed", "type"))[:2]
    is_list = isinstance(given, list) and bool(kinds)
    kinds = ["atom", "rss2"] if len(kinds) > 1 else kinds if kinds and kinds[0] in _KINDS else ["atom"]
    paths = list(keys.words("feed", "path")) if isinstance(keys.at("feed", "path"), list) == is_list else []
    paths = [path for path in paths if path.strip()][: len(kinds)]
    paths += [f"{kind}.xml" for kind in kinds[len(paths) :]]
    return kinds, [path if "." in path.rpartition("/")[2] else f"{path}.xml" for path in paths]


def _by_template(site: Path, name: str, feed: OwnFeed) -> OwnFeed:
    """Return the feed that a template of the site makes in place of the plug-in's."""
    name = name.removeprefix("./")
    try:
        data = reading.beginning(site, name, _MOST_BYTES) if reading.is_file(site, name) else None
    except RefusedError:
        data = None  # nothing of it is published; how ids are made is not known
    text = (data or b"").decode("utf-8-sig", "replace")
    variables: list[str] = []

    def known(written: str) -> str | None:
        root, _, rest = written.partition(".")
        return _OF_POST.get(rest) if root in variables else _OF_SITE.get(written)

    values = Values(known, _FILTERS)
    loop = feedtemplates.loop_of(feedtemplates.plain(text, lambda _: None), values)
    made = ""
    if loop is not None:
        variables.append(loop.variable)
        try:
            made = values.text(loop.id)
        except UnreadError:
            made = ""
    made = "{url}" if made == "{site}{base}/{path}" else made
    pattern = made if feedtemplates.tells_posts_apart(made) else ""
    written = " ".join(loop.id.split())[:_SHOWN] if loop else name
    line = feedtemplates.line_of(text, loop.id) if loop else 1
    return OwnFeed(
        path=feed.path,
        format=feed.format,
        limit=feed.limit,
        id=pattern,
        unread="" if pattern else written or "an item without an id",
        where=Where(path=name, line=line, column=1),
    )


_OF_POST: Final = {"permalink": "{url}", "path": "{path}", "slug": "{slug}", "date": feedtemplates.DATE}
_OF_SITE: Final = {"url": "{site}{base}/", "config.url": "{site}{base}"}
_FILTERS: Final[Mapping[str, ValueFilter]] = {
    **feedtemplates.UNCHANGING,
    "uriencode": feedtemplates.unchanged,
    "formatUrl": lambda value, *_: "{url}" if value == "{path}" else value,
}
