"""What stays open when the ids of existing feeds are taken over, as diagnostics, each item in one. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.guard.fixes import pinning
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.guard.adoption import Adoption
    from feedpub.guard.snapshot import PublishedItem

_AGAIN = "Whoever subscribed to that feed may get the post once more."


def diagnostics(result: Adoption) -> tuple[Diagnostic, ...]:
    """Return a finding for each item that no post was recognised for, or whose id its post does not get."""
    return tuple(_open(result))


def _open(result: Adoption) -> Iterator[Diagnostic]:
    paths = {item.id: path for path, item in result.unmatched}
    unsure = {each.item.id for each in result.doubts}
    for path, item in result.unmatched:
        if item.id not in unsure:
            yield Diagnostic(
                code="ids/not-recognised",
                level=Level.WARNING,
                where=Where(path=path),
                text=f"No post was recognised for {_named(item)}.",
                hint=f"Give the post its old address (`aliases`), or pin it: {pinning('POST', item.id)}.",
                why=_AGAIN,
                found=item.link,
            )
    for each in result.doubts:
        names = [candidate.source for candidate in each.candidates]
        yield Diagnostic(
            code="ids/uncertain",
            level=Level.WARNING,
            where=Where(path=paths.get(each.item.id, names[0])),
            text=f"{_named(each.item)} may be {' or '.join(names)}.",
            hint=f"Pin the one that you know: {pinning(names[0], each.item.id)}.",
            why=_AGAIN,
            found=each.item.link,
        )
    for clash in result.conflicts:
        yield Diagnostic(
            code="ids/conflict",
            level=Level.WARNING,
            where=Where(path=clash.source),
            text=f"The post has the id {clash.other} in {clash.path}, and keeps {clash.kept}.",
            hint="Nothing can be done: a post has one id in a format.",
            why=_AGAIN,
            found=clash.other,
        )
    for pin in result.unwritable:
        yield Diagnostic(
            code="ids/unwritable",
            level=Level.WARNING,
            where=Where(path=pin.source),
            text=f"No line of feedpub.ids can hold the id {pin.id!r}.",
            hint="Write it as `id` into the front matter.",
            why=_AGAIN,
            found=pin.id,
        )


def _named(item: PublishedItem) -> str:
    return f"“{item.title}” {item.link} ({item.id})"
