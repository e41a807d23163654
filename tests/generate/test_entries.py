"""Parts made once and used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.generate import Entries
from feedpub.model.records import Format
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.model.records import Item


class Maker:
    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, items: Sequence[Item]) -> list[bytes]:
        self.made += [item.post.stem for item in items]
        return [item.post.stem.encode() for item in items]


def test_an_item_is_made_once_for_all_feeds() -> None:
    make, entries, items = Maker(), Entries(), builders.items(3)
    assert entries.parts(Format.RSS, items[:2], make) == [b"post-0", b"post-1"]
    assert entries.parts(Format.RSS, items[1:], make) == [b"post-1", b"post-2"]
    assert make.made == ["post-0", "post-1", "post-2"]


def test_each_format_is_made_for_itself() -> None:
    make, entries, items = Maker(), Entries(), builders.items(1)
    entries.parts(Format.RSS, items, make)
    entries.parts(Format.ATOM, items, make)
    assert make.made == ["post-0", "post-0"]


def test_over_its_limit_it_starts_afresh_and_forgets_nothing_it_was_asked_for() -> None:
    make, entries, items = Maker(), Entries(limit=10), builders.items(4)
    entries.parts(Format.RSS, items[:1], make)
    assert entries.parts(Format.RSS, items, make) == [b"post-0", b"post-1", b"post-2", b"post-3"]
    entries.parts(Format.RSS, items[:1], make)
    assert make.made == ["post-0", "post-1", "post-2", "post-3", "post-0"]
