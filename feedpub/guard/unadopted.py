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
            yield _finding(
                "ids/not-recognised",
                path,
                text=f"No post was recognised for {_named(item)}.",
                hint=f"Give the post its old address (`aliases`), or pin it: {pinning('POST', item.id)}.",
                found=item.link,
            )
    for each in result.doubts:
        names = [candidate.source for candidate in each.candidates]
        yield _finding(
            "ids/uncertain",
            paths.get(each.item.id, names[0]),
            text=f"{_named(each.item)} may be {' or '.join(names)}.",
            hint=f"Pin the one that you know: {pinning(names[0], each.item.id)}.",
            found=each.item.link,
        )
    for clash in result.conflicts:
        yield _finding(
            "ids/conflict",
            clash.source,
            text=f"The post has the id {clash.other} in {clash.path}, and keeps {clash.kept}.",
            hint="Nothing can be done: a post has one id in a format.",
            found=clash.other,
        )
    for pin in result.unwritable:
        yield _finding(
            "ids/unwritable",
            pin.source,
            text=f"No line of feedpub.ids can hold the id {pin.id!r}.",
            hint="Write it as `id` into the front matter.",
            found=pin.id,
        )


def _finding(code: str, path: str, *, text: str, hint: str, found: str) -> Diagnostic:
    return Diagnostic(
        code=code, level=Level.WARNING, where=Where(path=path), text=text, hint=hint, why=_AGAIN, found=found
    )


def _named(item: PublishedItem) -> str:
    return f"“{item.title}” {item.link} ({item.id})"
