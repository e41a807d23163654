"""Documents made of the model: one module a format, each with `generate`.

Pure: nothing here reads a clock, a locale, a setting that is not given, or a file that is not part of feedpub.
The modules of formats are imported where they are first used, for feedgen and lxml are slow to import. What they share
stands here: the parts that are made of items once, and what is said of an item whatever the format.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast
from unicodedata import normalize

from feedpub.model.records import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from feedpub.model.podcasts import PodcastOptions
    from feedpub.model.records import Document, Feed, Format, Item
    from feedpub.model.site import Site

    class _Module(Protocol):
        """The module of a format."""

        def generate(self, feed: Feed, entries: Entries | None = None) -> Document:
            """Return the feed; `entries` shares the work on items that several feeds hold."""
            ...

        def parts(self, site: Site, items: Sequence[Item]) -> list[bytes]:
            """Return the part of any feed of the site that each item makes."""
            ...


def documents(feed: Feed, entries: Entries | None = None) -> tuple[Document, ...]:
    """Return the feed in each of its formats; `entries` shares the work on items that several feeds hold."""
    return tuple(_module(each).generate(feed, entries) for each in feed.spec.paths)


def parts(form: Format, site: Site, items: Sequence[Item]) -> list[bytes]:
    """Return the part of any feed of the site, in that format, that each item makes (see `Entries`)."""
    return _module(form).parts(site, items)


def load(forms: Iterable[Format]) -> None:
    """Load what these formats need: once, before the work on them is shared among processes."""
    for form in forms:
        _module(form)


def _module(form: Format) -> _Module:
    # Late, see the module's docstring; and a site that publishes JSON alone never loads lxml.
    return cast("_Module", import_module(f"{__name__}.{form.value}"))


_ENOUGH = 256 * 1024 * 1024


class Entries:
    """Remembers the parts made for the items of one site, up to about `limit` bytes; then it starts afresh.

    A post usually stands in several feeds, and making its entry is most of the work on a feed. The parts do not
    depend on the feed they stand in, only on the item and the site: so one `Entries` serves one site.
    """

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


def podcast_of(feed: Feed) -> PodcastOptions | None:
    """Return what directories are told of the show: nothing of a feed without a recording.

    A feed of some posts of a show, as of a category, is a podcast too: players subscribe to it alike.
    """
    show = feed.site.podcast
    return show if show is not None and any(item.post.recording for item in feed.items) else None


def authors_of(item: Item, site: Site) -> tuple[Author, ...]:
    """Return who wrote it: the post's authors, else the site's, else one by the site's name (Atom wants one)."""
    return item.post.authors or authors_of_site(site)


def authors_of_site(site: Site) -> tuple[Author, ...]:
    """Return the authors of the site, or one by its name."""
    return site.authors or (Author(name=site.title),)


def labels_of(item: Item) -> tuple[str, ...]:
    """Return categories, then tags, in the author's spelling; one that differs only in case stands once."""
    first: dict[str, str] = {}
    for label in (*item.post.categories, *item.post.tags):
        first.setdefault(normalize("NFC", label).casefold(), label)
    return tuple(first.values())


def language_of(item: Item, site: Site) -> str:
    """Return the language of the post where it is not the site's, else nothing."""
    language = item.post.language
    return "" if language.casefold() == site.language.casefold() else language
