"""Documents made of the model: one module a format, each with `generate`.

Pure: nothing here reads a clock, a locale, a setting that is not given, or a file that is not part of feedpub.
The modules of formats are imported where they are first used, for feedgen and lxml are slow to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.generate.entries import Entries
    from feedpub.model.records import Document, Feed, Format, Item, Site

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
