"""`feedpub diff --format markdown`: a comment on a pull request, which is read on a phone as well.

What stops the build comes first, then the feed of the site; all other feeds are folded away. Rows are narrow: no id and
no path stands in them. Titles may hold anything: nothing of them is markup, a link, or calls anybody.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from feedpub.cli import rows
from feedpub.cli.cleaning import in_markdown as _text
from feedpub.cli.cleaning import sentence_in_markdown as _sentence
from feedpub.cli.languages import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.cli.rows import DiffRow
    from feedpub.guard.changes import Changes
    from feedpub.model.records import Diagnostic

_MARK: Final = "<!-- feedpub diff -->"
"""By which a program finds the comment again, to replace it by the next one."""
_HEADING: Final = "### What subscribers would see"
_MOST: Final = 60_000
"""Characters; GitHub takes 65,536 in a comment."""
_SIGNS: Final = {
    "new feed": "🆕",
    "new": "🆕",
    "announced again": "⚠️",
    "id reused": "⚠️",
    "changed": "✏️",
    "gone": "➖",
    "added": "🆕",
    "removed": "➖",
    "lastmod": "✏️",
}


def markdown(changes: Changes) -> str:
    """Return the changes for a comment on a pull request."""
    parts = [_MARK, write(_HEADING)]
    if not changes:
        parts.append(_text(write(changes.not_compared)) or write(rows.NOTHING))
    parts += _stopped(changes.findings)
    parts += [write(f"**Gone:** the feed “{_text(gone.title)}”, {_text(gone.path)}") for gone in changes.vanished]
    sections = [(feed.feed.spec.title, rows.of_feed(feed)) for feed in changes.feeds if not feed.is_new]
    if added := [feed for feed in changes.feeds if feed.is_new]:
        sections.append((write("New feeds"), rows.of_new_feeds(added)))
    if changes.sitemap:
        sections.append((write("Sitemap"), rows.of_sitemap(changes.sitemap)))
    tables = [_section(title, list(of), is_open=not place) for place, (title, of) in enumerate(sections)]
    if changes.unchanged and changes:
        tables.append(write(f"{changes.unchanged} other feed{'s' if changes.unchanged > 1 else ''}: nothing changes."))
    return "\n\n".join(_fitting([*parts, *tables]))


def _stopped(findings: Sequence[Diagnostic]) -> Iterator[str]:
    if findings:
        what = "this" if len(findings) == 1 else f"these {len(findings)}"
        yield write(f"⛔ **The guard stops the build for {what}:**")
        fix = write("**Fix:**")
        yield "\n".join(f"- {_sentence(write(one.text))}<br>{fix} {_sentence(write(one.hint))}" for one in findings)


def _section(title: str, all_of_it: Sequence[DiffRow], *, is_open: bool) -> str:
    """Return a table, folded away unless it is the first, under a line that counts what it says."""
    counted = Counter(row.what for row in all_of_it)
    summary = f"<b>{_text(title)}</b>: {', '.join(write(f'{number} {what}') for what, number in counted.items())}"
    opened = "<details open>" if is_open else "<details>"
    return f"{opened}<summary>{summary}</summary>\n\n| | |\n|---|---|\n{_table(all_of_it)}\n\n</details>"


def _table(all_of_it: Iterable[DiffRow]) -> str:
    return "\n".join(
        f"| {_SIGNS.get(row.what, '')} {write(row.what)} | {_named(row)} |" for row in rows.few_of_each(all_of_it)
    )


def _named(row: DiffRow) -> str:
    if not row.note:
        return _text(row.name)
    return f"{_text(row.name)}<br><sub>{_text(rows.translated_note(row, write))}</sub>"


def _fitting(parts: Sequence[str]) -> Iterator[str]:
    """Return as many of the parts as a comment can hold."""
    room = _MOST
    for number, part in enumerate(parts):
        room -= len(part) + 2
        if room < 0:
            left = len(parts) - number
            yield write(f"And {left} more, for which a comment has no room: `feedpub diff --format json` has all.")
            return
        yield part
