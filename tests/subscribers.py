"""People who subscribed: lemon24's reader, which remembers what it has shown, as newsboat and FreshRSS do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import make_reader

if TYPE_CHECKING:
    from pathlib import Path


class Subscriber:
    """Somebody with the feeds at these paths of a folder; what they have seen is read."""

    def __init__(self, folder: Path, *paths: str) -> None:
        self._paths = paths
        self._reader = make_reader(":memory:", feed_root=str(folder))
        for path in paths:
            self._reader.add_feed(path)
        self.reads()

    def reads(self) -> list[str]:
        """Fetch the feeds, and give the titles of the posts shown as new; they are read then."""
        self._reader.update_feeds(scheduled=False)
        broken = [feed.url for feed in self._reader.get_feeds(broken=True)]
        assert not broken, f"cannot be read: {broken}"
        shown = list(self._reader.get_entries(read=False))
        for entry in shown:
            self._reader.mark_entry_as_read(entry)
        return sorted(f"{entry.feed.url}: {entry.title}" for entry in shown)

    def cancels(self, *paths: str) -> None:
        """Read these feeds no longer."""
        for path in paths:
            self._reader.delete_feed(path)
