"""The feed templates of a Zola site, its own or its theme's, as far as they tell without being run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

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

    from feedpub.sites.shared.expressions import ValueFilter

_MOST_BYTES: Final = 100_000
_SHOWN: Final = 100
_MACRO: Final = re.compile(r"\b\w+::\w*escape\w*\(\s*\w+\s*=\s*([\w.]+)\s*\)")
"""A macro by whose name it is plain that it leaves an address as it is."""
_DATED: Final = re.compile(r"\bpage\.(?:date|updated)\b")
_SLICED: Final = re.compile(r"\bslice\s*\(\s*(?:start\s*=\s*0\s*,\s*)?end\s*=\s*(\d{1,6})\s*\)")


class ZolaTemplate(Struct, frozen=True, kw_only=True):
    """The template of a feed, of the site or its theme."""

    name: str
    """Of the feed."""
    file: str
    text: str

    @property
    def dates_are_of_paths(self) -> bool:
        """Whether it takes the dates of pages from their addresses."""
        return ".components" in self.text and not _DATED.search(self.text)

    def feed(self, limit: int, base: str) -> OwnFeed | None:
        """Return the feed that it makes; None where that cannot be told.

        `limit` is that of the configuration, and `base` the path of the home page without the last slash.
        """
        return _told(self.text, self.file, self.name, limit, base)


def template_of(site: Path, theme: str, name: str) -> ZolaTemplate | None:
    """Return the template of a feed; None where the site has none of that name, and Zola's own is taken."""
    if not urls.is_safe_file(name):
        return None
    folders = ("templates", *([f"themes/{theme}/templates"] if urls.is_safe_path(theme) else []))
    for file in (f"{folder}/{name}" for folder in folders):
        try:
            data = reading.beginning(site, file, _MOST_BYTES) if reading.is_file(site, file) else None
        except RefusedError:
            return None  # nothing of it is published
        if data is not None:
            return ZolaTemplate(name=name, file=file, text=data.decode("utf-8-sig", "replace"))
    return None


def _told(text: str, file: str, name: str, limit: int, base: str) -> OwnFeed | None:
    variables: list[str] = []

    def known(written: str) -> str | None:
        root, _, rest = written.partition(".")
        if root in variables:
            return _OF_PAGE.get(rest)
        return "{site}{base}" if written == "config.base_url" else None

    values = Values(known, _FILTERS)
    template = _MACRO.sub(r"\1", feedtemplates.plain(text, lambda _: None))
    loop = feedtemplates.loop_of(template, values)
    if loop is None:
        return None
    variables.append(loop.variable)
    try:
        pattern = _normal(values.text(loop.id), base)
    except UnreadError:
        pattern = ""
    match = _SLICED.search(loop.written)
    number = match[1] if match else loop.limit
    return OwnFeed(
        path=name,
        format=loop.format,
        limit=int(number) if number.isascii() and number.isdigit() else limit,
        id=pattern,
        unread="" if pattern else " ".join(loop.id.split())[:_SHOWN] or "an item without an id",
        where=Where(path=file, line=feedtemplates.line_of(text, loop.id), column=1),
    )


def _normal(made: str, base: str) -> str:
    """Return a pattern in its shortest form; nothing for one that is the same for all posts."""
    made = made if base else made.replace("{base}", "")
    if made in {"{url}", "{site}{path}" if not base else "{site}{base}{path}"}:
        return "{url}"
    return made if feedtemplates.tells_posts_apart(made) else ""


_OF_PAGE: Final = {"permalink": "{url}", "path": "{path}", "slug": "{slug}", "date": feedtemplates.DATE}


def _dated(value: str, form: str = "%Y-%m-%d", *_: str) -> str:
    return feedtemplates.formatted_date(value, form)


_FILTERS: Final[Mapping[str, ValueFilter]] = {**feedtemplates.UNCHANGING, "date": _dated}
