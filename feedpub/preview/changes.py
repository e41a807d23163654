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
    from feedpub.preview.wording import Say
    from feedpub.text.markup import Content, Node

_MOST_ROWS: Final = 200
_NOT_ASKED: Final = (
    "The live site that guard.against names is not asked at every change: `feedpub diff` compares with that."
)


def changes(shown: ShownBuild, preview: Preview) -> Node:
    """Return the page. It is compared anew each time: another build may have published meanwhile."""
    here, say = address("changes"), shown.language.say
    title = say("Changes")
    try:
        found = preview.changes()
    except FeedpubError as error:
        return layout.page(shown, title, element("p", say(f"This cannot be compared: {error}.")), here=here)
    return layout.page(
        shown, title, element("p", *_with_what(preview, say)), *_sections(found, preview.site.language, say), here=here
    )


def _with_what(preview: Preview, say: Say) -> Iterator[Content]:
    place = preview.request.compared_with or preview.request.options.output.folder
    yield f"{say('What subscribers and search engines would see of this build.')} "
    yield from layout.prose(say(f"Compared is with what stands in `{place}`."))
    if preview.is_elsewhere:
        yield " "
        yield from layout.prose(say(_NOT_ASKED))


def _sections(found: Changes, language: str, say: Say) -> Iterator[Node]:
    if found.not_compared:
        yield element("p", layout.prose(say(found.not_compared)))
    elif not found:
        yield element("p", say(rows.NOTHING))
    for feed in found.feeds:
        paths = ", ".join(feed.feed.spec.paths.values())
        yield _section(feed.feed.spec.title, rows.of_feed(feed), say, paths, feed.feed.spec.language or language)
    for gone in found.vanished:
        yield _section(gone.path, [rows.of_vanished(gone)], say)
    if found.sitemap:
        yield _section(say("Sitemap"), rows.of_sitemap(found.sitemap), say)
    if found.findings:
        stops = element("h2", say("The guard stops this build"))
        yield element("section", stops, layout.findings(found.findings, say("Guard"), say))


def _section(title: str, listed: Iterable[DiffRow], say: Say, note: str = "", language: str | None = None) -> Node:
    every = iter(listed)
    shown = list(islice(every, _MOST_ROWS))
    more = sum(1 for _ in every)
    return element(
        "section",
        element("h2", title, dir="auto", lang=language),
        element("p", note, class_="quiet") if note else None,
        element("ul", (_row(row, say, language) for row in shown), class_="changes"),
        element("p", say(f"And {more:,} more.")) if more else None,
    )


def _row(row: DiffRow, say: Say, language: str | None) -> Node:
    notes = "".join(f" ({note})" for note in (rows.translated_note(row, say), row.ids) if note)
    name = element("span", say(row.name)) if row.is_ours else element("bdi", row.name, lang=language)
    return element(
        "li",
        element("strong", say(row.what)),
        ": ",
        name,
        element("span", notes, class_="quiet") if notes else None,
        class_=f"is-{row.what.replace(' ', '-')}",
    )
