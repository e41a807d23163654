"""What items have become, to be used again: the part of a document that one item makes, by format.

A post usually stands in several feeds, and making its entry is most of the work on a feed. The parts do not
depend on the feed they stand in, only on the item and the site: so one `Entries` serves one site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedpub.model.records import Format, Item

_ENOUGH = 256 * 1024 * 1024


class Entries:
    """Remembers the parts made for the items of one site, up to about `limit` bytes; then it starts afresh."""

    def __init__(self, limit: int = _ENOUGH) -> None:
        # Keyed by identity, for to hash an item is to hash its whole text; the item is kept so that its
        # identity is not given to another.
        self._made: dict[tuple[Format, int], tuple[Item, bytes]] = {}
        self._limit = limit
        self._size = 0

    def parts(
        self, kind: Format, items: Sequence[Item], make: Callable[[Sequence[Item]], Sequence[bytes]]
    ) -> list[bytes]:
        """Return the part of each item in order; `make` is asked once for those that are not known yet."""
        missing = [item for item in items if (kind, id(item)) not in self._made]
        made = dict(zip(map(id, missing), make(missing) if missing else (), strict=True))
        parts = [made[id(item)] if id(item) in made else self._made[kind, id(item)][1] for item in items]
        self.put(kind, missing, [made[id(item)] for item in missing])
        return parts

    def put(self, kind: Format, items: Sequence[Item], parts: Sequence[bytes]) -> None:
        """Remember the part of each item."""
        size = sum(map(len, parts))
        self._size += size
        if self._size > self._limit:
            self._made.clear()
            self._size = size
        for item, part in zip(items, parts, strict=True):
            self._made[kind, id(item)] = (item, part)
