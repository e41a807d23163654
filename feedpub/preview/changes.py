"""What subscribers and search engines would see of this build, beside what is published."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from feedpub.guard import rows
from feedpub.model.errors import FeedpubError
from feedpub.preview import layout
from feedpub.preview.layout import address
from feedpub.text.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.guard.changes import Changes
    from feedpub.guard.rows import DiffRow
    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.building import ShownBuild
    from feedpub.text.markup import Node

_MOST_ROWS: Final = 200


def changes(shown: ShownBuild, preview: Preview) -> Node:
    """Return the page. It is compared anew each time: another build may have published meanwhile."""
    here = address("changes")
    try:
        found = preview.changes()
    except FeedpubError as error:
        return layout.page(shown, "Changes", element("p", f"This cannot be compared: {error}."), here=here)
    return layout.page(
        shown, "Changes", element("p", *_with_what(preview)), *_sections(found, preview.site.language), here=here
    )


def _with_what(preview: Preview) -> Iterator[Node | str]:
    place = preview.request.compared_with or preview.request.options.output.folder
    yield "What subscribers and search engines would see of this build. Compared is with what stands in "
    yield element("code", place)
    yield "."
    if preview.is_elsewhere:
        yield " The live site that guard.against names is not asked at every change: "
        yield element("code", "feedpub diff")
        yield " compares with that."


def _sections(found: Changes, language: str) -> Iterator[Node]:
    if found.not_compared:
        yield element("p", layout.prose(found.not_compared))
    elif not found:
        yield element("p", rows.NOTHING)
    for feed in found.feeds:
        paths = ", ".join(feed.feed.spec.paths.values())
        yield _section(feed.feed.spec.title, rows.of_feed(feed), paths, feed.feed.spec.language or language)
    for gone in found.vanished:
        yield _section(gone.path, [rows.DiffRow(what="gone", name=f"the feed “{gone.title}”")])
    if found.sitemap:
        yield _section("Sitemap", rows.of_sitemap(found.sitemap))
    if found.findings:
        yield element("section", element("h2", "The guard stops this build"), layout.findings(found.findings, "Guard"))


def _section(title: str, listed: Iterable[DiffRow], note: str = "", language: str = "") -> Node:
    every = iter(listed)
    shown = list(islice(every, _MOST_ROWS))
    more = sum(1 for _ in every)
    return element(
        "section",
        element("h2", title, dir="auto", lang=language or None),
        element("p", note, class_="quiet") if note else None,
        element("ul", (_row(row, language) for row in shown), class_="changes"),
        element("p", f"And {more:,} more.") if more else None,
    )


def _row(row: DiffRow, language: str) -> Node:
    notes = "".join(f" ({note})" for note in (row.note, row.ids) if note)
    return element(
        "li",
        element("strong", row.what),
        ": ",
        element("bdi", row.name, lang=language or None),
        element("span", notes, class_="quiet") if notes else None,
        class_=f"is-{row.what.replace(' ', '-')}",
    )
