"""The lines of feedpub.toml that keep published feeds where they are: found by trying them. Pure.

A feed goes when its format is left out, when its path or its taxonomy is changed or switched off, or when its term has
another name. What it was is told by its posts and its title, and what would bring it back is tried with all that the
others need: only what is of use is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard.snapshot import FORMATS
from feedpub.model.feed_options import MoreFeedOptions, TermPaths
from feedpub.model.records import Format, Taxonomy
from feedpub.text.toml import line
from feedpub.text.urls import label_key, slug_or_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.guard.snapshot import PublishedFeed, Snapshot
    from feedpub.guard.successors import Successor, Successors
    from feedpub.model.feed_options import FeedsOptions, TermOptions
    from feedpub.model.records import Term

_ADDED: Final = frozenset({"formats", "more"})
"""Lists of `[feeds]`, to which an edit adds one."""
_OF_ONE: Final = frozenset({"aliases", "paths"})
"""Tables of taxonomies that speak of one term."""


class WayBack(Struct, frozen=True, kw_only=True):
    """Feeds that would go, and what keeps them."""

    feeds: tuple[PublishedFeed, ...]
    lines: tuple[str, ...] = ()
    """Of feedpub.toml; empty where none would help."""
    redirects: tuple[str, ...] = ()
    """Lines that say where the feeds are now, as far as there is one that has taken their place."""
    has_posts: bool = False
    """Whether their posts are still there."""


class _Edit(Struct, frozen=True, kw_only=True):
    """One value of `[feeds]` that would be another."""

    path: tuple[str, ...]
    value: Any

    @property
    def is_of_one(self) -> bool:
        """Whether it is of one term, and needed by no feed of another."""
        return len(self.path) > 1 and self.path[1] in _OF_ONE


def ways_back(lost: Sequence[PublishedFeed], old: Snapshot, successors: Successors) -> Iterator[WayBack]:
    """Return the feeds that would go by what keeps them: options for all that they keep, else term by term."""
    search = _Search(lost, old, successors)
    feeds = successors.options
    edits = search.edits()
    kept = search.kept(edits)
    groups: dict[tuple[str, ...], list[PublishedFeed]] = {}
    for feed in lost:
        groups.setdefault(_group(feed, search.own(feed, edits), is_kept=feed.path in kept), []).append(feed)
    for key, members in groups.items():
        if key[0] == "options":
            used = [edit for edit in edits if not edit.is_of_one]
        else:
            used = [edit for edit in edits if edit.path[:3] == key] if key[0] != "gone" else []
        yield WayBack(
            feeds=tuple(members),
            lines=tuple(_lines(used, feeds)),
            redirects=tuple(
                line(("redirects", "paths", feed.path), there)
                for feed in members
                if (there := search.successors.now_at(feed))
            ),
            has_posts=any(map(search.successors.has_posts, members)),
        )


def _group(feed: PublishedFeed, own: Sequence[_Edit], *, is_kept: bool) -> tuple[str, ...]:
    if not is_kept:
        return ("gone", feed.path.rpartition("/")[0])
    return next((edit.path[:3] for edit in own if edit.is_of_one), ("options",))


class _Search:
    """What has been tried, and what came of it."""

    def __init__(self, lost: Sequence[PublishedFeed], old: Snapshot, successors: Successors) -> None:
        self._lost, self._new, self._feeds = lost, successors.new, successors.options
        new, self.successors = successors.new, successors
        now = {path: form for feed in new.feeds for form, path in feed.spec.paths.items()}
        ours = [feed for feed in old.feeds if "://" not in feed.path and not feed.is_archive]
        self._lost_forms = {feed.path: FORMATS[feed.kind] for feed in lost}
        self._standing = {path for path in now if path in old.unchanged} | {
            feed.path for feed in ours if feed.path in now
        }
        # A feed whose path another format has taken: what brings the other back may need it where it was.
        displaced = [feed for feed in ours if feed.path in now and now[feed.path] is not FORMATS[feed.kind]]
        self._wanted = {feed.path: tuple(self._edits_for(feed)) for feed in (*lost, *displaced)}

    def own(self, feed: PublishedFeed, edits: Iterable[_Edit]) -> list[_Edit]:
        """Return those of the edits that are of this feed."""
        known = [*self._wanted[feed.path], *self._last_resort(feed)]
        return [edit for edit in edits if edit in known]

    def edits(self) -> list[_Edit]:
        """Return the edits that keep the most feeds, without those that keep none."""
        found = _agreed(edit for edits in self._wanted.values() for edit in edits)
        best = len(self.kept(found))
        for edit in [edit for edit in found if not edit.is_of_one]:
            without = [each for each in found if each is not edit]
            if (number := len(self.kept(without))) >= best:
                found, best = without, number
        kept = self.kept(found)
        return found + _agreed(edit for feed in self._lost if feed.path not in kept for edit in self._last_resort(feed))

    def kept(self, edits: Iterable[_Edit]) -> set[str]:
        """Return the paths of the published feeds that would be there with these edits; lost ones in their format."""
        paths = self._paths(edits)
        lost = {path for path, form in self._lost_forms.items() if paths.get(path) is form}
        return lost | (self._standing & paths.keys())

    def _paths(self, edits: Iterable[_Edit]) -> Mapping[str, Format]:
        selected = self._new.select(_applied(self._feeds, edits))
        return {path: form for spec, _ in selected for form, path in spec.paths.items()}

    # What may help

    def _edits_for(self, feed: PublishedFeed) -> Iterator[_Edit]:
        form = FORMATS[feed.kind]
        successor = self.successors.of(feed)
        if successor is None:
            return
        if form not in self._feeds.formats and not successor.more:
            yield _Edit(path=("formats", form.value), value=form)
        if successor.term is None:
            yield _Edit(path=(form.value,), value=feed.path)
        elif not successor.more:
            yield from self._of_term(feed, successor, successor.term)

    def _of_term(self, feed: PublishedFeed, successor: Successor, term: Term) -> Iterator[_Edit]:
        form, table = FORMATS[feed.kind], term.taxonomy.value
        options: TermOptions = getattr(self._feeds, table)
        key = label_key(term.label)
        if not options.enabled and term.taxonomy is not Taxonomy.LANGUAGE:
            yield _Edit(path=(table, "enabled"), value=True)
        if key in map(label_key, options.without):
            rest = tuple(label for label in options.without if label_key(label) != key)
            yield _Edit(path=(table, "without"), value=rest)
        if options.only and key not in map(label_key, options.only):
            yield _Edit(path=(table, "only"), value=(*options.only, term.label))
        usual = successor.paths.get(form, "")
        if usual == feed.path:
            return
        if former := _former(feed.path, usual, term.slug):
            label = self.successors.label_in(feed, options)
            label = label if slug_or_hash(label) == former else former
            yield _Edit(path=(table, "aliases", label), value=term.label)
        elif template := _template(feed.path, term):
            yield _Edit(path=(table, form.value), value=template)

    def _last_resort(self, feed: PublishedFeed) -> Iterator[_Edit]:
        """Return what gives this one feed its path whatever the patterns are."""
        form = FORMATS[feed.kind]
        successor = self.successors.of(feed)
        if successor is None:
            return
        if successor.term is None or successor.more:
            more = successor.more or MoreFeedOptions(path="", format=form)
            yield _Edit(path=("more", feed.path), value=replace(more, path=feed.path, format=form))
        else:
            yield _Edit(
                path=(successor.term.taxonomy.value, "paths", successor.term.label, form.value), value=feed.path
            )


def _former(path: str, usual: str, slug: str) -> str:
    """Return the slug that makes this path where another makes the usual one; empty where none does."""
    before, found, after = usual.partition(slug)
    if not found or not path.startswith(before) or not path.endswith(after):
        return ""
    # Of the page of a term, the last part of its path is made of the name.
    around, _, former = path[len(before) : len(path) - len(after)].rpartition("/")
    return former if around == slug.rpartition("/")[0] else ""


def _template(path: str, term: Term) -> str:
    for text, placeholder in ((term.slug, "{slug}"), (term.label, "{term}")):
        template = re.sub(rf"(?<![^/._-]){re.escape(text)}(?![^/._-])", placeholder, path)
        if template != path:
            return template
    return ""


# Edits


def _agreed(edits: Iterable[_Edit]) -> list[_Edit]:
    """Return one edit a key: the one that most feeds ask for."""
    by_path: dict[tuple[str, ...], Counter[_Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, Counter())[edit] += 1
    return [counted.most_common(1)[0][0] for counted in by_path.values()]


def _applied(feeds: FeedsOptions, edits: Iterable[_Edit]) -> FeedsOptions:
    for edit in edits:
        name = edit.path[0]
        if name in _ADDED:
            feeds = replace(feeds, **{name: (*getattr(feeds, name), edit.value)})
        else:
            feeds = _with(feeds, edit.path, edit.value)
    return feeds


def _with(record: Any, path: Sequence[str], value: object) -> Any:  # noqa: ANN401 - a record or table of options
    first, *rest = path
    if isinstance(record, Mapping):
        return {**record, first: _with(record.get(first, TermPaths()), rest, value) if rest else value}
    return replace(record, **{first: _with(getattr(record, first), rest, value) if rest else value})


def _lines(edits: Sequence[_Edit], feeds: FeedsOptions) -> Iterator[str]:
    changed = _applied(feeds, edits)
    for name in _ADDED:
        if (value := getattr(changed, name)) != getattr(feeds, name):
            yield line(("feeds", name), value)
    for edit in edits:
        if edit.path[0] not in _ADDED:
            yield line(("feeds", *edit.path), edit.value)
